import { afterAll, beforeAll, expect, it } from "vitest";
import type { TestMember } from "../../core/testing.ts";
import { type TestCare, testCare } from "./testing.ts";

/**
 * The lists of an agency come from what files and clocks say of its holder, in the order of indexes. Here they are held
 * against the plain sentence of each list, over the tables themselves; every bound falls inside what there is.
 */

let care: TestCare;
beforeAll(async () => {
  care = await testCare();
  const { owner } = care.house;
  for (let nth = 0; nth < 9; nth++) {
    const { id } = await care.openCase(await care.addPerson());
    // Two at a time, so that the case's number decides; in states and with clocks of each kind.
    await owner.query(
      `with opened as (update access.case_record set opened_at = now() - $2 * interval '1 day' where id = $1 returning opened_at)
       update care.case_file f set opened_at = opened.opened_at, state = $3 from opened where f.id = $1`,
      [id, nth >> 1, ["contact", "closed", "recovery"][nth % 3]],
    );
    await owner.query(
      `insert into care.clock (case_id, what, started_at, due_at, basis, done_at, done_by)
       select $1, 'plan-review', now() - interval '40 days', now() + d * interval '7 hours', 'Test',
         case when d % 3 = 0 then now() - abs(d) * interval '5 hours' end, case when d % 3 = 0 then $2::uuid end
       from generate_series(-12, 60, 6 + $3::int) d`,
      [id, care.caseworker.id, nth],
    );
    if (nth % 4 === 1) {
      await owner.query(
        "update access.share set ended_at = now(), ended_because = 'ended-by-holder' where case_id = $1",
        [id],
      );
    }
    if (nth % 4 === 2)
      await owner.query("update access.consent set withdrawn_at = now() where case_id = $1", [id]);
  }
});
afterAll(() => care.stop());

/** Newest first: what the agency holds, and what a live share opens to it. */
const CASES = `
  select f.id from care.case_file f join access.case_record r on r.id = f.id
  where (r.holder_agency_id = $1 or exists (
      select from access.share s where s.case_id = r.id and s.agency_id = $1 and access.is_live(s)))
    and strpos(lower(f.alias), lower($2)) > 0 and ($3 = '' or f.state = $3)
  order by f.opened_at desc, f.id desc`;
const CLOCKS = `
  select k.id from care.clock k join access.case_record r on r.id = k.case_id
  where r.holder_agency_id = $1
    and case when k.done_at is null then k.due_at < now() + interval '14 days' else k.done_at >= now() - interval '1 day' end
  order by k.done_at is not null, k.due_at, k.id`;
const COUNTS = `
  select (select count(*) from access.case_record r where r.holder_agency_id = $1)::int as cases,
    (select count(*) from care.case_file f join access.case_record r on r.id = f.id
      where r.holder_agency_id = $1 and f.state <> 'closed')::int as active,
    count(*) filter (where k.due_at < now())::int as overdue,
    count(*) filter (where k.due_at >= now() and k.due_at < $2)::int as "dueToday",
    count(*) filter (where k.due_at between now() and now() + interval '7 days')::int as "dueThisWeek"
  from care.clock k join access.case_record r on r.id = k.case_id where r.holder_agency_id = $1 and k.done_at is null`;

async function ids(question: string, values: readonly unknown[]): Promise<string[]> {
  const { rows } = await care.house.owner.query<{ id: string }>(question, [...values]);
  return rows.map(({ id }) => id);
}

/** What is listed page by page, three at a time, by the function that the pages ask. */
async function listed(as: TestMember, search: string, state: string): Promise<string[]> {
  const all: string[] = [];
  const { owner } = care.house;
  for (;;) {
    await owner.query("begin");
    await owner.query("set local role leeward_member");
    await owner.query("select access.open_member_context($1, null)", [Buffer.from(as.secret)]);
    const { rows } = await owner.query<{ ids: string[] }>("select care.list_cases($1, $2, $3, 3) as ids", [
      all.at(-1) ?? null,
      search || null,
      state || null,
    ]);
    await owner.query("rollback");
    const page = rows[0]?.ids ?? [];
    all.push(...page);
    if (page.length < 3) return all;
  }
}

const body = async (as: TestMember, url: string) => (await care.request("GET", url, { as })).body;

/** Everything that a member's lists say is what the tables say of their agency. */
async function expectListsOf(as: TestMember): Promise<{ cases: number; clocks: number }> {
  const [alias] = await care.house.owner
    .query<{ alias: string }>("select alias from care.case_file order by opened_at limit 1")
    .then(({ rows }) => rows.map((row) => row.alias));
  for (const [search, state] of [
    ["", ""],
    ["", "recovery"],
    [(alias ?? "").slice(2, 6).toUpperCase(), ""],
    ["no such bird", ""],
  ] as const) {
    expect(await listed(as, search, state)).toEqual(await ids(CASES, [as.agencyId, search, state]));
  }
  const cases = (await body(as, "/api/cases")).cases.map(({ id }: { id: string }) => id);
  expect(cases).toEqual(await ids(CASES, [as.agencyId, "", ""]));
  const today = await body(as, "/api/today");
  const clocks = today.clocks.map(({ id }: { id: string }) => id);
  expect(clocks).toEqual(await ids(CLOCKS, [as.agencyId]));
  expect(today.counts).toEqual(
    (
      await care.house.owner.query(COUNTS, [
        as.agencyId,
        new Date(care.house.clock.now.getTime() + 86_400_000),
      ])
    ).rows[0],
  );
  return { cases: cases.length, clocks: clocks.length };
}

it("lists say what the tables say: to the holder, to whom a part is shared, to no party", async () => {
  const holder = await expectListsOf(care.caseworker);
  expect(holder.cases).toBe(9);
  expect(holder.clocks).toBeGreaterThan(20);
  const sharer = await expectListsOf(care.shelter);
  expect(sharer.cases, "some live, some ended, some withdrawn").toBe(5);
  expect(sharer.clocks).toBe(0);
  expect(await expectListsOf(care.police)).toEqual({ cases: 0, clocks: 0 });
});

it("follow a case whose holder changes, with its clocks; nobody else can write who holds it", async () => {
  const [moved] = await ids(CASES, [care.ngoId, "", ""]);
  await care.house.owner.query("update access.case_record set holder_agency_id = $2 where id = $1", [
    moved,
    care.outsiderId,
  ]);
  const outsider = await care.house.addMember({
    agencyId: care.outsiderId,
    name: "Ola",
    roles: ["caseworker"],
  });
  const found = await expectListsOf(outsider);
  expect(found.cases).toBe(1);
  expect(found.clocks).toBeGreaterThan(0);
  expect((await expectListsOf(care.caseworker)).cases).toBe(8);
  // What someone writes into the column is not what stands there.
  await care.house.owner.query(
    `insert into care.clock (case_id, what, started_at, due_at, basis, holder_agency_id)
     values ($1, 'plan-review', now(), now() + interval '3 days', 'Test', $2)`,
    [moved, care.ngoId],
  );
  await expectListsOf(outsider);
  await expectListsOf(care.caseworker);
});
