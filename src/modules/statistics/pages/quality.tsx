import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useDesk } from "../../../web/desk-context.tsx";
import { Answer } from "../../../web/kit/answer.tsx";
import { Button } from "../../../web/kit/button.tsx";
import { Said } from "../../../web/kit/field.tsx";
import { Table } from "../../../web/kit/table.tsx";
import { useOnceKey } from "../../../web/session/once.ts";
import { sayProblem } from "../../../web/session/problems.ts";
import { useSession } from "../../../web/session/session.tsx";
import type { QualityBoard, Told } from "../quality.ts";

type Board = QualityBoard & {
  readonly names: readonly { readonly name: string; readonly en: string; readonly ar: string }[];
};
interface Looks {
  readonly looks: readonly { readonly at: string; readonly by: string }[];
}
interface Line {
  readonly name: string;
  readonly told: Told;
}
const LOOKS_SHOWN = 10;

/** How good what is counted here is: asked for by a press of a button, since each look is written down. */
export function Quality() {
  const { say } = useDesk();
  const { api } = useSession();
  const queries = useQueryClient();
  const keyFor = useOnceKey();
  const look = useMutation({
    mutationFn: (at: number) => api.send<Board>("POST", "/api/quality-looks", { key: keyFor({ at }) }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["quality-looks"] }),
  });
  return (
    <section className="stack stack-4">
      <h2>{say("quality.title")}</h2>
      <p className="quiet">{say("quality.lead")}</p>
      <div className="row no-print">
        <Button busy={look.isPending} onClick={() => look.mutate(look.submittedAt)}>
          {say("quality.look")}
        </Button>
      </div>
      <Said wrong={look.isError && sayProblem(say, look.error)} />
      {look.data && <Shown board={look.data} />}
      <Log />
    </section>
  );
}

function Shown({ board }: { board: Board }) {
  const { say, choices } = useDesk();
  const cases = (told: Told) => (told === null ? say("quality.few") : say("quality.cases", { n: told }));
  if (board.cases === null) return <p>{say("quality.too-few")}</p>;
  const nameOf = (variable: string) =>
    board.names.find(({ name }) => name === variable)?.[choices.language === "ar" ? "ar" : "en"] ?? variable;
  const table = (title: string, rows: readonly Line[]) => (
    <Table
      caption={title}
      rows={rows}
      keyOf={({ name }) => name}
      columns={[
        { id: "name", title, heads: true, cell: ({ name }) => name },
        { id: "cases", title: say("quality.cases-column"), number: true, cell: ({ told }) => cases(told) },
      ]}
    />
  );
  const { missing, contradictions, late, uncoded } = board;
  return (
    <div className="stack stack-4" role="status">
      <p>{say("quality.of", { n: board.cases })}</p>
      {table(
        say("quality.missing"),
        missing.map((one) => ({ name: nameOf(one.variable), told: one.cases })),
      )}
      {table(say("quality.time"), [
        { name: say("quality.late"), told: late },
        { name: say("quality.uncoded"), told: uncoded },
      ])}
      {table(
        say("quality.contradictions"),
        contradictions.map((one) => ({ name: say(`quality.${one.what}`), told: one.cases })),
      )}
    </div>
  );
}

/** Who looked, so that it is seen when somebody looks again and again. */
function Log() {
  const { say, when } = useDesk();
  const { api } = useSession();
  const found = useQuery({
    queryKey: ["quality-looks"],
    queryFn: ({ signal }) => api.get<Looks>("/api/quality-looks", signal),
    staleTime: 0,
  });
  return (
    <Answer query={found} loading={say("quality.reading-log")}>
      {({ looks }) =>
        looks.length === 0 ? (
          <p className="small quiet">{say("quality.no-log")}</p>
        ) : (
          <details>
            <summary>{say("quality.log", { n: looks.length })}</summary>
            <ul>
              {looks.slice(0, LOOKS_SHOWN).map(({ at, by }) => (
                <li key={`${at} ${by}`} className="small">
                  {by}, {when.day(at)}
                </li>
              ))}
            </ul>
          </details>
        )
      }
    </Answer>
  );
}
