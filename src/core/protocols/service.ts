import { createHash, createHmac, randomUUID } from "node:crypto";
import { asMember, type MemberContext } from "../access/context.ts";
import type { Transaction } from "../db/index.ts";
import type { House } from "../house.ts";
import { HttpProblem } from "../http/index.ts";
import { fromBase64Url } from "../keys/index.ts";
import { signProposal } from "../proposals/sign.ts";
import type { ActSignature } from "../proposals/signed.ts";
import { ProtocolError } from "./errors.ts";
import {
  isSignedByParty,
  isSignedByPerson,
  type PartySignature,
  renderTexts,
  type SignedPerson,
  type Statement,
  statementHash,
  writeStatement,
} from "./statement.ts";
import * as store from "./store.ts";
import { type DraftTerms, EMPTY_DRAFT, findFaults, toDraft, toTerms } from "./terms.ts";
import type { AgreementExport } from "./verify.ts";

/** Use cases of agreements: one transaction each, as a supervisor of a party. */

type Work<T> = (tx: Transaction, me: MemberContext) => Promise<T>;

export const asSupervisor = <T>(house: House, secret: Uint8Array, work: Work<T>): Promise<T> =>
  asMember(house.db, secret, null, work, "leeward_supervisor");

/** The server answers for what it has checked: injected SQL cannot (identity.is_vouched). */
const vouch = (house: House, message: string): Buffer =>
  createHmac("sha256", house.secrets.vouching).update(message).digest();

const bothHashed = (key: Uint8Array, signature: Uint8Array): string =>
  createHash("sha256").update(key).update(signature).digest("hex");

/** An agreement with its versions and what became of it. */
export async function readProtocol(tx: Transaction, id: string) {
  const protocol = await store.findProtocol(tx, id);
  if (!protocol) throw new HttpProblem("not-found");
  return {
    ...protocol,
    versions: await store.listVersions(tx, id),
    changes: await store.listChanges(tx, id),
  };
}

/** All that was signed, for someone who checks it elsewhere. */
export async function exportProtocol(tx: Transaction, id: string): Promise<AgreementExport> {
  const { versions, changes } = await readProtocol(tx, id);
  return {
    format: "leeward agreement export v1",
    agreement: id,
    versions: versions
      .map(({ version, status, statement, texts, signatures }) => ({
        ...{ version, status, statement, texts },
        signatures: signatures.map(({ agencyId, rootKey, people, signature }) => ({
          ...{ agencyId, rootKey, people, signature },
        })),
      }))
      .reverse(),
    ending: changes.find(({ kind }) => kind === "ended")?.signed ?? null,
  };
}

/** What a draft begins from: nothing, an agreement that shall change, or a version of it that is over. */
export interface DraftOrigin {
  readonly protocolId: string | null;
  readonly version?: number | undefined;
}

/** Begins a draft: with one's own agency as a party alone, or with what it begins from. */
export async function beginDraft(
  tx: Transaction,
  me: MemberContext,
  { protocolId, version }: DraftOrigin,
): Promise<{ id: string }> {
  const begun =
    protocolId === null
      ? { protocolId, terms: { ...EMPTY_DRAFT, parties: [{ agencyId: me.agencyId, contact: "" }] } }
      : version === undefined
        ? { protocolId, terms: await draftOf(tx, me, protocolId) }
        : await againFrom(tx, me, protocolId, version);
  const id = randomUUID();
  await store.insertDraft(tx, { id, agencyId: me.agencyId, memberId: me.memberId, ...begun });
  return { id };
}

/**
 * What ran out or was refused, to be proposed again: as a change where the agreement stands, and as a new one where it
 * never came to stand or has ended.
 */
async function againFrom(
  tx: Transaction,
  me: MemberContext,
  protocolId: string,
  version: number,
): Promise<{ protocolId: string | null; terms: DraftTerms }> {
  const protocol = await readProtocol(tx, protocolId);
  const over = protocol.versions.find((one) => one.version === version);
  if (!over) throw new HttpProblem("not-found");
  if (over.status !== "expired" && over.status !== "withdrawn") throw new ProtocolError("not-over");
  const { terms } = JSON.parse(over.statement) as Statement;
  // A change is for the parties of today; one that only the change would have let in cannot begin it.
  const parties =
    protocol.status === "ended" ? terms.parties.map(({ agencyId }) => agencyId) : partiesOf(protocol);
  if (!parties.includes(me.agencyId)) throw new ProtocolError("party-supervisors-only");
  if (protocol.proposed) throw new ProtocolError("not-open-to-change");
  return { protocolId: protocol.status === "ended" ? null : protocolId, terms: toDraft(terms) };
}

const partiesOf = ({ parties }: store.ProtocolRow): string[] => parties.map(({ id }) => id);

async function draftOf(tx: Transaction, me: MemberContext, protocolId: string): Promise<DraftTerms> {
  const protocol = await store.findProtocol(tx, protocolId);
  if (!protocol) throw new HttpProblem("not-found");
  if (!partiesOf(protocol).includes(me.agencyId)) throw new ProtocolError("party-supervisors-only");
  if (protocol.status === "ended" || protocol.proposed) throw new ProtocolError("not-open-to-change");
  const versions = await store.listVersions(tx, protocolId);
  const adopted = versions.find(({ status }) => status === "adopted");
  if (adopted) return toDraft((JSON.parse(adopted.statement) as Statement).terms);
  // Made before agreements were signed here: what it enforces, with what a signed one says beside it left open.
  return {
    ...EMPTY_DRAFT,
    title: protocol.title,
    parties: protocol.parties.map(({ id }) => ({ agencyId: id, contact: "" })),
    scope: protocol.scope,
    legalText: protocol.legalBasis,
    retentionDays: String(protocol.retentionDays),
    onwardRule: protocol.onwardRule === "none" ? "none" : "with-consent",
    inForceFrom: protocol.inForceFrom.toISOString().slice(0, 10),
    inForceUntil: protocol.inForceUntil.toISOString().slice(0, 10),
  };
}

export async function readDraft(tx: Transaction, id: string): Promise<store.DraftRow> {
  const draft = await store.findDraft(tx, id);
  if (!draft) throw new HttpProblem("not-found");
  return draft;
}

/** @returns the new revision */
export async function writeDraft(
  tx: Transaction,
  me: MemberContext,
  draft: { id: string; revision: number; terms: DraftTerms },
): Promise<{ revision: number }> {
  await readDraft(tx, draft.id);
  const revision = await store.writeDraft(tx, { ...draft, memberId: me.memberId });
  if (revision === null) throw new ProtocolError("draft-changed");
  return { revision };
}

/** What a draft would do to the shares that live under the agreement that it changes. */
export async function previewDraft(tx: Transaction, id: string) {
  const draft = await readDraft(tx, id);
  const agencies = await store.listKnownAgencies(tx);
  ensureWhole(draft.terms, agencies);
  if (draft.protocolId === null) return { effects: [], others: null, digest: "" };
  return store.previewEffects(tx, draft.protocolId, toTerms(draft.terms, agencies));
}

function ensureWhole(terms: DraftTerms, agencies: Awaited<ReturnType<typeof store.listKnownAgencies>>): void {
  const faults = findFaults(terms, agencies);
  if (faults.some(({ code }) => code === "party-bound"))
    throw new ProtocolError("immigration-party", { faults });
  if (faults.length > 0) throw new ProtocolError("draft-not-whole", { faults });
}

/** Makes the object of a draft, renders its four texts, and lays both before the parties. */
export async function proposeDraft(
  house: House,
  tx: Transaction,
  draftId: string,
): Promise<{ id: string; version: number }> {
  const draft = await readDraft(tx, draftId);
  const agencies = await store.listKnownAgencies(tx);
  ensureWhole(draft.terms, agencies);
  const id = draft.protocolId ?? randomUUID();
  const versions = draft.protocolId ? await store.listVersions(tx, id) : [];
  const adopted = versions.find(({ status }) => status === "adopted");
  const numbered = {
    agreement: id,
    version: (versions[0]?.version ?? 0) + 1,
    terms: toTerms(draft.terms, agencies),
  };
  const statement = writeStatement(numbered, adopted ? statementHash(adopted.statement) : null);
  const version = await store.propose(tx, {
    ...{ id, statement, texts: renderTexts(numbered) },
    voucher: vouch(house, `protocol-proposal:${statementHash(statement)}`),
  });
  await store.deleteDraft(tx, draftId);
  return { id, version };
}

/** The version that is meant, if the agreement has it. */
async function versionOf(tx: Transaction, id: string, version: number): Promise<store.VersionRow> {
  const found = (await store.listVersions(tx, id)).find((one) => one.version === version);
  if (!found) throw new HttpProblem("not-found");
  return found;
}

/** What a proposed version would do to live shares, counted by the functions that decide every look. */
export async function previewVersion(tx: Transaction, id: string, version: number) {
  const { statement } = await versionOf(tx, id, version);
  return store.previewEffects(tx, id, (JSON.parse(statement) as Statement).terms);
}

export interface Signing {
  readonly person: SignedPerson;
  /** By the root key; sent by the second person who signs for the agency, with what they were shown. */
  readonly party?: { readonly signature: PartySignature; readonly effects: string };
}

/** Takes the signatures of a supervisor, and of their agency, after checking each against its key. */
export async function signVersion(
  house: House,
  tx: Transaction,
  me: MemberContext,
  at: { id: string; version: number },
  { person, party }: Signing,
): Promise<{ now: "waits" | "signed" | "in-force" }> {
  const { statement } = await versionOf(tx, at.id, at.version);
  if (person.memberId !== me.memberId || !(await isSignedByPerson(statement, me.agencyId, person))) {
    throw new ProtocolError("bad-signature");
  }
  const own = {
    name: person.name,
    signingKey: Buffer.from(fromBase64Url(person.signingKey, 32)),
    signature: Buffer.from(fromBase64Url(person.signature, 64)),
  };
  await store.signAsPerson(
    ...([tx, at.id, at.version, own] as const),
    vouch(
      house,
      `protocol-person:${at.id}:${at.version}:${me.memberId}:${bothHashed(own.signingKey, own.signature)}`,
    ),
  );
  if (!party) return { now: "waits" };
  const { signature: signed, effects } = party;
  if (signed.agencyId !== me.agencyId || !(await isSignedByParty(statement, signed))) {
    throw new ProtocolError("bad-signature");
  }
  const rootKey = Buffer.from(fromBase64Url(signed.rootKey, 32));
  const signature = Buffer.from(fromBase64Url(signed.signature, 64));
  const now = await store.signAsParty(
    ...([tx, at.id, at.version, { rootKey, people: signed.people, signature, effects }] as const),
    vouch(house, `protocol-party:${at.id}:${at.version}:${me.agencyId}:${bothHashed(rootKey, signature)}`),
  );
  return { now };
}

export async function withdrawProposal(tx: Transaction, id: string, because: string): Promise<void> {
  await ensureThere(tx, id);
  if (!(await store.withdraw(tx, id, because))) throw new ProtocolError("nothing-proposed");
}

export async function suspendProtocol(tx: Transaction, id: string, because: string): Promise<void> {
  await ensureThere(tx, id);
  if (!(await store.suspend(tx, id, because))) throw new ProtocolError("not-in-force");
}

/** Proposes that the caller's agency agrees to lift; a second supervisor there confirms. */
export async function proposeLifting(tx: Transaction, id: string): Promise<{ now: store.Lifting }> {
  await ensureThere(tx, id);
  const now = await store.proposeLifting(tx, randomUUID(), id);
  if (now === "not-suspended") throw new ProtocolError("not-suspended");
  return { now };
}

/** Proposes the end, signed by the caller; a second supervisor signs the same and confirms. */
export async function proposeEnding(
  house: House,
  tx: Transaction,
  me: MemberContext,
  id: string,
  said: {
    readonly reason: string;
    readonly signed: ActSignature;
    readonly secondAgencyId: string | null;
  },
): Promise<{ id: string }> {
  const { title, versions } = await readProtocol(tx, id);
  const adopted = versions.find(({ status }) => status === "adopted");
  const content = {
    ...{ protocolId: id, title, reason: said.reason },
    statement: adopted ? statementHash(adopted.statement) : null,
  };
  const proposalId = randomUUID();
  const outcome = await store.proposeEnding(tx, {
    id: proposalId,
    content,
    secondAgencyId: said.secondAgencyId,
  });
  if (outcome === "party") throw new HttpProblem("not-found");
  if (outcome !== "waits") throw new ProtocolError("nothing-to-end");
  await signProposal(house, tx, me, proposalId, said.signed);
  return { id: proposalId };
}

/** @returns whether it was there, and the agency's own */
export const throwAwayDraft = store.deleteDraft;

async function ensureThere(tx: Transaction, id: string): Promise<void> {
  if (!(await store.findProtocol(tx, id))) throw new HttpProblem("not-found");
}
