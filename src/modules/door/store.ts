import { sql } from "kysely";
import type { Category, Purpose } from "../../core/access/context.ts";
import { askAll, orProblemByName, type Transaction } from "../../core/db/index.ts";
import { DoorError, type DoorErrorCode } from "./errors.ts";
import type { InboxPlace } from "./inbox-place.ts";
import type { SignedRecipients } from "./recipients.ts";
import { PROBLEM_OF as STAND_IN_PROBLEM_OF, type Wait } from "./stand-in/store.ts";
import type { StoredDeskNote } from "./stored-desk-note.ts";
import type { StoredLetter } from "./stored-letter.ts";

/** Every statement of the door. Letters and lists are kept as the JSON text that their writers sent. */

const noRow = (what: string): Error => new Error(`the database answers with one row for ${what}`);

/** PostgreSQL's constraint names that the door's functions raise, as the door's own problems. */
const PROBLEM_OF: Readonly<Record<string, DoorErrorCode>> = {
  ...STAND_IN_PROBLEM_OF,
  agency_left: "agency-left",
  letter_order: "letter-order",
  note_order: "note-order",
  offer_not_covered: "offer-not-covered",
  offer_pkey: "offer-answered",
};

const orProblem = <T>(work: Promise<T>): Promise<T> => orProblemByName(work, PROBLEM_OF, DoorError);

// ---------- the door ----------

export interface DoorRow {
  readonly agencyId: string;
  readonly agencyName: string;
  readonly rootKey: Buffer;
}

/** The agency whose door this house opens; null before the first list is published. */
export async function findDoor(tx: Transaction): Promise<DoorRow | null> {
  const row = await tx
    .selectFrom("identity.agency")
    .select(["id", "name", "root_key"])
    .where("id", "=", sql<string>`(select door.find_door())`)
    .executeTakeFirst();
  return row?.root_key ? { agencyId: row.id, agencyName: row.name, rootKey: row.root_key } : null;
}

/** The door's agency, and the newest list of those who read there: asked in one go, where many post at once. */
export async function findOpenDoor(
  tx: Transaction,
): Promise<{ readonly agencyId: string; readonly newest: SignedRecipients } | null> {
  const { rows } = await sql<{ agencyId: string; signed: string }>`/* kept as open-door */
    select a.id as "agencyId", l.signed
    from identity.agency a, lateral (
      select signed from door.recipients_list where agency_id = a.id order by version desc limit 1) l
    where a.id = (select door.find_door()) and a.root_key is not null`.execute(tx);
  const [row] = rows;
  return row ? { agencyId: row.agencyId, newest: JSON.parse(row.signed) } : null;
}

export async function isQuiet(tx: Transaction, hours: number): Promise<boolean> {
  const { rows } = await sql<{ isQuiet: boolean }>`select door.is_quiet(${hours}) as "isQuiet"`.execute(tx);
  return rows[0]?.isQuiet ?? false;
}

/** The lists of an agency from one version to the newest, oldest first. */
export async function listRecipients(
  tx: Transaction,
  agencyId: string,
  fromVersion: number,
): Promise<SignedRecipients[]> {
  const rows = await tx
    .selectFrom("door.recipients_list")
    .select("signed")
    .where("agency_id", "=", agencyId)
    .where("version", ">=", fromVersion)
    .orderBy("version")
    .execute();
  return rows.map((row) => JSON.parse(row.signed));
}

/** The text of a list by its SHA-256 (32 bytes). An agency has a few dozen in its life. */
export async function findList(tx: Transaction, hash: Uint8Array): Promise<string | null> {
  const row = await tx
    .selectFrom("door.recipients_list")
    .select("signed")
    .where(sql`sha256(convert_to(signed, 'UTF8'))`, "=", Buffer.from(hash))
    .executeTakeFirst();
  return row?.signed ?? null;
}

export async function findNewestRecipients(
  tx: Transaction,
  agencyId: string,
): Promise<SignedRecipients | null> {
  const row = await tx
    .selectFrom("door.recipients_list")
    .select("signed")
    .where("agency_id", "=", agencyId)
    .orderBy("version", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ? JSON.parse(row.signed) : null;
}

export interface MailboxKeys {
  readonly readingKey: Buffer;
  readonly signingKey: Buffer;
}

export interface FirstLetter {
  readonly address: Buffer;
  readonly keys: MailboxKeys;
  readonly agencyId: string;
  readonly letter: StoredLetter;
  readonly wait: Wait | null;
}

/**
 * @returns of each: false when the address exists already
 * @throws DoorError `stand-in-changed`, `transfer-seals`
 */
export async function openMailboxes(tx: Transaction, letters: readonly FirstLetter[]): Promise<boolean[]> {
  const opening = letters.map(
    ({ address, keys, agencyId, letter, wait }) => sql<{
      opened: boolean;
    }>`/* kept as open-mailbox */ select door.open_mailbox(${address}, ${keys.readingKey}, ${keys.signingKey},
      ${agencyId}, ${JSON.stringify(letter)}, ${wait?.agencyId ?? null}, ${wait?.hours ?? null},
      ${wait?.listVersion ?? null}, ${wait?.seals.map(({ memberId }) => memberId) ?? null}::uuid[],
      ${wait?.seals.map(({ sealed }) => sealed) ?? null}::bytea[]) as opened`,
  );
  const rows = await orProblem(askAll(tx, opening));
  return rows.map(([row]) => {
    if (!row) throw noRow("open_mailbox");
    return row.opened;
  });
}

// ---------- a mailbox, for the person and for intake ----------

export interface MailboxRow {
  readonly address: Buffer;
  readonly agencyId: string;
  readonly lastLetter: number;
  /** YYYY-MM-DD: the day on which it would be deleted without a further visit. */
  readonly keptUntil: string;
}

export async function findMailbox(
  tx: Transaction,
  address: Buffer,
  keptDays: number,
): Promise<MailboxRow | null> {
  const row = await tx
    .selectFrom("door.mailbox")
    .select([
      "address",
      "agency_id",
      "last_letter",
      sql<string>`to_char(last_visit_on + ${keptDays}::int, 'YYYY-MM-DD')`.as("kept_until"),
    ])
    .where("address", "=", address)
    .executeTakeFirst();
  return row
    ? {
        address: row.address,
        agencyId: row.agency_id,
        lastLetter: row.last_letter,
        keptUntil: row.kept_until,
      }
    : null;
}

export async function findKeys(tx: Transaction, address: Buffer): Promise<MailboxKeys | null> {
  const { rows } = await sql<{ reading_key: Buffer | null; signing_key: Buffer | null }>`
    select * from door.find_keys(${address})`.execute(tx);
  const row = rows[0];
  return row?.reading_key && row.signing_key
    ? { readingKey: row.reading_key, signingKey: row.signing_key }
    : null;
}

/** Oldest first. */
export async function listLetters(tx: Transaction, address: Buffer): Promise<StoredLetter[]> {
  const rows = await tx
    .selectFrom("door.letter")
    .select("envelope")
    .where("mailbox", "=", address)
    .orderBy("position")
    .execute();
  return rows.map((row) => JSON.parse(row.envelope));
}

/** Letters, and what the desk notes: each with what colleagues sealed of it later. */
export type SealedKind = "letter" | "note";
const AGAIN = {
  letter: { table: sql.table("door.letter_again"), put: sql.ref("door.seal_again") },
  note: { table: sql.table("door.desk_note_again"), put: sql.ref("door.seal_notes_again") },
} as const;

/** What colleagues sealed later: for whom, and for the caller the seal itself. */
export interface AgainRow {
  readonly order: number;
  readonly memberId: string;
  readonly readingKey: Buffer;
  readonly sealed: Buffer | null;
}

export async function listAgain(
  tx: Transaction,
  of: SealedKind,
  address: Buffer,
  memberId: string,
): Promise<AgainRow[]> {
  const { rows } = await sql<AgainRow>`
    select position as "order", member_id as "memberId", reading_key as "readingKey",
      case when member_id = ${memberId} then sealed end as sealed
    from ${AGAIN[of].table} where mailbox = ${address}`.execute(tx);
  return rows;
}

export interface AgainSeal {
  readonly order: number;
  readonly memberId: string;
  readonly readingKey: Buffer;
  readonly sealed: Buffer;
}

/** @returns how many are new; null where the mailbox is not the caller's, or someone is not on the newest list with that key */
export async function sealAgain(
  tx: Transaction,
  of: SealedKind,
  address: Buffer,
  seals: readonly AgainSeal[],
): Promise<number | null> {
  const { rows } = await sql<{ kept: number | null }>`select ${AGAIN[of].put}(${address},
    ${seals.map(({ order }) => order)}::int[], ${seals.map(({ memberId }) => memberId)}::uuid[],
    ${seals.map(({ readingKey }) => readingKey)}::bytea[], ${seals.map(({ sealed }) => sealed)}::bytea[]) as kept`.execute(
    tx,
  );
  return rows[0]?.kept ?? null;
}

export async function touchVisit(tx: Transaction): Promise<void> {
  await sql`select door.touch_visit()`.execute(tx);
}

/**
 * @param agencyId to whose readers the letter is locked
 * @throws DoorError `letter-order`, also where the conversation has gone to another agency meanwhile
 */
export async function writeAsPerson(tx: Transaction, agencyId: string, letter: StoredLetter): Promise<void> {
  await orProblem(
    sql`select door.write_as_person(${letter.order}, ${agencyId}, ${JSON.stringify(letter)})`.execute(tx),
  );
}

/**
 * @returns false when the mailbox is not one of the caller's agency
 * @throws DoorError `letter-order`
 */
export async function writeAsMember(
  tx: Transaction,
  address: Buffer,
  letter: StoredLetter,
): Promise<boolean> {
  const { rows } = await orProblem(
    sql<{ written: boolean }>`select door.write_as_member(${address}, ${letter.order},
      ${JSON.stringify(letter)}) as written`.execute(tx),
  );
  return rows[0]?.written ?? false;
}

/** What the ledger holds of a letter that the person wrote; null where there is no such letter. */
export async function findFiled(
  tx: Transaction,
  order: number,
): Promise<{ content: string; salt: Buffer } | null> {
  const { rows } = await sql<{ content: string | null; salt: Buffer | null }>`
    select * from door.find_filed(${order})`.execute(tx);
  const row = rows[0];
  return row?.content && row.salt ? { content: row.content, salt: row.salt } : null;
}

/** @returns false when there is none */
export async function deleteMailbox(tx: Transaction): Promise<boolean> {
  const { rows } = await sql<{ gone: boolean }>`select door.delete_mailbox() as gone`.execute(tx);
  return rows[0]?.gone ?? false;
}

// ---------- the inbox ----------

export interface InboxRow {
  readonly address: Buffer;
  readonly openedHour: Date;
  readonly waitingSince: Date | null;
  readonly lastLetter: number;
  readonly assignedTo: string | null;
  /** The place of its newest note; 0 where there is none. */
  readonly lastNote: number;
  /** YYYY-MM-DD: set aside as spam, and deleted on that day unless it is brought back. */
  readonly goesOn: string | null;
  readonly offer: InboxOffer | null;
  /** The agency that had it before. */
  readonly cameFrom: { readonly id: string; readonly name: string } | null;
  /** Who opens it from when on, unless somebody here does first. */
  readonly standIn: { readonly name: string; readonly opensAt: Date } | null;
}

export interface InboxOffer {
  readonly id: string;
  readonly status: string;
  readonly recipientAgency: { readonly id: string; readonly name: string };
  readonly categories: readonly Category[];
  readonly purpose: Purpose;
  readonly caseId: string | null;
}

/** The mailboxes of the caller's agency, who waits longest first; each with its newest offer. */
export async function listInbox(
  tx: Transaction,
  after: InboxPlace | null,
  limit: number,
): Promise<InboxRow[]> {
  const { waitingSince, openedHour, address } = after ?? {};
  const { rows } = await sql<{
    address: Buffer;
    opened_hour: Date;
    waiting_since: Date | null;
    last_letter: number;
    assigned_to: string | null;
    last_note: number;
    goes_on: string | null;
    offer_id: string | null;
    status: string;
    recipient_id: string;
    recipient_name: string;
    categories: Category[];
    purpose: Purpose;
    case_id: string | null;
    from_id: string | null;
    from_name: string;
    stand_in: string | null;
    opens_at: Date;
  }>`
    select m.address, m.opened_hour, m.waiting_since, m.last_letter, m.assigned_to,
      coalesce((select max(n.position) from door.desk_note n where n.mailbox = m.address), 0) as last_note,
      m.goes_on::text, o.id as offer_id, o.status, o.recipient_agency_id as recipient_id, a.name as recipient_name, o.categories,
      o.purpose, o.case_id, f.id as from_id, f.name as from_name,
      i.name as stand_in, w.opens_at
    from door.mailbox m
    left join lateral (
      select * from door.offer o where o.mailbox = m.address order by o.number desc limit 1
    ) o on true
    left join identity.agency a on a.id = o.recipient_agency_id
    left join lateral (
      select t.from_agency_id from door.transfer t where t.mailbox = m.address and t.status = 'done'
      order by t.number desc limit 1
    ) t on true
    left join identity.agency f on f.id = t.from_agency_id
    left join door.stand_in_wait w on w.mailbox = m.address
    left join identity.agency i on i.id = w.stand_in_agency_id
    where ${after === null}
      or (coalesce(m.waiting_since, 'infinity'), -extract(epoch from m.opened_hour), m.address)
        > (coalesce(${waitingSince ?? null}::timestamptz, 'infinity'), -extract(epoch from ${openedHour ?? null}::timestamptz), ${address ?? null}::bytea)
    order by m.waiting_since nulls last, m.opened_hour desc, m.address
    limit ${limit}`.execute(tx);
  return rows.map((row) => ({
    address: row.address,
    openedHour: row.opened_hour,
    waitingSince: row.waiting_since,
    lastLetter: row.last_letter,
    assignedTo: row.assigned_to,
    lastNote: row.last_note,
    goesOn: row.goes_on,
    standIn: row.stand_in === null ? null : { name: row.stand_in, opensAt: row.opens_at },
    cameFrom: row.from_id === null ? null : { id: row.from_id, name: row.from_name },
    offer:
      row.offer_id === null
        ? null
        : {
            id: row.offer_id,
            status: row.status,
            recipientAgency: { id: row.recipient_id, name: row.recipient_name },
            categories: row.categories,
            purpose: row.purpose,
            caseId: row.case_id,
          },
  }));
}

/** @returns false when the mailbox or the member is not of the caller's intake */
export async function assign(tx: Transaction, address: Buffer, memberId: string | null): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select door.assign(${address}, ${memberId}) as done`.execute(
    tx,
  );
  return rows[0]?.done ?? false;
}

/** @returns false when the address exists already */
export async function takeCall(
  tx: Transaction,
  address: Buffer,
  keys: MailboxKeys,
  letter: StoredLetter,
  note: StoredDeskNote | null,
): Promise<boolean> {
  const { rows } = await orProblem(
    sql<{ taken: boolean }>`select door.take_call(${address}, ${keys.readingKey}, ${keys.signingKey},
      ${JSON.stringify(letter)}, ${note && JSON.stringify(note)}) as taken`.execute(tx),
  );
  if (!rows[0]) throw noRow("take_call");
  return rows[0].taken;
}

/** @returns false for who is no intake worker */
export async function countCall(tx: Transaction): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select door.count_call() as done`.execute(tx);
  return rows[0]?.done ?? false;
}

/** @returns how many now wait to be deleted that did not before */
export async function setAside(tx: Transaction, addresses: readonly Buffer[]): Promise<number> {
  const { rows } = await sql<{ n: number }>`select door.set_aside(${addresses}::bytea[]) as n`.execute(tx);
  if (!rows[0]) throw noRow("set_aside");
  return rows[0].n;
}

/** @returns false where the mailbox is not the caller's */
export async function bringBack(tx: Transaction, address: Buffer): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select door.bring_back(${address}) as done`.execute(tx);
  return rows[0]?.done ?? false;
}

// ---------- what the desk notes ----------

/** Oldest first. */
export async function listNotes(tx: Transaction, address: Buffer): Promise<StoredDeskNote[]> {
  const rows = await tx
    .selectFrom("door.desk_note")
    .select("envelope")
    .where("mailbox", "=", address)
    .orderBy("position")
    .execute();
  return rows.map((row) => JSON.parse(row.envelope));
}

export interface NewestNote {
  readonly address: Buffer;
  readonly readingKey: Buffer;
  readonly signingKey: Buffer;
  readonly note: StoredDeskNote;
  /** What colleagues sealed of it later to the caller, by reading key. */
  readonly again: readonly { readonly readingKey: Buffer; readonly sealed: Buffer }[];
}

/** The newest note of each mailbox of the caller's agency that has any. */
export async function listNewestNotes(tx: Transaction, memberId: string): Promise<NewestNote[]> {
  const { rows } = await sql<{
    address: Buffer;
    reading: Buffer;
    signing: Buffer;
    envelope: string;
    again_to: Buffer[] | null;
    again: Buffer[] | null;
  }>`
    select n.mailbox as address, k.reading_key as reading, k.signing_key as signing, n.envelope, a.again_to, a.again
    from (select distinct on (mailbox) mailbox, position, envelope from door.desk_note order by mailbox, position desc) n
    cross join lateral door.find_keys(n.mailbox) k
    cross join lateral (
      select array_agg(g.reading_key order by g.reading_key) as again_to, array_agg(g.sealed order by g.reading_key) as again
      from door.desk_note_again g
      where g.mailbox = n.mailbox and g.position = n.position and g.member_id = ${memberId}
    ) a`.execute(tx);
  return rows.map(({ address, reading, signing, envelope, again_to, again }) => ({
    address,
    readingKey: reading,
    signingKey: signing,
    note: JSON.parse(envelope),
    again: (again_to ?? []).flatMap((readingKey, at) => {
      const sealed = again?.[at];
      return sealed ? [{ readingKey, sealed }] : [];
    }),
  }));
}

/**
 * @returns false when the mailbox is not one of the caller's agency
 * @throws DoorError `note-order`
 */
export async function keepNote(tx: Transaction, address: Buffer, note: StoredDeskNote): Promise<boolean> {
  const { rows } = await orProblem(
    sql<{ kept: boolean }>`select door.keep_desk_note(${address}, ${note.order},
      ${JSON.stringify(note)}) as kept`.execute(tx),
  );
  return rows[0]?.kept ?? false;
}

// ---------- offers ----------

export interface OfferRow {
  readonly id: string;
  readonly mailbox: Buffer;
  readonly agencyId: string;
  readonly agencyName: string;
  readonly recipientAgencyId: string;
  readonly recipientAgencyName: string;
  readonly categories: readonly Category[];
  readonly purpose: Purpose;
  readonly protocolId: string;
  readonly consentUntil: Date;
  readonly status: "open" | "accepted" | "declined" | "taken-back";
  readonly statement: string | null;
  readonly signature: Buffer | null;
  readonly caseId: string | null;
}

const selectOffers = (tx: Transaction) =>
  tx
    .selectFrom("door.offer as o")
    .innerJoin("identity.agency as a", "a.id", "o.agency_id")
    .innerJoin("identity.agency as r", "r.id", "o.recipient_agency_id")
    .select([
      "o.id",
      "o.mailbox",
      "o.agency_id as agencyId",
      "a.name as agencyName",
      "o.recipient_agency_id as recipientAgencyId",
      "r.name as recipientAgencyName",
      sql<Category[]>`o.categories`.as("categories"),
      sql<Purpose>`o.purpose`.as("purpose"),
      "o.protocol_id as protocolId",
      sql<Date>`o.consent_until`.as("consentUntil"),
      sql<OfferRow["status"]>`o.status`.as("status"),
      "o.statement",
      "o.signature",
      "o.case_id as caseId",
    ]);

/** Oldest first. */
export async function listOffers(tx: Transaction, address: Buffer): Promise<OfferRow[]> {
  return selectOffers(tx).where("o.mailbox", "=", address).orderBy("o.number").execute();
}

export async function findOffer(tx: Transaction, offerId: string): Promise<OfferRow | null> {
  return (await selectOffers(tx).where("o.id", "=", offerId).executeTakeFirst()) ?? null;
}

export interface NewOffer {
  readonly id: string;
  readonly recipientAgencyId: string;
  readonly categories: readonly Category[];
  readonly purpose: Purpose;
  readonly protocolId: string;
  readonly consentUntil: Date;
}

/**
 * An open offer to the same mailbox is taken back.
 *
 * @returns false when the mailbox is not one of the caller's agency
 * @throws DoorError `offer-not-covered`, `offer-answered`
 */
export async function makeOffer(tx: Transaction, address: Buffer, offer: NewOffer): Promise<boolean> {
  const { rows } = await orProblem(
    sql<{ made: boolean }>`select door.make_offer(${offer.id}, ${address}, ${offer.recipientAgencyId},
      ${[...offer.categories]}, ${offer.purpose}, ${offer.protocolId}, ${offer.consentUntil}) as made`.execute(
      tx,
    ),
  );
  return rows[0]?.made ?? false;
}

/** @returns false when the offer is not open any more */
export async function answerOffer(
  tx: Transaction,
  offerId: string,
  yes: { readonly statement: string; readonly signature: Buffer } | null,
): Promise<boolean> {
  const { rows } = await sql<{ answered: boolean }>`select door.answer_offer(${offerId}, ${yes !== null},
    ${yes?.statement ?? null}, ${yes?.signature ?? null}) as answered`.execute(tx);
  return rows[0]?.answered ?? false;
}

/** @returns false when it was carried already, or the case is not held by the caller's agency */
export async function markCarried(tx: Transaction, offerId: string, caseId: string): Promise<boolean> {
  const { rows } = await sql<{
    done: boolean;
  }>`select door.carry_offer(${offerId}, ${caseId}) as done`.execute(tx);
  return rows[0]?.done ?? false;
}

// ---------- who reads ----------

export interface RootKeyRow {
  readonly rootKey: Buffer | null;
  /** The private half, sealed to each supervisor. */
  readonly rootKeySealed: unknown;
}

export async function findRootKey(tx: Transaction, agencyId: string): Promise<RootKeyRow> {
  const row = await tx
    .selectFrom("identity.agency")
    .select(["root_key", "root_key_sealed"])
    .where("id", "=", agencyId)
    .executeTakeFirstOrThrow();
  return { rootKey: row.root_key, rootKeySealed: row.root_key_sealed };
}

export interface IntakeMemberRow {
  readonly id: string;
  readonly displayName: string;
  readonly roles: string[];
  readonly readingKey: Buffer;
  readonly signingKey: Buffer;
}

/** The agency's active intake workers who have made their keys. */
export async function listIntakeMembers(tx: Transaction, agencyId: string): Promise<IntakeMemberRow[]> {
  const { rows } = await sql<{
    id: string;
    display_name: string;
    roles: string[];
    reading_key: Buffer;
    signing_key: Buffer;
  }>`
    select m.id, m.display_name, k.reading_key, k.signing_key,
      array(select r.role from identity.member_role r where r.member_id = m.id order by r.role) as roles
    from identity.member m
    join identity.member_key k on k.member_id = m.id and k.retired_at is null
    where m.agency_id = ${agencyId} and m.status = 'active'
      and exists (select 1 from identity.member_role r where r.member_id = m.id and r.role = 'intake-worker')
    order by m.display_name, m.id`.execute(tx);
  return rows.map((row) => ({
    id: row.id,
    displayName: row.display_name,
    roles: row.roles,
    readingKey: row.reading_key,
    signingKey: row.signing_key,
  }));
}

type Published = "published" | "waits" | "order";

/** @returns `waits` where someone comes on, for a second member; `order` when this is not the version that comes next */
export async function publishRecipients(
  tx: Transaction,
  list: { readonly id: string; readonly signed: SignedRecipients; readonly secondAgencyId: string | null },
): Promise<Published> {
  const { rows } = await sql<{ said: Published }>`select door.publish_recipients(${list.id},
    ${list.signed.list.version}, ${JSON.stringify(list.signed)}, ${list.secondAgencyId}) as said`.execute(tx);
  return rows[0]?.said ?? "order";
}

/** Name and root key of an agency that has a door. */
export async function findAgencyRoot(
  tx: Transaction,
  agencyId: string,
): Promise<{ name: string; rootKey: Buffer }> {
  const row = await tx
    .selectFrom("identity.agency")
    .select(["name", "root_key"])
    .where("id", "=", agencyId)
    .executeTakeFirstOrThrow();
  if (!row.root_key) throw new Error("an agency with a mailbox has a root key");
  return { name: row.name, rootKey: row.root_key };
}
