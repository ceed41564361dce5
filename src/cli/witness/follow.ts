import { parseVerifierKey } from "@leeward/ledger";
import { openWitness, sha256 } from "@leeward/ledger/files";
import { type Command, JSON_OPTION, printLine, UsageError } from "../command.ts";
import { nowS } from "./serve.ts";

/** Adds a log to those that a witness follows; while it serves, it has its folder for itself. */
export const witnessFollow: Command = {
  name: "witness follow",
  summary: "Lets a witness follow a log; stop `leeward witness serve` first.",
  operands: "DIR KEY",
  options: { ...JSON_OPTION },
  examples: ["leeward witness follow /var/lib/witness leeward.invalid/a1b2c3+0f3c…"],
  run: async (io, values, operands) => {
    const [dir, line, ...more] = operands;
    if (!dir || !line || more.length > 0)
      throw new UsageError("Name the witness's folder and the log's key, as its ledger page shows it.");
    const key = parseVerifierKey(sha256, line);
    const witness = await openWitness(dir, nowS);
    try {
      await witness.follow(key);
    } finally {
      await witness.close();
    }
    printLine(io.err, `It follows ${key.name} from now on.`);
    if (values.json) printLine(io.out, JSON.stringify({ follows: key.name }));
    return 0;
  },
};
