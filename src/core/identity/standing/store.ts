import { sql } from "kysely";
import type { Transaction } from "../../db/index.ts";

type Query = { execute(tx: Transaction): Promise<{ rows: { outcome: string }[] }> };
const outcomeOf = async (query: Query, tx: Transaction): Promise<string> =>
  (await query.execute(tx)).rows[0]?.outcome ?? "unknown";

/** @returns `done`, `own` or `unknown` */
export const suspendMember = (tx: Transaction, memberId: string): Promise<string> =>
  outcomeOf(sql<{ outcome: string }>`select identity.suspend_member(${memberId}) as outcome`, tx);

/** What a supervisor proposes about a colleague, for a second one here or in the agency that they name. */
export interface ProposedStanding {
  readonly id: string;
  readonly memberId: string;
  readonly secondAgencyId: string | null;
}

/** @returns `waits`, `unknown` or `forgotten` */
export const proposeReturn = (tx: Transaction, proposed: ProposedStanding): Promise<string> =>
  outcomeOf(
    sql<{ outcome: string }>`select identity.propose_return(${proposed.id}, ${proposed.memberId},
      ${proposed.secondAgencyId}) as outcome`,
    tx,
  );

/** @returns `waits`, `done`, `unknown`, `same`, `roles` or `last` */
export const proposeRoles = (
  tx: Transaction,
  proposed: ProposedStanding & { readonly roles: readonly string[] },
): Promise<string> =>
  outcomeOf(
    sql<{ outcome: string }>`select identity.propose_roles(${proposed.id}, ${proposed.memberId},
      ${proposed.roles}::text[], ${proposed.secondAgencyId}) as outcome`,
    tx,
  );

/**
 * @param until `YYYY-MM-DD`
 * @returns `done`, `own`, `unknown` or `limits`
 */
export const setTraining = (tx: Transaction, memberId: string, until: string): Promise<string> =>
  outcomeOf(
    sql<{ outcome: string }>`select identity.set_training(${memberId}, ${until}::date) as outcome`,
    tx,
  );

/** The acts for which training must count, by name. */
export async function listTrainedActs(tx: Transaction): Promise<string[]> {
  const rows = await tx.selectFrom("identity.trained_act").select("name").orderBy("name").execute();
  return rows.map(({ name }) => name);
}

export async function nameSession(tx: Transaction, sessionId: string, name: string): Promise<boolean> {
  const named = await tx
    .updateTable("identity.session")
    .set({ device_name: name })
    .where("id", "=", sessionId)
    .where("ended_at", "is", null)
    .executeTakeFirst();
  return named.numUpdatedRows === 1n;
}

export async function endOtherSessions(tx: Transaction, keptSessionId: string): Promise<void> {
  await tx
    .updateTable("identity.session")
    .set({ ended_at: sql<Date>`now()` })
    .where("id", "<>", keptSessionId)
    .where("ended_at", "is", null)
    .execute();
}
