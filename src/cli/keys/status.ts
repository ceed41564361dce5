import { readHeldKeys, readRules, readSettings } from "../../core/keys/holder/folder.ts";
import { listKeyStates } from "../../core/keys/holder/states.ts";
import { type Command, type CommandIo, JSON_OPTION, printLine } from "../command.ts";
import { holderFolder } from "./folder.ts";
import { asOwner, DEMONSTRATION_OPTION } from "./owner.ts";

/** Which keys there are, and what is under each. */
export const keysStatus: Command = {
  name: "keys status",
  summary: "Shows agencies' keys and how far a rotation is; with DIR, what a key holder holds.",
  operands: "[DIR]",
  options: { ...DEMONSTRATION_OPTION, ...JSON_OPTION },
  examples: ["leeward keys status", "leeward keys status /var/lib/leeward-keys"],
  run: (io, values, operands) =>
    operands.length > 0
      ? ofHolder(io, operands, values.json === true)
      : ofPlatform(io, values.demonstration === true, values.json === true),
};

async function ofHolder(io: CommandIo, operands: readonly string[], asJson: boolean): Promise<number> {
  const folder = holderFolder(io, operands);
  const [settings, rules, held] = [
    await readSettings(folder),
    await readRules(folder),
    await readHeldKeys(folder),
  ];
  const keys = held.keys.map(({ signed, unusedSince, destroyedAt }) => ({
    version: signed.statement.version,
    madeAt: signed.statement.madeAt,
    unusedSince,
    destroyedAt,
  }));
  const { agencyId, agencyName, address } = settings;
  if (asJson) {
    printLine(io.out, JSON.stringify({ agencyId, agencyName, address, closed: rules.closed, keys }));
    return 0;
  }
  printLine(io.out, `${agencyName}, ${address}: ${rules.closed ? "closed" : "open"}`);
  for (const key of keys) {
    const state = key.destroyedAt
      ? `destroyed ${key.destroyedAt}`
      : key.unusedSince
        ? `needed by nothing since ${key.unusedSince}`
        : "in use";
    printLine(io.out, `  version ${key.version}, made ${key.madeAt}: ${state}`);
  }
  return 0;
}

async function ofPlatform(io: CommandIo, demonstration: boolean, asJson: boolean): Promise<number> {
  const states = await asOwner(io, demonstration, listKeyStates);
  if (asJson) printLine(io.out, JSON.stringify({ agencies: states }));
  for (const { agencyName, holder, keys } of asJson ? [] : states) {
    printLine(
      io.out,
      `${agencyName}: ${holder ? `key holder at ${holder.address}, ${holder.state}` : "in the key file"}`,
    );
    for (const { version, wraps, state } of keys)
      printLine(io.out, `  version ${version}, ${state}: ${wraps} wraps`);
  }
  return 0;
}
