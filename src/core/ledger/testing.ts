import { formatVerifierKey } from "@leeward/ledger";
import { createSigner, openLog } from "@leeward/ledger/files";
import { Client } from "pg";
import { openDatabase } from "../db/index.ts";
import { claimLog } from "./claim.ts";
import { Sequencer } from "./sequencer.ts";

const YEAR_S = 31_536_000;
const HOUSE_LOG = { origin: "house.test/log", seed: Buffer.alloc(32, 7) };

/**
 * For tests: writes every entry of the database to a log in a folder, as if its hour had passed, and closes it. What is
 * placed already is written again as it was.
 *
 * @returns what the sequencer said; nothing where all went well
 */
export async function writeLedger(
  connectionString: string,
  folder: string,
  { origin, seed }: { origin: string; seed: Uint8Array } = HOUSE_LOG,
): Promise<string[]> {
  const log = await openLog(folder, { origin, signer: createSigner(seed) });
  const db = openDatabase({
    connectionString: connectionString.replace("user=postgres", "user=leeward_worker"),
    sizeMax: 2,
    log: () => {},
  });
  const owner = new Client({ connectionString });
  await owner.connect();
  const said: string[] = [];
  try {
    const { rowCount } = await owner.query(
      "update ledger.entry set at = at - interval '2 years' where log_index is null and at > now() - interval '1 year'",
    );
    if (rowCount) await owner.query("update ledger.batch set closes = false");
    const claimed = await claimLog(connectionString, {
      origin,
      verifierKey: formatVerifierKey(log.verifierKey),
    });
    const sequencer = new Sequencer({
      ...{ db, log, logNumber: claimed.number, firstPlace: claimed.firstPlace, periodS: YEAR_S },
      ...{ witnesses: [], quorum: 0, now: () => new Date(), say: (line) => void said.push(line) },
    });
    await sequencer.round(new AbortController().signal);
  } finally {
    await owner.end();
    await log.close();
    await db.close();
  }
  return said;
}
