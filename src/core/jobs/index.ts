import type { Runner } from "graphile-worker";
import { Pool } from "pg";
import type { Database, Transaction, WorkerRole } from "../db/index.ts";
import { parseCronItems, run } from "../db/queue.ts";
import { quietLogger } from "./logger.ts";
import { holdJob, releaseAbandoned } from "./store.ts";

const ROUND_MS = 15_000;
const CONNECTIONS_MAX = 10; // the queue's own measure

/** Something that happens later, again and again; its effect is the same when it runs twice. */
export interface Job {
  /** kebab-case, unique in the house. */
  readonly name: string;
  /** When, in crontab's five fields, UTC. */
  readonly cron: string;
  readonly role: WorkerRole;
  /** @returns how many things it did */
  run(tx: Transaction): Promise<number>;
}

export interface JobsOptions {
  /** As `leeward_worker`. */
  readonly connectionString: string;
  readonly db: Database;
  readonly jobs: readonly Job[];
  readonly log: (line: string) => void;
  /** Told when a job was due and began, when it was done, and when it failed; by name alone. */
  readonly onRun?: (run: { readonly job: string; readonly lateS: number; readonly isDone: boolean }) => void;
}

/**
 * Runs the jobs until `stop`; with several workers each time is done by one of them, and what a killed one was at is
 * taken over within a minute.
 */
export async function startJobs(options: JobsOptions): Promise<{ stop(): Promise<void> }> {
  const { log } = options;
  const queue = new Pool({ connectionString: options.connectionString, max: CONNECTIONS_MAX });
  // A line broke: whoever asks next finds out.
  queue.on("error", () => undefined);
  queue.on("connect", (client) => client.on("error", () => undefined));
  const takeOver = async () => {
    const count = await releaseAbandoned(queue);
    if (count > 0) log(`jobs: ${count} of a worker that is gone are taken over`);
  };
  const runner = await takeOver()
    .then(() => startQueue(options, queue))
    .catch(async (error: unknown) => {
      await queue.end();
      throw error;
    });
  let round = Promise.resolve();
  const rounds = setInterval(() => {
    // The database is away; the queue says so itself, and the next round asks again.
    round = round.then(takeOver).catch(() => undefined);
  }, ROUND_MS);
  return {
    stop: async () => {
      clearInterval(rounds);
      await runner.stop();
      await round;
      await queue.end();
    },
  };
}

async function startQueue(options: JobsOptions, queue: Pool): Promise<Runner> {
  const { log } = options;
  const runner = await run({
    pgPool: queue,
    concurrency: 2,
    noHandleSignals: true,
    schema: "graphile_worker",
    logger: quietLogger(log),
    taskList: Object.fromEntries(
      options.jobs.map((job) => [
        job.name,
        async (_nothing, { job: { id } }) => {
          const count = await options.db.transaction(job.role, async (tx) => {
            await holdJob(tx, id);
            return job.run(tx);
          });
          if (count > 0) log(`job ${job.name}: ${count}`);
        },
      ]),
    ),
    parsedCronItems: parseCronItems(
      options.jobs.map((job) => ({
        task: job.name,
        match: job.cron,
        identifier: job.name,
        options: { maxAttempts: 3 },
      })),
    ),
  });
  const told = (isDone: boolean) => (event: { job: { task_identifier: string; run_at: Date } }) => {
    const { task_identifier: job, run_at: due } = event.job;
    options.onRun?.({ job, lateS: Math.max(0, (Date.now() - due.getTime()) / 1000), isDone });
  };
  runner.events.on("job:success", told(true));
  runner.events.on("job:error", told(false));
  return runner;
}
