import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "../../core/db/index.ts";
import { keepRetention } from "../../core/retention/index.ts";
import { tablesThatHold } from "../../core/testing.ts";
import { tellClocks } from "./jobs.ts";
import { keepingOf } from "./journey/keeping.ts";
import { JURISDICTIONS_DIR, readJurisdictions } from "./journey/read-packs.ts";
import { declareKeeping } from "./keeping.ts";
import { type TestCare, type TestPerson, testCare } from "./testing.ts";

/**
 * A closed case goes after its pack's time, told before, and not while something needs it. The threats: a file that is kept because
 * nobody thinks of it, and one that goes while a court, a partner or the person still needs it, or goes unsaid.
 */

const DAYS = 3653; // the longest that the baseline names
let care: TestCare;
let db: Database;
beforeAll(async () => {
  care = await testCare();
  db = openDatabase({
    connectionString: care.house.connectionString.replace("user=postgres", "user=leeward_worker"),
    sizeMax: 2,
    log: () => undefined,
  });
  await declareKeeping(care.house.connectionString, "coe", new Date());
});
afterAll(async () => {
  await db.close();
  await care.stop();
});
// What one test leaves behind is not the next one's.
beforeEach(() => rows("update care.case_file set state = 'contact' where state = 'closed'"));

const rows = async (text: string, ...values: unknown[]) => (await care.house.owner.query(text, values)).rows;
const keep = () => db.transaction("leeward_clock_worker", keepRetention.run);
const wouldGo = async () => {
  const found = await rows(
    "select schedule, rows_gone::int as n from retention.keep(true) where rows_gone > 0 and schedule like 'closed-cases%'",
  );
  return Object.fromEntries(found.map(({ schedule, n }) => [schedule, n]));
};

/** A case that nothing needs any more, closed so many days ago. */
async function close(daysAgo: number, pack = "coe"): Promise<{ id: string; person: TestPerson }> {
  const person = await care.addPerson();
  const { id } = await care.openCase(person);
  await rows("update access.share set ended_at = now(), ended_because = 'withdrawn' where case_id = $1", id);
  await rows("update care.journey set pack = $2 where case_id = $1", id, pack);
  await rows(
    "update care.case_file set state = 'closed', state_since = now() - make_interval(days => $2) where id = $1",
    id,
    daysAgo,
  );
  return { id, person };
}
/** Thirty days of waiting, as if they were over. */
const wait = (id: string) =>
  rows(
    "update care.case_file set goes_at = now() - interval '1 minute', state_since = state_since - interval '30 days' where id = $1",
    id,
  );
const isThere = async (id: string) =>
  (await rows("select 1 from access.case_record where id = $1", id)).length === 1;
const told = async (id: string) =>
  (
    await rows(
      "select round(extract(epoch from goes_at - now()) / 86400)::int as days from care.case_file where id = $1",
      id,
    )
  )[0]?.days;

describe("a closed case", () => {
  it("is told of when its pack's time is nearly over, and goes when it is: as any erased case goes", async () => {
    const long = await close(DAYS - 29);
    const recent = await close(DAYS - 31);
    await keep();
    expect(await told(long.id), "never less than thirty days from now").toBe(30);
    expect(await told(recent.id)).toBe(null);
    await keep();
    expect(await isThere(long.id)).toBe(true);

    await wait(long.id);
    expect(await wouldGo()).toEqual({ "closed-cases-coe": 1 });
    await keep();
    expect(await isThere(long.id)).toBe(false);
    expect(await isThere(recent.id)).toBe(true);
    expect(await tablesThatHold(care.house.owner, long.id)).toEqual(["access.erasure"]);
    const kinds = await rows("select kind from ledger.entry order by id desc limit 2");
    expect(kinds.map(({ kind }) => kind)).toEqual(["retention.kept", "case.erased"]);
  });

  it("that was closed long before anyone counted still has thirty days from when it is told", async () => {
    const { id } = await close(DAYS * 2);
    await keep();
    expect(await told(id)).toBe(30);
    expect(await isThere(id)).toBe(true);
  });

  it("is told of on Today, to its lead, and to the person with the day, apart from what comes next", async () => {
    const { id, person } = await close(DAYS);
    const lead = (await rows("select lead_member_id as id from care.case_file where id = $1", id))[0].id;
    await keep();
    await db.transaction("leeward_clock_worker", tellClocks.run);
    const today = await care.request("GET", "/api/today", { as: care.intake, purpose: "support" });
    const clock = today.body.clocks.find(
      (each: { caseId: string; what: string }) => each.caseId === id && each.what === "file-goes",
    );
    expect(clock).toMatchObject({ member: { id: lead }, ofJourney: false, doneAt: null });
    expect(clock.told).toHaveLength(1);
    expect(clock.source.cited).toMatch(/^3653 days from closing: Council of Europe/);

    const mine = await care.request("GET", "/api/my-file", { as: person });
    const [file] = mine.body.cases;
    expect(Date.parse(file.goesAt) - Date.now()).toBeGreaterThan(29 * 86_400_000);
    expect(file.next.map(({ what }: { what: string }) => what)).not.toContain("file-goes");
    // Whoever leads it did what the clock asks: the day stays.
    await rows(
      "update care.clock set done_at = now(), done_by = $2 where case_id = $1 and what = 'file-goes'",
      id,
      lead,
    );
    expect((await care.request("GET", "/api/my-file", { as: person })).body.cases[0].goesAt).toBe(
      file.goesAt,
    );
  });

  it("goes by the pack that led it, whatever the others say", async () => {
    await rows("update retention.schedule set kept_days = 100 where name = 'closed-cases-it'");
    const theirs = await close(120, "it");
    const ours = await close(120);
    const unknown = await close(DAYS * 2, "of-nowhere");
    await keep();
    expect(await told(theirs.id)).toBe(30);
    expect(await told(ours.id)).toBe(null);
    expect(await told(unknown.id), "no pack, no time").toBe(null);
    // The pack is changed back: what was told is taken back.
    await declareKeeping(care.house.connectionString, "coe", new Date());
    await keep();
    expect(await told(theirs.id)).toBe(null);
  });

  it("that no jurisdiction led goes by the house's own", async () => {
    const { id } = await close(DAYS);
    await rows("delete from care.journey where case_id = $1", id);
    await keep();
    await wait(id);
    expect(await wouldGo()).toEqual({ "closed-cases": 1 });
  });

  it("that is reopened is told of no more, its clock is over, and its time begins anew when it is closed again", async () => {
    const { id } = await close(DAYS);
    await keep();
    await rows("update care.case_file set state = 'reopened', state_since = now() where id = $1", id);
    await rows("update care.case_file set state = 'closed', state_since = now() where id = $1", id);
    expect(await told(id)).toBe(null);
    expect(
      await rows(
        "select 1 from care.clock where case_id = $1 and what = 'file-goes' and done_at is null",
        id,
      ),
    ).toEqual([]);
    await keep();
    expect(await told(id)).toBe(null);
  });

  it("that is not closed, or followed up, is kept however long it is", async () => {
    for (const state of ["follow-up", "missing", "withdrawn", "abroad", "reconsideration"]) {
      const { id } = await close(DAYS * 2);
      await rows("update care.case_file set state = $2 where id = $1", id, state);
      await keep();
      expect(await told(id), state).toBe(null);
    }
  });

  it("no member tells a day of, nor does the role that opens cases write one", async () => {
    const { rows: found } = await care.house.owner.query(
      "select has_column_privilege('leeward_member', 'care.case_file', 'goes_at', 'update') as may",
    );
    expect(found).toEqual([{ may: false }]);
  });
});

const order = (deferred: string, ended = "null") =>
  `with o as (insert into access.legal_order (case_id, authority, article, court, issued_at, expires_at, notice_deferred_until, ended_at)
     values ($1, 'City Court', '140', 'City Court', now() - interval '2 days', now() + interval '60 days', ${deferred}, ${ended}) returning id)
   insert into access.legal_order_category select id, 'contact' from o`;

/** What a case is still needed for, and how that is over. */
const NEEDS: readonly {
  readonly what: string;
  readonly begin: string;
  readonly over: string;
  readonly untold?: true;
}[] = [
  {
    what: "a legal hold",
    begin: order("null"),
    over: "update access.legal_order set ended_at = now() where case_id = $1",
  },
  {
    what: "an order whose notice a court defers",
    begin: order("now() + interval '30 days'"),
    over: "update access.legal_order set ended_at = now(), notice_deferred_until = now() - interval '1 hour' where case_id = $1",
    untold: true,
  },
  {
    what: "the notice of an order that ended, which the person has yet to be given",
    begin: order("now() + interval '30 days'", "now()"),
    over: "update access.legal_order set notice_deferred_until = now() - interval '1 hour' where case_id = $1",
    untold: true,
  },
  {
    what: "an order that two members are about to record",
    begin: `insert into proposals.proposal (id, kind, agency_id, case_id, content, content_hash, proposed_by, ripe_at, expires_at)
      select gen_random_uuid(), 'order.confirmation', m.agency_id, $1, '{}', gen_random_bytes(32), m.id, now(), now() + interval '7 days'
      from identity.member m where m.display_name = 'Ines'`,
    over: "delete from proposals.proposal where case_id = $1",
    untold: true,
  },
  {
    what: "a share that runs",
    begin: "update access.share set ended_at = null, ended_because = null where case_id = $1",
    over: "update access.share set ended_at = now(), ended_because = 'withdrawn' where case_id = $1",
  },
  {
    what: "a wish that waits",
    begin: `insert into care.wish (id, case_id, what, asked_at, ripe_at)
      values (gen_random_uuid(), $1, 'leave', now(), now() + interval '7 days')`,
    over: "update care.wish set ended_at = now(), ended_how = 'stopped' where case_id = $1",
  },
  {
    what: "a reconsideration",
    begin: `insert into care.clock (case_id, what, started_at, due_at, basis)
      values ($1, 'reconsideration', now(), now() + interval '30 days', 'law')`,
    over: "update care.clock set done_at = now() where case_id = $1 and what = 'reconsideration'",
  },
  {
    what: "a hand-over that is offered",
    begin: `insert into leaving.hand_over (id, case_id, from_agency_id, to_agency_id, basis, offered_by)
      select gen_random_uuid(), $1, m.agency_id, a.id, 'person-agreed', m.id
      from identity.member m, identity.agency a where m.display_name = 'Ines' and a.name = 'Harbour House'`,
    over: "delete from leaving.hand_over where case_id = $1",
  },
  {
    what: "an emergency look that is open",
    begin: `insert into access.break_glass (case_id, category, member_id, reason)
      select $1, 'health', m.id, 'She does not answer and may be hurt' from identity.member m where m.display_name = 'Ines'`,
    over: "delete from access.break_glass where case_id = $1",
  },
  {
    what: "a referral that is open",
    begin: `insert into care.referral (id, case_id, from_agency_id, to_agency_id, purpose, consent_id, wanted, urgent, sent_by)
      select gen_random_uuid(), $1, m.agency_id, a.id, 'support', (select c.id from access.consent c where c.case_id = $1 limit 1),
        'shelter', false, m.id
      from identity.member m, identity.agency a where m.display_name = 'Ines' and a.name = 'Harbour House'`,
    over: "delete from care.referral where case_id = $1",
  },
];

describe.each(NEEDS)("a closed case does not go while there is $what", ({ begin, over, untold }) => {
  it("and is not told of; when that is over it is", async () => {
    const { id } = await close(DAYS);
    await rows(begin, id);
    await keep();
    expect(await told(id)).toBe(null);
    await rows(over, id);
    await keep();
    expect(await told(id)).toBe(30);
  });

  it(
    untold
      ? "nor does the person learn of it by a day that is taken back"
      : "and the day is taken back, and told anew",
    async () => {
      const { id, person } = await close(DAYS);
      await keep();
      await wait(id);
      await rows(begin, id);
      expect(await wouldGo()).toEqual({});
      const before = (await care.request("GET", "/api/my-file", { as: person })).body.cases[0].goesAt;
      await keep();
      expect(await isThere(id)).toBe(true);
      const { goesAt } = (await care.request("GET", "/api/my-file", { as: person })).body.cases[0];
      expect(goesAt).toBe(untold ? before : null);
      await rows(over, id);
      await keep();
      expect(await isThere(id)).toBe(untold === undefined);
      expect(await told(id)).toBe(untold ? undefined : 30);
    },
  );
});

describe("a share", () => {
  const DAY = 86_400;
  const lengths = (id: string) =>
    rows(
      "select round(extract(epoch from expires_at - opened_at))::int as s from access.share where case_id = $1 order by category",
      id,
    );

  it("ends by the days that its agreement says, at the latest; else by its consent's end", async () => {
    const before = await lengths((await care.openCase(await care.addPerson())).id);
    expect(before.map(({ s }) => Math.round(s / DAY))).toEqual([90, 90]);
    await rows("update access.protocol set retention_days = 10 where id = $1", care.protocolId);
    const { id } = await care.openCase(await care.addPerson());
    expect(await lengths(id)).toEqual([{ s: 10 * DAY }, { s: 10 * DAY }]);
    await rows("update access.protocol set retention_days = 3650 where id = $1", care.protocolId);
  });
});

describe("how long a pack keeps a closed case", () => {
  const { packs } = readJurisdictions(JURISDICTIONS_DIR, 2026);
  const coe = packs.find(({ code }) => code === "coe");
  const it_ = packs.find(({ code }) => code === "it");
  if (!coe || !it_) throw new Error("the packs are there");

  it("is the longest time that it names, or that what it is based on names", () => {
    expect(keepingOf([coe]).days).toBe(DAYS);
    expect(keepingOf([coe, it_]).days).toBe(DAYS);
    const own = (what: "looks" | "consents" | "case", days: number) => {
      const [line] = coe.retention;
      if (!line) throw new Error("the baseline names times");
      return { ...line, what, days };
    };
    const shorter = { ...it_, retention: [own("looks", 30), own("consents", 30)] };
    expect(keepingOf([coe, shorter]).days, "its own stand for the baseline's").toBe(2557);
    expect(keepingOf([coe, { ...it_, retention: [own("case", 5000)] }]).days).toBe(5000);
  });
});
