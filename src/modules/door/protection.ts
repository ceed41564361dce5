/** Assessed like a tool and publicly overdue without it, but never stopped: so nothing of the gate is imported here. */
export const doorProtection = {
  name: "door",
  version: "1",
  kind: "protection",
  purpose:
    "Lets someone ask for help in two directions without a name or an account, and read in My file what is known.",
  decides: "Nothing about anyone. Under load it asks every browser for work before it answers, whoever asks.",
  evidence: "docs/door.md, docs/cryptography.md and docs/threat-model.md, with a test for each promise.",
  limits:
    "A server that was changed can read what is written afterwards. A watched phone shows what is typed. Lost words stay lost.",
  needsAdvice: true,
} as const;
