/**
 * What is written down with a step: codes only. The words themselves (a reason, a plan, what was said) are in the
 * sections of the case, encrypted; nothing here says what anyone told.
 */
export const RECORD_CODES = [
  "urgent",
  "age-adult",
  "age-child",
  "age-in-doubt",
  "age-established",
  "indicators",
  "act",
  "means",
  "purpose",
  "consent",
  "assent",
  "too-young-to-assent",
  "guardian",
  "guardian-without-conflict",
  "guardian-in-conflict",
  "representative",
  "plan",
  "review",
  "grounds",
  "evidence-asked",
  "evidence-answered",
  "reasons",
  "papers-to-person",
  "papers-to-representative",
  "papers-wait",
  "reason",
  "own-choice",
  "made-to-do",
  "non-punishment-review",
  "last-seen",
  "language",
  "order",
] as const;
export type RecordCode = (typeof RECORD_CODES)[number];

/** One code, or any of several. */
export type Need = RecordCode | readonly RecordCode[];

export const isMet = (need: Need, recorded: ReadonlySet<RecordCode>): boolean =>
  typeof need === "string" ? recorded.has(need) : need.some((code) => recorded.has(code));
