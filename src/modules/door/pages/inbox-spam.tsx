import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { MailboxLine } from "../../../web/api/door-answers.ts";
import { useDesk } from "../../../web/desk-context.tsx";
import { Button } from "../../../web/kit/button.tsx";
import { Dialog } from "../../../web/kit/dialog.tsx";
import { Said } from "../../../web/kit/field.tsx";
import { Tag } from "../../../web/kit/marks.tsx";
import { useNotices } from "../../../web/kit/toast.tsx";
import { sayProblem } from "../../../web/session/problems.ts";
import { useSession } from "../../../web/session/session.tsx";

/** Never what was answered, or asked about: the server would pass those by. */
const canGo = ({ lastLetter, waitingSince, offer, goesOn }: MailboxLine): boolean =>
  lastLetter > 0 && waitingSince !== null && offer === null && goesOn === null;

/** Empties the queue of spam: what was read as spam goes after a week in which anyone brings it back. */
export function EmptySpam({ spam }: { spam: readonly MailboxLine[] }) {
  const { say } = useDesk();
  const { api } = useSession();
  const queries = useQueryClient();
  const tell = useNotices();
  const [isAsked, setAsked] = useState(false);
  const going = spam.filter(canGo);
  const empty = useMutation({
    mutationFn: () =>
      api.send<{ count: number }>("POST", "/api/inbox/set-aside", {
        body: { addresses: going.map(({ address }) => address) },
      }),
    onSuccess: async ({ count }) => {
      setAsked(false);
      tell({ text: say("spam.done", { count }) });
      await queries.invalidateQueries({ queryKey: ["inbox"] });
    },
  });
  if (going.length === 0) return null;
  return (
    <p className="row">
      <Button icon="cross" onClick={() => setAsked(true)}>
        {say("spam.empty", { count: going.length })}
      </Button>
      <Dialog
        open={isAsked}
        onClose={() => setAsked(false)}
        title={say("spam.empty", { count: going.length })}
        closeLabel={say("close")}
      >
        <p>{say("spam.what")}</p>
        <Said wrong={empty.isError && sayProblem(say, empty.error)} />
        <div className="row">
          <Button kind="main" busy={empty.isPending} onClick={() => empty.mutate()}>
            {say("spam.do", { count: going.length })}
          </Button>
          <Button onClick={() => setAsked(false)}>{say("spam.leave")}</Button>
        </div>
      </Dialog>
    </p>
  );
}

/** When a conversation goes, and the way back. */
export function Going({ line }: { line: MailboxLine }) {
  const { say, when } = useDesk();
  const { api } = useSession();
  const queries = useQueryClient();
  const tell = useNotices();
  const back = useMutation({
    mutationFn: () => api.send("DELETE", `/api/inbox/${line.address}/set-aside`),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["inbox"] }),
    onError: (error) => tell({ icon: "alert", text: sayProblem(say, error) }),
  });
  if (line.goesOn === null) return null;
  return (
    <span className="row">
      <Tag kind="soon">{say("spam.goes", { day: when.day(line.goesOn) })}</Tag>
      <Button kind="plain" small busy={back.isPending} onClick={() => back.mutate()}>
        {say("spam.back")}
      </Button>
    </span>
  );
}
