import { createHash, createHmac } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { sql } from "kysely";
import type { Transaction } from "../db/index.ts";
import { HttpProblem } from "./problem.ts";

/**
 * Carries out a creation once for each Idempotency-Key: the second request with the same key waits for the first
 * and gets its answer. The key is kept in the act's own transaction, so a crash keeps both or neither.
 *
 * The database keeps neither the key nor a plain hash of the body: a body can hold what is class A or B, and whoever
 * steals a dump could try likely bodies against a hash. The body is hashed under the key, and the key is hashed.
 *
 * @param actor who asks; the same key of two actors is two keys
 * @param work answers with identifiers and codes only, since the answer is kept for 48 hours
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
  const scope = createHash("sha256").update(`${actor}\n${request.routeOptions.url}`).digest();
  const keptKey = createHash("sha256").update(`Idempotency-Key\n${key}`).digest("hex");
  const hash = createHmac("sha256", key)
    .update(JSON.stringify([request.url, request.body ?? null]))
    .digest();
  const { rows } = await sql<{ scope: Buffer | null; request_hash: Buffer; answer: T | null }>`
    select * from http.claim(${scope}, ${keptKey}, ${hash})`.execute(tx);
  const kept = rows[0];
  if (kept?.scope) {
    if (!kept.request_hash.equals(hash) || kept.answer === null) throw new HttpProblem("key-reused");
    return kept.answer;
  }
  const answer = await work();
  await sql`select http.keep(${scope}, ${keptKey}, ${JSON.stringify(answer)})`.execute(tx);
  return answer;
}
