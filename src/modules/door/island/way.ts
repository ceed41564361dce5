import type { Argon2id } from "../../../core/identity/words/argon2id.ts";
import { secretToDigits } from "../../../core/identity/words/digits.ts";
import { type WordLanguage, wordLanguageOf } from "../../../core/identity/words/lists.ts";
import { deriveMailboxKeys, type MailboxKeys } from "../../../core/identity/words/mailbox.ts";
import { readSecret, type SecretSlip } from "../../../core/identity/words/read.ts";
import { newSecret, type Secret } from "../../../core/identity/words/secret.ts";
import { secretToWords } from "../../../core/identity/words/words.ts";
import { fromBase64Url, type Random } from "../../../core/keys/bytes.ts";
import type { DoorLanguage } from "../../../core/texts/index.ts";
import type { Asker } from "./api.ts";

/** What the island takes from the browser, and a test from Node. */
export interface Tools {
  readonly ask: Asker;
  readonly random: Random;
  readonly argon2id: Argon2id;
  /** A new Idempotency-Key each time. */
  readonly newKey: () => string;
}

/** A person's way back: the secret behind their words, and what it opens. It lives in memory and nowhere else. */
export interface Way {
  readonly secret: Secret;
  readonly keys: MailboxKeys;
}

export async function makeWay(tools: Tools, doorSalt: string): Promise<Way> {
  return wayOf(tools, newSecret(tools.random), doorSalt);
}

/** The way behind what someone typed, or the slip in it. */
export async function readWay(
  tools: Tools,
  typed: string,
  language: DoorLanguage,
  doorSalt: string,
): Promise<Way | SecretSlip> {
  const read = await readSecret(typed, wordLanguageOf(language));
  return "secret" in read ? wayOf(tools, read.secret, doorSalt) : read;
}

async function wayOf(tools: Tools, secret: Secret, doorSalt: string): Promise<Way> {
  const options = { doorSalt: fromBase64Url(doorSalt), argon2id: tools.argon2id };
  return { secret, keys: await deriveMailboxKeys(secret, options) };
}

/** The two forms in which a way is kept: eight words, and digits in seven groups. */
export interface ShownWay {
  readonly words: readonly string[];
  /** The language of the words; not the page's where that has no list. */
  readonly wordsIn: WordLanguage;
  readonly digits: readonly string[];
}

export async function showWay(way: Pick<Way, "secret">, language: DoorLanguage): Promise<ShownWay> {
  const wordsIn = wordLanguageOf(language);
  return { words: await secretToWords(way.secret, wordsIn), wordsIn, digits: secretToDigits(way.secret) };
}
