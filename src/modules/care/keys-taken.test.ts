import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { compareLogs, type Difference, type PlatformEntry } from "../../core/keys/holder/compare.ts";
import { rotateKeys } from "../../core/keys/holder/folder.ts";
import { listPlatformEntries } from "../../core/keys/holder/states.ts";
import { startTestHolder, type TestHolder, testRounds } from "../../core/keys/holder/testing.ts";
import { KeyHolderError, type KeyHolders } from "../../core/keys/index.ts";
import type { TestMember } from "../../core/testing.ts";
import { CONTACT, type TestCare, testCare } from "./testing.ts";

// What can happen while an agency's key holder is asked for a key to write under: that it is taken is on record, and the
// transaction that uses it has not begun.

let care: TestCare;
let ngo: TestHolder;
let caseId: string;
let consentId: string;
/** Runs around each question to the key holder that is the caseworker's; those of others go straight there. */
let around: (ask: () => Promise<unknown>) => Promise<unknown>;
let asked: number;
const until = new Date(Date.now() + 3_600_000).toISOString();

beforeAll(async () => {
  care = await testCare();
  const { keys } = care.house;
  const unwrap = keys.unwrap.bind(keys);
  keys.unwrap = async (place, sealed, opening) => {
    const ask = () => unwrap(place, sealed, opening);
    if (opening.memberId !== care.caseworker.id) return ask();
    asked++;
    return (await around(ask)) as Awaited<ReturnType<KeyHolders["unwrap"]>>;
  };
});
beforeEach(async () => {
  asked = 0;
  around = (ask) => ask();
  const person = await care.addPerson();
  caseId = (await care.openCase(person, { sections: { contact: CONTACT } })).id;
  consentId = (await query("select id from access.consent where case_id = $1", caseId))[0]?.id;
});
afterAll(async () => {
  await ngo?.remove();
  await care?.stop();
});

const query = async (text: string, ...values: unknown[]) => (await care.house.owner.query(text, values)).rows;
const save = (street: string, basedOn: number, as: TestMember = care.caseworker) =>
  care.request("PUT", `/api/cases/${caseId}/sections/contact`, {
    ...{ as, purpose: "support", match: `"v${basedOn}"` },
    body: { document: { ...CONTACT, street } },
  });
const endShare = async () => {
  const [share] = await query(
    "select id from access.share where case_id = $1 and category = 'contact' and ended_at is null",
    caseId,
  );
  return care.request("DELETE", `/api/cases/${caseId}/shares/${share?.id}`, { as: care.colleague });
};
const share = (key: string = randomUUID()) =>
  care.request("POST", `/api/cases/${caseId}/shares`, {
    ...{ as: care.caseworker, purpose: "support", key },
    body: {
      ...{ category: "contact", agencyId: care.shelterId, purpose: "support", consentId },
      ...{ protocolId: care.protocolId, until },
    },
  });
/** What the agency finds when it holds its holder's log against the ledger. */
const differences = async (): Promise<Difference[]> => {
  const platform: PlatformEntry[] = [];
  for await (const entry of listPlatformEntries(care.house.owner, care.ngoId, "2026-01-01"))
    platform.push(entry);
  return [...compareLogs(await ngo.log(), platform).differences];
};
const versions = () =>
  query(
    `select version, data_key_id as key, is_conflict as conflict from care.section where case_id = $1 and category = 'contact' order by 1`,
    caseId,
  );
const shelterReads = () =>
  care.request("GET", `/api/cases/${caseId}/sections/contact`, { as: care.shelter, purpose: "support" });
/** Transactions of the server's and the worker's logins, without those that ask this. */
const openTransactions = () =>
  query(
    `select usename, query from pg_stat_activity
     where datname = current_database() and usename in ('leeward_server', 'leeward_worker') and xact_start is not null`,
  );

it("runs a save once, in one transaction, where the server's key file has the agency's keys", async () => {
  const { db } = care.house.house as { db: { transaction: TestCare["house"]["house"]["db"]["transaction"] } };
  const { transaction } = db;
  const roles: string[] = [];
  db.transaction = (role, work) => {
    roles.push(role);
    return transaction(role, work);
  };
  try {
    expect((await save("13 Quay Lane", 1)).status).toBe(200);
    expect(roles).toEqual(["leeward_member"]);
  } finally {
    db.transaction = transaction;
  }
  ngo = await startTestHolder(care.house, care.ngoId);
  const { rounds, stop } = testRounds(care.house);
  await rounds.once();
  await stop();
});

// Kills: a holder that is asked inside of a transaction.
it("waits for a slow key holder with no transaction open, to save, to share and to change keys", async () => {
  const open: unknown[] = [];
  around = async (ask) => {
    open.push(...(await openTransactions()));
    return ask();
  };
  expect((await save("13 Quay Lane", 1)).status).toBe(200);
  await endShare();
  expect((await share()).status).toBe(201);
  expect([asked, open]).toEqual([2, []]);
  expect((await shelterReads()).body.document.street).toBe("13 Quay Lane");

  const { rounds, keys, stop } = testRounds(care.house);
  const rewrap = keys.rewrap.bind(keys);
  let moved = 0;
  keys.rewrap = async (...question) => {
    moved++;
    open.push(...(await openTransactions()));
    return rewrap(...question);
  };
  try {
    await rotateKeys(ngo.folder, undefined, new Date());
    expect(await rounds.once()).toBe(moved);
    expect(moved).toBeGreaterThan(0);
    expect(open).toEqual([]);
  } finally {
    await stop();
  }
  expect(await differences()).toEqual([]);
});

// Kills: a key that is taken in the transaction that uses it.
it("leaves an entry on both sides where the server dies as soon as the holder has answered, and nothing half done", async () => {
  around = async (ask) => {
    await ask();
    throw new Error("the server is gone");
  };
  const before = await versions();
  expect((await save("13 Quay Lane", 1)).status).toBe(500);
  expect(await versions()).toEqual(before);
  await endShare();
  const shares = "select id, ended_at is null as live from access.share where case_id = $1 order by id";
  const sharesBefore = await query(shares, caseId);
  const key = randomUUID();
  expect((await share(key)).status).toBe(500);
  expect(await query(shares, caseId)).toEqual(sharesBefore);
  expect(await differences()).toEqual([]);
  // Who asks again with the same key is not told of what was not done.
  around = (ask) => ask();
  expect((await share(key)).status).toBe(201);
  expect((await shelterReads()).status).toBe(200);
});

it("leaves an entry on the server's side alone where it dies before the holder is asked", async () => {
  around = async () => {
    throw new Error("the server is gone");
  };
  expect((await save("13 Quay Lane", 1)).status).toBe(500);
  expect(await differences()).toMatchObject([{ what: "unseen" }]);
  await query("delete from ledger.entry where kind = 'key.taken' and case_id = $1", caseId);
});

it("notes of a key that was taken and that the holder did not open, that it was not", async () => {
  for (const code of ["keys-away", "keys-limit"] as const) {
    around = async () => {
      throw new KeyHolderError(code);
    };
    expect((await save("13 Quay Lane", 1)).body.code).toBe(code);
  }
  expect(await differences()).toEqual([]);
  const noted = await query(
    `select n.content::jsonb ->> 'why' as why, t.kind from ledger.entry n join ledger.entry t on t.id = (n.content::jsonb ->> 'entry')::bigint
     where n.kind = 'section.not-opened' and n.case_id = $1 order by n.id`,
    caseId,
  );
  expect(noted).toEqual([
    { why: "keys-away", kind: "key.taken" },
    { why: "keys-limit", kind: "key.taken" },
  ]);
  expect((await versions()).length).toBe(1);
});

// Kills: a key that is used although it is the part's no more.
it("saves under a new key where a share ended meanwhile, and the agency that is out has no wrap of that", async () => {
  around = async (ask) => {
    const key = await ask();
    expect((await endShare()).status).toBe(204);
    return key;
  };
  expect((await save("13 Quay Lane", 1)).status).toBe(200);
  const [first, second] = await versions();
  expect(second?.key).not.toBe(first?.key);
  expect(await query("select agency_id from keys.wrap where data_key_id = $1", second?.key)).toEqual([
    { agency_id: care.ngoId },
  ]);
  expect([asked, (await shelterReads()).status]).toEqual([1, 403]);
  expect(await differences()).toEqual([]);
});

it("asks again where a colleague wrote under another key meanwhile, and keeps both texts", async () => {
  around = async (ask) => {
    const key = await ask();
    if (asked > 1) return key;
    await endShare();
    expect((await save("14 Quay Lane", 1, care.colleague)).status).toBe(200);
    return key;
  };
  const answer = await save("13 Quay Lane", 1);
  expect([answer.status, answer.body.code, asked]).toEqual([409, "section-conflict", 2]);
  const [first, second, third] = await versions();
  expect([second?.conflict, third?.conflict]).toEqual([false, true]);
  expect(second?.key).not.toBe(first?.key);
  expect(third?.key).toBe(second?.key);
  expect(await differences()).toEqual([]);
});

it("gives up plainly where the key is another one each time, with nothing kept", async () => {
  around = async (ask) => {
    const key = await ask();
    await query(
      "update keys.data_key set closed_at = now() where case_id = $1 and category = 'contact' and closed_at is null",
      caseId,
    );
    await save(`${asked} Quay Lane`, (await versions()).length, care.colleague);
    return key;
  };
  const answer = await save("13 Quay Lane", 1);
  expect([answer.status, answer.body.code, asked]).toEqual([503, "keys-moved", 14]);
  const written = await query(
    "select distinct written_by from care.section where case_id = $1 and version > 1",
    caseId,
  );
  expect(written).toEqual([{ written_by: care.colleague.id }]);
  expect(await differences()).toEqual([]);
});

// Kills: a right that is judged where the key is taken, and not where it is used.
it("refuses where the right to write or to share was lost meanwhile", async () => {
  const roles = (text: string) => query(text, care.caseworker.id);
  around = async (ask) => {
    const key = await ask();
    await roles("delete from identity.member_role where member_id = $1");
    return key;
  };
  const refused = await save("13 Quay Lane", 1);
  expect([refused.status, refused.body.code]).toEqual([403, "section-closed"]);
  expect((await versions()).length).toBe(1);
  await roles("insert into identity.member_role (member_id, role) values ($1, 'caseworker')");

  await endShare();
  around = async (ask) => {
    const key = await ask();
    await query("update access.consent set withdrawn_at = now() where id = $1", consentId);
    return key;
  };
  const unshared = await share();
  expect([unshared.status, unshared.body.code]).toEqual([409, "share-not-live"]);
  expect(
    await query(
      "select 1 from access.share where case_id = $1 and category = 'contact' and ended_at is null",
      caseId,
    ),
  ).toEqual([]);
  expect(
    await query(
      "select 1 from keys.wrap w join keys.data_key d on d.id = w.data_key_id where d.case_id = $1 and w.agency_id = $2 and d.category = 'contact'",
      caseId,
      care.shelterId,
    ),
  ).toEqual([]);
  expect(await differences()).toEqual([]);
});

it("asks nobody twice for a share that is asked for twice", async () => {
  await endShare();
  await save("13 Quay Lane", 1, care.colleague); // a new key, so that the holder is needed
  const key = randomUUID();
  const first = await share(key);
  const second = await share(key);
  expect([first.status, second.body.id, asked]).toEqual([201, first.body.id, 1]);
});

it("needs a retired key again where a worker moved a wrap under it late", async () => {
  const state = () =>
    query(
      "select version, retired_at is not null as retired from keys.agency_key where agency_id = $1 and version in (2, 3) order by 1",
      care.ngoId,
    );
  const { rounds, stop } = testRounds(care.house);
  await rotateKeys(ngo.folder, undefined, new Date());
  await rounds.once();
  await rounds.once();
  expect(await state()).toMatchObject([{ retired: true }, { retired: true }]);
  await query(
    "update keys.wrap set agency_key_version = 2 where agency_id = $1 and data_key_id = (select min(data_key_id::text)::uuid from keys.wrap where agency_id = $1)",
    care.ngoId,
  );
  expect(
    await query(
      "select keys.replace_wrap(data_key_id, agency_id, 2, 3, sealed) as moved from keys.wrap where agency_id = $1 and agency_key_version = 2",
      care.ngoId,
    ),
  ).toEqual([{ moved: true }]);
  expect(await state()).toMatchObject([{ version: 2 }, { version: 3, retired: false }]);
  await stop();
});
