import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { type Database, openDatabase } from "../../core/db/index.ts";
import { tellClocks } from "./jobs.ts";
import { alarmsOf } from "./journey/clocks.ts";
import { housePack } from "./journey/house-packs.ts";
import type { Journey } from "./journey/shape.ts";
import { type TestCare, testCare } from "./testing.ts";

/** Someone is told, once, of every moment of every clock, whatever happens to the worker; and nothing else comes of it. */

let care: TestCare;
let db: Database;
let caseId: string;
beforeAll(async () => {
  care = await testCare();
  db = openDatabase({
    connectionString: care.house.connectionString.replace("user=postgres", "user=leeward_worker"),
    sizeMax: 4,
    log: () => undefined,
  });
});
beforeEach(async () => {
  caseId = (await care.openCase(await care.addPerson())).id;
});
afterAll(async () => {
  await db.close();
  await care.stop();
});

const rows = async (text: string, ...values: unknown[]) => (await care.house.owner.query(text, values)).rows;
const tell = () => db.transaction(tellClocks.role, (tx) => tellClocks.run(tx));
async function take(step: string, recorded: string[] = []): Promise<void> {
  const as = care.caseworker;
  const { revision } = (await care.request("GET", `/api/cases/${caseId}/journey`, { as })).body;
  const body = { step, recorded, revision, language: null };
  const answer = await care.request("POST", `/api/cases/${caseId}/steps`, { as, body });
  expect(answer.status, answer.text).toBe(200);
}
/** As if all this had been so long ago: the clock of the database is not ours to move. */
const pass = (interval: string) =>
  rows(
    `update care.clock set started_at = started_at - $2::interval, due_at = due_at - $2::interval,
       stands_since = stands_since - $2::interval,
       alarms = (select jsonb_agg(a || jsonb_build_object('at', (a ->> 'at')::timestamptz - $2::interval)) from jsonb_array_elements(alarms) a)
     where case_id = $1 and done_at is null and jsonb_array_length(alarms) > 0`,
    caseId,
    interval,
  );
const told = async (): Promise<string[]> =>
  (
    await rows(
      `select (content::jsonb ->> 'clock') || ' ' || (content::jsonb ->> 'alarm') as told
       from ledger.entry where kind = 'clock.alarm' and case_id = $1 order by id`,
      caseId,
    )
  ).map((row) => row.told);
const events = async () =>
  Number(
    (
      await rows(
        "select count(*) from events.domain_event where type = 'clock.alarm' and agency_id = $1 and subject ->> 'caseId' = $2",
        care.ngoId,
        caseId,
      )
    )[0]?.count,
  );
const today = async () =>
  (await care.request("GET", "/api/today", { as: care.caseworker })).body as {
    counts: { overdue: number };
    clocks: { caseId: string; what: string; dueAt: string; standsSince: string | null; told: unknown[] }[];
  };
const inRecovery = async () => {
  await rows("delete from care.step where case_id = $1", caseId);
  await rows("delete from care.journey where case_id = $1", caseId);
  await rows("delete from care.clock where case_id = $1", caseId);
  await rows("update care.case_file set state = 'recovery', state_since = now() where id = $1", caseId);
  await take("mark-urgent", ["urgent"]);
};

it("every moment that a step leaves to come is written down with it, and nobody was told of it", async () => {
  await inRecovery();
  const [{ standing }] = await rows("select standing from care.journey where case_id = $1", caseId);
  const { rules } = housePack("coe", care.house.clock.now, care.house.house.calendar);
  const wanted = (standing as Journey).clocks
    .flatMap((clock) => alarmsOf(rules, clock).map(({ name, at }) => `${clock.code} ${name} ${at}`))
    .filter((line) => !line.startsWith("consent-"));
  const kept = await rows(
    `select k.what, a ->> 'name' as name, (extract(epoch from (a ->> 'at')::timestamptz) * 1000)::bigint as at, a -> 'toldAt' as told
     from care.clock k, jsonb_array_elements(k.alarms) a where k.case_id = $1 and k.of_journey and k.done_at is null`,
    caseId,
  );
  expect(wanted.length).toBeGreaterThan(1);
  expect(kept.map(({ what, name, at }) => `${what} ${name} ${at}`).sort()).toEqual([...wanted].sort());
  expect(kept.every(({ told: when }) => when === null)).toBe(true);
});

it("is told once, also by two workers at once and after one that was killed in between; nothing else changes", async () => {
  expect([await tell(), await told()], "before its time").toEqual([0, []]);
  await pass("25 hours");
  const before = await rows("select state, state_since from care.case_file where id = $1", caseId);
  const killed = db.transaction(tellClocks.role, async (tx) => {
    expect(await tellClocks.run(tx)).toBe(1);
    await sql`select 1 / 0`.execute(tx);
  });
  await expect(killed).rejects.toThrow();
  expect([await told(), await events()], "what it wrote was never committed").toEqual([[], 0]);
  const counts = await Promise.all([tell(), tell(), tell()]);
  expect(counts.reduce((sum, n) => sum + n, 0)).toBe(1);
  expect([await tell(), await told(), await events()]).toEqual([0, ["triage over"], 1]);
  expect(await rows("select state, state_since from care.case_file where id = $1", caseId)).toEqual(before);
  const open = await rows(
    "select what from care.clock where case_id = $1 and of_journey and done_at is null",
    caseId,
  );
  expect(open.map(({ what }) => what)).toContain("triage");
});

it("what a step has ended tells nobody", async () => {
  await take("begin-support", ["plan"]);
  await pass("4 days");
  await tell();
  expect(await told(), "neither triage nor the beginning of support").not.toContain("triage over");
  expect(await told()).not.toContain("early-support over");
});

it("at two thirds of recovery, and again at an end that was moved; Today names it long before it is due", async () => {
  await inRecovery();
  await pass("21 days");
  await tell();
  expect(await told()).toContain("recovery two-thirds");
  const row = (await today()).clocks.find((one) => one.caseId === caseId && one.what === "recovery");
  expect(row?.told).toMatchObject([{ name: "two-thirds", when: { share: [2, 3] } }]);
  await pass("10 days");
  await tell();
  expect((await told()).filter((line) => line.startsWith("recovery"))).toEqual([
    "recovery two-thirds",
    "recovery over",
  ]);
  // The standing still says when it began; with 30 days more its moments are to come again.
  await take("extend-recovery", ["reason"]);
  expect(await tell()).toBe(0);
  await pass("62 days");
  await tell();
  expect((await told()).filter((line) => line === "recovery over")).toHaveLength(2);
});

it("while it stands still it tells nobody and is not late; once the person is back it goes on", async () => {
  await inRecovery();
  await take("go-missing", ["last-seen"]);
  const overdue = (await today()).counts.overdue;
  await rows(
    "update care.clock set started_at = now() - interval '70 days', due_at = now() - interval '1 day', stands_since = now() - interval '40 days' where case_id = $1 and what = 'recovery'",
    caseId,
  );
  expect((await today()).counts.overdue, "what stands still is not late").toBe(overdue);
  const row = (await today()).clocks.find((one) => one.caseId === caseId && one.what === "recovery");
  expect(Date.parse(row?.dueAt ?? "") - Date.now()).toBeGreaterThan(38 * 86_400_000);
  await tell();
  expect((await told()).filter((line) => line.startsWith("recovery"))).toEqual([]);
  await take("come-back");
  const [{ alarms }] = await rows(
    "select jsonb_array_length(alarms) as alarms from care.clock where case_id = $1 and what = 'recovery'",
    caseId,
  );
  expect(alarms).toBe(2);
});

it("what had come when someone went away is told though they are away", async () => {
  await inRecovery();
  // As long ago as two thirds, and the worker did not come by.
  await rows(
    `update care.journey set standing = jsonb_set(standing, '{clocks}', (select jsonb_agg(c || jsonb_build_object('startedAt',
       (c ->> 'startedAt')::bigint - 22 * 86400000::bigint)) from jsonb_array_elements(standing -> 'clocks') c)) where case_id = $1`,
    caseId,
  );
  await take("go-missing", ["last-seen"]);
  await tell();
  expect((await told()).filter((line) => line.startsWith("recovery"))).toEqual(["recovery two-thirds"]);
});

it("a limit of the house tells at its end too, and nobody at an agency can write what was told", async () => {
  const [{ id }] = await rows(
    `insert into care.clock (case_id, what, started_at, due_at, basis, alarms, alarmed_at)
     values ($1, 'consent-review', now() - interval '31 days', now() - interval '1 day', 'House rule', '[]', now()) returning id`,
    caseId,
  );
  const [fresh] = await rows("select alarms, alarmed_at from care.clock where id = $1", id);
  expect(fresh).toMatchObject({ alarmed_at: null, alarms: [{ name: "over", toldAt: null }] });
  expect([await tell(), await tell(), await told()]).toEqual([1, 0, ["consent-review over"]]);
  const columns = await rows(
    `select column_name from information_schema.column_privileges
     where grantee = 'leeward_member' and table_schema = 'care' and table_name = 'clock' and privilege_type = 'UPDATE'`,
  );
  expect(columns.map(({ column_name }) => column_name).sort()).toEqual(["done_at", "done_by"]);
});
