import type { RawBuilder } from "kysely";
import type { Transaction } from "./index.ts";

/** Runs two statements with one wait for both; the second runs after the first. Returns the rows of each. */
export async function askTogether<First, Second>(
  tx: Transaction,
  first: RawBuilder<First>,
  second: RawBuilder<Second>,
): Promise<[First[], Second[]]> {
  const [one, two] = await askAll<First | Second>(tx, [first, second]);
  return [one as First[], two as Second[]];
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
