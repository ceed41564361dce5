import { randomBytes, randomUUID } from "node:crypto";
import type { Page } from "playwright-core";
import { argon2id } from "../../src/core/identity/words/argon2-node.ts";
import { deriveMailboxKeys, type MailboxKeys } from "../../src/core/identity/words/mailbox.ts";
import { newSecret } from "../../src/core/identity/words/secret.ts";
import { signChallenge, signStatement } from "../../src/core/identity/words/statements.ts";
import { secretToWords } from "../../src/core/identity/words/words.ts";
import { fromBase64Url, toBase64Url } from "../../src/core/keys/bytes.ts";
import { canonicalJson } from "../../src/core/keys/canonical-json.ts";
import { speaker } from "../../src/core/texts/index.ts";
import { consentStatement, type OfferTerms } from "../../src/modules/door/consent-statement.ts";
import { hourOf, readLetter, writeLetter } from "../../src/modules/door/letter.ts";
import type { LetterBody } from "../../src/modules/door/letter-body.ts";
import { en } from "../../src/modules/door/pages/texts/en.ts";
import { type VerifiedRecipients, verifyRecipients } from "../../src/modules/door/recipients.ts";

/** Someone at the door, over HTTP alone: real keys and real letters, without a second browser. */
export interface Person {
  readonly address: string;
  /** The eight words, in English: whoever has them is the person to the house. */
  readonly words: readonly string[];
  /** The texts of all letters, oldest first. */
  read(): Promise<string[]>;
  /** Says yes to the newest open question. */
  sayYes(): Promise<void>;
}

const random = (n: number): Uint8Array => new Uint8Array(randomBytes(n));

/** Writes the first letter at a door and keeps the way back. */
export async function writeAtDoor(
  origin: string,
  text: string,
  language = "en",
  about?: LetterBody["about"],
): Promise<Person> {
  const door = await call(origin, "GET", "/api/door");
  const secret = newSecret(random);
  const keys = await deriveMailboxKeys(secret, {
    doorSalt: fromBase64Url(door.doorSalt),
    argon2id,
  });
  const verdict = await verifyRecipients(door.recipients, fromBase64Url(door.rootKey), {
    agencyId: door.agency.id,
    minVersion: 1,
  });
  if (!verdict.ok) throw new Error(`The door's list is refused: ${verdict.reason}.`);
  const mailbox = {
    address: keys.address,
    readingKey: keys.reading.publicKey,
    signingKey: keys.signing.publicKey,
  };
  const letter = await writeLetter(
    {
      mailbox,
      order: 1,
      hour: hourOf(Date.now()),
      from: { kind: "person", signingKey: keys.signing.privateKey },
      body: { text, language, ...(about && { about }) },
      recipients: verdict.recipients,
    },
    random,
  );
  await call(origin, "POST", "/api/door/mailboxes", {
    address: keys.address,
    readingKey: toBase64Url(mailbox.readingKey),
    signingKey: toBase64Url(mailbox.signingKey),
    letter,
  });
  return {
    address: keys.address,
    words: await secretToWords(secret, "en"),
    read: () => readAll(origin, keys, mailbox),
    sayYes: () => sayYes(origin, keys),
  };
}

async function visit(origin: string, keys: MailboxKeys): Promise<string> {
  const { nonce } = await call(origin, "POST", "/api/words/challenge", { address: keys.address });
  const challenge = { purpose: "begin-visit", address: keys.address, nonce: fromBase64Url(nonce) };
  const signature = await signChallenge(keys.signing.privateKey, challenge);
  return (await call(origin, "POST", "/api/words/session", { address: keys.address, nonce, signature }))
    .session;
}

async function readAll(
  origin: string,
  keys: MailboxKeys,
  mailbox: { address: string; readingKey: Uint8Array; signingKey: Uint8Array },
): Promise<string[]> {
  const found = await call(origin, "GET", "/api/door/letters", undefined, await visit(origin, keys));
  const lists = new Map<number, VerifiedRecipients>();
  for (const signed of found.recipients) {
    const verdict = await verifyRecipients(signed, fromBase64Url(found.rootKey), {
      agencyId: found.agency.id,
      minVersion: 1,
    });
    if (verdict.ok) lists.set(verdict.recipients.list.version, verdict.recipients);
  }
  const texts: string[] = [];
  for (const [index, letter] of found.letters.entries()) {
    const recipients = lists.get(letter.recipientsVersion);
    if (!recipients) throw new Error("A letter names a list that is not there.");
    const read = await readLetter({
      letter,
      mailbox,
      order: index + 1,
      as: { kind: "person", readingKey: keys.reading.privateKey },
      recipients,
    });
    texts.push(read.ok ? read.body.text : `(${read.reason})`);
  }
  return texts;
}

async function sayYes(origin: string, keys: MailboxKeys): Promise<void> {
  const session = await visit(origin, keys);
  const { offers } = await call(origin, "GET", "/api/door/letters", undefined, session);
  const offer: (OfferTerms & { status: string }) | undefined = offers.find(
    (one: { status: string }) => one.status === "open",
  );
  if (!offer) throw new Error("No question is open.");
  const statement = consentStatement(offer, "en", speaker("en", en));
  const { signature } = await signStatement(keys.signing.privateKey, keys.address, statement);
  const answer = { yes: true, statement: canonicalJson(statement), signature };
  await call(origin, "POST", `/api/door/offers/${offer.id}/answer`, answer, session);
}

async function call(
  origin: string,
  method: string,
  path: string,
  body?: unknown,
  words?: string,
  // biome-ignore lint/suspicious/noExplicitAny: what the far side answers is checked by what is done with it
): Promise<any> {
  const response = await fetch(origin + path, {
    method,
    headers: {
      "content-type": "application/json",
      "idempotency-key": randomUUID(),
      ...(words && { authorization: `Words ${words}` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return text === "" ? undefined : JSON.parse(text);
}

/** The digits of the way back that stand on a page, without the number before each group. */
export async function digitsOn(page: Page): Promise<string> {
  const groups = await page.locator(".digits li").allTextContents();
  return groups.map((group) => group.slice(1)).join("");
}

/** As pages write them: five groups of four, two of three. */
export const inGroups = (digits: string): string =>
  digits.replace(/^(.{4})(.{4})(.{4})(.{4})(.{4})(.{3})/, "$1 $2 $3 $4 $5 $6 ");
