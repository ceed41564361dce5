import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join as path } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { asMember } from "../../core/access/context.ts";
import { send } from "../../core/gate/testing.ts";
import { toBase64Url } from "../../core/keys/index.ts";
import type { TestMember } from "../../core/testing.ts";
import { releaseCaseload, verifyRelease } from "./index.ts";
import { findPartRows, listBudgets, takeCases } from "./store.ts";
import {
  ASKED,
  type CountedTogether,
  countedTogether,
  FEW_RUNS,
  join,
  plantCases,
  raceForTheLast,
  type TestCounter,
  take,
} from "./testing.ts";

let together: CountedTogether;
let folder: string;
beforeAll(async () => {
  together = await countedTogether();
  folder = await mkdtemp(path(tmpdir(), "leeward-populations-"));
});
afterAll(async () => {
  await together.house.stop();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  await together.house.owner.query("delete from statistics.spent");
});

const rows = async (text: string, ...values: unknown[]) =>
  (await together.house.owner.query(text, values)).rows;
const listed = async (as: TestMember) =>
  (await together.house.app.inject({ method: "GET", url: "/api/populations", headers: as.headers() })).json()
    .populations;
/** What waits for a second member of one's agency. */
const approve = async (as: TestMember, kind: string) => {
  const { app } = together.house;
  const found = await app.inject({ method: "GET", url: "/api/proposals", headers: as.headers() });
  const one = found
    .json()
    .proposals.find(
      (each: { kind: string; outcome: string }) => each.kind === kind && each.outcome === "waits",
    );
  return send(together.house, as, `/api/proposals/${one.id}/confirm`, { hash: one.hash });
};
const codeOf = (error: { code?: string }) => error.code ?? error;
const spent = async () =>
  (
    await rows(
      "select coalesce(sum(e), 0)::float as n from (select max(epsilon) as e from statistics.spent group by run_id) r",
    )
  )[0].n;

describe("agencies whose people are counted together", () => {
  it("are those that agreed, by two people each; one of them takes it back alone; a stranger sees the name and no agency", async () => {
    const { house, office, ngo, shelter, populationId } = together;
    const found = await listed(office.counter);
    expect(found).toMatchObject([
      { id: populationId, joined: false, agencies: [{ name: "Harbour" }, { name: "Marigold" }] },
    ]);
    expect(await listed(ngo.counter)).toMatchObject([{ id: populationId, joined: true, agencies: null }]);
    const outsider = await house.addMember({
      ...{
        agencyId: await house.addAgency({ name: "Far", kind: "ngo" }),
        name: "Far",
        roles: ["supervisor"],
      },
    });
    expect(await listed(outsider)).toMatchObject([{ joined: false, agencies: null }]);
    expect((await send(house, ngo.counter, `/api/populations/${populationId}/joining`, {})).status).toBe(404);
    expect(await send(house, ngo.boss, `/api/populations/${populationId}/joining`, {})).toMatchObject({
      code: "population-in",
    });
    expect((await send(house, ngo.counter, "/api/populations", { name: "Of our own" })).status).toBe(404);
    for (const as of [outsider, ngo.counter, office.boss])
      expect((await send(house, as, `/api/populations/${populationId}/leaving`, {})).status).toBe(404);
    await expect(take(house, ngo.counter, { populationId, epsilon: 0.1 })).rejects.toMatchObject({
      code: "population-unknown",
    });
    expect(await take(house, office.counter, { populationId, epsilon: 0.1 })).toHaveLength(60);
    expect((await send(house, shelter.officer, `/api/populations/${populationId}/leaving`, {})).status).toBe(
      204,
    );
    expect(await take(house, office.counter, { populationId, epsilon: 0.1 })).toHaveLength(30);
    await join(house, shelter, populationId);
    expect(await take(house, office.counter, { populationId, epsilon: 0.1 })).toHaveLength(60);
    const kinds = await rows("select kind from ledger.entry where kind like 'population.%' order by id");
    expect(kinds.map(({ kind }) => kind)).toEqual([
      ...["population.founded", "population.joined", "population.joined"],
      ...["population.left", "population.joined"],
    ]);
  });

  it("count a person whom both hold once, under a key that no two releases share", async () => {
    const { house, office, ngo, shelter, populationId } = together;
    const [{ person_id: both }] = await rows(
      "select person_id from access.case_record where holder_agency_id = $1 order by id limit 1",
      ngo.agencyId,
    );
    await rows(
      `with r as (insert into access.case_record (holder_agency_id, person_id) values ($1, $2) returning id)
       insert into care.case_file (id, alias, state, gender, age_band) select id, 'Heron 1', 'inclusion', 'woman', '25-34' from r`,
      ...[shelter.agencyId, both],
    );
    expect(await take(house, shelter.counter, { epsilon: 0.1 })).toHaveLength(31);
    const first = await take(house, office.counter, { populationId, epsilon: 0.1 });
    const second = await take(house, office.counter, { populationId, epsilon: 0.1 });
    expect(first).toHaveLength(60);
    expect(
      first.filter(({ stage }) => stage === "inclusion"),
      "as the newest case has it",
    ).toHaveLength(1);
    const people = new Set(first.map(({ person }) => person));
    expect(people.size).toBe(60);
    expect(second.filter(({ person }) => people.has(person))).toEqual([]);
    expect(people.has(both)).toBe(false);
    await rows("select access.erase_case(f.id) from care.case_file f where alias = 'Heron 1'");
  });

  it("count two cases that an agency keeps together as one person, by the one that is kept, and as two once they are taken apart", async () => {
    const { house, office, ngo, shelter, populationId } = together;
    const [aside, kept] = await rows(
      "select r.id, r.person_id from access.case_record r where r.holder_agency_id = $1 order by r.id limit 2",
      ngo.agencyId,
    );
    // Who is set aside has a case at the shelter too: of one person there are three.
    await rows(
      `with r as (insert into access.case_record (holder_agency_id, person_id) values ($1, $2) returning id)
       insert into care.case_file (id, alias, state, gender, age_band) select id, 'Heron 2', 'inclusion', 'woman', '25-34' from r`,
      ...[shelter.agencyId, aside.person_id],
    );
    const framed = (...agencies: string[]) =>
      rows("select case_id, person_id from statistics.cases_in_frame($1, 2000, 2100)", agencies);
    expect(await framed(ngo.agencyId)).toHaveLength(30);
    expect(await framed(ngo.agencyId, shelter.agencyId)).toHaveLength(60);
    await rows(
      "insert into care.case_pair (id, aside_case_id, kept_case_id, agency_id, paired_by) values (gen_random_uuid(), $1, $2, $3, $4)",
      ...[aside.id, kept.id, ngo.agencyId, ngo.counter.id],
    );
    const alone = await framed(ngo.agencyId);
    expect(alone).toHaveLength(29);
    expect(alone.map(({ case_id }) => case_id)).toContain(kept.id);
    expect(alone.map(({ case_id }) => case_id)).not.toContain(aside.id);
    expect(await framed(shelter.agencyId), "another agency's numbers do not tell of it").toHaveLength(31);
    expect(await take(house, office.counter, { populationId, epsilon: 0.1 })).toHaveLength(59);

    // Whoever stopped in the one is counted by neither.
    await rows("update care.case_file set state = 'withdrawn' where id = $1", aside.id);
    expect(await framed(ngo.agencyId)).toHaveLength(28);
    await rows("update care.case_file set state = 'contact' where id = $1", aside.id);

    await rows("update care.case_pair set parted_at = now(), parted_why = 'undone', parted_by = paired_by");
    expect(await framed(ngo.agencyId)).toHaveLength(30);
    await rows("select access.erase_case(f.id) from care.case_file f where alias = 'Heron 2'");
  });

  it("share what may be learned of one person in a year, in whatever order they ask, also after one of them left", async () => {
    const { house, office, ngo, shelter, populationId } = together;
    await take(house, ngo.counter, { epsilon: 1.5 });
    await take(house, office.counter, { populationId, epsilon: 1.5 });
    expect(await take(house, shelter.counter, { epsilon: 1.1 }).catch(codeOf)).toBe("caseload-budget");
    await send(house, shelter.boss, `/api/populations/${populationId}/leaving`, {});
    expect(await take(house, shelter.counter, { epsilon: 1.1 }).catch(codeOf), "told already").toBe(
      "caseload-budget",
    );
    await take(house, shelter.counter, { epsilon: 1 });
    expect(await spent()).toBe(4);
    // A year after it left, the other agencies' releases are nothing of its people's.
    await rows(
      "update statistics.population_part set left_at = now() - interval '366 days' where left_at is not null",
    );
    await rows("delete from statistics.spent where agency_id = $1", shelter.agencyId);
    await take(house, shelter.counter, { epsilon: 4 });
    await join(house, shelter, populationId);
    expect(await take(house, ngo.counter, { epsilon: 0.1 }).catch(codeOf), "and joined again").toBe(
      "caseload-budget",
    );
  });

  it("share delta as well: many small releases are no way around it", async () => {
    const { house, office, ngo, shelter, populationId } = together;
    await take(house, ngo.counter, { epsilon: 0.001, delta: 6e-6 });
    await take(house, office.counter, { populationId, epsilon: 0.001, delta: 3e-6 });
    expect(await take(house, shelter.counter, { epsilon: 0.001, delta: 2e-6 }).catch(codeOf)).toBe(
      "caseload-budget",
    );
    await take(house, shelter.counter, { epsilon: 0.001, delta: 1e-6 });
    expect(await take(house, ngo.counter, { epsilon: 0.001, delta: 1e-9 }).catch(codeOf)).toBe(
      "caseload-budget",
    );
    const [{ delta }] = await rows(
      "select sum(d)::float as delta from (select max(delta) as d from statistics.spent group by run_id) r",
    );
    expect(delta).toBeCloseTo(1e-5, 12);
  });

  it("and who answers for it sees what is left: of the own agency, an office of each of its populations, others nothing", async () => {
    const { house, office, ngo, shelter, populationId } = together;
    const left = async (as: TestMember) => {
      const found = await house.app.inject({ method: "GET", url: "/api/releases", headers: as.headers() });
      return found
        .json()
        .budgets.map((one: { populationId: string; epsilon: number; delta: number }) => [
          ...[one.populationId, Number(one.epsilon.toFixed(6)), Number((one.delta * 1e6).toFixed(6))],
        ]);
    };
    await take(house, ngo.counter, { epsilon: 1.5 });
    await take(house, office.counter, { populationId, epsilon: 0.25, delta: 2e-6 });
    for (const as of [ngo.counter, ngo.boss, ngo.officer, shelter.counter])
      expect(await left(as)).toEqual([[null, 2.25, 7]]);
    expect(await left(office.counter), "its own has no cases, and paid nothing").toEqual([
      [null, 4, 10],
      [populationId, 2.25, 7],
    ]);
    const helper = await house.addMember({ agencyId: ngo.agencyId, name: "Helper", roles: ["caseworker"] });
    expect(await left(helper)).toEqual([]);
    await rows("update statistics.spent set at = at - interval '366 days'");
    expect(await left(shelter.boss)).toEqual([[null, 4, 10]]);
    const straight = asMember(house.house.db, helper.secret, "support", listBudgets);
    expect(await straight, "nor around the page").toEqual([]);
  });

  it("never spend more when all of them ask at once: fifty races, one winner each", async () => {
    expect(await raceForTheLast(together, 50)).toEqual({ unfair: 0, spentMost: 2.1 });
  });

  it("gain no second year by a clock that is set back over New Year, or by a run from before it", async () => {
    const { house, ngo } = together;
    await take(house, ngo.counter, { epsilon: 3 });
    // The database's clock was on the 2nd of January and is on the 31st of December again: what was spent lies ahead.
    await rows("update statistics.spent set at = clock_timestamp() + interval '2 days'");
    expect(await take(house, ngo.counter, { epsilon: 1.1 }).catch(codeOf)).toBe("caseload-budget");
    await take(house, ngo.counter, { epsilon: 1 });
    expect(await take(house, ngo.counter, { epsilon: 0.1 }).catch(codeOf)).toBe("caseload-budget");
    expect(await spent()).toBe(4);
  });
});

describe("a frame", () => {
  const release = (out: string, asked: object = {}) =>
    releaseCaseload(together.house.house, together.ngo.counter.secret, {
      ...FEW_RUNS,
      ...ASKED,
      ...{ epsilon: 0.5, delta: 1e-6, out: path(folder, out), signal: new AbortController().signal },
      onProgress: () => {},
      ...asked,
    }).catch(codeOf);

  it("that selects three people makes nothing, and is paid for: that they are so few was told", async () => {
    const { house, ngo } = together;
    await plantCases(house, ngo.agencyId, 3);
    await rows(
      `update care.case_file f set opened_at = '2021-05-05' from (select r.id from access.case_record r
       where r.holder_agency_id = $1 order by r.id desc limit 3) few where few.id = f.id`,
      ngo.agencyId,
    );
    expect(await release("few", { years: { from: 2021, to: 2021 } })).toBe("people-too-few");
    expect(await readdir(folder)).toEqual([]);
    expect(await rows("select people_too_few as few, epsilon from statistics.spent")).toEqual([
      { few: true, epsilon: 0.5 },
    ]);
    expect(await rows("select from statistics.release")).toEqual([]);
  });

  it("whose tables are too large to be kept, and seconded, is refused before anything is spent or frozen", async () => {
    const regions = ["citizenshipRegion", "exploitationRegion"];
    const columns = [
      ...regions,
      "control",
      "recruitment",
      "means",
      "purpose",
      "onlineUse",
      "exploitationPlatform",
    ];
    expect(await release("large", { columns })).toBe("tables-too-large");
    expect(await spent()).toBe(0);
    expect(await rows("select from statistics.snapshot")).toEqual([]);
    expect(await readdir(folder)).toEqual([]);
  });

  it("asks for one to eight columns of the codebook, and of a population through its office; their names are kept with it", async () => {
    const { ngo } = together;
    for (const columns of [[], ["name"], ["gender", "ownWords"], Array.from("abcdefghi")])
      expect(await release("wrong", { columns })).toBe("columns-unknown");
    expect(await spent(), "before anything is told").toBe(0);
    const columns = ["adulthood", "means", "sector", "citizenshipCountry"];
    expect(await release("coded", { columns })).toMatchObject({
      card: expect.any(Object),
      audit: expect.any(Object),
    });
    const [kept] = await rows("select frame, tables, population_id from statistics.release");
    expect(kept.frame).toEqual({ fromYear: 0, toYear: 9999, columns, codebook: 2 });
    expect(kept.population_id).toBeNull();
    const names = kept.tables.columns.map(({ name }: { name: string }) => name);
    expect(names.slice(0, 3)).toEqual(["adulthood", "means: threat-or-force", "means: other-coercion"]);
    const [adulthood, force] = kept.tables.columns;
    expect(adulthood).toMatchObject({
      values: ["", "child", "adult", "unknown"],
      label: { en: "child or adult", ar: "طفل أو بالغ" },
    });
    expect(adulthood.valueLabels[2]).toEqual({ en: "adult", ar: "بالغ" });
    expect(force).toMatchObject({ values: ["no", "yes"], valueLabels: [{ en: "no" }, { en: "yes" }] });
    const country = kept.tables.columns.find(({ name }: { name: string }) => name === "citizenshipCountry");
    expect(country.values.slice(0, 3), "ISO 3166-1, and nothing recorded").toEqual(["", "AD", "AE"]);
    expect(country.valueLabels[country.values.indexOf("NP")]).toEqual({ en: "Nepal", ar: "نيبال" });
    expect(await release("theirs", { populationId: together.populationId })).toBe("population-unknown");
    expect(ngo.agencyId).not.toBe("");
  });

  it("is frozen sealed, and each cell of its release comes out again while the snapshot lives; not for others, and not when it was changed", async () => {
    const { house, ngo, shelter } = together;
    const [{ id, run_id: run }] = await rows("select id, run_id from statistics.release");
    const verify = (by = ngo.counter) => verifyRelease(house.house, by.secret, id).catch(codeOf);
    expect(await verify()).toEqual({ cells: expect.any(Number), different: 0 });
    for (const other of [shelter.counter, ngo.boss]) expect(await verify(other)).toBe("snapshot-gone");
    const [frozen] = await rows("select encode(sealed, 'escape') as sealed from statistics.snapshot");
    for (const word of ["adulthood", "rows", "noise"]) expect(frozen.sealed).not.toContain(word);
    // A count that somebody changed in the database is found.
    await rows("create table kept_tables as select id, tables from statistics.release");
    await rows("update statistics.release set tables = jsonb_set(tables, '{tables,0,counts,0}', '9999')");
    expect(await verify()).toMatchObject({ different: 1 });
    await rows("update statistics.release r set tables = k.tables from kept_tables k where k.id = r.id");
    await rows("drop table kept_tables");
    // Nobody can be taken out of a sealed whole: it goes with whoever it may hold, and with nobody else.
    const erase = (agencyId: string) =>
      rows(
        "select access.erase_case(id) from (select id from access.case_record where holder_agency_id = $1 order by id limit 1) one",
        agencyId,
      );
    await rows(
      "insert into statistics.spent (run_id, agency_id, epsilon, delta) values ($1, $2, 1, 1e-6)", // as it was spent
      ...[run, ngo.agencyId],
    );
    await erase(shelter.agencyId);
    expect(await verify(), "the other agency was not counted").toMatchObject({ different: 0 });
    await erase(ngo.agencyId);
    expect(await rows("select from statistics.snapshot where run_id = $1", run)).toEqual([]);
    expect(await verify()).toBe("snapshot-gone");
  });

  it("that shrinks below twenty people before the first approval or between the two is not let out", async () => {
    const { house, ngo } = together;
    const [{ id }] = await rows("select id from statistics.release");
    await send(house, ngo.counter, `/api/releases/${id}/publication`, { title: "People whom we helped" });
    await rows("create table kept_cases as select id, state from care.case_file");
    const shrink = () =>
      rows(
        `update care.case_file f set state = 'withdrawn' from (select r.id from access.case_record r
         where r.holder_agency_id = $1 order by r.id offset 19) most where most.id = f.id`,
        ngo.agencyId,
      );
    const grow = () =>
      rows("update care.case_file f set state = k.state from kept_cases k where k.id = f.id");
    await shrink();
    expect(await approve(ngo.boss, "release.publication")).toMatchObject({ status: 409 });
    await grow();
    expect((await approve(ngo.boss, "release.publication")).status).toBe(204);
    await shrink();
    expect(await approve(ngo.officer, "release.second-approval")).toMatchObject({ status: 409 });
    expect(await rows("select published_at from statistics.release")).toEqual([{ published_at: null }]);
    await grow();
    await rows("drop table kept_cases");
    expect((await approve(ngo.officer, "release.second-approval")).status).toBe(204);
  });
});

describe("a population", () => {
  it("that shrinks below twenty people, or that all leave, before either approval is not let out by its office", async () => {
    const { house, office, ngo, shelter, populationId } = together;
    await releaseCaseload(house.house, office.counter.secret, {
      ...{ ...FEW_RUNS, ...ASKED, populationId, epsilon: 0.5, delta: 1e-6 },
      ...{ out: path(folder, "office"), signal: new AbortController().signal, onProgress: () => {} },
    });
    const [{ id, question }] = await rows(
      "select id, question from statistics.release where population_id = $1",
      populationId,
    );
    expect(question).toBe(ASKED.question);
    const title = "People whom services help";
    expect((await send(house, office.counter, `/api/releases/${id}/publication`, { title })).status).toBe(
      201,
    );
    const leave = async (agency: TestCounter) =>
      (await send(house, agency.officer, `/api/populations/${populationId}/leaving`, {})).status;
    const first = "release.publication";
    const second = "release.second-approval";
    // All but nineteen of them are somewhere else now.
    await rows("create table kept_cases as select id, state from care.case_file");
    const shrink = () =>
      rows(
        `update care.case_file f set state = 'withdrawn' from (select r.id from access.case_record r
         where r.holder_agency_id in ($1, $2) order by r.id offset 19) most where most.id = f.id`,
        ...[ngo.agencyId, shelter.agencyId],
      );
    const grow = () =>
      rows("update care.case_file f set state = k.state from kept_cases k where k.id = f.id");
    await shrink();
    expect(await approve(office.boss, first)).toMatchObject({ status: 409 });
    await grow();
    expect(await leave(ngo)).toBe(204);
    expect(await leave(shelter)).toBe(204);
    expect(await approve(office.boss, first), "nobody is in it").toMatchObject({ status: 409 });
    await join(house, ngo, populationId);
    expect(await approve(office.boss, first)).toMatchObject({ status: 204 });
    await shrink();
    expect(await approve(office.officer, second)).toMatchObject({ status: 409 });
    await grow();
    expect(await leave(ngo)).toBe(204);
    expect(await approve(office.officer, second)).toMatchObject({ status: 409 });
    expect(await rows("select published_at from statistics.release where id = $1", id)).toEqual([
      { published_at: null },
    ]);
    await join(house, ngo, populationId);
    await join(house, shelter, populationId);
    expect(await approve(office.officer, second)).toMatchObject({ status: 204 });
    await rows("drop table kept_cases");
  });
});

describe("how good the numbers are of each agency that an office counts", () => {
  const looks = async (as: TestMember) =>
    (
      await together.house.app.inject({ method: "GET", url: "/api/quality-looks", headers: as.headers() })
    ).json().looks;

  it("is told the office in fives, by agency, the same for thirty days; both see each look, and nobody else may", async () => {
    const { house, office, ngo, shelter, populationId } = together;
    const look = async (as: TestMember) => {
      const { statusCode, body } = await house.app.inject({
        method: "POST",
        url: `/api/populations/${populationId}/quality-looks`,
        headers: as.headers(),
      });
      return { status: statusCode, body: JSON.parse(body) };
    };
    for (const as of [ngo.boss, shelter.counter]) expect((await look(as)).status).toBe(404);
    const held = async (agencyId: string) =>
      (
        await rows("select count(*)::int as n from access.case_record where holder_agency_id = $1", agencyId)
      )[0].n;
    const few = await house.addAgency({ name: "Few", kind: "ngo" });
    await plantCases(house, few, 19);
    await rows(
      "insert into statistics.population_part (population_id, agency_id, joined_at) values ($1, $2, now())",
      ...[populationId, few],
    );
    const first = await look(office.counter);
    expect(first.status).toBe(201);
    const of = (name: string, { body } = first) =>
      body.parts.find(({ agency }: { agency: { name: string } }) => agency.name === name);
    const told = Math.floor((await held(ngo.agencyId)) / 5) * 5;
    expect(of("Harbour").board).toMatchObject({ cases: told, late: null });
    expect(of("Harbour").board.missing).toContainEqual({ variable: "act", cases: told });
    expect(of("Few").board, "of nineteen, nothing at all").toEqual({
      ...{ cases: null, missing: [], late: null, uncoded: null, contradictions: [] },
    });
    // Six more cases that day: whoever looks again reads what was told before.
    await plantCases(house, ngo.agencyId, 6);
    expect((await look(office.boss)).body.parts).toEqual(first.body.parts);
    await rows("update statistics.quality_look set looked_at = looked_at - interval '31 days'");
    expect(of("Harbour", await look(office.officer)).board.cases).toBeGreaterThanOrEqual(told + 5);
    expect(
      (await looks(ngo.officer)).map(({ by, of: other }: { by: string; of: null }) => [by, other]),
    ).toEqual(Array(3).fill(["Office", null]));
    expect(await looks(office.counter)).toHaveLength(9);
    expect((await looks(office.counter)).map(({ of: other }: { of: string }) => other)).toContain("Marigold");
    const entries = await rows(
      "select from ledger.entry where kind = 'quality.looked' and agency_id = $1",
      ngo.agencyId,
    );
    expect(entries).toHaveLength(3);
    await rows("update statistics.population_part set left_at = now() where agency_id = $1", few);
  });

  it("is made of cases for the look that was just written alone: no other function hands them out", async () => {
    const { house, office, ngo } = together;
    const codeOfTaking = (lookId: string) =>
      asMember(house.house.db, office.counter.secret, null, (tx) => findPartRows(tx, lookId)).catch(codeOf);
    const [{ id }] = await rows(
      "select id from statistics.quality_look where agency_id = $1 and member_id = $2 limit 1",
      ...[ngo.agencyId, office.counter.id],
    );
    expect(await codeOfTaking(id), "one of before").toBe("42501");
    expect(await codeOfTaking(randomUUID())).toBe("42501");
  });
});

describe("a release whose process is killed", () => {
  /** A process of its own that releases, says each step on stdout, and dies by its own hand at one of them. */
  async function dieAt(step: string, out: string) {
    const from = (at: string) => JSON.stringify(path(import.meta.dirname, at));
    const script = path(folder, "release.ts");
    await writeFile(
      script,
      `import { randomBytes } from "node:crypto";
import { openDatabase } from ${from("../../core/db/index.ts")};
import { releaseCaseload } from ${from("./index.ts")};
const [url, secret, codes, step, out] = process.argv.slice(2);
const db = openDatabase({ connectionString: url, sizeMax: 2, log: console.error });
const random = (n) => new Uint8Array(randomBytes(n));
const house = { db, random, secrets: { codes: Buffer.from(codes, "base64url") } };
await releaseCaseload(house, Buffer.from(secret, "base64url"), {
  auditRuns: 40, question: "Who was helped?",
  epsilon: 1, delta: 1e-6, out, signal: new AbortController().signal,
  onProgress: (now) => { if (now === step) process.kill(process.pid, "SIGKILL"); },
});
console.log("done");
await db.close();
`,
    );
    const { house, ngo } = together;
    const url = house.connectionString.replace("user=postgres", "user=leeward_server");
    const secrets = [ngo.counter.secret, house.house.secrets.codes].map((one) => toBase64Url(one));
    const child = spawn(process.execPath, [script, url, ...secrets, step, path(folder, out)], {
      stdio: ["ignore", "ignore", "inherit"],
    });
    return once(child, "exit");
  }

  it("has paid for what it was handed, at whatever step it died, and let nothing out; the next one takes what is left", async () => {
    const before = await rows("select count(*)::int as n from statistics.release");
    const shown = async () => (await readdir(folder)).filter((name) => name.startsWith("killed"));
    const { house, ngo } = together;
    // More than are handed out at once: the first of them are read when it dies, and the others not.
    await plantCases(house, ngo.agencyId, 2_100);
    const snapshots = await rows("select run_id from statistics.snapshot order by 1");
    expect(await dieAt("reading cases", "killed")).toEqual([null, "SIGKILL"]);
    expect(await spent(), "in the middle of reading").toBe(1);
    expect(await rows("select run_id from statistics.snapshot order by 1"), "nobody is frozen").toEqual(
      snapshots,
    );
    // What it paid for died with its key: nobody else is handed it.
    const [{ run_id: died, paid }] = await rows(
      "select run_id, ticket is not null as paid from statistics.spent",
    );
    expect(paid).toBe(true);
    const takeUp = asMember(house.house.db, ngo.counter.secret, "statistics", async (tx) => {
      const frame = { populationId: null, fromYear: 0, toYear: 9999, key: house.house.random(32) };
      for await (const page of takeCases(tx, died, frame)) return page.length;
      return 0;
    });
    expect(await takeUp.catch(codeOf)).toBe("42501");
    for (const [nth, step] of ["writing rows", "writing 3 tables of 2"].entries()) {
      expect(await dieAt(step, "killed")).toEqual([null, "SIGKILL"]);
      expect(await spent(), step).toBe(nth + 2);
      expect(await shown(), "no folder under its name").toEqual([]);
      expect(await rows("select count(*)::int as n from statistics.release")).toEqual(before);
    }
    expect(await take(house, ngo.counter, { epsilon: 1.1 }).catch(codeOf)).toBe("caseload-budget");
    expect(await dieAt("never", "killed-not")).toEqual([0, null]);
    expect(await spent()).toBe(4);
    expect(await shown()).toEqual(["killed-not"]);
  }, 90_000);
});
