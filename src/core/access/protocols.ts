import { sql } from "kysely";
import type { Transaction } from "../db/index.ts";
import type { House } from "../house.ts";
import type { App } from "../http/index.ts";
import { memberSecret } from "../identity/requests.ts";
import { asMember } from "./context.ts";

/** The agreements between agencies, with their parties and what they cover; open to every member. */
export function registerProtocols(app: App, house: House): void {
  app.get(
    "/api/protocols",
    { schema: { summary: "Agreements, their parties and what they cover" } },
    async (request) =>
      asMember(house.db, memberSecret(request), null, async (tx) => ({ protocols: await listProtocols(tx) })),
  );
}

async function listProtocols(tx: Transaction) {
  const rows = await tx
    .selectFrom("access.protocol as p")
    .select([
      "p.id",
      "p.number",
      "p.title",
      "p.status",
      "p.in_force_from as inForceFrom",
      "p.in_force_until as inForceUntil",
      "p.legal_basis as legalBasis",
      "p.retention_days as retentionDays",
      "p.onward_rule as onwardRule",
      sql<{ id: string; name: string }[]>`(
        select coalesce(json_agg(json_build_object('id', a.id, 'name', a.name) order by a.name), '[]')
        from access.protocol_party y join identity.agency a on a.id = y.agency_id where y.protocol_id = p.id
      )`.as("parties"),
      sql<{ category: string; purpose: string }[]>`(
        select coalesce(json_agg(json_build_object('category', s.category, 'purpose', s.purpose)
          order by s.category, s.purpose), '[]')
        from access.protocol_scope s where s.protocol_id = p.id
      )`.as("scope"),
    ])
    .orderBy("p.number")
    .limit(1000)
    .execute();
  return rows;
}
