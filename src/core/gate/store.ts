import { sql } from "kysely";
import type { Transaction } from "../db/index.ts";
import { orGateError, type Refusal } from "./errors.ts";

/** The statements of the gate; what may be done is decided by functions of the database. */

export interface ToolRow {
  readonly name: string;
  readonly version: string;
  readonly kind: "algorithm" | "release" | "exchange" | "protection";
  readonly purpose: string;
  readonly decides: string;
  readonly evidence: string;
  readonly limits: string;
  readonly needsAdvice: boolean;
  /** SHA-256, hexadecimal. */
  readonly declaration: string;
}

export async function listTools(tx: Transaction): Promise<ToolRow[]> {
  const { rows } = await sql<ToolRow>`
    select name, version, kind, purpose, decides, evidence, limits, needs_advice as "needsAdvice",
      encode(declaration_hash, 'hex') as declaration
    from gate.tool where is_current order by kind = 'protection', name`.execute(tx);
  return rows;
}

/** How a tool stands at one agency. */
export interface VerdictRow {
  readonly tool: string;
  readonly agencyId: string;
  readonly agency: string;
  readonly own: boolean;
  /** Null: it may run, until `until`. */
  readonly refusal: Refusal | null;
  readonly at: Date | null;
  readonly assessmentId: string | null;
  readonly until: Date | null;
}

export async function listVerdicts(tx: Transaction): Promise<VerdictRow[]> {
  const { rows } = await sql<VerdictRow>`
    select tool, agency_id as "agencyId", agency, own, refusal, at, assessment_id as "assessmentId", until
    from gate.verdicts()`.execute(tx);
  return rows;
}

export interface SignatureRow {
  readonly memberId: string;
  readonly name: string;
  /** Base64url, as the signature. */
  readonly signingKey: string;
  readonly signature: string;
  readonly signedAt: Date;
}

interface AssessmentRow {
  readonly id: string;
  readonly agencyId: string;
  readonly content: string;
  readonly signatures: readonly SignatureRow[];
}

const SHOWN_MAX = 500;

/** Newest first, of every agency. */
export async function listAssessments(tx: Transaction) {
  const { rows } = await sql<
    AssessmentRow & {
      agency: string;
      signedAt: Date;
      expiresAt: Date;
      isExpired: boolean;
      restoredAt: Date | null;
      withdrawnAt: Date | null;
      withdrawnBecause: string | null;
    }
  >`select a.id, a.agency_id as "agencyId", b.name as agency, a.content, a.signed_at as "signedAt",
      a.expires_at as "expiresAt", a.expires_at <= now() as "isExpired", a.restored_at as "restoredAt", a.withdrawn_at as "withdrawnAt",
      a.withdrawn_because as "withdrawnBecause", a.signatures
    from gate.assessment a join identity.agency b on b.id = a.agency_id
    order by a.number desc limit ${SHOWN_MAX}`.execute(tx);
  return rows;
}

/** What waits for its second signature, to those who propose and confirm it. */
export async function listWaiting(tx: Transaction) {
  const { rows } = await sql<
    AssessmentRow & { hash: string; proposedAt: Date; isMine: boolean; mayConfirm: boolean; expiresAt: Date }
  >`select p.id, p.agency_id as "agencyId", p.content, encode(p.content_hash, 'hex') as hash, p.proposed_at as "proposedAt",
      p.expires_at as "expiresAt", p.proposed_by = access.current_member_id() as "isMine",
      proposals.could_second(p) as "mayConfirm",
      (select coalesce(json_agg(json_build_object('memberId', g.member_id, 'name', g.name, 'signedAt', g.signed_at)), '[]')
        from proposals.signature g where g.proposal_id = p.id) as signatures
    from proposals.proposal p
    where p.kind = 'tool.assessment' and p.outcome is null and p.expires_at > now()
    order by p.proposed_at desc limit ${SHOWN_MAX}`.execute(tx);
  return rows;
}

export async function listAdvice(tx: Transaction) {
  const { rows } = await sql<{
    id: string;
    tool: string;
    version: string;
    agencyId: string;
    agency: string;
    question: string;
    askedBy: string;
    askedAt: Date;
    stance: "for" | "conditions" | "against" | null;
    answer: string | null;
    answeredBody: string | null;
    answeredAt: Date | null;
  }>`select d.id, d.tool, d.version, d.agency_id as "agencyId", a.name as agency, d.question, d.asked_by as "askedBy",
      d.asked_at as "askedAt", d.stance, d.answer, d.answered_body as "answeredBody", d.answered_at as "answeredAt"
    from gate.advice d join identity.agency a on a.id = d.agency_id
    order by d.number desc limit ${SHOWN_MAX}`.execute(tx);
  return rows;
}

/** What waits for somebody: an assessment that ends soon, has ended or was restored, required advice not answered. */
interface DueRow {
  readonly tool: string;
  readonly what: "ends" | "ended" | "restored" | "advice";
  /** When it ends, ended or was restored; since when it was asked. */
  readonly at: Date;
  /** Who asked. */
  readonly agency: string | null;
  readonly isOwn: boolean;
  /** Who can act now: names, or a council's. */
  readonly first: readonly string[];
  /** Who can sign after them. */
  readonly second: readonly string[];
}

/** What waits at the gate for those who can act at the member's agency. */
export async function listDue(tx: Transaction): Promise<DueRow[]> {
  const { rows } = await sql<DueRow>`
    select tool, what, at, agency, is_own as "isOwn", first, second from gate.due()`.execute(tx);
  return rows;
}

export async function hasCouncil(tx: Transaction): Promise<boolean> {
  const { rows } = await sql<{ has: boolean }>`select gate.has_council() as has`.execute(tx);
  return rows[0]?.has === true;
}

/** @throws GateError. @returns false to whoever may not */
export async function propose(tx: Transaction, id: string, statement: string): Promise<boolean> {
  const { rows } = await orGateError(
    sql<{ done: boolean }>`select gate.propose_assessment(${id}, ${statement}::jsonb) as done`.execute(tx),
  );
  return rows[0]?.done === true;
}

export async function withdraw(tx: Transaction, id: string, because: string): Promise<boolean> {
  const { rows } = await sql<{
    done: boolean;
  }>`select gate.withdraw_assessment(${id}, ${because}) as done`.execute(tx);
  return rows[0]?.done === true;
}

export async function askAdvice(
  tx: Transaction,
  id: string,
  tool: string,
  question: string,
): Promise<boolean> {
  const { rows } = await sql<{
    done: boolean;
  }>`select gate.ask_advice(${id}, ${tool}, ${question}) as done`.execute(tx);
  return rows[0]?.done === true;
}

export async function answerAdvice(
  tx: Transaction,
  id: string,
  given: { readonly stance: string; readonly answer: string; readonly body: string | null },
): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`
    select gate.answer_advice(${id}, ${given.stance}, ${given.answer}, ${given.body}) as done`.execute(tx);
  return rows[0]?.done === true;
}

export async function pass(tx: Transaction, tool: { readonly name: string; readonly version: string }) {
  const { rows } = await sql<{ runId: string | null; refusal: Refusal | null; at: Date | null }>`
    select run_id as "runId", refusal, at from gate.pass(${tool.name}, ${tool.version})`.execute(tx);
  return rows[0] ?? { runId: null, refusal: "unknown-version" as const, at: null };
}

export async function finish(tx: Transaction, runId: string) {
  const { rows } = await sql<{ refusal: Refusal | null; at: Date | null }>`
    select refusal, at from gate.finish(${runId})`.execute(tx);
  return rows[0] ?? { refusal: "run-over" as const, at: null };
}

export interface PublicTool {
  readonly name: string;
  readonly version: string;
  readonly kind: ToolRow["kind"];
  /** At how many agencies an assessment is good, and at how many one ended and was not renewed. */
  readonly good: number;
  readonly overdue: number;
}

export async function listPublicTools(tx: Transaction): Promise<PublicTool[]> {
  const { rows } = await sql<PublicTool>`select * from gate.public_tools()`.execute(tx);
  return rows;
}
