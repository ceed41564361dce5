import { globSync, readFileSync } from "node:fs";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "./core/db/testing.ts";

// Every count about people that leaves an agency goes through a release, or is told by thresholds and written down. What counts is
// found by machine, in the functions of the database and in the statements of the server, and each stands here with where it
// goes: a new one fails until somebody has said so. Numbers in what outsiders are answered: routes.test.ts.

/** Where a count goes. `release` and `thresholds` leave an agency; all others do not, or are about nobody. */
type Goes =
  /** Behind the gate, noised, audited, let out by others. */
  | "release"
  /** In fives, nothing of few, and each look or month is written down. */
  | "thresholds"
  /** To the agency that holds or shares those cases, or to the person themself. */
  | "own"
  /** To the operator of the machine, who has the database. */
  | "operator"
  /** Inside the statement alone: it decides, and nobody is told the number. */
  | "guard"
  /** Of agencies, services, keys, members or files. */
  | "nobody";

const FUNCTIONS: Readonly<Record<string, Goes>> = {
  "access.count_deferred_notices": "thresholds",
  "access.ensure_parties_once": "guard",
  "access.preview_protocol": "thresholds",
  "access.sign_protocol": "guard",
  "care.ask_capacity": "guard",
  "care.count_work": "own",
  "care.find_by_name": "guard",
  "care.find_known": "guard",
  "care.find_known_rows": "guard",
  "care.keep_closed": "operator",
  "care.move_section_heads": "guard",
  "care.put_ask": "guard",
  "care.put_letter": "guard",
  "care.record_wish": "guard",
  "door.agree_transfer": "guard",
  "door.begin_attachment": "guard",
  "door.count_month": "thresholds",
  "door.end_attachment": "guard",
  "door.end_conversations": "own",
  "door.keep_template": "guard",
  "door.letters_waiting": "own",
  "door.wait_for_stand_in": "guard",
  "gate.public_tools": "nobody",
  "http.forget_attempts": "operator",
  "identity.end_sessions_by_provider": "nobody",
  "identity.enrol_passkey": "guard",
  "identity.ensure_auditor_alone": "guard",
  "identity.put_keeping": "guard",
  "keys.own_progress": "nobody",
  "leaving.cases_held": "own",
  "leaving.close_keys": "nobody",
  "leaving.end_agreements": "own",
  "leaving.end_orders_to": "own",
  "leaving.end_sessions": "own",
  "leaving.end_shares_to": "own",
  "ledger.count_kinds": "thresholds",
  "proposals.confirm": "guard",
  "proposals.put": "guard",
  "retention.keep": "operator",
  "statistics.left_of": "nobody", // of epsilon and delta
  "statistics.publishable": "guard",
  "statistics.quality_rows": "guard",
  "statistics.take_cases": "release",
};

/** Statements of the server, by file: how many of them count, and where they go. */
const STATEMENTS: Readonly<Record<string, readonly [number, Goes]>> = {
  "src/cli/agency-declare.ts": [1, "operator"],
  "src/cli/agency-leaving.ts": [1, "operator"],
  "src/core/backup/restore.ts": [1, "operator"],
  "src/core/doctor/index.ts": [1, "operator"],
  "src/core/identity/declaring.ts": [1, "operator"],
  "src/core/keys/holder/states.ts": [1, "nobody"],
  "src/core/keys/holder/store.ts": [1, "nobody"],
  "src/core/ledger/store.ts": [2, "own"], // those of the caller's agency that wait; and a guard
  "src/core/retention/index.ts": [2, "operator"],
  "src/modules/care/store/allowed.ts": [1, "own"],
  "src/modules/care/store/consent.ts": [1, "guard"],
  "src/modules/care/store/lead.ts": [2, "own"],
  "src/modules/care/store/order.ts": [1, "own"],
  "src/modules/directory/store.ts": [4, "nobody"],
  "src/modules/door/doctor.ts": [1, "operator"],
};

/** What answers outside of `/api`, and what numbers about people stand there. */
const PAGES: Readonly<Record<string, Goes>> = {
  "/*": "nobody", // the door; `/orders` among its pages tells of deferred notices in fives, once a month
  "/desk": "nobody",
  "/desk/*": "nobody",
  "/door/:file": "nobody",
  "/healthz": "nobody",
  "/help": "nobody", // services, and whether they have places: not how many
  "/ledger": "nobody",
  "/ledger/checkpoint": "nobody",
  "/ledger/history": "nobody",
  "/ledger/public-entries": "nobody", // in padded batches
  "/ledger/published/:sha256": "nobody",
  "/ledger/state": "nobody",
  "/plain": "nobody",
  "/plain/back": "nobody",
  "/plain/delete": "nobody",
  "/plain/letters": "own",
  "/plain/words": "nobody",
  "/readyz": "nobody",
  "/statistics": "release",
  "/statistics/:id": "release",
  "/statistics/codebook.json": "nobody",
  "/statistics/:id/comparison": "release",
  "/statistics/:id/preview": "own", // safe already, and asked for with a session of that agency
  "/statistics/:id/tables.csv": "release",
  "/statistics/:id/tables.json": "release",
  "/statistics/:id/${name}.csv": "release",
  "/tools": "nobody",
};

const COUNTS = /\b(?:count|sum)\s*\(\s*(?:\*|distinct\b|[a-z])/;

const sources = (): string[] =>
  globSync("src/**/*.{ts,tsx}", { exclude: (path) => /\.(test|proof)\.tsx?$|testing|proving/.test(path) });

let database: TestDatabase;
let owner: Client;
beforeAll(async () => {
  database = await testDatabase();
  owner = new Client({ connectionString: database.connectionString });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

describe("what counts anything", () => {
  it("in the database is on the list, with where it goes", async () => {
    const { rows } = await owner.query(
      `select distinct n.nspname || '.' || p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where p.prosrc ~ '\\m(count|sum)\\s*\\(' and n.nspname !~ '^pg_'
         and n.nspname not in ('information_schema', 'graphile_worker') order by 1`,
    );
    expect(rows.map(({ name }) => name)).toEqual(Object.keys(FUNCTIONS).sort());
  });

  it("in a statement of the server, is on the list, with where it goes", () => {
    const found = sources().flatMap((path) => {
      const texts = readFileSync(path, "utf8").match(/`[^`]*`|"[^"\n]*"/g) ?? [];
      const counting = texts.filter((text) => /\b(select|from)\b/.test(text) && COUNTS.test(text)).length;
      return counting > 0 ? [[path, counting] as const] : [];
    });
    expect(Object.fromEntries(found)).toEqual(
      Object.fromEntries(Object.entries(STATEMENTS).map(([path, [counting]]) => [path, counting])),
    );
  });

  it("behind an address for everyone, is on the list of addresses, with what numbers about people stand there", () => {
    const found = sources().flatMap((path) =>
      [...readFileSync(path, "utf8").matchAll(/app\.(?:get|post|route)\(\s*["`](\/(?!api\b)[^"`]*)/g)].map(
        ([, address]) => address,
      ),
    );
    expect(found.sort()).toEqual(Object.keys(PAGES).sort());
  });

  it("and leaves an agency is named in the document, each", () => {
    const document = readFileSync("docs/statistics.md", "utf8");
    const leaving = Object.entries(FUNCTIONS).filter(
      ([, goes]) => goes === "release" || goes === "thresholds",
    );
    expect(leaving.map(([name]) => name).filter((name) => !document.includes(`\`${name}\``))).toEqual([]);
  });
});
