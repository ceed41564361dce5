import { createHash } from "node:crypto";
import type { Client } from "pg";
import type { Category } from "../context.ts";
import type { Drawn } from "../worlds.ts";

type Row = Readonly<Record<string, unknown>>;

/** The tables, each after those that it refers to. */
const ORDER = [
  ...(["identity.agency", "keys.agency_key", "identity.member", "identity.member_role"] as const),
  ...(["identity.session", "identity.person", "identity.words", "identity.words_session"] as const),
  ...(["access.case_record", "care.case_file", "care.state_change", "care.clock"] as const),
  ...(["access.guardianship", "access.break_glass", "access.protocol", "access.protocol_party"] as const),
  ...(["access.protocol_scope", "access.consent", "access.consent_category", "access.legal_order"] as const),
  ...(["access.legal_order_category", "access.share", "keys.data_key", "keys.wrap"] as const),
  ...(["ledger.entry", "access.access_entry", "care.section"] as const),
] as const;
type Table = (typeof ORDER)[number];

/** Rows by table. */
type Tables = Map<Table, Row[]>;

const DAY = 86_400_000;

const at = (instant: number | null): string | null =>
  instant === null ? null : new Date(instant).toISOString();
const bytes = (hex: string): string => `\\x${hex}`;
const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** The secret of a session or a visit: whoever knows its number could know it, but only in a test. */
export const secretOf = (id: string): Buffer => createHash("sha256").update(`secret of ${id}`).digest();
const secretHash = (id: string): string => createHash("sha256").update(secretOf(id)).digest("hex");

/** A number for a thing that belongs to another: the data key of a section, for example. */
export const idFor = (...parts: readonly string[]): string =>
  sha256(parts.join("/")).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, "$1-$2-$3-$4-$5");

/** What the wrap of a data key for an agency holds, in hexadecimal. */
export const sealedFor = (dataKeyId: string, agencyId: string): string =>
  `${dataKeyId}${agencyId}`.replaceAll("-", "");

export const dataKeyOf = (caseId: string, category: Category): string => idFor("key", caseId, category);

/** The sections that lie in a world: those that are asked for, on purpose or by a slip. */
export function sectionsOf({ questions }: Drawn): { caseId: string; category: Category }[] {
  const sections = new Map<string, { caseId: string; category: Category }>();
  for (const { caseId, category, keyOf } of questions) {
    sections.set(`${caseId}/${category}`, { caseId, category });
    sections.set(`${keyOf.caseId}/${keyOf.category}`, keyOf);
  }
  return [...sections.values()];
}

/**
 * Writes worlds into an empty database. An agency becomes bound to immigration enforcement last, as it can in life; no
 * agreement that it joined earlier stands in the way. Otherwise the worlds are written without their triggers, which
 * takes a third of the time; `isChecked` leaves them on, and shows that every state could have come about.
 */
export async function loadWorlds(client: Client, worlds: readonly Drawn[], isChecked = false): Promise<void> {
  const tables: Tables = new Map(ORDER.map((table) => [table, []]));
  const put: Put = (table, row) => tables.get(table)?.push(row);
  let lookNumber = 0;
  for (const drawn of worlds) {
    putPeople(put, drawn);
    putCases(put, drawn);
    putShares(put, drawn);
    putSections(put, drawn);
    for (const look of drawn.looks) putLook(put, look, ++lookNumber);
  }
  await client.query("begin");
  if (!isChecked) await client.query("set local session_replication_role = replica");
  for (const [table, rows] of tables) {
    if (table === "care.section") await client.query("set local session_replication_role = origin"); // it moves heads
    if (rows.length > 0) await insert(client, table, rows);
  }
  await bindAgencies(client, worlds);
  for (const table of ["access.access_entry", "ledger.entry"]) {
    await client.query(`select setval(pg_get_serial_sequence('${table}', 'id'), max(id)) from ${table}`);
  }
  await client.query("commit");
  await client.query("analyze");
}

type Put = (table: Table, row: Row) => void;

function putPeople(put: Put, { world }: Drawn): void {
  for (const agency of world.agencies) {
    const { id, status } = agency;
    const kind = agency.enforcesImmigrationLaw ? "competent-authority" : agency.kind;
    put("identity.agency", { id, name: id, kind, status });
    put("keys.agency_key", { agency_id: id, version: 1, public_key: bytes(sha256(id)) });
  }
  for (const { id, agencyId, status, roles } of world.members) {
    const email = `${id}@example.org`;
    put("identity.member", {
      ...{ id, agency_id: agencyId, email, display_name: id, status, password_hash: "-" },
      suspended_at: status === "suspended" ? at(0) : null,
    });
    for (const role of roles) put("identity.member_role", { member_id: id, role });
  }
  for (const { id, memberId, stage, expiresAt, endedAt } of world.sessions) {
    put("identity.session", {
      ...{ id, member_id: memberId, secret_hash: bytes(secretHash(id)), stage },
      ...{ created_at: at(expiresAt - DAY), expires_at: at(expiresAt), ended_at: at(endedAt) },
    });
  }
  const persons = [
    ...world.words.map((words) => words.personId),
    ...world.cases.map((record) => record.personId),
  ];
  for (const id of new Set(persons)) if (id) put("identity.person", { id });
  for (const { address, personId, restsUntil } of world.words) {
    const key = bytes(sha256(address));
    put("identity.words", {
      address: bytes(address),
      reading_key: key,
      signing_key: key,
      person_id: personId,
      rests_until: at(restsUntil),
    });
  }
  for (const { id, address, expiresAt, endedAt } of world.visits) {
    put("identity.words_session", {
      ...{ id, address: bytes(address), secret_hash: bytes(secretHash(id)) },
      ...{ expires_at: at(expiresAt), ended_at: at(endedAt) },
    });
  }
}

function putCases(put: Put, { world }: Drawn): void {
  for (const { id, holderAgencyId, personId } of world.cases) {
    put("access.case_record", { id, holder_agency_id: holderAgencyId, person_id: personId });
    put("care.case_file", { id, alias: id, state: "contact", holder_agency_id: holderAgencyId });
    put("care.state_change", { case_id: id, to_state: "contact" });
    put("care.clock", {
      id,
      case_id: id,
      what: "first-contact",
      holder_agency_id: holderAgencyId,
      started_at: at(0),
      due_at: at(DAY),
      basis: "agreed",
    });
  }
  for (const { caseId, address, conflict, startsAt, endedAt } of world.guardianships) {
    put("access.guardianship", {
      ...{ case_id: caseId, words_address: bytes(address), conflict },
      ...{ starts_at: at(startsAt), ended_at: at(endedAt) },
    });
  }
  for (const { id, caseId, category, memberId, openedAt, confirmedAt, endedAt } of world.glasses) {
    const second = world.members.find((one) => one.id !== memberId);
    put("access.break_glass", {
      ...{
        id,
        case_id: caseId,
        category,
        member_id: memberId,
        reason: "a reason of at least twenty letters",
      },
      ...{ opened_at: at(openedAt), confirmed_at: second ? at(confirmedAt) : null, ended_at: at(endedAt) },
      confirmed_by: confirmedAt === null ? null : second?.id,
      agency_id: world.members.find((one) => one.id === memberId)?.agencyId,
    });
  }
}

function putShares(put: Put, { world }: Drawn): void {
  for (const { id, status, inForceFrom, inForceUntil, parties, scope } of world.protocols) {
    put("access.protocol", {
      ...{ id, title: id, legal_basis: "an article", retention_days: 90, onward_rule: "none", status },
      ...{ in_force_from: at(inForceFrom), in_force_until: at(inForceUntil) },
    });
    for (const agency of parties) put("access.protocol_party", { protocol_id: id, agency_id: agency });
    for (const covered of scope) put("access.protocol_scope", { protocol_id: id, ...covered });
  }
  for (const consent of world.consents) {
    const { id, caseId, recipientAgencyId, purpose, categories, expiresAt, withdrawnAt } = consent;
    put("access.consent", {
      ...{ id, case_id: caseId, recipient_agency_id: recipientAgencyId, purpose, given_by: "person" },
      ...{ statement: "I agree.", signature: bytes("00"), given_at: at(expiresAt - 100 * DAY) },
      ...{ expires_at: at(expiresAt), withdrawn_at: at(withdrawnAt) },
    });
    for (const category of categories) put("access.consent_category", { consent_id: id, category });
  }
  for (const order of world.legalOrders) {
    put("access.legal_order", {
      ...{
        id: order.id,
        case_id: order.caseId,
        authority: "a court",
        article: "an article",
        court: "a court",
      },
      ...{
        recipient_agency_id: order.recipientAgencyId,
        purpose: order.purpose,
        issued_at: at(order.issuedAt),
      },
      ...{ expires_at: at(order.expiresAt), ended_at: at(order.endedAt) },
      notice_deferred_until: at(order.noticeDeferredUntil),
    });
    for (const category of order.categories) {
      put("access.legal_order_category", { legal_order_id: order.id, category });
    }
  }
  for (const share of world.shares) {
    put("access.share", {
      ...{ id: share.id, case_id: share.caseId, category: share.category, agency_id: share.agencyId },
      ...{ purpose: share.purpose, consent_id: share.consentId, legal_order_id: share.legalOrderId },
      ...{ protocol_id: share.protocolId, opened_at: at(share.openedAt), expires_at: at(share.expiresAt) },
      ...{ ended_at: at(share.endedAt), ended_because: share.endedAt === null ? null : "ended-by-holder" },
    });
  }
}

/** Each section with a data key that is wrapped for whoever asks, too: what is refused is there to be taken. */
function putSections(put: Put, drawn: Drawn): void {
  for (const { caseId, category } of sectionsOf(drawn)) {
    const id = dataKeyOf(caseId, category);
    put("keys.data_key", { id, case_id: caseId, category });
    for (const agencyId of agenciesAround(drawn, caseId)) {
      const sealed = bytes(sealedFor(id, agencyId));
      put("keys.wrap", { data_key_id: id, agency_id: agencyId, agency_key_version: 1, sealed });
    }
    put("care.section", {
      ...{ case_id: caseId, category, version: 1, based_on: 0, data_key_id: id, ciphertext: bytes("00") },
    });
  }
}

/** The agency that holds the case, those to which something of it was ever opened, and those that ask about it. */
function agenciesAround({ world, questions }: Drawn, caseId: string): Set<string> {
  const holders = world.cases.filter((one) => one.id === caseId).map((one) => one.holderAgencyId);
  const opened = world.shares.filter((share) => share.caseId === caseId).map((share) => share.agencyId);
  const asking = questions.flatMap(({ reader, caseId: of }) => {
    if (of !== caseId || reader.kind !== "member") return [];
    const session = world.sessions.find((one) => one.id === reader.sessionId);
    return world.members.filter((one) => one.id === session?.memberId).map((one) => one.agencyId);
  });
  return new Set([...holders, ...opened, ...asking]);
}

function putLook(put: Put, look: Drawn["looks"][number], number: number): void {
  put("ledger.entry", {
    ...{ id: number, kind: "section.refused", content: look.id },
    ...{ case_id: look.caseId, agency_id: look.agencyId },
  });
  put("access.access_entry", {
    ...{
      id: number,
      case_id: look.caseId,
      category: "account",
      agency_id: look.agencyId,
      outcome: "refused",
    },
    ...{ refusal: look.id, legal_order_id: look.legalOrderId, ledger_entry_id: number },
  });
}

async function insert(client: Client, table: string, rows: readonly Row[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {}).join(", ");
  const identity =
    table === "ledger.entry" || table === "access.access_entry" ? "overriding system value" : "";
  const slice = 20_000; // a parameter of a few megabytes
  for (let from = 0; from < rows.length; from += slice) {
    await client.query(
      `insert into ${table} (${columns}) ${identity}
       select ${columns} from json_populate_recordset(null::${table}, $1)`,
      [JSON.stringify(rows.slice(from, from + slice))],
    );
  }
}

async function bindAgencies(client: Client, worlds: readonly Drawn[]): Promise<void> {
  const agencies = worlds.flatMap(({ world }) => world.agencies);
  const duties = agencies.flatMap((agency) =>
    agency.passesOnTo.map((to) => ({ agency_id: agency.id, passes_on_to: to, legal_basis: "an article" })),
  );
  if (duties.length > 0) await insert(client, "identity.agency_duty", duties);
  const powers = agencies.map(({ id, kind, parentId, enforcesImmigrationLaw }) => ({
    ...{ id, kind, parent_id: parentId, enforces_immigration_law: enforcesImmigrationLaw },
  }));
  await client.query(
    `update identity.agency a
     set kind = p.kind, parent_id = p.parent_id, enforces_immigration_law = p.enforces_immigration_law
     from json_populate_recordset(null::identity.agency, $1) p
     where p.id = a.id and (p.parent_id is not null or p.enforces_immigration_law)`,
    [JSON.stringify(powers)],
  );
}
