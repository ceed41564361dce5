import { type WordLanguage, wordLanguageOf } from "../../../core/identity/words/lists.ts";
import { deriveMailboxKeys } from "../../../core/identity/words/mailbox.ts";
import { newSecret } from "../../../core/identity/words/secret.ts";
import { secretToWords } from "../../../core/identity/words/words.ts";
import { fromBase64Url, type Random, toBase64Url } from "../../../core/keys/bytes.ts";
import type { Api } from "../../../web/api/client.ts";
import type { OwnKeys } from "../../../web/session/key-ring.ts";
import { type Marks, NO_MARKS } from "../desk-note.ts";
import { writeLetter } from "../letter.ts";
import type { LetterBody } from "../letter-body.ts";
import { verifyRecipients } from "../recipients.ts";
import { lockDeskNote } from "../stored-desk-note.ts";
import { pairOn } from "./inbox-read.ts";

/** Why a call cannot be kept here, beside what the server refuses. */
export type CallRefusal = "no-door" | "bad-list" | "not-listed";

export class CallRefusedError extends Error {
  override readonly name = "CallRefusedError";
  readonly reason: CallRefusal;
  constructor(reason: CallRefusal) {
    super(`The call cannot be kept: ${reason}.`);
    this.reason = reason;
  }
}

export interface CallToKeep {
  readonly body: Omit<LetterBody, "byTelephone">;
  /** For colleagues alone, never in what the caller reads with their words: numbers, the code word, what is dangerous. */
  readonly note: string;
  readonly marks: Marks;
}

export interface KeptCall {
  readonly address: string;
  /** In the caller's language where that has a list. */
  readonly words: readonly string[];
  readonly wordsIn: WordLanguage;
}

interface DoorOfHouse {
  readonly agency: { readonly id: string };
  readonly rootKey: string;
  readonly doorSalt: string;
  readonly recipients: unknown;
  readonly hour: number;
}

/**
 * Locks a call to those who read at the desk, in this member's own name, with words that lead the caller back to it. The words
 * are made here for whoever called, and never sent.
 *
 * @returns what sends it, so that a second try sends the same call
 * @throws CallRefusedError; Refusal, NoAnswer
 */
export async function lockCall(
  { body, note, marks }: CallToKeep,
  me: { readonly id: string; readonly agencyId: string; readonly keys: OwnKeys },
  api: Api,
  random: Random,
): Promise<{ readonly kept: KeptCall; readonly request: object }> {
  const door = await api.get<DoorOfHouse>("/api/door");
  if (door.agency.id !== me.agencyId) throw new CallRefusedError("no-door");
  const expected = { agencyId: me.agencyId, minVersion: 1 };
  const verdict = await verifyRecipients(door.recipients, fromBase64Url(door.rootKey, 32), expected);
  if (!verdict.ok) throw new CallRefusedError("bad-list");
  const { recipients } = verdict;
  const isListed = recipients.list.recipients.some(({ memberId }) => memberId === me.id);
  const pair = pairOn(recipients, me.keys, me.id);
  if (!isListed || !pair) throw new CallRefusedError("not-listed");
  const { argon2id } = await import("../../../core/identity/words/argon2-browser.ts");
  const secret = newSecret(random);
  const keys = await deriveMailboxKeys(secret, { doorSalt: fromBase64Url(door.doorSalt), argon2id });
  const mailbox = {
    address: keys.address,
    readingKey: keys.reading.publicKey,
    signingKey: keys.signing.publicKey,
  };
  const from = { kind: "member" as const, memberId: me.id, signingKey: pair.signing.privateKey };
  const letter = await writeLetter(
    { mailbox, order: 1, hour: door.hour, from, body: { ...body, byTelephone: true }, recipients },
    random,
  );
  const isNoted = note !== "" || JSON.stringify(marks) !== JSON.stringify(NO_MARKS);
  const locked = isNoted
    ? await lockDeskNote(
        { mailbox, order: 1, recipients },
        { memberId: me.id, hour: door.hour, text: note, marks },
        pair.signing.privateKey,
        random,
      )
    : null;
  const wordsIn = wordLanguageOf(body.language);
  return {
    kept: { address: keys.address, words: await secretToWords(secret, wordsIn), wordsIn },
    request: {
      address: keys.address,
      readingKey: toBase64Url(mailbox.readingKey),
      signingKey: toBase64Url(mailbox.signingKey),
      letter,
      note: locked,
    },
  };
}
