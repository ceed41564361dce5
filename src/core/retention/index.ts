import { sql } from "kysely";
import { Client } from "pg";
import type { Job } from "../jobs/index.ts";

/** How long one kind of thing is kept, by the database's own table; every time is to be confirmed by counsel. */
export interface Schedule {
  readonly name: string;
  readonly what: string;
  /** 0: until the event, and no longer. */
  readonly keptDays: number;
  /** The event from which the time runs. */
  readonly since: string;
  readonly reason: string;
  /** The rule or promise behind it. */
  readonly source: string;
  /** What deletes it instead of the job; null where the job does. */
  readonly elsewhere: string | null;
  readonly lastRunAt: string | null;
  /** Rows that went in the last 30 days, and those that are past their time now; null where something else deletes. */
  readonly deletedIn30Days: number | null;
  readonly pastItsTime: number | null;
}

/** Deletes what is past its time, once an hour. Running it twice deletes nothing more. */
export const keepRetention: Job = {
  name: "keep-retention",
  cron: "17 * * * *",
  role: "leeward_clock_worker",
  run: async (tx) => {
    const { rows } = await sql<{ n: string }>`
      select coalesce(sum(rows_gone), 0) as n from retention.keep(false)`.execute(tx);
    return Number(rows[0]?.n ?? 0);
  },
};

/** Every schedule, and what it would delete now. As the owner. */
export async function reportRetention(ownerUrl: string): Promise<Schedule[]> {
  return withClient(ownerUrl, async (client) => {
    const { rows } = await client.query(
      `select s.name, s.what, s.kept_days, s.since, s.reason, s.source, s.elsewhere, s.last_run_at,
         (select sum(d.deleted) from retention.deletion d
          where d.schedule = s.name and d.at > now() - interval '30 days') as deleted, k.rows_gone
       from retention.schedule s left join retention.keep(true) k on k.schedule = s.name order by s.place`,
    );
    return rows.map((row) => ({
      ...{ name: row.name, what: row.what, keptDays: row.kept_days, since: row.since, reason: row.reason },
      ...{ source: row.source, elsewhere: row.elsewhere, lastRunAt: row.last_run_at?.toISOString() ?? null },
      deletedIn30Days: row.elsewhere ? null : Number(row.deleted ?? 0),
      pastItsTime: row.elsewhere ? null : Number(row.rows_gone),
    }));
  });
}

/** Another time for one schedule; tried alone, all of it is taken back. As the owner. */
export async function setRetention(
  ownerUrl: string,
  wanted: {
    readonly name: string;
    readonly days: number;
    readonly reason: string;
    readonly isTried: boolean;
  },
): Promise<{ outcome: "done" | "same" | "unknown" | "event" | "elsewhere" | "pack"; pastItsTime: number }> {
  return withClient(ownerUrl, async (client) => {
    await client.query("begin");
    const { rows } = await client.query("select retention.set_days($1, $2, $3) as outcome", [
      wanted.name,
      wanted.days,
      wanted.reason,
    ]);
    const counted = await client.query("select rows_gone from retention.keep(true, array[$1])", [
      wanted.name,
    ]);
    await client.query(wanted.isTried ? "rollback" : "commit");
    return { outcome: rows[0].outcome, pastItsTime: Number(counted.rows[0]?.rows_gone ?? 0) };
  });
}

/** Deletes what is past its time now; the rows that went, by schedule. As the owner. */
export async function runRetention(ownerUrl: string): Promise<{ schedule: string; deleted: number }[]> {
  return withClient(ownerUrl, async (client) => {
    const { rows } = await client.query("select schedule, rows_gone from retention.keep(false)");
    return rows.map((row) => ({ schedule: row.schedule, deleted: Number(row.rows_gone) }));
  });
}

async function withClient<T>(ownerUrl: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
