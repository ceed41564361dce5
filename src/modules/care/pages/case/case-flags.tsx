import type { Case } from "../../../../web/api/answers.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { Flag } from "../../../../web/kit/marks.tsx";
import { sayCategory } from "../../../../web/texts/names.ts";
import { useCareWords } from "../care-words.ts";
import { nearnessOf } from "../clock-groups.tsx";

/** What must be known before anything is done; nothing of it comes from a closed part. */
export function CaseFlags({ file }: { file: Case }) {
  const desk = useDesk();
  const { say, when } = desk;
  const { sayClock } = useCareWords();
  const running = file.clocks.filter(({ doneAt, standsSince }) => doneAt === null && !standsSince);
  const late = running.filter(({ dueAt }) => nearnessOf(dueAt, desk) === "late");
  const today = running.filter(({ dueAt }) => nearnessOf(dueAt, desk) === "soon");
  const conflicts = file.categories.filter((category) => category.open && category.conflicts > 0);
  const { isChild } = file;
  if (!isChild && late.length + today.length + conflicts.length === 0) return null;
  return (
    <ul className="flags" aria-label={say("case.flags")}>
      {isChild && <Flag icon="person">{say("flag.child")}</Flag>}
      {late.map((clock) => (
        <Flag key={clock.id} icon="alert">
          {say("flag.late", { what: sayClock(clock), at: when.near(clock.dueAt) })}
        </Flag>
      ))}
      {today.map((clock) => (
        <Flag key={clock.id} icon="clock" kind="soon">
          {say("flag.today", { what: sayClock(clock), time: when.time(clock.dueAt) })}
        </Flag>
      ))}
      {conflicts.map(({ category }) => (
        <Flag key={category} icon="pen" kind="soon">
          {say("flag.conflict", { category: sayCategory(say, category) })}
        </Flag>
      ))}
    </ul>
  );
}
