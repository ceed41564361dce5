import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Clock } from "../../../web/api/answers.ts";
import { useDesk } from "../../../web/desk-context.tsx";
import { Button } from "../../../web/kit/button.tsx";
import { Dialog } from "../../../web/kit/dialog.tsx";
import { Said } from "../../../web/kit/field.tsx";
import { useNotices } from "../../../web/kit/toast.tsx";
import { sayProblem } from "../../../web/session/problems.ts";
import { useSession } from "../../../web/session/session.tsx";
import { useCareWords } from "./care-words.ts";

/** Asks once, since a limit that was marked as done does not run again. */
export function ClockDone({ clock, onClose }: { clock: Clock | null; onClose: () => void }) {
  const { say, when } = useDesk();
  const { sayClock } = useCareWords();
  const { api } = useSession();
  const queries = useQueryClient();
  const tell = useNotices();
  const end = useMutation({
    mutationFn: (id: string) => api.send("PUT", `/api/clocks/${id}/done`),
    onSuccess: async () => {
      onClose();
      tell({ text: say("clocks.ended") });
      await Promise.all(["today", "case"].map((name) => queries.invalidateQueries({ queryKey: [name] })));
    },
  });
  const close = () => {
    end.reset();
    onClose();
  };
  return (
    <Dialog open={clock !== null} onClose={close} title={say("clocks.done-title")} closeLabel={say("close")}>
      {clock && (
        <div className="stack stack-4">
          <p>
            <strong>{sayClock(clock)}</strong>, {clock.alias}.{" "}
            {say("clocks.done-say", { due: when.near(clock.dueAt) })}
          </p>
          <Said wrong={end.isError && sayProblem(say, end.error)} />
          <div className="row">
            <Button kind="main" icon="tick" busy={end.isPending} onClick={() => end.mutate(clock.id)}>
              {say("clocks.done-yes")}
            </Button>
            <Button onClick={close}>{say("cancel")}</Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}
