import type { Client } from "pg";
import type { Purpose } from "../../src/core/access/context.ts";
import { fromBase64Url } from "../../src/core/keys/bytes.ts";
import type { Station } from "./station.ts";

/** Every body that a browser is sent by our server, from now on; what a stream tells is no body. */
export function bodiesOf({ page }: Station): readonly string[] {
  const bodies: string[] = [];
  page.on("response", async (response) => {
    if (response.url().includes("/api/") && !response.url().endsWith("/api/events"))
      bodies.push(await response.text().catch(() => ""));
  });
  return bodies;
}

/** What of a case row security gives to the member who sits at a desk: how many rows of each table, and which categories. */
interface OpenTo {
  readonly categories: readonly string[];
  readonly rows: number;
}

/** Every table with something about one case that a member may ask for, and the column that names the case. */
const OF_A_CASE = `
  select attrelid::regclass::text as name, attname as "column" from pg_attribute a join pg_class c on c.oid = attrelid
  where relkind in ('r', 'p') and (attname = 'case_id' or attname = 'id' and attrelid in ('access.case_record'::regclass, 'care.case_file'::regclass))
    and has_column_privilege('leeward_member', attrelid, attnum, 'select')`;

/** Asks in the role, session and purpose of whoever is signed in there, as the server does, and leaves nothing behind. */
export async function openTo(
  owner: Client,
  { context }: Station,
  purpose: Purpose,
  caseId: string,
): Promise<OpenTo> {
  const cookie = (await context.cookies()).find(({ name }) => name.endsWith("leeward_session"));
  if (!cookie) throw new Error("nobody is signed in here");
  const tables = (await owner.query<{ name: string; column: string }>(OF_A_CASE)).rows;
  await owner.query("begin; set local role leeward_member");
  try {
    await owner.query("select access.open_member_context($1, $2)", [
      Buffer.from(fromBase64Url(cookie.value)),
      purpose,
    ]);
    let count = 0;
    for (const { name, column } of tables) {
      const { rows } = await owner.query(`select count(*)::int as n from ${name} where ${column} = $1`, [
        caseId,
      ]);
      count += rows[0].n;
    }
    const { rows } = await owner.query(
      "select distinct category from care.section where case_id = $1 order by 1",
      [caseId],
    );
    return { categories: rows.map(({ category }) => category), rows: count };
  } finally {
    await owner.query("rollback");
  }
}
