import { createHash, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readNoticesConfig } from "../../core/config/notices.ts";
import { fromBase32, fromBase64Url, toBase64Url } from "../../core/keys/index.ts";
import {
  type TestHouse,
  type TestMember,
  tablesThatHold,
  testHouse,
  testRandom,
} from "../../core/testing.ts";
import type { Mailbox } from "../../web/api/door-answers.ts";
import { Upload } from "./attachments/upload.ts";
import { NO_MARKS } from "./desk-note.ts";
import { FirstLetter } from "./island/first-letter.ts";
import { Visit } from "./island/visit.ts";
import { makeWay, type Way } from "./island/way.ts";
import { KEPT_DAYS } from "./kept.ts";
import { SEALED_NOTICE_BYTES } from "./notices/notice.ts";
import { sealForNewcomers } from "./pages/inbox-again.ts";
import { openMailbox } from "./pages/inbox-read.ts";
import { lockDeskNote } from "./stored-desk-note.ts";
import { openTestDoor, type TestDoor } from "./testing.ts";

/**
 * Deletion is real. Threats: a table without a reference keeps a row that names the mailbox, its keys or a locked byte; a
 * hash that whoever knows the words can make again tells from a dump that they wrote here; a row that nobody thought of.
 * Each way in which a conversation ends is held to the same. Mutants: `access.forget_addresses` without its first or its
 * second statement; `once` that hashes who asked without the key; a mailbox that does not take a table along.
 */
let house: TestHouse;
let door: TestDoor;
let mona: TestMember;
let protocolId: string;
let shelterId: string;
beforeAll(async () => {
  house = await testHouse();
  const notices = readNoticesConfig({
    LEEWARD_NOTICE_SMTP: "smtp://127.0.0.1:9", // nothing is sent here
    LEEWARD_NOTICE_FROM: "notes@example.net",
  });
  Object.assign(house.house.config, { notices });
  door = await openTestDoor(house);
  mona = await house.addMember({ agencyId: door.agencyId, name: "Mona", roles: ["intake-worker"] });
  shelterId = await house.addAgency({ name: "Harbour House", kind: "shelter" });
  protocolId = await house.addProtocol({
    parties: [door.agencyId, shelterId],
    scope: [{ category: "contact", purpose: "support" }],
  });
});
afterAll(() => house.stop());

const rows = async (text: string, ...values: unknown[]) => (await house.owner.query(text, values)).rows;
const bytesOf = (way: Way): Buffer => Buffer.from(fromBase32(way.keys.address));

async function someoneWrites(): Promise<Way> {
  const { doorSalt } = await door.tools.ask<{ doorSalt: string }>("/api/door");
  const way = await makeWay(door.tools, doorSalt);
  await new FirstLetter(door.tools, way).send({ text: "He has my passport.", language: "en" });
  return way;
}

/** All that a desk and a person can do with a conversation, but answering where `unanswered`. */
async function useAll(way: Way, unanswered: boolean): Promise<void> {
  const { address } = way.keys;
  const visit = await Visit.begin(door.tools, way);
  const picture = {
    content: new Uint8Array(5000),
    type: "image/png",
    hiddenDetails: "removed",
    name: "a.png",
  };
  const named = await new Upload(picture as never, randomUUID(), testRandom).run(visit, () => undefined);
  await visit.reply({ text: "", language: "en", attachments: [named] }, 1);
  const sealed = toBase64Url(testRandom(SEALED_NOTICE_BYTES));
  await visit.ask("/api/door/notice", "POST", { sealed });
  await door.tools.ask("/api/words/challenge", { method: "POST", body: { address } }); // and never answered
  await note(address);
  await sealForMona(address);
  const post = (path: string, method: "POST" | "PUT", body: unknown) =>
    door.as(door.intake)(`/api/inbox/${address}/${path}`, { method, body, key: randomUUID() });
  await post("assignment", "PUT", { memberId: door.intake.id });
  if (unanswered) return;
  await door.answer(door.intake, address, { text: "Are you safe tonight?", language: "en" });
  await post("offers", "POST", {
    ...{
      id: randomUUID(),
      recipientAgencyId: shelterId,
      categories: ["contact"],
      purpose: "support",
      protocolId,
    },
    consentUntil: new Date(house.clock.now.getTime() + 90 * 86_400_000).toISOString(),
  });
}

async function readByIntake(address: string) {
  const mailbox = await door.as(door.intake)<Mailbox>(`/api/inbox/${address}`);
  const reading = await openMailbox(mailbox, { ...door.intake.keys, former: [] }, door.intake.id);
  if (reading.state !== "read") throw new Error(reading.state);
  return { mailbox, reading };
}

async function note(address: string): Promise<void> {
  const { mailbox, reading } = await readByIntake(address);
  const keys = {
    readingKey: fromBase64Url(mailbox.readingKey, 32),
    signingKey: fromBase64Url(mailbox.signingKey, 32),
  };
  const locked = await lockDeskNote(
    { mailbox: { address, ...keys }, order: 1, recipients: reading.newest },
    { memberId: door.intake.id, hour: 496_000, text: "Call after nine", marks: NO_MARKS },
    door.intake.keys.signing.privateKey,
    testRandom,
  );
  const path = `/api/inbox/${address}/notes`;
  await door.as(door.intake)(path, { method: "POST", body: { note: locked }, key: randomUUID() });
}

async function sealForMona(address: string): Promise<void> {
  await door.publish([door.intake, mona]);
  const { mailbox, reading } = await readByIntake(address);
  const { seals, notes } = await sealForNewcomers(mailbox, reading, testRandom);
  expect(seals.length).toBeGreaterThan(0);
  await door.as(door.intake)(`/api/inbox/${address}/seals`, { method: "PUT", body: { seals, notes } });
  await door.publish([door.intake]);
}

/** What a dump could know a conversation by, each with the tables where it stands now. */
async function tracesOf(way: Way): Promise<Map<string, string>> {
  const { address, reading, signing } = way.keys;
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
  const traces = new Map([
    ["address", hex(fromBase32(address))],
    ["address as it is written", address],
    ["reading key", hex(reading.publicKey)],
    ["signing key", hex(signing.publicKey)],
  ]);
  const add = async (what: string, text: string) => {
    for (const [at, { trace }] of (await rows(text, bytesOf(way))).entries())
      traces.set(`${what} ${at}`, trace);
  };
  await add("letter", "select envelope::json ->> 'ciphertext' as trace from door.letter where mailbox = $1");
  await add(
    "seal",
    "select s ->> 'sealed' as trace from door.letter, json_array_elements(envelope::json -> 'seals') s where mailbox = $1",
  );
  await add("note", "select envelope::json ->> 'ciphertext' as trace from door.desk_note where mailbox = $1");
  await add("later seal", "select encode(sealed, 'hex') as trace from door.letter_again where mailbox = $1");
  await add(
    "later seal of a note",
    "select encode(sealed, 'hex') as trace from door.desk_note_again where mailbox = $1",
  );
  await add("notice", "select encode(sealed, 'hex') as trace from door.notice where mailbox = $1");
  await add("attachment", "select id::text as trace from door.attachment where mailbox = $1");
  await add("offer", "select id::text as trace from door.offer where mailbox = $1");
  await add(
    "visit",
    "select encode(secret_hash, 'hex') as trace from identity.words_session where address = $1",
  );
  return traces;
}

/** Hashes that whoever knows an address and reads this code can make. */
const guesses = (way: Way): string[] =>
  ["/api/door/mailboxes", "/api/door/letters", "/api/door/notice", "/api/door/offers/:id/answer"].flatMap(
    (route) =>
      [way.keys.address, bytesOf(way)].map((name) =>
        createHash("sha256").update(`${name}\n${route}`).digest("hex"),
      ),
  );

async function tablesOf(traces: Iterable<string>): Promise<string[]> {
  const found = new Set<string>();
  for (const trace of traces) for (const table of await tablesThatHold(house.owner, trace)) found.add(table);
  return [...found].sort();
}

/** Every row of every table, as PostgreSQL writes it. */
async function allRows(): Promise<Map<string, Set<string>>> {
  const tables = await rows(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
  );
  const found = new Map<string, Set<string>>();
  for (const { name } of tables) {
    found.set(name, new Set((await rows(`select t::text as row from ${name} t`)).map(({ row }) => row)));
  }
  return found;
}

const pass = () => rows("select retention.keep(false)");
const ENDS: readonly {
  readonly how: string;
  readonly unanswered: boolean;
  readonly end: (way: Way) => Promise<unknown>;
}[] = [
  {
    how: "the person deletes it",
    unanswered: false,
    end: async (way) => (await Visit.begin(door.tools, way)).deleteLetters(),
  },
  {
    how: "nobody came back for the promised time",
    unanswered: false,
    end: async (way) => {
      const days = KEPT_DAYS + 1;
      await rows(
        "update door.mailbox set last_visit_on = current_date - $2::int where address = $1",
        bytesOf(way),
        days,
      );
      await rows(
        "update identity.words set made_at = made_at - interval '90 days' where address = $1",
        bytesOf(way),
      );
      await pass();
    },
  },
  {
    how: "intake set it aside as spam, and a week went by",
    unanswered: true,
    end: async (way) => {
      const body = { addresses: [way.keys.address] };
      await door.as(door.intake)("/api/inbox/set-aside", { method: "POST", body, key: randomUUID() });
      await rows("update door.mailbox set goes_on = current_date where address = $1", bytesOf(way));
      await rows(
        "update identity.words set made_at = made_at - interval '90 days' where address = $1",
        bytesOf(way),
      );
      await pass();
    },
  },
];

/** Where rows of a conversation's time stay, none of which names it. */
const STAYS = [
  "access.context", // the last request of each connection
  "door.recipients_list",
  "events.domain_event",
  "http.attempt",
  "http.attempt_hour",
  "http.idempotency",
  "ledger.entry",
  "proposals.proposal",
  "retention.deletion",
  "retention.schedule",
];

describe("a conversation that ends", () => {
  it.each(ENDS)(
    "is gone from every table, with all that belongs to it: $how",
    async ({ unanswered, end }) => {
      const before = await allRows();
      const way = await someoneWrites();
      await useAll(way, unanswered);
      const traces = await tracesOf(way);
      expect(await tablesOf(traces.values()), "the search finds what is there").toEqual(
        [
          ...[
            "door.attachment",
            "door.attachment_piece",
            "door.desk_note",
            "door.desk_note_again",
            "door.letter",
            "door.letter_again",
          ],
          ...[
            "door.mailbox",
            "door.notice",
            "identity.words",
            "identity.words_challenge",
            "identity.words_session",
          ],
          ...(unanswered ? [] : ["door.offer"]),
        ].sort(),
      );

      await end(way);

      const left = new Map<string, string[]>();
      for (const [what, trace] of traces) {
        const tables = await tablesThatHold(house.owner, trace);
        if (tables.length > 0) left.set(what, tables);
      }
      expect(left).toEqual(new Map());
      expect(await tablesOf(guesses(way)), "nor a hash of it that could be made again").toEqual([]);
      const grown = [...(await allRows())]
        .filter(([table, now]) => [...now].some((row) => !before.get(table)?.has(row)))
        .map(([table]) => table);
      expect(grown.filter((table) => !STAYS.includes(table))).toEqual([]);
    },
  );
});
