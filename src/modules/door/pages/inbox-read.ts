import { useEffect, useState } from "react";
import type { MemberKeys } from "../../../core/identity/member-keys.ts";
import { fromBase64Url, toBase64Url } from "../../../core/keys/bytes.ts";
import type { Api } from "../../../web/api/client.ts";
import type { Mailbox, OwnSealedAgain } from "../../../web/api/door-answers.ts";
import type { OwnKeys } from "../../../web/session/key-ring.ts";
import { type LetterRead, type LetterToRead, readLetter } from "../letter.ts";
import { type RecipientsRefusal, type VerifiedRecipients, verifyRecipients } from "../recipients.ts";
import { type DeskNoteRead, type NotePlace, type NoteReader, openDeskNote } from "../stored-desk-note.ts";
import { checkTransfers, doneOf, type TransferFault } from "../transfer/check.ts";

/** Or one that was locked for keys that I had, and have no more. */
export type OpenedLetter = LetterRead | { readonly ok: false; readonly reason: "former-keys" };

export type OpenedNote = DeskNoteRead | { readonly ok: false; readonly reason: "former-keys" };

/** A mailbox with its lists checked and its letters opened, as far as they open. */
export interface ReadMailbox {
  readonly letters: readonly OpenedLetter[];
  /** How each is read by me, in the same order; undefined where I have nothing that could open it. */
  readonly ways: readonly (LetterToRead | undefined)[];
  /** What the desk noted, oldest first. */
  readonly notes: readonly OpenedNote[];
  /** How each is read by me, in the same order. */
  readonly noteWays: readonly (NoteWay | undefined)[];
  /** To whom an answer is sealed. */
  readonly newest: VerifiedRecipients;
}

export type Reading =
  | { readonly state: "opening" }
  | { readonly state: "refused"; readonly reason: RecipientsRefusal | TransferFault | "none" }
  | ({ readonly state: "read" } & ReadMailbox);

/** Opens a mailbox in this browser. What is read stays in the page's memory and goes with it. */
export function useReading(mailbox: Mailbox, keys: OwnKeys, memberId: string): Reading {
  const [reading, setReading] = useState<Reading>({ state: "opening" });
  useEffect(() => {
    let current = true;
    void openMailbox(mailbox, keys, memberId).then((result) => {
      if (current) setReading(result);
    });
    return () => {
      current = false;
    };
  }, [mailbox, keys, memberId]);
  return reading;
}

export async function openMailbox(mailbox: Mailbox, keys: OwnKeys, memberId: string): Promise<Reading> {
  const checked = await checkLists(mailbox, mailbox.agency.id);
  if (!checked.ok) return { state: "refused", reason: checked.reason };
  const { lists, newest } = checked;
  const before: { readonly until: number; readonly lists: Lists }[] = [];
  for (const earlier of mailbox.before) {
    const known = await checkLists(earlier, earlier.agency.id);
    if (!known.ok) return { state: "refused", reason: known.reason };
    before.push({ until: earlier.untilLetter, lists: known.lists });
  }
  const listsAt = (index: number): Lists => before.find(({ until }) => index < until)?.lists ?? lists;
  const noteWays = mailbox.notes.map((note, index) => {
    const later = mailbox.notesAgain.filter(({ order }) => order === index + 1);
    return wayToNote(note, { mailbox: placeOf(mailbox), order: index + 1 }, lists, { keys, memberId, later });
  });
  const notes: OpenedNote[] = [];
  for (const way of noteWays) notes.push(await openNote(way));
  const ways = mailbox.letters.map((_, index) => wayTo(mailbox, index, listsAt(index), keys, memberId));
  const letters = await openLetters(ways);
  const own = letters.flatMap((letter, index) =>
    letter.ok && letter.sender.kind === "person"
      ? [{ order: index + 1, hour: letter.hour, standIn: letter.body.standIn }]
      : [],
  );
  const now = { agencyId: mailbox.agency.id, rootKey: mailbox.rootKey };
  const done = doneOf(mailbox.transfers);
  const opens = own.some(({ order }) => order <= (done.at(-1)?.untilLetter ?? 0));
  const fault = await checkTransfers(done, placeOf(mailbox), opens ? own : null, mailbox.before, now);
  if (fault) return { state: "refused", reason: fault };
  return {
    state: "read",
    letters,
    ways: ways.map(({ way }) => way),
    notes,
    noteWays: noteWays.map(({ way }) => way),
    newest,
  };
}

/** Another conversation, fetched and opened here; null where its lists do not hold. Fetching is opening. */
export async function fetchMailbox(
  api: Pick<Api, "get">,
  address: string,
  keys: OwnKeys,
  memberId: string,
): Promise<{ readonly mailbox: Mailbox; readonly reading: ReadMailbox } | null> {
  const mailbox = await api.get<Mailbox>(`/api/inbox/${address}`);
  const reading = await openMailbox(mailbox, keys, memberId);
  return reading.state === "read" ? { mailbox, reading } : null;
}

type Lists = ReadonlyMap<number, VerifiedRecipients>;

/** The lists that an answer came with, each following the one before, by version; and the newest. */
export async function checkLists(
  answer: { readonly recipients: readonly unknown[]; readonly rootKey: string },
  agencyId: string,
): Promise<
  | { readonly ok: true; readonly lists: Lists; readonly newest: VerifiedRecipients }
  | { readonly ok: false; readonly reason: RecipientsRefusal | "none" }
> {
  const lists = new Map<number, VerifiedRecipients>();
  const rootKey = fromBase64Url(answer.rootKey, 32);
  let previous: VerifiedRecipients | undefined;
  for (const signed of answer.recipients) {
    // The first of them may follow versions that nothing here names; from it on the chain has no gap.
    const verdict = await verifyRecipients(signed, rootKey, {
      agencyId,
      minVersion: 1,
      ...(previous && { previous }),
    });
    if (!verdict.ok) return { ok: false, reason: verdict.reason };
    previous = verdict.recipients;
    lists.set(previous.list.version, previous);
  }
  return previous ? { ok: true, lists, newest: previous } : { ok: false, reason: "none" };
}

/** How a note of the desk is read. */
export interface NoteWay {
  readonly note: unknown;
  readonly place: NotePlace;
  readonly as: NoteReader;
}

interface WayOfNote {
  readonly way: NoteWay | undefined;
  /** Why there is none. */
  readonly reason: "does-not-open" | "former-keys";
}

/** By the note's own seal where I have the keys that its list names; else by what a colleague sealed to me later. */
export function wayToNote(
  note: unknown,
  at: Omit<NotePlace, "recipients">,
  lists: Lists,
  me: {
    readonly keys: OwnKeys;
    readonly memberId: string;
    readonly later: readonly (Omit<OwnSealedAgain, "sealed"> & { readonly sealed: string | null })[];
  },
): WayOfNote {
  const { keys, memberId } = me;
  const recipients = lists.get(namedVersion(note));
  if (!recipients) return { way: undefined, reason: "does-not-open" };
  const place = { ...at, recipients };
  const isListed = recipients.list.recipients.some((recipient) => recipient.memberId === memberId);
  const pair = pairOn(recipients, keys, memberId);
  const later = me.later.find(({ readingKey, sealed }) => sealed !== null && pairOf(keys, readingKey));
  const laterPair = later && pairOf(keys, later.readingKey);
  if (!(isListed && pair) && later?.sealed && laterPair) {
    const as = { memberId, readingKey: laterPair.reading.privateKey, again: later.sealed };
    return { way: { note, place, as }, reason: "former-keys" };
  }
  const way = pair && { note, place, as: { memberId, readingKey: pair.reading.privateKey } };
  return { way, reason: "former-keys" };
}

export const openNote = async ({ way, reason }: WayOfNote): Promise<OpenedNote> =>
  way ? openDeskNote(way.note, way.place, way.as) : { ok: false, reason };

async function openLetters(ways: readonly Way[]): Promise<OpenedLetter[]> {
  const read: OpenedLetter[] = [];
  for (const { way, reason } of ways) read.push(way ? await readLetter(way) : { ok: false, reason });
  return read;
}

interface Way {
  readonly way: LetterToRead | undefined;
  /** Why there is none. */
  readonly reason: "wrong-list" | "former-keys";
}

/** By the letter's own seal where I have the keys that it was made for; else by what a colleague sealed to me later. */
function wayTo(mailbox: Mailbox, index: number, lists: Lists, keys: OwnKeys, memberId: string): Way {
  const letter = mailbox.letters[index];
  const recipients = lists.get(namedVersion(letter));
  if (!recipients) return { way: undefined, reason: "wrong-list" };
  const place = { letter, mailbox: placeOf(mailbox), order: index + 1, recipients };
  const isListed = recipients.list.recipients.some((recipient) => recipient.memberId === memberId);
  const pair = pairOn(recipients, keys, memberId);
  const later = mailbox.again.find(({ order, sealed }) => order === index + 1 && sealed !== null);
  const laterPair = later && pairOf(keys, later.readingKey);
  if (!(isListed && pair) && later?.sealed && laterPair) {
    const readingKey = laterPair.reading.privateKey;
    return {
      way: { ...place, as: { kind: "member", memberId, readingKey, again: later.sealed } },
      reason: "former-keys",
    };
  }
  const way: LetterToRead | undefined = pair && {
    ...place,
    as: { kind: "member", memberId, readingKey: pair.reading.privateKey },
  };
  return { way, reason: "former-keys" };
}

const pairOf = (keys: OwnKeys, readingKey: string): MemberKeys | undefined =>
  [keys, ...keys.former].find(({ reading }) => toBase64Url(reading.publicKey) === readingKey);

/**
 * Of my keys the pair that this list names: a former one, where the list was signed before I took others; none, where it
 * names keys that I have no more. For a list without me, the present ones.
 */
export function pairOn(
  { list }: VerifiedRecipients,
  keys: OwnKeys,
  memberId: string,
): MemberKeys | undefined {
  const named = list.recipients.find((recipient) => recipient.memberId === memberId)?.readingKey;
  if (named === undefined) return keys;
  return pairOf(keys, named);
}

/** The mailbox as `letter.ts` takes it. */
export const placeOf = (mailbox: Pick<Mailbox, "address" | "readingKey" | "signingKey">) => ({
  address: mailbox.address,
  readingKey: fromBase64Url(mailbox.readingKey, 32),
  signingKey: fromBase64Url(mailbox.signingKey, 32),
});

/** Which list a letter says that it was sealed to; checked when it is opened. */
function namedVersion(letter: unknown): number {
  const version =
    typeof letter === "object" && letter !== null && "recipientsVersion" in letter
      ? letter.recipientsVersion
      : undefined;
  return typeof version === "number" ? version : 0;
}
