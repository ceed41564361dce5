import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readSecrets } from "../core/config/secrets.ts";
import { succeedLog } from "../core/ledger/succeed.ts";
import { reachDatabase } from "../main.ts";
import { type Command, JSON_OPTION, printLine, UsageError } from "./command.ts";
import { setting } from "./running.ts";

const REASON_MIN = 20;
const REASON_MAX = 500;

/** The way forward where the newest state is lost for good: openly, under another name, never as the same log. */
export const ledgerSucceed: Command = {
  name: "ledger succeed",
  summary: "Ends a ledger whose newest state is lost, and begins one that says so for ever.",
  options: {
    reason: { type: "string", help: "what happened, in a sentence for everyone; names no person" },
    last: { type: "string", help: "file with the newest checkpoint of the old ledger that anyone kept" },
    "lost-secrets": {
      type: "boolean",
      help: "the old ledger's key is lost: secrets.json was made anew by `restore --new-secrets`",
    },
    ...JSON_OPTION,
  },
  examples: [
    "leeward ledger succeed --reason 'The disk failed on 3 May; the backup is of 2 May.' --last kept-by-a-witness.txt",
    "leeward ledger succeed --lost-secrets --reason 'The machine burned on 3 May, and its keys with it.'",
  ],
  run: async (io, values) => {
    const reason = String(values.reason ?? "").trim();
    if (reason.length < REASON_MIN || reason.length > REASON_MAX)
      throw new UsageError(
        `Say with --reason what happened, in ${REASON_MIN} to ${REASON_MAX} characters: everyone will read it.`,
      );
    const { config, log } = setting(io);
    const random = (n: number) => new Uint8Array(randomBytes(n));
    const secrets = await readSecrets(join(config.dataDir, "secrets.json"), random);
    const database = await reachDatabase(config, log);
    try {
      const succeeded = await succeedLog({
        ...{ dataDir: config.dataDir, ownerUrl: database.ownerUrl, reason, random },
        current: { origin: secrets.ledgerOrigin, seed: secrets.ledgerSeed },
        keyIsLost: values["lost-secrets"] === true,
        last: typeof values.last === "string" ? await readFile(values.last) : null,
      });
      if (values.json) printLine(io.out, JSON.stringify(succeeded));
      else {
        const { before } = succeeded;
        printLine(io.out, succeeded.verifierKey);
        printLine(
          io.err,
          `That is the key of ledger ${succeeded.number}. Its first entry says that ${before.origin} ended here at ${before.size} entries, that ${before.lastSize} were seen elsewhere, and why. Give the key to your witnesses (\`leeward witness follow\`), publish it, then start the house.`,
        );
      }
      return 0;
    } finally {
      await database.stop();
    }
  },
};
