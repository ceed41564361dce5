import type { Transaction } from "../../../core/db/index.ts";

/** Carries out a creation once for each Idempotency-Key of the request (core/http/once), in its own transaction. */
export type Once = <T extends Record<string, unknown>>(
  tx: Transaction,
  actor: string,
  work: () => Promise<T>,
) => Promise<T>;
