import type { RawBuilder } from "kysely";
import type { Transaction } from "./index.ts";

/** Runs statements with one wait for all; each runs after the one before it. Returns the rows of each. */
export async function askTogether<Rows extends readonly unknown[]>(
  tx: Transaction,
  ...statements: { readonly [Nth in keyof Rows]: RawBuilder<Rows[Nth]> }
): Promise<{ [Nth in keyof Rows]: Rows[Nth][] }> {
  const rows = await askAll(tx, statements);
  return rows as { [Nth in keyof Rows]: Rows[Nth][] };
}

/** The same for many of one kind. */
export async function askAll<T>(tx: Transaction, statements: readonly RawBuilder<T>[]): Promise<T[][]> {
  const answers = await tx
    .getExecutor()
    .provideConnection((connection) =>
      Promise.all(statements.map((statement) => connection.executeQuery<T>(statement.compile(tx)))),
    );
  return answers.map(({ rows }) => rows);
}
