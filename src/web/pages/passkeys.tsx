import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useDesk } from "../desk-context.tsx";
import { Answer } from "../kit/answer.tsx";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { Said, TextField } from "../kit/field.tsx";
import { Note, Tag } from "../kit/marks.tsx";
import { Table } from "../kit/table.tsx";
import { useNotices } from "../kit/toast.tsx";
import {
  addPasskey,
  askForKey,
  canHavePasskeys,
  NotAnswered,
  type OwnPasskey,
  type OwnPasskeys,
} from "../session/passkeys.ts";
import { sayProblem } from "../session/problems.ts";
import { useKeyRing, useSession } from "../session/session.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";

/** One's passkeys: which there are, what they open, and the way to add, name and remove them. */
export function Passkeys() {
  const { say } = useDesk();
  const { api } = useSession();
  const own = useQuery({
    queryKey: ["passkeys"],
    queryFn: ({ signal }) => api.get<OwnPasskeys>("/api/passkeys", signal),
  });
  return (
    <Answer query={own} loading={say("passkeys.loading")}>
      {(found) => (
        <div className="stack">
          {found.passkeys.length > 0 && <PasskeyTable own={found} />}
          {found.passkeys.length === 0 && <p className="quiet part-body">{say("passkeys.none")}</p>}
          <AddPasskey />
        </div>
      )}
    </Answer>
  );
}

function PasskeyTable({ own }: { own: OwnPasskeys }) {
  const { say, when } = useDesk();
  return (
    <Table
      caption={say("passkeys.caption")}
      rows={own.passkeys}
      keyOf={({ id }) => id}
      columns={[
        {
          id: "name",
          title: say("passkeys.name"),
          heads: true,
          cell: (one) => (
            <>
              <bdi>{one.name}</bdi>
              <small>
                <bdi>{one.site}</bdi>
              </small>
            </>
          ),
        },
        { id: "keys", title: say("passkeys.keys"), cell: (one) => <Opens passkey={one} site={own.site} /> },
        { id: "since", title: say("sessions.since"), cell: ({ createdAt }) => when.near(createdAt) },
        {
          id: "used",
          title: say("passkeys.used"),
          cell: ({ lastUsedAt }) => (lastUsedAt ? when.near(lastUsedAt) : say("passkeys.never")),
        },
        {
          id: "change",
          title: <span className="sr">{say("sessions.action")}</span>,
          number: true,
          cell: (one) => <Change passkey={one} />,
        },
      ]}
    />
  );
}

/** Whether it opens the keys too; where it could and does not yet, the way to let it. */
function Opens({ passkey, site }: { passkey: OwnPasskey; site: string | null }) {
  const { say } = useDesk();
  const ring = useKeyRing();
  const tell = useNotices();
  const let_ = useMutation({
    mutationFn: async () => {
      const { wrapKey } = await askForKey(passkey.site, [passkey.credentialId]);
      if (!wrapKey) return tell({ icon: "alert", text: say("passkeys.no-prf") });
      ring.holdNewPasskey({ id: passkey.id, wrapKey });
      if (!ring.keys) tell({ icon: "key", text: say("passkeys.when-open") });
    },
    onError: () => tell({ icon: "alert", text: say("passkey.not-answered") }),
  });
  if (passkey.suspendedAt) return <Tag kind="late">{say("passkeys.suspended")}</Tag>;
  if (passkey.wrapped) {
    return (
      <Tag kind="here" icon="key">
        {say("passkeys.opens")}
      </Tag>
    );
  }
  return (
    <>
      {say("passkeys.by-password")}{" "}
      {passkey.site === site && (
        <Button small kind="plain" onClick={() => let_.mutate()} busy={let_.isPending}>
          {say("passkeys.let-open")}
        </Button>
      )}
    </>
  );
}

function Change({ passkey }: { passkey: OwnPasskey }) {
  const { say } = useDesk();
  const { api } = useSession();
  const queries = useQueryClient();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState(passkey.name);
  const act = useMutation({
    mutationFn: (what: "rename" | "remove") =>
      what === "remove"
        ? api.send("DELETE", `/api/passkeys/${passkey.id}`)
        : api.send("PUT", `/api/passkeys/${passkey.id}/name`, { body: { name: name.trim() } }),
    onSuccess: async () => {
      setOpen(false);
      await queries.invalidateQueries({ queryKey: ["passkeys"] });
    },
  });
  const rename = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== "") act.mutate("rename");
  };
  return (
    <>
      <Button
        small
        onClick={() => setOpen(true)}
        aria-label={say("passkeys.change-one", { name: passkey.name })}
      >
        {say("passkeys.change")}
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={<bdi>{passkey.name}</bdi>}
        closeLabel={say("step-up.leave")}
      >
        <form className="stack stack-4" onSubmit={rename} noValidate>
          <TextField label={say("passkeys.name")} maxLength={60} value={name} onText={setName} />
          <div className="row">
            <Button kind="main" type="submit" busy={act.isPending}>
              {say("passkeys.rename")}
            </Button>
            <Button kind="danger" onClick={() => act.mutate("remove")} busy={act.isPending}>
              {say("passkeys.remove")}
            </Button>
          </div>
          <p className="small quiet">{say("passkeys.remove-why")}</p>
          <Said wrong={act.error && sayProblem(say, act.error)} />
        </form>
      </Dialog>
    </>
  );
}

function AddPasskey() {
  const { say } = useDesk();
  const { api } = useSession();
  const ring = useKeyRing();
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const [said, setSaid] = useState<{ wrong?: string; right?: string }>({});
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const [busy, setBusy] = useState(false);
  if (!canHavePasskeys()) return <Note kind="soon">{say("passkeys.not-here")}</Note>;
  const add = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    if (name.trim() === "") return setSaid({ wrong: say("passkeys.no-name") });
    setBusy(true);
    setSaid({});
    try {
      const { id, recoveryCodes, wrapKey } = await addPasskey(api, name.trim());
      if (wrapKey) ring.holdNewPasskey({ id, wrapKey });
      setCodes(recoveryCodes);
      setName("");
      const opens = wrapKey
        ? ring.keys
          ? "passkeys.added"
          : "passkeys.added-locked"
        : "passkeys.added-plain";
      setSaid({ right: say(opens) });
      await queries.invalidateQueries({ queryKey: ["passkeys"] });
    } catch (error) {
      setSaid({ wrong: sayWhyNot(say, error) });
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className="stack stack-4 part-body" onSubmit={add} noValidate>
      <TextField
        label={say("passkeys.new-name")}
        why={say("passkeys.new-name-why")}
        maxLength={60}
        autoComplete="off"
        value={name}
        onText={setName}
        wrong={said.wrong}
        right={said.right}
      />
      <div className="row">
        <Button type="submit" icon="key" busy={busy}>
          {say("passkeys.add")}
        </Button>
      </div>
      <Dialog
        open={codes !== null}
        onClose={() => setCodes(null)}
        title={say("recovery.title")}
        closeLabel={say("step-up.leave")}
      >
        <RecoveryCodes codes={codes ?? []} onDone={() => setCodes(null)} doLabel={say("recovery.back")} />
      </Dialog>
    </form>
  );
}

/** Why no passkey was made, for whoever stands before the browser's own dialog. */
export function sayWhyNot(say: ReturnType<typeof useDesk>["say"], error: unknown): string {
  if (!(error instanceof NotAnswered)) return sayProblem(say, error);
  return say(error.isKnownAlready ? "passkey.known" : "passkey.not-answered");
}
