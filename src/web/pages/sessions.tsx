import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { Session } from "../api/answers.ts";
import { useDesk } from "../desk-context.tsx";
import { Answer } from "../kit/answer.tsx";
import { Button } from "../kit/button.tsx";
import { TextField } from "../kit/field.tsx";
import { Tag } from "../kit/marks.tsx";
import { Table } from "../kit/table.tsx";
import { useNotices } from "../kit/toast.tsx";
import { sayProblem } from "../session/problems.ts";
import { useSession } from "../session/session.tsx";
import type { TextKey } from "../texts/index.ts";

/** Where one is signed in, by the names that one gave, with the way to end what is not oneself. */
export function Sessions() {
  const { say } = useDesk();
  const { api } = useSession();
  const sessions = useQuery({
    queryKey: ["sessions"],
    queryFn: ({ signal }) => api.get<{ sessions: readonly Session[] }>("/api/sessions", signal),
  });
  return (
    <Answer query={sessions} loading={say("sessions.loading")}>
      {({ sessions }) => (
        <div className="stack">
          <SessionTable sessions={sessions} />
          {sessions.length > 1 && <EndOthers />}
          <NameDevice session={sessions.find(({ current }) => current)} />
        </div>
      )}
    </Answer>
  );
}

/** Sends a change of one's sessions, says that it is done, and shows the list anew. */
function useSessionChange() {
  const { say } = useDesk();
  const { api } = useSession();
  const tell = useNotices();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (change: { method: "PUT" | "DELETE"; path: string; body?: object; done: TextKey }) => {
      await api.send(change.method, change.path, change.body ? { body: change.body } : {});
      return change.done;
    },
    onSuccess: (done) => {
      tell({ text: say(done) });
      return queries.invalidateQueries({ queryKey: ["sessions"] });
    },
    onError: (error) => tell({ icon: "alert", text: sayProblem(say, error) }),
  });
}

function SessionTable({ sessions }: { sessions: readonly Session[] }) {
  const { say, when } = useDesk();
  const change = useSessionChange();
  return (
    <Table
      caption={say("sessions.caption")}
      rows={sessions}
      keyOf={({ id }) => id}
      columns={[
        {
          id: "which",
          title: say("sessions.which"),
          heads: true,
          cell: ({ current, deviceName }) => (
            <>
              {deviceName ? <bdi>{deviceName}</bdi> : !current && say("sessions.other")}{" "}
              {current && (
                <Tag kind="here" icon="person">
                  {say("sessions.this")}
                </Tag>
              )}
            </>
          ),
        },
        { id: "since", title: say("sessions.since"), cell: ({ createdAt }) => when.near(createdAt) },
        { id: "until", title: say("sessions.until"), cell: ({ expiresAt }) => when.near(expiresAt) },
        {
          id: "end",
          title: <span className="sr">{say("sessions.action")}</span>,
          number: true,
          cell: ({ id, current }) =>
            !current && (
              <Button
                small
                onClick={() =>
                  change.mutate({ method: "DELETE", path: `/api/sessions/${id}`, done: "sessions.ended" })
                }
                busy={change.isPending && change.variables.path.endsWith(id)}
              >
                {say("sessions.end")}
              </Button>
            ),
        },
      ]}
    />
  );
}

function EndOthers() {
  const { say } = useDesk();
  const change = useSessionChange();
  return (
    <div className="row part-body">
      <Button
        busy={change.isPending}
        onClick={() =>
          change.mutate({ method: "DELETE", path: "/api/sessions", done: "sessions.others-ended" })
        }
      >
        {say("sessions.end-others")}
      </Button>
    </div>
  );
}

function NameDevice({ session }: { session: Session | undefined }) {
  const { say, choices, choose } = useDesk();
  const change = useSessionChange();
  const [name, setName] = useState(session?.deviceName ?? choices.device);
  const [wrong, setWrong] = useState(false);
  if (!session) return null;
  const send = (event: FormEvent) => {
    event.preventDefault();
    const wanted = name.trim();
    const bad = wanted === "" || wanted.length > 60;
    setWrong(bad);
    if (bad || change.isPending) return;
    void choose({ ...choices, device: wanted });
    change.mutate({
      method: "PUT",
      path: `/api/sessions/${session.id}/name`,
      body: { name: wanted },
      done: "sessions.named",
    });
  };
  return (
    <form className="stack part-body" onSubmit={send} noValidate>
      <TextField
        label={say("sessions.name-label")}
        why={say("sessions.name-why")}
        autoComplete="off"
        value={name}
        onText={setName}
        wrong={wrong && say("sessions.no-name")}
      />
      <div className="row">
        <Button type="submit" busy={change.isPending}>
          {say(session.deviceName ? "sessions.rename" : "sessions.name")}
        </Button>
      </div>
    </form>
  );
}
