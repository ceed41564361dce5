import type { FastifyRequest } from "fastify";
import type { Transaction } from "../../core/db/index.ts";
import { once } from "../../core/http/index.ts";

/** Runs a creation once for each key of one actor; see `core/http/once`. */
export type Once = <T extends Record<string, unknown>>(
  tx: Transaction,
  actor: string,
  work: () => Promise<T>,
) => Promise<T>;

export const onceFor =
  (request: FastifyRequest): Once =>
  (tx, actor, work) =>
    once(tx, request, actor, work);
