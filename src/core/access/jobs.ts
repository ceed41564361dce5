import { sql } from "kysely";
import type { Job } from "../jobs/index.ts";
import { appendErasures, listErasures } from "./erasures.ts";

/** Ends shares whose time, basis or agreement is over, and with them their wraps. */
export const endDeadShares: Job = {
  name: "end-dead-shares",
  cron: "* * * * *",
  role: "leeward_clock_worker",
  run: async (tx) =>
    Number((await sql<{ n: string }>`select access.end_dead_shares() as n`.execute(tx)).rows[0]?.n ?? 0),
};

/** Erases what a legal order kept from being erased with its case, once the order is over. */
export const finishErasures: Job = {
  name: "finish-erasures",
  cron: "35 * * * *",
  role: "leeward_clock_worker",
  run: async (tx) =>
    Number((await sql<{ n: string }>`select access.finish_erasures() as n`.execute(tx)).rows[0]?.n ?? 0),
};

/** Notes each erasure outside the database too, within the minute: a copy that is brought back later is told. */
export const noteErasures = (file: string): Job => ({
  name: "note-erasures",
  cron: "* * * * *",
  role: "leeward_clock_worker",
  run: async (tx) => appendErasures(file, await listErasures(tx)),
});
