import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Ran, runLeeward } from "./cli/testing.ts";
import { readSecrets } from "./core/config/secrets.ts";
import { emptyDatabase } from "./core/db/testing.ts";
import { derivePasswordSecrets, wrapMemberKeys } from "./core/identity/member-keys.ts";
import { argon2id } from "./core/identity/words/argon2-node.ts";
import { fromBase32 } from "./core/keys/index.ts";
import { registerLeaving } from "./core/leaving/index.ts";
import { writeLedger } from "./core/ledger/testing.ts";
import { registerProposals } from "./core/proposals/index.ts";
import { type TestHouse, type TestMember, tablesThatHold, testHouse, testRandom } from "./core/testing.ts";
import { registerCare } from "./modules/care/index.ts";
import { openTestDoor, someoneWrites, type TestDoor, type TestVisitor } from "./modules/door/testing.ts";

// Passphrases are made slow on purpose, and other work may have the machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const CONTACT = { channel: "text-message", codeWord: 'marigold, "quoted"', street: "12 Quay Lane" };
const CONTACT_BEFORE = { channel: "call", codeWord: "thistle" };
const NEEDS = { wants: "To sleep without the light.", risks: ["debt"] };
const IDENTITY = { firstName: "Selam" };
const OURS = { codeWord: "heron", street: "4 Mill Road" };

let house: TestHouse;
let door: TestDoor;
let folder: string;
let second: TestMember;
let worker: TestMember;
let shelter: TestMember;
let clinic: TestMember;
let outsider: TestMember;
let police: TestMember;
let agreementOfTwo: string;
let agreementOfThree: string;
/** Held by the agency that leaves: handed over, and erased. Held by the shelter: open to it until it leaves. */
const cases = { goes: randomUUID(), erased: randomUUID(), shelters: randomUUID() };
let visitor: TestVisitor;

const rows = async (text: string, ...values: unknown[]) => (await house.owner.query(text, values)).rows;
const leeward = (...words: string[]): Promise<Ran> =>
  runLeeward(words, { DATABASE_URL: house.connectionString, DATA_DIR: house.house.config.dataDir });

async function ask(
  method: "GET" | "POST" | "PUT",
  url: string,
  as: TestMember,
  body?: unknown,
  match?: string,
) {
  const answer = await house.app.inject({
    method,
    url,
    headers: {
      ...as.headers("support"),
      ...(method === "POST" && { "idempotency-key": randomUUID() }),
      ...(match && { "if-match": match }),
    },
    ...(body === undefined ? {} : { payload: body as object }),
  });
  return { status: answer.statusCode, body: answer.body.startsWith("{") ? answer.json() : answer.body };
}

async function addCase(id: string, holder: TestMember, alias: string, sections: Record<string, object>) {
  const [{ id: personId }] = await rows("insert into identity.person default values returning id");
  await rows(
    "insert into access.case_record (id, holder_agency_id, person_id) values ($1, $2, $3)",
    ...[id, holder.agencyId, personId],
  );
  await rows(
    "insert into care.case_file (id, alias, state, lead_member_id) values ($1, $2, 'early-support', $3)",
    ...[id, alias, holder.id],
  );
  for (const [category, document] of Object.entries(sections)) await write(id, category, document, holder, 0);
}

async function write(id: string, category: string, document: object, as: TestMember, onto: number) {
  const url = `/api/cases/${id}/sections/${category}`;
  const written = await ask("PUT", url, as, { document }, `"v${onto}"`);
  expect(written.status, JSON.stringify(written.body)).toBe(200);
}

async function share(id: string, from: TestMember, to: TestMember, protocolId: string, categories: string[]) {
  const [{ id: consentId }] = await rows(
    `insert into access.consent (case_id, recipient_agency_id, purpose, given_by, statement, given_in_person_to, expires_at)
     values ($1, $2, 'support', 'person', 'yes', $3, now() + interval '30 days') returning id`,
    ...[id, to.agencyId, from.id],
  );
  for (const category of categories) {
    await rows("insert into access.consent_category values ($1, $2)", consentId, category);
  }
  for (const category of categories) {
    const until = new Date(Date.now() + 20 * 86_400_000).toISOString();
    const body = { category, agencyId: to.agencyId, purpose: "support", consentId, protocolId, until };
    const shared = await ask("POST", `/api/cases/${id}/shares`, from, body);
    expect(shared.status, JSON.stringify(shared.body)).toBe(201);
  }
}

beforeAll(async () => {
  house = await testHouse();
  folder = await mkdtemp(join(tmpdir(), "leeward-leaving-"));
  registerCare(house.app, house.house);
  registerProposals(house.app, house.house);
  registerLeaving(house.app, house.house);
  door = await openTestDoor(house);
  const at = (agencyId: string, name: string, role: string) =>
    house.addMember({ agencyId, name, roles: [role] });
  second = await at(door.agencyId, "Sara", "supervisor");
  worker = await at(door.agencyId, "Ines", "caseworker");
  shelter = await at(await house.addAgency({ name: "Harbour", kind: "shelter" }), "Sofia", "caseworker");
  clinic = await at(await house.addAgency({ name: "Clinic", kind: "health" }), "Cleo", "caseworker");
  outsider = await at(await house.addAgency({ name: "Far Shore", kind: "ngo" }), "Otto", "caseworker");
  police = await at(await house.addAgency({ name: "Police", kind: "police" }), "Keller", "investigator");
  const scope = ["contact", "needs-and-risk"].map((category) => ({ category, purpose: "support" }));
  agreementOfTwo = await house.addProtocol({ parties: [door.agencyId, clinic.agencyId], scope });
  agreementOfThree = await house.addProtocol({
    parties: [door.agencyId, shelter.agencyId, clinic.agencyId],
    scope,
  });
  await addCase(cases.goes, worker, "Curlew 127", {
    contact: CONTACT_BEFORE,
    "needs-and-risk": NEEDS,
    identity: IDENTITY,
  });
  await write(cases.goes, "contact", CONTACT, worker, 1);
  await addCase(cases.erased, worker, "Plover 8", { contact: { codeWord: "to be forgotten" } });
  await addCase(cases.shelters, shelter, "Heron 3", { contact: OURS });
  await share(cases.goes, worker, shelter, agreementOfThree, ["contact", "needs-and-risk"]);
  await share(cases.goes, worker, clinic, agreementOfTwo, ["needs-and-risk"]);
  await share(cases.shelters, shelter, worker, agreementOfThree, ["contact"]);
  await share(cases.shelters, shelter, clinic, agreementOfThree, ["contact"]);
  visitor = await someoneWrites(door, "Can someone help me?");
  await rows(
    "update identity.words set person_id = (select person_id from access.case_record where id = $1) where address = $2",
    ...[cases.goes, Buffer.from(fromBase32(visitor.address, 16))],
  );
});
afterAll(async () => {
  await house.stop();
  await rm(folder, { recursive: true, force: true });
});

const PASSWORD = "a long passphrase for Leila";

/** So that the member's keys open with a password, as they do for everyone who signs in. */
async function givePassword(member: TestMember): Promise<void> {
  const { wrapKey } = await derivePasswordSecrets({ email: member.email, password: PASSWORD }, argon2id);
  const wrapped = Buffer.from(await wrapMemberKeys(member.keys, wrapKey, member.id, testRandom));
  await rows("update identity.member_key set wrapped = $2 where member_id = $1", member.id, wrapped);
}

const offer = (id: string, to: TestMember, basis = "person-agreed") =>
  ask("PUT", `/api/cases/${id}/hand-over`, worker, { agencyId: to.agencyId, basis });

async function look(): Promise<Record<string, number>> {
  const ran = await leeward("agency", "leaving", "--agency", "Open Door", "--json");
  expect(ran.code, ran.err).toBe(0);
  const parts: { name: string; number: number }[] = JSON.parse(ran.out).parts;
  return Object.fromEntries(parts.map(({ name, number }) => [name, number]));
}

async function proposeLeaving(): Promise<{ id: string; hash: string }> {
  const proposed = await ask("POST", "/api/leaving", door.supervisor);
  expect(proposed.status, JSON.stringify(proposed.body)).toBe(201);
  const [{ hash }] = await rows(
    "select encode(content_hash, 'hex') as hash from proposals.proposal where id = $1",
    proposed.body.id,
  );
  return { id: proposed.body.id, hash };
}

const confirm = (proposal: { id: string; hash: string }, as: TestMember) =>
  ask("POST", `/api/proposals/${proposal.id}/confirm`, as, { hash: proposal.hash });

/** Everything that says how the agency stands, for a comparison. */
const standing = () =>
  rows(
    `select (select json_agg(s order by s.id) from access.share s) as shares, (select json_agg(o order by o.id) from door.offer o) as offers,
       (select json_agg(p order by p.id) from access.protocol p) as agreements,
       (select json_agg(k order by k.agency_id, k.version) from keys.agency_key k) as keys,
       (select json_agg(s order by s.id) from identity.session s) as sessions,
       (select json_agg(a order by a.id) from identity.agency a) as agencies,
       (select json_agg(p order by p.id) from proposals.proposal p) as proposals,
       (select count(*) from keys.wrap) as wraps, (select count(*) from ledger.entry) as entries`,
  );

/** Confirms in a process of its own, as the server's login would, and says when it holds its breath. */
async function confirmElsewhere(proposal: {
  id: string;
  hash: string;
}): Promise<{ kill(): void; ended: Promise<unknown> }> {
  const script = `
    import { Client } from "pg";
    const client = new Client({ connectionString: process.env.HOUSE, application_name: "leaving-elsewhere" });
    await client.connect();
    await client.query("begin; set local role leeward_supervisor");
    await client.query("select access.open_member_context($1, null)", [Buffer.from(process.env.SECRET, "hex")]);
    await client.query("select proposals.confirm($1, $2, null)", [process.env.PROPOSAL, Buffer.from(process.env.HASH, "hex")]);
    await client.query("commit");`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    cwd: join(import.meta.dirname, ".."),
    stdio: "inherit",
    env: {
      ...process.env,
      HOUSE: house.connectionString.replace("user=postgres", "user=leeward_server"),
      SECRET: Buffer.from(second.secret).toString("hex"),
      ...{ PROPOSAL: proposal.id, HASH: proposal.hash },
    },
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  return { kill: () => child.kill("SIGKILL"), ended };
}

const waitFor = async (what: string, text: string): Promise<void> => {
  await expect
    .poll(async () => (await rows(text)).length, { timeout: 40_000, message: what })
    .toBeGreaterThan(0);
};

describe("an agency that leaves", () => {
  let export1: string;
  let export2: string;
  let mainBefore: string;
  let key: string;

  async function backUp(...more: string[]): Promise<string> {
    const ran = await leeward("backup", "--to", folder, "--recipient", `${key}.pub`, "--json", ...more);
    expect(ran.code, ran.err).toBe(0);
    return JSON.parse(ran.out).files[0].file;
  }

  it("cannot leave while it holds a case or someone waits for an answer; one alone cannot decide it", async () => {
    expect(await look()).toEqual({
      ...{ cases: 2, letters: 1, offers: 0, shares: 1, orders: 0, agreements: 1, keys: 1 },
      ...{ conversations: 1, members: 4 },
    });
    expect((await ask("GET", "/api/leaving", door.supervisor)).body.parts).toHaveLength(9);
    expect((await ask("GET", "/api/leaving", worker)).status).toBe(403);
    expect((await ask("POST", "/api/leaving", worker)).status).toBe(403);
    const proposal = await proposeLeaving();
    expect((await confirm(proposal, door.supervisor)).body.code).toBe("proposal-own");
    expect((await confirm(proposal, second)).body.code).toBe("proposal-not-yet");
    await rows(
      "update proposals.proposal set ripe_at = now() - interval '1 minute', proposed_at = now() - interval '2 days' where kind = 'agency.leaving'",
    );
    expect((await confirm(proposal, worker)).status).toBe(404);
    expect((await confirm(proposal, second)).body.code).toBe("proposal-impossible");
    expect((await rows("select status from identity.agency where id = $1", door.agencyId))[0].status).toBe(
      "active",
    );
    await rows("delete from proposals.proposal where kind = 'agency.leaving'");
  });

  it("hands a case to an agency that works on it and accepts, and to no other", async () => {
    expect((await offer(cases.goes, outsider)).body.code).toBe("hand-over-not-shared");
    expect((await offer(cases.goes, police)).body.code).toBe("hand-over-recipient");
    expect((await offer(cases.goes, worker)).body.code).toBe("hand-over-recipient");
    expect((await offer(cases.goes, shelter, "legal-order")).body.code).toBe("hand-over-no-order");
    expect(
      (
        await ask("PUT", `/api/cases/${cases.goes}/hand-over`, shelter, {
          agencyId: clinic.agencyId,
          basis: "person-agreed",
        })
      ).status,
    ).toBe(404);
    expect(
      (
        await ask("PUT", `/api/cases/${cases.goes}/hand-over`, second, {
          agencyId: shelter.agencyId,
          basis: "person-agreed",
        })
      ).body.code,
    ).toBe("hand-over-role");
    expect((await offer(cases.goes, shelter)).status).toBe(204);
    expect((await offer(cases.goes, shelter)).status, "the same wish twice").toBe(204);
    expect((await offer(cases.goes, clinic)).body.code).toBe("hand-over-waits");
    const [{ id }] = (await ask("GET", "/api/hand-overs", shelter)).body.handOvers;
    expect((await ask("GET", "/api/hand-overs", clinic)).body.handOvers).toEqual([]);
    expect((await ask("POST", `/api/hand-overs/${id}/accept`, clinic)).status).toBe(404);
    // What it can take is what it takes before: its file of now.
    key = join(folder, "key");
    await leeward("backup", "keygen", key);
    export1 = await exported();
    expect((await ask("POST", `/api/hand-overs/${id}/accept`, shelter)).status).toBe(204);
    expect((await ask("POST", `/api/hand-overs/${id}/accept`, shelter)).status, "the same wish twice").toBe(
      204,
    );
    expect(
      (await rows("select holder_agency_id from access.case_record where id = $1", cases.goes))[0]
        .holder_agency_id,
    ).toBe(shelter.agencyId);
    expect(
      (await rows("select lead_member_id from care.case_file where id = $1", cases.goes))[0].lead_member_id,
    ).toBeNull();
    const ended = await rows(
      "select a.name, s.category, s.ended_because from access.share s join identity.agency a on a.id = s.agency_id where s.case_id = $1 order by 1, 2",
      cases.goes,
    );
    expect(ended).toEqual([
      { name: "Clinic", category: "needs-and-risk", ended_because: "basis-ended" }, // its agreement was with who held the case
      { name: "Harbour", category: "contact", ended_because: "became-holder" },
      { name: "Harbour", category: "needs-and-risk", ended_because: "became-holder" },
    ]);
    await write(cases.goes, "contact", { codeWord: "written by the next holder" }, shelter, 2);
    const later = await rows(
      "select w.agency_id from care.section s join keys.wrap w on w.data_key_id = s.data_key_id where s.case_id = $1 and s.category = 'contact' and s.version = 3",
      cases.goes,
    );
    expect(later, "no key of the former holder is on what came after").toEqual([
      { agency_id: shelter.agencyId },
    ]);
  });

  async function exported(): Promise<string> {
    const ledgerKey = { origin: "house.test/log", seed: Buffer.alloc(32, 7) };
    const ledger = join(house.house.config.dataDir, "ledger");
    expect(await writeLedger(house.connectionString, ledger, ledgerKey)).toEqual([]);
    const ran = await leeward(
      "agency",
      "export",
      "--agency",
      "Open Door",
      "--to",
      folder,
      "--recipient",
      `${key}.pub`,
      "--json",
    );
    expect(ran.code, ran.err).toBe(0);
    return JSON.parse(ran.out).file;
  }

  it("leaves in one moment: killed half-way nothing has happened, and then it can be confirmed", async () => {
    await rows("select access.erase_case($1)", cases.erased);
    await door.answer(door.intake, visitor.address, { text: "We can. Are you safe now?", language: "en" });
    await givePassword(door.intake);
    export2 = await exported();
    mainBefore = await backUp();
    const proposal = await proposeLeaving();
    await rows(
      "update proposals.proposal set ripe_at = now() - interval '1 minute', proposed_at = now() - interval '2 days' where kind = 'agency.leaving'",
    );
    const before = await standing();

    // The keys' row is held, so that leaving stops after it has ended shares and agreements, and before it ends sessions.
    const other = new Client({ connectionString: house.connectionString });
    await other.connect();
    await other.query("begin");
    await other.query("select from keys.agency_key where agency_id = $1 for update", [door.agencyId]);
    const elsewhere = await confirmElsewhere(proposal);
    await waitFor(
      "it waits for the keys",
      "select from pg_stat_activity where application_name = 'leaving-elsewhere' and wait_event_type = 'Lock'",
    );
    elsewhere.kill();
    await elsewhere.ended;
    await other.end();
    await expect
      .poll(
        async () =>
          (await rows("select from pg_stat_activity where application_name = 'leaving-elsewhere'")).length,
        { timeout: 40_000 },
      )
      .toBe(0);
    expect(await standing()).toEqual(before);

    expect((await confirm(proposal, second)).status).toBe(204);
    const [agency] = await rows(
      "select status, left_at is not null as dated from identity.agency where id = $1",
      door.agencyId,
    );
    expect(agency).toEqual({ status: "left", dated: true });
    const [told] = await rows(
      "select content::jsonb -> 'ended' as ended from ledger.entry where kind = 'agency.left'",
    );
    expect(told.ended).toEqual({
      offers: 0,
      shares: 1,
      orders: 0,
      agreements: 1,
      keys: 1,
      conversations: 1,
      members: 4,
    });
  });

  it("has nobody left who reads anything, and all others read exactly what is theirs", async () => {
    // Expected by hand: who, which part of which case, what they are answered.
    const table: [string, TestMember, string, string, number][] = [
      ["worker who led it", worker, cases.goes, "contact", 401],
      ["intake worker", door.intake, cases.goes, "contact", 401],
      ["supervisor", door.supervisor, cases.goes, "contact", 401],
      ["worker, what was shared with them", worker, cases.shelters, "contact", 401],
      ["the next holder", shelter, cases.goes, "contact", 200],
      ["the next holder", shelter, cases.goes, "needs-and-risk", 200],
      ["the next holder, what was never opened to it", shelter, cases.goes, "identity", 409],
      ["the shelter's own case", shelter, cases.shelters, "contact", 200],
      ["the clinic, under the agreement of three", clinic, cases.shelters, "contact", 200],
      ["the clinic, whose agreement was with the one who left", clinic, cases.goes, "needs-and-risk", 403],
      ["an outsider", outsider, cases.goes, "contact", 404],
      ["the police", police, cases.shelters, "contact", 404],
    ];
    for (const [who, member, id, category, status] of table) {
      const answer = await ask("GET", `/api/cases/${id}/sections/${category}`, member);
      expect(answer.status, `${who}: ${category} ${JSON.stringify(answer.body)}`).toBe(status);
    }
    expect(
      (await ask("GET", `/api/cases/${cases.shelters}/sections/contact`, shelter)).body.document,
    ).toEqual(OURS);
    for (const member of [worker, door.intake, door.supervisor, second]) {
      for (const url of ["/api/cases", "/api/me", "/api/inbox", "/api/hand-overs", "/api/proposals"]) {
        expect((await ask("GET", url, member)).status, url).toBe(401);
      }
    }
    expect(
      (
        await rows(
          "select distinct d.case_id from keys.wrap w join keys.data_key d on d.id = w.data_key_id where w.agency_id = $1",
          door.agencyId,
        )
      ).map((row) => row.case_id),
      "for 35 days",
    ).toEqual([cases.goes]);
    expect(await tablesThatHold(house.owner, cases.erased)).toEqual(["access.erasure"]);
    expect(
      (
        await rows("select status from access.protocol where id = any ($1) order by status", [
          agreementOfTwo,
          agreementOfThree,
        ])
      ).map((row) => row.status),
    ).toEqual(["ended", "in-force"]);
  });

  it("is told of to the person, in their own file", async () => {
    const [file] = (await visitor.file()).cases;
    expect(file?.holder.name).toBe("Harbour");
    expect(file?.handOvers).toMatchObject([
      { from: { name: "Open Door" }, to: { name: "Harbour" }, basis: "person-agreed" },
    ]);
    const looks = file?.looks.filter(
      ({ category, outcome }) => category === "identity" && outcome === "read",
    );
    expect(looks?.map(({ agency, notOpened }) => [agency?.name, notOpened])).toEqual([["Harbour", "no-key"]]);
  });

  it("has left in a restored copy too, whose main file was made before", async () => {
    const wraps = await backUp("--wraps-only");
    const place = await emptyDatabase();
    const dataDir = join(folder, "restored");
    await mkdir(dataDir);
    await readSecrets(join(dataDir, "secrets.json"), testRandom);
    const ran = await runLeeward(["restore", mainBefore, "--wraps", wraps, "--identity", key], {
      DATABASE_URL: place.connectionString,
      DATA_DIR: dataDir,
    });
    expect(ran.code, ran.err).toBe(0);
    const copy = new Client({ connectionString: place.connectionString });
    await copy.connect();
    const found = async (text: string) => (await copy.query(text, [door.agencyId])).rows;
    expect(
      await found("select status, left_at is not null as dated from identity.agency where id = $1"),
    ).toEqual([{ status: "left", dated: true }]);
    expect(await found("select from keys.agency_key where agency_id = $1 and replaced_at is null")).toEqual(
      [],
    );
    expect(await found("select from access.share where agency_id = $1 and ended_at is null")).toEqual([]);
    expect(await found("select from access.case_record where holder_agency_id = $1")).toEqual([]);
    const open = await found(
      "select from keys.wrap w join keys.data_key d on d.id = w.data_key_id join access.case_record r on r.id = d.case_id where w.agency_id = $1 and r.id = '" +
        `${cases.shelters}'`,
    );
    expect(open, "no key of what was shared with it").toEqual([]);
    await copy.end();
    await place.drop();
  });

  it("takes nothing new: no letter, share, member, case or way back", async () => {
    expect(await visitor.read()).toEqual(["Can someone help me?", "We can. Are you safe now?"]);
    expect(await visitor.write("Are you there?")).toBe("agency-left");
    await expect(someoneWrites(door, "Hello")).rejects.toThrow();
    const [{ id: consentId }] = await rows(
      "select id from access.consent where case_id = $1 and recipient_agency_id = $2",
      cases.shelters,
      door.agencyId,
    );
    const body = {
      category: "contact",
      agencyId: door.agencyId,
      purpose: "support",
      consentId,
      protocolId: agreementOfThree,
      until: new Date(Date.now() + 86_400_000).toISOString(),
    };
    expect((await ask("POST", `/api/cases/${cases.shelters}/shares`, shelter, body)).status).toBe(409);
    for (const text of [
      `insert into access.case_record (holder_agency_id, person_id) select '${door.agencyId}', id from identity.person`,
      `update access.case_record set holder_agency_id = '${door.agencyId}'`,
      `insert into identity.invitation (agency_id, email, roles, token_hash, expires_at) values ('${door.agencyId}', 'x@y.test', '{caseworker}', 'x', now())`,
      `select identity.set_agency_status('${door.agencyId}', 'active')`,
      `update identity.agency set status = 'active', left_at = null where id = '${door.agencyId}'`,
    ]) {
      await expect(house.owner.query(text), text).rejects.toMatchObject({ constraint: "agency_left" });
    }
    expect((await leeward("agency", "leaving", "--agency", "Open Door")).out).toContain("left at");
  });

  it("opens what it took offline, with its own key alone, and it is what was there", async () => {
    const to = join(folder, "opened");
    // No address of the house, and its data elsewhere.
    const offline = { LEEWARD_PASSWORD: PASSWORD, DATA_DIR: join(folder, "nowhere") };
    const words = [
      "agency",
      "open",
      export2,
      "--identity",
      key,
      "--as",
      door.intake.email,
      "--to",
      to,
      "--json",
    ];
    const ran = await runLeeward(words, offline);
    expect(ran.code, ran.err).toBe(0);
    const report = JSON.parse(ran.out);
    expect(report).toMatchObject({
      cases: 1,
      sections: 4,
      conversations: 1,
      letters: { opened: 2, closed: 0 },
      ledger: { wrong: [], isWitnessed: false, unplaced: 0 },
    });
    expect(report.ledger.proven).toBe(
      (
        await rows(
          "select from ledger.entry where agency_id = $1 and kind <> 'agency.exported' and id < (select id from ledger.entry where kind = 'proposal.made' order by id desc limit 1)",
          door.agencyId,
        )
      ).length + 1,
    );
    const [file] = await readdir(join(to, "cases"));
    const taken = JSON.parse(await readFile(join(to, "cases", file ?? ""), "utf8"));
    expect(taken).toMatchObject({ id: cases.goes, alias: "Curlew 127", state: "early-support" });
    const documents = Object.fromEntries(
      Object.entries(taken.sections as Record<string, { document: unknown }[]>).map(
        ([category, versions]) => [category, versions.map(({ document }) => document)],
      ),
    );
    expect(documents).toEqual({
      contact: [CONTACT_BEFORE, CONTACT],
      "needs-and-risk": [NEEDS],
      identity: [IDENTITY],
    });
    const [row] = parse(await readFile(join(to, "cases.csv"), "utf8"), { columns: true }) as Record<
      string,
      string
    >[];
    expect(row).toMatchObject({ cas_Status: "Active", prs_FirstName: "Selam" });
    const letters = JSON.parse(await readFile(join(to, "letters", `${visitor.address}.json`), "utf8"));
    expect(letters.letters.map((letter: { body: { text: string } }) => letter.body.text)).toEqual([
      "Can someone help me?",
      "We can. Are you safe now?",
    ]);
    expect(
      await readFile(join(to, "access.access_entry.jsonl"), "utf8").catch(() => ""),
      "nobody looked",
    ).toBe("");
    for (const name of await readdir(to)) {
      if (!name.endsWith(".jsonl")) continue;
      const text = await readFile(join(to, name), "utf8");
      expect(text, `${name} holds nothing of others`).not.toContain(cases.erased);
      expect(text, name).not.toContain("password_hash");
    }
    expect(
      (await leeward("agency", "open", export1, "--identity", key, "--to", join(folder, "first"), "--json"))
        .out,
      "it still held the other one",
    ).toContain('"cases":2');
  });

  it("is told when the file or the key is another, and then nothing is left", async () => {
    const stranger = join(folder, "stranger");
    await leeward("backup", "keygen", stranger);
    const tryOpen = async (file: string, identity: string, ...more: string[]) => {
      const ran = await leeward(
        "agency",
        "open",
        file,
        "--identity",
        identity,
        "--to",
        join(folder, "tried"),
        ...more,
      );
      expect([ran.code, ran.err.includes("    at ")], ran.err).toEqual([1, false]);
      expect((await readdir(folder)).filter((name) => name.startsWith("tried"))).toEqual([]);
      return ran.err;
    };
    expect(await tryOpen(export2, stranger)).toMatch(/another key/);
    const cut = join(folder, "cut.age");
    await writeFile(cut, (await readFile(export2)).subarray(0, -20));
    expect(await tryOpen(cut, key)).toMatch(/changed or cut short/);
    expect(await tryOpen(export2, key, "--keys", folder)).toMatch(/settings of a key holder/);
    const wrong = await runLeeward(
      [
        "agency",
        "open",
        export2,
        "--identity",
        key,
        "--as",
        door.intake.email,
        "--to",
        join(folder, "tried"),
      ],
      { LEEWARD_PASSWORD: "not this one" },
    );
    expect([wrong.code, wrong.err]).toEqual([1, expect.stringContaining("not the password")]);
  });

  it("has its last wraps destroyed 35 days after a hand-over, and not before", async () => {
    const count = async () =>
      (await rows("select from keys.wrap where agency_id = $1", door.agencyId)).length;
    const kept = await count();
    await rows("select retention.keep(false)");
    expect(await count()).toBe(kept);
    await rows("update leaving.hand_over set settled_at = settled_at - interval '36 days'");
    await rows("select retention.keep(false)");
    expect([kept, await count()]).toEqual([3, 0]);
    expect(
      (await ask("GET", `/api/cases/${cases.goes}/sections/contact`, shelter)).status,
      "the holder's stay",
    ).toBe(200);
  });
});
