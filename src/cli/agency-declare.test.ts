import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestHouse, type TestMember, testHouse } from "../core/testing.ts";
import { runLeeward } from "./testing.ts";

let house: TestHouse;
const ids: Record<string, string> = {};
let caseworker: TestMember;
let reader: TestMember;
let told: string;
let narrow: string;

beforeAll(async () => {
  house = await testHouse();
  for (const [name, kind] of [
    ["Open Door", "ngo"],
    ["Harbour", "shelter"],
    ["Ministry", "competent-authority"],
    ["Border", "immigration-enforcement"],
    ["County", "police"],
  ] as const) {
    ids[name] = await house.addAgency({ name, kind, enforcesImmigrationLaw: name === "Border" });
  }
  caseworker = await house.addMember({ agencyId: id("Open Door"), name: "Ines", roles: ["caseworker"] });
  reader = await house.addMember({ agencyId: id("Harbour"), name: "Sofia", roles: ["caseworker"] });
  const parties = [id("Open Door"), id("Harbour")];
  const support = (category: string) => ({ category, purpose: "support" });
  told = await house.addProtocol({
    parties,
    scope: ["identity", "contact", "status", "needs-and-risk"].map(support),
  });
  narrow = await house.addProtocol({ parties, scope: [support("needs-and-risk")] });
});
afterAll(() => house.stop());

const id = (name: string): string => ids[name] ?? "";

const declare = (name: string, ...more: string[]) =>
  runLeeward(["agency", "declare", "--name", name, ...more, "--json"], {
    DATABASE_URL: house.connectionString,
  });

async function declared(name: string, ...more: string[]) {
  const ran = await declare(name, ...more);
  expect(ran.code, ran.err).toBe(0);
  return JSON.parse(ran.out);
}

const rows = async (sql: string, ...values: unknown[]) => (await house.owner.query(sql, values)).rows;

/** As a member in one transaction of the server's own role. */
async function asMember(who: TestMember, sql: string, values: unknown[]) {
  const { owner } = house;
  await owner.query("begin");
  try {
    await owner.query("set local role leeward_member");
    await owner.query("select access.open_member_context($1, 'support')", [Buffer.from(who.secret)]);
    const found = await owner.query(sql, values);
    await owner.query("commit");
    return found.rows;
  } catch (error) {
    await owner.query("rollback");
    throw error;
  }
}

/** A case with a consent, and what is opened on it to the shelter. */
async function openTo(protocolId: string, ...categories: string[]) {
  const [caseId, consentId] = [randomUUID(), randomUUID()];
  await asMember(caseworker, "select access.open_case($1, null)", [caseId]);
  await rows(
    `with given as (
       insert into access.consent (id, case_id, recipient_agency_id, purpose, given_by, statement, given_in_person_to, expires_at)
       values ($1, $2, $3, 'support', 'person', 'yes', $4, now() + interval '90 days') returning id
     ) insert into access.consent_category select id, unnest('{identity,contact,status,needs-and-risk}'::text[]) from given`,
    ...[consentId, caseId, id("Harbour"), caseworker.id],
  );
  for (const category of categories) {
    const key = randomUUID();
    await rows(
      "insert into keys.data_key (id, case_id, category) values ($1, $2, $3)",
      key,
      caseId,
      category,
    );
    await rows("insert into keys.wrap values ($1, $2, 1, '\\x00')", key, id("Harbour"));
    await asMember(
      caseworker,
      "select access.open_share($1, $2, $3, $4, 'support', $5, null, $6, now() + interval '60 days')",
      [randomUUID(), caseId, category, id("Harbour"), consentId, protocolId],
    );
  }
  return { caseId, consentId };
}

const readsOf = async (caseId: string, category: string) =>
  (await asMember(reader, "select access.decide($1, $2) as by", [caseId, category]))[0].by;
const wrapsOf = async (caseId: string) =>
  (
    await rows(
      "select d.category from keys.wrap w join keys.data_key d on d.id = w.data_key_id where d.case_id = $1 and w.agency_id = $2 order by 1",
      ...[caseId, id("Harbour")],
    )
  ).map(({ category }) => category);
const isBound = async (name: string) =>
  (await rows("select immigration_bound as bound from identity.agency where name = $1", name))[0].bound;
const entries = (agency: string) =>
  rows(
    "select kind, content::jsonb ->> 'of' as of from ledger.entry where agency_id = $1 and kind like 'agency.%' order by id",
    id(agency),
  );

const WHO_OR_WHERE = ["identity", "contact", "status"];
const BINDS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  "by a power of its own": [
    ["Harbour", "--enforces-immigration-law"],
    ["Harbour", "--no-longer-enforces-immigration-law", "--article", "Act 9"],
  ],
  "by a duty of its own": [
    ["Harbour", "--passes-on-to", "Border", "--article", "Aliens Act, s. 87"],
    ["Harbour", "--no-longer-passes-on-to", "Border", "--article", "Act 9"],
  ],
  "by a parent": [
    ["Harbour", "--parent", "Border"],
    ["Harbour", "--no-parent"],
  ],
};

for (const [how, [bind = [], free = []]] of Object.entries(BINDS)) {
  it(`ends at once what says who and where to an agency that became bound ${how}; an agreement and a yes are refused then`, async () => {
    await rows("update access.share set ended_at = now(), ended_because = 'expired' where ended_at is null");
    const open = await openTo(told, ...WHO_OR_WHERE, "needs-and-risk");
    const other = await openTo(narrow, "needs-and-risk");
    for (const category of WHO_OR_WHERE) expect(await readsOf(open.caseId, category)).toBe("share");
    expect(await wrapsOf(open.caseId)).toHaveLength(4);
    const [name = "", ...options] = bind;

    const tried = await declared(name, ...options, "--check");
    expect(tried).toMatchObject({ changed: 1, sharesEnded: 4, checkedOnly: true });
    expect([await isBound(name), await readsOf(open.caseId, "contact")], "only looked").toEqual([
      false,
      "share",
    ]);
    const before = await entries("Harbour");

    expect(await declared(name, ...options)).toMatchObject({
      becameBound: [{ name: "Harbour" }],
      sharesEnded: 4,
      checkedOnly: false,
    });
    for (const category of [...WHO_OR_WHERE, "needs-and-risk"]) {
      expect(await readsOf(open.caseId, category), category).toBe(null);
    }
    expect(await wrapsOf(open.caseId), "their wraps go in the same transaction").toEqual([]);
    expect(await readsOf(other.caseId, "needs-and-risk"), "what says neither goes on").toBe("share");
    const ended = await rows(
      "select distinct ended_because from access.share where case_id = $1",
      open.caseId,
    );
    expect(ended).toEqual([{ ended_because: "basis-ended" }]);
    expect((await entries("Harbour")).slice(before.length).map(({ kind }) => kind)).toEqual([
      "agency.declared",
      "agency.bound",
    ]);

    await expect(
      house.addProtocol({
        parties: [id("Open Door"), id("Harbour")],
        scope: [{ category: "contact", purpose: "support" }],
      }),
    ).rejects.toMatchObject({ constraint: "no_immigration_party" });
    await expect(openTo(told, "contact")).rejects.toMatchObject({ constraint: "share_not_live" });
    const yes = await asMember(
      caseworker,
      "select access.record_consent_in_person($1, $2, $3, 'support', '{contact}', 'yes', 'person', null, false, null, now() + interval '9 days') as said",
      [randomUUID(), other.caseId, id("Harbour")],
    );
    expect(yes).toEqual([{ said: "immigration" }]);

    const [freed = "", ...taken] = free;
    expect(await declared(freed, ...taken)).toMatchObject({ noLongerBound: [{ name: "Harbour" }] });
    expect(await readsOf(open.caseId, "contact"), "what ended stays ended").toBe(null);
    expect(await readsOf((await openTo(told, "contact")).caseId, "contact"), "it can be opened anew").toBe(
      "share",
    );
  });
}

it("binds whoever hangs on whom it binds, however many steps away, and tells who; the door is not theirs then", async () => {
  await rows(
    "insert into door.recipients_list (agency_id, version, signed) values ($1, 1, 'a list')",
    id("Harbour"),
  );
  const door = async () => (await rows("select door.find_door() as at"))[0].at;
  expect(await door()).toBe(id("Harbour"));
  await declared("County", "--parent", "Harbour");
  await declared("Harbour", "--passes-on-to", "Ministry", "--article", "Act 1");
  const { becameBound, casesHeld } = await declared(
    "Ministry",
    "--passes-on-to",
    "Border",
    "--article",
    "Act 2",
  );
  expect(becameBound.map(({ name }: { name: string }) => name)).toEqual(["County", "Harbour", "Ministry"]);
  expect(casesHeld).toBe(0);
  expect((await entries("County")).at(-1)).toMatchObject({ kind: "agency.bound" });
  expect(await door(), "a frightened person is not led to them").toBe(null);
  const undone = await declared("Ministry", "--no-longer-passes-on-to", "Border", "--article", "Act 3");
  expect(undone.noLongerBound).toHaveLength(3);
  expect(await door()).toBe(id("Harbour"));
  await declared("Harbour", "--no-longer-passes-on-to", "Ministry", "--article", "Act 3");
});

it("writes nothing twice, and a duty under another article anew", async () => {
  const duty = ["--passes-on-to", "County", "--article"];
  expect((await declared("Ministry", ...duty, "Act 4")).changed).toBe(1);
  expect((await declared("Ministry", ...duty, "Act 4")).changed).toBe(0);
  expect((await declared("Ministry", ...duty, "Act 5")).changed).toBe(1);
  const known = await rows(
    "select legal_basis from identity.agency_duty where agency_id = $1",
    id("Ministry"),
  );
  expect(known).toEqual([{ legal_basis: "Act 5" }]);
});

it("refuses what is contradictory or names nobody, says why, and changes nothing", async () => {
  // County belongs to Harbour by now.
  const refusals: readonly (readonly [code: string, ...words: string[]])[] = [
    ["parent-circle", "Harbour", "--parent", "County"],
    ["parent-circle", "Harbour", "--parent", "Harbour"],
    ["agency-unknown", "Harbor", "--no-parent"],
    ["agency-unknown", "Harbour", "--parent", "Nowhere"],
    ["agency-unknown", "Harbour", "--passes-on-to", "Nowhere", "--article", "Act 6"],
    ["duty-to-itself", "Harbour", "--passes-on-to", "Harbour", "--article", "Act 6"],
    ["duty-unknown", "Harbour", "--no-longer-passes-on-to", "Border", "--article", "Act 6"],
    ["article-missing", "Harbour", "--passes-on-to", "Border"],
    ["article-missing", "Harbour", "--passes-on-to", "Border", "--article", " "],
    ["power-of-its-kind", "Border", "--no-longer-enforces-immigration-law", "--article", "Act 6"],
  ];
  const state = () =>
    rows(
      "select * from identity.agency a left join identity.agency_duty d on d.agency_id = a.id order by a.id",
    );
  const before = await state();
  for (const [code, name = "", ...words] of refusals) {
    const ran = await declare(name, ...words);
    expect(ran.code, words.join(" ")).toBe(1);
    expect(JSON.parse(ran.out || ran.err).error, words.join(" ")).toMatchObject({
      code,
      message: expect.stringContaining("Nothing was changed."),
    });
  }
  for (const words of [
    [],
    ["--article", "Act 6"],
    ["--parent", "County", "--no-parent"],
    ["--enforces-immigration-law", "--no-longer-enforces-immigration-law"],
    ["--second-factor", "perhaps"],
  ]) {
    expect((await declare("Harbour", ...words)).code, words.join(" ")).toBe(2);
  }
  expect(await state()).toEqual(before);
});

it("asks for a second factor from now on: whoever is inside without one signs in again", async () => {
  const open = () =>
    rows(
      "select count(*)::int as n from identity.session where member_id = $1 and ended_at is null",
      reader.id,
    );
  expect(await open()).toEqual([{ n: 1 }]);
  expect((await declared("Harbour", "--second-factor", "required")).changed).toBe(1);
  expect(await open()).toEqual([{ n: 0 }]);
  expect(
    (await rows("select second_factor_required as r from identity.agency where name = 'Harbour'"))[0].r,
  ).toBe(true);
  expect((await entries("Harbour")).at(-1)).toEqual({ kind: "agency.declared", of: "second-factor" });
});
