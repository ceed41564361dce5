import type { Job } from "../../core/jobs/index.ts";
import { deleteUnvisited } from "./store.ts";

/** How long a mailbox stays after the last visit, in days: what the door's first page promises. */
export const KEPT_DAYS = 60;

/** Deletes mailboxes that nobody came back to for the promised time. */
const deleteUnvisitedMailboxes: Job = {
  name: "delete-unvisited-mailboxes",
  cron: "20 3 * * *",
  role: "leeward_clock_worker",
  run: (tx) => deleteUnvisited(tx, KEPT_DAYS),
};

export const doorJobs: readonly Job[] = [deleteUnvisitedMailboxes];
