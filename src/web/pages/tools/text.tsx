import { type Assessment, PARTS } from "../../../core/gate/statement.ts";
import type { Advice } from "../../api/tool-answers.ts";
import { useDesk } from "../../desk-context.tsx";

/** What was signed, or is to be: its parts under plain headings, and what became of the council's advice. */
export function AssessmentText({
  assessment,
  advice,
}: {
  assessment: Assessment;
  advice: readonly Advice[];
}) {
  const { say, when } = useDesk();
  const met = advice.find(({ id }) => id === assessment.advice?.id);
  return (
    <dl className="stack stack-4">
      {PARTS.map((part) => (
        <div key={part}>
          <dt>
            <strong>{say(`assessment.${part}`)}</strong>
          </dt>
          <dd className="as-written" dir="auto">
            {assessment.parts[part]}
          </dd>
        </div>
      ))}
      {met?.stance && (
        <div>
          <dt>
            <strong>{say(`advice.${met.stance}`)}</strong>
          </dt>
          <dd className="as-written" dir="auto">
            {assessment.advice?.reply ?? say("assessment.no-reply")}
          </dd>
        </div>
      )}
      <div>
        <dt>
          <strong>{say("assessment.until")}</strong>
        </dt>
        <dd>{when.day(assessment.until)}</dd>
      </div>
    </dl>
  );
}
