import { sql } from "kysely";
import { orProblemByName, type Transaction } from "../../../core/db/index.ts";
import { DoorError, type DoorErrorCode } from "../errors.ts";

const PROBLEM_OF: Readonly<Record<string, DoorErrorCode>> = {
  transfer_nobody: "transfer-nobody",
  transfer_pkey: "transfer-answered",
  transfer_seals: "transfer-seals",
};

interface Named {
  readonly id: string;
  readonly name: string;
}

export interface TransferRow {
  readonly id: string;
  readonly from: Named;
  readonly to: Named;
  readonly status: "open" | "done" | "declined" | "taken-back";
  /** By a yes that somebody asked for, or as it was agreed when it was written. */
  readonly why: "asked" | "unread";
  /** The last letter before it; null until it is done. */
  readonly untilLetter: number | null;
  readonly doneHour: Date | null;
  readonly statement: string | null;
  readonly signature: Buffer | null;
}

/** Of one mailbox, oldest first, as far as the caller sees them. */
export async function list(tx: Transaction, mailbox: Buffer): Promise<TransferRow[]> {
  const rows = await tx
    .selectFrom("door.transfer as t")
    .innerJoin("identity.agency as f", "f.id", "t.from_agency_id")
    .innerJoin("identity.agency as o", "o.id", "t.to_agency_id")
    .select([
      "t.id",
      "f.id as fromId",
      "f.name as fromName",
      "o.id as toId",
      "o.name as toName",
      sql<TransferRow["status"]>`t.status`.as("status"),
      sql<TransferRow["why"]>`t.why`.as("why"),
      "t.until_letter as untilLetter",
      "t.done_hour as doneHour",
      "t.statement",
      "t.signature",
    ])
    .where("t.mailbox", "=", mailbox)
    .orderBy("t.number")
    .execute();
  return rows.map(({ fromId, fromName, toId, toName, ...rest }) => ({
    ...rest,
    from: { id: fromId, name: fromName },
    to: { id: toId, name: toName },
  }));
}

/** Other agencies where someone reads letters, by name. */
export async function listTakers(tx: Transaction, ownAgencyId: string): Promise<Named[]> {
  return tx
    .selectFrom("identity.agency")
    .select(["id", "name"])
    .where("id", "<>", ownAgencyId)
    .where(sql<boolean>`door.takes_letters(id)`)
    .orderBy("name")
    .orderBy("id")
    .execute();
}

/**
 * An open question to the same mailbox is taken back.
 *
 * @returns false when the mailbox is not one of the caller's agency
 * @throws DoorError `transfer-nobody`, `transfer-answered`
 */
export async function ask(
  tx: Transaction,
  id: string,
  mailbox: Buffer,
  toAgencyId: string,
): Promise<boolean> {
  const { rows } = await orProblemByName(
    sql<{ done: boolean }>`select door.ask_transfer(${id}, ${mailbox}, ${toAgencyId}) as done`.execute(tx),
    PROBLEM_OF,
    DoorError,
  );
  return rows[0]?.done ?? false;
}

/** @returns false when it is not open, or not the caller's agency's */
export async function takeBack(tx: Transaction, id: string): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select door.take_back_transfer(${id}) as done`.execute(tx);
  return rows[0]?.done ?? false;
}

/** @returns false when it is not open any more */
export async function decline(tx: Transaction, id: string): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select door.decline_transfer(${id}) as done`.execute(tx);
  return rows[0]?.done ?? false;
}

export interface Seal {
  readonly order: number;
  readonly memberId: string;
  readonly sealed: Buffer;
}

export interface Yes {
  readonly statement: string;
  readonly signature: Buffer;
  /** How many letters there are. */
  readonly letters: number;
  /** The version of the new readers' list that the seals are for. */
  readonly listVersion: number;
  readonly seals: readonly Seal[];
}

export type Agreed = "done" | "answered" | "letters" | "readers" | "nobody" | "seals";

/** @throws DoorError `transfer-seals` */
export async function agree(tx: Transaction, id: string, yes: Yes): Promise<Agreed> {
  const { seals } = yes;
  const { rows } = await orProblemByName(
    sql<{
      said: Agreed;
    }>`select door.agree_transfer(${id}, ${yes.statement}, ${yes.signature}, ${yes.letters},
      ${yes.listVersion}, ${seals.map(({ order }) => order)}::int[], ${seals.map(({ memberId }) => memberId)}::uuid[],
      ${seals.map(({ sealed }) => sealed)}::bytea[]) as said`.execute(tx),
    PROBLEM_OF,
    DoorError,
  );
  return rows[0]?.said ?? "answered";
}
