import { type RawBuilder, sql } from "kysely";

/** A time inside of JSON as the API writes times: ISO 8601 in UTC, to the millisecond. */
export const iso = (column: string): RawBuilder<string> =>
  sql`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
