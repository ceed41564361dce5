import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { ROLES } from "../../core/access/coverage.ts";
import type { Member } from "../api/answers.ts";
import { useDesk } from "../desk-context.tsx";
import { Button } from "../kit/button.tsx";
import { ChecksField } from "../kit/choices-field.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { Said, TextField } from "../kit/field.tsx";
import { SecondElsewhere } from "../kit/second-elsewhere.tsx";
import { useNotices } from "../kit/toast.tsx";
import { useOnceKey } from "../session/once.ts";
import { sayProblem } from "../session/problems.ts";
import { useSession } from "../session/session.tsx";
import type { TextKey } from "../texts/index.ts";
import { sayRole } from "../texts/names.ts";
import { BeginRenewal } from "./renewals.tsx";

/** The way to change a colleague's standing: training, roles, suspension. */
export function MemberStanding({ member }: { member: Member }) {
  const { say } = useDesk();
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button
        small
        onClick={() => setOpen(true)}
        aria-label={say("member-standing.change-one", { name: member.displayName })}
      >
        {say("member-standing.change")}
      </Button>
      <Dialog open={open} onClose={close} title={<bdi>{member.displayName}</bdi>} closeLabel={say("close")}>
        <div className="stack stack-5">
          <Training member={member} onDone={close} />
          {member.status === "active" ? (
            <>
              <Roles member={member} onDone={close} />
              <BeginRenewal member={member} />
              <Suspension member={member} onDone={close} />
            </>
          ) : (
            <Return member={member} onDone={close} />
          )}
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
    mutationFn: async (change: { method: "PUT"; body?: object; done: TextKey }) => {
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
      change.mutate({ method: "PUT", body: { until }, done: "member-standing.training-kept" });
    }
  };
  return (
    <form className="stack" onSubmit={send} noValidate>
      <TextField
        label={say("profile.training")}
        why={say("member-standing.training-why")}
        type="date"
        dir="ltr"
        value={until}
        onText={setUntil}
        wrong={empty ? say("member-standing.no-day") : change.error && sayProblem(say, change.error)}
      />
      <div className="row">
        <Button type="submit" busy={change.isPending}>
          {say("member-standing.keep-training")}
        </Button>
      </div>
    </form>
  );
}

function Suspension({ member, onDone }: { member: Member; onDone: () => void }) {
  const { say } = useDesk();
  const { me } = useSession();
  const change = useChange(`/api/members/${member.id}/suspension`, onDone);
  if (member.id === me.member.id) return <p className="small quiet">{say("member-standing.own")}</p>;
  return (
    <div className="stack">
      <p>{say("member-standing.suspend-say")}</p>
      {member.readingKey && <p className="small quiet">{say("member-standing.readers")}</p>}
      <div className="row">
        <Button
          busy={change.isPending}
          onClick={() => change.mutate({ method: "PUT", done: "member-standing.suspended" })}
        >
          {say("member-standing.suspend")}
        </Button>
      </div>
      <Said wrong={change.error && sayProblem(say, change.error)} />
    </div>
  );
}

/** Sends what a second member has to confirm. */
function usePropose(path: string, onDone: () => void) {
  const { say } = useDesk();
  const { api } = useSession();
  const queries = useQueryClient();
  const tell = useNotices();
  const keyFor = useOnceKey();
  return useMutation({
    mutationFn: (body: object) =>
      api.send<{ waits?: boolean }>("POST", path, { body, key: keyFor({ path, body }) }),
    onSuccess: async ({ waits = true }) => {
      tell({
        icon: "people",
        text: say(waits ? "member-standing.waits" : "member-standing.roles-done"),
      });
      onDone();
      await Promise.all(
        ["proposals", "members"].map((name) => queries.invalidateQueries({ queryKey: [name] })),
      );
    },
  });
}

function Return({ member, onDone }: { member: Member; onDone: () => void }) {
  const { say } = useDesk();
  const [elsewhere, setElsewhere] = useState("");
  const propose = usePropose(`/api/members/${member.id}/return`, onDone);
  return (
    <div className="stack stack-4">
      <p>{say("member-standing.return-say")}</p>
      <SecondElsewhere agencyId={elsewhere} onChoose={setElsewhere} />
      <div className="row">
        <Button
          busy={propose.isPending}
          onClick={() => propose.mutate({ secondAgencyId: elsewhere || null })}
        >
          {say("member-standing.return")}
        </Button>
      </div>
      <Said wrong={propose.error && sayProblem(say, propose.error)} />
    </div>
  );
}

function Roles({ member, onDone }: { member: Member; onDone: () => void }) {
  const { say } = useDesk();
  const [roles, setRoles] = useState<readonly string[]>(member.roles);
  const [elsewhere, setElsewhere] = useState("");
  const propose = usePropose(`/api/members/${member.id}/roles`, onDone);
  const same = [...roles].sort().join() === [...member.roles].sort().join();
  return (
    <div className="stack stack-4">
      <ChecksField
        label={say("member-standing.roles")}
        why={say("member-standing.roles-why")}
        choices={ROLES.map((value) => ({ value: value as string, label: sayRole(say, value) }))}
        values={roles}
        onChoose={setRoles}
      />
      <SecondElsewhere agencyId={elsewhere} onChoose={setElsewhere} />
      <div className="row">
        <Button
          busy={propose.isPending}
          notYet={
            roles.length === 0 ? say("invite.no-roles") : same ? say("member-standing.roles-same") : undefined
          }
          onClick={() => propose.mutate({ roles, secondAgencyId: elsewhere || null })}
        >
          {say("member-standing.roles-do")}
        </Button>
      </div>
      <Said wrong={propose.error && sayProblem(say, propose.error)} />
    </div>
  );
}
