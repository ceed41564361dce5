import type { PublicKeyCredentialRequestOptionsJSON } from "@simplewebauthn/browser";
import { type FormEvent, useState } from "react";
import { createApi, Refusal } from "../api/client.ts";
import { useDesk } from "../desk-context.tsx";
import { Button } from "../kit/button.tsx";
import { Said, TextField } from "../kit/field.tsx";
import { answerWithPasskey, canHavePasskeys, NotAnswered } from "../session/passkeys.ts";
import { sayProblem } from "../session/problems.ts";
import { useKeyRing } from "../session/session.tsx";

/** A passkey, six digits of the second device, or a recovery code when both are lost. */
export function SecondFactor(props: { ways: readonly string[]; onDone: () => void; onRestart: () => void }) {
  const { ways, onDone, onRestart } = props;
  const { say } = useDesk();
  const ring = useKeyRing();
  const withCode = ways.includes("code");
  const withPasskey = ways.includes("passkey") && canHavePasskeys();
  const [byRecovery, setByRecovery] = useState(!withCode && !withPasskey);
  const [code, setCode] = useState("");
  const [wrong, setWrong] = useState("");
  const [busy, setBusy] = useState(false);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const typed = code.replaceAll(/\s/g, "");
    if (!byRecovery && !/^\d{6}$/.test(typed)) return setWrong(say("second.bad-code"));
    if (byRecovery && (typed.length < 11 || typed.length > 13)) return setWrong(say("second.bad-recovery"));
    setBusy(true);
    setWrong("");
    try {
      await createApi(null, (...call) => fetch(...call)).send("POST", "/api/sign-in/second-factor", {
        body: byRecovery ? { recoveryCode: typed } : { code: typed },
      });
      onDone();
    } catch (error) {
      setBusy(false);
      if (error instanceof Refusal && error.code === "not-signed-in") onRestart();
      else setWrong(sayProblem(say, error));
    }
  };
  const byPasskey = async () => {
    if (busy) return;
    setBusy(true);
    setWrong("");
    try {
      const api = createApi(null, (...call) => fetch(...call));
      const options = await api.send<PublicKeyCredentialRequestOptionsJSON>(
        "POST",
        "/api/sign-in/second-factor/passkey/begin",
      );
      const answered = await answerWithPasskey(options);
      await api.send("POST", "/api/sign-in/second-factor/passkey", {
        body: { credential: answered.credential },
      });
      ring.holdAnswer(answered);
      onDone();
    } catch (error) {
      setBusy(false);
      if (error instanceof Refusal && error.code === "not-signed-in") onRestart();
      else setWrong(error instanceof NotAnswered ? say("passkey.not-answered") : sayProblem(say, error));
    }
  };
  const change = () => {
    setByRecovery(!byRecovery);
    setCode("");
    setWrong("");
  };
  const typed = withCode || byRecovery;
  return (
    <form className="stack stack-4" onSubmit={send} noValidate>
      <div className="stack stack-1">
        <h1>{say("second.title")}</h1>
        <p className="quiet">
          {byRecovery ? say("second.recovery-why") : say(withCode ? "second.lead" : "second.lead-passkey")}
        </p>
      </div>
      {withPasskey && !byRecovery && (
        <div className="row">
          <Button kind="main" icon="key" onClick={byPasskey} busy={busy}>
            {say("passkey.use")}
          </Button>
        </div>
      )}
      {typed && (
        <TextField
          key={String(byRecovery)}
          label={byRecovery ? say("second.recovery-code") : say("second.code")}
          inputMode={byRecovery ? "text" : "numeric"}
          autoComplete="one-time-code"
          dir="ltr"
          autoFocus={!withPasskey || byRecovery}
          value={code}
          onText={setCode}
          wrong={wrong}
        />
      )}
      {!typed && <Said wrong={wrong} />}
      <div className="row">
        {typed && (
          <Button kind={withPasskey && !byRecovery ? "other" : "main"} type="submit" busy={busy}>
            {busy ? say("second.busy") : say("second.do")}
          </Button>
        )}
        <Button kind="plain" onClick={change}>
          {byRecovery ? say(withCode ? "second.use-code" : "second.use-passkey") : say("second.recovery")}
        </Button>
      </div>
      <p>
        <Button kind="plain" small onClick={onRestart}>
          {say("second.start-again")}
        </Button>
      </p>
    </form>
  );
}
