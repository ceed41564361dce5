import { Client } from "pg";
import { testDatabase } from "../../db/testing.ts";
import { clauseLines, DEFINITIONS, definitionOf, replacing } from "./migrations.ts";

/** A change to the database that takes something away from the rule; some check must notice it. */
export interface Mutant {
  readonly name: string;
  /** Statements of the owner. */
  readonly sql: string;
  /**
   * `questions` and `rows`: the drawn worlds, by what is answered and by what is seen. `withdrawal`: wraps after shares
   * ended. `race`: a wrap made while a share ends. `forging`: what injected SQL gains.
   */
  readonly noticedBy: "questions" | "rows" | "withdrawal" | "race" | "forging";
}

const changed = (start: string, ...changes: readonly (readonly [from: string, to: string])[]): string => {
  let definition = definitionOf(start);
  for (const [from, to] of changes) {
    if (!definition.includes(from)) throw new Error(`${start} does not say: ${from}`);
    definition = definition.replaceAll(from, to);
  }
  return replacing(definition);
};

/** Every function of the rule in which `pattern` stands, with `to` in its place. */
const changedEverywhere = (pattern: RegExp, to: string): string =>
  DEFINITIONS.filter((one) => one.startsWith("create function access.") && one.search(pattern) >= 0)
    .map((one) => replacing(one.replaceAll(pattern, to)))
    .join("\n");

const dropClauses = (): Mutant[] =>
  clauseLines().map(({ clause, without }) => ({
    name: `without clause ${clause}`,
    sql: replacing(without),
    noticedBy: "questions",
  }));

const NAMED: readonly Mutant[] = [
  {
    name: "expiry skipped",
    sql: changedEverywhere(/\b[a-z]\.(expires_at|in_force_until) > now\(\)/g, "true"),
    noticedBy: "questions",
  },
  {
    name: "the clock is a year behind",
    sql: changedEverywhere(/\bnow\(\)/g, "(now() - interval '1 year')"),
    noticedBy: "questions",
  },
  {
    name: "purpose ignored",
    sql: changedEverywhere(/^.*-- clause: (role|share|consent|order|glass)-purpose$\n/gm, ""),
    noticedBy: "questions",
  },
  {
    name: "a refusal reveals the case to one who is no party",
    sql: changed("access.refusal", [
      "    when not access.is_party(wanted_case) then null -- a member of no party, or no case at all: told nothing\n",
      "",
    ]),
    noticedBy: "questions",
  },
  {
    name: "everyone is party",
    sql: changed("access.is_party", ["else false", "else true"], ["s.case_id = wanted_case and ", ""]),
    noticedBy: "questions",
  },
  {
    name: "a refusal tells a withdrawal as an end",
    sql: changed("access.refusal", [
      "    when exists (select 1 from mine where withdrawn) then 'withdrawn'\n",
      "",
    ]),
    noticedBy: "questions",
  },
  {
    name: "a refused look leaves no trace",
    sql: changed("keys.take", [
      "  if taken.clause is null and taken.refusal is null then",
      "  if taken.clause is null then",
    ]),
    noticedBy: "questions",
  },
  {
    name: "a look of no party leaves a trace",
    sql: changed("keys.take", [
      "  if taken.clause is null and taken.refusal is null then",
      "  if wanted_case is null then",
    ]),
    noticedBy: "questions",
  },
  {
    name: "the wrap is handed out though reading is refused",
    sql: changed("keys.take", ["  if taken.outcome = 'read' and wanted_key", "  if wanted_key"]),
    noticedBy: "questions",
  },
  {
    name: "the wrap of another case is handed out",
    sql: changed("keys.take", [" and d.case_id = wanted_case", ""]),
    noticedBy: "questions",
  },
  {
    name: "the wrap of another category is handed out",
    sql: changed("keys.take", [" and d.category = wanted_category", ""]),
    noticedBy: "questions",
  },
  {
    name: "a look forgets the order that a court keeps quiet",
    sql: changed("keys.take", ["taken.refusal, order_id, entry", "taken.refusal, null, entry"]),
    noticedBy: "questions",
  },
  {
    name: "a look forgets the role",
    sql: changed("keys.take", ["order by v.role is null, r.role", "order by r.role desc"]),
    noticedBy: "questions",
  },
  {
    name: "an agency whose share ended follows the journey",
    sql: changed("access.works_on", [" and access.is_live(s)", ""]),
    noticedBy: "rows",
  },
  {
    name: "a guardian in conflict finds the file",
    sql: changed("access.own_cases", ["not g.conflict and ", ""]),
    noticedBy: "rows",
  },
  {
    name: "wrap left behind",
    sql: "drop trigger unwrap_on_share_end on access.share",
    noticedBy: "withdrawal",
  },
  {
    name: "the end of a share leaves the key open",
    sql: changed("keys.unwrap_on_share_end", ["set closed_at = now()", "set closed_at = null"]),
    noticedBy: "withdrawal",
  },
  {
    name: "the end of one share takes the wrap that another share still needs",
    sql: changed("keys.unwrap_on_share_end", ["and s.id <> new.id and access.is_live(s)", "and false"]),
    noticedBy: "withdrawal",
  },
  {
    name: "the end of a share takes everyone's wraps",
    sql: changed("keys.unwrap_on_share_end", ["        and w.agency_id = new.agency_id\n", ""]),
    noticedBy: "withdrawal",
  },
  {
    name: "withdrawing a consent ends only one of its shares",
    sql: changed("access.withdraw_consent", [
      "where consent_id = wanted and ended_at is null",
      "where id = (select s.id from access.share s where s.consent_id = wanted and s.ended_at is null limit 1)",
    ]),
    noticedBy: "withdrawal",
  },
  {
    name: "writers of one case do not queue",
    sql: changed("access.lock_case", ["for no key update", ""]),
    noticedBy: "race",
  },
  {
    name: "a context outlives its transaction",
    sql: changed("access.current_context", ["and c.xid = pg_current_xact_id_if_assigned()", ""]),
    noticedBy: "forging",
  },
  {
    name: "a context counts for every role",
    sql: changed("access.current_context", ["    and c.opened_as = current_setting('role')\n", ""]),
    noticedBy: "forging",
  },
  {
    name: "any secret opens a session",
    sql: changed("access.open_member_context", ["where s.secret_hash = sha256(secret)", "where true"]),
    noticedBy: "forging",
  },
  {
    name: "any member opens a supervisor's context",
    sql: changed("access.open_member_context", ["and not found_context.supervises", "and false"]),
    noticedBy: "forging",
  },
  {
    name: "any member opens an auditor's context",
    sql: changed("access.open_member_context", [
      "and not 'auditor' = any (found_context.roles)",
      "and false",
    ]),
    noticedBy: "forging",
  },
  {
    name: "sessions begin without a voucher",
    sql: changed("identity.is_vouched", ["= voucher", "is not null"]),
    noticedBy: "forging",
  },
  {
    name: "a member may record what they like",
    sql: "grant execute on function ledger.record(text, jsonb, uuid, uuid) to leeward_member",
    noticedBy: "forging",
  },
  {
    name: "owners' functions look for temporary names first",
    sql: "alter function keys.add_wrap(uuid, uuid, int, bytea) set search_path = ''",
    noticedBy: "forging",
  },
];

/** Policies that no drawn world looks at: what is in them is tested where they are used. */
const NOT_IN_THE_WORLDS = [
  "access.protocol_draft",
  "care.ask",
  "care.capacity_question",
  "care.draft_key",
  "care.first_words",
  "care.guardian_naming",
  "care.case_pair",
  "care.import",
  "care.journey",
  "care.lead_offer",
  "access.outside_agency",
  "care.letter_part",
  "care.outside_letter",
  "care.outside_letter_part",
  "care.referral",
  "care.referral_part",
  "care.referral_step",
  "care.step",
  "care.wish",
  "care.words_reset",
  "door.draft_key",
  "keys.holder",
  "keys.holder_alarm",
];

/** Policies on what no world has any of; the test that plays each stands beside it. */
const POLICIES_NOT_IN_THE_WORLDS = [
  "complaints_are_apart", // no clock of a world is a complaint's: src/modules/care/asks.test.ts
];

/** Each policy for reading around a case, opened to everyone: one mutant for each that there is. */
async function openPolicies(client: Client): Promise<Mutant[]> {
  const { rows } = await client.query<{ name: string; at: string }>(`
    select policyname as name, schemaname || '.' || tablename as at from pg_policies
    where (schemaname in ('access', 'care', 'keys') or schemaname = 'ledger' and roles::text ~ 'member|person')
      and cmd = 'SELECT' and qual <> 'true' and roles::text <> '{leeward_auditor}' -- no case in any world is theirs
    order by 2, 1`);
  return rows
    .filter(({ name, at }) => !NOT_IN_THE_WORLDS.includes(at) && !POLICIES_NOT_IN_THE_WORLDS.includes(name))
    .map(({ name, at }) => ({
      name: `policy ${name} of ${at} shows every row`,
      sql: `alter policy ${name} on ${at} using (true)`,
      noticedBy: "rows",
    }));
}

/** Whether a mutant is noticed by a check in a database of its own, where it can be committed. */
export async function isNoticedBy(
  { sql }: Mutant,
  prepare: (owner: Client) => Promise<void>,
  check: (owner: Client, connectionString: string) => Promise<boolean>,
): Promise<boolean> {
  const database = await testDatabase();
  const owner = new Client({ connectionString: database.connectionString });
  await owner.connect();
  try {
    await prepare(owner);
    await owner.query(sql);
    return await check(owner, database.connectionString);
  } finally {
    await owner.end();
    await database.drop();
  }
}

/** All mutants: each clause dropped, each policy opened, and those with a name of their own. */
export const allMutants = async (client: Client): Promise<Mutant[]> => [
  ...dropClauses(),
  ...(await openPolicies(client)),
  ...NAMED,
];

/** Changes the database, asks the drawn worlds, and takes the change back. True when an answer differed. */
export async function isNoticedByWorlds(client: Client, { sql, noticedBy }: Mutant): Promise<boolean> {
  await client.query("begin");
  try {
    await client.query(sql);
    const { rows } = await client.query<{ place: number | null }>(
      "select proving.first_difference($1) as place",
      [noticedBy === "rows"],
    );
    return rows[0]?.place !== null;
  } finally {
    await client.query("rollback");
  }
}
