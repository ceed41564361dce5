import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { type Mechanism, synthesise } from "@leeward/synth";
import { parse } from "csv-parse/sync";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabase } from "../../core/db/testing.ts";
import { runCommandLine } from "../leeward.ts";
import { synthAuditOf } from "./audit.ts";

let folder = "";
const at = (name: string) => join(folder, name);
const people = Array.from({ length: 600 }, (_, k) => ({
  sex: k % 3 === 0 ? "Male" : "Female",
  area: ["North", "South", "East", "West"][Math.floor(Math.sqrt(k)) % 4] ?? "",
  // Three men in the West are the small count that must not be seen.
  found: k % 3 === 0 && k > 12 && k < 22 ? "border" : "street",
}));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "synth-cli-"));
  const lines = people.map(({ sex, area, found }) => `${sex},${area},${found}`);
  await writeFile(at("people.csv"), `sex,area,found\n${lines.join("\n")}\n`);
  await writeFile(
    at("people.json"),
    JSON.stringify({
      leewardSynth: 1,
      title: "People",
      domainsArePublic: true,
      columns: [
        { name: "sex", kind: "category", values: ["Female", "Male"], missing: false },
        { name: "area", kind: "category", values: ["North", "South", "East", "West"], missing: false },
        { name: "found", kind: "category", values: ["street", "border"], missing: false },
      ],
    }),
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function leeward(...words: string[]): Promise<{ code: number; said: string; talk: string }> {
  const [out, err] = [new PassThrough(), new PassThrough()];
  const code = await runCommandLine(words, {
    out,
    err,
    stdin: new PassThrough(),
    env: {},
    cwd: folder,
    signal: new AbortController().signal,
  });
  return { code, said: String(out.read() ?? ""), talk: String(err.read() ?? "") };
}

const tables = (method: string, out: string, ...more: string[]) =>
  leeward(
    ...["synth", "tables", at("people.csv"), "--describe", at("people.json"), "--columns", "sex,found"],
    ...["--method", method, "--out", at(out), ...more],
  );
const cellsOf = async (out: string): Promise<string[]> =>
  (parse(await readFile(at(`${out}/table.csv`), "utf8"), { columns: true }) as Record<string, string>[]).map(
    (line) => line.count ?? "",
  );
const truth = (sex: string, found: string) =>
  people.filter((one) => (sex === "" || one.sex === sex) && (found === "" || one.found === found)).length;
const exact = ["Female", "Male", ""].flatMap((sex) =>
  ["street", "border", ""].map((found) => truth(sex, found)),
);

describe("leeward synth describe, release and audit", () => {
  const rows = () => [at("people.csv"), "--describe", at("people.json")];
  const csvOf = async (name: string): Promise<Record<string, string>[]> =>
    parse(await readFile(at(name), "utf8"), { columns: true });

  it("drafts a description that a release takes once someone says that its domains are public", async () => {
    const { code, said, talk } = await leeward(
      ...["synth", "describe", at("people.csv"), "--out", at("sketch.json"), "--title", "People", "--json"],
    );
    expect({ code, talk }).toEqual({ code: 0, talk: "" });
    const answer = JSON.parse(said);
    expect(answer).toMatchObject({ out: at("sketch.json"), columns: 3 });
    expect(answer.remarks[0]).toMatch(/must be public knowledge/);
    const draft = JSON.parse(await readFile(at("sketch.json"), "utf8"));
    expect(draft.title).toBe("People");
    expect(
      draft.columns.map(({ name, values }: { name: string; values: string[] }) => [name, values]),
    ).toEqual([
      ["sex", undefined],
      ["area", ["East", "North", "South", "West"]],
      ["found", ["border", "street"]],
    ]);
    const plain = await leeward("synth", "describe", at("people.csv"), "--out", at("sketch-2.json"));
    expect(plain).toMatchObject({ code: 0, said: "", talk: expect.stringContaining("public knowledge") });
    const release = () =>
      leeward(
        ...["synth", "release", at("people.csv"), "--describe", at("sketch.json"), "--out", at("sketched")],
      );
    // Kills: a release of a draft as it is, whose values were read off the data; and of one that says nothing of it.
    const { domainsArePublic, ...silent } = draft;
    expect(domainsArePublic).toBe(false);
    for (const unsaid of [draft, silent]) {
      await writeFile(at("sketch.json"), JSON.stringify(unsaid));
      const refused = await release();
      expect({ code: refused.code, talk: refused.talk }).toEqual({
        code: 1,
        talk: expect.stringMatching(/"domainsArePublic": true\. \(domains-not-public\)\n$/),
      });
      expect(refused.talk, "before the table is read").not.toContain("read 600 rows");
    }
    await writeFile(at("sketch.json"), JSON.stringify({ ...draft, domainsArePublic: true }));
    expect((await release()).code).toBe(0);
  });

  it("drafts a description of 2,000 columns: as many as can be protected together, the others by name under drop", async () => {
    const names = Array.from(
      { length: 2000 },
      (_, k) => `question${String.fromCharCode(97 + (k % 26))}${k}x`,
    );
    const lines = [0, 1, 2].map((row) => names.map((_, k) => ((row + k) % 2 ? "yes" : "no")).join(","));
    await writeFile(at("wide.csv"), `${names.join(",")}\n${lines.join("\n")}\n`);
    const { code, talk } = await leeward("synth", "describe", at("wide.csv"), "--out", at("wide.json"));
    expect({ code, talk }).toEqual({ code: 0, talk: expect.stringContaining('1880 more are under "drop"') });
    const draft = JSON.parse(await readFile(at("wide.json"), "utf8"));
    expect([draft.columns.length, draft.drop.length]).toEqual([120, 1880]);
    const all = await leeward("synth", "describe", at("wide.csv"), "--out", at("wide.json"));
    expect(all).toMatchObject({ code: 1, talk: expect.stringContaining("output-exists") });
  });

  it("releases rows and tables that agree, a card of what was spent, and a report; exact counts go to the operator alone", async () => {
    const { code, said, talk } = await leeward(
      "synth",
      "release",
      ...rows(),
      "--epsilon",
      "2",
      "--out",
      at("made"),
    );
    expect({ code, said }).toEqual({
      code: 0,
      said: expect.stringMatching(/made: \d+ rows\. Someone who thought/),
    });
    expect(talk).toContain("read 600 rows; 0 beyond the bound");
    expect(talk).toContain("for you alone");
    expect((await readdir(at("made"))).sort()).toEqual([
      "card.json",
      "microdata.csv",
      "report.html",
      "tables",
    ]);
    const made = await csvOf("made/microdata.csv");
    for (const line of await csvOf("made/tables/two-way.csv")) {
      const { column_1 = "", value_1, column_2 = "", value_2, count } = line;
      expect(made.filter((row) => row[column_1] === value_1 && row[column_2] === value_2).length).toBe(
        Number(count),
      );
    }
    const card = JSON.parse(await readFile(at("made/card.json"), "utf8"));
    expect(card).toMatchObject({ isPrivate: true, rows: made.length, privacy: { epsilon: 2, delta: 1e-6 } });
    expect(card.privacy.epsilonReached).toBeLessThanOrEqual(2);
    expect(
      card.privacy.spent.reduce((sum: number, { share }: { share: number }) => sum + share, 0),
    ).toBeLessThanOrEqual(1);
    const report = await readFile(at("made/report.html"), "utf8");
    expect(report).toContain(`${made.length.toLocaleString("en-GB")} made-up rows`);
  });

  it("keeps the exact number of rows out of the report, where only noise shows it now and then", async () => {
    const shown: boolean[] = [];
    // Noise comes to exactly as many in some releases of a hundred; what is told as it is would be in each.
    for (const name of ["told-1", "told-2", "told-3", "told-4"]) {
      await leeward("synth", "release", ...rows(), "--epsilon", "2", "--out", at(name));
      const report = await readFile(at(`${name}/report.html`), "utf8");
      shown.push(/\b600\b/.test(report.replaceAll(/<(svg|style)[\s\S]*?<\/\1>/g, "")));
    }
    expect(shown).toContain(false);
  });

  it("refuses an epsilon out of range before it reads the table", async () => {
    for (const command of ["release", "audit"]) {
      for (const epsilon of ["0.0000001", "0", "-1", "NaN", "Infinity"]) {
        const words = ["synth", command, at("nowhere.csv"), "--describe", at("people.json")];
        const out = command === "release" ? ["--out", at("never")] : [];
        const { code, talk } = await leeward(...words, `--epsilon=${epsilon}`, ...out);
        expect({ code, talk }).toEqual({ code: 1, talk: expect.stringContaining("epsilon-out-of-range") });
      }
    }
  });

  it("audits: what the attacks proved beside what is claimed, and what could be rebuilt beside chance", async () => {
    const { code, said } = await leeward(
      "synth",
      "audit",
      ...rows(),
      "--epsilon",
      "4",
      "--runs",
      "40",
      "--seed",
      "cli",
    );
    expect(code).toBe(0);
    expect(said).toContain("claimed: epsilon 4 at delta 0.000001");
    expect(said).toMatch(/worst person, 80 runs: epsilon at least [\d.]+; [\d.]+ if the noise is Gaussian/);
    expect(said).toMatch(
      /one run, 150 people by coin: epsilon at least [\d.]+ \(\d+ of \d+ guesses right; 99 in 100 sure\)/,
    );
    expect(said).toMatch(
      /rebuilt from the tables of 3 columns: \d+ of \d+ who were in; \d+ of \d+ who were not/,
    );
    expect(said).toContain("Nothing found against the claim.");
    const json = await leeward(
      "synth",
      "audit",
      ...rows(),
      "--epsilon",
      "4",
      "--runs",
      "40",
      "--seed",
      "cli",
      "--json",
    );
    const report = JSON.parse(json.said);
    expect(report).toMatchObject({
      passed: true,
      claimed: { epsilon: 4, delta: 1e-6 },
      canary: { runs: 80 },
    });
    expect(report.canary.epsilonIfGaussian).toBeLessThan(4);
  });

  it("says FAILED and ends with 1 when the attacks prove more than is claimed", async () => {
    const loud: Mechanism = (data, options) => synthesise(data, { ...options, rho: options.rho * 4 });
    const [out, err] = [new PassThrough(), new PassThrough()];
    const code = await synthAuditOf(loud).run(
      { out, err, stdin: new PassThrough(), env: {}, cwd: folder, signal: new AbortController().signal },
      { describe: at("people.json"), runs: "300" },
      [at("people.csv")],
    );
    expect({ code, said: String(out.read()) }).toEqual({
      code: 1,
      said: expect.stringMatching(/\nFAILED: an attack proved more than is claimed\. Do not publish\.\n$/),
    });
  });

  it("reads a query of a real PostgreSQL, read-only, and refuses one that writes or fails", async () => {
    const database = await testDatabase();
    try {
      const client = new Client({ connectionString: database.connectionString });
      await client.connect();
      await client.query("create table public.people (sex text, area text, found text)");
      await client.query(
        "insert into public.people select * from unnest($1::text[], $2::text[], $3::text[])",
        (["sex", "area", "found"] as const).map((column) => people.map((one) => one[column])),
      );
      const from = (query: string) => ["--database", database.connectionString, "--query", query];
      const audit = (...words: string[]) =>
        leeward(
          ...["synth", "audit", ...words, "--describe", at("people.json")],
          ...["--runs", "20", "--seed", "q", "--json"],
        );
      // The whole table arrives: the audit of the query is that of the file, to the last figure.
      const query = "select sex, area, found from public.people order by ctid";
      expect(await audit(...from(query))).toEqual(await audit(at("people.csv")));
      const sums = await leeward(
        ...["synth", "release", ...from(query), "--describe", at("people.json"), "--out", at("queried")],
      );
      expect(sums).toMatchObject({ code: 0, talk: expect.stringContaining("read 600 rows") });
      for (const wrong of [
        "select nothing from nowhere",
        "delete from public.people returning sex, area, found",
      ]) {
        const refused = await leeward(
          ...["synth", "release", ...from(wrong), "--describe", at("people.json"), "--out", at("wrong")],
        );
        expect(refused).toMatchObject({ code: 1, talk: expect.stringContaining("refused the query") });
      }
      expect((await client.query("select count(*)::int as rows from public.people")).rows).toEqual([
        { rows: 600 },
      ]);
      await client.end();
    } finally {
      await database.drop();
    }
  });
});

describe("leeward synth tables", () => {
  it("hides a small count and what would give it away, and says what that does not protect against", async () => {
    const { code, said } = await tables("suppress", "hidden", "--threshold", "5", "--interval", "3");
    expect(code).toBe(0);
    const cells = await cellsOf("hidden");
    expect(truth("Male", "border")).toBe(3);
    expect(cells[4]).toBe("");
    expect(cells.filter((cell) => cell === "").length).toBeGreaterThan(1);
    for (const [k, cell] of cells.entries()) if (cell !== "") expect(Number(cell)).toBe(exact[k]);
    expect(said).toMatch(/not differential privacy/i);
    expect(await readFile(at("hidden/limits.txt"), "utf8")).toMatch(/subtract/);
    expect(JSON.parse(await readFile(at("hidden/card.json"), "utf8")).notProtected.length).toBeGreaterThan(3);
  });

  it("rounds every count and total to a multiple of the base next to it", async () => {
    expect((await tables("round", "rounded", "--base", "7")).code).toBe(0);
    for (const [k, cell] of (await cellsOf("rounded")).entries()) {
      expect(Number(cell) % 7).toBe(0);
      expect(Math.abs(Number(cell) - (exact[k] ?? 0))).toBeLessThan(7);
    }
  });

  it("changes a cell alike in every table made with the same keys, keeps the keys to their owner, refuses others", async () => {
    const once = await tables("cell-key", "key-1", "--keys", at("people.keys"));
    expect(once.code).toBe(0);
    expect((await stat(at("people.keys"))).mode & 0o077).toBe(0);
    await tables("cell-key", "key-2", "--keys", at("people.keys"));
    expect(await cellsOf("key-1")).toEqual(await cellsOf("key-2"));
    const cells = (await cellsOf("key-1")).map(Number);
    expect(cells).not.toEqual(exact);
    expect(cells.every((cell, k) => Math.abs(cell - (exact[k] ?? 0)) <= 5)).toBe(true);
    await writeFile(at("short.keys"), Buffer.alloc(8));
    const refusal = await tables("cell-key", "key-3", "--keys", at("short.keys"));
    expect({ code: refusal.code, talk: refusal.talk }).toEqual({
      code: 1,
      talk: expect.stringContaining("keys-do-not-fit"),
    });
  });

  it("says how to call it, and leaves nothing behind when it refuses", async () => {
    expect((await tables("magic", "m")).code).toBe(2);
    expect((await tables("round", "m", "--base", "1")).code).toBe(2);
    const wrong = await leeward(
      ...["synth", "tables", at("people.csv"), "--describe", at("people.json")],
      ...["--columns", "sex,nobody", "--method", "round", "--out", at("m")],
    );
    expect(wrong).toMatchObject({ code: 1, talk: expect.stringContaining("sex, area, found") });
    expect((await readdir(folder)).filter((name) => name === "m" || name.includes("draft"))).toEqual([]);
  });
});

describe("leeward synth k-anonymous", () => {
  const rows = (out: string, ...more: string[]) =>
    leeward(
      "synth",
      "k-anonymous",
      at("people.csv"),
      "--describe",
      at("people.json"),
      "--out",
      at(out),
      ...more,
    );

  it("writes no pair that fewer than k people share, and says what that does not protect against", async () => {
    const { code, said } = await rows("rows", "--k", "10");
    expect(code).toBe(0);
    expect(said).toMatch(/can see whether the last one is there/);
    const made: Record<string, string>[] = parse(await readFile(at("rows/microdata.csv"), "utf8"), {
      columns: true,
    });
    expect(made.length).toBeGreaterThan(500);
    expect(made.filter(({ found }) => found === "border")).toEqual([]);
    for (const { sex, area } of made) {
      expect(people.filter((one) => one.sex === sex && one.area === area).length).toBeGreaterThanOrEqual(10);
    }
  });

  it("refuses a k of one", async () => {
    expect(await rows("one", "--k", "1")).toMatchObject({ code: 1, talk: expect.stringContaining("k is 1") });
  });
});
