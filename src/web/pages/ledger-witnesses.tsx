import { useDesk } from "../desk-context.tsx";
import { Log, Part } from "../kit/log.tsx";
import { Note } from "../kit/marks.tsx";

/** Who outside vouches for the ledger, and since when nobody does. */
export interface WitnessState {
  readonly size: number;
  readonly periodS: number;
  readonly quorum: number;
  readonly witnessed: { readonly size: number; readonly at: string } | null;
  readonly unwitnessedSince: string | null;
  readonly refusal: { readonly code: RefusalCode; readonly since: string } | null;
  readonly witnesses: readonly {
    readonly name: string;
    readonly outcome: "cosigned" | "ahead" | "forked" | "failed";
    readonly cosignedSize: number | null;
    readonly cosignedAt: string | null;
  }[];
}

type RefusalCode = "database-older" | "older-than-witnessed" | "forked" | "witnesses-silent";

export function Witnesses({ state }: { state: WitnessState }) {
  const { say, when, locale } = useDesk();
  const count = new Intl.NumberFormat(locale);
  const { refusal, unwitnessedSince, witnessed, witnesses } = state;
  return (
    <Part id="witnesses" title={say("ledger.witnesses")}>
      <div className="stack part-body">
        {refusal && (
          <Note kind="danger">
            <p>
              <strong>{say("ledger.refused", { since: when.near(refusal.since) })}</strong>{" "}
              {say(`refused.${refusal.code}`)}
            </p>
          </Note>
        )}
        {unwitnessedSince && witnesses.length > 0 && (
          <Note kind="danger">{say("ledger.unwitnessed", { since: when.near(unwitnessedSince) })}</Note>
        )}
        {witnesses.length === 0 && <Note kind="soon">{say("ledger.no-witness")}</Note>}
        {witnessed && (
          <p>
            {say("ledger.witnessed", {
              size: count.format(witnessed.size),
              quorum: state.quorum,
              at: when.near(witnessed.at),
            })}
          </p>
        )}
        {witnesses.length > 0 && (
          <Log
            label={say("ledger.witnesses")}
            entries={witnesses.map(({ name, outcome, cosignedAt, cosignedSize }) => ({
              id: name,
              at: <bdi>{name}</bdi>,
              text:
                outcome === "cosigned" && cosignedAt !== null
                  ? say("ledger.cosigned", {
                      size: count.format(cosignedSize ?? 0),
                      at: when.near(cosignedAt),
                    })
                  : say(outcome === "failed" ? "ledger.silent" : "ledger.objects"),
            }))}
          />
        )}
      </div>
    </Part>
  );
}
