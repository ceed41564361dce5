import type { Job } from "../../core/jobs/index.ts";
import { tellAlarms } from "./store/clock.ts";
import { endDeadLetters } from "./store/letter.ts";
import { endOutside } from "./store/outside.ts";
import { tellOverdueReferrals } from "./store/referral.ts";

/** Tells both agencies, once, that a referral has waited longer than agreed. It closes nothing. */
export const tellOverdue: Job = {
  name: "tell-overdue-referrals",
  cron: "* * * * *",
  role: "leeward_clock_worker",
  run: tellOverdueReferrals,
};

/** Tells the holder of a case, once for each moment, what a clock of it has come to. It closes and denies nothing. */
export const tellClocks: Job = {
  name: "tell-clocks",
  cron: "* * * * *",
  role: "leeward_clock_worker",
  run: tellAlarms,
};

/** Asks back what went to agencies outside on a consent that ran out. */
export const recallOutside: Job = {
  name: "recall-outside",
  cron: "* * * * *",
  role: "leeward_clock_worker",
  run: endOutside,
};

/** Takes the keys of letters whose consent, order, agreement or time is over; they were closed at that moment already. */
export const endLetters: Job = {
  name: "end-letters",
  cron: "* * * * *",
  role: "leeward_clock_worker",
  run: endDeadLetters,
};
