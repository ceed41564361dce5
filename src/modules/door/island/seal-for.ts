import { fromBase64Url, type Random } from "../../../core/keys/bytes.ts";
import { type LetterToRead, readLetter, sealAgain } from "../letter.ts";
import { type VerifiedRecipients, verifyRecipients } from "../recipients.ts";
import { SEALS_FOR_OTHERS_MAX } from "../transfer/question.ts";
import { ReadersNotRightError } from "./readers-not-right.ts";

export interface SealForOther {
  readonly order: number;
  readonly memberId: string;
  readonly sealed: string;
}

/** The newest list of another agency's readers, checked under its root key. @throws ReadersNotRightError */
export async function readersOfOther(other: {
  readonly agencyId: string;
  readonly rootKey: string;
  readonly recipients: unknown;
}): Promise<VerifiedRecipients> {
  const { agencyId, rootKey, recipients } = other;
  const expected = { agencyId, minVersion: 1 };
  const verdict = await verifyRecipients(recipients, fromBase64Url(rootKey, 32), expected);
  if (!verdict.ok) throw new ReadersNotRightError(`The list of readers is refused: ${verdict.reason}.`);
  return verdict.recipients;
}

/** Each letter's key, locked to all of them; of more than one request takes, the newest letters'. */
export async function sealForOthers(
  ways: readonly (LetterToRead | undefined)[],
  { list }: VerifiedRecipients,
  random: Random,
): Promise<SealForOther[]> {
  const seals: SealForOther[] = [];
  for (const way of ways.slice(-Math.floor(SEALS_FOR_OTHERS_MAX / list.recipients.length))) {
    if (!way || !(await readLetter(way)).ok) continue; // one that does not open for us opens for nobody else
    const made = await sealAgain(way, list.recipients, random);
    for (const [at, { memberId }] of list.recipients.entries())
      seals.push({ order: way.order, memberId, sealed: made[at] ?? "" });
  }
  return seals;
}
