import { isAbsolute, resolve } from "node:path";
import { type CommandIo, UsageError } from "../command.ts";

/** The key holder's folder, the one operand of commands that an agency runs. */
export function holderFolder(io: CommandIo, operands: readonly string[]): string {
  const [folder] = operands;
  if (!folder || operands.length !== 1) throw new UsageError("Give the key holder's folder, DIR.");
  return isAbsolute(folder) ? folder : resolve(io.cwd, folder);
}
