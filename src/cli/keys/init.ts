import { beginFolder, readServerCard } from "../../core/keys/holder/folder.ts";
import { fingerprintOf } from "../../core/keys/holder/identity.ts";
import { type Command, JSON_OPTION, printLine, UsageError } from "../command.ts";
import { holderFolder } from "./folder.ts";

/** The agency's step: its folder, its first key, and the card that it gives back. */
export const keysInit: Command = {
  name: "keys init",
  summary: "Makes an agency's key holder: its folder, its first key, and the card for the operator.",
  operands: "DIR",
  options: {
    card: { type: "string", help: "the server's card, from `leeward keys card`" },
    address: { type: "string", help: "how the server reaches it, https://HOST:PORT" },
    listen: { type: "string", help: "HOST:PORT to listen on; the address's own unless given" },
    module: { type: "string", help: "PKCS#11 library of a hardware module that holds the keys" },
    token: { type: "string", help: "label of its token; the PIN is in LEEWARD_TOKEN_PIN" },
    ...JSON_OPTION,
  },
  examples: [
    "leeward keys init /var/lib/leeward-keys --card server-card.json --address https://keys.harbour.example:8443 > holder-card.json",
    "LEEWARD_TOKEN_PIN=… leeward keys init DIR --card server-card.json --address https://127.0.0.1:8443 --module /usr/lib/softhsm/libsofthsm2.so --token leeward",
  ],
  run: async (io, values, operands) => {
    const folder = holderFolder(io, operands);
    const { card: cardFile, address, module, token } = values;
    if (typeof cardFile !== "string" || typeof address !== "string") {
      throw new UsageError("Give --card and --address.");
    }
    if ((module === undefined) !== (token === undefined)) {
      throw new UsageError("A hardware module takes both --module and --token.");
    }
    const url = URL.parse(address);
    if (url?.protocol !== "https:" || url.port === "" || address !== url.origin) {
      throw new UsageError(`“${address}” is no address of the form https://HOST:PORT.`);
    }
    const listen = readListen(values.listen ?? url.host);
    const card = await readServerCard(cardFile);
    const given = typeof module === "string" && typeof token === "string" ? { module, label: token } : null;
    const made = await beginFolder(
      folder,
      { card, address, listen, token: given, pin: io.env.LEEWARD_TOKEN_PIN },
      new Date(),
    );
    printLine(io.out, JSON.stringify(made, null, 1));
    printLine(
      io.err,
      [
        `The keys of ${card.agencyName} are in ${folder}, for this account alone. Copy that folder to a safe place now: without it, nothing that is locked for the agency opens again.`,
        "Compare by telephone with the operator, before the first case is locked with these keys:",
        `  the server   ${fingerprintOf(card.certificate)}`,
        `  this holder  ${fingerprintOf(made.certificate)}`,
        "Give the card to the operator, and start `leeward keys serve`.",
      ].join("\n"),
    );
    return 0;
  },
};

function readListen(text: unknown): { host: string; port: number } {
  const found = /^(?<host>.+):(?<port>\d{1,5})$/.exec(String(text))?.groups;
  const port = Number(found?.port);
  if (!found?.host || port > 65_535) throw new UsageError("--listen takes HOST:PORT, such as 0.0.0.0:8443.");
  return { host: found.host.replace(/^\[(.*)\]$/, "$1"), port };
}
