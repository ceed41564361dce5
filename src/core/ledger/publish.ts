import { sha256 } from "@leeward/ledger/files";
import { Client } from "pg";
import { formatPublication, type Publication } from "./publication.ts";

const LOCK = 7_356_023_011; // any number that no one else takes

/**
 * Says in the ledger what browsers are given from now on, unless its newest entry of this kind says the same. As the
 * owner, at a start: no request can say it, whatever it injects.
 *
 * @returns whether there was something new to say
 */
export async function publishPages(ownerUrl: string, publication: Publication): Promise<boolean> {
  const list = formatPublication(publication);
  const hash = sha256(Buffer.from(list));
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("begin");
    await client.query("select pg_advisory_xact_lock($1)", [LOCK]);
    // A log that followed another one says it anew, so that it stands on its own.
    const { rows } = await client.query(
      `select content::jsonb ->> 'sha256' as sha256 from ledger.entry
       where kind = 'pages.published' and content is not null
         and coalesce(log_index >= (select max(first_place) from ledger.log), true)
       order by id desc limit 1`,
    );
    const isNew = rows[0]?.sha256 !== Buffer.from(hash).toString("hex");
    if (isNew) {
      await client.query(
        "insert into ledger.publication (sha256, list) values ($1, $2) on conflict (sha256) do nothing",
        [Buffer.from(hash), list],
      );
      await client.query("select ledger.record('pages.published', $1::jsonb, null, null)", [
        JSON.stringify({ version: publication.version, sha256: Buffer.from(hash).toString("hex") }),
      ]);
    }
    await client.query("commit");
    return isNew;
  } finally {
    await client.end();
  }
}
