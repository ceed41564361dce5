import { sql } from "kysely";
import type { Job } from "../jobs/index.ts";

/** Forgets who tried in an hour that is over: it truncates, so that the files go and not only the rows. */
export const forgetAttempts: Job = {
  name: "forget-attempts",
  cron: "1 * * * *",
  role: "leeward_clock_worker",
  run: async (tx) =>
    Number((await sql<{ n: string }>`select http.forget_attempts() as n`.execute(tx)).rows[0]?.n ?? 0),
};
