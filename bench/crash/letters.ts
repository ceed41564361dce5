import { createHash, randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { deriveMailboxKeys, type MailboxKeys } from "../../src/core/identity/words/mailbox.ts";
import { newSecret } from "../../src/core/identity/words/secret.ts";
import { signChallenge } from "../../src/core/identity/words/statements.ts";
import { fromBase64Url, toBase64Url } from "../../src/core/keys/index.ts";
import { hourOf, writeLetter } from "../../src/modules/door/letter.ts";
import { type VerifiedRecipients, verifyRecipients } from "../../src/modules/door/recipients.ts";
import { type Ask, until } from "./client.ts";

const random = (n: number) => new Uint8Array(randomBytes(n));
export const newKey = () => toBase64Url(random(16)).replaceAll("_", "-");

/** Someone at the door, with what was acknowledged to them. */
export interface Writer {
  readonly signingKey: Uint8Array;
  readonly acknowledged: Set<number>;
}

export interface Door {
  readonly recipients: VerifiedRecipients;
  readonly agencyId: string;
  readonly doorSalt: Uint8Array;
}

export async function openDoor(ask: Ask): Promise<Door> {
  const door = await until(ask, "/api/door", {});
  const verdict = await verifyRecipients(door.recipients, fromBase64Url(door.rootKey), {
    agencyId: door.agency.id,
    minVersion: 1,
  });
  if (!verdict.ok) throw new Error(`The list of recipients was refused: ${verdict.reason}`);
  return { recipients: verdict.recipients, agencyId: door.agency.id, doorSalt: fromBase64Url(door.doorSalt) };
}

/** The cost of guessing words is measured elsewhere; here a plain hash makes the keys. */
const quickHash = async (password: Uint8Array, salt: Uint8Array) =>
  new Uint8Array(createHash("sha256").update(password).update(salt).digest());

type Sender = Parameters<typeof writeLetter>[0]["from"];

/** A letter to the door's readers, from the person unless someone else is named. */
export async function sealed(
  door: Door,
  keys: MailboxKeys,
  order: number,
  from: Sender = { kind: "person", signingKey: keys.signing.privateKey },
) {
  return writeLetter(
    {
      mailbox: {
        address: keys.address,
        readingKey: keys.reading.publicKey,
        signingKey: keys.signing.publicKey,
      },
      order,
      hour: hourOf(Date.now()),
      from,
      body: { text: `letter ${order}`, language: "en" },
      recipients: door.recipients,
    },
    random,
  );
}

/** As many as one mailbox takes in an hour, less some. */
const LETTERS_MAX = 50;
const PAUSE_MS = 60;

/**
 * Opens a mailbox and writes one letter after the other, each sent again under the same key until it is acknowledged,
 * as the door's page does: what becomes of a letter whose answer was lost must not be a second letter.
 */
export async function writeLetters(
  ask: Ask,
  writers: Writer[],
  onAnswer: () => void,
  isOver: () => boolean,
): Promise<void> {
  const door = await openDoor(ask);
  while (!isOver()) await fillMailbox(ask, door, writers, onAnswer, isOver);
}

async function fillMailbox(
  ask: Ask,
  door: Door,
  writers: Writer[],
  onAnswer: () => void,
  isOver: () => boolean,
): Promise<void> {
  const { keys, writer } = await openMailbox(ask, await prepareMailbox(door), writers);
  onAnswer();
  const authorization = await beginVisit(ask, keys);
  for (let order = 2; order <= LETTERS_MAX && !isOver(); order++) {
    await sleep(PAUSE_MS);
    await until(ask, "/api/door/letters", {
      body: { letter: await sealed(door, keys, order) },
      headers: { authorization, "idempotency-key": newKey() },
    });
    writer.acknowledged.add(order);
    onAnswer();
  }
}

/** A mailbox with its first letter, locked and not yet sent. */
export interface Prepared {
  readonly keys: MailboxKeys;
  readonly body: object;
}

export async function prepareMailbox(door: Door): Promise<Prepared> {
  const keys = await deriveMailboxKeys(newSecret(random), { doorSalt: door.doorSalt, argon2id: quickHash });
  const body = {
    address: keys.address,
    readingKey: toBase64Url(keys.reading.publicKey),
    signingKey: toBase64Url(keys.signing.publicKey),
    letter: await sealed(door, keys, 1),
  };
  return { keys, body };
}

/** By a first letter, sent again under one key until it is acknowledged; with the work that a server asks for when many come. */
export async function openMailbox(
  ask: Ask,
  { keys, body }: Prepared,
  writers: Writer[],
): Promise<{ readonly keys: MailboxKeys; readonly writer: Writer }> {
  const writer: Writer = { signingKey: keys.signing.publicKey, acknowledged: new Set() };
  writers.push(writer);
  const headers = { "idempotency-key": newKey() };
  await until(ask, "/api/door/mailboxes", { body, headers });
  writer.acknowledged.add(1);
  return { keys, writer };
}

/** A challenge is spent when it is answered: where that answer was lost, the visit begins again with another. */
export async function beginVisit(ask: Ask, keys: MailboxKeys): Promise<string> {
  for (;;) {
    const { nonce } = await until(ask, "/api/words/challenge", { body: { address: keys.address } });
    const signature = await signChallenge(keys.signing.privateKey, {
      purpose: "begin-visit",
      address: keys.address,
      nonce: fromBase64Url(nonce),
    });
    const begun = await ask("/api/words/session", { body: { address: keys.address, nonce, signature } });
    if (begun) return `Words ${begun.session}`;
  }
}
