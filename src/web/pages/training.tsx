import { useQuery } from "@tanstack/react-query";
import { useDesk } from "../desk-context.tsx";
import { Tag } from "../kit/marks.tsx";
import { useSession } from "../session/session.tsx";
import { sayCode } from "../texts/names.ts";
import { isTrained } from "./trained.ts";

/** Until when a training counts; where it does not, that it does not. */
export function TrainingUntil({ until }: { until: string | null }) {
  const { say, when, now } = useDesk();
  if (!until) return <Tag kind="line">{say("profile.no-training")}</Tag>;
  if (isTrained(until, now())) return when.day(until);
  return <Tag kind="late">{say("members.lapsed", { day: when.day(until) })}</Tag>;
}

/** On one's own page: what one may decide while one's training counts, and what goes on without it. */
export function OwnTraining() {
  const { say, now } = useDesk();
  const { api, me } = useSession();
  const acts = useQuery({
    queryKey: ["trained-acts"],
    queryFn: ({ signal }) => api.get<{ acts: readonly string[] }>("/api/trained-acts", signal),
  });
  const until = me.member.trainingValidUntil;
  return (
    <>
      <TrainingUntil until={until} />
      {acts.data && (
        <>
          <p className="small">{say(isTrained(until, now()) ? "training.needed" : "training.stopped")}</p>
          <ul className="small">
            {acts.data.acts.map((act) => (
              <li key={act}>{sayCode(say, "act", act)}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
