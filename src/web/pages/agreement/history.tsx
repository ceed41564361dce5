import type { WholeAgreement } from "../../api/agreement-answers.ts";
import { useDesk } from "../../desk-context.tsx";
import { Log, Part } from "../../kit/log.tsx";
import { sayCode } from "../../texts/names.ts";

/** What became of an agreement: who proposed, signed, suspended, lifted, ended, and why. */
export function History({ agreement }: { agreement: WholeAgreement }) {
  const { say, when } = useDesk();
  const { changes } = agreement;
  if (changes.length === 0) return <p className="small quiet">{say("history.unsigned")}</p>;
  return (
    <Part id="history" title={say("history.title")}>
      <Log
        label={say("history.title")}
        entries={changes.map(({ kind, version, agency, reason, at }, nth) => ({
          id: String(changes.length - nth),
          at: when.near(at),
          iso: at,
          text: (
            <>
              <b>{sayCode(say, "history", kind)}</b>
              {version !== null && `${say("about.comma")}${say("history.version", { version })}`}
              {agency && `. ${agency}`}
              {reason && <span className="history-reason">“{reason}”</span>}
            </>
          ),
        }))}
      />
    </Part>
  );
}
