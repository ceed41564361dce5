import { verifyRelease } from "../modules/statistics/index.ts";
import { type Command, JSON_OPTION, printLine, UsageError } from "./command.ts";
import { STATISTICIAN_OPTIONS, UUID, withStatistician } from "./with-statistician.ts";

/** Computes each cell of a kept release again from its frozen snapshot, while that lives. */
export const releaseVerify: Command = {
  name: "release verify",
  summary: "Computes every cell of a kept release again from its snapshot, which lives thirty days.",
  operands: "RELEASE",
  options: { ...STATISTICIAN_OPTIONS, ...JSON_OPTION },
  examples: ["leeward release verify 7f0c1d1e-… --as amina@harbour.example < password.txt"],
  run: async (io, values, operands) => {
    const [releaseId] = operands;
    if (!releaseId || operands.length !== 1 || !UUID.test(releaseId) || typeof values.as !== "string")
      throw new UsageError("Give the number of one release, as its address has it, and --as.");
    const { cells, different } = await withStatistician(io, values, (house, secret) =>
      verifyRelease(house, secret, releaseId),
    );
    if (values.json) printLine(io.out, JSON.stringify({ releaseId, cells, different }));
    else printLine(io.out, `${cells} cells computed again, ${different} of them different.`);
    return different === 0 ? 0 : 1;
  },
};
