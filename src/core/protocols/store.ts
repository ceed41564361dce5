import { sql } from "kysely";
import type { Category, Purpose } from "../access/context.ts";
import type { AgencyKind } from "../access/coverage.ts";
import { orProblemByName, type Transaction } from "../db/index.ts";
import { toBase64Url } from "../keys/index.ts";
import { ProtocolError, type ProtocolErrorCode } from "./errors.ts";
import type { PartySignature, SignedPerson, Texts } from "./statement.ts";
import type { DraftTerms, KnownAgency, Terms } from "./terms.ts";
import type { SignedEnding } from "./verify.ts";

/** What the acts refuse by name, as problems of agreements. */
const PROBLEM_OF: Readonly<Record<string, ProtocolErrorCode>> = {
  supervisor_of_party: "party-supervisors-only",
  protocol_not_open_to_change: "not-open-to-change",
  one_proposed_version: "not-open-to-change",
  no_immigration_party: "immigration-party",
  statement_not_ours: "agencies-changed",
  change_keeps_the_start: "change-keeps-the-start",
  version_not_open: "not-waiting",
  signer_unknown: "signer-unknown",
  two_signers: "two-signers",
  effects_changed: "effects-changed",
  parties_once: "draft-not-whole",
  parties_active: "party-suspended",
};

const orProblem = <T>(work: Promise<T>): Promise<T> => orProblemByName(work, PROBLEM_OF, ProtocolError);

/** An agreement as it is enforced, for lists. */
export interface ProtocolRow {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly status: string;
  readonly inForceFrom: Date;
  readonly inForceUntil: Date;
  readonly reviewOn: string | null;
  readonly legalBasis: string;
  readonly retentionDays: number;
  readonly onwardRule: string;
  /** The version that all parties signed; null where an agreement was made before agreements were signed here. */
  readonly version: number | null;
  /** A version that waits for signatures, until when, and the agencies that signed it; null when its time is over. */
  readonly proposed: {
    readonly version: number;
    readonly proposedBy: string;
    readonly proposedAt: string;
    readonly expiresAt: string;
    readonly parties: readonly { readonly id: string; readonly name: string }[];
    readonly signedBy: readonly string[];
  } | null;
  readonly parties: readonly { readonly id: string; readonly name: string }[];
  readonly scope: readonly { readonly category: Category; readonly purpose: Purpose }[];
}

const protocols = (tx: Transaction) =>
  tx.selectFrom("access.protocol as p").select([
    "p.id",
    "p.number",
    "p.title",
    // What never was in force ends with the time of its version, also before the hour in which a job writes it down.
    sql<string>`case when p.status = 'proposed' and not exists (
        select 1 from access.protocol_version v
        where v.protocol_id = p.id and v.status = 'proposed' and v.expires_at > now()
      ) then 'ended' else p.status end`.as("status"),
    "p.in_force_from as inForceFrom",
    "p.in_force_until as inForceUntil",
    "p.legal_basis as legalBasis",
    "p.retention_days as retentionDays",
    "p.onward_rule as onwardRule",
    sql<string | null>`to_char(p.review_on, 'YYYY-MM-DD')`.as("reviewOn"),
    sql<number | null>`(
        select v.version from access.protocol_version v where v.protocol_id = p.id and v.status = 'adopted'
      )`.as("version"),
    sql<ProtocolRow["proposed"]>`(
        select json_build_object('version', v.version, 'proposedBy', b.name, 'proposedAt', v.proposed_at,
          'expiresAt', v.expires_at,
          'parties', (select json_agg(json_build_object('id', y ->> 'agencyId', 'name', y ->> 'name') order by y ->> 'name')
            from jsonb_array_elements(v.statement::jsonb -> 'terms' -> 'parties') y),
          'signedBy', (select coalesce(json_agg(g.agency_id), '[]') from access.protocol_signature g
            where g.protocol_id = v.protocol_id and g.version = v.version))
        from access.protocol_version v join identity.agency b on b.id = v.proposed_agency_id
        where v.protocol_id = p.id and v.status = 'proposed' and v.expires_at > now()
      )`.as("proposed"),
    sql<ProtocolRow["parties"]>`(
        select coalesce(json_agg(json_build_object('id', a.id, 'name', a.name) order by a.name), '[]')
        from access.protocol_party y join identity.agency a on a.id = y.agency_id where y.protocol_id = p.id
      )`.as("parties"),
    sql<ProtocolRow["scope"]>`(
        select coalesce(json_agg(json_build_object('category', s.category, 'purpose', s.purpose)
          order by s.category, s.purpose), '[]')
        from access.protocol_scope s where s.protocol_id = p.id
      )`.as("scope"),
  ]);

export async function listProtocols(tx: Transaction): Promise<ProtocolRow[]> {
  return protocols(tx).orderBy("p.number").limit(1000).execute();
}

export async function findProtocol(tx: Transaction, id: string): Promise<ProtocolRow | undefined> {
  return protocols(tx).where("p.id", "=", id).executeTakeFirst();
}

export interface VersionRow {
  readonly version: number;
  readonly status: "proposed" | "adopted" | "superseded" | "withdrawn" | "expired";
  /** The very bytes that are signed, as text. */
  readonly statement: string;
  readonly texts: Texts;
  readonly proposedBy: { readonly id: string; readonly name: string };
  readonly proposedAt: Date;
  /** When nobody can sign it any more. */
  readonly expiresAt: Date;
  readonly decidedAt: Date | null;
  readonly withdrawnBecause: string | null;
  readonly signatures: readonly (PartySignature & { readonly signedAt: string })[];
  /** Of the people who signed, those whose agency has not signed yet too. */
  readonly people: readonly (SignedPerson & { readonly agencyId: string; readonly signedAt: string })[];
}

/** The versions of an agreement, newest first. */
export async function listVersions(tx: Transaction, protocolId: string): Promise<VersionRow[]> {
  const versions = await tx
    .selectFrom("access.protocol_version as v")
    .innerJoin("identity.agency as a", "a.id", "v.proposed_agency_id")
    .select([
      "v.version",
      sql<VersionRow["status"]>`case when v.status = 'proposed' and v.expires_at <= now() then 'expired'
        else v.status end`.as("status"),
      "v.statement",
      sql<Texts>`v.texts`.as("texts"),
      "a.id as agencyId",
      "a.name as agencyName",
      "v.proposed_at as proposedAt",
      "v.expires_at as expiresAt",
      "v.decided_at as decidedAt",
      "v.withdrawn_because as withdrawnBecause",
    ])
    .where("v.protocol_id", "=", protocolId)
    .orderBy("v.version", "desc")
    .execute();
  const signatures = await tx
    .selectFrom("access.protocol_signature")
    .select(["version", "agency_id", "root_key", "signature", "signed_at"])
    .select(sql<SignedPerson[]>`people`.as("people"))
    .where("protocol_id", "=", protocolId)
    .orderBy("signed_at")
    .execute();
  const people = await tx
    .selectFrom("access.protocol_person_signature")
    .selectAll()
    .where("protocol_id", "=", protocolId)
    .orderBy("signed_at")
    .execute();
  return versions.map((row) => ({
    version: row.version,
    status: row.status,
    statement: row.statement,
    texts: row.texts,
    proposedBy: { id: row.agencyId, name: row.agencyName },
    proposedAt: row.proposedAt,
    expiresAt: row.expiresAt,
    decidedAt: row.decidedAt,
    withdrawnBecause: row.withdrawnBecause,
    signatures: signatures
      .filter(({ version }) => version === row.version)
      .map((one) => ({
        agencyId: one.agency_id,
        rootKey: toBase64Url(one.root_key),
        people: one.people,
        signature: toBase64Url(one.signature),
        signedAt: one.signed_at.toISOString(),
      })),
    people: people
      .filter(({ version }) => version === row.version)
      .map((one) => ({
        agencyId: one.agency_id,
        memberId: one.member_id,
        name: one.name,
        signingKey: toBase64Url(one.signing_key),
        signature: toBase64Url(one.signature),
        signedAt: one.signed_at.toISOString(),
      })),
  }));
}

export interface ChangeRow {
  readonly kind: string;
  readonly version: number | null;
  readonly agency: string | null;
  readonly reason: string | null;
  readonly at: Date;
  /** What two people signed, where that takes two. */
  readonly signed: SignedEnding | null;
}

/** What became of an agreement, newest first. */
export async function listChanges(tx: Transaction, protocolId: string): Promise<ChangeRow[]> {
  return tx
    .selectFrom("access.protocol_change as c")
    .leftJoin("identity.agency as a", "a.id", "c.agency_id")
    .select(["c.kind", "c.version", "a.name as agency", "c.reason", "c.at", "c.signed"])
    .$castTo<ChangeRow>()
    .where("c.protocol_id", "=", protocolId)
    .orderBy("c.id", "desc")
    .limit(500)
    .execute();
}

/** Why an agency is bound to immigration enforcement: by its own power, through its parent, or by a duty. */
export interface Bond {
  readonly by: "power" | "parent" | "duty";
  readonly agency: string | null;
}

/** All active agencies, with what an agreement needs to know of them. */
export async function listKnownAgencies(
  tx: Transaction,
): Promise<(KnownAgency & { readonly bond: Bond | null })[]> {
  const rows = await tx
    .selectFrom("identity.agency as a")
    .leftJoin("identity.agency as p", (join) =>
      join.onRef("p.id", "=", "a.parent_id").on("p.immigration_bound", "=", true),
    )
    .select([
      "a.id",
      "a.name",
      "a.kind",
      "a.immigration_bound as immigrationBound",
      "a.enforces_immigration_law as enforces",
      "p.name as parent",
      sql<string | null>`(
        select o.name from identity.agency_duty d join identity.agency o on o.id = d.passes_on_to
        where d.agency_id = a.id and o.immigration_bound order by o.name limit 1)`.as("duty"),
    ])
    .where("a.status", "=", "active")
    .orderBy("a.name")
    .limit(1000)
    .execute();
  return rows.map(({ id, name, kind, immigrationBound, enforces, parent, duty }) => ({
    ...{ id, name, immigrationBound },
    kind: kind as AgencyKind,
    bond: !immigrationBound
      ? null
      : enforces
        ? { by: "power", agency: null }
        : parent
          ? { by: "parent", agency: parent }
          : { by: "duty", agency: duty },
  }));
}

export interface DraftRow {
  readonly id: string;
  readonly protocolId: string | null;
  readonly agency: { readonly id: string; readonly name: string };
  readonly terms: DraftTerms;
  readonly revision: number;
  readonly updatedAt: Date;
}

const drafts = (tx: Transaction) =>
  tx
    .selectFrom("access.protocol_draft as d")
    .innerJoin("identity.agency as a", "a.id", "d.agency_id")
    .select([
      "d.id",
      "d.protocol_id as protocolId",
      "a.id as agencyId",
      "a.name as agencyName",
      sql<DraftTerms>`d.terms`.as("terms"),
      "d.revision",
      "d.updated_at as updatedAt",
    ]);

const toDraftRow = (row: Awaited<ReturnType<ReturnType<typeof drafts>["execute"]>>[number]): DraftRow => ({
  id: row.id,
  protocolId: row.protocolId,
  agency: { id: row.agencyId, name: row.agencyName },
  terms: row.terms,
  revision: row.revision,
  updatedAt: row.updatedAt,
});

/** The drafts of one's agency, and those that name it, newest first. */
export async function listDrafts(tx: Transaction): Promise<DraftRow[]> {
  return (await drafts(tx).orderBy("d.updated_at", "desc").limit(200).execute()).map(toDraftRow);
}

export async function findDraft(tx: Transaction, id: string): Promise<DraftRow | undefined> {
  const row = await drafts(tx).where("d.id", "=", id).executeTakeFirst();
  return row && toDraftRow(row);
}

export async function insertDraft(
  tx: Transaction,
  draft: {
    id: string;
    protocolId: string | null;
    agencyId: string;
    memberId: string;
    terms: DraftTerms;
  },
): Promise<void> {
  await tx
    .insertInto("access.protocol_draft")
    .values({
      id: draft.id,
      protocol_id: draft.protocolId,
      agency_id: draft.agencyId,
      terms: JSON.stringify(draft.terms),
      updated_by: draft.memberId,
    })
    .execute();
}

/** @returns the new revision; null where the draft is not open to the caller or not at `revision` any more */
export async function writeDraft(
  tx: Transaction,
  draft: { id: string; revision: number; terms: DraftTerms; memberId: string },
): Promise<number | null> {
  const row = await tx
    .updateTable("access.protocol_draft")
    .set({
      terms: JSON.stringify(draft.terms),
      revision: draft.revision + 1,
      updated_by: draft.memberId,
      updated_at: sql`now()`,
    })
    .where("id", "=", draft.id)
    .where("revision", "=", draft.revision)
    .returning("revision")
    .executeTakeFirst();
  return row?.revision ?? null;
}

/** @returns whether it was there, and the caller's agency's */
export async function deleteDraft(tx: Transaction, id: string): Promise<boolean> {
  const gone = await tx.deleteFrom("access.protocol_draft").where("id", "=", id).executeTakeFirst();
  return gone.numDeletedRows > 0n;
}

/** @throws ProtocolError */
export async function propose(
  tx: Transaction,
  proposal: { id: string; statement: string; texts: Texts; voucher: Buffer },
): Promise<number> {
  const { rows } = await orProblem(
    sql<{ version: number }>`select access.propose_protocol(${proposal.id}, ${proposal.statement},
      ${JSON.stringify(proposal.texts)}::jsonb, ${proposal.voucher}) as version`.execute(tx),
  );
  return rows[0]?.version ?? 0;
}

/** What a version would do to a live share of a case that the caller's agency holds or reads. */
export interface Effect {
  readonly caseId: string;
  readonly category: Category;
  readonly purpose: Purpose;
  readonly recipient: { readonly id: string; readonly name: string };
  readonly holder: { readonly id: string; readonly name: string };
  readonly effect: "ends" | "cut";
  readonly because: "party" | "scope" | "time";
  readonly endsAt: Date;
  readonly wouldEndAt: Date;
}

export interface Effects {
  readonly effects: readonly Effect[];
  /** How many shares of others would change, in fives; null: fewer than twenty, and nobody among them. */
  readonly others: number | null;
  /** Of all of them. */
  readonly digest: string;
}

interface EffectColumns {
  case_id: string;
  category: Category;
  purpose: Purpose;
  agency_id: string;
  agency_name: string;
  holder_agency_id: string;
  holder_name: string;
  because: Effect["because"];
  ends_at: Date;
  would_end_at: Date;
}

/** @throws ProtocolError */
export async function previewEffects(tx: Transaction, protocolId: string, terms: Terms): Promise<Effects> {
  const { rows } = await orProblem(
    sql<
      | (EffectColumns & { effect: "ends" | "cut" })
      | { effect: "whole"; digest: string; others: number | null }
    >`select e.*, a.name as agency_name, h.name as holder_name
       from access.preview_protocol(${protocolId}, ${JSON.stringify(terms)}::jsonb) e
       left join identity.agency a on a.id = e.agency_id left join identity.agency h on h.id = e.holder_agency_id
       order by a.name, e.category, e.case_id`.execute(tx),
  );
  const effects: Effect[] = [];
  let whole: Omit<Effects, "effects"> = { others: null, digest: "" };
  for (const row of rows)
    if (row.effect === "whole") whole = { others: row.others, digest: row.digest };
    else
      effects.push({
        caseId: row.case_id,
        category: row.category,
        purpose: row.purpose,
        recipient: { id: row.agency_id, name: row.agency_name },
        holder: { id: row.holder_agency_id, name: row.holder_name },
        effect: row.effect,
        because: row.because,
        endsAt: row.ends_at,
        wouldEndAt: row.would_end_at,
      });
  return { effects, ...whole };
}

/** @throws ProtocolError */
export async function signAsPerson(
  tx: Transaction,
  id: string,
  version: number,
  person: { name: string; signingKey: Buffer; signature: Buffer },
  voucher: Buffer,
): Promise<void> {
  await orProblem(
    sql`select access.sign_protocol_as_person(${id}, ${version}, ${person.name}, ${person.signingKey},
      ${person.signature}, ${voucher})`.execute(tx),
  );
}

/** @throws ProtocolError */
export async function signAsParty(
  tx: Transaction,
  id: string,
  version: number,
  party: { rootKey: Buffer; people: readonly SignedPerson[]; signature: Buffer; effects: string },
  voucher: Buffer,
): Promise<"signed" | "in-force"> {
  const { rows } = await orProblem(
    sql<{ now: "signed" | "in-force" }>`select access.sign_protocol(${id}, ${version}, ${party.rootKey},
      ${JSON.stringify(party.people)}::jsonb, ${party.signature}, ${party.effects}, ${voucher}) as now`.execute(
      tx,
    ),
  );
  return rows[0]?.now ?? "signed";
}

/** @throws ProtocolError */
export async function withdraw(tx: Transaction, id: string, because: string): Promise<boolean> {
  const { rows } = await orProblem(
    sql<{ done: boolean }>`select access.withdraw_protocol(${id}, ${because}) as done`.execute(tx),
  );
  return rows[0]?.done === true;
}

/** @throws ProtocolError */
export async function suspend(tx: Transaction, id: string, because: string): Promise<boolean> {
  const { rows } = await orProblem(
    sql<{ done: boolean }>`select access.suspend_protocol(${id}, ${because}) as done`.execute(tx),
  );
  return rows[0]?.done === true;
}

/** `second`: a colleague is awaited; `waits`: this party has agreed, and others have not. */
export type Lifting = "second" | "waits" | "in-force";

/** @throws ProtocolError */
export async function proposeLifting(
  tx: Transaction,
  proposalId: string,
  id: string,
): Promise<Lifting | "not-suspended"> {
  const { rows } = await orProblem(
    sql<{
      now: Lifting | "not-suspended";
    }>`select access.propose_lifting(${proposalId}, ${id}) as now`.execute(tx),
  );
  return rows[0]?.now ?? "not-suspended";
}

/** What both people sign before an agreement ends. */
export interface Ending {
  readonly protocolId: string;
  readonly title: string;
  /** Hash of the statement in force; null where nobody signed the agreement here. */
  readonly statement: string | null;
  readonly reason: string;
}

/** @throws ProtocolError */
export async function proposeEnding(
  tx: Transaction,
  proposed: { readonly id: string; readonly content: Ending; readonly secondAgencyId: string | null },
): Promise<"waits" | "nothing" | "text" | "party"> {
  const { rows } = await orProblem(
    sql<{ said: "waits" | "nothing" | "text" | "party" }>`select access.propose_ending(${proposed.id},
      ${JSON.stringify(proposed.content)}::jsonb, ${proposed.secondAgencyId}) as said`.execute(tx),
  );
  return rows[0]?.said ?? "nothing";
}
