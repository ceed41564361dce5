import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useDesk } from "../../../web/desk-context.tsx";
import { Answer } from "../../../web/kit/answer.tsx";
import { Button } from "../../../web/kit/button.tsx";
import { Said } from "../../../web/kit/field.tsx";
import { useOnceKey } from "../../../web/session/once.ts";
import { sayProblem } from "../../../web/session/problems.ts";
import { useSession } from "../../../web/session/session.tsx";
import { type Board, BoardShown } from "./board.tsx";

interface Looks {
  readonly looks: readonly { readonly at: string; readonly by: string; readonly of: string | null }[];
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
      {look.data && <BoardShown board={look.data} />}
      <Log />
    </section>
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
              {looks.slice(0, LOOKS_SHOWN).map(({ at, by, of }) => (
                <li key={`${at} ${by}`} className="small">
                  {[by, ...(of === null ? [] : [of]), when.day(at)].join(say("about.comma"))}
                </li>
              ))}
            </ul>
          </details>
        )
      }
    </Answer>
  );
}
