import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useDesk } from "../../../../web/desk-context.tsx";
import { Button } from "../../../../web/kit/button.tsx";
import { Part, WaitingList } from "../../../../web/kit/log.tsx";
import { useSession } from "../../../../web/session/session.tsx";

interface Recall {
  readonly id: string;
  readonly reference: string;
  readonly agency: string;
  readonly phone: string;
  readonly dueAt: string;
}

/** Agencies outside that have to be called, since what a file rested on is over; nothing where there is none. */
export function RecallsDue() {
  const { say, when, now } = useDesk();
  const { api } = useSession();
  const queries = useQueryClient();
  const waiting = useQuery({
    queryKey: ["referrals", "recalls"],
    queryFn: ({ signal }) => api.get<{ recalls: readonly Recall[] }>("/api/recalls", signal),
    refetchInterval: 60_000,
  });
  const asked = useMutation({
    mutationFn: (id: string) => api.send("POST", `/api/recalls/${id}/asked`),
    onSettled: () =>
      Promise.all(["referrals", "referral"].map((key) => queries.invalidateQueries({ queryKey: [key] }))),
  });
  const recalls = waiting.data?.recalls ?? [];
  if (recalls.length === 0) return null;
  return (
    <Part id="recalls-due" title={say("outside.recalls")}>
      <WaitingList
        label={say("outside.recalls")}
        entries={recalls.map(({ id, reference, agency, phone, dueAt }) => {
          const isLate = Date.parse(dueAt) <= now().getTime();
          return {
            id,
            icon: isLate ? "alert" : "phone",
            title: say("outside.call", { agency, phone, reference }),
            note: say("referral.until", { time: when.near(dueAt) }),
            wait: (
              <Button
                small
                busy={asked.isPending && asked.variables === id}
                aria-label={say("outside.asked-of", { agency, reference })}
                onClick={() => asked.mutate(id)}
              >
                {say("outside.asked")}
              </Button>
            ),
            nearness: isLate ? "late" : "soon",
          };
        })}
      />
    </Part>
  );
}
