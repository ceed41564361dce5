import { useQuery } from "@tanstack/react-query";
import type { AgencyKeys as Keys } from "../api/answers.ts";
import { useDesk } from "../desk-context.tsx";
import { Answer } from "../kit/answer.tsx";
import { Log, Part } from "../kit/log.tsx";
import { Tag } from "../kit/marks.tsx";
import { useSession } from "../session/session.tsx";

/** For supervisors: whether the agency's key holder is open, how far a change of keys is, and what was unusual. */
export function AgencyKeys() {
  const { say } = useDesk();
  const { api } = useSession();
  const keys = useQuery({
    queryKey: ["keys"],
    queryFn: ({ signal }) => api.get<Keys>("/api/keys", signal),
  });
  return (
    <Part id="keys" title={say("keys.title")}>
      <Answer query={keys} loading={say("keys.loading")}>
        {(found) => (
          <div className="part-body stack">
            <HolderState holder={found.holder} />
            <Progress keys={found.keys} />
            <Alarms alarms={found.alarms} />
          </div>
        )}
      </Answer>
    </Part>
  );
}

function HolderState({ holder }: { holder: Keys["holder"] }) {
  const { say, when } = useDesk();
  if (!holder) return <p className="small">{say("keys.in-file")}</p>;
  const kind = holder.state === "open" ? "done" : holder.state === "closed" ? "closed" : "late";
  return (
    <p>
      <Tag kind={kind}>{say(`keys.${holder.state}`)}</Tag>{" "}
      <span className="small quiet">{say("keys.since", { at: when.near(holder.stateSince) })}</span>
    </p>
  );
}

function Progress({ keys }: { keys: Keys["keys"] }) {
  const { say, when } = useDesk();
  const live = keys.at(-1);
  if (!live) return null;
  const left = keys
    .filter(({ replacedAt }) => replacedAt !== null)
    .reduce((sum, { wraps }) => sum + wraps, 0);
  return (
    <p className="small">
      {say("keys.live", { version: live.version, day: when.day(live.madeAt), count: live.wraps })}
      {left > 0 && <> {say("keys.left", { count: left })}</>}
    </p>
  );
}

const RULES = {
  "many-cases": "keys.many-cases",
  "many-refusals": "keys.many-refusals",
  "many-unopenable": "keys.many-unopenable",
  "outside-hours": "keys.outside-hours",
} as const;

function Alarms({ alarms }: { alarms: Keys["alarms"] }) {
  const { say, when } = useDesk();
  if (alarms.length === 0) return null;
  return (
    <Log
      label={say("keys.unusual")}
      entries={alarms.map(({ at, rule, count, displayName }, index) => ({
        id: `${at}-${index}`,
        at: when.near(at),
        iso: at,
        text: say(RULES[rule as keyof typeof RULES] ?? "keys.other", {
          count,
          who: displayName ?? say("keys.someone"),
        }),
      }))}
    />
  );
}
