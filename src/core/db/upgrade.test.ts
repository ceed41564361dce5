import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { x25519Agreement } from "../keys/agreement.ts";
import { makeSealKeys } from "../keys/seal.ts";
import { decryptSection, encryptSection, wrapDataKey } from "../keys/wrap.ts";
import { ManyOpenings } from "../keys/wrap-many.ts";
import { testRandom } from "../testing.ts";
import { type MigrationMark, migrate } from "./migrate.ts";
import { emptyDatabase, type TestDatabase, testDatabase } from "./testing.ts";

/** What a database of the first release was migrated to: every migration up to this day. A house that was used: `src/upgrade.test.ts`. */
const RELEASED_BEFORE = "20261124";

let released: MigrationMark[];
let place: TestDatabase;
let owner: Client;

beforeAll(async () => {
  const newest = await testDatabase();
  const client = new Client({ connectionString: newest.connectionString });
  await client.connect();
  const { rows } = await client.query<MigrationMark>(
    "select name, sha256 from installation.migration order by name",
  );
  released = rows.filter(({ name }) => name < RELEASED_BEFORE);
  expect(released.length).toBeGreaterThan(10);
  expect(rows.length, "this version has more").toBeGreaterThan(released.length);
  await client.end();
  await newest.drop();
});
beforeEach(async () => {
  place = await emptyDatabase();
  await migrate({ connectionString: place.connectionString, exactly: released });
  owner = new Client({ connectionString: place.connectionString });
  await owner.connect();
});
afterEach(async () => {
  await owner.end();
  await place.drop();
});

const rows = async (text: string, ...values: unknown[]) => (await owner.query(text, values)).rows;
const applied = async (): Promise<string[]> =>
  (await rows("select name from installation.migration order by name")).map(({ name }) => name);
const up = () => migrate({ connectionString: place.connectionString });

/** A house as the first release would have left it; returns how the section of its case opens. */
async function fill(): Promise<() => Promise<string>> {
  const [agency] = await rows(
    "insert into identity.agency (name, kind) values ('Harbour', 'ngo') returning id",
  );
  const [other] = await rows(
    "insert into identity.agency (name, kind) values ('Shelter', 'shelter') returning id",
  );
  const key = await makeSealKeys(testRandom);
  await rows(
    "insert into keys.agency_key (agency_id, version, public_key) values ($1, 1, $2)",
    agency.id,
    Buffer.from(key.publicKey),
  );
  const [member] = await rows(
    "insert into identity.member (agency_id, email, display_name, password_hash) values ($1, 'ines@harbour.example', 'Ines', '-') returning id",
    agency.id,
  );
  const [person] = await rows("insert into identity.person default values returning id");
  const caseId = randomUUID();
  const dataKeyId = randomUUID();
  await rows(
    "insert into access.case_record (id, holder_agency_id, person_id) values ($1, $2, $3)",
    caseId,
    agency.id,
    person.id,
  );
  await rows("insert into care.case_file (id, alias, state) values ($1, 'Heron 12', 'contact')", caseId);
  const dataKey = testRandom(32);
  const where = { dataKeyId, caseId, category: "contact", agencyId: agency.id, agencyKeyVersion: 1 } as const;
  await rows(
    "insert into keys.data_key (id, case_id, category) values ($1, $2, 'contact')",
    dataKeyId,
    caseId,
  );
  await rows(
    "insert into keys.wrap values ($1, $2, 1, $3)",
    dataKeyId,
    agency.id,
    Buffer.from(await wrapDataKey(key.publicKey, dataKey, where, testRandom)),
  );
  const section = { caseId, category: "contact", version: 1, dataKeyId } as const;
  await rows(
    "insert into care.section (case_id, category, version, based_on, data_key_id, ciphertext, written_by) values ($1, 'contact', 1, 0, $2, $3, $4)",
    caseId,
    dataKeyId,
    Buffer.from(await encryptSection(dataKey, new TextEncoder().encode("12 Quay Lane"), section, testRandom)),
    member.id,
  );
  const [protocol] = await rows(
    `insert into access.protocol (title, legal_basis, retention_days, onward_rule, status, in_force_from, in_force_until)
     values ('Shelter', 'Act 12', 365, 'none', 'in-force', now() - interval '1 day', now() + interval '1 year') returning id`,
  );
  for (const party of [agency.id, other.id])
    await rows("insert into access.protocol_party values ($1, $2)", protocol.id, party);
  await rows("insert into access.protocol_scope values ($1, 'contact', 'support')", protocol.id);
  const [consent] = await rows(
    `insert into access.consent (case_id, recipient_agency_id, purpose, given_by, statement, given_in_person_to, expires_at)
     values ($1, $2, 'support', 'person', 'You may.', $3, now() + interval '90 days') returning id`,
    caseId,
    other.id,
    member.id,
  );
  await rows("insert into access.consent_category values ($1, 'contact')", consent.id);
  await rows(
    `insert into access.share (case_id, category, agency_id, purpose, consent_id, protocol_id, expires_at)
     values ($1, 'contact', $2, 'support', $3, $4, now() + interval '60 days')`,
    caseId,
    other.id,
    consent.id,
    protocol.id,
  );
  await rows(
    "select ledger.record('case.opened', jsonb_build_object('caseId', $1::uuid), $1::uuid, $2::uuid)",
    caseId,
    agency.id,
  );
  return async () => {
    const [row] = await rows(
      "select s.ciphertext, w.sealed from care.section s join keys.wrap w using (data_key_id) where s.case_id = $1",
      caseId,
    );
    const opened = await new ManyOpenings(x25519Agreement(key.privateKey)).open(row.sealed, where);
    return new TextDecoder().decode(await decryptSection(opened, row.ciphertext, section));
  };
}

/** What there is, table by table, of the tables that the first release had. */
async function counted(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { name } of await rows(
    `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname in ('access', 'care', 'door', 'identity', 'keys', 'ledger') order by 1`,
  )) {
    counts[name] = (await rows(`select count(*)::int as n from ${name}`))[0].n;
  }
  return counts;
}

describe("an upgrade from the first release", () => {
  it("keeps every row, opens every section, and leaves a live share live", async () => {
    const open = await fill();
    const before = await counted();
    const live = "select access.is_live(s) as live from access.share s";
    expect(await rows(live)).toEqual([{ live: true }]);
    await up();
    const { "identity.role": rolesBefore = 0, ...others } = before;
    const after = await counted();
    expect(after).toMatchObject(others);
    expect(after["identity.role"], "a release may bring roles").toBeGreaterThanOrEqual(rolesBefore);
    expect(await open()).toBe("12 Quay Lane");
    expect(await rows(live)).toEqual([{ live: true }]);
    expect((await rows("select content from ledger.entry where kind = 'case.opened'"))[0].content).toContain(
      "caseId",
    );
    const done = await applied();
    await up();
    expect(await applied(), "a second time does nothing").toEqual(done);
  });

  it("that is cut off leaves what was done whole, the rows readable, and goes on the next time", async () => {
    const open = await fill();
    const blocker = new Client({ connectionString: place.connectionString });
    await blocker.connect();
    await blocker.query("begin; lock table ledger.entry in access share mode");
    const cutOff = up().then(
      () => "done",
      () => "cut off",
    );
    for (let waiting = 0; waiting === 0; ) {
      waiting = (
        await rows(
          `select pg_terminate_backend(l.pid) from pg_locks l join pg_database d on d.oid = l.database
           where not l.granted and d.datname = current_database()`,
        )
      ).length;
      if (waiting === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(await cutOff).toBe("cut off");
    await blocker.query("rollback");
    await blocker.end();
    const half = await applied();
    expect(half.length).toBeLessThan(await countOfAll());
    expect(half.slice(0, released.length)).toEqual(
      expect.arrayContaining(released.map(({ name }) => name).slice(0, 5)),
    );
    expect(await open()).toBe("12 Quay Lane");
    await up();
    expect(await applied()).toHaveLength(await countOfAll());
    expect(await open()).toBe("12 Quay Lane");
  });

  it("is done once, although two processes begin it in the same moment", async () => {
    const open = await fill();
    await Promise.all([up(), up()]);
    expect(await applied()).toHaveLength(await countOfAll());
    expect(await open()).toBe("12 Quay Lane");
  });

  it("is refused for a database that a newer version has migrated", async () => {
    await rows("insert into installation.migration values ('29991231T2359-later', '-')");
    await expect(up()).rejects.toMatchObject({ code: "too-new" });
    expect(await applied()).toHaveLength(released.length + 1);
  });
});

async function countOfAll(): Promise<number> {
  const newest = await testDatabase();
  const client = new Client({ connectionString: newest.connectionString });
  await client.connect();
  try {
    return (await client.query("select count(*)::int as n from installation.migration")).rows[0].n;
  } finally {
    await client.end();
    await newest.drop();
  }
}
