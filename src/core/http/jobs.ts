import { sql } from "kysely";
import type { Job } from "../jobs/index.ts";

/** Forgets the answers kept for repeated requests, after two days. */
export const forgetOldAnswers: Job = {
  name: "forget-old-answers",
  cron: "41 * * * *",
  role: "leeward_clock_worker",
  run: async (tx) =>
    Number((await sql<{ n: string }>`select http.forget_old() as n`.execute(tx)).rows[0]?.n ?? 0),
};
