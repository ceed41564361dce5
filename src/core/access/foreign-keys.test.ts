import { Client, DatabaseError } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../db/testing.ts";
import { idFor, secretOf } from "./proving/rows.ts";
import { loadScene, SCENE } from "./proving/scene.ts";

/**
 * A foreign key is checked past row-level security: an insert that names a hidden row goes through where one that names
 * nothing is refused, and so it tells what exists. So in each table into which a role of the server may insert, every
 * reference to hidden things is decided by the policy first. The table of rows is by hand; that it names every such table
 * and reference is asked of the catalogue.
 *
 * Seen to fail: with `lead_member_id` out of the policy of `care.case_file`, as it was.
 */
let database: TestDatabase;
let owner: Client;
const newCaseId = idFor("a case without a file");
const ownKeyId = idFor("a key of our own");
const hiddenKeyId = idFor("a key of theirs");
const mailbox = Buffer.alloc(16, 7);
const hiddenMailbox = Buffer.alloc(16, 9);
const hiddenProtocolId = idFor("an agreement of theirs");

interface Row {
  readonly as: "leeward_member" | "leeward_supervisor";
  /** A row that is taken, by column. */
  readonly good: Readonly<Record<string, unknown>>;
  /** What each reference could name that this member may not see; null: the table referred to is open to everyone. */
  readonly hidden: Readonly<Record<string, string | Buffer | null>>;
}

const { caseId, foreignCaseId, caseworker, supervisor, investigator, ngo, police, protocolId } = SCENE;
const PUBLISHED = {
  ...{
    agency_id: ngo.id,
    kind: "service",
    id: idFor("service"),
    name: "x",
    content: "{}",
    words: "",
  },
  ...{
    terms: "{}",
    taxonomies: "{}",
    needs: "{}",
    languages: "{}",
    places: "{}",
    postcodes: "{}",
    welcome: "{}",
  },
};
const ROWS: Readonly<Record<string, Row>> = {
  "care.case_file": {
    as: "leeward_member",
    good: { id: newCaseId, alias: "Heron 7", state: "contact", lead_member_id: caseworker.id },
    // who holds the case is filled in by a trigger, whatever is said; agencies are open to every member
    hidden: { id: foreignCaseId, lead_member_id: investigator.id, holder_agency_id: null },
  },
  "care.clock": {
    as: "leeward_member",
    good: {
      case_id: caseId,
      what: "consent-review",
      started_at: new Date(),
      due_at: new Date(Date.now() + 86_400_000),
      basis: "test",
      member_id: caseworker.id,
    },
    hidden: {
      case_id: foreignCaseId,
      member_id: investigator.id,
      done_by: investigator.id,
      holder_agency_id: null,
    },
  },
  "care.draft_key": {
    as: "leeward_member",
    good: { case_id: caseId, category: "needs-and-risk", member_id: caseworker.id, key: Buffer.alloc(32) },
    hidden: { case_id: foreignCaseId, category: null, member_id: investigator.id },
  },
  "care.import": {
    as: "leeward_member",
    good: {
      id: idFor("import"),
      agency_id: ngo.id,
      imported_by: caseworker.id,
      file_sha256: Buffer.alloc(32, 1),
      row_count: 1,
      imported_count: 1,
      refused: "[]",
    },
    hidden: { agency_id: police.id, imported_by: investigator.id },
  },
  "care.section": {
    as: "leeward_member",
    good: {
      case_id: caseId,
      category: "account",
      version: 1,
      based_on: 0,
      data_key_id: ownKeyId,
      ciphertext: Buffer.alloc(64, 1),
      written_by: caseworker.id,
    },
    hidden: {
      case_id: foreignCaseId,
      data_key_id: hiddenKeyId,
      written_by: investigator.id,
      category: null,
    },
  },
  "care.state_change": {
    as: "leeward_member",
    good: { case_id: caseId, to_state: "contact", changed_by: caseworker.id },
    hidden: { case_id: foreignCaseId, changed_by: investigator.id },
  },
  "door.draft_key": {
    as: "leeward_member",
    good: { member_id: caseworker.id, what: "note", mailbox, key: Buffer.alloc(32) },
    hidden: { member_id: investigator.id, mailbox: hiddenMailbox },
  },
  "directory.record": {
    as: "leeward_member",
    good: { agency_id: ngo.id, kind: "service", id: idFor("service"), position: 0, content: "{}" },
    hidden: {},
  },
  "directory.public_entry": {
    as: "leeward_member",
    good: { ...PUBLISHED, id: idFor("another service") },
    hidden: {},
  },
  "directory.opening": {
    as: "leeward_member",
    good: { agency_id: ngo.id, service_id: PUBLISHED.id, week: "{[0,60)}", valid: "[,)" },
    // The reference names the agency too, so that it finds the agency's own services alone.
    hidden: { agency_id: police.id, kind: null, service_id: null },
  },
  "access.protocol_draft": {
    as: "leeward_supervisor",
    good: {
      id: idFor("draft"),
      protocol_id: protocolId,
      agency_id: ngo.id,
      terms: "{}",
      updated_by: supervisor.id,
    },
    hidden: { protocol_id: hiddenProtocolId, agency_id: police.id, updated_by: investigator.id },
  },
};

beforeAll(async () => {
  database = await testDatabase();
  owner = new Client({ connectionString: database.connectionString });
  await owner.connect();
  await loadScene(owner, Date.now());
  await owner.query("insert into access.case_record (id, holder_agency_id, person_id) values ($1, $2, $3)", [
    newCaseId,
    ngo.id,
    SCENE.personId,
  ]);
  const published = Object.entries(PUBLISHED);
  await owner.query(
    `insert into directory.public_entry (${published.map(([name]) => name).join(", ")})
     values (${published.map((_, nth) => `$${nth + 1}`).join(", ")})`,
    published.map(([, value]) => value),
  );
  await owner.query(
    "update keys.data_key set closed_at = now() where case_id = $1 and category = 'account'",
    [caseId],
  );
  await owner.query(
    "insert into keys.data_key (id, case_id, category) values ($1, $2, 'account'), ($3, $4, 'account')",
    [ownKeyId, caseId, hiddenKeyId, foreignCaseId],
  );
  await owner.query(
    `with made (address, agency_id) as (values ($1::bytea, $2::uuid), ($3::bytea, $4::uuid)),
      words as (insert into identity.words (address, reading_key, signing_key)
        select address, gen_random_bytes(32), gen_random_bytes(32) from made)
     insert into door.mailbox (address, agency_id) select address, agency_id from made`,
    [mailbox, ngo.id, hiddenMailbox, police.id],
  );
  await owner.query(
    "insert into access.protocol (id, title, legal_basis, retention_days, onward_rule, status, in_force_from, in_force_until) select $1, 'Theirs', legal_basis, retention_days, onward_rule, status, in_force_from, in_force_until from access.protocol where id = $2",
    [hiddenProtocolId, protocolId],
  );
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

/** "taken", or everything that a refusal tells. The insert is undone. */
async function insert(
  table: string,
  { as, good }: Row,
  changed: Record<string, string | Buffer> = {},
): Promise<string> {
  const row = { ...good, ...changed };
  const who = as === "leeward_supervisor" ? supervisor : caseworker;
  await owner.query("begin");
  try {
    await owner.query(`set local role ${as}`);
    await owner.query("select access.open_member_context($1, $2)", [
      secretOf(SCENE.sessionOf(who)),
      as === "leeward_supervisor" ? null : "support",
    ]);
    const columns = Object.keys(row);
    await owner.query(
      `insert into ${table} (${columns.join(", ")}) values (${columns.map((_, nth) => `$${nth + 1}`).join(", ")})`,
      Object.values(row),
    );
    await owner.query("set constraints all immediate");
    return "taken";
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    const { code, message, detail, constraint } = error;
    const ids = /[0-9a-f]{8}-[0-9a-f-]{27}/g;
    return JSON.stringify({ code, message, detail, constraint }).replaceAll(ids, "an id");
  } finally {
    await owner.query("rollback");
  }
}

const listed = async (query: string): Promise<string[]> =>
  (await owner.query({ text: query, rowMode: "array" })).rows.map(([one]) => String(one)).sort();

describe("an insert that names a row which its writer may not see", () => {
  it("is tried in every table into which a role of the server may insert, by every reference", async () => {
    const tables = await listed(`select distinct c.oid::regclass from pg_class c
      join pg_namespace n on n.oid = c.relnamespace cross join pg_roles r
      where r.rolname in ('leeward_visitor', 'leeward_person', 'leeward_member', 'leeward_supervisor', 'leeward_auditor')
        and c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'graphile_worker')
        and has_any_column_privilege(r.oid, c.oid, 'insert')`);
    expect(tables).toEqual(Object.keys(ROWS).sort());
    const references = await listed(`select c.conrelid::regclass || '.' || a.attname from pg_constraint c
      join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any (c.conkey)
      where c.contype = 'f' and c.conrelid::regclass::text in (${tables.map((name) => `'${name}'`).join(", ")})`);
    const byHand = Object.entries(ROWS).flatMap(([table, { hidden }]) =>
      Object.keys(hidden).map((column) => `${table}.${column}`),
    );
    expect(references).toEqual(byHand.sort());
  });

  for (const [table, row] of Object.entries(ROWS)) {
    it(`is answered in ${table} as if that row did not exist`, async () => {
      expect(await insert(table, row), "a good row is taken, so that the others say something").toBe("taken");
      for (const [column, hidden] of Object.entries(row.hidden)) {
        if (hidden === null) continue;
        const nothing = typeof hidden === "string" ? idFor("nobody and nothing") : Buffer.alloc(16, 1);
        const [seen, unseen] = [
          await insert(table, row, { [column]: hidden }),
          await insert(table, row, { [column]: nothing }),
        ];
        expect(seen, column).toBe(unseen);
        expect(seen, column).toContain("42501");
      }
    });
  }
});
