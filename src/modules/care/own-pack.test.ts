import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Database, openDatabase } from "../../core/db/index.ts";
import { tellClocks } from "./jobs.ts";
import { declareKeeping } from "./keeping.ts";
import { type TestCare, type TestPerson, testCare } from "./testing.ts";

/**
 * A State that came with a folder, told by configuration: its clocks, steps and times lead its cases from the opening to the alarm, through
 * the API, the database, the worker and the person's own file, and no line of code knows it.
 */

const cited = { source: { instrument: "Act of Ruritania", article: "section 1", year: 2026 }, counsel: null };
const ofConsents = { runsFor: "everyone", pausesIn: [], alarms: [], ends: ["consent-reviewed"], ...cited };
const RURITANIA = {
  ...{ code: "ruritania", name: { en: "Ruritania", ar: "روريتانيا" }, basedOn: "coe" },
  calendar: {
    ...{ region: null, zone: "Asia/Beirut", weekend: [5, 6] },
    holidays: [{ name: "Founding", every: "03-21" }],
  },
  steps: [
    {
      ...{ code: "ask-the-village", name: { en: "Ask the village", ar: "سؤال القرية" }, ...cited },
      ...{ from: ["contact", "early-support"], to: "stay", by: ["caseworker"], records: ["review"] },
    },
    {
      ...{ code: "vouch", name: { en: "The village vouches", ar: "القرية تشهد" }, ...cited },
      ...{ from: ["contact"], to: "inclusion", by: ["caseworker"], records: ["own-choice"] },
      waitsFor: ["village"],
    },
  ],
  clocks: [
    {
      ...{ code: "village", name: { en: "The village answers", ar: "القرية ترد" }, ...cited },
      ...{ runsFor: "everyone", starts: { steps: ["ask-the-village"] }, ends: ["vouch", "close"] },
      ...{ limit: { unit: "working-days", length: 3 }, pausesIn: [], alarms: [] },
    },
    {
      ...{ code: "consent-review", name: { en: "Asked again", ar: "يُسأل من جديد" }, ...ofConsents },
      ...{ starts: { steps: ["consent-given", "consent-reviewed"] } },
      limit: { unit: "calendar-days", length: 14 },
    },
    {
      ...{ code: "consent-new-purpose", name: { en: "For something else", ar: "لغرض آخر" }, ...ofConsents },
      ...{ starts: { steps: ["purpose-named"] } },
      limit: { unit: "hours", length: 24 },
    },
  ],
  leavesOut: { steps: ["decline-referral"], clocks: ["triage"] },
  retention: [
    { what: "case", after: "closed", days: 5000, reason: { en: "The Act", ar: "القانون" }, ...cited },
  ],
};
const HOUR_MS = 3_600_000;

let dir: string;
let care: TestCare;
let person: TestPerson;
let id: string;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "leeward-ruritania-"));
  writeFileSync(join(dir, "ruritania.json"), JSON.stringify(RURITANIA));
  care = await testCare();
  Object.assign(care.house.house.config, { jurisdiction: "ruritania", jurisdictionsDir: dir });
  person = await care.addPerson();
  id = (await care.openCase(person)).id;
});
afterAll(async () => {
  await care.stop();
  rmSync(dir, { recursive: true });
});

const rows = async (text: string, ...values: unknown[]) => (await care.house.owner.query(text, values)).rows;
const running = async (what: string) =>
  rows(
    `select basis, name, started_at as began, due_at as due from care.clock
     where case_id = $1 and what = $2 and done_at is null`,
    ...[id, what],
  );
const hours = ({ began, due }: { began: Date; due: Date }) => (due.getTime() - began.getTime()) / HOUR_MS;
const journey = async () =>
  (await care.request("GET", `/api/cases/${id}/journey`, { as: care.caseworker })).body;
const take = async (step: string, recorded: readonly string[]) =>
  care.request("POST", `/api/cases/${id}/steps`, {
    as: care.caseworker,
    body: { step, revision: (await journey()).revision, recorded, language: null },
  });

it("asks again about consents within the time of its pack, on its law, and sooner at a new purpose", async () => {
  const basis = "Act of Ruritania, section 1 (2026)";
  const [first] = await running("consent-review");
  expect(first).toMatchObject({ basis });
  // Fourteen days by the wall of Beirut, to the end of the last.
  expect(Math.floor(hours(first) / 24)).toBe(14);
  const done = async () => {
    const [clock] = await rows(
      "select id from care.clock where case_id = $1 and what = 'consent-review' and done_at is null order by due_at",
      id,
    );
    return (await care.request("PUT", `/api/clocks/${clock?.id}/done`, { as: care.caseworker })).status;
  };
  expect(await done()).toBe(204);
  expect((await running("consent-review")).map((clock) => Math.floor(hours(clock) / 24))).toEqual([14]);
  const terms = {
    ...{
      recipientAgencyId: care.shelterId,
      purpose: "remedy",
      categories: ["needs-and-risk"],
      language: "en",
    },
    until: new Date(care.house.clock.now.getTime() + 60 * 24 * HOUR_MS).toISOString(),
  };
  await care.house.addProtocol({
    parties: [care.ngoId, care.shelterId],
    scope: [{ category: "needs-and-risk", purpose: "remedy" }],
  });
  const { body } = await care.request("POST", `/api/cases/${id}/consents/sentence`, {
    ...{ as: care.caseworker, body: terms },
  });
  const said = await care.request("POST", `/api/cases/${id}/consents`, {
    as: care.caseworker,
    body: { ...terms, text: body.text, by: "person", assent: null, readAloud: false, interpretedInto: null },
  });
  expect(said.status, said.text).toBe(201);
  expect((await running("consent-review")).map(hours).sort((a, b) => a - b)[0]).toBe(24);
  const steps = (await journey()).open.map(({ code }: { code: string }) => code);
  expect(steps).not.toContain("review-consent");
  expect(steps).not.toContain("name-new-purpose");
});

it("is led by its own steps and clocks, whose names the desk and the person read, and whose end tells", async () => {
  expect((await journey()).pack).toMatchObject({ code: "ruritania", name: { en: "Ruritania" } });
  expect(await running("triage"), "what its law does not know").toEqual([]);
  expect(await running("early-support"), "what it is based on").toHaveLength(1);
  expect((await take("ask-the-village", ["review"])).status).toBe(200);
  expect(await running("village")).toMatchObject([{ name: { en: "The village answers", ar: "القرية ترد" } }]);
  const { open, steps } = await journey();
  expect(steps[0]).toMatchObject({ code: "ask-the-village", name: { en: "Ask the village" } });
  expect(open.find(({ code }: { code: string }) => code === "vouch").lacks).toMatchObject([
    { code: "waits-for-clock" },
  ]);
  expect((await take("vouch", ["own-choice"])).body.code).toBe("step-not-open");
  const { body } = await care.request("GET", "/api/my-file", { as: person });
  expect(body.cases[0].next).toContainEqual(
    expect.objectContaining({ what: "village", name: { en: "The village answers", ar: "القرية ترد" } }),
  );
  const worker: Database = openDatabase({
    connectionString: care.house.connectionString.replace("user=postgres", "user=leeward_worker"),
    ...{ sizeMax: 1, log: () => undefined },
  });
  try {
    await rows(
      `update care.clock set alarms = jsonb_set(alarms, '{0,at}', to_jsonb(now() - interval '1 minute'))
       where case_id = $1 and what = 'village'`,
      id,
    );
    expect(await worker.transaction(tellClocks.role, (tx) => tellClocks.run(tx))).toBe(1);
  } finally {
    await worker.close();
  }
});

it("keeps what is closed as long as its pack says, and does not start where its pack is wrong", async () => {
  const at = new Date("2026-11-27T12:00:00Z");
  await declareKeeping(care.house.connectionString, "ruritania", at, dir);
  expect(
    await rows(
      "select kept_days::int as days, source from retention.schedule where name = 'closed-cases-ruritania'",
    ),
  ).toEqual([{ days: 5000, source: "Act of Ruritania, section 1 (2026)" }]);
  const wrong = mkdtempSync(join(tmpdir(), "leeward-ruritania-wrong-"));
  const [village, review, ...more] = RURITANIA.clocks;
  writeFileSync(
    join(wrong, "ruritania.json"),
    JSON.stringify({ ...RURITANIA, clocks: [village, { ...review, pausesIn: ["missing"] }, ...more] }),
  );
  await expect(declareKeeping(care.house.connectionString, "ruritania", at, wrong)).rejects.toThrow(
    "ruritania.json, clock consent-review: stands still nowhere: a yes holds wherever someone is",
  );
  rmSync(wrong, { recursive: true });
});
