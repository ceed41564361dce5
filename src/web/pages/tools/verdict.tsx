import type { Verdict } from "../../api/tool-answers.ts";
import { useDesk } from "../../desk-context.tsx";
import { Tag } from "../../kit/marks.tsx";

const SOON_MS = 30 * 86_400_000;

/** How a tool stands at one agency: a colour, a shape and words. What protects people is overdue, and goes on. */
export function VerdictTag({ verdict, isProtection }: { verdict: Verdict; isProtection: boolean }) {
  const { say, when, now } = useDesk();
  const { refusal, at, until } = verdict;
  if (refusal === null && until) {
    const lastDay = when.day(new Date(Date.parse(until) - 1)); // it ends with that day
    const isSoon = Date.parse(until) - now().getTime() < SOON_MS;
    return (
      <Tag kind={isSoon ? "soon" : "done"}>
        {say(isSoon ? "verdict.renew" : "verdict.good", { day: lastDay })}
      </Tag>
    );
  }
  const why = say(`verdict.${refusal ?? "never-assessed"}`, { day: at ? when.day(at) : "" });
  return (
    <Tag kind={isProtection ? "late" : "closed"}>{isProtection ? say("verdict.overdue", { why }) : why}</Tag>
  );
}
