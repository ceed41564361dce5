import { sql } from "kysely";
import type { Job } from "../../../core/jobs/index.ts";

/** Hands conversations that nobody opened in the agreed hours to the agency that stands in; twice does nothing more. */
export const handToStandIns: Job = {
  name: "hand-to-stand-ins",
  cron: "* * * * *",
  role: "leeward_clock_worker",
  run: async (tx) => {
    const { rows } = await sql<{ n: number }>`select door.hand_to_stand_ins() as n`.execute(tx);
    return rows[0]?.n ?? 0;
  },
};
