import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deltaOf, rhoOf } from "@leeward/synth";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { declareTools, registerGate } from "../../core/gate/index.ts";
import { addAssessor, ask, assess, send, type TestAssessor, write } from "../../core/gate/testing.ts";
import { registerProposals } from "../../core/proposals/index.ts";
import { type TestHouse, type TestMember, testHouse } from "../../core/testing.ts";
import type { Assets } from "../../web/index.ts";
import {
  caseloadRelease,
  registerReleasePreview,
  registerStatistics,
  registerStatisticsPages,
  releaseCaseload,
} from "./index.ts";
import { YEAR_RHO } from "./pages/release-page.ts";
import { cellsOver } from "./tables.ts";
import { ASKED, FEW_RUNS } from "./testing.ts";

let house: TestHouse;
let folder: string;
let at: TestAssessor;
let counter: TestMember;
let stranger: TestMember;

beforeAll(async () => {
  house = await testHouse();
  registerProposals(house.app, house.house);
  registerGate(house.app, house.house);
  registerStatistics(house.app, house.house);
  const assets: Pick<Assets, "url"> = { url: (name) => `/${name}` };
  registerStatisticsPages(house.app, house.house, assets);
  registerReleasePreview(house.app, house.house, assets);
  await declareTools(house.connectionString, [caseloadRelease]);
  folder = await mkdtemp(join(tmpdir(), "leeward-publication-"));
  at = await addAssessor(house, "Harbour");
  counter = await house.addMember({ agencyId: at.agencyId, name: "Counter", roles: ["statistician"] });
  const other = await house.addAgency({ name: "Other", kind: "shelter" });
  stranger = await house.addMember({ agencyId: other, name: "Else", roles: ["statistician", "supervisor"] });
  await house.owner.query(
    `with p as (insert into identity.person select from generate_series(1, 400) returning id),
     r as (insert into access.case_record (holder_agency_id, person_id) select $1, id from p returning id)
     insert into care.case_file (id, alias, state, gender, age_band)
     select id, 'Tern ' || row_number() over (), case when row_number() over () % 3 = 0 then 'recovery' else 'contact' end,
       case when row_number() over () % 4 = 0 then 'man' else 'woman' end,
       case when row_number() over () % 2 = 0 then '9-17' else '25-34' end from r`,
    [at.agencyId],
  );
  await assess(house, at, await write(house, "caseload-release"));
  const advice = await ask(house, at, "caseload-release");
  const answer = { stance: "for", answer: "We want to be counted safely.", body: "Council of survivors" };
  await send(house, at.boss, `/api/tool-advice/${advice}/answer`, answer);
}, 120_000);
afterAll(async () => {
  await house.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Four for a year: what is looked at more closely may tell more. */
const EPSILON: Readonly<Record<string, number>> = { first: 1, beside: 1, second: 1 };
const release = async (out: string, random = house.house.random): Promise<string> => {
  await releaseCaseload({ ...house.house, random }, counter.secret, {
    ...FEW_RUNS,
    ...ASKED,
    ...{
      epsilon: EPSILON[out] ?? 0.1,
      delta: 1e-6,
      out: join(folder, out),
      signal: new AbortController().signal,
    },
    onProgress: () => {},
  });
  const { rows } = await house.owner.query("select id from statistics.release order by made_at desc limit 1");
  return rows[0].id;
};
const get = (url: string, headers: Record<string, string> = {}) =>
  house.app.inject({ method: "GET", url, headers: { host: "leeward.test", ...headers } });
const preview = (id: string, as?: TestMember) =>
  get(`/statistics/${id}/preview?lang=en`, as ? as.headers() : {});
const previewed: string[] = [];
const listed = async (as: TestMember) => JSON.parse((await get("/api/releases", as.headers())).body).releases;
const waiting = async (as: TestMember, of?: string, kind = "release.publication") =>
  JSON.parse((await get("/api/proposals", as.headers())).body).proposals.find(
    (one: { kind: string; outcome: string; content: { releaseId: string } }) =>
      one.kind === kind && one.outcome === "waits" && (of === undefined || one.content.releaseId === of),
  );
const TITLE = "People whom <b>Harbour</b> helped";
const propose = (id: string, as = counter) =>
  send(house, as, `/api/releases/${id}/publication`, { title: TITLE });
const confirm = (as: TestMember, { id, hash }: { id: string; hash: string }) =>
  send(house, as, `/api/proposals/${id}/confirm`, { hash });
const approve = async (as: TestMember, of?: string, kind?: string) =>
  confirm(as, await waiting(as, of, kind));
const approveLast = (as: TestMember, of?: string) => approve(as, of, "release.second-approval");
/** By both who answer for it. */
const letOut = async (of: string) => [
  (await approve(at.boss, of)).status,
  (await approveLast(at.officer, of)).status,
];

describe("a release that is published", () => {
  let id: string;
  it("is kept for its agency alone until two others approve of what its statistician proposed, neither of them twice", async () => {
    id = await release("first");
    expect(await listed(stranger)).toEqual([]);
    expect(await listed(at.boss)).toMatchObject([
      { id, epsilon: 1, publishedAt: null, waits: null, ...ASKED },
    ]);
    const asked = await house.owner.query("select question from statistics.spent");
    expect(asked.rows, "asked with what it cost, before any number was seen").toEqual([{ ...ASKED }]);
    const reworded = { title: TITLE, question: "What else could these numbers say?" };
    expect((await send(house, counter, `/api/releases/${id}/publication`, reworded)).status).toBe(400);
    expect((await get(`/statistics/${id}`)).statusCode).toBe(404);
    expect((await get(`/statistics/${id}/tables.csv`)).statusCode).toBe(404);
    for (const other of [stranger, at.boss]) expect((await propose(id, other)).status).toBe(404);
    expect((await propose(id)).status).toBe(201);
    expect(await propose(id)).toMatchObject({ code: "release-waits" });
    // Whoever is asked reads all of it before they say yes, as everyone will afterwards; nobody else does.
    expect((await preview(id)).statusCode).toBe(401);
    expect((await preview(id, stranger)).headers.location, "to what everyone sees: nothing").toBe(
      `/statistics/${id}`,
    );
    for (const as of [at.boss, at.officer, counter]) previewed.push((await preview(id, as)).body);
    // Whoever proposed approves of it at neither step, also with a role that approves.
    const grant = (role: string) =>
      house.owner.query("insert into identity.member_role (member_id, role) values ($1, $2)", [
        counter.id,
        role,
      ]);
    await grant("supervisor");
    expect((await approve(counter)).status, "nobody is their own second").toBe(403);
    expect((await approve(at.boss)).status).toBe(204);
    expect((await get("/statistics")).body, "one yes is not enough").not.toContain("Harbour");
    expect((await get(`/statistics/${id}`)).statusCode).toBe(404);
    for (const as of [counter, at.boss, at.officer])
      expect(await listed(as)).toMatchObject([{ id, waits: "second" }]);
    expect(await propose(id)).toMatchObject({ code: "release-waits" });
    for (const as of [at.boss, counter]) expect((await approveLast(as)).status, "nor twice").toBe(403);
    await house.owner.query("delete from identity.member_role where member_id = $1 and role = 'supervisor'", [
      counter.id,
    ]);
    expect((await approveLast(at.officer)).status).toBe(204);
    expect((await preview(id, at.officer)).headers.location).toBe(`/statistics/${id}`);
    const figures = (html: string) => html.match(/<div class="(as-chart|as-table|pyr)".*/g) ?? [];
    const out = figures((await get(`/statistics/${id}`)).body);
    expect(out.length).toBeGreaterThan(3);
    for (const body of previewed) {
      expect(body).toContain("Not out yet.");
      expect(body).toContain("Who was helped in 2026?");
      expect(body).not.toContain("tables.csv");
      expect(figures(body), "the numbers that were approved are those that are out").toEqual(out);
    }
    expect(await propose(id)).toMatchObject({ code: "release-over" });
    const { rows } = await house.owner.query(
      "select kind, content from ledger.entry where kind = 'release.published'",
    );
    expect(rows).toHaveLength(1);
    expect(JSON.parse(rows[0].content)).toMatchObject({
      ...{ memberId: counter.id, approved: [at.boss.id, at.officer.id] },
    });
  });

  it("shows on every page, picture and file the counts of its folder, with their ranges", async () => {
    const tables = JSON.parse((await get(`/statistics/${id}/tables.json`)).body);
    const csv = (await readFile(join(folder, "first", "tables", "two-way.csv"), "utf8"))
      .trim()
      .split("\n")
      .slice(1);
    expect(csv.length).toBeGreaterThan(3);
    for (const line of csv) {
      const [a = "", valueA, b = "", valueB, count, low, high] = line.split(",");
      const cell = cellsOver(tables, [a, b])?.find(
        ({ values }) => values[0] === valueA && values[1] === valueB,
      );
      expect(cell, line).toMatchObject({ count: Number(count), low: Number(low), high: Number(high) });
    }
    const rows =
      (await readFile(join(folder, "first", "microdata.csv"), "utf8")).trim().split("\n").length - 1;
    expect(cellsOver(tables, [])).toMatchObject([{ count: rows }]);
    const asked = (await get(`/statistics/${id}/tables.csv?by=ageBand&by=gender`)).body.trim().split("\n");
    expect(asked[0]).toBe("gender,ageBand,count,low_95,high_95,release");
    // A file is renamed and pasted into others: each line says of which release it is.
    const whole = (await get(`/statistics/${id}/tables.csv`)).body;
    const ofFigure = (await get(`/statistics/${id}/tables.csv?topic=gender`)).body;
    for (const file of [asked.join("\n"), whole, ofFigure]) {
      const [head, ...lines] = file.trim().split("\n");
      expect(head).toMatch(/,release$/);
      expect(lines.length).toBeGreaterThan(1);
      for (const line of lines) {
        expect(line.split(",").at(-1)).toBe(tables.card.release);
        expect(line.split(",")).toHaveLength((head ?? "").split(",").length);
      }
    }
    expect(asked.slice(1).reduce((sum, line) => sum + Number(line.split(",")[2]), 0)).toBe(rows);
    for (const file of ["csv?by=nationality", "csv?topic=nationality", "json?topic=nationality"])
      expect((await get(`/statistics/${id}/tables.${file}`)).statusCode).toBe(404);
    const figure = JSON.parse((await get(`/statistics/${id}/tables.json?topic=gender&topic=ageBand`)).body);
    expect(figure.tables, "the figure's own numbers, and no other").toBeUndefined();
    expect(figure).toMatchObject({
      columns: ["gender", "ageBand"],
      cells: cellsOver(tables, ["gender", "ageBand"]),
    });
    const { version, variables } = (await get("/statistics/codebook.json?version=1")).json();
    expect([version, variables.some(({ name }: { name: string }) => name === "ageBand")]).toEqual([1, true]);
    expect((await get(`/statistics/${id}`)).body).toContain('href="/statistics/codebook.json?version=2"');
    expect((await get("/statistics/codebook.json?version=99")).statusCode).toBe(404);
    const answer = await get(`/statistics/${id}?by=gender&by=ageBand&by=stage`);
    const all = cellsOver(tables, ["gender", "ageBand", "stage"]) ?? [];
    const largest = Math.max(...all.map(({ count }) => count));
    expect(answer.body).toContain(`<td>${largest}</td>`);
  });

  it("says what a count is not, how sure anyone could be, and never runs what a title says", async () => {
    const { body, headers } = await get(`/statistics/${id}`);
    expect(body).toContain("People whom ");
    expect(body).not.toContain("<b>Harbour");
    expect(body).toContain("Detected cases are not prevalence.");
    expect(body).toContain("73.2 in 100 sure at most");
    // Not delta: a promise of delta 0.000001 can fail more often than 1 time in 1,000,000.
    expect(body).toContain("It can fail 1 time in 12,000 at most. With all");
    expect(body).toContain("in a year, it is 1 time in 6,600 at most.");
    expect(body).toContain("Delta is less, 1 in 1,000,000:");
    expect(body).not.toMatch(/ style="| on[a-z]+="/);
    expect(body.match(/<script[^>]*>/g), "the way out alone").toEqual(['<script src="/exit.js">']);
    expect(body).toContain("<title>Everyday advice</title>");
    expect(body).toMatch(/class="exit" href="about:blank"/);
    expect(headers["content-security-policy"]).toContain("default-src 'self'");
    const arabic = (await get(`/statistics/${id}?lang=ar`)).body;
    expect(arabic).toContain('dir="rtl"');
    expect(arabic).toContain("الحالات المكتشفة ليست حجم الظاهرة.");
    expect(arabic).toMatch(
      /مرة واحدة من كل \S*12,000\S* على الأكثر\. .*مرة واحدة من كل \S*6,600\S* على الأكثر/,
    );
    const secret = [at.agencyId, counter.id, at.boss.id, "Harbour House", "Counter"];
    for (const word of secret) expect(body, word).not.toContain(word);
  });

  it("stands beside another one with each difference and its range, and refuses one that the ranges do not carry", async () => {
    const other = await release("beside");
    expect((await propose(other)).status).toBe(201);
    expect(await letOut(other)).toEqual([204, 204]);
    expect((await get(`/statistics/${id}`)).body).toContain(`<option value="${other}">`);
    const { statusCode, body } = await get(`/statistics/${id}/comparison?with=${other}&lang=en`);
    expect(statusCode).toBe(200);
    const rows = body.match(/<tr><th scope="row">.*?<\/tr>/g) ?? [];
    expect(rows.length).toBeGreaterThan(10);
    // The same people twice: whatever differs is noise, and no range carries it.
    expect(body).toContain("Cannot be said: the ranges do not carry a difference");
    expect(body).not.toMatch(/said-(more|fewer)/);
    expect(body).toContain("epsilon 2 in all, which is 88.1 in 100 sure at most, but for 1 time in");
    expect(body).toContain("Both have the same columns and the same answers.");
    expect((await get(`/statistics/${id}/comparison?with=${at.agencyId}`)).statusCode).toBe(404);
  });

  it("is withdrawn by one of them, at once, for everyone, with the reason; and not by others", async () => {
    const withdraw = (as: TestMember) =>
      send(house, as, `/api/releases/${id}/withdrawal`, { reason: "A column was wrong." });
    expect((await withdraw(stranger)).status).toBe(404);
    expect((await get(`/statistics/${id}`)).statusCode).toBe(200);
    expect((await withdraw(at.boss)).status).toBe(204);
    const { statusCode, body } = await get(`/statistics/${id}`);
    expect(statusCode).toBe(410);
    expect(body).toContain("A column was wrong.");
    expect(body).not.toContain("<table");
    for (const file of ["tables.csv", "tables.json", `comparison?with=${id}`]) {
      const answer = await get(`/statistics/${id}/${file}`);
      expect(answer.statusCode, "also for who reads it at that moment").toBe(410);
      expect(answer.body).toContain("A column was wrong.");
    }
    expect(await propose(id)).toMatchObject({ code: "release-over" });
  });

  it("comes out of no approval, the first or the second, once it was withdrawn, or its statistician is one no more", async () => {
    const next = await release("second");
    expect((await propose(next)).status).toBe(201);
    const isNone = () =>
      house.owner.query("delete from identity.member_role where member_id = $1", [counter.id]);
    const isOne = () =>
      house.owner.query("insert into identity.member_role (member_id, role) values ($1, 'statistician')", [
        counter.id,
      ]);
    const first = await waiting(at.boss, next);
    await isNone();
    expect((await confirm(at.boss, first)).status).toBe(409);
    await isOne();
    expect((await confirm(at.boss, first)).status).toBe(204);
    await isNone();
    expect((await approveLast(at.officer, next)).status).toBe(409);
    await isOne();
    expect(
      (await send(house, at.boss, `/api/releases/${next}/withdrawal`, { reason: "Too small." })).status,
    ).toBe(204);
    expect((await approveLast(at.officer, next)).status).toBe(409);
    expect((await get(`/statistics/${next}`)).statusCode).toBe(404);
  });
});

describe("the audit of a release", () => {
  it("stands with it, and in what the second member reads: what attacks proved beside what is claimed", async () => {
    const id = await release("audited");
    const [{ audit }] = await listed(at.boss);
    expect(audit).toMatchObject({ claimed: { epsilon: 0.1, delta: 1e-6 }, runs: 80, passed: true });
    expect(audit.epsilon).toBeLessThanOrEqual(0.1);
    expect(audit.confidence).toBe(0.995);
    expect((await propose(id)).status).toBe(201);
    const { content } = await waiting(at.boss, id);
    expect(content.audit).toEqual(audit);
    expect(await letOut(id)).toEqual([204, 204]);
  });

  it("fails where the house's randomness repeats itself; then nobody can propose or publish it", async () => {
    const id = await release("broken", (n) => new Uint8Array(n).fill(7));
    const [{ audit }] = await listed(at.boss);
    expect(audit.passed).toBe(false);
    const beside = await readdir(folder);
    expect(beside, "those that held are here").toContain("audited");
    expect(
      beside.filter((name) => name.includes("broken")),
      "no file of it is given out, nor left beside",
    ).toEqual([]);
    expect(audit.epsilonIfGaussian).toBeGreaterThan(0.1);
    expect(await propose(id)).toMatchObject({ code: "release-audit" });
    const { rows } = await house.owner.query(
      "select content from ledger.entry where kind = 'release.audited' order by id desc limit 1",
    );
    expect(JSON.parse(rows[0].content)).toMatchObject({ releaseId: id, passed: false });
    // Around the page: a proposal that was made while it held, of a release whose audit does not.
    const held = await release("held");
    expect((await propose(held)).status).toBe(201);
    await house.owner.query(
      `update statistics.release set audit = jsonb_set(audit, '{passed}', 'false') where id = $1`,
      [held],
    );
    expect((await approve(at.boss, held)).status).toBe(409);
    await house.owner.query("update statistics.release set audit = null where id = $1", [held]);
    expect((await approve(at.boss, held)).status, "nor one without").toBe(409);
    // And one that fails between the two approvals.
    await house.owner.query("update statistics.release set audit = '{\"passed\": true}' where id = $1", [
      held,
    ]);
    expect((await approve(at.boss, held)).status).toBe(204);
    await house.owner.query("update statistics.release set audit = null where id = $1", [held]);
    expect((await approveLast(at.officer, held)).status).toBe(409);
    expect((await get(`/statistics/${held}`)).statusCode).toBe(404);
  });
});

describe("what is said of a year", () => {
  // Kills: a year that counts the rho of one release of a part, or of less than all of delta.
  it("holds however epsilon 4 and delta 0.00001 are split into releases", () => {
    for (const part of [1e-4, 0.01, 0.1, 0.25, 0.5, 0.9, 0.99]) {
      for (const deltaPart of [1e-6, 1e-3, 0.1, 0.5, 0.9, 0.999999]) {
        const left = [4 * (1 - part), 1e-5 * (1 - deltaPart)] as const;
        if (4 * part < 0.01) continue;
        expect(rhoOf(4 * part, 1e-5 * deltaPart) + rhoOf(...left)).toBeLessThanOrEqual(YEAR_RHO);
      }
    }
    for (const releases of [1, 2, 10, 400])
      expect(releases * rhoOf(4 / releases, 1e-5 / releases)).toBeLessThanOrEqual(YEAR_RHO);
    // Each part more adds at most what delta alone allows, at an epsilon of nothing; there are 400 at the most.
    expect(deltaOf(1e-6 / 400, 0)).toBeGreaterThan(1e-5);
  });
});
