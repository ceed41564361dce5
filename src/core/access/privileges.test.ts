import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../db/testing.ts";
import { OPEN_POLICIES, ROLES_OF_THE_DATABASE, WITHOUT_ROW_SECURITY } from "./proving/roles.ts";

let database: TestDatabase;
let owner: Client;

beforeAll(async () => {
  database = await testDatabase();
  owner = new Client({ connectionString: database.connectionString });
  await owner.connect();
});

afterAll(async () => {
  await owner.end();
  await database.drop();
});

/** The one column of a query, sorted. */
async function listed(query: string, values: unknown[] = []): Promise<string[]> {
  const { rows } = await owner.query({ text: query, values, rowMode: "array" });
  return rows.map(([one]) => String(one)).sort();
}

const OURS = "nspname !~ '^pg_' and nspname <> 'information_schema'";

describe("row-level security", () => {
  it("is on for every table but those that are listed with a reason", async () => {
    const bare = await listed(`select nspname || '.' || relname
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where relkind in ('r', 'p') and not relrowsecurity and ${OURS}`);
    expect(bare).toEqual(Object.keys(WITHOUT_ROW_SECURITY).sort());
  });

  it("shows every row of a table only where that is listed with a reason", async () => {
    const open =
      await listed(`select distinct schemaname || '.' || tablename || ' ' || policyname from pg_policies
      where (qual = 'true' or with_check = 'true') and schemaname <> 'graphile_worker'`);
    expect(open).toEqual(Object.keys(OPEN_POLICIES).sort());
  });

  it("is bypassed by no role of ours, and none inherits, owns or creates anything", async () => {
    const strong = await listed(`select rolname from pg_roles where rolname like 'leeward%'
      and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication
        or (rolcanlogin and rolinherit))`);
    const owning = await listed(`select oid::regclass::text from pg_class
      where relowner in (select oid from pg_roles where rolname like 'leeward%')`);
    expect([...strong, ...owning]).toEqual([]);
  });

  it("is not walked around by a view", async () => {
    const views = await listed(`select nspname || '.' || relname
      from pg_class c join pg_namespace n on n.oid = c.relnamespace where relkind in ('v', 'm') and ${OURS}`);
    expect(views).toEqual(["graphile_worker.jobs"]);
  });
});

describe("the owner's functions", () => {
  it("look for temporary names last, so that no one can put a type or table in their way", async () => {
    const astray = await listed(`select p.oid::regprocedure::text
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where prosecdef and ${OURS} and not coalesce(proconfig, '{}') @> array['search_path=pg_catalog, pg_temp']`);
    expect(astray).toEqual([]);
  });

  it("need not even do so: nobody may make temporary names in a migrated database", async () => {
    const able = await listed(`select rolname from pg_roles
      where rolname like 'leeward%' and has_database_privilege(rolname, 'template_migrated', 'temporary')`);
    expect(able).toEqual([]);
  });
});

/** Privileges on tables and sequences: `select; update (done_at)`, by table. */
const TABLES = `
  with things as (
    select c.oid, nspname || '.' || relname as thing, relacl
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where relkind in ('r', 'p', 'S', 'v', 'm') and nspname <> 'graphile_worker' and ${OURS}
  ), wanted as (
    select coalesce((select oid from pg_roles where rolname = $1), 0) as grantee
  ), granted as (
    select thing, lower(x.privilege_type) as privilege from things, wanted, aclexplode(relacl) x
    where x.grantee = wanted.grantee
    union all
    select thing, lower(x.privilege_type) || ' (' || string_agg(a.attname, ', ' order by a.attnum) || ')'
    from things join pg_attribute a on a.attrelid = things.oid, wanted, aclexplode(a.attacl) x
    where x.grantee = wanted.grantee
    group by thing, x.privilege_type
  )
  select thing || ': ' || string_agg(privilege, '; ' order by privilege) from granted group by thing`;

const CALLS = `
  select distinct nspname || '.' || proname
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace,
    aclexplode(coalesce(proacl, acldefault('f', proowner))) x
  where ${OURS} and nspname not in ('public', 'graphile_worker')
    and x.grantee = coalesce((select oid from pg_roles where rolname = $1), 0)`;

describe("what each role of the database may do", () => {
  it("every role is in the table", async () => {
    const roles = await listed("select rolname from pg_roles where rolname like 'leeward%'");
    expect([...roles, "public"].sort()).toEqual(Object.keys(ROLES_OF_THE_DATABASE).sort());
  });

  for (const [role, { tables, calls }] of Object.entries(ROLES_OF_THE_DATABASE)) {
    it(`${role} touches the tables that are written down, in that way`, async () => {
      const written = Object.entries(tables).map(([table, privileges]) => `${table}: ${privileges}`);
      expect(await listed(TABLES, [role])).toEqual(written.sort());
    });

    it(`${role} calls the functions that are written down`, async () => {
      expect(await listed(CALLS, [role])).toEqual([...calls].sort());
    });
  }

  it("none of them writes an entry of the ledger: functions and triggers do, beside the act that they record", async () => {
    const able = await listed(`select rolname from pg_roles where rolname like 'leeward%' and (
      has_table_privilege(rolname, 'ledger.entry', 'insert, delete, truncate')
      or has_column_privilege(rolname, 'ledger.entry', 'content', 'update')
      or exists (select from pg_proc p where p.pronamespace = 'ledger'::regnamespace and p.proname = 'record'
        and has_function_privilege(rolname, p.oid, 'execute')))`);
    expect(able).toEqual([]);
  });

  it("the logins become the roles of their side of the house, and no others", async () => {
    const becoming = await listed(`select member.rolname || ' -> ' || role.rolname
      from pg_auth_members m join pg_roles role on role.oid = m.roleid join pg_roles member on member.oid = m.member
      where member.rolname like 'leeward%' or role.rolname like 'leeward%'`);
    expect(becoming).toEqual([
      "leeward_server -> leeward_auditor",
      "leeward_server -> leeward_member",
      "leeward_server -> leeward_person",
      "leeward_server -> leeward_supervisor",
      "leeward_server -> leeward_visitor",
      "leeward_worker -> leeward_clock_worker",
      "leeward_worker -> leeward_coder",
      "leeward_worker -> leeward_sequencer",
    ]);
  });
});
