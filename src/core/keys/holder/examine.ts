import type { Client } from "pg";
import { fromBase64Url } from "../bytes.ts";
import { HolderClient } from "./client.ts";
import type { Identity } from "./identity.ts";
import type { KeyFile } from "./key-file.ts";

interface LiveKey {
  readonly agencyId: string;
  readonly name: string;
  readonly version: number;
  readonly publicKey: Buffer;
  readonly address: string | null;
  readonly certificate: string | null;
}

/** For `leeward doctor`: whether each agency's live key is where it should be. As the owner of the database. */
export async function examineKeys(
  owner: Client,
  file: KeyFile,
  own: Identity,
): Promise<{ keys: { ok: boolean; says: string }; holders: { ok: boolean; says: string } }> {
  const { rows } = await owner.query<LiveKey>(
    `select k.agency_id as "agencyId", a.name, k.version, k.public_key as "publicKey", h.address, h.certificate
     from keys.agency_key k join identity.agency a on a.id = k.agency_id
     left join keys.holder h on h.agency_id = k.agency_id where k.replaced_at is null order by a.name`,
  );
  const lacking: string[] = [];
  const older: string[] = [];
  const wrong: string[] = [];
  const closed: string[] = [];
  for (const row of rows) {
    const { address, certificate } = row;
    if (address === null || certificate === null) {
      const kept = await file.publicKey(row.agencyId, row.version).catch(() => null);
      if (!kept || !row.publicKey.equals(kept)) lacking.push(row.name);
      else if (await file.has(row.agencyId, row.version + 1)) older.push(row.name);
      continue;
    }
    const client = new HolderClient({ agencyId: row.agencyId, address, certificate }, own);
    try {
      const state = await client.state();
      const held = state.keys.find(({ statement }) => statement.version === row.version);
      const isTheSame = held !== undefined && row.publicKey.equals(fromBase64Url(held.statement.publicKey));
      if (!isTheSame) wrong.push(`${row.name} (another key than version ${row.version})`);
      else if (state.closed) closed.push(row.name);
    } catch {
      wrong.push(`${row.name} (no answer at ${address})`);
    } finally {
      client.close();
    }
  }
  const inFile = rows.filter(({ address }) => address === null).length;
  const enrolled = rows.length - inFile;
  return {
    keys: {
      ok: lacking.length + older.length === 0,
      says:
        lacking.length > 0
          ? `The key file lacks the keys of: ${lacking.join(", ")}. Bring it back from its backup.`
          : older.length > 0
            ? `The key file has a newer key than the database knows, as after a restore, of: ${older.join(", ")}. \`leeward keys rotate --agency NAME\` makes it count.`
            : `The key file opens the keys of ${inFile} agencies.`,
    },
    holders: {
      ok: wrong.length === 0,
      says:
        wrong.length > 0
          ? `These key holders are not well: ${wrong.join("; ")}. Ask whoever looks after them.`
          : `${enrolled} agencies run their own key holder${closed.length > 0 ? `; closed by the agency itself: ${closed.join(", ")}` : ""}.`,
    },
  };
}
