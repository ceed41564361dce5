import type { RawBuilder } from "kysely";
import type { Transaction } from "./index.ts";

/** Runs two statements with one wait for both; the second runs after the first. Returns the rows of each. */
export async function askTogether<First, Second>(
  tx: Transaction,
  first: RawBuilder<First>,
  second: RawBuilder<Second>,
): Promise<[First[], Second[]]> {
  const [one, two] = await tx
    .getExecutor()
    .provideConnection((connection) =>
      Promise.all([
        connection.executeQuery<First>(first.compile(tx)),
        connection.executeQuery<Second>(second.compile(tx)),
      ]),
    );
  return [one.rows, two.rows];
}
