import type { Mailbox, SealedAgain } from "../../../web/api/door-answers.ts";
import { sealAgain } from "../letter.ts";
import type { Recipient, VerifiedRecipients } from "../recipients.ts";
import { sealNoteAgain } from "../stored-desk-note.ts";
import type { ReadMailbox } from "./inbox-read.ts";

interface AgainToSend {
  readonly order: number;
  readonly memberId: string;
  readonly readingKey: string;
  readonly sealed: string;
}

/** As many of either as one request takes. */
const SEALS_MAX = 500;

/**
 * For those on the newest list, which was checked, who were not on the list of a letter or a note or have other keys since:
 * the keys of those that I can read, sealed to them. Both empty where nobody lacks anything that I have.
 */
export async function sealForNewcomers(
  mailbox: Mailbox,
  { letters, ways, notes, noteWays, newest }: ReadMailbox,
  random: (n: number) => Uint8Array,
): Promise<{ readonly seals: readonly AgainToSend[]; readonly notes: readonly AgainToSend[] }> {
  const ofLetters = ways.map((way, index) =>
    way && letters[index]?.ok
      ? { on: way.recipients, to: (lacking: readonly Recipient[]) => sealAgain(way, lacking, random) }
      : undefined,
  );
  const ofNotes = noteWays.map((way, index) =>
    way && notes[index]?.ok
      ? {
          on: way.place.recipients,
          to: (lacking: readonly Recipient[]) => sealNoteAgain(way.note, way.place, way.as, lacking, random),
        }
      : undefined,
  );
  return {
    seals: await sealEach(ofLetters, mailbox.again, newest),
    notes: await sealEach(ofNotes, mailbox.notesAgain, newest),
  };
}

interface Openable {
  /** To whom it was locked when it was written. */
  readonly on: VerifiedRecipients;
  readonly to: (lacking: readonly Recipient[]) => Promise<string[]>;
}

async function sealEach(
  openable: readonly (Openable | undefined)[],
  again: readonly SealedAgain[],
  newest: VerifiedRecipients,
): Promise<AgainToSend[]> {
  const made: AgainToSend[] = [];
  for (const [index, one] of openable.entries()) {
    if (!one) continue;
    const order = index + 1;
    const lacking = newest.list.recipients.filter(
      ({ memberId, readingKey }) =>
        !one.on.list.recipients.some(
          (listed) => listed.memberId === memberId && listed.readingKey === readingKey,
        ) &&
        !again.some(
          (seal) => seal.order === order && seal.memberId === memberId && seal.readingKey === readingKey,
        ),
    );
    if (lacking.length === 0) continue;
    const seals = await one.to(lacking);
    for (const [at, { memberId, readingKey }] of lacking.entries())
      made.push({ order, memberId, readingKey, sealed: seals[at] ?? "" });
    if (made.length >= SEALS_MAX) break;
  }
  return made.slice(0, SEALS_MAX);
}
