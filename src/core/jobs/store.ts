import { sql } from "kysely";
import type { Pool } from "pg";
import type { Transaction } from "../db/index.ts";

/** Whose advisory locks are jobs' numbers. */
const JOB_LOCKS = 7_356_024;
/** Between taking a job and beginning its transaction, and between that one's end and telling the queue. */
const PAUSE_S = 20;

/**
 * Says, for as long as the transaction lives, that a process is at this job; waits while another still is. When the
 * process or its machine is gone, PostgreSQL ends the transaction, and with it this.
 */
export async function holdJob(tx: Transaction, jobId: string): Promise<void> {
  await sql`select set_config('tcp_keepalives_idle', '5', true), set_config('tcp_keepalives_interval', '5', true),
    set_config('tcp_keepalives_count', '3', true)`.execute(tx);
  await sql`select pg_advisory_xact_lock(${JOB_LOCKS}::int, (${jobId}::bigint % 2147483647)::int)`.execute(
    tx,
  );
}

/**
 * Gives jobs back to the queue that a process took and that none is at any more; the queue itself would wait four
 * hours. A try was used up, so a job that kills whoever runs it gives up in the end.
 *
 * @returns how many
 */
export async function releaseAbandoned(queue: Pool): Promise<number> {
  const { rowCount } = await queue.query(
    `update graphile_worker._private_jobs j set locked_at = null, locked_by = null, run_at = greatest(run_at, now())
     where j.locked_at < now() - make_interval(secs => $2) and not exists (
       select from pg_locks l join pg_database d on d.oid = l.database
       where d.datname = current_database() and l.locktype = 'advisory' and l.objsubid = 2
         and l.classid = $1 and l.objid = (j.id % 2147483647)::int::oid)`,
    [JOB_LOCKS, PAUSE_S],
  );
  return rowCount ?? 0;
}
