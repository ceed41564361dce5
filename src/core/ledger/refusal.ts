import type { Refusal } from "./store.ts";

/** What the operator reads in the log and from the doctor: why nothing is signed, and what to do. */
export function explainRefusal(refusal: Refusal, size: number | null): string {
  switch (refusal) {
    case "database-older":
      return `The ledger's files hold ${size} entries, and the database fewer: it is an older copy. Bring back the newest backup of the database, or announce a successor with \`leeward ledger succeed\`. Nothing more is signed until then.`;
    case "older-than-witnessed":
      return `Witnesses have seen ${size} entries of this ledger, and this installation holds fewer: it is an older copy, and signing on would make a second history. Bring back the newest backup, or the ledger's files from whoever copied them (docs/operating.md, When a restored copy is refused); failing both, announce a successor with \`leeward ledger succeed\`. Nothing more is signed until then.`;
    case "forked":
      return "A witness has cosigned another history of this ledger than this one. Bring back the newest backup, or announce a successor with `leeward ledger succeed`. If only the witness is wrong, take it out of LEEWARD_WITNESSES. Nothing more is signed until then.";
    case "witnesses-silent":
      return "Too few witnesses answer to know whether this installation is the newest. Nothing more is signed until they do; what is done meanwhile waits in the database.";
  }
}
