import { readServerCard, trustServer } from "../../core/keys/holder/folder.ts";
import { fingerprintOf } from "../../core/keys/holder/identity.ts";
import { type Command, JSON_OPTION, printLine, UsageError } from "../command.ts";
import { holderFolder } from "./folder.ts";

/** After the server's own file was lost: it shows another certificate from then on. */
export const keysTrust: Command = {
  name: "keys trust",
  summary: "Lets a key holder answer a server's new card, and its old one no more.",
  operands: "DIR",
  options: {
    card: { type: "string", help: "the server's new card, from `leeward keys card`" },
    ...JSON_OPTION,
  },
  examples: ["leeward keys trust DIR --card server-card.json"],
  run: async (io, values, operands) => {
    const folder = holderFolder(io, operands);
    if (typeof values.card !== "string") throw new UsageError("Give --card.");
    const card = await readServerCard(values.card);
    await trustServer(folder, card);
    const fingerprint = fingerprintOf(card.certificate);
    printLine(
      io.out,
      values.json
        ? JSON.stringify({ fingerprint })
        : `The server's fingerprint, to be compared by telephone:\n${fingerprint}\nStart \`leeward keys serve\` again: then it answers this server alone.`,
    );
    return 0;
  },
};
