import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "../../core/db/index.ts";
import type { HsdsRecord, Kind } from "./hsds.ts";
import type { Opening } from "./opening.ts";
import type { PublicEntry, PublicKind } from "./public.ts";

const BATCH = 1_000;

/** One editor of an agency at a time, from reading its records to writing them. */
export async function lockAgency(tx: Transaction, agencyId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('directory ' || ${agencyId}, 0))`.execute(tx);
}

export async function findIsEditor(tx: Transaction): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`select directory.is_editor() as "is"`.execute(tx);
  return rows[0]?.is === true;
}

export async function findIsShelter(tx: Transaction, agencyId: string): Promise<boolean> {
  const { rows } = await sql<{
    kind: string;
  }>`select kind from identity.agency where id = ${agencyId}`.execute(tx);
  return rows[0]?.kind === "shelter";
}

/** All records of the caller's agency, in the order in which they came. */
export async function listRecords(tx: Transaction, agencyId: string): Promise<HsdsRecord[]> {
  const { rows } = await sql<{ kind: Kind; content: Record<string, unknown> }>`
    select kind, content from directory.record where agency_id = ${agencyId} order by position, kind, id`.execute(
    tx,
  );
  return rows.map(({ kind, content }) => ({ kind, id: String(content.id), content }));
}

/** In place of all that the agency had. */
export async function replaceRecords(
  tx: Transaction,
  agencyId: string,
  records: readonly HsdsRecord[],
): Promise<void> {
  await sql`delete from directory.record where agency_id = ${agencyId}`.execute(tx);
  for (let at = 0; at < records.length; at += BATCH) {
    const some = records.slice(at, at + BATCH);
    await sql`
      insert into directory.record (agency_id, kind, id, position, content)
      select ${agencyId}, k, i, p, c::jsonb
      from unnest(${some.map(({ kind }) => kind)}::text[], ${some.map(({ id }) => id)}::uuid[],
        ${some.map((_, nth) => at + nth)}::integer[], ${some.map(({ content }) => JSON.stringify(content))}::text[])
        as r(k, i, p, c)`.execute(tx);
  }
}

/** In place of all that the agency published. */
export async function replacePublic(
  tx: Transaction,
  agencyId: string,
  entries: readonly PublicEntry[],
): Promise<void> {
  await sql`delete from directory.public_entry where agency_id = ${agencyId}`.execute(tx);
  for (let at = 0; at < entries.length; at += BATCH)
    await insertEntries(tx, agencyId, entries.slice(at, at + BATCH));
}

async function insertEntries(tx: Transaction, agencyId: string, some: readonly PublicEntry[]): Promise<void> {
  const rows = some.map(({ openings: _, basic, whole, ...entry }) => ({
    ...entry,
    basic: JSON.stringify(basic),
    whole: JSON.stringify(whole),
  }));
  // `basic` and `whole` travel as text, so that numbers are kept as they were written.
  await sql`
    insert into directory.public_entry (agency_id, kind, id, name, basic, whole, organization_id, parent_id, taxonomy_id,
      status, modified_at, terms, taxonomies, needs, languages, places, postcodes, welcome, words)
    select ${agencyId}, e.kind, e.id, e.name, e.basic::jsonb, e.whole::jsonb, e."organizationId", e."parentId",
      e."taxonomyId", e.status, e."modifiedAt", e.terms, e.taxonomies, e.needs, e.languages, e.places, e.postcodes,
      e.welcome, to_tsvector('simple', e.text)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as e(kind text, id uuid, name text, basic text, whole text,
      "organizationId" uuid, "parentId" uuid, "taxonomyId" uuid, status text, "modifiedAt" timestamptz, terms uuid[],
      taxonomies uuid[], needs text[], languages text[], places text[], postcodes text[], welcome text[], text text)`.execute(
    tx,
  );
  const openings = some.flatMap(({ id, openings: each }) =>
    each.map((opening) => ({ id, ...rangesOf(opening) })),
  );
  if (openings.length === 0) return;
  await sql`
    insert into directory.opening (agency_id, service_id, week, valid, offset_minutes)
    select ${agencyId}, o.id, o.week::int4multirange, daterange(o."from", o."until", '[]'), o."offsetMinutes"
    from jsonb_to_recordset(${JSON.stringify(openings)}::jsonb)
      as o(id uuid, week text, "from" date, "until" date, "offsetMinutes" integer)
    where o."from" is null or o."until" is null or o."from" <= o."until"`.execute(tx);
}

const rangesOf = ({ minutes, ...rest }: Opening) => ({
  ...rest,
  week: `{${minutes.map(([from, to]) => `[${from},${to})`).join(",")}}`,
});

/** What a list is narrowed by; each that is given must hold. */
export interface Search {
  readonly kind: PublicKind;
  readonly search?: string | undefined;
  readonly place?: string | undefined;
  readonly postcode?: string | undefined;
  readonly language?: string | undefined;
  readonly need?: string | undefined;
  readonly welcome?: string | undefined;
  readonly taxonomyTermId?: string | undefined;
  readonly taxonomyId?: string | undefined;
  readonly organizationId?: string | undefined;
  readonly parentId?: string | undefined;
  readonly modifiedAfter?: string | undefined;
  readonly topOnly?: boolean | undefined;
  readonly openNow?: boolean | undefined;
  /** Services that are no more are left out. */
  readonly isActive?: boolean | undefined;
}

/** The clock of the house, and where it stands. */
export interface Clock {
  readonly now: Date;
  readonly zone: string;
}

function conditionOf(asked: Search, clock: Clock): RawBuilder<unknown> {
  const lower = (text: string) => text.trim().toLowerCase();
  const all: RawBuilder<unknown>[] = [sql`e.kind = ${asked.kind}`];
  const add = (value: string | undefined, condition: (value: string) => RawBuilder<unknown>) => {
    if (value !== undefined && value.trim() !== "") all.push(condition(value));
  };
  add(asked.search, (words) => sql`e.words @@ plainto_tsquery('simple', ${words})`);
  add(asked.place, (place) => sql`e.places @> array[${lower(place)}]`);
  add(asked.postcode, (code) => sql`e.postcodes @> array[${lower(code)}]`);
  add(asked.language, (language) => sql`e.languages @> array[${lower(language)}]`);
  add(asked.need, (need) => sql`e.needs @> array[${lower(need)}]`);
  // Who says nothing of whom they are for is not left out by what they did not say.
  add(asked.welcome, (code) => sql`(e.welcome && array[${lower(code)}, 'everyone'] or e.welcome = '{}')`);
  add(asked.taxonomyTermId, (id) => sql`${id}::uuid = any (e.terms)`);
  add(asked.taxonomyId, (id) => sql`(${id}::uuid = any (e.taxonomies) or e.taxonomy_id = ${id}::uuid)`);
  add(asked.organizationId, (id) => sql`e.organization_id = ${id}::uuid`);
  add(asked.parentId, (id) => sql`e.parent_id = ${id}::uuid`);
  add(asked.modifiedAfter, (time) => sql`e.modified_at >= ${time}::timestamptz`);
  if (asked.topOnly) all.push(sql`e.parent_id is null`);
  if (asked.isActive) all.push(sql`e.status = 'active'`);
  if (asked.openNow) all.push(isOpen(clock));
  return sql.join(all, sql` and `);
}

const isOpen = ({ now, zone }: Clock): RawBuilder<unknown> => sql`exists (
  select from directory.opening o,
    lateral (select case when o.offset_minutes is null then ${now}::timestamptz at time zone ${zone}
      else ${now}::timestamptz at time zone 'UTC' + make_interval(mins => o.offset_minutes) end as local) l
  where o.agency_id = e.agency_id and o.service_id = e.id and o.valid @> l.local::date
    and o.week @> ((extract(isodow from l.local)::int - 1) * 1440 + extract(hour from l.local)::int * 60
      + extract(minute from l.local)::int))`;

/** A list of terms that several agencies brought is one list: of each id one row counts. */
const entries = (asked: Search, clock: Clock): RawBuilder<unknown> =>
  asked.kind === "taxonomy" || asked.kind === "taxonomy_term"
    ? sql`(select distinct on (e.id) e.* from directory.public_entry e where ${conditionOf(asked, clock)} order by e.id, e.agency_id) e`
    : sql`(select e.* from directory.public_entry e where ${conditionOf(asked, clock)}) e`;

/** The texts of one page, by name, and how many there are in all. */
export async function listEntries(
  tx: Transaction,
  asked: Search,
  clock: Clock,
  page: { readonly offset: number; readonly size: number; readonly form: "basic" | "whole" | "minimal" },
): Promise<{ total: number; contents: Record<string, unknown>[] }> {
  const form = {
    basic: sql`e.basic`,
    whole: sql`e.whole`,
    minimal: sql`jsonb_build_object('id', e.id, 'modified_date', e.basic -> 'last_modified')`,
  }[page.form];
  const counted = await sql<{
    total: string;
  }>`select count(*) as total from ${entries(asked, clock)}`.execute(tx);
  const { rows } = await sql<{ content: Record<string, unknown> }>`
    select ${form} as content from ${entries(asked, clock)}
    order by e.name, e.id limit ${page.size} offset ${page.offset}`.execute(tx);
  return { total: Number(counted.rows[0]?.total ?? 0), contents: rows.map(({ content }) => content) };
}

export async function findEntry(
  tx: Transaction,
  kind: PublicKind,
  id: string,
): Promise<Record<string, unknown> | null> {
  const { rows } = await sql<{ whole: Record<string, unknown> }>`
    select whole from directory.public_entry where kind = ${kind} and id = ${id} order by agency_id limit 1`.execute(
    tx,
  );
  return rows[0]?.whole ?? null;
}

/** Services for a page to read: with whether each is open now, as far as its hours say. */
export async function listHelp(
  tx: Transaction,
  asked: Search,
  clock: Clock,
  page: { readonly offset: number; readonly size: number },
): Promise<{ total: number; found: { whole: Record<string, unknown>; isOpen: boolean }[] }> {
  const counted = await sql<{
    total: string;
  }>`select count(*) as total from ${entries(asked, clock)}`.execute(tx);
  const { rows } = await sql<{ whole: Record<string, unknown>; isOpen: boolean }>`
    select e.whole, ${isOpen(clock)} as "isOpen" from ${entries(asked, clock)}
    order by 2 desc, e.name, e.id limit ${page.size} offset ${page.offset}`.execute(tx);
  return { total: Number(counted.rows[0]?.total ?? 0), found: rows };
}
