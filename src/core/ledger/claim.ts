import { Client } from "pg";
import { ConfigError } from "../config/index.ts";

/** Which of the installation's logs is written, and the place of its leaf 0. */
export interface ClaimedLog {
  readonly number: number;
  readonly firstPlace: number;
}

/**
 * Takes the log that the secrets sign for as the one that is written; the first one where there is none yet. As the
 * owner.
 *
 * @throws ConfigError where the database knows another log as its newest: then secrets and database are of different times
 */
export async function claimLog(
  ownerUrl: string,
  secrets: { readonly origin: string; readonly verifierKey: string },
): Promise<ClaimedLog> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(
      `insert into ledger.log (number, origin, verifier_key, first_place)
       select 1, $1, $2, 0 where not exists (select from ledger.log) on conflict do nothing`,
      [secrets.origin, secrets.verifierKey],
    );
    const { rows } = await client.query(
      "select number, verifier_key, first_place from ledger.log order by number desc limit 1",
    );
    const [newest] = rows;
    if (newest.verifier_key !== secrets.verifierKey) {
      throw new ConfigError(
        "The file secrets.json signs for another ledger than the database knows as its newest. All servers and workers of one database need the same secrets.json: copy it from the first of them. After a loss, bring back the two from the same backup.",
      );
    }
    return { number: newest.number, firstPlace: Number(newest.first_place) };
  } finally {
    await client.end();
  }
}
