import { parseCronItems, run } from "graphile-worker";
import type { Database, Transaction, WorkerRole } from "../db/index.ts";
import { quietLogger } from "./logger.ts";

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

/** Runs the jobs until `stop`; with several workers each time is done by one of them. */
export async function startJobs(options: JobsOptions): Promise<{ stop(): Promise<void> }> {
  const { log } = options;
  const runner = await run({
    connectionString: options.connectionString,
    concurrency: 2,
    noHandleSignals: true,
    schema: "graphile_worker",
    logger: quietLogger(log),
    taskList: Object.fromEntries(
      options.jobs.map((job) => [
        job.name,
        async () => {
          const count = await options.db.transaction(job.role, (tx) => job.run(tx));
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
  return { stop: () => runner.stop() };
}
