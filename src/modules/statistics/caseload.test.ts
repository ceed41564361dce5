import { randomUUID } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { asMember } from "../../core/access/context.ts";
import { declareTools, registerGate } from "../../core/gate/index.ts";
import { pass } from "../../core/gate/store.ts";
import { addAssessor, ask, assess, send, type TestAssessor, write } from "../../core/gate/testing.ts";
import { registerProposals } from "../../core/proposals/index.ts";
import { type TestHouse, type TestMember, testHouse } from "../../core/testing.ts";
import { caseloadRelease, releaseCaseload } from "./index.ts";
import { ASKED, FEW_RUNS, takeAll } from "./testing.ts";

let house: TestHouse;
let folder: string;
let at: TestAssessor;
let counter: TestMember;
beforeAll(async () => {
  house = await testHouse();
  registerProposals(house.app, house.house);
  registerGate(house.app, house.house);
  await declareTools(house.connectionString, [caseloadRelease]);
  folder = await mkdtemp(join(tmpdir(), "leeward-caseload-"));
  at = await addAssessor(house, "Harbour");
  counter = await house.addMember({ agencyId: at.agencyId, name: "Counter", roles: ["statistician"] });
  const other = await house.addAgency({ name: "Other", kind: "shelter" });
  await house.owner.query(
    `with p as (insert into identity.person select from generate_series(1, 60) returning id),
     r as (insert into access.case_record (holder_agency_id, person_id)
       select case when row_number() over () <= 50 then $1::uuid else $2::uuid end, id from p returning id)
     insert into care.case_file (id, alias, state, gender, age_band)
     select id, 'Tern ' || row_number() over (), 'recovery', 'woman', '25-34' from r`,
    [at.agencyId, other],
  );
});
afterAll(async () => {
  await house.stop();
  await rm(folder, { recursive: true, force: true });
});

const ALL = { populationId: null, fromYear: 0, toYear: 9999, key: new Uint8Array(32) };
/** What a run that passed is handed. */
const counts = (epsilon: number, frame: Partial<typeof ALL> = {}) =>
  asMember(house.house.db, counter.secret, "statistics", async (tx) => {
    const { runId } = await pass(tx, caseloadRelease);
    return takeAll(tx, runId ?? "", { ...ALL, epsilon, delta: 1e-6, ...frame });
  });
const release = (out: string, epsilon = 1, by = counter) =>
  releaseCaseload(house.house, by.secret, {
    ...{ epsilon, delta: 1e-6, out: join(folder, out), signal: new AbortController().signal },
    ...FEW_RUNS,
    ...ASKED,
    onProgress: () => {},
  }).catch((error: { code?: string }) => error.code ?? error);

const spent = async () =>
  (await house.owner.query("select coalesce(sum(epsilon), 0)::float as sum from statistics.spent")).rows[0]
    .sum;

describe("a caseload that leaves its agency", () => {
  it("does not without an assessment, nor while the council has not answered; and nothing is written or spent", async () => {
    expect(await release("first")).toBe("never-assessed");
    await assess(house, at, await write(house, "caseload-release"));
    expect(await release("first")).toBe("advice-not-asked");
    const id = await ask(house, at, "caseload-release");
    expect(await release("first")).toBe("advice-unanswered");
    expect(await readdir(folder)).toEqual([]);
    expect(await spent()).toBe(0);
    const answer = { stance: "for", answer: "We want to be counted safely.", body: "Council of survivors" };
    expect((await send(house, at.boss, `/api/tool-advice/${id}/answer`, answer)).status).toBe(204);
  });

  it("does as a folder with a card, once both have signed and the council is for it; only the agency's own cases", async () => {
    expect(await release("first")).toMatchObject({
      card: { privacy: { promise: expect.any(String) } },
      audit: { passed: true },
    });
    expect(await readdir(folder), "and no draft beside it").toEqual(["first"]);
    const card = JSON.parse(await readFile(join(folder, "first", "card.json"), "utf8"));
    expect(card.privacy.epsilon).toBe(1);
    expect(await spent()).toBe(1);
    const codes = await counts(0.5);
    expect(codes).toHaveLength(50);
    expect(new Set(codes.map(({ person }) => person)).size).toBe(50);
    expect(codes[0]).toMatchObject({ gender: "woman", ageBand: "25-34", stage: "recovery" });
  });

  it("never over a folder that is there, and not beyond what may be learned of one person in a year", async () => {
    expect(await release("first")).toBe("output-exists");
    expect(await release("second", 2.6)).toBe("caseload-budget");
    expect(await spent(), "1 and 0.5, and no more").toBe(1.5);
    await house.owner.query("update statistics.spent set at = at - interval '366 days'");
    expect(await release("second", 2.6)).toMatchObject({ card: { rows: expect.any(Number) } });
    expect((await readdir(folder)).sort()).toEqual(["first", "second"]);
  });

  it("counts nobody who took a consent back or stopped, until they agree anew; what is out stays as it is", async () => {
    const counted = async () => (await counts(0.001)).length;
    const published = async () => {
      const names = await readdir(join(folder, "first"), { recursive: true, withFileTypes: true });
      const files = names.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
      return Promise.all(files.sort().map((file) => readFile(file, "utf8")));
    };
    const before = await published();
    const { rows: cases } = await house.owner.query(
      "select r.id, r.person_id from access.case_record r where r.holder_agency_id = $1 order by r.id limit 3",
      [at.agencyId],
    );
    const [asked, stopped, erased] = cases;
    const consent = (given: string) =>
      house.owner.query(
        `insert into access.consent (case_id, recipient_agency_id, purpose, given_by, statement, given_in_person_to, given_at, expires_at)
         select $1, a.id, 'support', 'person', 'yes', $2, now() - $3::interval, now() + interval '1 day'
         from identity.agency a where a.name = 'Other'`,
        [asked.id, counter.id, given],
      );
    await consent("3 hours");
    await consent("3 hours");
    // Another case of the same person: what they took back holds for both.
    await house.owner.query(
      `with r as (insert into access.case_record (holder_agency_id, person_id) values ($1, $2) returning id)
       insert into care.case_file (id, alias, state, gender, age_band) select id, 'Tern 61', 'recovery', 'woman', '25-34' from r`,
      [at.agencyId, asked.person_id],
    );
    expect(await counted(), "one person, however many cases").toBe(50);
    await house.owner.query(
      `update access.consent set withdrawn_at = now() - interval '1 hour'
       where id = (select id from access.consent where case_id = $1 limit 1)`,
      [asked.id],
    );
    expect(await counted(), "though the other consent still runs").toBe(49);
    await house.owner.query("update care.case_file set state = 'withdrawn' where id = $1", [stopped.id]);
    expect(await counted()).toBe(48);
    await consent("1 minute");
    expect(await counted(), "who agreed anew").toBe(49);
    await house.owner.query("select access.erase_case($1)", [erased.id]);
    expect(await counted()).toBe(48);
    expect(await published(), "cannot be called back").toEqual(before);
    const text = before.join("");
    for (const { id, person_id } of cases)
      for (const name of [id, person_id]) expect(text.includes(name), "no one's number").toBe(false);
  });

  it("not by someone who does not count, and not when it is withdrawn while it is made", async () => {
    expect(await release("third", 0.1, at.boss)).toBe("statisticians-only");
    const { rows } = await house.owner.query("select id from gate.assessment where agency_id = $1", [
      at.agencyId,
    ]);
    const withdrawn = releaseCaseload(house.house, counter.secret, {
      ...{ epsilon: 0.1, delta: 1e-6, out: join(folder, "third"), signal: new AbortController().signal },
      ...FEW_RUNS,
      ...ASKED,
      onProgress: async (step) => {
        if (step === "writing rows") withdrawing = withdraw(rows[0].id);
      },
    });
    let withdrawing: Promise<{ status: number }> | undefined;
    const withdraw = (id: string) =>
      send(house, at.officer, `/api/tool-assessments/${id}/withdrawal`, { reason: "The council objects." });
    const ended = await withdrawn.catch((error: { code: string }) => error.code);
    expect((await withdrawing)?.status).toBe(204);
    const isThere = (await readdir(folder)).includes("third");
    // The withdrawal came before the effect and nothing came out, or after it and all of it did.
    expect(isThere).toBe(ended !== "withdrawn");
    expect((await readdir(folder)).filter((name) => name.startsWith("."))).toEqual([]);
  });

  it("hands out no codes around the gate: an unknown run, another's, one that is over, or the same twice", async () => {
    await assess(house, at, await write(house, "caseload-release"));
    const take = (runId: string, by = counter, purpose: "statistics" | "support" = "statistics") =>
      asMember(house.house.db, by.secret, purpose, (tx) =>
        takeAll(tx, runId, { ...ALL, epsilon: 0.01, delta: 1e-6 }),
      ).then(
        (codes) => codes.length,
        (error: { code: string }) => error.code,
      );
    const begin = () =>
      asMember(house.house.db, counter.secret, "statistics", (tx) => pass(tx, caseloadRelease));
    const { runId } = await begin();
    const run = runId ?? "";
    const colleague = await house.addMember({
      agencyId: at.agencyId,
      name: "Colleague",
      roles: ["statistician"],
    });
    expect(await take(randomUUID()), "unknown").toBe("42501");
    expect(await take(run, colleague), "another's").toBe("42501");
    expect(await take(run, counter, "support"), "another purpose").toBe("statisticians-only");
    expect(await take(run)).toBe(48);
    expect(await take(run), "the same twice").toBe("23505");
    const { runId: late } = await begin();
    await house.owner.query("update gate.run set began_at = now() - interval '25 hours' where id = $1", [
      late,
    ]);
    expect(await take(late ?? ""), "a day old").toBe("42501");
    const { runId: ended } = await begin();
    await house.owner.query("update gate.assessment set expires_at = signed_at where agency_id = $1", [
      at.agencyId,
    ]);
    expect(await take(ended ?? ""), "its assessment ran out meanwhile").toBe("42501");
  });
});
