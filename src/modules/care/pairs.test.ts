import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { TestMember } from "../../core/testing.ts";
import { type TestCare, type TestPerson, testCare } from "./testing.ts";

/**
 * Two cases of one person, kept together at the agency that holds both. The threats: someone reads more than before; whoever holds the words
 * of the one learns of the other; another agency notices; a case is hidden, or a limit lost; taking them apart does not bring both back.
 */

let care: TestCare;
let boss: TestMember;
let first: Opened;
let second: Opened;
interface Opened {
  readonly id: string;
  readonly alias: string;
  readonly person: TestPerson;
}
beforeAll(async () => {
  care = await testCare();
  boss = await care.house.addMember({ agencyId: care.ngoId, name: "Vida", roles: ["supervisor"] });
});
async function open(name = "Zebrina Quill", extra: Record<string, object> = {}): Promise<Opened> {
  const person = await care.addPerson();
  const [firstName = "", familyName = ""] = name.split(" ");
  const made = await care.openCase(person, {
    shared: ["identity", "contact", "needs-and-risk"],
    sections: { identity: { firstName, familyName }, ...extra },
  });
  return { ...made, person };
}
beforeEach(async () => {
  first = await open();
  second = await open("Zebrina Kwill", { "needs-and-risk": { wants: "Told in the second." } });
});
afterAll(() => care.stop());

const rows = async (text: string, ...values: unknown[]) => (await care.house.owner.query(text, values)).rows;
const pair = (
  keptId = first.id,
  asideId = second.id,
  as = care.caseworker,
  purpose: "support" | "oversight" = "support",
) => care.request("POST", `/api/cases/${keptId}/pairs`, { as, purpose, body: { asideCaseId: asideId } });
const part = (id: string, as = care.caseworker) => care.request("DELETE", `/api/case-pairs/${id}`, { as });
async function paired(keptId = first.id, asideId = second.id): Promise<string> {
  const made = await pair(keptId, asideId);
  expect(made.status, made.text).toBe(201);
  return made.body.id;
}
const get = (as: TestMember | TestPerson, url: string) =>
  care.request("GET", url, { as, ...("address" in as ? {} : { purpose: "support" as const }) });
const listed = async (as: TestMember, query = ""): Promise<string[]> =>
  (await get(as, `/api/cases${query}`)).body.cases.map(({ id }: { id: string }) => id);
const read = (as: TestMember | TestPerson, id: string, category: string) =>
  "address" in as
    ? get(as, `/api/my-file/cases/${id}/sections/${category}`)
    : care.request("GET", `/api/cases/${id}/sections/${category}`, { as, purpose: "support" });
const write = (id: string, wants: string, version: number) =>
  care.request("PUT", `/api/cases/${id}/sections/needs-and-risk`, {
    ...{ as: care.caseworker, purpose: "support" as const, match: `"v${version}"` },
    body: { document: { wants } },
  });

/** Every row of the tables that hold what is known about people, by table. */
async function everyRow(): Promise<Record<string, string>> {
  const tables = await rows(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname in ('access', 'care', 'keys', 'identity', 'door', 'statistics', 'proposals', 'leaving')
       and tablename not in ('case_pair', 'session', 'context') order by 1`,
  );
  const found: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await rows(
      `select md5(coalesce(string_agg(t::text, ' ' order by t::text), '')) as sum from ${name} t`,
    );
    found[name] = row.sum;
  }
  return found;
}

/** What each of these is answered, whoever they are, about two cases. */
async function everyAnswer(as: readonly (TestMember | TestPerson)[]): Promise<string[]> {
  const answers: string[] = [];
  for (const one of as) {
    const urls =
      "address" in one
        ? ["/api/my-file", ...[first, second].map(({ id }) => `/api/my-file/cases/${id}/looks`)]
        : [
            ...[
              "/api/cases",
              `/api/cases?search=${encodeURIComponent(second.alias)}`,
              "/api/today",
              "/api/workload",
            ],
            ...[first, second].flatMap(({ id }) => [
              `/api/cases/${id}`,
              `/api/cases/${id}/looks`,
              `/api/cases/${id}/allowed`,
            ]),
            `/api/cases/${first.id}/pairs/${second.id}`,
          ];
    for (const url of urls) {
      const { status, text } = await get(one, url);
      answers.push(`${url} ${status} ${text.replaceAll(/"now":"[^"]*"/g, "")}`);
    }
  }
  return answers;
}

describe("two cases that are kept together", () => {
  it("change in nothing, and are as they were once they are taken apart: not one row of any other table moves", async () => {
    const [before, seen] = [await everyRow(), await everyAnswer([care.caseworker])];
    const id = await paired();
    expect(await everyRow()).toEqual(before);
    expect(await everyAnswer([care.caseworker])).not.toEqual(seen);
    expect((await part(id)).status).toBe(204);
    expect((await part(id)).status, "the same wish twice").toBe(204);
    expect(await everyRow()).toEqual(before);
    expect(await everyAnswer([care.caseworker])).toEqual(seen);
  });

  it("are no other agency's to notice, nor the persons': each answer to them is the same, byte for byte", async () => {
    const others = [care.shelter, care.shelterNurse, care.police, first.person, second.person];
    const before = await everyAnswer(others);
    const id = await paired();
    expect(await everyAnswer(others)).toEqual(before);
    await part(id);
    expect(await everyAnswer(others)).toEqual(before);
  });

  it("open nothing: a share of the one shows nothing of the other, nor do the words of the one open the other", async () => {
    await rows(
      "update access.share set ended_at = now(), ended_because = 'withdrawn' where case_id = $1",
      second.id,
    );
    await paired();
    expect((await read(care.shelter, first.id, "identity")).status).toBe(200);
    expect((await read(care.shelter, second.id, "identity")).body).toMatchObject({ code: "section-closed" });
    expect((await read(first.person, second.id, "needs-and-risk")).status).toBe(404);
    expect((await read(second.person, first.id, "identity")).status).toBe(404);
    expect((await get(first.person, "/api/my-file")).text).not.toContain(second.id);
    expect((await read(care.nurse, first.id, "identity")).status, "no role of hers covers it").toBe(403);
    expect((await read(care.nurse, second.id, "identity")).status).toBe(403);
  });

  it("stand once in the list, the search by name, the numbers and who leads what; the made-up name of either finds it", async () => {
    const counts = async () => (await get(care.caseworker, "/api/today")).body.counts;
    const led = async () =>
      (await get(boss, "/api/workload")).body.members.find(
        (one: { member: { displayName: string } | null }) => one.member?.displayName === "Leila",
      ).cases as number;
    const named = async (): Promise<string[]> =>
      (
        await care.request("POST", "/api/cases/by-name", {
          ...{ as: care.caseworker, purpose: "support", body: { name: "Zebrina Kwill" } },
        })
      ).body.cases.map(({ id }: { id: string }) => id);
    const [work, ofLeila] = [await counts(), await led()];
    expect(await named()).toEqual(expect.arrayContaining([first.id, second.id]));
    await paired();
    expect(await listed(care.caseworker)).toContain(first.id);
    expect(await listed(care.caseworker)).not.toContain(second.id);
    const found = await get(care.caseworker, `/api/cases?search=${encodeURIComponent(second.alias)}`);
    expect(found.body.cases).toMatchObject([
      { id: second.id, keptWith: { id: first.id, alias: first.alias } },
    ]);
    const names = await named();
    expect(names.filter((id) => id === first.id)).toHaveLength(1);
    expect(names).not.toContain(second.id);
    expect(await counts()).toEqual({ ...work, cases: work.cases - 1, active: work.active - 1 });
    expect(await led()).toBe(ofLeila - 1);
    const file = await get(care.caseworker, `/api/cases/${first.id}`);
    expect(file.body.pairs).toMatchObject([
      { aside: { id: second.id }, kept: { id: first.id }, pairedBy: { displayName: "Ines" } },
    ]);
  });

  it("lose no limit: each clock of both runs on, stands in Today, and says with what its case is kept", async () => {
    const due = async () =>
      (await get(care.caseworker, "/api/today")).body.clocks.filter(
        (clock: { caseId: string }) => clock.caseId === second.id,
      );
    const before = await due();
    expect(before.length).toBeGreaterThan(0);
    await paired();
    expect(await due()).toEqual(
      before.map((clock: object) => ({ ...clock, keptWith: { id: first.id, alias: first.alias } })),
    );
  });

  it("keep what is written in either where it was written, and so it stays when they turn out to be two", async () => {
    const id = await paired();
    expect((await write(first.id, "Said since, in the one that is kept.", 0)).status).toBe(200);
    expect((await write(second.id, "Saved by a colleague who had begun before.", 1)).status).toBe(200);
    await part(id);
    const wants = async (of: Opened) =>
      (await read(care.caseworker, of.id, "needs-and-risk")).body.document.wants;
    expect(await wants(first)).toBe("Said since, in the one that is kept.");
    expect(await wants(second)).toBe("Saved by a colleague who had begun before.");
    expect((await read(second.person, second.id, "needs-and-risk")).text).not.toContain("Said since");
    expect((await read(first.person, first.id, "needs-and-risk")).text).not.toContain("colleague who");
  });

  it("are in the ledger by an entry for each, which names no other case", async () => {
    const id = await paired();
    await part(id, boss);
    const said = await rows(
      "select kind, case_id, content from ledger.entry where kind in ('case.paired', 'case.parted') and case_id = any ($1) order by id",
      [first.id, second.id],
    );
    expect(said.map(({ kind }) => kind)).toEqual([
      "case.paired",
      "case.paired",
      "case.parted",
      "case.parted",
    ]);
    for (const { case_id, content } of said) {
      expect(content).toContain(id);
      expect(content).not.toContain(case_id === first.id ? second.id : first.id);
    }
  });
});

describe("who says that two are one", () => {
  it("works with people, may read who both are, and works where both are held; nobody else learns more than before", async () => {
    for (const [as, status, code] of [
      [care.nurse, 403, "pair-role"], // reads no identity
      [boss, 403, "pair-role"],
      [care.shelter, 403, "holder-only"],
      [care.police, 404, "not-found"],
    ] as const)
      expect(await pair(first.id, second.id, as)).toMatchObject({ status, body: { code } });
    const foreign = await open();
    await rows(
      "update access.case_record set holder_agency_id = $2 where id = $1",
      foreign.id,
      care.shelterId,
    );
    const there = await pair(first.id, foreign.id);
    const nowhere = await pair(first.id, randomUUID());
    expect([there.status, nowhere.status]).toEqual([404, 404]);
    expect((await pair(first.id, first.id)).body.code).toBe("pair-same");
    expect(
      await rows("select 1 from care.case_pair where $1 in (kept_case_id, aside_case_id)", first.id),
    ).toEqual([]);
    const id = await paired();
    expect((await part(id, care.shelter)).status).toBe(404);
    expect((await part(id, care.police)).status).toBe(404);
    expect((await part(id, boss)).status, "a supervisor takes apart what colleagues put together").toBe(204);
  });

  it("as one star: nothing is kept with what is set aside itself, and what keeps others is not set aside", async () => {
    const third = await open();
    await paired(first.id, second.id);
    expect((await pair(second.id, third.id)).body.code).toBe("pair-aside");
    expect((await pair(third.id, first.id)).body.code).toBe("pair-keeps");
    expect((await pair(third.id, second.id)).body.code).toBe("pair-already");
    await paired(first.id, third.id);
    const one = await rows("select care.one_person($1)::text as id", third.id);
    expect(one.map(({ id }) => id).sort()).toEqual([first.id, second.id, third.id].sort());
  });

  it("one of two who say it the other way round at once", async () => {
    const said = await Promise.all([
      pair(first.id, second.id),
      pair(second.id, first.id, care.colleague),
      pair(first.id, second.id, care.intake),
    ]);
    expect(said.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });

  it("by these acts alone: no role of the server writes the row, and another agency's role finds none", async () => {
    await paired();
    const client = new pg.Client({ connectionString: care.house.connectionString });
    await client.connect();
    for (const role of ["leeward_member", "leeward_person", "leeward_supervisor", "leeward_clock_worker"]) {
      for (const act of ["delete from", "update", "insert into"]) {
        const rest =
          act === "update" ? "set parted_at = now()" : act === "insert into" ? "default values" : "";
        await client.query(`begin; set local role ${role}`);
        await expect(client.query(`${act} care.case_pair ${rest}`)).rejects.toThrow(/permission denied/);
        await client.query("rollback");
      }
    }
    // Whoever looks, through whatever SQL: the agency that holds both finds the row, and nobody else does.
    const seenBy = async (secret: Uint8Array | null): Promise<number> => {
      await client.query("begin; set local role leeward_member");
      if (secret)
        await client.query("select access.open_member_context($1, 'support')", [Buffer.from(secret)]);
      const { rowCount } = await client.query("select from care.case_pair where kept_case_id = $1", [
        first.id,
      ]);
      await client.query("rollback");
      return rowCount ?? 0;
    };
    expect(await seenBy(care.caseworker.secret)).toBe(1);
    for (const other of [care.shelter, care.shelterSupervisor, care.police, null])
      expect(await seenBy(other?.secret ?? null)).toBe(0);
    for (const call of ["care.one_person(gen_random_uuid())", "access.end_consent(gen_random_uuid())"]) {
      await client.query("begin; set local role leeward_member");
      await expect(client.query(`select ${call}`)).rejects.toThrow(/permission denied/);
      await client.query("rollback");
    }
    await client.end();
  });
});

describe("what a person asks holds for all that are kept together", () => {
  /** Asked with the words of one, reached by a member, seven days later. */
  async function carriedOut(of: Opened, what: string): Promise<void> {
    const asked = await care.request("POST", `/api/my-file/cases/${of.id}/wishes`, {
      as: of.person,
      body: { what },
    });
    const { body } = await care.request("POST", `/api/cases/${of.id}/wishes/${asked.body.id}/reached`, {
      ...{ as: care.caseworker, body: { how: "safe-contact" } },
    });
    await rows(
      "update care.wish set asked_at = asked_at - interval '7 days', ripe_at = ripe_at - interval '7 days' where id = $1",
      asked.body.id,
    );
    const done = await care.request("POST", `/api/my-file/wishes/${asked.body.id}/carry-out`, {
      ...{ as: of.person, body: { number: body.number } },
    });
    expect(done.status, done.text).toBe(200);
  }
  const live = async (of: Opened) =>
    (await rows("select 1 from access.share where case_id = $1 and ended_at is null", of.id)).length;
  const isThere = async (of: Opened) =>
    (await rows("select 1 from access.case_record where id = $1", of.id)).length === 1;

  it.each(["kept", "aside"] as const)(
    "erasing with the words of the one that is %s erases both",
    async (which) => {
      await paired();
      await carriedOut(which === "kept" ? first : second, "erase");
      expect([await isThere(first), await isThere(second)]).toEqual([false, false]);
      const noted = await rows("select case_id from access.erasure where case_id = any ($1)", [
        first.id,
        second.id,
      ]);
      expect(noted, "so that a restored copy erases both again").toHaveLength(2);
    },
  );

  it("but not once they were taken apart", async () => {
    await part(await paired());
    await carriedOut(first, "erase");
    expect([await isThere(first), await isThere(second)]).toEqual([false, true]);
  });

  it("leaving, and stopping all sharing at the desk, ends what is shared of both", async () => {
    await paired();
    await carriedOut(second, "leave");
    expect([await live(first), await live(second)]).toEqual([0, 0]);

    const [third, fourth] = [await open(), await open()];
    await paired(third.id, fourth.id);
    const paused = await care.request("POST", `/api/cases/${third.id}/pause`, { as: care.caseworker });
    expect(paused.status).toBe(200);
    expect([await live(third), await live(fourth)]).toEqual([0, 0]);
  });

  it("pausing with the words of the one ends what that one shares, and tells of no other", async () => {
    await paired();
    await care.request("POST", `/api/my-file/cases/${first.id}/pause`, { as: first.person });
    expect([(await live(first)) > 0, (await live(second)) > 0]).toEqual([false, true]);
  });

  it("neither goes by its age while the other is not closed", async () => {
    await paired();
    await rows("update care.case_file set state = 'closed' where id = $1", first.id);
    const keptFor = async () => (await rows("select care.kept_for($1) as why", first.id))[0].why as string[];
    expect(await keptFor()).toContain("pair");
    await rows("update care.case_file set state = 'closed' where id = $1", second.id);
    expect(await keptFor()).not.toContain("pair");
  });

  it("an erasure of the one alone leaves no trace of it with the other", async () => {
    const id = await paired();
    await rows("select access.erase_case($1)", second.id);
    expect(await rows("select 1 from care.case_pair where id = $1", id)).toEqual([]);
    expect((await get(care.caseworker, `/api/cases/${first.id}`)).body.pairs).toEqual([]);
  });
});

describe("what goes on around them", () => {
  it("whoever takes one of them over learns of no other: they are apart from that moment", async () => {
    const id = await paired();
    await rows("update access.case_record set holder_agency_id = $2 where id = $1", first.id, care.shelterId);
    expect(await rows("select parted_why from care.case_pair where id = $1", id)).toEqual([
      { parted_why: "handed-over" },
    ]);
    expect(await listed(care.caseworker), "with its own holder it stands by itself").toContain(second.id);
    for (const { body } of [
      await get(care.shelter, `/api/cases/${first.id}`),
      await get(care.shelter, `/api/cases/${second.id}`),
    ]) {
      expect(body.pairs).toEqual([]);
      expect(body.keptWith).toBeNull();
    }
    expect((await part(id)).status, "nobody has both any more").toBe(404);
  });

  it("no supervisor looks into a complaint in the one who was at work on the other", async () => {
    const both = await care.house.addMember({
      ...{ agencyId: care.ngoId, name: "Both", roles: ["supervisor", "caseworker"] },
    });
    await care.request("PUT", `/api/cases/${second.id}/sections/needs-and-risk`, {
      ...{ as: both, purpose: "support", match: '"v1"', body: { document: { wants: "Written by Both." } } },
    });
    await paired();
    const asked = await care.request("POST", `/api/my-file/cases/${first.id}/asks`, {
      ...{ as: first.person, body: { kind: "complaint", category: null, text: "Nobody called." } },
    });
    const see = (as: TestMember) =>
      care.request("GET", `/api/asks/${asked.body.id}`, { as, purpose: "oversight" });
    expect((await see(boss)).status).toBe(200);
    expect((await see(both)).status).toBe(404);
  });

  it("side by side, before it is said: what tells two apart, without a look at what is written", async () => {
    const before = await rows("select count(*) from access.access_entry where case_id = any ($1)", [
      [first.id, second.id],
    ]);
    const { body } = await get(care.caseworker, `/api/cases/${first.id}/pairs/${second.id}`);
    expect(body.cases).toMatchObject([
      { id: first.id, hasWords: true, written: ["identity"], held: true },
      { id: second.id, hasWords: true, written: ["identity", "needs-and-risk"] },
    ]);
    expect(
      await rows("select count(*) from access.access_entry where case_id = any ($1)", [
        [first.id, second.id],
      ]),
    ).toEqual(before);
    expect((await get(care.shelter, `/api/cases/${first.id}/pairs/${second.id}`)).body.code).toBe(
      "holder-only",
    );
    expect((await get(care.police, `/api/cases/${first.id}/pairs/${second.id}`)).status).toBe(404);
  });
});
