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
