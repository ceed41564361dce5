import type { LeavingRules } from "../leaving/index.ts";

/** What the record says in the agency's name; the proofs are made beside it. */
export const ledgerLeaving: LeavingRules = {
  takes: [
    {
      table: "ledger.entry",
      select:
        "select e.id, e.kind, e.content, e.salt, e.commitment, e.at, e.log_index from ledger.entry e where e.agency_id = $1 order by e.id",
    },
  ],
  leaves: {
    "ledger.batch": "padding of the record",
    "ledger.checkpoint": "the newest witnessed one stands at the head",
    "ledger.log": "stands at the head",
    "ledger.publication": "what the house shows to everyone",
    "ledger.standing": "of the house",
    "ledger.witness": "public, on the page /ledger",
  },
};
