import type { LeavingRules } from "../../core/leaving/index.ts";

/** An agency takes along what it released. What is published stays published: everyone has it. */
export const statisticsLeaving: LeavingRules = {
  leaves: {},
  takes: [
    {
      table: "statistics.release",
      select: "select x.* from statistics.release x where x.agency_id = $1 order by x.made_at, x.id",
    },
  ],
};
