import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { createApi } from "../api/client.ts";
import { useDesk } from "../desk-context.tsx";
import { Button } from "../kit/button.tsx";
import { TextField } from "../kit/field.tsx";
import { Qr } from "../kit/qr.tsx";
import { Failed, Loading } from "../kit/states.tsx";
import { addPasskey, canHavePasskeys } from "../session/passkeys.ts";
import { sayProblem } from "../session/problems.ts";
import { useKeyRing } from "../session/session.tsx";
import { sayWhyNot } from "./passkeys.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";

const api = () => createApi(null, (...call) => fetch(...call));

/** A second factor, for those whose roles open people's files: a passkey or an authenticator's codes; then keep the recovery codes. */
export function Enrol({ onDone }: { onDone: () => void }) {
  const { say } = useDesk();
  const [recoveryCodes, setRecoveryCodes] = useState<readonly string[] | null>(null);
  const [byCode, setByCode] = useState(!canHavePasskeys());
  if (recoveryCodes) {
    return (
      <div className="stack stack-4">
        <h1>{say("recovery.title")}</h1>
        <RecoveryCodes codes={recoveryCodes} onDone={onDone} doLabel={say("recovery.do")} />
      </div>
    );
  }
  if (byCode) return <ByCode onCodes={setRecoveryCodes} />;
  return (
    <ByPasskey
      onCodes={(codes) => (codes ? setRecoveryCodes(codes) : onDone())}
      onOther={() => setByCode(true)}
    />
  );
}

function ByPasskey(props: { onCodes: (codes: readonly string[] | null) => void; onOther: () => void }) {
  const { onCodes, onOther } = props;
  const { say } = useDesk();
  const ring = useKeyRing();
  const [name, setName] = useState("");
  const [wrong, setWrong] = useState("");
  const [busy, setBusy] = useState(false);
  const add = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    if (name.trim() === "") return setWrong(say("passkeys.no-name"));
    setBusy(true);
    setWrong("");
    try {
      const { id, recoveryCodes, wrapKey } = await addPasskey(api(), name.trim());
      if (wrapKey) ring.holdNewPasskey({ id, wrapKey });
      onCodes(recoveryCodes);
    } catch (error) {
      setBusy(false);
      setWrong(sayWhyNot(say, error));
    }
  };
  return (
    <form className="stack stack-4" onSubmit={add} noValidate>
      <div className="stack stack-1">
        <h1>{say("enrol.title-any")}</h1>
        <p className="quiet">{say("enrol.lead")}</p>
      </div>
      <p>{say("enrol.passkey")}</p>
      <TextField
        label={say("passkeys.new-name")}
        why={say("passkeys.new-name-why")}
        maxLength={60}
        autoComplete="off"
        value={name}
        onText={setName}
        wrong={wrong}
      />
      <div className="row">
        <Button kind="main" type="submit" icon="key" busy={busy}>
          {say("passkeys.add")}
        </Button>
        <Button kind="plain" onClick={onOther}>
          {say("enrol.by-code")}
        </Button>
      </div>
    </form>
  );
}

function ByCode({ onCodes }: { onCodes: (codes: readonly string[]) => void }) {
  const { say } = useDesk();
  const begun = useQuery({
    queryKey: ["enrolment"],
    queryFn: () => api().send<{ secret: string; uri: string }>("POST", "/api/second-factor/begin"),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  if (begun.isPending) return <Loading>{say("sign-in.busy")}</Loading>;
  if (begun.isError) {
    return (
      <Failed
        what={sayProblem(say, begun.error)}
        again={() => void begun.refetch()}
        againLabel={say("try-again")}
      />
    );
  }
  return <ShowSecret {...begun.data} onCodes={onCodes} />;
}

function ShowSecret(props: { secret: string; uri: string; onCodes: (codes: readonly string[]) => void }) {
  const { secret, uri, onCodes } = props;
  const { say } = useDesk();
  const [code, setCode] = useState("");
  const [wrong, setWrong] = useState("");
  const [busy, setBusy] = useState(false);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const typed = code.replaceAll(/\s/g, "");
    if (!/^\d{6}$/.test(typed)) return setWrong(say("second.bad-code"));
    setBusy(true);
    setWrong("");
    try {
      const { recoveryCodes } = await api().send<{ recoveryCodes: string[] }>(
        "POST",
        "/api/second-factor/finish",
        {
          body: { secret, code: typed },
        },
      );
      onCodes(recoveryCodes);
    } catch (error) {
      setBusy(false);
      setWrong(sayProblem(say, error));
    }
  };
  return (
    <form className="stack stack-4" onSubmit={send} noValidate>
      <div className="stack stack-1">
        <h1>{say("enrol.title")}</h1>
        <p className="quiet">{say("enrol.lead")}</p>
      </div>
      <p>{say("enrol.step-scan")}</p>
      <Qr text={uri} label={say("enrol.qr")} />
      <p className="small">
        {say("enrol.by-hand")}
        <br />
        <bdi className="mono">{secret.replaceAll(/(.{4})/g, "$1 ").trim()}</bdi>
      </p>
      <TextField
        label={say("enrol.step-code")}
        inputMode="numeric"
        autoComplete="one-time-code"
        dir="ltr"
        value={code}
        onText={setCode}
        wrong={wrong}
      />
      <Button kind="main" type="submit" busy={busy}>
        {busy ? say("second.busy") : say("enrol.do")}
      </Button>
    </form>
  );
}
