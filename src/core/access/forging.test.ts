import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../db/testing.ts";
import { ATTEMPTS, asServer, findGains } from "./proving/forging.ts";
import { loadScene } from "./proving/scene.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  const owner = new Client({ connectionString: database.connectionString });
  await owner.connect();
  await loadScene(owner, Date.now());
  await owner.end();
});

afterAll(() => database.drop());

describe("SQL that someone smuggles into a request of the running server", () => {
  it(`gains nothing by ${ATTEMPTS.length} attempts: other roles, forged contexts, reset roles, wraps, hashes, secrets`, async () => {
    expect(await findGains(database.connectionString)).toEqual([]);
  });

  it("finds no table, no sequence and no function open to the server's login itself", async () => {
    const client = new Client({ connectionString: asServer(database.connectionString) });
    await client.connect();
    try {
      const { rows } = await client.query(`
        select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname in (${SCHEMAS}) and c.relkind in ('r', 'p', 'v', 'S')
          and has_schema_privilege(n.oid, 'usage')
        union all
        select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where n.nspname in (${SCHEMAS}) and has_function_privilege(p.oid, 'execute')
          and has_schema_privilege(n.oid, 'usage')`);
      expect(rows).toEqual([]);
      const who = await client.query(
        "select session_user, current_user, pg_has_role('leeward_member', 'usage') as has",
      );
      expect(who.rows).toEqual([
        { session_user: "leeward_server", current_user: "leeward_server", has: false },
      ]);
    } finally {
      await client.end();
    }
  });
});

const SCHEMAS = [
  ...[
    "access",
    "care",
    "door",
    "events",
    "graphile_worker",
    "http",
    "identity",
    "installation",
    "keys",
    "ledger",
  ],
]
  .map((name) => `'${name}'`)
  .join(", ");
