import type { Client } from "pg";
import { CATEGORIES, type Category } from "../../src/core/access/context.ts";
import { nameTokensOf } from "../../src/modules/care/name-tokens.ts";
import { nameOf } from "./names.ts";

/**
 * A State's database, made by the owner in whole sets of rows, with triggers and foreign keys off: what the product
 * would have written, some thousand times faster. Identifiers are random, as the product's are; agencies are of unequal
 * size; sections have the sizes of padded documents. `checkFill` then counts what triggers would have kept.
 */

/** How many versions each category of a case has: 15 sections, or 3 where a million cases are to fit. */
const SHAPES: Readonly<Record<15 | 3, Readonly<Partial<Record<Category, number>>>>> = {
  15: {
    identity: 1,
    contact: 3,
    account: 2,
    health: 1,
    "needs-and-risk": 3,
    status: 2,
    "work-and-documents": 1,
    money: 1,
    justice: 1,
  },
  3: { identity: 1, contact: 1, "needs-and-risk": 1 },
};
export type SectionsACase = keyof typeof SHAPES;
/** Of a padded document under AES-256-GCM: 256, 512 or 1,024 bytes and 29. */
const SIZES: Readonly<Partial<Record<Category, number>>> = { account: 1_053, "needs-and-risk": 541 };
const SMALLEST = 285;
const WRAP_BYTES = 80;

const FILLED = [
  "access.case_record",
  "access.consent",
  "access.consent_category",
  "access.share",
  "access.access_entry",
  "care.case_file",
  "care.state_change",
  "care.section",
  "care.section_head",
  "care.clock",
  "care.name_token",
  "keys.data_key",
  "keys.wrap",
  "ledger.entry",
] as const;

export interface FilledAgencyMembers {
  readonly agencyId: string;
  readonly members: readonly string[];
}

/**
 * Fills the database with `cases` cases of these agencies, the first ones larger.
 *
 * @param secret `Secrets.names`
 */
export async function fill(
  owner: Client,
  agencies: readonly FilledAgencyMembers[],
  protocolId: string,
  { cases, sections }: { readonly cases: number; readonly sections: SectionsACase },
  secret: Uint8Array,
  say: (line: string) => void,
): Promise<void> {
  const run = async (what: string, text: string, values: readonly unknown[] = []) => {
    const started = performance.now();
    const { rowCount } = await owner.query(text, [...values]);
    say(`${what}: ${rowCount ?? 0} rows in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  };
  await owner.query("set session_replication_role = replica");
  await owner.query("set synchronous_commit = off");
  await owner.query("set work_mem = '256MB'");
  await owner.query("set maintenance_work_mem = '1GB'");
  const indexes = await dropIndexes(owner);
  await owner.query("create schema if not exists bench");
  await drawCases(owner, agencies, cases, run);
  await fillCases(run);
  await fillShares(run, protocolId);
  await fillSections(run, sections);
  await fillNames(owner, agencies, secret, run);
  await fillLedger(run, sections);
  for (const { name, made } of indexes) await run(`index ${name}`, made);
  await owner.query("set session_replication_role = origin");
  await run("analyze", "vacuum (analyze)");
}

type Run = (what: string, text: string, values?: readonly unknown[]) => Promise<void>;

/** Indexes are quicker made at the end; those of constraints stay. */
async function dropIndexes(owner: Client): Promise<{ name: string; made: string }[]> {
  const { rows } = await owner.query<{ name: string; made: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as made
     from pg_index i
     where i.indrelid = any ($1::regclass[])
       and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`,
    [FILLED],
  );
  for (const { name } of rows) await owner.query(`drop index ${name}`);
  return rows;
}

/** Who holds each case, who leads it, since when and where it stands: drawn once, in the order of random identifiers. */
async function drawCases(
  owner: Client,
  agencies: readonly FilledAgencyMembers[],
  cases: number,
  run: Run,
): Promise<void> {
  const weights = agencies.map((_, nth) => 1 / (nth + 10));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  const upTo = weights.slice(0, -1).map((weight) => {
    sum += weight;
    return sum / all;
  });
  await owner.query("create unlogged table bench.agency (nth int primary key, id uuid, members uuid[])");
  await owner.query(
    `insert into bench.agency select (a ->> 'nth')::int, (a ->> 'id')::uuid,
       array(select jsonb_array_elements_text(a -> 'members')::uuid) from jsonb_array_elements($1::jsonb) a`,
    [JSON.stringify(agencies.map(({ agencyId, members }, nth) => ({ nth, id: agencyId, members })))],
  );
  await owner.query("select setseed(0.4)");
  await run(
    "drawn",
    `create unlogged table bench.c as
     select row_number() over (order by d.id) as n, d.id, d.person_id, a.id as agency_id,
       a.members[1 + d.member % cardinality(a.members)] as member_id, d.opened_at,
       case when d.state < 0.6 then 'closed' when d.state < 0.75 then 'early-support' when d.state < 0.9 then 'recovery'
         else 'contact' end as state,
       d.shared < 0.25 as is_shared, (select b.id from bench.agency b where b.nth = (d.agency + 1 + d.recipient)
         % (select count(*) from bench.agency)) as recipient_id,
       gen_random_uuid() as consent_id
     from (
       select gen_random_uuid() as id, gen_random_uuid() as person_id,
         width_bucket(random(), $2::float8[]) as agency, floor(random() * 1000)::int as member,
         now() - random() * interval '5 years' as opened_at, random() as state, random() as shared,
         floor(random() * 20)::int as recipient
       from generate_series(1, $1::int)
     ) d join bench.agency a on a.nth = d.agency
     order by d.id`,
    [cases, upTo],
  );
  await owner.query("create index on bench.c (agency_id, state)");
  await owner.query("analyze bench.c");
}

async function fillCases(run: Run): Promise<void> {
  await run(
    "people",
    "insert into identity.person (id, created_at) select person_id, opened_at from bench.c order by person_id",
  );
  await run(
    "cases",
    `insert into access.case_record (id, holder_agency_id, person_id, opened_at)
     select id, agency_id, person_id, opened_at from bench.c order by n`,
  );
  await run(
    "files",
    `insert into care.case_file (id, alias, lead_member_id, state, state_since, gender, age_band, language, opened_at,
       holder_agency_id)
     select id, (array['Avocet','Bittern','Crane','Dunlin','Eider','Fulmar','Goldfinch','Heron','Ibis','Jay','Kestrel',
         'Lapwing','Merlin','Nuthatch','Osprey','Puffin','Quail','Robin','Swift','Teal'])[1 + n % 20] || ' ' || 100 + n / 20,
       member_id, state, opened_at + interval '20 days', (array['woman','man','unknown'])[1 + n % 3],
       (array['9-17','18-24','25-34','35-44'])[1 + n % 4], (array['en','ti','ar','sq'])[1 + n % 4], opened_at, agency_id
     from bench.c order by n`,
  );
  await run(
    "journeys",
    `insert into care.state_change (case_id, from_state, to_state, changed_by, at)
     select id, null, 'contact', member_id, opened_at from bench.c
     union all select id, 'contact', state, member_id, opened_at + interval '20 days' from bench.c where state <> 'contact'`,
  );
  await run(
    "clocks",
    `insert into care.clock (case_id, what, started_at, due_at, member_id, basis, done_at, done_by,
       holder_agency_id)
     select id, 'first-needs', opened_at, opened_at + interval '3 days', member_id, 'House rule',
       opened_at + interval '2 days', member_id, agency_id from bench.c
     union all
     select id, 'plan-review', now() - interval '30 days', now() - interval '5 days' + random() * interval '95 days',
       member_id, 'House rule', null, null, agency_id from bench.c where state <> 'closed'`,
  );
}

/** A quarter of the cases: a consent to another agency, two categories shared on it; one in eight of these is over. */
async function fillShares(run: Run, protocolId: string): Promise<void> {
  const shared = "from bench.c where is_shared";
  await run(
    "consents",
    `insert into access.consent (id, case_id, recipient_agency_id, purpose, given_by, statement, signature, given_at,
       expires_at, withdrawn_at)
     select consent_id, id, recipient_id, 'support', 'person', repeat('I agree that you may pass this on. ', 12),
       public.gen_random_bytes(64), now() - interval '60 days', now() + interval '200 days',
       case when n % 8 = 0 then now() - interval '9 days' end ${shared}`,
  );
  await run(
    "their categories",
    `insert into access.consent_category select consent_id, k ${shared.replace("where", "cross join unnest(array['contact', 'needs-and-risk']) k where")}`,
  );
  await run(
    "shares",
    `insert into access.share (case_id, category, agency_id, purpose, consent_id, protocol_id, opened_at, opened_by,
       expires_at, ended_at, ended_because)
     select id, k, recipient_id, 'support', consent_id, $1, now() - interval '60 days', member_id,
       now() + interval '200 days', case when n % 8 = 0 then now() - interval '9 days' end,
       case when n % 8 = 0 then 'withdrawn' end
     ${shared.replace("where", "cross join unnest(array['contact', 'needs-and-risk']) k where")}`,
    [protocolId],
  );
}

/** The number of a case's key for a category, without having to look for it. */
const KEY = "md5(c.id::text || k.category)::uuid";

async function fillSections(run: Run, sections: SectionsACase): Promise<void> {
  const versions = SHAPES[sections];
  const categories = CATEGORIES.filter((category) => versions[category]);
  const each = `bench.c c cross join unnest($1::text[]) k(category)`;
  await run(
    "data keys",
    `insert into keys.data_key (id, case_id, category, made_at)
     select ${KEY}, c.id, k.category, c.opened_at from ${each} order by c.n`,
    [categories],
  );
  await run(
    "wraps",
    `insert into keys.wrap (data_key_id, agency_id, agency_key_version, sealed)
     select ${KEY} as id, c.agency_id, 1, public.gen_random_bytes(${WRAP_BYTES}) from ${each}
     union all
     select ${KEY}, c.recipient_id, 1, public.gen_random_bytes(${WRAP_BYTES})
     from ${each} where c.is_shared and c.n % 8 <> 0 and k.category in ('contact', 'needs-and-risk')
     order by 1`,
    [categories],
  );
  // One pass a version: what was written later lies further back, as it would.
  for (let version = 1; version <= Math.max(...Object.values(versions)); version++) {
    const written = categories.filter((category) => (versions[category] ?? 0) >= version);
    await run(
      `sections, version ${version}`,
      `insert into care.section (case_id, category, version, based_on, data_key_id, ciphertext, written_by, written_at)
       select c.id, k.category, ${version}, ${version - 1}, ${KEY},
         '\\x01'::bytea || public.gen_random_bytes(k.size / 2) || public.gen_random_bytes(k.size - k.size / 2 - 1),
         c.member_id, c.opened_at + interval '10 days' * ${version}
       from bench.c c cross join unnest($1::text[], $2::int[]) k(category, size) order by c.n, k.category`,
      [written, written.map((category) => SIZES[category] ?? SMALLEST)],
    );
  }
  await run(
    "where they stand",
    `insert into care.section_head (case_id, category, current, highest)
     select c.id, k.category, k.n, k.n from bench.c c cross join unnest($1::text[], $2::int[]) k(category, n)
     order by c.n, k.category`,
    [categories, categories.map((category) => versions[category])],
  );
}

/** How many names are drawn for an agency; its people share them. */
export const NAMES_EACH = 1_000;
const NAMES_AT_ONCE = 500;

/** A name for each person, and what their case is found by. */
async function fillNames(
  owner: Client,
  agencies: readonly FilledAgencyMembers[],
  secret: Uint8Array,
  run: Run,
): Promise<void> {
  await owner.query(
    "create unlogged table bench.name (agency_id uuid, drawn int, name text, tokens bytea[])",
  );
  for (const [nth, { agencyId }] of agencies.entries()) {
    const tokens = new Map<string, Buffer[]>();
    for (let from = 0; from < NAMES_EACH; from += NAMES_AT_ONCE) {
      const rows = Array.from({ length: NAMES_AT_ONCE }, (_, at) => {
        const name = nameOf(nth, [Math.random(), Math.random(), Math.random()]);
        const known = tokens.get(name) ?? nameTokensOf(secret, agencyId, { nameInOwnScript: name });
        tokens.set(name, known);
        return { drawn: from + at, name, tokens: known.map((token) => token.toString("base64")) };
      });
      await owner.query(
        `insert into bench.name select $1, drawn, name, array(select decode(t, 'base64') from jsonb_array_elements_text(tokens) t)
         from jsonb_to_recordset($2) r(drawn int, name text, tokens jsonb)`,
        [agencyId, JSON.stringify(rows)],
      );
    }
  }
  await owner.query("create index on bench.name (agency_id, drawn); analyze bench.name");
  await run(
    "names",
    `insert into care.name_token (case_id, agency_id, data_key_id, tokens)
     select c.id, c.agency_id, ${KEY.replace("k.category", "'identity'")}, n.tokens
     from bench.c c join bench.name n on n.agency_id = c.agency_id and n.drawn = c.n % ${NAMES_EACH}`,
  );
}

/** An entry for each case and section, and two looks at each case with theirs; all of them have their place in the log. */
async function fillLedger(run: Run, sections: SectionsACase): Promise<void> {
  const acts = sections + 1;
  await run(
    "entries of acts",
    `insert into ledger.entry (kind, content, case_id, agency_id, at, log_index)
     select case when w.nth = 0 then 'case.opened' else 'section.written' end,
       format('{"at": "%s", "kind": "section.written", "caseId": "%s", "version": 1, "category": "contact", "conflict": false, "memberId": "%s"}',
         c.opened_at, c.id, c.member_id),
       c.id, c.agency_id, c.opened_at + w.nth * interval '2 days', (c.n - 1) * ${acts} + w.nth
     from bench.c c cross join generate_series(0, ${acts - 1}) w(nth) order by c.n, w.nth`,
  );
  await run(
    "entries of looks",
    `insert into ledger.entry (id, kind, content, case_id, agency_id, at, log_index) overriding system value
     select a.acts + (c.n - 1) * 2 + w.nth + 1, 'section.read',
       format('{"at": "%s", "kind": "section.read", "caseId": "%s", "clause": "holder", "reader": "member", "purpose": "support", "agencyId": "%s", "category": "contact", "memberId": "%s"}',
         c.opened_at, c.id, c.agency_id, c.member_id),
       c.id, c.agency_id, c.opened_at + (30 + w.nth) * interval '1 day', a.acts + (c.n - 1) * 2 + w.nth
     from (select count(*) * ${acts} as acts from bench.c) a cross join bench.c c cross join generate_series(0, 1) w(nth)
     order by c.n, w.nth`,
  );
  await run(
    "looks",
    `insert into access.access_entry (case_id, category, agency_id, member_id, role, purpose, outcome, clause, at, ledger_entry_id)
     select e.case_id, 'contact', e.agency_id, c.member_id, 'caseworker', 'support', 'read', 'holder', e.at, e.id
     from ledger.entry e join bench.c c on c.id = e.case_id where e.kind = 'section.read'`,
  );
  await run(
    "their places",
    `insert into ledger.batch (first_place, size, cut, closes)
     select 0, count(*), date_trunc('hour', now()) - interval '1 hour', true from ledger.entry where log_index is not null`,
  );
  await run(
    "counted on",
    `select setval(pg_get_serial_sequence('ledger.entry', 'id'), (select max(id) from ledger.entry))`,
  );
}

/** What triggers and foreign keys would have held: one row where something is not as it should be. */
export async function checkFill(
  owner: Client,
  { cases, sections }: { readonly cases: number; readonly sections: SectionsACase },
): Promise<void> {
  const { rows } = await owner.query(
    `select (select count(*) from care.section) as sections, (select count(*) from care.name_token) as named,
       (select count(*) from care.section_head h where not exists (select from care.section s
          where s.case_id = h.case_id and s.category = h.category and s.version = h.current and h.highest = h.current)
       ) as wrong_heads,
       (select count(*) from care.section s where not exists (select from keys.data_key d where d.id = s.data_key_id
          and d.case_id = s.case_id and d.category = s.category)) as without_key,
       (select count(*) from keys.data_key d where not exists (select from keys.wrap w
          join access.case_record r on r.id = d.case_id and r.holder_agency_id = w.agency_id
          where w.data_key_id = d.id)) as without_wrap`,
  );
  const found = rows[0];
  if (
    Number(found.sections) !== cases * sections ||
    Number(found.named) !== cases ||
    Number(found.wrong_heads) + Number(found.without_key) + Number(found.without_wrap) > 0
  ) {
    throw new Error(`The fill is not what the product would have written: ${JSON.stringify(found)}`);
  }
}
