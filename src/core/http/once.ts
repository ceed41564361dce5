import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { sql } from "kysely";
import type { Transaction } from "../db/index.ts";
import { HttpProblem } from "./problem.ts";

/**
 * Carries out a creation once for each Idempotency-Key: the second request with the same key waits for the first
 * and gets its answer. The key is kept in the act's own transaction, so a crash keeps both or neither.
 *
 * The database keeps neither the key nor a plain hash of the body: a body can hold what is class A or B, and whoever
 * steals a dump could try likely bodies against a hash. The body is hashed under the key, and the key is hashed. The
 * answer is sealed under it too, since one can hold a secret that is told once (the token of an invitation). Who asked is
 * hashed together with the key: by a plain hash, whoever knows a mailbox's address could tell that it was used.
 *
 * @param actor who asks; the same key of two actors is two keys
 * @param work its answer is kept for 48 hours: small, and never what class A or B is
 * @throws HttpProblem `key-needed`, `key-reused`
 */
export async function once<T extends Record<string, unknown>>(
  tx: Transaction,
  request: FastifyRequest,
  actor: string,
  work: () => Promise<T>,
): Promise<T> {
  const [answer] = await onceTogether(tx, [claimOf(request, actor)], async () => [await work()]);
  return answer as T;
}

/** What one request claims by its Idempotency-Key. */
export interface Claim {
  readonly key: string;
  readonly scope: Buffer;
  readonly keptKey: string;
  readonly hash: Buffer;
}

/** @throws HttpProblem `key-needed` */
export function claimOf(request: FastifyRequest, actor: string): Claim {
  const key = request.headers["idempotency-key"];
  if (typeof key !== "string" || !/^[A-Za-z0-9-]{8,100}$/.test(key)) throw new HttpProblem("key-needed");
  return {
    key,
    scope: createHash("sha256").update(`${actor}\n${request.routeOptions.url}\n${key}`).digest(),
    keptKey: createHash("sha256").update(`Idempotency-Key\n${key}`).digest("hex"),
    hash: createHmac("sha256", key)
      .update(JSON.stringify([request.url, request.body ?? null]))
      .digest(),
  };
}

/**
 * The same for creations of several requests in one transaction. Of two with one key the second is refused here, and gets
 * the first one's answer in a transaction of its own.
 *
 * @param work is told the places of the new ones among the claims, and answers for each of them, in that order
 * @returns the answers in the order of the claims
 */
export async function onceTogether<T extends Record<string, unknown>>(
  tx: Transaction,
  claims: readonly Claim[],
  work: (places: readonly number[]) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  const kept = await claimAll(tx, claims);
  const fresh = claims.flatMap((_, place) => (kept.has(place) ? [] : [place]));
  if (fresh.length === 0) return claims.map((claim, place) => openKept<T>(claim, kept.get(place)));
  const made = await work(fresh);
  await keepAll(
    tx,
    fresh.map((place) => claims[place] as Claim),
    made,
  );
  const answers = new Map(fresh.map((place, nth) => [place, made[nth] as T]));
  return claims.map((claim, place) => answers.get(place) ?? openKept<T>(claim, kept.get(place)));
}

interface Kept {
  readonly place: number;
  readonly scope: Buffer | null;
  readonly request_hash: Buffer;
  readonly answer: string | null;
}

/** What was kept for those that are not new. In one order everywhere: no two transactions wait for each other crosswise. */
async function claimAll(tx: Transaction, claims: readonly Claim[]): Promise<ReadonlyMap<number, Kept>> {
  const { rows } = await sql<Kept>`/* kept as claim */
    select t.place::int - 1 as place, c.scope, c.request_hash, c.answer
    from (select * from unnest(${claims.map(({ scope }) => scope)}::bytea[], ${claims.map(({ keptKey }) => keptKey)}::text[],
      ${claims.map(({ hash }) => hash)}::bytea[]) with ordinality as t (scope, kept_key, hash, place)
      order by scope, place offset 0) t,
      lateral http.claim(t.scope, t.kept_key, t.hash) c`.execute(tx);
  return new Map(rows.flatMap((row) => (row.scope ? [[row.place, row]] : [])));
}

async function keepAll(
  tx: Transaction,
  claims: readonly Claim[],
  answers: readonly Record<string, unknown>[],
): Promise<void> {
  const sealed = claims.map(({ key }, nth) => JSON.stringify(sealAnswer(key, answers[nth])));
  await sql`/* kept as keep-answer */
    select http.keep(t.scope, t.kept_key, t.answer)
    from unnest(${claims.map(({ scope }) => scope)}::bytea[], ${claims.map(({ keptKey }) => keptKey)}::text[],
      ${sealed}::jsonb[]) as t (scope, kept_key, answer)`.execute(tx);
}

/** @throws HttpProblem `key-reused` */
function openKept<T>({ key, hash }: Claim, kept: Kept | undefined): T {
  if (!kept?.request_hash.equals(hash) || kept.answer === null) throw new HttpProblem("key-reused");
  return openAnswer<T>(key, kept.answer);
}

const answerKey = (key: string): Buffer => createHmac("sha256", key).update("Leeward kept answer").digest();

function sealAnswer(key: string, answer: unknown): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", answerKey(key), nonce);
  const text = Buffer.concat([cipher.update(JSON.stringify(answer), "utf8"), cipher.final()]);
  return Buffer.concat([nonce, text, cipher.getAuthTag()]).toString("base64url");
}

function openAnswer<T>(key: string, sealed: string): T {
  const bytes = Buffer.from(sealed, "base64url");
  const decipher = createDecipheriv("aes-256-gcm", answerKey(key), bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(-16));
  return JSON.parse(
    Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString("utf8"),
  );
}
