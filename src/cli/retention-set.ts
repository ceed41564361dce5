import { setRetention } from "../core/retention/index.ts";
import { reachDatabase } from "../main.ts";
import { type Command, CommandError, JSON_OPTION, printLine, UsageError } from "./command.ts";
import { setting } from "./running.ts";

const DAYS_MAX = 36_525;
const REASON_MAX = 500;

const REFUSED = {
  unknown: "There is no schedule of this name: `leeward retention report` lists them.",
  event: "This is kept until something happens and no longer: it has no number of days.",
  elsewhere: "Something else deletes this: `leeward retention report` says what.",
  pack: "How long closed cases are kept is written in the pack of the jurisdiction that led them: change the pack.",
} as const;

/** Another time for one kind of thing, with its reason and an entry in the ledger. */
export const retentionSet: Command = {
  name: "retention set",
  summary: "Changes how long one kind of thing is kept, with the reason, and says what would go by it now.",
  operands: "NAME DAYS",
  options: {
    reason: {
      type: "string",
      help: "why, in the words of counsel; no name of a person: it is in the ledger",
    },
    check: { type: "boolean", help: "only tell what would go" },
    ...JSON_OPTION,
  },
  examples: [
    'leeward retention set notices 60 --reason "Supervisors come back after two months (letter of counsel, 3 May)" --check',
  ],
  run: async (io, values, [name, days, ...more]) => {
    const { reason } = values;
    if (name === undefined || days === undefined || more.length > 0)
      throw new UsageError("Give NAME and DAYS.");
    if (!/^[0-9]{1,5}$/.test(days) || Number(days) < 1 || Number(days) > DAYS_MAX) {
      throw new UsageError(`DAYS is a whole number from 1 to ${DAYS_MAX}.`);
    }
    if (typeof reason !== "string" || reason.trim() === "" || reason.length > REASON_MAX) {
      throw new UsageError(`Give --reason, ${REASON_MAX} letters at most.`);
    }
    const isTried = values.check === true;
    const { config, log } = setting(io);
    const database = await reachDatabase(config, log);
    try {
      const { outcome, pastItsTime } = await setRetention(database.ownerUrl, {
        ...{ name, days: Number(days), reason, isTried },
      });
      if (outcome !== "done" && outcome !== "same") {
        throw new CommandError(`schedule-${outcome}`, `${REFUSED[outcome]} Nothing was changed.`);
      }
      const changed = outcome === "done" && !isTried;
      if (values.json) {
        printLine(io.out, JSON.stringify({ schedule: name, days: Number(days), changed, pastItsTime }));
      } else if (outcome === "same") printLine(io.out, `${name} has this time already. Nothing was changed.`);
      else {
        printLine(
          io.out,
          isTried ? "Nothing was changed. It would mean:" : `${name}: ${days} days, and in the ledger.`,
        );
        printLine(io.out, `${pastItsTime} are past their time by it, and go within the hour.`);
      }
      return 0;
    } finally {
      await database.stop();
    }
  },
};
