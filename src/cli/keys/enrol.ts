import { enrolHolder } from "../../core/keys/holder/enrol.ts";
import { readHolderCard } from "../../core/keys/holder/folder.ts";
import { fingerprintOf } from "../../core/keys/holder/identity.ts";
import { type Command, JSON_OPTION, printLine, UsageError } from "../command.ts";
import { asOwner, DEMONSTRATION_OPTION } from "./owner.ts";

/** The operator's second step: from now on what is locked for the agency opens at its holder alone. */
export const keysEnrol: Command = {
  name: "keys enrol",
  summary: "Writes down where an agency's key holder is, from the card that the agency gave.",
  operands: "CARD",
  options: { ...DEMONSTRATION_OPTION, ...JSON_OPTION },
  examples: ["leeward keys enrol holder-card.json"],
  run: async (io, values, operands) => {
    const [file] = operands;
    if (!file || operands.length !== 1) throw new UsageError("Give the holder's card, CARD.");
    const card = await readHolderCard(file);
    const { published } = await asOwner(io, values.demonstration === true, (owner) =>
      enrolHolder(owner, card),
    );
    const fingerprint = fingerprintOf(card.certificate);
    const { version } = card.key.statement;
    if (values.json) {
      printLine(io.out, JSON.stringify({ agencyId: card.agencyId, version, published, fingerprint }));
    } else {
      printLine(
        io.out,
        `${published ? `Version ${version} of the agency's key is live: the worker now moves what was locked before.` : "The address is changed."} Its holder's fingerprint, to be compared by telephone:\n${fingerprint}`,
      );
    }
    return 0;
  },
};
