import { Client } from "pg";
import { DatabaseError } from "./errors.ts";

/** The oldest major version on which everything that the migrations use works, and is supported. */
const MAJOR_MIN = 16;

/**
 * Looks whether the PostgreSQL of DATABASE_URL can be used, so that the first sentence about it is ours and names
 * what to change. The address is repeated, never the password.
 *
 * @throws DatabaseError `unreachable`
 */
export async function ensureReachable(connectionString: string): Promise<void> {
  const client = new Client({ connectionString, connectionTimeoutMillis: 10_000 });
  const place = `${client.host}:${client.port}, database “${client.database}”, user “${client.user}”`;
  let version: number;
  try {
    await client.connect();
    version = Number((await client.query("show server_version_num")).rows[0].server_version_num);
    await client.end();
  } catch (cause) {
    throw new DatabaseError("unreachable", `The PostgreSQL of DATABASE_URL (${place}) ${whatToDo(cause)}`, {
      cause,
    });
  }
  if (version < MAJOR_MIN * 10_000) {
    throw new DatabaseError(
      "unreachable",
      `The PostgreSQL of DATABASE_URL (${place}) is version ${Math.floor(version / 10_000)}; Leeward needs ${MAJOR_MIN} or newer. Upgrade it, or leave DATABASE_URL out.`,
    );
  }
}

function whatToDo(cause: unknown): string {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  if (code.startsWith("28")) return "refuses this user or password. Correct them in DATABASE_URL.";
  if (code === "3D000")
    return "has no such database. Create it, owned by that user, or correct DATABASE_URL.";
  if (code === "53300") return "has no connection left. Raise its max_connections, or stop what holds them.";
  if (code === "57P03") return "is still starting. Try again in a moment.";
  const reason = code === "" && cause instanceof Error ? cause.message : code;
  return `does not answer (${reason}). Start it, correct DATABASE_URL, or leave it out to use the embedded one.`;
}
