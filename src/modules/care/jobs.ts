import type { Job } from "../../core/jobs/index.ts";
import { tellOverdueReferrals } from "./store/referral.ts";

/** Tells both agencies, once, that a referral has waited longer than agreed. It closes nothing. */
export const tellOverdue: Job = {
  name: "tell-overdue-referrals",
  cron: "* * * * *",
  role: "leeward_clock_worker",
  run: tellOverdueReferrals,
};
