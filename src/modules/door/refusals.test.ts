import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { asMember } from "../../core/access/context.ts";
import { signStatement } from "../../core/identity/words/statements.ts";
import { canonicalJson } from "../../core/keys/canonical-json.ts";
import { fromBase32, toBase64Url } from "../../core/keys/index.ts";
import { type TestHouse, type TestMember, testHouse, testRandom } from "../../core/testing.ts";
import { consentStatement } from "./consent-statement.ts";
import { verifyAcceptedOffer } from "./index.ts";
import type { MailboxAnswer, NewMailboxBody } from "./island/api.ts";
import { readConversation } from "./island/conversation.ts";
import { FirstLetter, lookAtDoor } from "./island/first-letter.ts";
import { ReadersNotRightError } from "./island/readers-not-right.ts";
import { Visit } from "./island/visit.ts";
import { makeWay, type Tools, type Way } from "./island/way.ts";
import { writeLetter } from "./letter.ts";
import { sayIn } from "./pages/texts/index.ts";
import type { SignedRecipients } from "./recipients.ts";
import { openTestDoor, type TestDoor } from "./testing.ts";

let house: TestHouse;
let door: TestDoor;
let shelterId: string;
let protocolId: string;
let police: TestMember;

beforeAll(async () => {
  house = await testHouse();
  door = await openTestDoor(house);
  shelterId = await house.addAgency({ name: "Harbour House", kind: "shelter" });
  protocolId = await house.addProtocol({
    parties: [door.agencyId, shelterId],
    scope: [{ category: "contact", purpose: "support" }],
  });
  const policeId = await house.addAgency({ name: "City Police", kind: "police" });
  police = await house.addMember({
    agencyId: policeId,
    name: "Kay",
    roles: ["investigator", "intake-worker"],
  });
});
afterAll(() => house.stop());

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "accepted",
    (error: Error & { code?: string }) => error.code ?? error.name,
  );
const addressBytes = (way: Way): Buffer => Buffer.from(fromBase32(way.keys.address));

async function newWay(): Promise<Way> {
  return makeWay(door.tools, (await lookAtDoor(door.tools)).door.doorSalt);
}
async function someoneWrites(text = "Hello"): Promise<Way> {
  const way = await newWay();
  await new FirstLetter(door.tools, way).send({ text, language: "en" });
  return way;
}

/** What a first letter would send, to be spoilt before it is sent. */
async function firstLetterOf(way: Way): Promise<NewMailboxBody> {
  let kept: NewMailboxBody | undefined;
  const tools: Tools = {
    ...door.tools,
    ask: async (path, options) => {
      if (path !== "/api/door/mailboxes") return door.tools.ask(path, options);
      kept = options?.body as NewMailboxBody;
      return undefined as never;
    },
  };
  await new FirstLetter(tools, way).send({ text: "Hello", language: "en" });
  if (!kept) throw new Error("a first letter is sent");
  return kept;
}

const open = (body: unknown, key = randomUUID()): Promise<unknown> =>
  door.tools.ask("/api/door/mailboxes", { method: "POST", body, key });

describe("the server takes no first letter", () => {
  it("under an address that does not belong to the keys, or under keys that no one can safely seal to", async () => {
    const body = await firstLetterOf(await newWay());
    const other = await firstLetterOf(await newWay());
    expect(await codeOf(open({ ...body, readingKey: other.readingKey }))).toBe("wrong-address");
    expect(await codeOf(open({ ...body, address: other.address }))).toBe("wrong-address");
    expect(await codeOf(open({ ...body, signingKey: toBase64Url(new Uint8Array(32)) }))).toBe(
      "wrong-address",
    );
    expect(await codeOf(open(body)), "unspoilt it is taken").toBe("accepted");
    expect(await codeOf(open(body)), "and not a second time").toBe("address-taken");
  });

  it("of another size, hour, order, sender, list or set of readers than it should have", async () => {
    const body = await firstLetterOf(await newWay());
    const { letter } = body;
    const spoilt: readonly (readonly [string, object])[] = [
      ["bad-letter", { ciphertext: letter.ciphertext.slice(0, -4) }],
      ["bad-letter", { hour: letter.hour + 25 }],
      ["bad-letter", { hour: letter.hour - 25 }],
      ["bad-letter", { version: 2 }],
      ["bad-body", { seals: letter.seals.slice(1) }],
      ["bad-letter", { seals: [...letter.seals, { to: police.id, sealed: letter.seals[0]?.sealed }] }],
      ["bad-letter", { seals: letter.seals.map((seal) => ({ ...seal, to: `${seal.to}x` })) }],
      ["letter-order", { order: 2 }],
      ["recipients-changed", { recipientsVersion: letter.recipientsVersion + 1 }],
      ["wrong-sender", { senderKind: "member", senderMemberId: door.intake.id }],
      ["bad-letter", { senderKind: "person", senderMemberId: door.intake.id }],
    ];
    for (const [code, change] of spoilt) {
      expect(
        await codeOf(open({ ...body, letter: { ...letter, ...change } })),
        JSON.stringify(change).slice(0, 80),
      ).toBe(code);
    }
  });

  it("that is wrong, and every right one that came with it: those are written together", async () => {
    const bodies = await Promise.all(Array.from({ length: 24 }, async () => firstLetterOf(await newWay())));
    const spoil = (body: NewMailboxBody, nth: number): [ReturnType<typeof randomUUID>, object, string] => {
      if (nth === 5) return [randomUUID(), { ...body, letter: { ...body.letter, order: 2 } }, "letter-order"];
      if (nth === 17)
        return [randomUUID(), { ...body, letter: { ...body.letter, version: 2 } }, "bad-letter"];
      return [randomUUID(), body, "accepted"];
    };
    const sent = bodies.map(spoil);
    const twins = sent.slice(0, 3);
    const codes = await Promise.all([...sent, ...twins].map(([key, body]) => codeOf(open(body, key))));
    expect(codes).toEqual([...sent, ...twins].map(([, , expected]) => expected));
    const { rows } = await house.owner.query(
      "select count(*)::int as letters, count(distinct xmin::text)::int as transactions from door.mailbox where address = any($1)",
      [bodies.map(({ address }) => Buffer.from(fromBase32(address)))],
    );
    expect(rows[0].letters).toBe(22);
    expect(rows[0].transactions).toBeLessThan(22);
  });

  it("twice: the same request again is one mailbox, the same key for another letter is refused", async () => {
    const body = await firstLetterOf(await newWay());
    const key = randomUUID();
    const answers = await Promise.all([1, 2, 3].map(() => codeOf(open(body, key))));
    expect(answers).toEqual(["accepted", "accepted", "accepted"]);
    expect(
      await codeOf(open(await firstLetterOf(await newWay()), key)),
      "another mailbox is another actor",
    ).toBe("accepted");
    const visit = await Visit.begin(door.tools, await someoneWrites());
    expect(await codeOf(visit.ask("/api/door/letters", "POST", {}))).toBe("bad-body");
  });
});

describe("an order of letters", () => {
  it("has no gap, no repetition and no place twice", async () => {
    const way = await someoneWrites();
    await Visit.begin(door.tools, way);
    const { recipients } = await lookAtDoor(door.tools);
    const write = async (order: number): Promise<string> => {
      const letter = await writeLetter(
        {
          mailbox: {
            address: way.keys.address,
            readingKey: way.keys.reading.publicKey,
            signingKey: way.keys.signing.publicKey,
          },
          order,
          hour: Math.floor(house.clock.now.getTime() / 3_600_000),
          from: { kind: "member", memberId: door.intake.id, signingKey: door.intake.keys.signing.privateKey },
          body: { text: "Hello", language: "en" },
          recipients,
        },
        testRandom,
      );
      const path = `/api/inbox/${way.keys.address}/letters`;
      return codeOf(door.as(door.intake)(path, { method: "POST", body: { letter }, key: randomUUID() }));
    };
    expect(await write(3)).toBe("letter-order");
    expect(await write(1)).toBe("letter-order");
    const both = await Promise.all([write(2), write(2)]);
    expect(both.sort()).toEqual(["accepted", "letter-order"]);
  });
});

describe("a list of readers", () => {
  it("is taken only from a supervisor, signed by the root key, next in its chain, with intake workers and their own keys", async () => {
    const { supervisor, intake, agencyId } = door;
    const publish = (signed: SignedRecipients, by = supervisor): Promise<string> =>
      codeOf(door.as(by)("/api/recipients", { method: "POST", body: signed, key: randomUUID() }));
    const second = await house.addMember({ agencyId, name: "Mona", roles: ["intake-worker"] });
    const caseworker = await house.addMember({ agencyId, name: "Rui", roles: ["caseworker"] });
    const good = await door.sign([intake, second]);

    expect(await publish(good, intake), "an intake worker is no supervisor").toBe("supervisors-only");
    expect(await publish({ ...good, signature: toBase64Url(testRandom(64)) })).toBe("bad-recipients");
    expect(await publish({ ...good, list: { ...good.list, version: good.list.version + 1 } })).toBe(
      "recipients-order",
    );
    expect(await publish({ ...good, list: { ...good.list, version: good.list.version - 1 } })).toBe(
      "recipients-order",
    );
    expect(
      await publish({ ...good, list: { ...good.list, previousHash: toBase64Url(testRandom(32)) } }),
    ).toBe("bad-recipients");
    expect(await publish(await door.sign([intake, caseworker]))).toBe("not-intake");
    expect(await publish(await door.sign([intake, police])), "of another agency").toBe("not-intake");
    expect(await publish(await door.sign([{ ...intake, keys: police.keys }])), "with another's keys").toBe(
      "not-intake",
    );
    await house.owner.query("update identity.member set status = 'suspended' where id = $1", [second.id]);
    expect(await publish(good), "who is suspended").toBe("not-intake");
    await house.owner.query("update identity.member set status = 'active' where id = $1", [second.id]);

    const stale = await firstLetterOf(await newWay());
    await door.publish([intake, second]);
    expect(await publish(good), "the same list again").toBe("recipients-order");
    expect(await codeOf(open(stale)), "a letter to the list before").toBe("recipients-changed");
    const way = await someoneWrites("to both");
    expect(await door.readAll(second, way.keys.address)).toEqual(["to both"]);
  });

  it("is not sealed to by a browser that is shown one which the root key did not sign", async () => {
    const forged: Tools = {
      ...door.tools,
      ask: async (path, options) => {
        const answer = await door.tools.ask<{ recipients: SignedRecipients }>(path, options);
        if (path !== "/api/door") return answer as never;
        const { list, signature } = answer.recipients;
        const recipients = [
          { ...list.recipients[0], readingKey: toBase64Url(police.keys.reading.publicKey) },
        ];
        return { ...answer, recipients: { list: { ...list, recipients }, signature } } as never;
      },
    };
    const sent = new FirstLetter(forged, await newWay()).send({ text: "Hello", language: "en" });
    await expect(sent).rejects.toBeInstanceOf(ReadersNotRightError);
  });

  it("that is older than one a letter was sealed to is not answered to", async () => {
    const way = await someoneWrites();
    const visit = await Visit.begin(door.tools, way);
    const answer = await visit.ask<MailboxAnswer>("/api/door/letters");
    expect((await readConversation(answer, way.keys)).newest).not.toBeNull();
    const rolledBack = { ...answer, recipients: [await firstListOf()] };
    const shown = await readConversation(rolledBack, way.keys);
    expect(shown.newest).toBeNull();
    expect(shown.letters.map((letter) => letter.ok)).toEqual([false]);
  });
});

async function firstListOf(): Promise<SignedRecipients> {
  const { lists } = await door.as(door.supervisor)<{ lists: SignedRecipients[] }>("/api/recipients");
  const [first] = lists;
  if (!first) throw new Error("the door has a first list");
  return first;
}

describe("a member", () => {
  it("who is no intake worker of this agency learns nothing: an unknown mailbox and a foreign one are the same bytes", async () => {
    const way = await someoneWrites();
    const unknown = (await newWay()).keys.address;
    const caseworker = await house.addMember({ agencyId: door.agencyId, name: "Ana", roles: ["caseworker"] });
    for (const member of [police, caseworker]) {
      expect(await door.as(member)("/api/inbox")).toEqual({ mailboxes: [], nextCursor: null });
      const bodies = await Promise.all(
        [way.keys.address, unknown, `${way.keys.address.slice(0, 25)}z`].map(async (address) => {
          const answers = await Promise.all([
            house.app.inject({ url: `/api/inbox/${address}`, headers: member.headers() }),
            house.app.inject({
              method: "PUT",
              url: `/api/inbox/${address}/assignment`,
              headers: member.headers(),
              payload: { memberId: member.id },
            }),
            house.app.inject({
              method: "POST",
              url: `/api/inbox/${address}/letters`,
              headers: { ...member.headers(), "idempotency-key": randomUUID() },
              payload: { letter: (await firstLetterOf(way)).letter },
            }),
          ]);
          return answers.map((answer) => `${answer.statusCode} ${answer.body}`);
        }),
      );
      expect(new Set(bodies.flat()).size, bodies.flat().join("\n")).toBe(1);
      expect(bodies.flat()[0]).toMatch(/^404 /);
    }
  });

  it("cannot write as another, and another's letter under their name is shown to nobody", async () => {
    const way = await someoneWrites();
    const second = await house.addMember({ agencyId: door.agencyId, name: "Noor", roles: ["intake-worker"] });
    const { recipients } = await lookAtDoor(door.tools);
    const letter = await writeLetter(
      {
        mailbox: {
          address: way.keys.address,
          readingKey: way.keys.reading.publicKey,
          signingKey: way.keys.signing.publicKey,
        },
        order: 2,
        hour: Math.floor(house.clock.now.getTime() / 3_600_000),
        from: { kind: "member", memberId: door.intake.id, signingKey: door.intake.keys.signing.privateKey },
        body: { text: "Hello", language: "en" },
        recipients,
      },
      testRandom,
    );
    const path = `/api/inbox/${way.keys.address}/letters`;
    const send = (by: TestMember, what: object) =>
      codeOf(
        door.as(by)(path, { method: "POST", body: { letter: { ...letter, ...what } }, key: randomUUID() }),
      );
    expect(await send(second, {})).toBe("wrong-sender");
    expect(await send(second, { senderMemberId: second.id })).toBe("not-listed");
    const relabelled = { ...letter, senderMemberId: second.id };
    await house.owner.query(
      "insert into door.letter (mailbox, position, sender_member_id, envelope) values ($1, 2, $2, $3)",
      [addressBytes(way), second.id, JSON.stringify(relabelled)],
    );
    const shown = await (await Visit.begin(door.tools, way)).read();
    expect(shown.letters.map((one) => one.ok)).toEqual([true, false]);
  });
});

describe("a yes", () => {
  const offer = (way: Way, change: object = {}): Promise<string> => {
    const terms = {
      id: randomUUID(),
      recipientAgencyId: shelterId,
      categories: ["contact"],
      purpose: "support",
      protocolId,
      consentUntil: new Date(house.clock.now.getTime() + 30 * 86_400_000).toISOString(),
      ...change,
    };
    const path = `/api/inbox/${way.keys.address}/offers`;
    return door
      .as(door.intake)(path, { method: "POST", body: terms, key: randomUUID() })
      .then(() => terms.id);
  };
  const termsOf = async (visit: Visit, id: string) => {
    const { offers } = await visit.ask<MailboxAnswer>("/api/door/letters");
    const found = offers.find((one) => one.id === id);
    if (!found) throw new Error("the offer is there");
    return found;
  };

  it("is asked only under an agreement in force that covers it, to another agency, for a bounded time", async () => {
    const way = await someoneWrites();
    expect(await codeOf(offer(way, { categories: ["contact", "account"] }))).toBe("offer-not-covered");
    expect(await codeOf(offer(way, { purpose: "investigation" }))).toBe("offer-not-covered");
    expect(await codeOf(offer(way, { recipientAgencyId: police.agencyId }))).toBe("offer-not-covered");
    expect(await codeOf(offer(way, { recipientAgencyId: door.agencyId }))).toBe("offer-limits");
    expect(await codeOf(offer(way, { consentUntil: house.clock.now.toISOString() }))).toBe("offer-limits");
    expect(await codeOf(offer(way, { consentUntil: "2099-01-01T00:00:00Z" }))).toBe("offer-limits");
    expect(await codeOf(offer(way, { consentUntil: "tomorrow" }))).toBe("bad-body");
    expect(await codeOf(offer(way, { categories: ["contact", "contact"] }))).toBe("bad-body");
    expect(await codeOf(offer(way, { status: "accepted" })), "no field more than there is").toBe("bad-body");
  });

  it("counts only with the signature of these very words, over these very terms, once, and not for another's offer", async () => {
    const way = await someoneWrites();
    const other = await someoneWrites();
    const visit = await Visit.begin(door.tools, way);
    const [mine, next] = [await offer(way), await offer(other)];
    const terms = await termsOf(visit, mine);
    const { address, signing } = way.keys;
    const statement = consentStatement(terms, "ar", sayIn("ar"));
    const answer = (id: string, said: object, key = signing.privateKey, at = address) =>
      signStatement(key, at, said as never).then(({ signature }) =>
        codeOf(
          visit.ask(`/api/door/offers/${id}/answer`, "POST", {
            yes: true,
            statement: canonicalJson(said as never),
            signature,
          }),
        ),
      );
    expect(await answer(mine, { ...statement, categories: ["account"] })).toBe("offer-changed");
    expect(await answer(mine, { ...statement, text: "I agree." })).toBe("offer-changed");
    expect(await answer(mine, statement, other.keys.signing.privateKey)).toBe("wrong-signature");
    expect(await answer(mine, statement, signing.privateKey, other.keys.address)).toBe("wrong-signature");
    expect(await answer(next, statement), "another's question").toBe("offer-unknown");
    expect(await answer(randomUUID(), statement), "no question").toBe("offer-unknown");
    house.clock.now = new Date(house.clock.now.getTime() + 31 * 86_400_000);
    expect(await answer(mine, statement), "its time is over").toBe("offer-ended");
    house.clock.now = new Date(house.clock.now.getTime() - 31 * 86_400_000);
    expect(await answer(mine, statement)).toBe("accepted");
    expect(await answer(mine, statement), "replayed").toBe("offer-answered");
  });

  it("proves nothing once a row was changed behind it, and nothing before it is given", async () => {
    const way = await someoneWrites();
    const visit = await Visit.begin(door.tools, way);
    const id = await offer(way);
    const verify = () =>
      asMember(house.house.db, door.intake.secret, "support", (tx) =>
        codeOf(verifyAcceptedOffer(tx, id, house.clock.now)),
      );
    expect(await verify()).toBe("offer-not-accepted");
    await visit.sayYes(await termsOf(visit, id), "en", sayIn("en"));
    expect(await verify()).toBe("accepted");
    const changes = [
      ["categories = '{contact,needs-and-risk}'", "categories = '{contact}'"],
      ["purpose = 'identification'", "purpose = 'support'"],
      [`recipient_agency_id = '${police.agencyId}'`, `recipient_agency_id = '${shelterId}'`],
      [
        "consent_until = consent_until + interval '1 day'",
        "consent_until = consent_until - interval '1 day'",
      ],
      [
        "signature = set_byte(signature, 3, (get_byte(signature, 3) + 1) % 256)",
        "signature = set_byte(signature, 3, (get_byte(signature, 3) + 255) % 256)",
      ],
    ];
    for (const [change, back] of changes) {
      await house.owner.query(`update door.offer set ${change} where id = $1`, [id]);
      expect(await verify(), change).toBe("offer-unproven");
      await house.owner.query(`update door.offer set ${back} where id = $1`, [id]);
    }
    expect(await verify(), "everything put back").toBe("accepted");
    const foreign = await asMember(house.house.db, police.secret, "support", (tx) =>
      codeOf(verifyAcceptedOffer(tx, id, house.clock.now)),
    );
    expect(foreign).toBe("offer-unknown");
  });

  it("is taken back by a new question, and a question taken back cannot be answered", async () => {
    const way = await someoneWrites();
    const visit = await Visit.begin(door.tools, way);
    const first = await offer(way);
    const terms = await termsOf(visit, first);
    await offer(way);
    expect(await codeOf(visit.sayYes(terms, "en", sayIn("en")))).toBe("offer-answered");
    expect((await termsOf(visit, first)).status).toBe("taken-back");
  });
});
