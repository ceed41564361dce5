import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Session } from "../api/answers.ts";
import { useDesk } from "../desk-context.tsx";
import { Answer } from "../kit/answer.tsx";
import { Button } from "../kit/button.tsx";
import { Tag } from "../kit/marks.tsx";
import { Table } from "../kit/table.tsx";
import { useNotices } from "../kit/toast.tsx";
import { sayProblem } from "../session/problems.ts";
import { useSession } from "../session/session.tsx";

/** Where one is signed in, with the way to end what is not oneself. */
export function Sessions() {
  const { say, when } = useDesk();
  const { api } = useSession();
  const tell = useNotices();
  const queries = useQueryClient();
  const sessions = useQuery({
    queryKey: ["sessions"],
    queryFn: ({ signal }) => api.get<{ sessions: readonly Session[] }>("/api/sessions", signal),
  });
  const end = useMutation({
    mutationFn: (id: string) => api.send("DELETE", `/api/sessions/${id}`),
    onSuccess: () => {
      tell({ text: say("sessions.ended") });
      return queries.invalidateQueries({ queryKey: ["sessions"] });
    },
    onError: (error) => tell({ icon: "alert", text: sayProblem(say, error) }),
  });
  return (
    <Answer query={sessions} loading={say("sessions.loading")}>
      {({ sessions }) => (
        <Table
          caption={say("sessions.caption")}
          rows={sessions}
          keyOf={({ id }) => id}
          columns={[
            {
              id: "which",
              title: say("sessions.which"),
              heads: true,
              cell: ({ current }) =>
                current ? (
                  <Tag kind="here" icon="person">
                    {say("sessions.this")}
                  </Tag>
                ) : (
                  say("sessions.other")
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
                  <Button small onClick={() => end.mutate(id)} busy={end.isPending && end.variables === id}>
                    {say("sessions.end")}
                  </Button>
                ),
            },
          ]}
        />
      )}
    </Answer>
  );
}
