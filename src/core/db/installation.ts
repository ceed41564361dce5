import { Client, escapeLiteral } from "pg";
import { DatabaseError } from "./errors.ts";

/** The two logins of the running house; each becomes a narrower role within a transaction. */
export interface LoginPasswords {
  readonly leeward_server: string;
  readonly leeward_worker: string;
}

const LOCK = 7_356_023_022; // any number that no one else takes

export type InstallationKind = "demonstration" | "production" | "test";

export interface Installation {
  readonly kind: InstallationKind;
  /** 16 bytes: public, mixed into what return words become. */
  readonly doorSalt: Buffer;
}

/**
 * Marks a new database as what it is for, and tells what it is.
 *
 * @throws DatabaseError `wrong-kind` when it was made for something else
 */
export async function claimInstallation(ownerUrl: string, wanted: InstallationKind): Promise<Installation> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("insert into installation.mark (kind) values ($1) on conflict do nothing", [wanted]);
    const { rows } = await client.query("select kind, door_salt from installation.mark");
    const kind: InstallationKind = rows[0].kind;
    if (kind !== wanted) throw wrongKind(kind, wanted);
    return { kind, doorSalt: rows[0].door_salt };
  } finally {
    await client.end();
  }
}

/**
 * Gives a database what it must know of the server's secrets: what vouches for sessions, and the passwords of the two
 * logins. Only after it is certain that the secrets belong to this database: others would shut its servers out.
 */
export async function giveSecrets(
  ownerUrl: string,
  secrets: { readonly vouching: Uint8Array; readonly passwords?: LoginPasswords },
): Promise<void> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("begin");
    // Two servers that start at once would both change the same rows of the catalogue, and one of them fail.
    await client.query("select pg_advisory_xact_lock($1)", [LOCK]);
    await client.query(
      "insert into installation.server_secret (vouching) values ($1) on conflict (only_row) do update set vouching = excluded.vouching",
      [Buffer.from(secrets.vouching)],
    );
    for (const [login, password] of Object.entries(secrets.passwords ?? {})) {
      await client.query(`alter role ${client.escapeIdentifier(login)} password ${escapeLiteral(password)}`);
    }
    await client.query("commit");
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
