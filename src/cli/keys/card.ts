import { makeServerCard } from "../../core/keys/holder/enrol.ts";
import { fingerprintOf } from "../../core/keys/holder/identity.ts";
import { type Command, JSON_OPTION, printLine, UsageError } from "../command.ts";
import { asOwner, DEMONSTRATION_OPTION } from "./owner.ts";

/** The operator's first step: what an agency needs to set up its key holder. */
export const keysCard: Command = {
  name: "keys card",
  summary: "Prints the server's card for an agency that will hold its own keys.",
  options: {
    agency: { type: "string", help: "its name or number" },
    ...DEMONSTRATION_OPTION,
    ...JSON_OPTION,
  },
  examples: ['leeward keys card --agency "Harbour House" > server-card.json'],
  run: async (io, values) => {
    const { agency } = values;
    if (typeof agency !== "string") throw new UsageError("Give --agency.");
    const card = await asOwner(io, values.demonstration === true, (owner, ground) =>
      makeServerCard(owner, ground.identity, agency),
    );
    printLine(io.out, JSON.stringify(card, null, 1));
    printLine(
      io.err,
      `The server's fingerprint, to be compared by telephone:\n${fingerprintOf(card.certificate)}`,
    );
    return 0;
  },
};
