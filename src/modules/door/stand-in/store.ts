import { sql } from "kysely";
import { orProblemByName, type Transaction } from "../../../core/db/index.ts";
import { DoorError, type DoorErrorCode } from "../errors.ts";

export const PROBLEM_OF: Readonly<Record<string, DoorErrorCode>> = {
  stand_in_nobody: "transfer-nobody",
  stand_in_changed: "stand-in-changed",
  stand_in_seals: "transfer-seals",
  second_elsewhere: "transfer-nobody",
};

interface Named {
  readonly id: string;
  readonly name: string;
}

/** Who stands in for an agency just now, and after how many hours; null where nobody does. */
export async function find(
  tx: Transaction,
  agencyId: string,
): Promise<{ readonly agency: Named; readonly rootKey: Buffer; readonly hours: number } | null> {
  const { rows } = await sql<{ id: string; name: string; root_key: Buffer; hours: number }>`
    select a.id, a.name, a.root_key, s.hours from door.stand_in_of(${agencyId}) s
    join identity.agency a on a.id = s.stand_in_agency_id`.execute(tx);
  const row = rows[0];
  return row ? { agency: { id: row.id, name: row.name }, rootKey: row.root_key, hours: row.hours } : null;
}

export interface Agreement {
  readonly agency: Named;
  readonly standIn: Named;
  readonly hours: number;
}

/** Those that an agency has, on either side. */
export async function list(tx: Transaction, agencyId: string): Promise<Agreement[]> {
  const { rows } = await sql<{
    id: string;
    name: string;
    other_id: string;
    other_name: string;
    hours: number;
  }>`
    select a.id, a.name, o.id as other_id, o.name as other_name, s.hours from door.stand_in s
    join identity.agency a on a.id = s.agency_id join identity.agency o on o.id = s.stand_in_agency_id
    where ${agencyId} in (s.agency_id, s.stand_in_agency_id) order by a.name, a.id`.execute(tx);
  return rows.map((row) => ({
    agency: { id: row.id, name: row.name },
    standIn: { id: row.other_id, name: row.other_name },
    hours: row.hours,
  }));
}

/** @throws DoorError `transfer-nobody` */
export async function propose(tx: Transaction, id: string, otherId: string, hours: number): Promise<void> {
  await orProblemByName(
    sql`select door.propose_stand_in(${id}, ${otherId}, ${hours})`.execute(tx),
    PROBLEM_OF,
    DoorError,
  );
}

/** @returns false where there is none that the caller's agency is part of */
export async function end(tx: Transaction, agencyId: string): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select door.end_stand_in(${agencyId}) as done`.execute(tx);
  return rows[0]?.done ?? false;
}

/** Whom a letter waits for, with the seals for all of them. */
export interface Wait {
  readonly agencyId: string;
  readonly hours: number;
  readonly listVersion: number;
  readonly seals: readonly { readonly order: number; readonly memberId: string; readonly sealed: Buffer }[];
}

/** @throws DoorError `stand-in-changed`, `transfer-seals` */
export async function waitAsPerson(tx: Transaction, wait: Wait): Promise<void> {
  const { seals } = wait;
  await orProblemByName(
    sql`select door.wait_as_person(${wait.agencyId}, ${wait.hours}, ${wait.listVersion},
      ${seals.map(({ order }) => order)}::int[], ${seals.map(({ memberId }) => memberId)}::uuid[],
      ${seals.map(({ sealed }) => sealed)}::bytea[])`.execute(tx),
    PROBLEM_OF,
    DoorError,
  );
}

/** Nobody stands in any more for what an intake worker opens; a stranger's mailbox is left as it is. */
export async function noteOpened(tx: Transaction, mailbox: Buffer): Promise<void> {
  await sql`select door.note_opened(${mailbox})`.execute(tx);
}
