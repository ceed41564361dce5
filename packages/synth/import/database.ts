import { ensureDifferentNames, type Source } from "../encode.ts";
import { SynthError } from "../errors.ts";
import { textOf } from "./parquet.ts";

/** The little of a PostgreSQL client (`pg`) that a query needs; the caller connects and disconnects. */
export type QueryClient = {
  query(request: {
    text: string;
    rowMode: "array";
  }): Promise<{ fields: Array<{ name: string }>; rows: unknown[][] }>;
};

const fetchRows = 5000;

/**
 * A database query as a source, through a cursor in a read-only transaction, so that memory stays flat.
 *
 * @throws SynthError `source-unreadable` when the query fails, `source-columns`
 */
export async function querySource(client: QueryClient, sql: string): Promise<Source> {
  const run = async (text: string) => {
    try {
      return await client.query({ text, rowMode: "array" });
    } catch (cause) {
      throw new SynthError("source-unreadable", "The database refused the query.", { cause });
    }
  };
  await run("begin transaction isolation level repeatable read read only");
  await run(`declare leeward_synth no scroll cursor for ${sql}`);
  const next = () => run(`fetch ${fetchRows} from leeward_synth`);
  const first = await next();
  const header = first.fields.map(({ name }) => name);
  ensureDifferentNames(header);
  return {
    header,
    rows: {
      async *[Symbol.asyncIterator]() {
        for (let page = first; page.rows.length > 0; page = await next()) {
          yield page.rows.map((row) => row.map(textOf));
        }
        await run("rollback");
      },
    },
  };
}
