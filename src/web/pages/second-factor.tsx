import { type FormEvent, useState } from "react";
import { createApi, Refusal } from "../api/client.ts";
import { useDesk } from "../desk-context.tsx";
import { Button } from "../kit/button.tsx";
import { TextField } from "../kit/field.tsx";
import { sayProblem } from "../session/problems.ts";

/** Six digits of the second device, or a recovery code when it is lost. */
export function SecondFactor({ onDone, onRestart }: { onDone: () => void; onRestart: () => void }) {
  const { say } = useDesk();
  const [byRecovery, setByRecovery] = useState(false);
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
  const change = () => {
    setByRecovery(!byRecovery);
    setCode("");
    setWrong("");
  };
  return (
    <form className="stack stack-4" onSubmit={send} noValidate>
      <div className="stack stack-1">
        <h1>{say("second.title")}</h1>
        <p className="quiet">{byRecovery ? say("second.recovery-why") : say("second.lead")}</p>
      </div>
      <TextField
        key={String(byRecovery)}
        label={byRecovery ? say("second.recovery-code") : say("second.code")}
        inputMode={byRecovery ? "text" : "numeric"}
        autoComplete="one-time-code"
        dir="ltr"
        autoFocus
        value={code}
        onText={setCode}
        wrong={wrong}
      />
      <div className="row">
        <Button kind="main" type="submit" busy={busy}>
          {busy ? say("second.busy") : say("second.do")}
        </Button>
        <Button kind="plain" onClick={change}>
          {byRecovery ? say("second.use-code") : say("second.recovery")}
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
