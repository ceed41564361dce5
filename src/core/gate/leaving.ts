import type { LeavingRules } from "../leaving/index.ts";

/** What an agency takes along of the gate: what it assessed, asked and ran. */
export const gateLeaving: LeavingRules = {
  takes: ["gate.assessment", "gate.advice", "gate.run", "statistics.spent"].map((table) => ({
    table,
    select: `select x.* from ${table} x where x.agency_id = $1 order by 1`,
  })),
  leaves: { "gate.tool": "what the house brings" },
};
