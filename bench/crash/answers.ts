import { setTimeout as sleep } from "node:timers/promises";
import {
  derivePasswordSecrets,
  type MemberKeys,
  unwrapMemberKeys,
} from "../../src/core/identity/member-keys.ts";
import { argon2id } from "../../src/core/identity/words/argon2-node.ts";
import type { MailboxKeys } from "../../src/core/identity/words/mailbox.ts";
import { signChallenge } from "../../src/core/identity/words/statements.ts";
import { fromBase64Url } from "../../src/core/keys/index.ts";
import { type Ask, until } from "./client.ts";
import { beginVisit, newKey, openDoor, openMailbox, prepareMailbox, sealed, type Writer } from "./letters.ts";
import { signIn } from "./sections.ts";

/** Someone of a burst: whose first letter came in the same moment as others', and is answered again and again. */
export interface Asking {
  readonly keys: MailboxKeys;
  readonly writer: Writer;
}

/**
 * Locks so many first letters, and then sends them all at once, so that several are written in one transaction.
 *
 * @returns once they are on their way; what it holds settles when all were acknowledged
 */
export async function burst(
  ask: Ask,
  count: number,
  writers: Writer[],
  asking: Asking[],
): Promise<{ readonly acknowledged: Promise<void> }> {
  const door = await openDoor(ask);
  const prepared = await Promise.all(Array.from({ length: count }, () => prepareMailbox(door)));
  const sent = prepared.map(async (one) => asking.push(await openMailbox(ask, one, writers)));
  return { acknowledged: Promise.all(sent).then(() => undefined) };
}

/** A member of the door's agency, signed in, with keys opened. */
export interface Answerer {
  readonly session: Readonly<Record<string, string>>;
  readonly id: string;
  readonly keys: MemberKeys;
}

export async function openAnswerer(
  ask: Ask,
  origin: string,
  email: string,
  password: string,
): Promise<Answerer> {
  const session = await signIn(origin, email, password);
  const me = await until(ask, "/api/me", { headers: session });
  const { wrapKey } = await derivePasswordSecrets({ email, password }, argon2id);
  const keys = await unwrapMemberKeys(fromBase64Url(me.keys.wrapped), wrapKey, me.member.id);
  return { session, id: me.member.id, keys };
}

/** As many as one mailbox takes in an hour, less some. */
const LETTERS_MAX = 50;
const PAUSE_MS = 60;

/** Answers those who ask, one after the other and again, each answer sent under one key until it is acknowledged. */
export async function answerThem(
  ask: Ask,
  { session, id, keys }: Answerer,
  asking: readonly Asking[],
  onAnswer: () => void,
  isOver: () => boolean,
): Promise<void> {
  const door = await openDoor(ask);
  for (let turn = 0; !isOver(); turn++) {
    const open = asking.filter(({ writer }) => writer.acknowledged.size < LETTERS_MAX);
    const next = open[turn % open.length];
    if (next) {
      const order = next.writer.acknowledged.size + 1;
      const from = { kind: "member", memberId: id, signingKey: keys.signing.privateKey } as const;
      await until(ask, `/api/inbox/${next.keys.address}/letters`, {
        body: { letter: await sealed(door, next.keys, order, from) },
        headers: { ...session, "idempotency-key": newKey() },
      });
      next.writer.acknowledged.add(order);
      onAnswer();
    }
    await sleep(PAUSE_MS);
  }
}

const LOOKED_AT = 5;

/**
 * Whether anyone reads what is not theirs, of the newest of those who asked: a member of another agency, who must get 404;
 * and a stranger with words of their own, who must not get in by them and finds their own letters alone. The member who
 * answers reads each, so that what is refused is there.
 *
 * @returns how many times somebody got what is not theirs
 */
export async function readByOthers(
  origin: string,
  ask: Ask,
  asking: readonly Asking[],
  answerer: Answerer,
  elsewhere: Readonly<Record<string, string>>,
): Promise<number> {
  let read = 0;
  const [stranger, ...others] = asking.slice(-LOOKED_AT);
  if (!stranger) return 0;
  for (const { keys, writer } of others) {
    const path = `/api/inbox/${keys.address}`;
    const own = await until(ask, path, { headers: answerer.session });
    if (own.letters.length !== writer.acknowledged.size)
      throw new Error(`${own.letters.length} letters of ${writer.acknowledged.size} are read at the desk.`);
    const refused = await fetch(origin + path, { headers: { ...elsewhere } });
    if (refused.status !== 404) read += 1;
    const { nonce } = await until(ask, "/api/words/challenge", { body: { address: keys.address } });
    const signature = await signChallenge(stranger.keys.signing.privateKey, {
      ...{ purpose: "begin-visit", address: keys.address },
      nonce: fromBase64Url(nonce),
    });
    const begun = await fetch(`${origin}/api/words/session`, {
      method: "POST",
      headers: { origin, "content-type": "application/json" },
      body: JSON.stringify({ address: keys.address, nonce, signature }),
    });
    if (begun.ok) read += 1;
  }
  const authorization = await beginVisit(ask, stranger.keys);
  const mailbox = await until(ask, "/api/door/letters", { headers: { authorization } });
  const own = await until(ask, `/api/inbox/${stranger.keys.address}`, { headers: answerer.session });
  if (JSON.stringify(mailbox.letters) !== JSON.stringify(own.letters)) read += 1;
  return read;
}
