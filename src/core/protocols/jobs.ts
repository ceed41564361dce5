import { sql } from "kysely";
import type { Job } from "../jobs/index.ts";

/** Ends the versions that waited too long for signatures, with an entry each; twice does nothing more. */
export const expireVersions: Job = {
  name: "expire-versions",
  cron: "27 * * * *",
  role: "leeward_clock_worker",
  run: async (tx) => {
    const { rows } = await sql<{ n: number }>`select access.expire_proposed_versions() as n`.execute(tx);
    return rows[0]?.n ?? 0;
  },
};
