import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { createApi } from "../api/client.ts";
import { useDesk } from "../desk-context.tsx";
import { Button } from "../kit/button.tsx";
import { TextField } from "../kit/field.tsx";
import { Qr } from "../kit/qr.tsx";
import { Failed, Loading } from "../kit/states.tsx";
import { sayProblem } from "../session/problems.ts";

const api = () => createApi(null, (...call) => fetch(...call));

/** A second device, for those whose roles open people's files: scan, type what it shows, keep the codes. */
export function Enrol({ onDone }: { onDone: () => void }) {
  const { say } = useDesk();
  const [recoveryCodes, setRecoveryCodes] = useState<readonly string[] | null>(null);
  const begun = useQuery({
    queryKey: ["enrolment"],
    queryFn: () => api().send<{ secret: string; uri: string }>("POST", "/api/second-factor/begin"),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  if (recoveryCodes) return <RecoveryCodes codes={recoveryCodes} onDone={onDone} />;
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
  return <ShowSecret {...begun.data} onCodes={setRecoveryCodes} />;
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

/** Shown once; the way on opens when they are kept. */
function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const { say } = useDesk();
  const [kept, setKept] = useState(false);
  return (
    <div className="stack stack-4">
      <div className="stack stack-1">
        <h1>{say("recovery.title")}</h1>
        <p>{say("recovery.lead")}</p>
      </div>
      <ol className="codes" aria-label={say("recovery.list")}>
        {codes.map((code) => (
          <li key={code}>
            <bdi className="mono">{code}</bdi>
          </li>
        ))}
      </ol>
      <label className="pick-one">
        <input type="checkbox" checked={kept} onChange={(event) => setKept(event.target.checked)} />
        <span>{say("recovery.kept")}</span>
      </label>
      <div className="row">
        <Button kind="main" onClick={onDone} notYet={kept ? undefined : say("recovery.not-yet")}>
          {say("recovery.do")}
        </Button>
        <Button icon="print" onClick={() => print()}>
          {say("print")}
        </Button>
      </div>
    </div>
  );
}
