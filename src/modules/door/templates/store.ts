import { sql } from "kysely";
import type { Transaction } from "../../../core/db/index.ts";

/** A text that intake can put into an answer. */
export interface AnswerTemplate {
  readonly id: string;
  /** A BCP 47 tag. */
  readonly language: string;
  /** 1 to 80 UTF-16 units. */
  readonly title: string;
  /** 1 to 4,000 UTF-16 units. */
  readonly body: string;
  /** From 1; 0 for one that is not kept yet. */
  readonly version: number;
}

/** Of the caller's agency, by language and title. */
export async function list(tx: Transaction): Promise<AnswerTemplate[]> {
  return tx
    .selectFrom("door.answer_template")
    .select(["id", "language", "title", "body", "version"])
    .orderBy("language")
    .orderBy("title")
    .orderBy("id")
    .execute();
}

export async function keep(tx: Transaction, one: AnswerTemplate): Promise<"kept" | "changed" | "full"> {
  const { rows } = await sql<{ said: "kept" | "changed" | "full" }>`
    select door.keep_template(${one.id}, ${one.version}, ${one.language}, ${one.title}, ${one.body}) as said`.execute(
    tx,
  );
  return rows[0]?.said ?? "changed";
}

export async function drop(tx: Transaction, id: string): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select door.drop_template(${id}) as done`.execute(tx);
  return rows[0]?.done ?? false;
}
