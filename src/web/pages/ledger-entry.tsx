import { useQuery } from "@tanstack/react-query";
import { useDesk } from "../desk-context.tsx";
import { Answer } from "../kit/answer.tsx";
import { Icon } from "../kit/icon.tsx";
import { Kept } from "../kit/letter.tsx";
import { Part } from "../kit/log.tsx";
import { Note } from "../kit/marks.tsx";
import { useSession } from "../session/session.tsx";
import { sayEntryKind } from "../texts/names.ts";
import type { ProvableEntry } from "./ledger-proof.ts";

/** What the public page takes: nothing but what stands in the entry. */
const receiptOf = ({ content, salt, commitment, logIndex }: ProvableEntry): string =>
  JSON.stringify({ content, salt, commitment, logIndex });

/** One entry, and its proof checked in this browser: the server's word is not needed. */
export function LedgerEntry(props: { id: string; verifierKey: string; checkpoint: string | null }) {
  const { id, verifierKey, checkpoint } = props;
  const { say, when } = useDesk();
  const { api } = useSession();
  const entry = useQuery({
    queryKey: ["ledger", "entry", id, checkpoint],
    queryFn: async ({ signal }) => {
      const [{ proveEntry }, found] = await Promise.all([
        import("./ledger-proof.ts"),
        api.get<ProvableEntry>(`/api/ledger/entries/${id}`, signal),
      ]);
      return { found, verdict: proveEntry(found, found.log?.verifierKey ?? verifierKey) };
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Part id="proof" title={say("proof.title")}>
      <div className="part-body stack">
        <Answer query={entry} loading={say("proof.checking")}>
          {({ found, verdict }) => (
            <>
              <p>
                <strong>{sayEntryKind(say, found.kind)}</strong>, {when.near(found.at)}
              </p>
              {verdict === "proven" && (
                <>
                  <Kept
                    lines={[
                      found.content === null ? say("proof.erased") : say("proof.commitment"),
                      say("proof.in-log", { index: String(found.logIndex), size: String(found.size) }),
                      say("proof.signed"),
                    ]}
                  />
                  <p className="tiny quiet">{say("proof.here")}</p>
                </>
              )}
              {verdict === "waits" && <Note kind="soon">{say("proof.waits")}</Note>}
              {verdict !== "proven" && verdict !== "waits" && (
                <Note kind="danger">
                  <p>
                    <strong>{say("proof.failed")}</strong> {say(`proof.${verdict}`)}
                  </p>
                </Note>
              )}
              {found.content !== null && (
                <details className="form-group">
                  <summary>
                    <Icon name="next" turns />
                    <span className="form-heading">{say("proof.content")}</span>
                  </summary>
                  <pre className="mono note-text" dir="ltr">
                    {found.content}
                  </pre>
                </details>
              )}
              {verdict === "proven" && (
                <details className="form-group">
                  <summary>
                    <Icon name="next" turns />
                    <span className="form-heading">{say("proof.receipt")}</span>
                  </summary>
                  <p>
                    <a href="/ledger#receipt-form">/ledger</a>
                  </p>
                  <pre className="mono note-text" dir="ltr">
                    {receiptOf(found)}
                  </pre>
                </details>
              )}
            </>
          )}
        </Answer>
      </div>
    </Part>
  );
}
