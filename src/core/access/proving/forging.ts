import { Client, DatabaseError } from "pg";
import { secretOf } from "./rows.ts";
import { SCENE } from "./scene.ts";

/** SQL that someone smuggles into a request; it gains something if its last statement returns a row. */
export interface Attempt {
  readonly name: string;
  /** Whose request it is: the context is opened before, with a secret that the smuggled SQL does not know. */
  readonly within: "member" | "person" | "visitor" | "nothing";
  readonly sql: readonly string[];
}

/** The login of the running server, not the owner of the database. */
export const asServer = (connectionString: string): string =>
  connectionString.replace("user=postgres", "user=leeward_server");

const secret = (id: string): string => `'\\x${secretOf(id).toString("hex")}'`;
const ownSecret = secret(SCENE.sessionOf(SCENE.caseworker));
const badVoucher = "'\\x00'::bytea";

/** Becoming another role by either way of saying so, and then looking at something of that role's. */
const becoming = (role: string, look: string): Attempt[] =>
  (["member", "person"] as const).flatMap((within) => [
    { name: `${within} sets role ${role}: ${look}`, within, sql: [`set local role ${role}`, look] },
    {
      name: `${within} sets the setting role to ${role}: ${look}`,
      within,
      sql: [`select set_config('role', '${role}', true)`, look],
    },
  ]);

const READS: readonly (readonly [name: string, sql: string])[] = [
  ["wraps of keys", "select 1 from keys.wrap"],
  ["hashes of passwords", "select password_hash from identity.member"],
  ["secrets of second factors", "select second_factor_sealed from identity.member"],
  ["hashes of sessions", "select secret_hash from identity.session"],
  ["hashes of visits", "select secret_hash from identity.words_session"],
  ["addresses of words", "select address from identity.words"],
  ["recovery codes", "select code_hash from identity.recovery_code"],
  ["the server's secret", "select vouching from installation.server_secret"],
  ["contexts", "select 1 from access.context"],
];

const WRITES: readonly (readonly [name: string, sql: string])[] = [
  [
    "records an act that nobody did",
    `select ledger.record('case.erased', '{"by": "nobody"}', '${SCENE.caseId}', '${SCENE.ngo.id}')`,
  ],
  [
    "puts an entry into the ledger",
    "insert into ledger.entry (kind, content) values ('case.erased', '{}') returning 1",
  ],
  ["rewrites an entry", "update ledger.entry set content = '{}' returning 1"],
  ["removes an entry", "delete from ledger.entry returning 1"],
  ["tells a desk what did not happen", "select events.emit('case.erased', null, '{}')"],
];

/** What injected SQL could try from within a member's, a person's or nobody's request. */
export const ATTEMPTS: readonly Attempt[] = [
  ...becoming("leeward_supervisor", "select 1 from identity.agency where root_key_sealed is not null"),
  ...becoming("leeward_supervisor", "select 1 from identity.invitation"),
  ...becoming("leeward_supervisor", "select 1 from identity.member"),
  ...becoming("leeward_auditor", "select 1 from ledger.list_entries(null, null, 1)"),
  ...becoming("leeward_clock_worker", "select access.end_dead_shares()"),
  ...becoming("leeward_sequencer", "select content from ledger.entry"),
  ...becoming("postgres", "select 1 from keys.wrap"),
  ...becoming("none", "select 1 from access.case_record"),
  {
    name: "member becomes the person",
    within: "member",
    sql: ["set local role leeward_person", "select 1 from access.consent"],
  },
  {
    name: "member becomes the person and looks at sections",
    within: "member",
    sql: ["set local role leeward_person", "select 1 from care.section"],
  },
  {
    name: "person becomes a member",
    within: "person",
    sql: ["set local role leeward_member", "select 1 from access.case_record"],
  },
  {
    name: "member resets the role",
    within: "member",
    sql: ["reset role", "select 1 from access.case_record"],
  },
  {
    name: "member resets everything",
    within: "member",
    sql: ["reset all", "reset role", "select 1 from access.case_record"],
  },
  {
    name: "member becomes the owner's session",
    within: "member",
    sql: ["set session authorization postgres", "select 1 from keys.wrap"],
  },
  {
    name: "member turns row security off",
    within: "member",
    sql: ["set local row_security = off", "select 1 from access.share"],
  },
  {
    name: "member takes row security from a table",
    within: "member",
    sql: ["alter table access.share disable row level security", "select 1 from access.share"],
  },
  {
    name: "member forges a context",
    within: "member",
    sql: ["update access.context set agency_id = gen_random_uuid() returning 1"],
  },
  {
    name: "member puts a context",
    within: "member",
    sql: ["select 1 from (select access.put_context(null)) p"],
  },
  {
    name: "visitor forges a context",
    within: "visitor",
    sql: ["insert into access.context select returning 1"],
  },
  {
    name: "member opens another member's context without their secret",
    within: "member",
    sql: [`select 1 from access.open_member_context('\\x00', 'oversight') c where c.session_id is not null`],
  },
  {
    name: "member opens a supervisor's context with their own secret",
    within: "member",
    sql: [
      "set local role leeward_supervisor",
      `select 1 from access.open_member_context(${ownSecret}, null)`,
      "select 1 from identity.invitation",
    ],
  },
  {
    name: "member opens an auditor's context with their own secret",
    within: "member",
    sql: [
      "set local role leeward_auditor",
      `select 1 from access.open_member_context(${ownSecret}, null)`,
      "select 1 from ledger.list_entries(null, null, 1)",
    ],
  },
  {
    name: "visitor begins a session for a member",
    within: "visitor",
    sql: [
      `select identity.begin_session('${SCENE.supervisor.id}', sha256('x'), 'full', now() + interval '1 day', '-', null, ${badVoucher})`,
    ],
  },
  {
    name: "visitor begins a visit to someone's file",
    within: "visitor",
    sql: [
      `select identity.begin_words_session('\\x${SCENE.address}', sha256('x'), now() + interval '1 day', ${badVoucher})`,
    ],
  },
  {
    name: "visitor finds the hash of a password",
    within: "visitor",
    sql: [
      `select 1 from identity.find_sign_in('${SCENE.supervisor.id}@example.org', ${badVoucher}) s where s.member_id is not null`,
    ],
  },
  {
    name: "member lists who may read a case of another agency",
    within: "member",
    sql: [`select 1 from unnest(keys.readers('${SCENE.foreignCaseId}', 'contact'))`],
  },
  {
    name: "member catches an owner's function by a temporary type",
    within: "member",
    sql: [
      "create table pg_temp.caught (who text)",
      "grant all on pg_temp.caught to public",
      `create function pg_temp.catch(v pg_catalog.uuid) returns boolean language plpgsql as
         'begin if current_user not like ''leeward%'' then insert into pg_temp.caught values (current_user); end if; return true; end'`,
      "create domain pg_temp.uuid as pg_catalog.uuid check (pg_temp.catch(value))",
      `do $x$ begin perform keys.add_wrap(d.id, '${SCENE.shelter.id}', 1, '\\x00') from keys.data_key d; exception when others then null; end $x$`,
      "select 1 from pg_temp.caught",
    ],
  },
  ...WRITES.flatMap(([what, sql]) =>
    (["member", "person", "visitor", "nothing"] as const).map((within) => ({
      name: `${within} ${what}`,
      within,
      sql: [sql],
    })),
  ),
  ...READS.flatMap(([what, sql]) =>
    (["member", "person", "visitor", "nothing"] as const).map((within) => ({
      name: `${within} reads ${what}`,
      within,
      sql: [sql],
    })),
  ),
];

const OPENINGS: Readonly<Record<Attempt["within"], readonly string[]>> = {
  member: [
    "set local role leeward_member",
    `select 1 from access.open_member_context(${ownSecret}, 'support') c where c.session_id is not null`,
  ],
  person: [
    "set local role leeward_person",
    `select 1 from access.open_person_context(${secret(SCENE.visitId)}) c where c.session_id is not null`,
  ],
  visitor: ["set local role leeward_visitor"],
  nothing: [],
};

/** What the database says to those who may not: no privilege; not a member of that role. */
const REFUSED = new Set(["42501", "0LP01"]);

/**
 * Makes every attempt on one connection of the server's login, each in a transaction that is rolled back.
 *
 * @returns the names of those that gained something
 * @throws any error of the database that is not a refusal: such an attempt would prove nothing
 */
export async function findGains(connectionString: string): Promise<string[]> {
  const client = new Client({ connectionString: asServer(connectionString) });
  await client.connect();
  const gains: string[] = [];
  try {
    for (const attempt of ATTEMPTS) if (await hasGained(client, attempt)) gains.push(attempt.name);
    if (await outlivesTransaction(client)) gains.push("a context outlives its transaction");
    if (await outlivesRollback(client))
      gains.push("a context outlives the part of a transaction that opened it");
  } finally {
    await client.end();
  }
  return gains;
}

async function hasGained(client: Client, { within, sql, name }: Attempt): Promise<boolean> {
  await client.query("begin");
  try {
    for (const opening of OPENINGS[within]) {
      const opened = await client.query(opening);
      if (opening.startsWith("select") && opened.rowCount !== 1) throw new Error(`no context for: ${name}`);
    }
    let rows = 0;
    for (const statement of sql) rows = (await client.query(statement)).rowCount ?? 0;
    return rows > 0;
  } catch (error) {
    if (error instanceof DatabaseError && REFUSED.has(error.code ?? "")) return false;
    throw new Error(`The attempt “${name}” failed for another reason than a refusal.`, { cause: error });
  } finally {
    await client.query("rollback");
  }
}

const IS_PARTY = `select 1 where access.is_party('${SCENE.caseId}')`;

async function outlivesTransaction(client: Client): Promise<boolean> {
  await client.query("begin");
  for (const opening of OPENINGS.member) await client.query(opening);
  const within = await client.query(IS_PARTY);
  await client.query("commit");
  if (within.rowCount !== 1) throw new Error("the holder is party while the context is open");
  await client.query("begin");
  await client.query("set local role leeward_member");
  // A transaction that writes has a number of its own, so that nothing is compared with nothing.
  await client.query("select pg_current_xact_id()");
  const after = await client.query(IS_PARTY);
  await client.query("rollback");
  return after.rowCount !== 0;
}

async function outlivesRollback(client: Client): Promise<boolean> {
  await client.query("begin; set local role leeward_member; savepoint before");
  await client.query(`select 1 from access.open_member_context(${ownSecret}, 'support')`);
  await client.query("rollback to savepoint before; set local role leeward_member");
  const after = await client.query(IS_PARTY);
  await client.query("rollback");
  return after.rowCount !== 0;
}
