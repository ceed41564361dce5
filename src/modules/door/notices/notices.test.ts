import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import fc from "fast-check";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readNoticesConfig } from "../../../core/config/notices.ts";
import { type Database, openDatabase } from "../../../core/db/index.ts";
import { fromBase64Url, toBase64Url } from "../../../core/keys/index.ts";
import { makeSealKeys, sealKeysOf } from "../../../core/keys/seal.ts";
import { type TestHouse, testHouse, testRandom } from "../../../core/testing.ts";
import { FirstLetter } from "../island/first-letter.ts";
import { Visit } from "../island/visit.ts";
import { makeWay, type Way } from "../island/way.ts";
import { openTestDoor, type TestDoor } from "../testing.ts";
import { type Notice, openNotice, readDestination, SEALED_NOTICE_BYTES, sealNotice } from "./notice.ts";
import { NoticeRounds } from "./rounds.ts";
import { claim } from "./store.ts";

const WEBHOOK_SECRET = "0123456789abcdef0123456789abcdef";
const TO = "someone@example.org";
const NUMBER = "+447700900123";

interface Mail {
  /** As whom the house greeted the mail server. */
  readonly greeted: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly text: string;
}

let house: TestHouse;
let door: TestDoor;
let worker: Database;
let mailServer: SMTPServer;
let gateway: ReturnType<typeof createServer>;
let rounds: NoticeRounds;
const mails: Mail[] = [];
const posts: { readonly headers: IncomingMessage["headers"]; readonly body: string }[] = [];
const logged: string[] = [];
/** What the far sides answer: an SMTP code for each recipient, and a status. */
let smtpAnswers = 250;
let postAnswers = 200;

beforeAll(async () => {
  house = await testHouse();
  mailServer = new SMTPServer({
    authOptional: true,
    logger: false,
    onRcptTo: (_address, _session, callback) =>
      callback(
        smtpAnswers === 250 ? null : Object.assign(new Error(`no ${TO} here`), { responseCode: smtpAnswers }),
      ),
    onData: (stream, session, callback) => {
      void text(stream).then((body) => {
        const { mailFrom, rcptTo } = session.envelope;
        mails.push({
          greeted: session.hostNameAppearsAs,
          from: mailFrom ? mailFrom.address : "",
          to: rcptTo.map(({ address }) => address),
          text: body,
        });
        callback();
      });
    },
  });
  mailServer.on("error", () => undefined); // a client that turns away from our certificate
  await once(mailServer.listen(0, "127.0.0.1"), "listening");
  gateway = createServer((request, response) => {
    void text(request).then((body) => {
      posts.push({ headers: request.headers, body });
      response.writeHead(postAnswers, { location: "/elsewhere" }).end();
    });
  });
  await once(gateway.listen(0, "127.0.0.1"), "listening");
  const config = readNoticesConfig({
    LEEWARD_NOTICE_SMTP: `smtp://127.0.0.1:${portOf(mailServer.server)}`,
    LEEWARD_NOTICE_FROM: "notes@example.net",
    LEEWARD_NOTICE_WEBHOOK: `http://127.0.0.1:${portOf(gateway)}/send`,
    LEEWARD_NOTICE_WEBHOOK_SECRET: WEBHOOK_SECRET,
  });
  Object.assign(house.house.config, { notices: config });
  door = await openTestDoor(house);
  worker = openDatabase({
    connectionString: house.connectionString.replace("user=postgres", "user=leeward_worker"),
    sizeMax: 4,
    log: () => undefined,
  });
  rounds = new NoticeRounds({
    db: worker,
    config,
    privateKey: house.house.secrets.notices,
    now: () => house.clock.now,
    log: (line) => void logged.push(line),
  });
});
afterAll(async () => {
  await worker.close();
  await new Promise<void>((resolve) => mailServer.close(() => resolve()));
  gateway.close();
  await house.stop();
});
beforeEach(async () => {
  [smtpAnswers, postAnswers] = [250, 200];
  mails.length = posts.length = logged.length = 0;
  await house.owner.query("delete from door.notice");
});

const portOf = (server: { address(): unknown }): number => (server.address() as AddressInfo).port;

async function someoneWrites(): Promise<Way> {
  const { doorSalt } = await door.tools.ask<{ doorSalt: string }>("/api/door");
  const way = await makeWay(door.tools, doorSalt);
  await new FirstLetter(door.tools, way).send({ text: "Ask at the blue gate.", language: "en" });
  return way;
}

/** As the page does: asks for the key, locks, sends. */
async function choose(way: Way, chosen: Partial<Notice> = {}): Promise<void> {
  const visit = await Visit.begin(door.tools, way);
  const { noticeKey } = await visit.ask<{ noticeKey: string }>("/api/door/notice");
  const notice = { channel: "email", to: TO, say: "notice-say-2", language: "en", ...chosen } as const;
  const sealed = await sealNotice(fromBase64Url(noticeKey, 32), way.keys.address, notice, testRandom);
  await visit.ask("/api/door/notice", "POST", { sealed: toBase64Url(sealed) });
}

const answer = (way: Way) =>
  door.answer(door.intake, way.keys.address, { text: "Are you safe tonight?", language: "en" });
const anHourLater = () =>
  house.owner.query("update door.notice set due_hour = due_hour - interval '1 hour', claimed_until = null");
const stateOf = async (way: Way): Promise<string | null> =>
  (await (await Visit.begin(door.tools, way)).ask<{ state: string | null }>("/api/door/notice")).state;

describe("a notice", () => {
  it("is one neutral sentence, an hour after an answer, once until the person came back", async () => {
    const way = await someoneWrites();
    await choose(way);
    expect(await rounds.once(), "nothing was answered").toBe(0);
    await answer(way);
    expect(await rounds.once(), "within the hour of the answer").toBe(0);
    await anHourLater();
    expect(await rounds.once()).toBe(1);
    expect(await rounds.once(), "once").toBe(0);
    await answer(way);
    await anHourLater();
    expect(await rounds.once(), "a second answer, unseen").toBe(0);
    await (await Visit.begin(door.tools, way)).read();
    await answer(way);
    await anHourLater();
    expect(await rounds.once(), "after a visit").toBe(1);

    expect(mails.map(({ greeted, from, to }) => ({ greeted, from, to }))).toEqual(
      Array(2).fill({ greeted: "example.net", from: "notes@example.net", to: [TO] }),
    );
    const [head = "", body] = mails[0]?.text.split("\r\n\r\n") ?? [];
    expect(body?.trim()).toBe("The note that you asked for");
    expect(
      head
        .split("\r\n")
        .map((line) => line.split(":")[0])
        .sort(),
    ).toEqual([
      "Auto-Submitted",
      "Content-Transfer-Encoding",
      "Content-Type",
      "Date",
      "From",
      "MIME-Version",
      "Message-ID",
      "Subject",
      "To",
    ]);
    expect(head).toContain("Subject: The note that you asked for");
    expect(head).not.toMatch(/leeward|door|nodemailer|127\.0\.0\.1/i);
  });

  it("says its sentence in the reader's language, and goes to a phone as a signed request", async () => {
    const way = await someoneWrites();
    await choose(way, { channel: "message", to: NUMBER, say: "notice-say-3", language: "ar" });
    await answer(way);
    await anHourLater();
    expect(await rounds.once()).toBe(1);
    const [post] = posts;
    expect(JSON.parse(post?.body ?? "")).toEqual({ to: NUMBER, text: "هناك شيء جديد للقراءة" });
    expect(post?.headers["leeward-signature"]).toBe(
      `sha256=${createHmac("sha256", WEBHOOK_SECRET)
        .update(post?.body ?? "")
        .digest("hex")}`,
    );
  });

  it("does not go out when the person saw the answer first, changed the place, or stopped it", async () => {
    const [seen, changed, stopped, gone] = await Promise.all(Array.from({ length: 4 }, someoneWrites));
    if (!seen || !changed || !stopped || !gone) throw new Error("four wrote");
    for (const way of [seen, changed, stopped, gone]) {
      await choose(way);
      await answer(way);
    }
    await (await Visit.begin(door.tools, seen)).read();
    await choose(changed, { to: "another@example.org" });
    await (await Visit.begin(door.tools, stopped)).ask("/api/door/notice", "DELETE");
    await (await Visit.begin(door.tools, gone)).deleteLetters();
    await anHourLater();
    expect(await rounds.once()).toBe(0);
    expect(mails).toEqual([]);
    const { rows } = await house.owner.query("select count(*)::int as n from door.notice");
    expect(rows[0].n, "of the one who stopped and the one who deleted, nothing is left").toBe(2);
  });

  it("is tried again later and says in the end that it cannot be sent; no line of the log names anyone", async () => {
    const way = await someoneWrites();
    await choose(way);
    await answer(way);
    smtpAnswers = 450;
    for (let tries = 1; tries <= 5; tries++) {
      await anHourLater();
      expect(await rounds.once()).toBe(0);
      expect(await rounds.once(), "not again at once").toBe(0);
      expect(await stateOf(way)).toBe("due");
    }
    await anHourLater();
    await rounds.once();
    expect(await stateOf(way), "after six tries").toBe("failed");

    smtpAnswers = 550;
    await choose(way);
    await answer(way);
    await anHourLater();
    await rounds.once();
    expect(await stateOf(way), "a place that is not there is not tried again").toBe("failed");
    expect(logged.filter((line) => line.includes("did not take one"))).toHaveLength(7);
    expect(logged.join("\n")).not.toContain("example.org");

    postAnswers = 302;
    await choose(way, { channel: "message", to: NUMBER });
    await answer(way);
    await anHourLater();
    await rounds.once();
    expect(posts, "a redirect is not followed").toHaveLength(1);
    expect(await stateOf(way)).toBe("due");
  });

  it("refuses a mail server whose certificate nobody vouches for, before a word is said", async () => {
    const way = await someoneWrites();
    await choose(way);
    await answer(way);
    await anHourLater();
    const config = readNoticesConfig({
      // Not this machine by name: TLS is begun first.
      LEEWARD_NOTICE_SMTP: `smtp://localhost.:${portOf(mailServer.server)}`,
      LEEWARD_NOTICE_FROM: "notes@example.net",
    });
    const strict = new NoticeRounds({
      db: worker,
      config,
      privateKey: house.house.secrets.notices,
      now: () => house.clock.now,
      log: (line) => void logged.push(line),
    });
    expect(config.smtp?.needsTls).toBe(true);
    expect(await strict.once()).toBe(0);
    expect(mails).toEqual([]);
    expect(logged.at(-1)).toMatch(/did not take one \(E/);
  });

  it("that a worker was killed with is sent by the next, and two workers send it once", async () => {
    const ways = await Promise.all(Array.from({ length: 6 }, someoneWrites));
    for (const way of ways) {
      await choose(way);
      await answer(way);
    }
    await anHourLater();
    // A worker took them and was killed.
    const taken = await worker.transaction("leeward_clock_worker", (tx) => claim(tx, 20));
    expect(taken).toHaveLength(6);
    expect(await rounds.once(), "another has them").toBe(0);
    await house.owner.query("update door.notice set claimed_until = now() - interval '1 second'");
    const both = await Promise.all([rounds.once(), rounds.once()]);
    expect(both[0] + both[1]).toBe(6);
    expect(mails).toHaveLength(6);
  });
});

describe("what is kept of it", () => {
  it("has one size and no word of where, in any table; the person alone sees its state, nobody else a row", async () => {
    const way = await someoneWrites();
    await choose(way);
    await answer(way);
    const { rows } = await house.owner.query("select * from door.notice");
    expect(rows).toHaveLength(1);
    expect(rows[0].sealed).toHaveLength(SEALED_NOTICE_BYTES);
    expect(rows[0].due_hour.getTime() % 3_600_000).toBe(0);
    const asRole = async (role: string, question: string): Promise<string> => {
      await house.owner.query("begin");
      try {
        await house.owner.query(`set local role ${role}`);
        return `${(await house.owner.query(question)).rowCount} rows`;
      } catch (error) {
        return String(error);
      } finally {
        await house.owner.query("rollback");
      }
    };
    for (const role of ["leeward_visitor", "leeward_member", "leeward_supervisor", "leeward_clock_worker"]) {
      expect(await asRole(role, "select mailbox from door.notice"), role).toMatch(/permission denied/);
    }
    expect(await asRole("leeward_person", "select mailbox, state from door.notice")).toBe("0 rows");
    expect(await asRole("leeward_person", "select sealed from door.notice")).toMatch(/permission denied/);
    expect(await asRole("leeward_person", "select * from door.claim_notices(9)")).toMatch(
      /permission denied/,
    );
  });

  it("opens with the house's key and in its own mailbox alone", async () => {
    const { privateKey, publicKey } = await sealKeysOf(house.house.secrets.notices);
    const notice: Notice = { channel: "email", to: TO, say: "notice-say-1", language: "vi" };
    const sealed = await sealNotice(publicKey, "a".repeat(26), notice, testRandom);
    expect(sealed).toHaveLength(SEALED_NOTICE_BYTES);
    expect(await openNotice(privateKey, "a".repeat(26), sealed)).toEqual(notice);
    expect(await openNotice(privateKey, "b".repeat(26), sealed), "moved to another mailbox").toBeUndefined();
    const other = await makeSealKeys(testRandom);
    expect(await openNotice(other.privateKey, "a".repeat(26), sealed)).toBeUndefined();
  });

  it("that is no notice of ours is never sent: another channel, sentence, or a line break in the address", async () => {
    const { privateKey, publicKey } = await sealKeysOf(house.house.secrets.notices);
    const good = { channel: "email", to: TO, say: "notice-say-1", language: "en" };
    for (const wrong of [
      { to: `${TO}\r\nBcc: all@example.org` },
      { to: `${TO},other@example.org` },
      { to: '"x"@example.org' },
      { to: "someone@localhost" },
      { to: NUMBER },
      { say: "Come to the gate" },
      { language: "xx" },
      { channel: "pigeon" },
    ]) {
      const forged = { ...good, ...wrong } as unknown as Notice;
      const sealed = await sealNotice(publicKey, "a".repeat(26), forged, testRandom);
      expect(await openNotice(privateKey, "a".repeat(26), sealed), JSON.stringify(wrong)).toBeUndefined();
    }
  });
});

describe("a destination as it is typed", () => {
  it.each([
    ["email", " someone@example.org ", TO],
    ["email", "someone", undefined],
    ["email", "someone@example", undefined],
    ["email", "a@b@example.org", undefined],
    ["email", "пример@example.org", undefined],
    ["email", `${"a".repeat(64)}@${"b".repeat(63)}.${"c".repeat(63)}.${"d".repeat(63)}.org`, undefined],
    ["message", "+44 (7700) 900-123", NUMBER],
    ["message", "0044 7700 900123", NUMBER],
    ["message", "+٤٤٧٧٠٠٩٠٠١٢٣", NUMBER],
    ["message", "\u202a+44\u00a07700\u2011900123\u202c", NUMBER],
    ["message", "07700 900123", undefined],
    ["message", "+44 7700 CALL", undefined],
    ["message", "+1234567890123456", undefined],
  ] as const)("%s “%s” is %s", (channel, typed, read) => {
    expect(readDestination(channel, typed)).toBe(read);
  });

  it("is ASCII on one line, whatever was typed, and reads as itself again", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("email" as const, "message" as const),
        fc.oneof(
          fc.emailAddress(),
          fc.string({ unit: "binary", maxLength: 300 }),
          fc.stringMatching(/^(\+|00)[1-9][0-9 ()-]{4,20}$/),
        ),
        (channel, typed) => {
          const read = readDestination(channel, typed);
          if (read === undefined) return;
          expect(read).toMatch(/^[!-~]{1,254}$/);
          expect(readDestination(channel, read)).toBe(read);
        },
      ),
    );
  });
});
