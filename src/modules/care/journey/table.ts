import { needsOf } from "./guards.ts";
import type { Need } from "./records.ts";
import type { Journey } from "./shape.ts";
import { STEPS, type StepRule } from "./steps.ts";

/** The steps of every jurisdiction, as the table in `docs/care.md`: written by `npm run generate` from the rules. */
export function journeyTable(): string {
  const rows = STEPS.map((step) =>
    [
      `\`${step.code}\``,
      step.from.join(", "),
      step.to === "stay" ? "(stays)" : step.to === "back" ? "(where one was)" : step.to,
      step.by.join(", "),
      recordedWith(step),
    ].join(" | "),
  );
  return [
    "| step | from | to | who | recorded |",
    "|---|---|---|---|---|",
    ...rows.map((row) => `| ${row} |`),
  ].join("\n");
}

/** Of an adult, and of a child where that differs: as the guards ask it, not as the table of steps says it. */
function recordedWith(step: StepRule): string {
  const [adult, child] = (["adult", "child"] as const).map((age) =>
    sayNeeds(anyOf(step, { ...NOBODY, age })),
  );
  const said = adult === child ? (adult ?? "") : `adult: ${adult}; child: ${child}`;
  if (step.to !== "back") return said;
  return `from withdrawn: ${sayNeeds(needsOf(step, { ...NOBODY, state: "withdrawn" }))}`;
}

/** With nobody beside them, or with a guardian and a representative, where that changes what is asked. */
function anyOf(step: StepRule, journey: Journey): Need[] {
  const beside = needsOf(step, { ...journey, hasGuardian: true, hasRepresentative: true });
  return needsOf(step, journey).map((need, nth) => {
    const other = beside[nth];
    return typeof need === "string" && typeof other === "string" && other !== need ? [need, other] : need;
  });
}

const sayNeeds = (needs: readonly Need[]): string =>
  needs.length === 0
    ? ""
    : needs.map((need) => (typeof need === "string" ? need : need.join(" or "))).join(", ");

const NOBODY: Journey = {
  ...{ state: "contact", cameFrom: null, language: null, reasonsIn: null, age: "adult", urgent: false },
  ...{ ageDisputed: false, evidenceWritten: false, reasonsWrittenIn: null },
  ...{ hasGuardian: false, hasRepresentative: false, evidence: "none", evidenceAskedAt: null },
  ...{ proposedBy: null, negative: false, madeToDo: "none", withdrewThemself: false, recovered: false },
  clocks: [],
};
