import type { LeavingRules } from "../../core/leaving/index.ts";

/** Its records, as it keeps them; what was published is made of them. */
export const directoryLeaving: LeavingRules = {
  takes: [
    {
      table: "directory.record",
      select: "select x.* from directory.record x where x.agency_id = $1 order by x.position, x.kind, x.id",
    },
  ],
  leaves: {
    "directory.public_entry": "what everybody can read of the agency's own records, made of them",
    "directory.opening": "the hours in what everybody can read, made of the agency's own records",
  },
};
