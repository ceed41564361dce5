import { useState } from "react";
import { useDesk } from "../desk-context.tsx";
import { Button } from "../kit/button.tsx";

/** Shown once; the way on opens when they are kept. */
export function RecoveryCodes(props: { codes: readonly string[]; onDone: () => void; doLabel: string }) {
  const { codes, onDone, doLabel } = props;
  const { say } = useDesk();
  const [kept, setKept] = useState(false);
  return (
    <div className="stack stack-4">
      <p>{say("recovery.lead")}</p>
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
          {doLabel}
        </Button>
        <Button icon="print" onClick={() => print()}>
          {say("print")}
        </Button>
      </div>
    </div>
  );
}
