import type { Random } from "../../../core/keys/bytes.ts";
import type { LetterToRead } from "../letter.ts";
import type { StandIn } from "../stand-in/agreed.ts";
import type { StandInOffered, WaitToSend } from "./api.ts";
import { readersOfOther, sealForOthers } from "./seal-for.ts";

/** What the letter says of it, for its readers to check. */
export const standInOf = ({ agency, rootKey, hours }: StandInOffered): StandIn => ({
  agencyId: agency.id,
  name: agency.name,
  rootKey,
  hours,
});

/** Letters locked to the stand-in's readers, which the server keeps to itself until the hours are over. @throws ReadersNotRightError */
export async function waitFor(
  offered: StandInOffered,
  ways: readonly (LetterToRead | undefined)[],
  random: Random,
): Promise<WaitToSend> {
  const { agency, rootKey, hours, recipients } = offered;
  const readers = await readersOfOther({ agencyId: agency.id, rootKey, recipients });
  const seals = await sealForOthers(ways, readers, random);
  return { agencyId: agency.id, hours, listVersion: readers.list.version, seals };
}

/** Whether what the page showed is what the server offers now. */
export const isSame = (shown: StandInOffered, now: StandInOffered): boolean =>
  shown.agency.id === now.agency.id && shown.rootKey === now.rootKey && shown.hours === now.hours;
