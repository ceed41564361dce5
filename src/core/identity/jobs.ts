import { sql } from "kysely";
import type { Job } from "../jobs/index.ts";

/** Deletes sessions, visits and challenges that are over. */
export const sweepSessions: Job = {
  name: "sweep-sessions",
  cron: "17 * * * *",
  role: "leeward_clock_worker",
  run: async (tx) =>
    Number((await sql<{ n: string }>`select identity.sweep() as n`.execute(tx)).rows[0]?.n ?? 0),
};
