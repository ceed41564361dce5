import { Client } from "pg";
import { DatabaseError } from "./errors.ts";

export type InstallationKind = "demonstration" | "production" | "test";

export interface Installation {
  readonly kind: InstallationKind;
  /** 16 bytes: public, mixed into what return words become. */
  readonly doorSalt: Buffer;
}

/**
 * Marks a new database as what it is for, gives it the secret that vouches for sessions, and tells what it is.
 *
 * @throws DatabaseError `wrong-kind` when it was made for something else
 */
export async function claimInstallation(
  ownerUrl: string,
  wanted: InstallationKind,
  vouching: Uint8Array,
): Promise<Installation> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("insert into installation.mark (kind) values ($1) on conflict do nothing", [wanted]);
    const { rows } = await client.query("select kind, door_salt from installation.mark");
    const kind: InstallationKind = rows[0].kind;
    if (kind !== wanted) throw wrongKind(kind, wanted);
    await client.query(
      "insert into installation.server_secret (vouching) values ($1) on conflict (only_row) do update set vouching = excluded.vouching",
      [Buffer.from(vouching)],
    );
    return { kind, doorSalt: rows[0].door_salt };
  } finally {
    await client.end();
  }
}

function wrongKind(kind: InstallationKind, wanted: InstallationKind): DatabaseError {
  return new DatabaseError(
    "wrong-kind",
    wanted === "production"
      ? `This database is marked as a ${kind}: its people are invented and its passwords are known. Point DATA_DIR or DATABASE_URL at another database.`
      : `This database holds a ${kind} installation, and a ${wanted} will not touch it. Point DATA_DIR at another folder.`,
  );
}
