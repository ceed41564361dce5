import { PURPOSES } from "../../core/access/context.ts";
import { readRules, writeRules } from "../../core/keys/holder/folder.ts";
import {
  type Command,
  type CommandIo,
  JSON_OPTION,
  type OptionValue,
  printLine,
  UsageError,
} from "../command.ts";
import { holderFolder } from "./folder.ts";

const OPTIONS = {
  member: { type: "string", help: "number of a member, as the log names it" },
  purpose: { type: "string", help: `one of ${PURPOSES.join(", ")}` },
  ...JSON_OPTION,
} as const;

/** One member or one purpose, from now on. */
export const keysRefuse: Command = {
  name: "keys refuse",
  summary: "Lets a key holder refuse a member or a purpose.",
  operands: "DIR",
  options: OPTIONS,
  examples: ["leeward keys refuse DIR --member 7d1…", "leeward keys refuse DIR --purpose investigation"],
  run: (io, values, operands) => change(io, values, operands, true),
};

export const keysAllow: Command = {
  name: "keys allow",
  summary: "Takes back what `leeward keys refuse` said.",
  operands: "DIR",
  options: OPTIONS,
  examples: ["leeward keys allow DIR --purpose investigation"],
  run: (io, values, operands) => change(io, values, operands, false),
};

async function change(
  io: CommandIo,
  values: Readonly<Record<string, OptionValue>>,
  operands: readonly string[],
  refuse: boolean,
): Promise<number> {
  const folder = holderFolder(io, operands);
  const { member } = values;
  const purpose = PURPOSES.find((known) => known === values.purpose);
  if (values.purpose !== undefined && !purpose) {
    throw new UsageError(`--purpose takes one of: ${PURPOSES.join(", ")}.`);
  }
  if (member === undefined && !purpose) throw new UsageError("Give --member or --purpose.");
  const rules = await readRules(folder);
  const changed = <T>(list: readonly T[], entry: T | undefined): T[] => {
    const others = list.filter((one) => one !== entry);
    return refuse && entry !== undefined ? [...others, entry] : others;
  };
  const next = {
    ...rules,
    refusedMembers: changed(rules.refusedMembers, typeof member === "string" ? member : undefined),
    refusedPurposes: changed(rules.refusedPurposes, purpose),
  };
  await writeRules(folder, next);
  const { refusedMembers, refusedPurposes } = next;
  printLine(
    io.out,
    values.json
      ? JSON.stringify({ refusedMembers, refusedPurposes })
      : `Refused: members ${refusedMembers.join(", ") || "none"}; purposes ${refusedPurposes.join(", ") || "none"}.`,
  );
  return 0;
}
