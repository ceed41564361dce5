import type { PublicKeyCredentialRequestOptionsJSON } from "@simplewebauthn/browser";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter, useSearch } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import type { Stage } from "../api/answers.ts";
import { createApi, Refusal } from "../api/client.ts";
import { useDesk } from "../desk-context.tsx";
import { Button } from "../kit/button.tsx";
import { Said, TextField } from "../kit/field.tsx";
import { Note } from "../kit/marks.tsx";
import { answerWithPasskey, canHavePasskeys, NotAnswered } from "../session/passkeys.ts";
import { sayProblem } from "../session/problems.ts";
import { useProviderName } from "../session/provider.ts";
import { useKeyRing } from "../session/session.tsx";
import { OutsideFrame } from "../shell/outside.tsx";
import { useTitle } from "../shell/title.ts";
import { Enrol } from "./enrol.tsx";
import { SecondFactor } from "./second-factor.tsx";

/** E-mail and password, then the second device; afterwards back to where one was going. */
export function SignIn() {
  const { say } = useDesk();
  const { to, stage: arrived, ways: itsWays } = useSearch({ from: "/sign-in" });
  const router = useRouter();
  const queries = useQueryClient();
  const [stage, setStage] = useState<Stage | null>(stageOf(arrived));
  useTitle(say("sign-in.title"));
  const enter = async () => {
    await queries.resetQueries({ queryKey: ["me"] });
    // Only an address of the desk itself: never another site, whatever the link said.
    const inside = to && /^\/desk(\/|$|\?)/.test(to) ? to : "/desk/today";
    router.history.replace(inside);
  };
  const [ways, setWays] = useState<readonly string[]>(itsWays?.split(",") ?? []);
  const onStage = (next: Stage, itsWays: readonly string[]) => {
    setWays(itsWays);
    if (next === "full") void enter();
    else setStage(next);
  };
  return (
    <OutsideFrame>
      {stage === "second-factor" && (
        <SecondFactor ways={ways} onDone={enter} onRestart={() => setStage(null)} />
      )}
      {stage === "enrol" && <Enrol onDone={enter} />}
      {stage === null && <Password onStage={onStage} />}
      {stage === null && canHavePasskeys() && <PasskeyAlone onDone={enter} />}
      {stage === null && <ByProvider />}
    </OutsideFrame>
  );
}

/** What is owed when one comes back from the identity provider. */
const stageOf = (arrived: string | undefined): Stage | null =>
  arrived === "second-factor" || arrived === "enrol" ? arrived : null;

/** The State's identity provider, where there is one; and what went wrong on the way over it. */
function ByProvider() {
  const { say } = useDesk();
  const { to, problem, linked } = useSearch({ from: "/sign-in" });
  const [wrong, setWrong] = useState("");
  const [busy, setBusy] = useState(false);
  const name = useProviderName();
  if (!name) return null;
  const leave = async () => {
    if (busy) return;
    setBusy(true);
    setWrong("");
    try {
      const body = to?.startsWith("/desk") ? { to } : {};
      const api = createApi(null, (...call) => fetch(...call));
      const { url } = await api.send<{ url: string }>("POST", "/api/sign-in/provider/begin", { body });
      location.assign(url);
    } catch (error) {
      setWrong(sayProblem(say, error));
      setBusy(false);
    }
  };
  const before = problem ? sayProblem(say, new Refusal(problem, 401, "", {})) : undefined;
  return (
    <div className="stack stack-1">
      {linked && (
        <Note icon={linked === "yes" ? "tick" : "alert"}>
          {say(linked === "yes" ? "join.linked" : "join.not-linked", { name })}
        </Note>
      )}
      <div className="row">
        <Button onClick={leave} busy={busy}>
          {say("provider.sign-in", { name })}
        </Button>
      </div>
      <Said wrong={wrong || before} />
    </div>
  );
}

/** One step, where the device itself makes sure of its owner. */
function PasskeyAlone({ onDone }: { onDone: () => void }) {
  const { say } = useDesk();
  const ring = useKeyRing();
  const [wrong, setWrong] = useState("");
  const [busy, setBusy] = useState(false);
  const signIn = async () => {
    if (busy) return;
    setBusy(true);
    setWrong("");
    try {
      const api = createApi(null, (...call) => fetch(...call));
      const options = await api.send<PublicKeyCredentialRequestOptionsJSON>(
        "POST",
        "/api/sign-in/passkey/begin",
      );
      const answered = await answerWithPasskey(options);
      await api.send("POST", "/api/sign-in/passkey", { body: { credential: answered.credential } });
      ring.holdAnswer(answered);
      onDone();
    } catch (error) {
      setWrong(error instanceof NotAnswered ? say("passkey.not-answered") : sayProblem(say, error));
      setBusy(false);
    }
  };
  return (
    <div className="stack stack-1">
      <div className="row">
        <Button icon="key" onClick={signIn} busy={busy}>
          {say("sign-in.by-passkey")}
        </Button>
      </div>
      <Said wrong={wrong} />
    </div>
  );
}

function Password({ onStage }: { onStage: (stage: Stage, ways: readonly string[]) => void }) {
  const { say } = useDesk();
  const { joined } = useSearch({ from: "/sign-in" });
  const ring = useKeyRing();
  const [email, setEmail] = useState(joined ?? "");
  const [password, setPassword] = useState("");
  const [wrong, setWrong] = useState("");
  const [busy, setBusy] = useState(false);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    if (email.trim() === "" || password === "") return setWrong(say("sign-in.empty"));
    setBusy(true);
    setWrong("");
    try {
      const [{ derivePasswordSecrets }, { argon2id }] = await Promise.all([
        import("../../core/identity/member-keys.ts"),
        import("../../core/identity/words/argon2-browser.ts"),
      ]);
      const secrets = await derivePasswordSecrets({ email, password }, argon2id);
      const api = createApi(null, (...call) => fetch(...call));
      const { stage, ways } = await api.send<{ stage: Stage; ways: readonly string[] }>(
        "POST",
        "/api/sign-in",
        { body: { email: email.trim(), authSecret: secrets.authSecret } },
      );
      ring.holdWrapKey(secrets.wrapKey);
      onStage(stage, ways);
    } catch (error) {
      setWrong(error instanceof TypeError ? say("sign-in.failed") : sayProblem(say, error));
      setBusy(false);
      if (error instanceof Refusal && error.status === 401) setPassword("");
    }
  };
  return (
    <form className="stack stack-4" onSubmit={send} noValidate>
      <div className="stack stack-1">
        <h1>{say("sign-in.title")}</h1>
        <p className="quiet">{say("sign-in.lead")}</p>
      </div>
      {joined && <Note icon="tick">{say("join.done")}</Note>}
      <TextField
        label={say("sign-in.email")}
        type="email"
        autoComplete="username"
        dir="ltr"
        value={email}
        onText={setEmail}
      />
      <TextField
        label={say("sign-in.password")}
        why={say("sign-in.password-why")}
        type="password"
        autoComplete="current-password"
        dir="ltr"
        value={password}
        onText={setPassword}
        wrong={wrong}
      />
      <Button kind="main" type="submit" busy={busy}>
        {busy ? say("sign-in.busy") : say("sign-in.do")}
      </Button>
      <p className="small quiet">
        {say("sign-in.door")} <a href="/">{say("sign-in.to-door")}</a>
      </p>
    </form>
  );
}
