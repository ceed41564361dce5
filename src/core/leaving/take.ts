import { TileReader } from "@leeward/ledger";
import { sha256 } from "@leeward/ledger/files";
import { Client } from "pg";
import { LogFiles } from "../ledger/files.ts";
import type { joinLeavingRules } from "./rules.ts";

/**
 * What stands first in the file of an agency. After it one line for each row, `{"table", "row"}`; for each entry of the
 * ledger that has its place, `{"proof"}`; and last `{"end"}`, which counts the lines before it.
 */
export interface TakenHead {
  readonly format: "leeward agency 1";
  readonly agency: { readonly id: string; readonly name: string };
  /** The instant that the rows show. */
  readonly at: string;
  readonly version: string;
  /** Private keys by `agencyId/version`, for an agency that runs no key holder of its own; else empty. */
  readonly keys: Readonly<Record<string, string>>;
  /** What the proofs are held against: the newest checkpoint that witnesses cosigned, else the newest signed; null before any. */
  readonly ledger: {
    readonly verifierKey: string;
    readonly note: string;
    readonly size: number;
    readonly isWitnessed: boolean;
  } | null;
}

/** Where an entry of the ledger stands in the log, and the hashes from its leaf to the root, base64. */
export interface InclusionProof {
  readonly entry: string;
  readonly index: number;
  readonly hashes: readonly string[];
}

export type TakenLine =
  | TakenHead
  | { readonly table: string; readonly row: Readonly<Record<string, unknown>> }
  | { readonly proof: InclusionProof }
  | { readonly end: { readonly lines: number } };

export interface TakeOptions {
  /** As the owner. */
  readonly connectionString: string;
  readonly dataDir: string;
  readonly version: string;
  readonly rules: ReturnType<typeof joinLeavingRules>;
  readonly agency: { readonly id: string; readonly name: string };
  readonly keys: TakenHead["keys"];
  readonly signal: AbortSignal;
  readonly onTable: (table: string) => void;
}

const ROWS_AT_ONCE = 500;

/** Every line of what an agency takes, of one snapshot: one read-only transaction, while the house runs. */
export async function* takeAlong(options: TakeOptions): AsyncGenerator<Uint8Array> {
  const { agency, rules, signal } = options;
  const client = new Client({ connectionString: options.connectionString });
  await client.connect();
  let lines = 0;
  const line = (value: TakenLine): Uint8Array => {
    lines += 1;
    return Buffer.from(`${JSON.stringify(value)}\n`);
  };
  try {
    await client.query("begin transaction isolation level repeatable read, read only");
    const ledger = await findCheckpoint(client);
    const { rows } = await client.query("select now() as at");
    const at = rows[0].at.toISOString();
    yield line({
      format: "leeward agency 1",
      ...{ agency, at, version: options.version, keys: options.keys },
      ledger: ledger?.head ?? null,
    });
    const cases = await listTaken(client, agency.id, rules.withheld);
    for (const { table, select } of rules.takes) {
      options.onTable(table);
      for await (const row of readRows(client, select, agency.id, cases)) {
        signal.throwIfAborted();
        yield line({ table, row });
        const proof = table === "ledger.entry" && ledger ? await ledger.prove(options.dataDir, row) : null;
        if (proof) yield line({ proof });
      }
    }
    yield line({ end: { lines } });
    await client.query("commit");
  } finally {
    await client.end();
  }
}

interface TakenCases {
  readonly ids: readonly string[];
  readonly until: readonly string[];
}

/** The cases that it holds, until now, and those that it handed over, until then. */
async function listTaken(client: Client, agencyId: string, withheld: readonly string[]): Promise<TakenCases> {
  const without = withheld.map((select) => ` and c.case_id not in (${select})`).join("");
  const { rows } = await client.query<{ case_id: string; until: Date }>(
    `select c.case_id, max(c.until) as until from (
       select r.id as case_id, now() as until from access.case_record r where r.holder_agency_id = $1
       union all
       select h.case_id, h.settled_at from leaving.hand_over h
       where h.from_agency_id = $1 and h.outcome = 'accepted'
     ) c where not exists (select from access.erasure e where e.case_id = c.case_id)${without}
     group by c.case_id`,
    [agencyId],
  );
  return {
    ids: rows.map((row) => row.case_id),
    until: rows.map((row) => row.until.toISOString()),
  };
}

async function* readRows(
  client: Client,
  select: string,
  agencyId: string,
  cases: TakenCases,
): AsyncGenerator<Record<string, unknown>> {
  await client.query(
    `declare taking no scroll cursor for
     with asked as (select $1::uuid as agency, $2::uuid[] as ids, $3::timestamptz[] as untils),
     taken as (select t.case_id, t.until from asked, unnest(asked.ids, asked.untils) t(case_id, until))
     select row_to_json(row_taken) as row from (${select}) row_taken`,
    [agencyId, cases.ids, cases.until],
  );
  for (;;) {
    const { rows } = await client.query<{ row: Record<string, unknown> }>(
      `fetch ${ROWS_AT_ONCE} from taking`,
    );
    for (const { row } of rows) yield row;
    if (rows.length < ROWS_AT_ONCE) break;
  }
  await client.query("close taking");
}

async function findCheckpoint(client: Client): Promise<{
  head: NonNullable<TakenHead["ledger"]>;
  prove(dataDir: string, row: Record<string, unknown>): Promise<InclusionProof | null>;
} | null> {
  const { rows } = await client.query(
    `select c.note, c.size, c.witnessed_at is not null as witnessed, l.number, l.first_place, l.verifier_key,
       (select max(number) from ledger.log) as newest
     from ledger.checkpoint c join ledger.log l on l.number = c.log_number
     where l.number = (select max(number) from ledger.log)
     order by c.witnessed_at is null, c.size desc limit 1`,
  );
  const [found] = rows;
  if (!found) return null;
  const size = Number(found.size);
  const which = { number: found.number, newest: found.newest };
  const firstPlace = Number(found.first_place);
  let reader: TileReader | undefined;
  return {
    head: { verifierKey: found.verifier_key, note: found.note, size, isWitnessed: found.witnessed },
    prove: async (dataDir, { id, log_index: place }) => {
      if (typeof place !== "number") return null;
      const index = place - firstPlace;
      if (index < 0 || index >= size) return null; // of a log before, or newer than what was signed
      reader ??= new TileReader(sha256, (path) => new LogFiles(dataDir).read(which, path), size);
      const hashes = await reader.inclusionProof(index, size);
      return {
        entry: String(id),
        index,
        hashes: hashes.map((hash) => Buffer.from(hash).toString("base64")),
      };
    },
  };
}
