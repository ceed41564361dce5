import { readFileSync } from "node:fs";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabase } from "../db/testing.ts";
import { CATEGORIES, PURPOSES } from "./context.ts";
import { AGENCY_KINDS, CLAUSES, READ_BY_THE_PERSON, ROLE_COVERAGE, ROLES, WHO_AND_WHERE } from "./index.ts";
import {
  countDecisions,
  findSurvivors,
  type Ground,
  openGround,
  pickMutants,
  seedOfRun,
} from "./proving/ground.ts";
import { clauseLines, definitionOf } from "./proving/migrations.ts";
import { loadWorlds } from "./proving/rows.ts";

/** Enough to see each clause decide; the 20,000 are in `npm run proof`. */
const WORLDS = 600;
const PATIENCE_MS = 300_000; // some seconds alone on the machine; much longer beside other work

const seed = seedOfRun();
let ground: Ground;

beforeAll(async () => {
  console.log(`seed ${seed} (LEEWARD_SEED=${seed} repeats this run)`);
  ground = await openGround(seed, 0, WORLDS);
}, PATIENCE_MS);

afterAll(() => ground.close());

describe("the rule of access", () => {
  it(
    `is the same in SQL and in TypeScript in ${WORLDS} drawn worlds: answers, reasons, rows, wraps, looks`,
    async () => {
      const differences = await ground.differences();
      expect(differences.slice(0, 3)).toEqual([]);
    },
    PATIENCE_MS,
  );

  it("says yes to at least three in ten questions of those worlds, and no to three in ten", () => {
    const { questions, allowed } = countDecisions(ground.worlds, Date.now());
    expect(allowed / questions).toBeGreaterThan(0.3);
    expect(allowed / questions).toBeLessThan(0.7);
  });

  it("hangs on each of its clauses: dropping one alone turns answers round", () => {
    const { decided } = countDecisions(ground.worlds, Date.now());
    const idle = Object.entries(decided).filter(([, times]) => times < WORLDS / 200);
    expect(idle).toEqual([]);
  });

  it("has mutants that the database takes: each could be the rule by mistake", async () => {
    const database = await testDatabase();
    const owner = new Client({ connectionString: database.connectionString });
    await owner.connect();
    try {
      for (const { sql } of await ground.mutants()) {
        await owner.query("begin");
        await owner.query(sql);
        await owner.query("rollback");
      }
    } finally {
      await owner.end();
      await database.drop();
    }
  });

  it(
    "is watched: a changed line, an opened policy, a skipped expiry, an ignored purpose is noticed",
    async () => {
      const mutants = pickMutants(await ground.mutants(), seed, 12);
      const talk: string[] = [];
      const log = (line: string) => void talk.push(line);
      let survivors = await findSurvivors(ground, mutants, log);
      if (survivors.length > 0) {
        // Some show in one world of hundreds: what lives in these is given more, as in `npm run proof`.
        const wider = await openGround(seed, WORLDS, 2000);
        const living = mutants.filter(({ name }) => survivors.includes(name));
        survivors = await findSurvivors(wider, living, log).finally(() => wider.close());
      }
      console.log(talk.join("\n"));
      expect(survivors).toEqual([]);
    },
    PATIENCE_MS,
  );
});

describe("the worlds", () => {
  it("are all states that could come about: no constraint and no trigger stops them", async () => {
    const database = await testDatabase();
    const client = new Client({ connectionString: database.connectionString });
    await client.connect();
    try {
      await loadWorlds(client, ground.worlds.slice(0, 100), true);
    } finally {
      await client.end();
      await database.drop();
    }
  });
});

describe("the words of the rule", () => {
  let client: Client;
  let drop: () => Promise<void>;

  beforeAll(async () => {
    const database = await testDatabase();
    client = new Client({ connectionString: database.connectionString });
    await client.connect();
    drop = async () => {
      await client.end();
      await database.drop();
    };
  });

  afterAll(() => drop());

  const listed = async (query: string): Promise<string[]> =>
    (await client.query({ text: query, rowMode: "array" })).rows.map((row) => row.join(" ")).sort();

  it("name each clause once in SQL, once in words, and once in the paper", () => {
    const names = Object.keys(CLAUSES).sort();
    expect(
      clauseLines()
        .map(({ clause }) => clause)
        .sort(),
    ).toEqual(names);
    const paper = readFileSync(new URL("../../../docs/access.md", import.meta.url), "utf8");
    for (const [clause, words] of Object.entries(CLAUSES))
      expect(paper).toContain(`| \`${clause}\` | ${words} |`);
  });

  it("are the same lists of categories, purposes, roles and kinds of agency on both sides", async () => {
    expect(await listed("select name from access.category")).toEqual([...CATEGORIES].sort());
    expect(await listed("select name from access.purpose")).toEqual([...PURPOSES].sort());
    expect(await listed("select name from identity.role")).toEqual([...ROLES].sort());
    const [kinds] = await listed(
      "select pg_get_constraintdef(oid) from pg_constraint where conname = 'agency_kind_check'",
    );
    expect([...(kinds ?? "").matchAll(/'([a-z-]+)'/g)].map(([, kind]) => kind).sort()).toEqual(
      [...AGENCY_KINDS].sort(),
    );
  });

  it("let each role cover the same on both sides, and the person read the same", async () => {
    const covered = ROLES.flatMap((role) =>
      Object.entries(ROLE_COVERAGE[role]).flatMap(([purpose, categories]) =>
        categories.map((category) => `${role} ${purpose} ${category}`),
      ),
    );
    expect(await listed("select role, purpose, category from access.role_coverage")).toEqual(covered.sort());
    expect(await listed("select name from access.category where person_reads")).toEqual(
      [...READ_BY_THE_PERSON].sort(),
    );
    const sql = definitionOf("access.says_who_or_where");
    expect([...sql.matchAll(/'([a-z]+)'/g)].map(([, category]) => category)).toEqual(WHO_AND_WHERE);
  });
});
