import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useDesk } from "../../../web/desk-context.tsx";
import { Button } from "../../../web/kit/button.tsx";
import { Said } from "../../../web/kit/field.tsx";
import { useOnceKey } from "../../../web/session/once.ts";
import { sayProblem } from "../../../web/session/problems.ts";
import { useSession } from "../../../web/session/session.tsx";
import type { PartBoard } from "../quality.ts";
import { type Board, BoardShown } from "./board.tsx";

interface Parts extends Pick<Board, "names"> {
  readonly parts: readonly PartBoard[];
}

/** For an office: how good the numbers are of each agency that it counts, asked for by a press of a button. */
export function Parts({ populationId }: { populationId: string }) {
  const { say, when } = useDesk();
  const { api } = useSession();
  const queries = useQueryClient();
  const keyFor = useOnceKey();
  const look = useMutation({
    mutationFn: (at: number) =>
      api.send<Parts>("POST", `/api/populations/${populationId}/quality-looks`, {
        key: keyFor({ populationId, at }),
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["quality-looks"] }),
  });
  return (
    <>
      <p className="small quiet">{say("quality.parts-lead")}</p>
      <div className="row no-print">
        <Button busy={look.isPending} onClick={() => look.mutate(look.submittedAt)}>
          {say("quality.look-parts")}
        </Button>
      </div>
      <Said wrong={look.isError && sayProblem(say, look.error)} />
      {look.data?.parts.map(({ agency, board, madeOn }) => (
        <section key={agency.id} className="stack stack-2">
          <h4>
            <bdi>{agency.name}</bdi>
          </h4>
          <p className="small quiet">{say("quality.made-on", { day: when.day(madeOn) })}</p>
          <BoardShown board={{ ...board, names: look.data.names }} />
        </section>
      ))}
    </>
  );
}
