import type { Mailbox } from "../../../web/api/door-answers.ts";
import { sealAgain } from "../letter.ts";
import type { ReadMailbox } from "./inbox-read.ts";

export interface AgainToSend {
  readonly order: number;
  readonly memberId: string;
  readonly readingKey: string;
  readonly sealed: string;
}

/** As many as one request takes. */
const SEALS_MAX = 500;

/**
 * For those on the newest list, which was checked, who were not on a letter's own list or have other keys since: the keys of
 * the letters that I can read, sealed to them. Empty where nobody lacks anything that I have.
 */
export async function sealForNewcomers(
  mailbox: Mailbox,
  { letters, ways, newest }: ReadMailbox,
  random: (n: number) => Uint8Array,
): Promise<AgainToSend[]> {
  const made: AgainToSend[] = [];
  for (const [index, way] of ways.entries()) {
    if (!way || !letters[index]?.ok) continue;
    const order = index + 1;
    const lacking = newest.list.recipients.filter(
      ({ memberId, readingKey }) =>
        !way.recipients.list.recipients.some(
          (listed) => listed.memberId === memberId && listed.readingKey === readingKey,
        ) &&
        !mailbox.again.some(
          (seal) => seal.order === order && seal.memberId === memberId && seal.readingKey === readingKey,
        ),
    );
    if (lacking.length === 0) continue;
    const seals = await sealAgain(way, lacking, random);
    for (const [at, { memberId, readingKey }] of lacking.entries()) {
      made.push({ order, memberId, readingKey, sealed: seals[at] ?? "" });
    }
    if (made.length >= SEALS_MAX) break;
  }
  return made.slice(0, SEALS_MAX);
}
