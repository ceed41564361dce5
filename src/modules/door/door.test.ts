import { randomUUID } from "node:crypto";
import { commit, createVerifierKey, leafOfReceipt, verifyReceipt } from "@leeward/ledger";
import { createSigner, sha256, verifyEd25519 } from "@leeward/ledger/files";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { asMember } from "../../core/access/context.ts";
import { openDatabase } from "../../core/db/index.ts";
import { VISIT_PURPOSE as SERVER_PURPOSE } from "../../core/identity/index.ts";
import { fromBase32 } from "../../core/keys/index.ts";
import { keepRetention } from "../../core/retention/index.ts";
import { type TestHouse, testHouse, testLedgerKey } from "../../core/testing.ts";
import { readFiled } from "./filed.ts";
import { carryOffer, verifyAcceptedOffer } from "./index.ts";
import type { Ask } from "./island/api.ts";
import { FirstLetter } from "./island/first-letter.ts";
import { SomeoneFirstError, VISIT_PURPOSE, Visit, WrongReceiptError } from "./island/visit.ts";
import { makeWay, readWay, showWay, type Way } from "./island/way.ts";
import { KEPT_DAYS } from "./kept.ts";
import { sayIn } from "./pages/texts/index.ts";
import { openTestDoor, type TestDoor } from "./testing.ts";

let house: TestHouse;
let door: TestDoor;
let shelterId: string;
let protocolId: string;

beforeAll(async () => {
  house = await testHouse();
  door = await openTestDoor(house);
  shelterId = await house.addAgency({ name: "Harbour House", kind: "shelter" });
  protocolId = await house.addProtocol({
    parties: [door.agencyId, shelterId],
    scope: [
      { category: "contact", purpose: "support" },
      { category: "needs-and-risk", purpose: "support" },
    ],
  });
});
afterAll(() => house.stop());

const SECRET_TEXT = "They took my passport. Ask at the blue gate.";

async function someoneWrites(text = SECRET_TEXT): Promise<Way> {
  const { doorSalt } = await door.tools.ask<{ doorSalt: string }>("/api/door");
  const way = await makeWay(door.tools, doorSalt);
  await new FirstLetter(door.tools, way).send({ text, language: "en" });
  return way;
}

const offerTerms = (id: string) => ({
  id,
  recipientAgencyId: shelterId,
  categories: ["contact", "needs-and-risk"] as const,
  purpose: "support" as const,
  protocolId,
  consentUntil: new Date(house.clock.now.getTime() + 90 * 86_400_000).toISOString(),
});

async function offerTo(way: Way): Promise<string> {
  const terms = offerTerms(randomUUID());
  await door.as(door.intake)(`/api/inbox/${way.keys.address}/offers`, {
    method: "POST",
    body: terms,
    key: randomUUID(),
  });
  const { id, recipientAgencyId, consentUntil, ...rest } = terms;
  const offer = { offerId: id, intakeAgency: door.agencyId, recipientAgency: shelterId, until: consentUntil };
  await door.answer(door.intake, way.keys.address, {
    text: "May we?",
    language: "en",
    offer: { ...rest, ...offer },
  });
  return id;
}

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "accepted",
    (error: Error & { code?: string }) => error.code ?? error.name,
  );

describe("a proof of filing", () => {
  const key = () => {
    const { publicKey } = createSigner(testLedgerKey.seed);
    return createVerifierKey(sha256, testLedgerKey.origin, publicKey);
  };

  it("names the locked letter and its hour, is signed, and is what the ledger holds; for one's own letters alone", async () => {
    const way = await someoneWrites();
    await door.answer(door.intake, way.keys.address, { text: "Hello", language: "en" });
    const visit = await Visit.begin(door.tools, way);
    const signed = verifyReceipt(verifyEd25519, Buffer.from(await visit.receipt(1)), [key()]);
    const { rows } = await house.owner.query(
      `select encode(sha256(convert_to(l.envelope, 'UTF8')), 'hex') as hash, l.hour, e.content, e.salt from door.letter l
       join ledger.entry e on e.kind = 'letter.kept' and e.content like '%' || encode(sha256(convert_to(l.envelope, 'UTF8')), 'hex') || '%'
       where mailbox = $1 and position = 1`,
      [addressBytes(way)],
    );
    expect(readFiled(signed.content)).toEqual({ order: 1, sha256: rows[0].hash, hour: rows[0].hour });
    expect(leafOfReceipt(sha256, signed)).toEqual(commit(sha256, rows[0].salt, Buffer.from(rows[0].content)));
    expect(signed.content).not.toContain(way.keys.address);
    expect(await codeOf(visit.receipt(2)), "a letter of ours").toBe("not-found");
    expect(await codeOf(visit.receipt(3)), "no letter").toBe("not-found");
    const other = await Visit.begin(door.tools, await someoneWrites("Something else"));
    expect(readFiled((await other.receipt(1)).split("\n")[1] ?? "")?.sha256).not.toBe(rows[0].hash);
  });

  it("is not shown where the server gives the proof of another letter", async () => {
    const way = await someoneWrites();
    const stranger = await Visit.begin(door.tools, await someoneWrites("Of someone else"));
    const strangers = await stranger.receipt(1);
    const lying: TestDoor["tools"] = {
      ...door.tools,
      ask: async <T>(path: string, options?: Ask): Promise<T> =>
        path.endsWith("/receipt") ? ({ receipt: strangers } as T) : door.tools.ask<T>(path, options),
    };
    await expect((await Visit.begin(lying, way)).receipt(1)).rejects.toThrow(WrongReceiptError);
  });
});

describe("a person and an intake worker", () => {
  it("write to each other, agree to a case, and the yes carries one case and no second", async () => {
    expect(VISIT_PURPOSE).toBe(SERVER_PURPOSE);
    const way = await someoneWrites();
    const { address } = way.keys;
    expect(await door.readAll(door.intake, address)).toEqual([SECRET_TEXT]);
    await door.answer(door.intake, address, { text: "You may leave. Are you safe tonight?", language: "en" });

    const { words, digits } = await showWay(way, "en");
    const { doorSalt } = await door.tools.ask<{ doorSalt: string }>("/api/door");
    for (const typed of [
      words.join(" ").toUpperCase(),
      digits.join("-"),
      words.map((word, at) => `${at + 1}. ${word}`).join("\n"),
    ]) {
      const again = await readWay(door.tools, typed, "ar", doorSalt);
      expect("keys" in again && again.keys.address).toBe(address);
    }
    const visit = await Visit.begin(door.tools, way);
    const first = await visit.read();
    expect(first.letters.map((letter) => letter.ok && [letter.from, letter.text])).toEqual([
      ["you", SECRET_TEXT],
      ["us", "You may leave. Are you safe tonight?"],
    ]);
    await visit.reply({ text: "Yes, after ten.", language: "en" }, 2);
    expect(await door.readAll(door.intake, address)).toHaveLength(3);

    const offerId = await offerTo(way);
    const asked = await visit.read();
    const letter = asked.letters.at(-1);
    const terms = letter?.ok ? letter.offer?.terms : null;
    if (!terms) throw new Error("the offer is shown");
    expect(terms).toMatchObject({ id: offerId, status: "open", recipientAgency: { name: "Harbour House" } });
    await visit.sayYes(terms, "en", sayIn("en"));
    expect(await codeOf(visit.sayYes(terms, "en", sayIn("en"))), "a yes is given once").toBe(
      "offer-answered",
    );
    expect(await codeOf(visit.sayNotNow(offerId))).toBe("offer-answered");

    await asMember(house.house.db, door.intake.secret, "support", async (tx, me) => {
      const yes = await verifyAcceptedOffer(tx, offerId, house.clock.now);
      expect(yes).toMatchObject({ offerId, recipientAgencyId: shelterId, protocolId, purpose: "support" });
      expect(yes.statement).toContain("Harbour House");
      const caseId = randomUUID();
      await house.owner.query("begin");
      await house.owner.query("insert into identity.person (id) values ($1)", [caseId]);
      await house.owner.query(
        "insert into access.case_record (id, holder_agency_id, person_id) values ($1, $2, $1)",
        [caseId, me.agencyId],
      );
      await house.owner.query("commit");
      await carryOffer(tx, offerId, caseId);
      expect(await codeOf(carryOffer(tx, offerId, caseId))).toBe("offer-carried");
      expect(await codeOf(verifyAcceptedOffer(tx, offerId, house.clock.now))).toBe("offer-carried");
    });
  });

  it("meet when both write at once: the second reads first, and nothing is lost", async () => {
    const way = await someoneWrites();
    const visit = await Visit.begin(door.tools, way);
    await visit.read();
    await door.answer(door.intake, way.keys.address, { text: "Hello", language: "en" });
    const late = await visit
      .reply({ text: "Are you there?", language: "en" }, 1)
      .catch((error: unknown) => error);
    expect(late).toBeInstanceOf(SomeoneFirstError);
    const now = await visit.reply({ text: "Are you there?", language: "en" }, 2);
    expect(now.letters.map((letter) => letter.ok && letter.text)).toEqual([
      SECRET_TEXT,
      "Hello",
      "Are you there?",
    ]);
  });

  it("stay in the words that were signed: an offer of other terms than the member wrote is not shown", async () => {
    const way = await someoneWrites();
    await offerTo(way);
    await house.owner.query(
      "update door.offer set categories = '{contact,needs-and-risk,account}' where mailbox = $1",
      [addressBytes(way)],
    );
    const letter = (await (await Visit.begin(door.tools, way)).read()).letters.at(-1);
    expect(letter).toMatchObject({ ok: true, offer: { terms: null } });
  });

  it("lose what they deleted: the letters, the words, and the visit", async () => {
    const way = await someoneWrites();
    const visit = await Visit.begin(door.tools, way);
    await visit.deleteLetters();
    expect(await codeOf(visit.read())).toBe("visit-ended");
    expect(await codeOf(Visit.begin(door.tools, way))).toBe("wrong-words");
    expect(await codeOf(door.as(door.intake)(`/api/inbox/${way.keys.address}`))).toBe("not-found");
    const { rows } = await house.owner.query("select 1 from identity.words where address = $1", [
      addressBytes(way),
    ]);
    expect(rows).toEqual([]);
  });

  it("are forgotten sixty days after the last visit, and not a day before", async () => {
    const old = await someoneWrites();
    const fresh = await someoneWrites();
    const visitedDaysAgo = async (way: Way, days: number) =>
      house.owner.query("update door.mailbox set last_visit_on = current_date - $2::int where address = $1", [
        addressBytes(way),
        days,
      ]);
    await visitedDaysAgo(old, 61);
    await visitedDaysAgo(fresh, 60);
    const worker = openDatabase({
      connectionString: house.connectionString.replace("user=postgres", "user=leeward_worker"),
      sizeMax: 1,
      log: () => {},
    });
    await house.owner.query("update identity.words set made_at = made_at - interval '61 days'");
    const kept = "select kept_days = $1 as same from retention.schedule where name = 'mailboxes'";
    expect((await house.owner.query(kept, [KEPT_DAYS])).rows).toEqual([{ same: true }]);
    await worker.transaction(keepRetention.role, (tx) => keepRetention.run(tx));
    await worker.close();
    expect(await codeOf(Visit.begin(door.tools, old))).toBe("wrong-words");
    const visit = await Visit.begin(door.tools, fresh);
    const keptUntil = (await visit.read()).keptUntil;
    const inSixtyDays = (await house.owner.query("select (current_date + 60)::text as day")).rows[0].day;
    expect(keptUntil, "the visit itself made it longer").toBe(inSixtyDays);
  });
});

const addressBytes = (way: Way): Buffer => Buffer.from(fromBase32(way.keys.address));
