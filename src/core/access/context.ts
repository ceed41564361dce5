import { type RawBuilder, sql } from "kysely";
import { askTogether } from "../db/ask-together.ts";
import type { Database, Transaction } from "../db/index.ts";

export const PURPOSES = [
  "support",
  "identification",
  "decision",
  "investigation",
  "prosecution",
  "remedy",
  "statistics",
  "oversight",
] as const;
/** Why a member is looking. */
export type Purpose = (typeof PURPOSES)[number];

export const CATEGORIES = [
  "identity",
  "contact",
  "account",
  "health",
  "needs-and-risk",
  "status",
  "work-and-documents",
  "money",
  "justice",
] as const;
/** What kind of thing a piece of a case is: the unit of permission, consent, encryption and audit. */
export type Category = (typeof CATEGORIES)[number];

/** The member behind the open transaction. */
export interface MemberContext {
  readonly kind: "member";
  readonly sessionId: string;
  readonly memberId: string;
  readonly agencyId: string;
  readonly displayName: string;
  readonly roles: readonly string[];
  readonly supervises: boolean;
  readonly purpose: Purpose | null;
}

/** The person behind the open transaction, known by their words alone. */
export interface PersonContext {
  readonly kind: "person";
  readonly sessionId: string;
  /** 16 bytes. */
  readonly address: Uint8Array;
  /** Null until a case is about them. */
  readonly personId: string | null;
}

/** The secret of a session opens nothing: unknown, ended, expired, suspended, or its second factor is owed. */
export class NoSessionError extends Error {
  override readonly name = "NoSessionError";
  readonly of: "member" | "person";
  constructor(of: "member" | "person") {
    super("The session does not open anything.");
    this.of = of;
  }
}

/** A member asked for what only a supervisor may do. */
export class NotASupervisorError extends Error {
  override readonly name = "NotASupervisorError";
}

/** A member asked for what only an auditor may do. */
export class NotAnAuditorError extends Error {
  override readonly name = "NotAnAuditorError";
}

/**
 * Runs `work` in one transaction as the member whose session this is. The context is opened inside the database, by
 * an owner's function that checks the secret; policies read what that function wrote.
 *
 * @param secret 32 bytes, from the session's cookie
 * @param as `leeward_supervisor` only where the use case belongs to supervisors; a member who is none is refused;
 *   likewise `leeward_auditor`
 * @throws NoSessionError, NotASupervisorError, NotAnAuditorError
 */
export async function asMember<T>(
  db: Database,
  secret: Uint8Array,
  purpose: Purpose | null,
  work: (tx: Transaction, me: MemberContext) => Promise<T>,
  as: "leeward_member" | "leeward_supervisor" | "leeward_auditor" = "leeward_member",
): Promise<T> {
  return db.transaction(as, async (tx) => {
    const { rows } = await openMember(secret, purpose).execute(tx);
    return work(tx, memberOf(rows, purpose, as));
  });
}

/**
 * As `asMember`, with a first statement that goes out with the secret and does not wait for the answer. Like any other
 * it decides by what the secret opened: where that is nothing, it finds nothing, and is rolled back.
 *
 * @throws NoSessionError
 */
export async function asMemberAsking<Row, T>(
  db: Database,
  secret: Uint8Array,
  purpose: Purpose | null,
  first: RawBuilder<Row>,
  work: (tx: Transaction, me: MemberContext, rows: Row[]) => Promise<T>,
): Promise<T> {
  return db.transaction("leeward_member", async (tx) => {
    const [opened, rows] = await askTogether(tx, openMember(secret, purpose), first);
    return work(tx, memberOf(opened, purpose, "leeward_member"), rows);
  });
}

interface OpenedMember {
  session_id: string | null;
  member_id: string;
  agency_id: string;
  display_name: string;
  roles: string[];
  supervises: boolean;
}

const openMember = (secret: Uint8Array, purpose: Purpose | null): RawBuilder<OpenedMember> =>
  sql<OpenedMember>`/* kept as open-member */ select * from access.open_member_context(${Buffer.from(secret)}, ${purpose})`;

function memberOf(
  [row]: readonly OpenedMember[],
  purpose: Purpose | null,
  as: "leeward_member" | "leeward_supervisor" | "leeward_auditor",
): MemberContext {
  if (!row?.session_id) throw new NoSessionError("member");
  if (as === "leeward_supervisor" && !row.supervises) {
    throw new NotASupervisorError("Only a supervisor can do this.");
  }
  if (as === "leeward_auditor" && !row.roles.includes("auditor")) {
    throw new NotAnAuditorError("Only an auditor can do this.");
  }
  return {
    kind: "member",
    sessionId: row.session_id,
    memberId: row.member_id,
    agencyId: row.agency_id,
    displayName: row.display_name,
    roles: row.roles,
    supervises: row.supervises,
    purpose,
  };
}

/**
 * Runs `work` in one transaction as the person who came with their words.
 *
 * @param secret 32 bytes, held in the page's memory only
 * @throws NoSessionError
 */
export async function asPerson<T>(
  db: Database,
  secret: Uint8Array,
  work: (tx: Transaction, me: PersonContext) => Promise<T>,
): Promise<T> {
  return db.transaction("leeward_person", async (tx) => {
    const { rows } = await sql<{
      session_id: string | null;
      words_address: Buffer;
      person_id: string | null;
    }>`
      select * from access.open_person_context(${Buffer.from(secret)})`.execute(tx);
    const row = rows[0];
    if (!row?.session_id) throw new NoSessionError("person");
    return work(tx, {
      kind: "person",
      sessionId: row.session_id,
      address: row.words_address,
      personId: row.person_id,
    });
  });
}
