import { formatVerifierKey } from "@leeward/ledger";
import { createWitness } from "@leeward/ledger/files";
import { type Command, JSON_OPTION, printLine, UsageError } from "../command.ts";

/** Makes a witness: for another's machine, never beside the platform that it watches. */
export const witnessInit: Command = {
  name: "witness init",
  summary: "Makes a witness in a folder of its own: a key, and no log yet.",
  operands: "DIR",
  options: {
    name: { type: "string", help: "who it is, for ever, like witness.example.org/w1" },
    ...JSON_OPTION,
  },
  examples: ["leeward witness init /var/lib/witness --name witness.example.org/w1"],
  run: async (io, values, operands) => {
    const [dir, ...more] = operands;
    if (!dir || more.length > 0) throw new UsageError("Name one folder: the one that the witness gets.");
    if (typeof values.name !== "string") throw new UsageError("Say who the witness is, with --name.");
    const key = formatVerifierKey(await createWitness(dir, values.name));
    if (values.json) printLine(io.out, JSON.stringify({ key }));
    else {
      printLine(io.out, key);
      printLine(
        io.err,
        "This is its key: give it to those whose logs it will cosign, and to those who check them.",
      );
    }
    return 0;
  },
};
