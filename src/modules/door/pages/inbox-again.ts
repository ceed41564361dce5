import type { Api } from "../../../web/api/client.ts";
import type { Mailbox, SealedAgain } from "../../../web/api/door-answers.ts";
import type { OwnKeys } from "../../../web/session/key-ring.ts";
import { sealAgain } from "../letter.ts";
import type { Recipient, VerifiedRecipients } from "../recipients.ts";
import { sealNoteAgain } from "../stored-desk-note.ts";
import { openMailbox, type ReadMailbox } from "./inbox-read.ts";

/**
 * Seals all of a conversation that I can read to those who lack it, in as many requests as that takes.
 *
 * @returns how many keys were sealed
 */
export async function sealWholeConversation(
  api: Pick<Api, "get" | "send">,
  address: string,
  me: { readonly id: string; readonly keys: OwnKeys },
  random: (n: number) => Uint8Array,
  isStopped: () => boolean = () => false,
): Promise<number> {
  let sealed = 0;
  while (!isStopped()) {
    const mailbox = await api.get<Mailbox>(`/api/inbox/${address}`);
    const reading = await openMailbox(mailbox, me.keys, me.id);
    if (reading.state !== "read") break;
    const { seals, notes } = await sealForNewcomers(mailbox, reading, random);
    if (seals.length + notes.length === 0) break;
    await api.send("PUT", `/api/inbox/${address}/seals`, { body: { seals, notes } });
    sealed += seals.length + notes.length;
    if (Math.max(seals.length, notes.length) < SEALS_MAX) break; // no need to look again
  }
  return sealed;
}

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
