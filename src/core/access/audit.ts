import { sql } from "kysely";
import { Type } from "typebox";
import type { Transaction } from "../db/index.ts";
import type { House } from "../house.ts";
import type { App } from "../http/index.ts";
import { memberSecret } from "../identity/requests.ts";
import { CLAUSES } from "./clauses.ts";
import { asMember } from "./context.ts";

const PAGE = 100;
const KIND = "^[a-z-]{1,40}\\.[a-z-]{1,40}$";

/**
 * What an auditor reads: the ledger's kinds, times and places, and every rule by which it is decided who may see what.
 * No person, no case: their role in the database has no right to either. Each look is an entry itself.
 */
export function registerAudit(app: App, house: House): void {
  app.get(
    "/api/audit/entries",
    {
      schema: {
        summary: "Entries of the ledger without their content, newest first",
        querystring: Type.Object(
          {
            cursor: Type.Optional(Type.String({ pattern: "^[0-9]{1,18}$" })),
            kind: Type.Optional(Type.String({ pattern: KIND })),
          },
          { additionalProperties: false },
        ),
      },
    },
    async (request) => {
      const { cursor = null, kind = null } = request.query;
      return asAuditor(house, memberSecret(request), async (tx) => {
        const entries = await listEntries(tx, cursor, kind, PAGE + 1);
        const page = entries.slice(0, PAGE);
        return { entries: page, nextCursor: entries.length > PAGE ? (page.at(-1)?.id ?? null) : null };
      });
    },
  );
  app.get(
    "/api/audit/counts",
    { schema: { summary: "How many entries of each kind there are, in fives from twenty on" } },
    async (request) =>
      asAuditor(house, memberSecret(request), async (tx) => ({ kinds: await countKinds(tx) })),
  );
  app.get(
    "/api/audit/rules",
    {
      schema: {
        summary:
          "Every rule: clauses, what roles cover, agreements, and what each role of the database may do",
      },
    },
    async (request) =>
      asAuditor(house, memberSecret(request), async (tx) => ({
        clauses: Object.entries(CLAUSES).map(([name, holds]) => ({ name, holds })),
        coverage: await listCoverage(tx),
        agreements: await listAgreements(tx),
        databaseRoles: await listDatabaseRoles(tx),
        policies: await listPolicies(tx),
        withoutRowSecurity: await listWithoutRowSecurity(tx),
      })),
  );
}

const asAuditor = <T>(house: House, secret: Uint8Array, work: (tx: Transaction) => Promise<T>): Promise<T> =>
  asMember(house.db, secret, null, work, "leeward_auditor");

/** No kind, and an hour for a time, where an entry is about people: one of a kind can be one person. */
async function listEntries(tx: Transaction, before: string | null, kind: string | null, limit: number) {
  const { rows } = await sql<{ id: string; kind: string | null; at: Date; logIndex: string | null }>`
    select id, kind, at, log_index as "logIndex"
    from ledger.list_entries(${before}::bigint, ${kind}::text, ${limit}::int)`.execute(tx);
  return rows;
}

/** In fives from twenty on, with the days of the first and the last; null: fewer. */
async function countKinds(tx: Transaction) {
  const { rows } = await sql<{
    kind: string;
    count: number | null;
    first: string | null;
    last: string | null;
    waiting: number | null;
    /** Whether entries of it say one by one what they are. */
    named: boolean;
  }>`select kind, count, first::text, last::text, waiting, named from ledger.count_kinds()`.execute(tx);
  return rows;
}

async function listCoverage(tx: Transaction) {
  const { rows } = await sql<{ role: string; purpose: string; categories: string[] }>`
    select role, purpose, array_agg(category order by category) as categories
    from access.role_coverage group by role, purpose order by role, purpose`.execute(tx);
  return rows;
}

async function listAgreements(tx: Transaction) {
  const { rows } = await sql<{
    number: number;
    title: string;
    status: string;
    legalBasis: string;
    from: Date;
    until: Date;
    parties: string[];
    scope: { purpose: string; categories: string[] }[];
  }>`
    select p.number, p.title, p.status, p.legal_basis as "legalBasis", p.in_force_from as "from",
      p.in_force_until as until,
      array(select a.name from access.protocol_party y join identity.agency a on a.id = y.agency_id
        where y.protocol_id = p.id order by a.name) as parties,
      (select coalesce(json_agg(json_build_object('purpose', s.purpose, 'categories', s.categories) order by s.purpose), '[]')
        from (select purpose, array_agg(category order by category) as categories from access.protocol_scope z
          where z.protocol_id = p.id group by purpose) s) as scope
    from access.protocol p order by p.number limit 1000`.execute(tx);
  return rows;
}

/** What the database itself says that each role may do; `access.privileges.test` holds it to the list made by hand. */
async function listDatabaseRoles(tx: Transaction) {
  const { rows } = await sql<{ role: string; tables: string[]; calls: string[] }>`
    with ours as (select oid, nspname from pg_namespace where nspname !~ '^pg_' and nspname not in
      ('information_schema', 'public', 'graphile_worker')),
    whole as (
      select x.grantee, o.nspname || '.' || c.relname as thing, lower(x.privilege_type) as may
      from ours o join pg_class c on c.relnamespace = o.oid and c.relkind in ('r', 'p', 'v', 'm', 'S'),
        aclexplode(c.relacl) x
    ), parts as (
      select x.grantee, o.nspname || '.' || c.relname as thing,
        lower(x.privilege_type) || ' (' || string_agg(a.attname, ', ' order by a.attnum) || ')' as may
      from ours o join pg_class c on c.relnamespace = o.oid join pg_attribute a on a.attrelid = c.oid,
        aclexplode(a.attacl) x
      group by 1, 2, x.privilege_type
    ), calls as (
      select x.grantee, o.nspname || '.' || p.proname as name
      from ours o join pg_proc p on p.pronamespace = o.oid, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) x
    )
    select r.rolname as role,
      array(select t.thing || ': ' || string_agg(t.may, '; ' order by t.may)
        from (select * from whole union all select * from parts) t where t.grantee = r.oid group by t.thing order by 1) as tables,
      array(select distinct c.name from calls c where c.grantee = r.oid order by 1) as calls
    from pg_roles r where r.rolname like 'leeward%' order by 1`.execute(tx);
  return rows;
}

async function listPolicies(tx: Transaction) {
  const { rows } = await sql<{
    table: string;
    name: string;
    roles: string[];
    command: string;
    shows: string | null;
    takes: string | null;
  }>`
    select schemaname || '.' || tablename as table, policyname as name, roles::text[] as roles, lower(cmd) as command,
      qual as shows, with_check as takes
    from pg_policies where schemaname not in ('graphile_worker') order by 1, 2`.execute(tx);
  return rows;
}

async function listWithoutRowSecurity(tx: Transaction) {
  const { rows } = await sql<{ name: string }>`
    select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relrowsecurity and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
    order by 1`.execute(tx);
  return rows.map(({ name }) => name);
}
