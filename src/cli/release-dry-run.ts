import { type DryRun, dryRun } from "../modules/statistics/index.ts";
import { type Command, type CommandIo, JSON_OPTION, printLine, UsageError } from "./command.ts";
import { numberOption } from "./synth/source.ts";
import {
  PRIVACY_OPTIONS,
  privacyOf,
  STATISTICIAN_OPTIONS,
  UUID,
  withStatistician,
} from "./with-statistician.ts";

/** Tries a question on rows that anyone may see, before the budget is touched. */
export const releaseDryRun: Command = {
  name: "release dry-run",
  summary: "Shows what error and size to expect, on a source that is public or made up; spends nothing.",
  operands: "SOURCE",
  options: {
    ...STATISTICIAN_OPTIONS,
    ...PRIVACY_OPTIONS,
    columns: { type: "string", help: "one to eight of the source's columns, with commas" },
    people: { type: "string", help: "draw so many people of it, as many as one's own frame has" },
    ...JSON_OPTION,
  },
  examples: [
    "leeward release dry-run 7f0c1d1e-… --as amina@harbour.example --columns gender,adulthood,purpose --epsilon 1 --people 400 < password.txt",
  ],
  run: async (io, values, operands) => {
    const [sourceId] = operands;
    const { columns } = values;
    if (!sourceId || operands.length !== 1 || !UUID.test(sourceId))
      throw new UsageError("Give the number of one source; leeward release sources lists them.");
    if (typeof columns !== "string") throw new UsageError("Give --columns A,B.");
    const people = values.people === undefined ? null : numberOption(values, "people");
    if (people !== null && !(Number.isInteger(people) && people >= 20 && people <= 10_000_000))
      throw new UsageError("--people is a whole number from 20 to 10000000.");
    const privacy = privacyOf(values);
    const done = await withStatistician(io, values, (house, secret) =>
      dryRun(house, secret, {
        ...{ ...privacy, sourceId, columns: columns.split(","), signal: io.signal },
        ...(people === null ? {} : { people }),
        onProgress: (step) => printLine(io.err, step),
      }),
    );
    if (values.json) printLine(io.out, JSON.stringify(done));
    else tell(io, done);
    return 0;
  },
};

function tell(io: CommandIo, { people, rows, bytes, epsilon, promise, errors }: DryRun): void {
  printLine(
    io.out,
    `${people} people would become ${rows} made-up rows, ${Math.ceil(bytes / 1024)} kB, at epsilon ${epsilon}.`,
  );
  printLine(io.out, promise);
  for (const { columns, tables, cells, offByMean, offByMost, halfRangeMean, inRange, lost } of errors)
    printLine(
      io.out,
      `counts of ${columns}: ${tables} tables, ${cells} cells; off by ${offByMean.toFixed(1)} people on average, ${offByMost} at most; ` +
        `ranges of give or take ${halfRangeMean.toFixed(0)}, which hold ${(100 * inRange).toFixed(1)} in 100; ` +
        `${(100 * lost).toFixed(1)} in 100 of the groups of twenty or more are lost`,
    );
  printLine(io.out, "Nothing was spent, and nothing is kept.");
}
