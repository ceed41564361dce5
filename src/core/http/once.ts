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
  const key = request.headers["idempotency-key"];
  if (typeof key !== "string" || !/^[A-Za-z0-9-]{8,100}$/.test(key)) throw new HttpProblem("key-needed");
  const scope = createHash("sha256").update(`${actor}\n${request.routeOptions.url}\n${key}`).digest();
  const keptKey = createHash("sha256").update(`Idempotency-Key\n${key}`).digest("hex");
  const hash = createHmac("sha256", key)
    .update(JSON.stringify([request.url, request.body ?? null]))
    .digest();
  const { rows } = await sql<{ scope: Buffer | null; request_hash: Buffer; answer: string | null }>`
    /* kept as claim */ select * from http.claim(${scope}, ${keptKey}, ${hash})`.execute(tx);
  const kept = rows[0];
  if (kept?.scope) {
    if (!kept.request_hash.equals(hash) || kept.answer === null) throw new HttpProblem("key-reused");
    return openAnswer<T>(key, kept.answer);
  }
  const answer = await work();
  await sql`/* kept as keep-answer */ select http.keep(${scope}, ${keptKey}, ${JSON.stringify(sealAnswer(key, answer))})`.execute(
    tx,
  );
  return answer;
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
