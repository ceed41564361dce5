import { useEffect, useState } from "react";
import type { MemberKeys } from "../../../core/identity/member-keys.ts";
import { fromBase64Url, toBase64Url } from "../../../core/keys/bytes.ts";
import type { Mailbox } from "../../../web/api/door-answers.ts";
import type { OwnKeys } from "../../../web/session/key-ring.ts";
import { type LetterRead, readLetter } from "../letter.ts";
import { type RecipientsRefusal, type VerifiedRecipients, verifyRecipients } from "../recipients.ts";

/** Or one that was locked for keys that I had, and have no more. */
export type OpenedLetter = LetterRead | { readonly ok: false; readonly reason: "former-keys" };

/** A mailbox with its lists checked and its letters opened, as far as they open. */
export interface ReadMailbox {
  readonly letters: readonly OpenedLetter[];
  /** To whom an answer is sealed. */
  readonly newest: VerifiedRecipients;
}

export type Reading =
  | { readonly state: "opening" }
  | { readonly state: "refused"; readonly reason: RecipientsRefusal | "none" }
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

async function openMailbox(mailbox: Mailbox, keys: OwnKeys, memberId: string): Promise<Reading> {
  const lists = new Map<number, VerifiedRecipients>();
  const rootKey = fromBase64Url(mailbox.rootKey, 32);
  let previous: VerifiedRecipients | undefined;
  for (const signed of mailbox.recipients) {
    // The first of them may follow versions that no letter here names; from it on the chain has no gap.
    const verdict = await verifyRecipients(signed, rootKey, {
      agencyId: mailbox.agency.id,
      minVersion: 1,
      ...(previous && { previous }),
    });
    if (!verdict.ok) return { state: "refused", reason: verdict.reason };
    previous = verdict.recipients;
    lists.set(previous.list.version, previous);
  }
  if (!previous) return { state: "refused", reason: "none" };
  return { state: "read", letters: await openLetters(mailbox, lists, keys, memberId), newest: previous };
}

async function openLetters(
  mailbox: Mailbox,
  lists: ReadonlyMap<number, VerifiedRecipients>,
  keys: OwnKeys,
  memberId: string,
): Promise<OpenedLetter[]> {
  const place = placeOf(mailbox);
  const read: OpenedLetter[] = [];
  for (const [index, letter] of mailbox.letters.entries()) {
    const recipients = lists.get(namedVersion(letter));
    const pair = recipients && pairOn(recipients, keys, memberId);
    if (!recipients) read.push({ ok: false, reason: "wrong-list" });
    else if (!pair) read.push({ ok: false, reason: "former-keys" });
    else {
      const as = { kind: "member", memberId, readingKey: pair.reading.privateKey } as const;
      read.push(await readLetter({ letter, mailbox: place, order: index + 1, as, recipients }));
    }
  }
  return read;
}

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
  return [keys, ...keys.former].find(({ reading }) => toBase64Url(reading.publicKey) === named);
}

/** The mailbox as `letter.ts` takes it. */
export const placeOf = (mailbox: Mailbox) => ({
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
