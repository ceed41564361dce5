import { useEffect, useState } from "react";
import type { MemberKeys } from "../../../core/identity/member-keys.ts";
import { fromBase64Url } from "../../../core/keys/bytes.ts";
import type { Mailbox } from "../../../web/api/door-answers.ts";
import { type LetterRead, readLetter } from "../letter.ts";
import { type RecipientsRefusal, type VerifiedRecipients, verifyRecipients } from "../recipients.ts";

/** A mailbox with its lists checked and its letters opened, as far as they open. */
export interface ReadMailbox {
  readonly letters: readonly LetterRead[];
  /** To whom an answer is sealed. */
  readonly newest: VerifiedRecipients;
}

export type Reading =
  | { readonly state: "opening" }
  | { readonly state: "refused"; readonly reason: RecipientsRefusal | "none" }
  | ({ readonly state: "read" } & ReadMailbox);

/** Opens a mailbox in this browser. What is read stays in the page's memory and goes with it. */
export function useReading(mailbox: Mailbox, keys: MemberKeys, memberId: string): Reading {
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

async function openMailbox(mailbox: Mailbox, keys: MemberKeys, memberId: string): Promise<Reading> {
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
  keys: MemberKeys,
  memberId: string,
): Promise<LetterRead[]> {
  const place = placeOf(mailbox);
  const read: LetterRead[] = [];
  for (const [index, letter] of mailbox.letters.entries()) {
    const recipients = lists.get(namedVersion(letter));
    read.push(
      recipients
        ? await readLetter({
            letter,
            mailbox: place,
            order: index + 1,
            as: { kind: "member", memberId, readingKey: keys.reading.privateKey },
            recipients,
          })
        : { ok: false, reason: "wrong-list" },
    );
  }
  return read;
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
