import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { Member } from "../api/answers.ts";
import { useDesk } from "../desk-context.tsx";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { Said, TextField } from "../kit/field.tsx";
import { useNotices } from "../kit/toast.tsx";
import { sayProblem } from "../session/problems.ts";
import { useSession } from "../session/session.tsx";
import type { TextKey } from "../texts/index.ts";

/** The way to change a colleague's standing: training, suspension. */
export function MemberStanding({ member }: { member: Member }) {
  const { say } = useDesk();
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button
        small
        onClick={() => setOpen(true)}
        aria-label={say("standing.change-one", { name: member.displayName })}
      >
        {say("standing.change")}
      </Button>
      <Dialog open={open} onClose={close} title={<bdi>{member.displayName}</bdi>} closeLabel={say("close")}>
        <div className="stack stack-5">
          <Training member={member} onDone={close} />
          <Suspension member={member} onDone={close} />
        </div>
      </Dialog>
    </>
  );
}

/** Sends a change of standing, says that it is done, and shows the list anew. */
function useChange(path: string, onDone: () => void) {
  const { say } = useDesk();
  const { api } = useSession();
  const queries = useQueryClient();
  const tell = useNotices();
  return useMutation({
    mutationFn: async (change: { method: "PUT" | "DELETE"; body?: object; done: TextKey }) => {
      await api.send(change.method, path, change.body ? { body: change.body } : {});
      return change.done;
    },
    onSuccess: (done) => {
      tell({ text: say(done) });
      onDone();
      return queries.invalidateQueries({ queryKey: ["members"] });
    },
  });
}

function Training({ member, onDone }: { member: Member; onDone: () => void }) {
  const { say } = useDesk();
  const [until, setUntil] = useState(member.trainingValidUntil ?? "");
  const [empty, setEmpty] = useState(false);
  const change = useChange(`/api/members/${member.id}/training`, onDone);
  const send = (event: FormEvent) => {
    event.preventDefault();
    setEmpty(until === "");
    if (until !== "" && !change.isPending) {
      change.mutate({ method: "PUT", body: { until }, done: "standing.training-kept" });
    }
  };
  return (
    <form className="stack" onSubmit={send} noValidate>
      <TextField
        label={say("profile.training")}
        why={say("standing.training-why")}
        type="date"
        dir="ltr"
        value={until}
        onText={setUntil}
        wrong={empty ? say("standing.no-day") : change.error && sayProblem(say, change.error)}
      />
      <div className="row">
        <Button type="submit" busy={change.isPending}>
          {say("standing.keep-training")}
        </Button>
      </div>
    </form>
  );
}

function Suspension({ member, onDone }: { member: Member; onDone: () => void }) {
  const { say } = useDesk();
  const { me } = useSession();
  const change = useChange(`/api/members/${member.id}/suspension`, onDone);
  if (member.id === me.member.id) return <p className="small quiet">{say("standing.own")}</p>;
  const suspended = member.status !== "active";
  return (
    <div className="stack">
      <p>{say(suspended ? "standing.lift-say" : "standing.suspend-say")}</p>
      {!suspended && member.readingKey && <p className="small quiet">{say("standing.readers")}</p>}
      <div className="row">
        <Button
          busy={change.isPending}
          onClick={() =>
            change.mutate(
              suspended
                ? { method: "DELETE", done: "standing.lifted" }
                : { method: "PUT", done: "standing.suspended" },
            )
          }
        >
          {say(suspended ? "standing.lift" : "standing.suspend")}
        </Button>
      </div>
      <Said wrong={change.error && sayProblem(say, change.error)} />
    </div>
  );
}
