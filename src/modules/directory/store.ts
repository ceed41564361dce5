import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "../../core/db/index.ts";
import { type HsdsRecord, KINDS, type Kind, PARTS_OF } from "./hsds.ts";
import type { Opening } from "./opening.ts";
import { canonicalLanguage, PARTS_MAX, type PublicEntry, type PublicKind } from "./public.ts";

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

/** A record as it stands in the database; its place in the order has gaps where others were. */
export interface StoredRecord extends HsdsRecord {
  readonly position: number;
}

/** All records of the caller's agency, in the order in which they came. */
export async function listRecords(tx: Transaction, agencyId: string): Promise<StoredRecord[]> {
  const { rows } = await sql<{ kind: Kind; content: Record<string, unknown>; position: number }>`
    select kind, content, position from directory.record where agency_id = ${agencyId} order by position, kind, id`.execute(
    tx,
  );
  return rows.map(({ kind, content, position }) => ({ kind, id: String(content.id), content, position }));
}

/** The agency's services whose name holds the words, by name; each with whether everybody can find it. */
export async function listOwnServices(
  tx: Transaction,
  agencyId: string,
  words: string,
  most: number,
): Promise<{ readonly content: Record<string, unknown>; readonly isPublished: boolean }[]> {
  const { rows } = await sql<{ content: Record<string, unknown>; isPublished: boolean }>`
    select r.content, exists (select from directory.public_entry e
      where e.agency_id = r.agency_id and e.kind = 'service' and e.id = r.id) as "isPublished"
    from directory.record r
    where r.agency_id = ${agencyId} and r.kind = 'service'
      and position(lower(${words.trim()}) in lower(coalesce(r.content ->> 'name', ''))) > 0
    order by lower(r.content ->> 'name'), r.id limit ${most}`.execute(tx);
  return rows;
}

export async function findIsPublished(
  tx: Transaction,
  agencyId: string,
  serviceId: string,
): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`
    select exists (select from directory.public_entry e
      where e.agency_id = ${agencyId} and e.kind = 'service' and e.id = ${serviceId}) as "is"`.execute(tx);
  return rows[0]?.is === true;
}

/** Who stands in a table, by kind and id: what is written and what goes are named so. */
type Named = Pick<HsdsRecord, "kind" | "id">;
export const nameOf = ({ kind, id }: Named): string => `${kind} ${id.toLowerCase()}`;

/** Takes away what is no more or is written anew. */
async function deleteNamed(
  tx: Transaction,
  table: RawBuilder<unknown>,
  agencyId: string,
  gone: readonly Named[],
): Promise<void> {
  if (gone.length === 0) return;
  await sql`
    delete from ${table} t using ${namedRows(gone)}
    where t.agency_id = ${agencyId} and t.kind = k.kind and t.id = k.id`.execute(tx);
}

/**
 * In place of all that the agency had; only what differs is written.
 *
 * @param before as `listRecords` gave it; a record that is the same object in `records` did not change
 */
export async function replaceRecords(
  tx: Transaction,
  agencyId: string,
  before: readonly StoredRecord[],
  records: readonly HsdsRecord[],
): Promise<void> {
  const stood = new Map(before.map((record) => [nameOf(record), record]));
  const isFirst = stood.size === 0; // of hundreds of thousands, no name is made in vain
  let last = -1;
  const changed: StoredRecord[] = [];
  const anew: StoredRecord[] = [];
  for (const record of records) {
    const name = isFirst ? "" : nameOf(record);
    const was = stood.get(name);
    stood.delete(name);
    const staysInOrder = was !== undefined && was.position > last;
    last = staysInOrder ? was.position : last + 1;
    const isSame = staysInOrder && (was === record || isDeepStrictEqual(was.content, record.content));
    if (isSame) continue;
    changed.push({ ...record, position: last });
    if (was) anew.push(was);
  }
  await deleteNamed(tx, sql`directory.record`, agencyId, [...stood.values(), ...anew]);
  for (let at = 0; at < changed.length; at += BATCH) {
    await sql`
      insert into directory.record (agency_id, kind, id, position, content)
      select ${agencyId}, r.kind, r.id, r.position, r.content
      from jsonb_to_recordset(${JSON.stringify(changed.slice(at, at + BATCH))}::jsonb)
        as r(kind text, id uuid, position integer, content jsonb)`.execute(tx);
  }
}

/**
 * In place of all that the agency published; an entry with the digest that it had stays as it is.
 *
 * @param entries taken one by one while they are made, so that no long silence ends the transaction
 */
export async function replacePublic(
  tx: Transaction,
  agencyId: string,
  entries: Iterable<PublicEntry>,
): Promise<void> {
  const stood = new Map((await listStanding(tx, agencyId)).map((row) => [nameOf(row), row]));
  for (const batch of inBatches(entries)) {
    await publishBatch(tx, agencyId, batch, stood);
    if (stood.size > 0) for (const entry of batch) stood.delete(nameOf(entry));
  }
  await deleteNamed(tx, sql`directory.public_entry`, agencyId, [...stood.values()]);
}

function* inBatches<T>(all: Iterable<T>): Generator<T[]> {
  let batch: T[] = [];
  for (const each of all) {
    batch.push(each);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** An entry that is written, as one text: made once, for its digest and for the database. */
interface EntryText {
  readonly entry: PublicEntry;
  readonly text: string;
  readonly digest: string;
}

async function publishBatch(
  tx: Transaction,
  agencyId: string,
  entries: readonly PublicEntry[],
  stood: ReadonlyMap<string, Standing>,
): Promise<void> {
  const changed: EntryText[] = [];
  const anew: Standing[] = [];
  for (const entry of entries) {
    const { openings, ...plain } = entry;
    const text = JSON.stringify(plain);
    const digest = createHash("sha256").update(text).update(JSON.stringify(openings)).digest("base64url");
    const was = stood.size > 0 ? stood.get(nameOf(entry)) : undefined;
    if (was?.digest === digest && was.hours === openings.filter(lasts).length) continue;
    changed.push({ entry, text, digest });
    if (was) anew.push(was);
  }
  await deleteNamed(tx, sql`directory.public_entry`, agencyId, anew);
  if (changed.length > 0) await insertEntries(tx, agencyId, changed);
}

const namedRows = (named: readonly Named[]): RawBuilder<unknown> =>
  sql`unnest(${named.map(({ kind }) => kind)}::text[], ${named.map(({ id }) => id)}::uuid[]) as k(kind, id)`;

interface Standing {
  readonly kind: PublicKind;
  readonly id: string;
  /** Null where its hours belong to an older one. */
  readonly digest: string | null;
  readonly hours: number;
}

/** What the agency has published, with how many hours belong to each. */
async function listStanding(tx: Transaction, agencyId: string): Promise<Standing[]> {
  const { rows } = await sql<Standing>`
    select e.kind, e.id, case when bool_or(o.digest is distinct from e.digest) filter (where o.service_id is not null)
        then null else e.digest end as digest, count(o.service_id)::int as hours
    from directory.public_entry e
    left join directory.opening o on o.agency_id = e.agency_id and o.kind = e.kind and o.service_id = e.id
    where e.agency_id = ${agencyId} group by e.kind, e.id, e.digest`.execute(tx);
  return rows;
}

/** Hours that end before they begin are never. */
const lasts = ({ from, until }: Opening): boolean => from === null || until === null || from <= until;

async function insertEntries(tx: Transaction, agencyId: string, some: readonly EntryText[]): Promise<void> {
  const rows = some.map(({ text, digest }) => `${text.slice(0, -1)},"digest":"${digest}"}`);
  await sql`
    insert into directory.public_entry (agency_id, kind, id, name, content, service_id, position, organization_id, parent_id,
      taxonomy_id, status, modified_at, terms, taxonomies, needs, languages, places, postcodes, welcome, words, digest)
    select ${agencyId}, e.kind, e.id, e.name, e.content, e."serviceId", e.position, e."organizationId", e."parentId",
      e."taxonomyId", e.status, e."modifiedAt", e.terms, e.taxonomies, e.needs, e.languages, e.places, e.postcodes,
      e.welcome, to_tsvector('simple', e.text), e.digest
    from jsonb_to_recordset(${`[${rows.join(",")}]`}::jsonb) as e(kind text, id uuid, name text, content jsonb,
      "serviceId" uuid, position integer, "organizationId" uuid, "parentId" uuid, "taxonomyId" uuid, status text, "modifiedAt" timestamptz, terms uuid[],
      taxonomies uuid[], needs text[], languages text[], places text[], postcodes text[], welcome text[], text text,
      digest text)`.execute(tx);
  const openings = some.flatMap(({ entry, digest }) =>
    entry.openings.filter(lasts).map((opening) => ({ id: entry.id, digest, ...rangesOf(opening) })),
  );
  if (openings.length === 0) return;
  await sql`
    insert into directory.opening (agency_id, service_id, week, valid, offset_minutes, digest)
    select ${agencyId}, o.id, o.week::int4multirange, daterange(o."from", o."until", '[]'), o."offsetMinutes", o.digest
    from json_to_recordset(${JSON.stringify(openings)}::json)
      as o(id uuid, week text, "from" date, "until" date, "offsetMinutes" integer, digest text)`.execute(tx);
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
  add(asked.language, (language) => {
    const code = String(canonicalLanguage(language.trim()));
    return sql`e.languages && array[${lower(language)}, ${lower(code)}]`;
  });
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

/** Every field that holds a list of other records: a list's form of an entry is without them. */
const PARTS = [
  ...new Set(KINDS.flatMap((kind) => PARTS_OF[kind].flatMap(({ name, many }) => (many ? name : [])))),
];

/** As lists give it: its own fields, and what stands one to one with it. */
const basicOf = (entry: string): RawBuilder<unknown> => {
  const content = sql.ref(`${entry}.content`);
  return sql`(${content} - ${PARTS}::text[]
    || case when ${content} ? 'location' then jsonb_build_object('location', (${content} -> 'location') - ${PARTS}::text[])
       else '{}' end)`;
};

const ofService = sql`coalesce((select jsonb_build_object('service', ${basicOf("s")}) from directory.public_entry s
  where s.kind = 'service' and s.agency_id = e.agency_id and s.id = e.service_id), '{}')`;

/** With all that belongs to it: a service with its places, a place with its service. */
const whole = sql`(e.content || case e.kind when 'service_at_location' then ${ofService}
  when 'service' then coalesce((select jsonb_build_object('service_at_locations', jsonb_agg(v.content order by v.position))
    from directory.public_entry v where v.service_id = e.id and v.agency_id = e.agency_id and v.position <= ${PARTS_MAX}
    having count(*) > 0), '{}')
  else '{}' end)`;

/** The texts of one page, by name, and how many there are in all. */
export async function listEntries(
  tx: Transaction,
  asked: Search,
  clock: Clock,
  page: { readonly offset: number; readonly size: number; readonly form: "basic" | "whole" | "minimal" },
): Promise<{ total: number; contents: Record<string, unknown>[] }> {
  const form = {
    basic: sql`(${basicOf("e")} || ${ofService})`,
    whole,
    minimal: sql`jsonb_build_object('id', e.id, 'modified_date', e.content -> 'last_modified')`,
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
    select ${whole} as whole from directory.public_entry e where e.kind = ${kind} and e.id = ${id}
    order by e.agency_id limit 1`.execute(tx);
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
    select ${whole} as whole, ${isOpen(clock)} as "isOpen" from ${entries(asked, clock)}
    order by 2 desc, e.name, e.id limit ${page.size} offset ${page.offset}`.execute(tx);
  return { total: Number(counted.rows[0]?.total ?? 0), found: rows };
}

/** Whether any of the public services of an agency has places free; an agency that says of none is left out. */
export async function findPlaces(
  tx: Transaction,
  agencyIds: readonly string[],
): Promise<ReadonlyMap<string, boolean>> {
  const { rows } = await sql<{ agencyId: string; isFree: boolean }>`
    select e.agency_id as "agencyId", bool_or(e.content ->> 'leeward_places' = 'free') as "isFree"
    from directory.public_entry e
    where e.agency_id = any (${agencyIds}::uuid[]) and e.kind = 'service' and e.status = 'active'
      and e.content ? 'leeward_places'
    group by 1`.execute(tx);
  return new Map(rows.map(({ agencyId, isFree }) => [agencyId, isFree]));
}
