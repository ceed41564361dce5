import { afterAll, beforeAll, expect, it } from "vitest";
import { compareLogs, type PlatformEntry } from "../../core/keys/holder/compare.ts";
import { examineKeys } from "../../core/keys/holder/examine.ts";
import { listPlatformEntries } from "../../core/keys/holder/states.ts";
import { startTestHolder, type TestHolder, testRounds } from "../../core/keys/holder/testing.ts";
import { registerKeys } from "../../core/keys/index.ts";
import { CONTACT, NEEDS, type TestCare, type TestPerson, testCare } from "./testing.ts";

// Two agencies run key holders of their own; a third has its keys in the server's key file.

let care: TestCare;
let ngo: TestHolder;
let shelter: TestHolder;
let caseId: string;
let person: TestPerson;

beforeAll(async () => {
  care = await testCare();
  registerKeys(care.house.app, care.house.house);
  ngo = await startTestHolder(care.house, care.ngoId);
  shelter = await startTestHolder(care.house, care.shelterId);
  person = await care.addPerson();
  const opened = await care.openCase(person, {
    sections: { contact: CONTACT, "needs-and-risk": NEEDS },
  });
  caseId = opened.id;
});
afterAll(async () => {
  await ngo?.remove();
  await shelter?.remove();
  await care?.stop();
});

const read = (as: TestCare["shelter"], category = "contact", purpose: "support" | "oversight" = "support") =>
  care.request("GET", `/api/cases/${caseId}/sections/${category}`, { as, purpose });
const looks = async () =>
  (
    await care.house.owner.query(
      "select category, member_id, outcome, not_opened, ledger_entry_id from access.access_entry where case_id = $1 order by id desc",
      [caseId],
    )
  ).rows;

it("opens a part through the agency's own key holder, and both sides write down the same", async () => {
  const answer = await read(care.caseworker);
  expect([answer.status, answer.body.document.street]).toEqual([200, CONTACT.street]);
  const [look] = await looks();
  const entry = (await ngo.log()).at(-1);
  expect(entry).toMatchObject({
    kind: "opened",
    act: "read",
    entry: String(look.ledger_entry_id),
    caseId,
    category: "contact",
    memberId: care.caseworker.id,
    purpose: "support",
    clause: "holder",
    agencyKeyVersion: 2,
  });
  expect((await read(care.shelter)).status).toBe(200);
  expect((await shelter.log()).at(-1)).toMatchObject({ clause: "share", memberId: care.shelter.id });
});

it("writes and shares through it, and each key that was asked for has an entry in the ledger", async () => {
  const written = await care.request("PUT", `/api/cases/${caseId}/sections/contact`, {
    as: care.caseworker,
    purpose: "support",
    match: '"v1"',
    body: { document: { ...CONTACT, street: "13 Quay Lane" } },
  });
  expect(written.status).toBe(200);
  const entry = (await ngo.log()).at(-1);
  expect(entry).toMatchObject({ act: "write", memberId: care.caseworker.id, clause: "holder" });
  const { rows } = await care.house.owner.query("select kind from ledger.entry where id = $1", [
    entry?.entry,
  ]);
  expect(rows).toEqual([{ kind: "key.taken" }]);
});

it("holds no private key of such an agency on the server's side once its wraps have moved", async () => {
  const wraps = await care.house.owner.query(
    "select distinct agency_key_version from keys.wrap where agency_id = any($1)",
    [[care.ngoId, care.shelterId]],
  );
  expect(wraps.rows).toEqual([{ agency_key_version: 2 }]);
  expect(await care.house.keyFile.has(care.ngoId, 2)).toBe(false);
});

it("says plainly that a holder is closed, notes that the look was not opened, and lets others work on", async () => {
  await ngo.rule({ closed: true });
  const closed = await read(care.caseworker);
  expect([closed.status, closed.body.code]).toEqual([503, "keys-closed"]);
  expect(closed.body.title).toContain("has closed its key holder");
  expect((await looks())[0]).toMatchObject({
    outcome: "read",
    not_opened: "keys-closed",
    member_id: care.caseworker.id,
  });
  expect((await ngo.log()).at(-1)).toMatchObject({
    kind: "refused",
    why: "closed",
    memberId: care.caseworker.id,
  });
  const written = await care.request("PUT", `/api/cases/${caseId}/sections/contact`, {
    as: care.caseworker,
    purpose: "support",
    match: '"v2"',
    body: { document: CONTACT },
  });
  expect([written.status, written.body.code]).toEqual([503, "keys-closed"]);
  // The shelter's own wrap opens with the shelter's own key.
  expect((await read(care.shelter)).status).toBe(200);
  // What needs no key goes on: the list, the case, who looked, a new case whose keys are new.
  expect(
    (await care.request("GET", `/api/cases/${caseId}`, { as: care.caseworker, purpose: "support" })).status,
  ).toBe(200);
  await care.openCase(await care.addPerson(), { sections: { contact: CONTACT } });
  await ngo.rule({ closed: false });
  expect((await read(care.caseworker)).body.version).toBe(2);
  expect((await looks())[0]).toMatchObject({ outcome: "read", not_opened: null });
});

it("compares its log with the ledger, and finds what a server opens without writing it down", async () => {
  const compare = async () => {
    const platform: PlatformEntry[] = [];
    for await (const entry of listPlatformEntries(care.house.owner, care.ngoId, "2026-01-01"))
      platform.push(entry);
    return compareLogs(await ngo.log(), platform);
  };
  expect((await compare()).differences).toEqual([]);
  expect((await compare()).same).toBeGreaterThan(2);
  // A server that someone has taken opens a wrap with a number that stands for nothing.
  const { rows } = await care.house.owner.query(
    `select d.id, w.sealed from keys.data_key d join keys.wrap w on w.data_key_id = d.id
     where d.case_id = $1 and d.category = 'contact' and w.agency_id = $2`,
    [caseId, care.ngoId],
  );
  const place = {
    dataKeyId: rows[0].id,
    caseId,
    category: "contact",
    agencyId: care.ngoId,
    agencyKeyVersion: 2,
  };
  const opening = {
    act: "read",
    memberId: care.caseworker.id,
    purpose: "support",
    clause: "holder",
  } as const;
  await care.house.keys.unwrap(place, rows[0].sealed, { ...opening, entry: "999999" });
  expect((await compare()).differences).toMatchObject([{ what: "unrecorded", entry: "999999" }]);
});

it("shows the person in My file that such a look was not opened", async () => {
  const { status, body } = await care.request("GET", "/api/my-file", { as: person });
  expect(status).toBe(200);
  const found = body.cases[0].looks.filter((look: { notOpened: string | null }) => look.notOpened !== null);
  expect(found).toMatchObject([{ category: "contact", outcome: "read", notOpened: "keys-closed" }]);
});

it("refuses a member or a purpose that the agency refuses, and nobody else", async () => {
  await ngo.rule({ refusedMembers: [care.caseworker.id] });
  const refused = await read(care.caseworker);
  expect([refused.status, refused.body.code]).toEqual([403, "keys-refused"]);
  expect((await read(care.colleague)).status).toBe(200);
  await ngo.rule({ refusedMembers: [], refusedPurposes: ["support"] });
  expect((await read(care.colleague)).body.code).toBe("keys-refused");
  await ngo.rule({ refusedPurposes: [] });
  expect((await read(care.colleague)).status).toBe(200);
});

it("lets a member open so many parts a minute and no more, and says when to go on", async () => {
  await ngo.rule({ perMemberPerMinute: 3 });
  ngo.clock.now = new Date(ngo.clock.now.getTime() + 3_600_000); // full buckets
  const statuses: number[] = [];
  for (let i = 0; i < 5; i++) statuses.push((await read(care.caseworker)).status);
  expect(statuses).toEqual([200, 200, 200, 429, 429]);
  expect((await read(care.colleague)).status).toBe(200);
  ngo.clock.now = new Date(ngo.clock.now.getTime() + 21_000);
  expect((await read(care.caseworker)).status).toBe(200);
  await ngo.rule({ perMemberPerMinute: 120 });
});

it("does without a holder that is away, and finds it again", async () => {
  await ngo.stop();
  const away = await read(care.caseworker);
  expect([away.status, away.body.code]).toEqual([503, "keys-away"]);
  expect((await looks())[0].not_opened).toBe("keys-away");
  expect((await read(care.shelter)).status).toBe(200);
  await ngo.start();
  await expect.poll(async () => (await read(care.caseworker)).status, { timeout: 60_000 }).toBe(200);
});

it("tells the supervisors at the desk of an alarm and of a closed holder", async () => {
  await ngo.rule({
    alarms: {
      casesPerHour: 1,
      refusalsPerTenMinutes: 30,
      unopenablePerTenMinutes: 2,
      hours: null,
      hook: null,
    },
  });
  const other = await care.openCase(await care.addPerson(), { sections: { contact: CONTACT } });
  await read(care.caseworker);
  await care.request("GET", `/api/cases/${other.id}/sections/contact`, {
    as: care.caseworker,
    purpose: "support",
  });
  expect(ngo.said.at(-1)).toContain(`ALARM many-cases: 2 by member ${care.caseworker.id}`);
  const { rounds, stop } = testRounds(care.house);
  try {
    await rounds.once();
    await ngo.rule({ closed: true });
    await rounds.once();
    const events = await care.house.owner.query(
      "select type from events.domain_event where agency_id = $1 and type like 'holder.%' order by id",
      [care.ngoId],
    );
    expect(events.rows.map(({ type }) => type)).toEqual(["holder.open", "holder.alarmed", "holder.closed"]);
    const alarms = await care.house.owner.query("select rule, member_id, count from keys.holder_alarm");
    const boss = await care.house.addMember({ agencyId: care.ngoId, name: "Boss", roles: ["supervisor"] });
    const own = await care.request("GET", "/api/keys", { as: boss });
    expect(own.body).toMatchObject({
      holder: { state: "closed" },
      keys: [{ version: 1 }, { version: 2, replacedAt: null, wraps: expect.any(Number) }],
      alarms: [{ rule: "many-cases", count: 2, displayName: "Ines" }],
    });
    const others = await care.request("GET", "/api/keys", { as: care.shelterSupervisor });
    expect(others.body).toMatchObject({ holder: { state: "open" }, alarms: [] });
    expect(others.body.keys.length).toBe(2);
    const looked = await examineKeys(care.house.owner, care.house.keyFile, care.house.identity());
    expect(looked.keys).toMatchObject({ ok: true });
    expect(looked.holders.says).toMatch(
      /^2 agencies run their own key holder; closed by the agency itself: /,
    );
    await shelter.stop();
    const without = await examineKeys(care.house.owner, care.house.keyFile, care.house.identity());
    expect(without.holders).toMatchObject({
      ok: false,
      says: expect.stringContaining("no answer at https://127"),
    });
    expect(alarms.rows).toEqual([{ rule: "many-cases", member_id: care.caseworker.id, count: 2 }]);
  } finally {
    await stop();
    await ngo.rule({ closed: false });
  }
});
