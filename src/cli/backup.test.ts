import { mkdir, mkdtemp, readdir, readFile, rm, truncate, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { verifyLog } from "@leeward/ledger/files";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Erasure, readErasures, replayErasures } from "../core/access/erasures.ts";
import { readSecrets } from "../core/config/secrets.ts";
import { emptyDatabase, type TestDatabase } from "../core/db/testing.ts";
import { decryptSection, openWrap } from "../core/keys/index.ts";
import { writeLedger } from "../core/ledger/testing.ts";
import { registerProtocols } from "../core/protocols/index.ts";
import {
  addParty,
  agree,
  ask,
  draftBetween,
  propose,
  sign,
  type TestParty,
} from "../core/protocols/testing.ts";
import { tablesThatHold, testRandom } from "../core/testing.ts";
import { type TestCare, testCare } from "../modules/care/testing.ts";
import { Gathering } from "../modules/directory/flatten.ts";
import { importRecords } from "../modules/directory/index.ts";
import { runCommandLine } from "./leeward.ts";
import { type Ran, runLeeward } from "./testing.ts";

// Passphrases are made slow on purpose, and other work may have the machine.
vi.setConfig({ testTimeout: 60_000 });

const PLACE = { file: "test", row: 1 };

let care: TestCare;
let folder: string;
let dataDir: string;
let backups: string;
let key: string;
const places: TestDatabase[] = [];

beforeAll(async () => {
  care = await testCare();
  registerProtocols(care.house.app, care.house.house);
  folder = await mkdtemp(join(tmpdir(), "leeward-backup-"));
  dataDir = join(folder, "data");
  backups = join(folder, "backups");
  key = join(folder, "key");
  await Promise.all([mkdir(dataDir), mkdir(backups)]);
  await readSecrets(join(dataDir, "secrets.json"), testRandom);
  expect((await leeward("backup", "keygen", key)).code).toBe(0);
});
afterAll(async () => {
  for (const place of places) await place.drop();
  await rm(folder, { recursive: true, force: true });
  await care.stop();
});

const leeward = (...words: string[]): Promise<Ran> =>
  runLeeward(words, { DATABASE_URL: care.house.connectionString, DATA_DIR: dataDir });

const rows = async (text: string, ...values: unknown[]) => (await care.house.owner.query(text, values)).rows;

async function backUp(...more: string[]): Promise<Record<"main" | "wraps", string>> {
  const ran = await leeward("backup", "--to", backups, "--recipient", `${key}.pub`, "--json", ...more);
  expect(ran.err).not.toContain("rror");
  expect(ran.code).toBe(0);
  expect(
    ran.err.trim().split("\n").length,
    "a journal gets a few lines, not one for each table",
  ).toBeLessThan(8);
  const files: { kind: string; file: string }[] = JSON.parse(ran.out).files;
  const of = (wanted: string) => files.find(({ kind }) => kind === wanted)?.file ?? "";
  return { main: of("main"), wraps: of("wraps") };
}

async function restore(
  main: string,
  wraps: string,
  ...more: string[]
): Promise<{ ran: Ran; place: TestDatabase }> {
  const place = await emptyDatabase();
  places.push(place);
  const ran = await runLeeward(["restore", main, "--wraps", wraps, "--identity", key, "--json", ...more], {
    DATABASE_URL: place.connectionString,
    DATA_DIR: dataDir,
  });
  return { ran, place };
}

async function withOwner<T>(place: TestDatabase, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: place.connectionString });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** What an agency can open of a case in a database, with the keys of the house: category to document. */
async function opened(client: Client, caseId: string, agencyId: string): Promise<Record<string, unknown>> {
  const found = await client.query(
    `select s.*, w.agency_key_version, w.sealed from care.section s
     join keys.wrap w on w.data_key_id = s.data_key_id and w.agency_id = $2 where s.case_id = $1`,
    [caseId, agencyId],
  );
  const opener = { act: "read", memberId: care.caseworker.id, purpose: "support", clause: "holder" } as const;
  const documents: Record<string, unknown> = {};
  for (const row of found.rows) {
    const { category, version, data_key_id: dataKeyId, ciphertext } = row;
    const wrap = {
      dataKeyId,
      agencyId,
      agencyKeyVersion: row.agency_key_version,
      sealed: row.sealed,
      entry: "0",
    };
    const { key: dataKey } = await openWrap(care.house.house.keys, caseId, category, wrap, opener);
    const place = { caseId, category, version, dataKeyId };
    documents[category] = JSON.parse(
      Buffer.from(await decryptSection(dataKey, ciphertext, place)).toString(),
    );
  }
  return documents;
}

async function drain(connectionString: string): Promise<void> {
  const { ledgerOrigin, ledgerSeed } = await readSecrets(join(dataDir, "secrets.json"), testRandom);
  const key = { origin: ledgerOrigin, seed: ledgerSeed };
  expect(await writeLedger(connectionString, join(dataDir, "ledger"), key)).toEqual([]);
}

/** A release that was assessed before the main file, and what became of it after: all of it must come back. */
async function arrangeGate() {
  const assess = (until: string) =>
    rows(
      `insert into gate.assessment (id, tool, version, declaration_hash, agency_id, content, signatures, expires_at)
       select gen_random_uuid(), name, version, declaration_hash, $1, '{}', '[]', now() + $2::interval
       from gate.tool where name = 'count-people' returning id`,
      ...[care.ngoId, until],
    );
  const spend = async (epsilon: number) => {
    await rows(
      `with r as (insert into gate.run (tool, version, agency_id, member_id, assessment_id)
         select 'count-people', '1', $1, $2, id from gate.assessment order by signed_at desc limit 1 returning id)
       insert into statistics.spent (run_id, agency_id, epsilon, delta) select id, $1, $3, 1e-6 from r`,
      ...[care.ngoId, care.caseworker.id, epsilon],
    );
  };
  await rows(
    `insert into gate.tool (name, version, kind, purpose, decides, evidence, limits, needs_advice, declaration_hash)
     values ('count-people', '1', 'release', repeat('a', 20), repeat('a', 20), repeat('a', 20), repeat('a', 20), true, sha256('a'))`,
  );
  await assess("90 days");
  await spend(1);
  const [{ id: asked }] = await rows(
    `insert into gate.advice (id, tool, version, agency_id, question, asked_by)
     values (gen_random_uuid(), 'count-people', '1', $1, 'What do you say?', $2) returning id`,
    ...[care.ngoId, care.caseworker.id],
  );
  return {
    goOn: async () => {
      const joined = await care.house.addMember({ agencyId: care.ngoId, name: "New", roles: ["supervisor"] });
      await rows(
        "update gate.advice set stance = 'for', answer = 'We are for it.', answered_by = $1, answered_body = 'Circle', answered_at = now()",
        joined.id,
      );
      const [{ id }] = await assess("1 hour");
      await spend(2.5);
      await rows(
        "update gate.assessment set withdrawn_at = now(), withdrawn_by = $2, withdrawn_because = 'It was wrong.' where id = $1",
        ...[id, joined.id],
      );
    },
    expectRemembered: async (client: Client) => {
      const spent = await client.query("select epsilon from statistics.spent order by at");
      expect(spent.rows.map(({ epsilon }) => epsilon)).toEqual([1, 2.5]);
      const verdict = await client.query("select refusal from gate.judge($1, 'count-people', '1', now())", [
        care.ngoId,
      ]);
      expect(verdict.rows, "not the older one, which still holds").toEqual([{ refusal: "withdrawn" }]);
      // Had the withdrawal come after the wraps file, nothing would run all the same.
      await client.query("begin");
      await client.query(
        "delete from gate.run r using gate.assessment a where a.id = r.assessment_id and a.withdrawn_at is not null",
      );
      await client.query("delete from gate.assessment where withdrawn_at is not null");
      const forgotten = await client.query("select refusal from gate.judge($1, 'count-people', '1', now())", [
        care.ngoId,
      ]);
      expect(forgotten.rows).toEqual([{ refusal: "restored" }]);
      await client.query("rollback");
      const ends = await client.query(
        "select expires_at - signed_at < interval '2 hours' as soon from gate.assessment order by signed_at",
      );
      expect(ends.rows).toEqual([{ soon: false }, { soon: true }]);
      const answered = await client.query("select id, stance from gate.advice");
      expect(answered.rows).toEqual([{ id: asked, stance: "for" }]);
    },
  };
}

describe("backup, erase, restore", () => {
  it("brings everything back but what was erased, withdrawn or deleted since; the log goes on and verifies", async () => {
    const erased = await care.openCase(await care.addPerson());
    const withdrawn = await care.openCase(await care.addPerson());
    const kept = await care.openCase(await care.addPerson());
    for (const { id } of [erased, withdrawn, kept]) {
      const url = `/api/cases/${id}/sections/contact`;
      const looked = await care.request("GET", url, { as: care.caseworker, purpose: "support" });
      expect(looked.status).toBe(200);
    }
    const heard = await care.request("POST", `/api/cases/${kept.id}/wishes`, {
      as: care.caseworker,
      body: { what: "erase" },
    });
    const leaver = await care.addPerson();
    await care.addYes(leaver, ["contact"]);
    await drain(care.house.connectionString);
    await rows(
      `insert into identity.passkey (member_id, credential_id, public_key, sign_count, name, rp_id, backed_up)
       select $1, gen_random_bytes(20), '', n, 'key ' || n, 'house.test', false from generate_series(1, 2) n`,
      care.colleague.id,
    );
    await rows(
      "insert into access.guardianship (case_id, words_address, starts_at) select $1, address, now() from identity.words limit 1",
      kept.id,
    );
    await rows("insert into identity.member_role values ($1, 'decision-maker')", care.colleague.id);
    // Suspended for almost a year when the main file is made; what is due goes before the wraps file is.
    const [old] = await rows(
      `insert into identity.member (agency_id, email, display_name, password_hash, status, suspended_at)
       select agency_id, 'old@harbour.example', 'Old Name', 'old-hash', 'suspended', now() - interval '364 days'
       from identity.member where id = $1 returning id`,
      care.colleague.id,
    );
    await rows(
      "insert into identity.member_key (member_id, reading_key, signing_key, wrapped) values ($1, gen_random_bytes(32), gen_random_bytes(32), 'old-locked')",
      old.id,
    );
    const released = await arrangeGate();
    const { main } = await backUp();

    await released.goOn();
    await rows("delete from identity.passkey where name = 'key 1'");
    await rows("update identity.passkey set suspended_at = now(), sign_count = 9");
    await rows("update access.guardianship set ended_at = now()");
    await rows("delete from identity.member_role where role = 'decision-maker'");
    await rows(
      "update identity.member set training_valid_until = '2020-01-01' where id = $1",
      care.colleague.id,
    );
    await rows("update identity.member set suspended_at = now() - interval '366 days' where id = $1", old.id);
    await rows("select retention.keep(false)");
    await rows("select access.erase_case($1)", erased.id);
    const stop = `/api/cases/${kept.id}/wishes/${heard.body.id}/stop`;
    expect((await care.request("POST", stop, { as: care.colleague })).status).toBe(204);
    await rows("delete from identity.member_role where member_id = $1", care.nurse.id);
    await rows("update access.consent set withdrawn_at = now() where case_id = $1", withdrawn.id);
    await rows("select access.end_dead_shares()");
    const later = await care.openCase(await care.addPerson());
    await rows(
      "delete from door.mailbox m using identity.words w where w.address = m.address and not exists (select from door.offer o where o.mailbox = m.address and o.case_id is not null)",
    );
    await drain(care.house.connectionString);
    const { wraps } = await backUp("--wraps-only");
    const evenLater = await care.openCase(await care.addPerson());
    await drain(care.house.connectionString);

    const { ran, place } = await restore(main, wraps);
    expect(ran.err).not.toContain("    at ");
    expect(ran.code).toBe(0);
    const said = JSON.parse(ran.out);
    expect(said).toMatchObject({ erasedAgain: 1, ledger: { found: 0 } });
    expect(said.ledger.lost, "of the case that was opened after the wraps file").toBeGreaterThan(3);
    await withOwner(place, async (client) => {
      expect(await tablesThatHold(client, erased.id)).toEqual(["access.erasure"]);
      for (const gone of [later.id, evenLater.id]) expect(await tablesThatHold(client, gone)).toEqual([]);
      expect(Object.keys(await opened(client, kept.id, care.ngoId)).sort()).toEqual([
        "contact",
        "needs-and-risk",
      ]);
      expect(Object.keys(await opened(client, kept.id, care.shelterId))).toHaveLength(2);
      expect(await opened(client, kept.id, care.ngoId)).toEqual(
        await opened(care.house.owner, kept.id, care.ngoId),
      );
      expect(Object.keys(await opened(client, withdrawn.id, care.ngoId))).toHaveLength(2);
      expect(await opened(client, withdrawn.id, care.shelterId)).toEqual({});
      const shares = await client.query("select ended_because from access.share where case_id = $1", [
        withdrawn.id,
      ]);
      expect(shares.rows.map((row) => row.ended_because)).toEqual(["basis-ended", "basis-ended"]);
      const wish = await client.query(
        "select w.ended_how, p.outcome from care.wish w join proposals.proposal p on p.id = w.id where w.id = $1",
        [heard.body.id],
      );
      expect(wish.rows, "nobody can carry out what was stopped").toEqual([
        { ended_how: "stopped", outcome: "overtaken" },
      ]);
      const roles = await client.query("select from identity.member_role where member_id = $1", [
        care.nurse.id,
      ]);
      expect(roles.rowCount, "a role that was taken away").toBe(0);
      expect((await client.query("select from door.mailbox")).rowCount).toBe(
        (await rows("select from door.mailbox")).length - 2,
      );
      const looks = await client.query("select case_id from access.access_entry order by id");
      expect(looks.rows.map((row) => row.case_id)).toEqual([withdrawn.id, kept.id]);
      const keys = await client.query(
        "select name, sign_count, suspended_at is not null as stopped from identity.passkey",
      );
      expect(keys.rows, "a passkey that was removed or stopped stays so").toEqual([
        { name: "key 2", sign_count: "9", stopped: true },
      ]);
      const ended = await client.query("select ended_at is not null as over from access.guardianship");
      expect(ended.rows).toEqual([{ over: true }]);
      expect(
        (await client.query("select from identity.member_role where role = 'decision-maker'")).rowCount,
      ).toBe(0);
      const trained = await client.query(
        "select training_valid_until::text as until from identity.member where id = $1",
        [care.colleague.id],
      );
      expect(trained.rows).toEqual([{ until: "2020-01-01" }]);
      expect(await tablesThatHold(client, "old@harbour.example"), "an address that had gone").toEqual([]);
      const [forgotten] = (
        await client.query(
          "select m.password_hash, k.wrapped = '' as no_key from identity.member m join identity.member_key k on k.member_id = m.id where m.id = $1",
          [old.id],
        )
      ).rows;
      expect(forgotten).toEqual({ password_hash: "-", no_key: true });
      await released.expectRemembered(client);
      expect((await client.query("select from identity.session")).rowCount, "nobody is signed in").toBe(0);
      const next = await client.query("select ledger.record('backup.made', '{}', null, null) as id");
      expect(Number(next.rows[0].id)).toBeGreaterThan(
        Number(
          (await client.query("select max(id) from ledger.entry where id <> $1", [next.rows[0].id])).rows[0]
            .max,
        ),
      );
    });
    await drain(place.connectionString);
    const report = await verifyLog(join(dataDir, "ledger"));
    expect(report).toMatchObject({ ok: true, fault: null });
  }, 240_000);

  it("erases again what was only noted outside the database: at a restore, and in an older copy that just starts", async () => {
    const [noted, copied] = [
      await care.openCase(await care.addPerson()),
      await care.openCase(await care.addPerson()),
    ];
    let isOver = false;
    const busy = (async () => {
      while (!isOver) await care.openCase(await care.addPerson());
    })();
    const { main, wraps } = await backUp().finally(() => {
      isOver = true;
    });
    await busy; // cases were opened meanwhile: the files show one moment, or the restore would meet broken references
    const notes = join(folder, "noted.jsonl");
    const line = ({ caseId, at }: Erasure) => `${JSON.stringify({ caseId, at })}\n`;
    await writeFile(notes, `${line({ caseId: noted.id, at: new Date().toISOString() })}{"caseId":"cut sho`);
    expect(await readErasures(notes)).toHaveLength(1);
    const { ran, place } = await restore(main, wraps, "--erasures", notes);
    expect(ran.code, ran.err).toBe(0);
    await withOwner(place, async (client) => {
      expect(await tablesThatHold(client, noted.id)).toEqual(["access.erasure"]);
      expect(await tablesThatHold(client, copied.id)).not.toEqual([]);
    });
    await writeFile(notes, line({ caseId: copied.id, at: new Date().toISOString() }));
    const told: string[] = [];
    expect(await replayErasures(place.connectionString, notes, (text) => told.push(text))).toBe(1);
    expect(told.join()).toContain("older copy");
    expect(await replayErasures(place.connectionString, notes, () => {})).toBe(0);
    await withOwner(place, async (client) =>
      expect(await tablesThatHold(client, copied.id)).toEqual(["access.erasure"]),
    );
  });
});

describe("what closed something since the main file", () => {
  it("closes it still: stolen words rest, a no counts, a power and a duty bind, a stand-in is none any more", async () => {
    const about = await care.addPerson();
    const { id } = await care.openCase(about);
    const duty = await care.house.addAgency({ name: "Works inspection", kind: "labour-inspectorate" });
    const below = await care.house.addAgency({ name: "Its county office", kind: "labour-inspectorate" });
    const orphan = await care.house.addAgency({ name: "Another office", kind: "labour-inspectorate" });
    await rows(
      `insert into care.words_reset (id, case_id, person_id, met_by, met_how, confirmed_by, known_how, opens_at, ends_at, why)
       select gen_random_uuid(), $1, r.person_id, $2, 'in-person', $3, 'in-person', now() + interval '25 hours', now() + interval '15 days', 'stolen'
       from access.case_record r where r.id = $1`,
      ...[id, care.caseworker.id, care.colleague.id],
    );
    // Of another file: new words that were made since, after a no and a third who stood for them.
    const { id: renewed } = await care.openCase(await care.addPerson());
    await rows(
      `insert into care.words_reset (id, case_id, person_id, met_by, met_how, confirmed_by, known_how, confirmed_at, opens_at, ends_at, why)
       select gen_random_uuid(), $1, r.person_id, $2, 'in-person', $3, 'in-person', now() - interval '3 days', now() - interval '2 days',
         now() + interval '9 days', 'stolen' from access.case_record r where r.id = $1`,
      ...[renewed, care.caseworker.id, care.colleague.id],
    );
    await rows("insert into door.stand_in values ($1, $2, 24)", care.ngoId, care.shelterId);
    await rows(
      "update access.consent set signature = null, given_in_person_to = $2, recorded_by_agency_id = $3 where case_id = $1",
      ...[id, care.caseworker.id, care.ngoId],
    );
    const agreement = await care.house.addProtocol({
      parties: [care.ngoId, care.shelterId],
      scope: [{ category: "health", purpose: "support" }],
    });
    const { main } = await backUp();

    await rows(
      "update identity.words set rests_until = now() + interval '15 days' where person_id = (select person_id from access.case_record where id = $1)",
      id,
    );
    await rows(
      "update care.words_reset set said_no_at = now(), ends_at = now() + interval '7 days' where case_id = $1",
      id,
    );
    await rows(
      `update care.words_reset set said_no_at = now() - interval '1 hour', third_at = now(), third_by = $2, ended_at = now(), ended_how = 'done',
         new_address = gen_random_bytes(16) where case_id = $1`,
      ...[renewed, care.nurse.id],
    );
    await rows("update access.consent set withdrawn_at = now(), disputed_at = now() where case_id = $1", id);
    await rows("update access.share set expires_at = now() + interval '1 hour' where case_id = $1", id);
    await rows(
      "update identity.agency set enforces_immigration_law = true, second_factor_required = true where id = $1",
      care.policeId,
    );
    await rows("insert into identity.agency_duty values ($1, $2, 'Act 7')", duty, care.policeId);
    await rows("update identity.agency set parent_id = $2 where id = $1", below, duty);
    const later = await care.house.addAgency({ name: "Added since", kind: "labour-inspectorate" });
    await rows("update identity.agency set parent_id = $2 where id = $1", orphan, later);
    await rows("delete from door.stand_in");
    await rows("update access.protocol set status = 'suspended' where id = $1", agreement);
    await rows(
      "insert into access.protocol_change (protocol_id, kind, agency_id, reason) values ($1, 'suspended', $2, 'A device was lost.')",
      ...[agreement, care.shelterId],
    );
    const { wraps } = await backUp("--wraps-only");

    const { ran, place } = await restore(main, wraps);
    expect(ran.code, ran.err).toBe(0);
    await withOwner(place, async (client) => {
      const found = await client.query(
        `select (select count(*)::int from identity.words w join access.case_record r on r.person_id = w.person_id
             where r.id = $1 and w.rests_until > now() + interval '14 days') as resting,
           (select said_no_at is not null and ends_at < now() + interval '8 days' from care.words_reset where case_id = $1) as said_no,
           (select ended_how from care.words_reset where case_id = $4) as renewed,
           (select bool_and(disputed_at is not null) from access.consent where case_id = $1) as disputed,
           (select max(expires_at) < now() + interval '2 hours' from access.share where case_id = $1) as cut,
           (select bool_and(immigration_bound) and count(*) = 3 from identity.agency where id in ($2, $3, $6)) as bound,
           (select parent_id from identity.agency where id = $7) as parent,
           (select second_factor_required from identity.agency where id = $3) as strict,
           (select count(*)::int from door.stand_in) as stand_ins,
           (select status from access.protocol where id = $5) as agreement,
           -- Parties lift a suspension by what is newer than its row: without one nobody ever could.
           (select array_agg(reason) from access.protocol_change where protocol_id = $5 and kind = 'suspended') as because`,
        [id, duty, care.policeId, renewed, agreement, below, orphan],
      );
      expect(found.rows).toEqual([
        {
          ...{ resting: 1, said_no: true, renewed: "done", disputed: true, cut: true },
          ...{ bound: true, parent: null, strict: true, stand_ins: 0 },
          agreement: "suspended",
          because: ["Suspended after the backup was made; the reason is not known here any more."],
        },
      ]);
    });
  });
});

describe("an agreement that was settled since", () => {
  it("comes back suspended where it was changed, and waits for signatures where it came into force", async () => {
    const house = care.house;
    const parties = [
      await addParty(house, { name: "Harbour", kind: "shelter" }),
      await addParty(house, { name: "Quay", kind: "ngo" }),
    ] as const;
    const [harbour, quay] = parties;
    const narrower = draftBetween(parties, { scope: [{ purpose: "support", category: "contact" }] });
    const proposed = async (protocolId: string | null) =>
      (await propose(house, harbour.first, narrower, protocolId)).body;
    const signed = async (party: TestParty, at: { id: string; version: number }) =>
      expect((await sign(house, party, at)).status).toBe(201);
    const suspend = async (id: string) => {
      const reason = { reason: "A device was lost." };
      expect((await ask(house, quay.first, "POST", `/api/protocols/${id}/suspension`, reason)).status).toBe(
        204,
      );
    };

    const [changed, half, same] = [
      await agree(house, parties),
      await agree(house, parties),
      await agree(house, parties),
    ];
    const second = await proposed(half);
    const [made, stopped] = [await proposed(null), await proposed(null)];
    for (const at of [second, made, stopped]) await signed(harbour, at);
    const { main } = await backUp();

    const whole = await proposed(changed);
    await signed(harbour, whole);
    for (const at of [whole, second, made, stopped]) await signed(quay, at);
    await suspend(half);
    await suspend(stopped.id);
    const { wraps } = await backUp("--wraps-only");

    const { ran, place } = await restore(main, wraps);
    expect(ran.code, ran.err).toBe(0);
    await withOwner(place, async (client) => {
      const found = await client.query(
        `select p.status, p.terms_version as terms, (select count(*)::int from access.protocol_scope s where s.protocol_id = p.id) as scope,
           (select array_agg(c.reason) from access.protocol_change c where c.protocol_id = p.id and c.reason is not null) as why,
           (select array_agg(v.status order by v.version) from access.protocol_version v where v.protocol_id = p.id) as versions
         from access.protocol p where p.id = any ($1::uuid[]) order by array_position($1::uuid[], p.id)`,
        [[changed, half, made.id, stopped.id, same]],
      );
      const before = "Changed after the backup was made: what stands here is from before the change.";
      const twice = "Suspended after it came into force, and both after the backup was made.";
      expect(found.rows).toEqual([
        { status: "suspended", terms: 1, scope: 2, why: [before], versions: ["adopted"] },
        { status: "suspended", terms: 1, scope: 2, why: [before], versions: ["adopted", "proposed"] },
        { status: "proposed", terms: null, scope: 1, why: null, versions: ["proposed"] },
        { status: "ended", terms: null, scope: 1, why: [twice], versions: ["withdrawn"] },
        { status: "in-force", terms: 1, scope: 2, why: null, versions: ["adopted"] },
      ]);
    });
  });
});

describe("a place that was hidden since", () => {
  it("stays hidden when an older main file is brought back with newer wraps", async () => {
    const editor = await care.house.addMember({
      agencyId: care.caseworker.agencyId,
      name: "Registrar",
      roles: ["supervisor"],
    });
    const bring = async (tier: string) => {
      const gathered = new Gathering();
      const id = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;
      const address = { id: id(3), address_1: "7 Rosewood Lane", city: "Northport", state_province: "Coast" };
      const location = {
        ...{ id: id(2), location_type: "physical", leeward_confidentiality: tier },
        addresses: [{ ...address, postal_code: "R9X", country: "XX", address_type: "physical" }],
      };
      const visits = [{ id: id(4), location }];
      gathered.add(
        "service",
        { id: id(1), name: "Night", status: "active", service_at_locations: visits },
        PLACE,
      );
      expect(gathered.refused).toEqual([]);
      await importRecords(care.house.house, editor.secret, gathered, {});
    };
    await bring("public");
    const older = await backUp();
    await bring("hidden");
    const newer = await backUp();
    const { ran, place } = await restore(older.main, newer.wraps);
    expect(ran.code, ran.err).toBe(0);
    await withOwner(place, async (client) => {
      expect(await tablesThatHold(client, "Rosewood")).toEqual(["directory.record"]);
    });
  });
});

describe("a backup that is not whole", () => {
  let files: Record<"main" | "wraps", string>;
  beforeAll(async () => {
    files = await backUp();
  });

  it("is read to its end by `backup verify`, with the key and without", async () => {
    for (const file of Object.values(files)) {
      expect(await leeward("backup", "verify", file, "--json")).toMatchObject({ code: 0 });
      const inside = await leeward("backup", "verify", file, "--identity", key, "--json");
      expect(JSON.parse(inside.out)).toMatchObject({ ok: true, opened: true });
    }
  });

  it("is refused when a bit of it is another, when its end is missing, or when it is sealed to another key", async () => {
    const bytes = await readFile(files.main);
    const changed = join(folder, "leeward-main-20200101T000000000Z.age");
    for (const at of [10, Math.floor(bytes.length / 2), bytes.length - 1]) {
      const other = Buffer.from(bytes);
      other[at] = (other[at] ?? 0) ^ 1;
      await writeFile(changed, other);
      const ran = await leeward("backup", "verify", changed, "--identity", key);
      expect([ran.code, ran.err.includes("    at ")], `byte ${at}: ${ran.err}`).toEqual([1, false]);
    }
    for (const length of [bytes.length - 1, bytes.length - 70_000, 100, 0]) {
      await writeFile(changed, bytes);
      await truncate(changed, Math.max(0, length));
      expect((await leeward("backup", "verify", changed, "--identity", key)).code, `${length} bytes`).toBe(1);
    }
    await writeFile(`${changed}.sha256`, (await readFile(`${files.main}.sha256`, "utf8")).toString());
    expect((await leeward("backup", "verify", changed)).err).toMatch(/not as it was written/);
    const stranger = join(folder, "stranger");
    await leeward("backup", "keygen", stranger);
    expect((await leeward("backup", "verify", files.main, "--identity", stranger)).err).toMatch(
      /another key/,
    );
  });

  it("leaves nothing when it is stopped", async () => {
    const before = (await readdir(backups)).sort();
    const ending = new AbortController();
    ending.abort();
    const ran = await runLeeward(
      ["backup", "--to", backups, "--recipient", `${key}.pub`],
      { DATABASE_URL: care.house.connectionString, DATA_DIR: dataDir },
      ending.signal,
    );
    expect([ran.code, ran.err]).toEqual([1, expect.stringContaining("Stopped; no file was left.")]);
    expect((await readdir(backups)).sort()).toEqual(before);
  });

  it("leaves nothing when it is stopped in the middle, and neither does a restore", async () => {
    // Ctrl-C comes in the very moment in which the command says which part it is at.
    const stoppedAt = async (words: string[], database: string, part: string): Promise<string> => {
      const ending = new AbortController();
      let said = "";
      const err = new Writable({
        write: (chunk, _encoding, done) => {
          said += String(chunk);
          if (said.includes(part)) ending.abort();
          done();
        },
      });
      const env = { DATABASE_URL: database, DATA_DIR: dataDir };
      Object.assign(err, { isTTY: true });
      const io = { out: err, err, stdin: process.stdin, env, cwd: "/", signal: ending.signal };
      expect(await runCommandLine(words, io)).toBe(1);
      return said;
    };
    const before = (await readdir(backups)).sort();
    const noted = (await rows("select from installation.backup")).length;
    for (const part of ["main: care.section", "wraps: keys.wrap"]) {
      const words = ["backup", "--to", backups, "--recipient", `${key}.pub`];
      const said = await stoppedAt(words, care.house.connectionString, part);
      expect(said).toContain("Stopped");
      const left = (await readdir(backups)).filter((name) => !before.includes(name));
      // A main file that was finished before is whole, and says so; nothing half stands beside it.
      expect(left.filter((name) => name.includes("partial") || name.includes("wraps"))).toEqual([]);
      if (part.startsWith("main")) expect(left).toEqual([]);
      for (const name of left) await rm(join(backups, name));
    }
    expect((await rows("select from installation.backup")).length).toBe(noted);

    const place = await emptyDatabase();
    places.push(place);
    const words = ["restore", files.main, "--wraps", files.wraps, "--identity", key];
    for (const part of ["wraps: keys.wrap", "main: care.section"]) {
      expect(await stoppedAt(words, place.connectionString, part)).toContain("as empty as before");
      await withOwner(place, async (client) => {
        for (const table of ["access.case_record", "identity.agency", "keys.wrap", "installation.mark"]) {
          expect((await client.query(`select from ${table}`)).rowCount, table).toBe(0);
        }
      });
    }
  });

  it("is not brought back over a house, nor with wraps that are older, nor after a stop; then it can be begun again", async () => {
    const { ran } = await restore(files.main, files.wraps);
    expect(ran.code, ran.err).toBe(0);
    const full = await leeward("restore", files.main, "--wraps", files.wraps, "--identity", key);
    expect([full.code, full.err]).toEqual([1, expect.stringContaining("holds a test installation already")]);
    const newer = await backUp();
    const older = await restore(newer.main, files.wraps);
    expect([older.ran.code, older.ran.err]).toEqual([1, expect.stringContaining("before the main file")]);

    const place = await emptyDatabase();
    places.push(place);
    const ending = new AbortController();
    ending.abort();
    const words = ["restore", newer.main, "--wraps", newer.wraps, "--identity", key];
    const env = { DATABASE_URL: place.connectionString, DATA_DIR: dataDir };
    expect((await runLeeward(words, env, ending.signal)).err).toContain("as empty as before");
    const again = await runLeeward(words, env);
    expect(again.code, again.err).toBe(0);
  });

  it("does not begin without secrets.json, which is in no backup", async () => {
    const place = await emptyDatabase();
    places.push(place);
    const ran = await runLeeward(["restore", files.main, "--identity", key], {
      DATABASE_URL: place.connectionString,
      DATA_DIR: join(folder, "elsewhere"),
    });
    expect([ran.code, ran.err]).toEqual([1, expect.stringContaining("secrets.json is not there")]);
  });

  it("goes on with new secrets where the old ones are lost: a second factor that nobody can open is forgotten, no other", async () => {
    const setFactor = (sealed: Buffer | null) =>
      rows("update identity.member set second_factor_sealed = $1 where id = $2", sealed, care.caseworker.id);
    await setFactor(Buffer.from("sealed under what was lost"));
    const { main, wraps } = await backUp();
    await setFactor(null);
    const ways: readonly (readonly [string, number])[] = [
      [join(folder, "lost"), 0],
      [dataDir, 1],
    ];
    for (const [place, kept] of ways) {
      const database = await emptyDatabase();
      places.push(database);
      const ran = await runLeeward(["restore", main, "--wraps", wraps, "--identity", key, "--new-secrets"], {
        DATABASE_URL: database.connectionString,
        DATA_DIR: place,
      });
      expect(ran.code, ran.err).toBe(0);
      expect(ran.out.includes("ledger succeed --lost-secrets"), place).toBe(kept === 0);
      const looked = await runLeeward(["doctor", "--json"], {
        DATABASE_URL: database.connectionString,
        DATA_DIR: place,
      });
      const ledger = JSON.parse(looked.out).checks.find((one: { name: string }) => one.name === "ledger");
      expect(ledger.says.includes("ledger succeed --lost-secrets"), ledger.says).toBe(kept === 0);
      const found = await withOwner(database, (client) =>
        client.query("select from identity.member where second_factor_sealed is not null"),
      );
      expect(found.rowCount, place).toBe(kept);
    }
  });
});

describe("a plain owner, who is no superuser", () => {
  it("brings a backup back; where the roles are another owner's it is told first, with what mends that", async () => {
    await care.openCase(await care.addPerson());
    const { main, wraps } = await backUp();
    const place = await emptyDatabase();
    const plain = `plain_${testRandom(4).join("")}`;
    const name = new URL(place.connectionString.replace("postgresql:///", "postgresql://x/")).pathname.slice(
      1,
    );
    await rows(`create role ${plain} login createrole`);
    try {
      await rows(`alter database ${name} owner to ${plain}`);
      const bring = (dir: string) =>
        runLeeward(["restore", main, "--wraps", wraps, "--identity", key, "--json"], {
          DATABASE_URL: place.connectionString.replace("user=postgres", `user=${plain}`),
          DATA_DIR: dir,
        });
      const refused = await bring(dataDir);
      expect(refused.code).toBe(1);
      const { error } = JSON.parse(refused.out);
      expect(error.code).toBe("roles-of-another");
      const [mends] = /grant leeward_\S.* with admin option/.exec(error.message) ?? [];
      await rows(String(mends).replaceAll("”", ""));
      const brought = await bring(dataDir);
      expect(brought.code, brought.err).toBe(0);
      const cases = await withOwner(place, (client) => client.query("select from access.case_record"));
      expect(cases.rowCount).toBeGreaterThan(0);
    } finally {
      await place.drop();
      await rows(`drop owned by ${plain} cascade`);
      await rows(`drop role ${plain}`);
    }
  }, 60_000);
});

describe("backup prune", () => {
  it("deletes what is past 35 days, says so, and never the newest of a kind", async () => {
    const old = await mkdtemp(join(folder, "old-"));
    const day = (n: number) => new Date(Date.now() - n * 86_400_000).toISOString().replaceAll(/[-:.]/g, "");
    const names = [
      `leeward-main-${day(80)}.age`,
      `leeward-main-${day(36)}.age`,
      `leeward-wraps-${day(36)}.age`,
      `leeward-wraps-${day(34)}.age`,
      "something-else",
    ];
    for (const name of names) await writeFile(join(old, name), "-");
    const partial = `leeward-main-${day(2)}.age.partial`;
    await writeFile(join(old, partial), "-");
    await utimes(join(old, partial), new Date(0), new Date(0));
    const gone = [names[0], names[2], partial];
    const dry = await leeward("backup", "prune", "--in", old, "--dry-run", "--json");
    expect(JSON.parse(dry.out).deleted.sort()).toEqual(gone.sort());
    expect(await readdir(old)).toHaveLength(6);
    await leeward("backup", "prune", "--in", old);
    expect((await readdir(old)).sort()).toEqual([names[1], names[3], names[4]].sort());
  });
});
