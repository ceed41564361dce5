/** Assessed like a tool and publicly overdue without it, but never stopped: so nothing of the gate is imported here. */
export const careProtection = {
  name: "care",
  version: "1",
  kind: "protection",
  purpose:
    "Holds what protects a person: one file, opened to others by consent or order, with clocks that remind.",
  decides: "Nothing by itself: members decide each step, and clocks only escalate.",
  evidence: "docs/care.md and docs/access.md, with a test for each clause of the rule of access.",
  limits:
    "It cannot know that a member who may read should not. What was read while it was allowed is not forgotten by a withdrawal.",
  needsAdvice: true,
} as const;

/** The rules by which looks are shown to a supervisor. Stopped, they would protect whoever looks without a reason. */
export const oversightProtection = {
  name: "oversight-rules",
  version: "1",
  kind: "protection",
  purpose:
    "Shows a supervisor the looks at files that someone should ask about, so that nobody reads in them without a reason.",
  decides:
    "Nothing about anyone. By four fixed rules in words it decides which looks of the last seven days are shown first; every look can be seen without it.",
  evidence:
    "docs/access.md, Who watches; each rule at its borders in src/modules/care/oversight-rules.test.ts.",
  limits:
    "It counts looks and cannot know why someone looked. Busy days meet a rule, and patient misuse meets none. It never adds up a person.",
  needsAdvice: false,
} as const;

/** The public count of notices that courts keep waiting. Stopped, it would hide from everyone that courts do. */
export const deferredCountProtection = {
  name: "deferred-count",
  version: "1",
  kind: "protection",
  purpose:
    "Tells everyone, on the page Orders, that courts keep looks at files from people, and about how many.",
  decides: "Nothing about anyone. It publishes one number of the whole house, in fives, once a month.",
  evidence:
    "docs/access.md and docs/decisions/0070, with a test of the steps in src/modules/care/order.test.ts.",
  limits:
    "It carries no noise: someone who knows of every other notice can learn of one more at a border of five. No agency and no case is named.",
  needsAdvice: true,
} as const;
