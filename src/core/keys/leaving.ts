import type { LeavingRules } from "../leaving/index.ts";

/** Its public keys, and the data keys of its cases as they are wrapped for it alone. */
export const keysLeaving: LeavingRules = {
  takes: [
    {
      table: "keys.agency_key",
      select: "select k.* from keys.agency_key k where k.agency_id = $1 order by k.version",
    },
    {
      table: "keys.wrap",
      select: `select w.*, d.case_id, d.category from keys.wrap w join keys.data_key d on d.id = w.data_key_id
        join taken t on t.case_id = d.case_id where w.agency_id = $1`,
    },
  ],
  leaves: {
    "keys.data_key": "what is needed of it stands with its wrap",
    "keys.holder": "the agency's own holder knows itself",
    "keys.holder_alarm": "stands in the holder's own log",
  },
};
