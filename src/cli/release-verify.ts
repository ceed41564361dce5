import { openDatabase } from "../core/db/index.ts";
import { Identity } from "../core/identity/index.ts";
import { furnish, keyHoldersOf, prepareGround } from "../main.ts";
import { verifyRelease } from "../modules/statistics/index.ts";
import { readPassword, signIn } from "./as-member.ts";
import { type Command, JSON_OPTION, printLine, UsageError } from "./command.ts";
import { setting } from "./running.ts";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Computes each cell of a kept release again from its frozen snapshot, while that lives. */
export const releaseVerify: Command = {
  name: "release verify",
  summary: "Computes every cell of a kept release again from its snapshot, which lives thirty days.",
  operands: "RELEASE",
  options: {
    as: { type: "string", help: "e-mail address of a statistician of the agency whose release it is" },
    code: { type: "string", help: "the member's code of six digits, where a second factor is enrolled" },
    demonstration: { type: "boolean", help: "of the demonstration" },
    ...JSON_OPTION,
  },
  examples: ["leeward release verify 7f0c1d1e-… --as amina@harbour.example < password.txt"],
  run: async (io, values, operands) => {
    const [releaseId] = operands;
    if (!releaseId || operands.length !== 1 || !UUID.test(releaseId) || typeof values.as !== "string")
      throw new UsageError("Give the number of one release, as its address has it, and --as.");
    const password = await readPassword(io);
    const { config, log } = setting(io);
    const ground = await prepareGround(config, values.demonstration ? "demonstration" : "production", log);
    const db = openDatabase({ connectionString: ground.serverUrl, sizeMax: 2, log });
    const keys = keyHoldersOf(ground, db, "leeward_visitor");
    try {
      const house = furnish(ground, db, keys, log);
      const secret = await signIn(new Identity(house), values.as, password, values.code);
      const { cells, different } = await verifyRelease(house, secret, releaseId);
      if (values.json) printLine(io.out, JSON.stringify({ releaseId, cells, different }));
      else printLine(io.out, `${cells} cells computed again, ${different} of them different.`);
      return different === 0 ? 0 : 1;
    } finally {
      keys.close();
      await db.close();
      await ground.stop();
    }
  },
};
