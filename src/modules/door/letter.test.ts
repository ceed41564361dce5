import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeMemberKeys } from "../../core/identity/member-keys.ts";
import { deriveMailboxKeys } from "../../core/identity/words/mailbox.ts";
import { newSecret } from "../../core/identity/words/secret.ts";
import { concat, framed, fromBase64Url, toBase64Url, utf8 } from "../../core/keys/bytes.ts";
import { canonicalBytes } from "../../core/keys/canonical-json.ts";
import { encryptContent } from "../../core/keys/content.ts";
import { webCryptoCurves } from "../../core/keys/curves.ts";
import { deriveKey, hash, signingKeysOf } from "../../core/keys/derive.ts";
import { seal } from "../../core/keys/seal.ts";
import { flipBit, seededRandom } from "../../core/keys/testing.ts";
import {
  hourOf,
  type LetterRead,
  type LetterToRead,
  readLetter,
  type Writer,
  writeLetter,
} from "./letter.ts";
import type { LetterBody } from "./letter-body.ts";
import { bucketBytes, pad } from "./padding.ts";
import { recipientsHash, signRecipients, type VerifiedRecipients, verifyRecipients } from "./recipients.ts";
import type { StoredLetter } from "./stored-letter.ts";

const random = seededRandom("letters");
const quick = async (password: Uint8Array, salt: Uint8Array) => hash(concat(password, salt));
const root = await signingKeysOf(random(32));

async function newMailbox() {
  const keys = await deriveMailboxKeys(newSecret(random), { doorSalt: random(16), argon2id: quick });
  const mailbox = {
    address: keys.address,
    readingKey: keys.reading.publicKey,
    signingKey: keys.signing.publicKey,
  };
  return { keys, mailbox };
}

async function newMember(memberId: string) {
  return { memberId, ...(await makeMemberKeys(random)) };
}

async function listOf(
  version: number,
  members: Awaited<ReturnType<typeof newMember>>[],
): Promise<VerifiedRecipients> {
  const signed = await signRecipients(
    {
      agencyId: "agency-1",
      version,
      issuedAtHour: 498_000,
      previousHash: version === 1 ? null : toBase64Url(new Uint8Array(32)),
      recipients: members.map(({ memberId, reading, signing }) => ({
        memberId,
        readingKey: toBase64Url(reading.publicKey),
        signingKey: toBase64Url(signing.publicKey),
      })),
    },
    root.privateKey,
  );
  const verdict = await verifyRecipients(signed, root.publicKey, {
    agencyId: "agency-1",
    minVersion: version,
  });
  if (!verdict.ok) throw new Error(verdict.reason);
  return verdict.recipients;
}

const person = await newMailbox();
const someoneElse = await newMailbox();
const [amal, bilal, stranger] = [
  await newMember("amal"),
  await newMember("bilal"),
  await newMember("stranger"),
];
const recipients = await listOf(1, [amal, bilal]);
const later = await listOf(2, [amal]);

const fromPerson: Writer = { kind: "person", signingKey: person.keys.signing.privateKey };
const fromAmal: Writer = { kind: "member", memberId: "amal", signingKey: amal.signing.privateKey };
const body: LetterBody = { text: "Is there someone who speaks Tigrinya?", language: "en" };
const offer = {
  offerId: "offer-1",
  intakeAgency: "agency-1",
  recipientAgency: "agency-2",
  categories: ["contact", "needs-and-risk"],
  purpose: "support",
  until: "2027-02-01T00:00:00.000Z",
  protocolId: "protocol-1",
} as const;

function write(change: Partial<Parameters<typeof writeLetter>[0]> = {}): Promise<StoredLetter> {
  return writeLetter(
    { mailbox: person.mailbox, order: 1, hour: 498_123, from: fromPerson, body, recipients, ...change },
    random,
  );
}

function read(letter: unknown, change: Partial<LetterToRead> = {}): Promise<LetterRead> {
  const as = { kind: "member", memberId: "amal", readingKey: amal.reading.privateKey } as const;
  return readLetter({ letter, mailbox: person.mailbox, order: 1, as, recipients, ...change });
}

function reasonOf(answer: LetterRead): string {
  return answer.ok ? "ok" : answer.reason;
}

describe("a letter", () => {
  test("is read by every recipient and by the person, with who wrote it", async () => {
    const letter = JSON.parse(JSON.stringify(await write()));
    const readers: LetterToRead["as"][] = [
      { kind: "member", memberId: "amal", readingKey: amal.reading.privateKey },
      { kind: "member", memberId: "bilal", readingKey: bilal.reading.privateKey },
      { kind: "person", readingKey: person.keys.reading.privateKey },
    ];
    for (const as of readers) {
      expect(await read(letter, { as })).toEqual({
        ok: true,
        body,
        sender: { kind: "person" },
        hour: 498_123,
      });
    }
    const answer = await write({ from: fromAmal, order: 2, body: { ...body, offer } });
    expect(
      await read(answer, { order: 2, as: { kind: "person", readingKey: person.keys.reading.privateKey } }),
    ).toEqual({
      ok: true,
      body: { ...body, offer },
      sender: { kind: "member", memberId: "amal" },
      hour: 498_123,
    });
  });

  test("carries any text whole, in any script, with every direction mark", async () => {
    const text = fc
      .string({ unit: "binary", minLength: 1, maxLength: 600 })
      .filter((any) => any.isWellFormed() && !any.includes("\u0000"));
    await fc.assert(
      fc.asyncProperty(text, async (any) => {
        const answer = await read(await write({ body: { text: any, language: "ar" } }));
        expect(answer.ok && answer.body.text).toBe(any);
      }),
      { numRuns: 40 },
    );
    for (const wide of ["\u0001", "\u202e", "語", "a"]) {
      const answer = await read(await write({ body: { text: wide.repeat(20_000), language: "zh" } }));
      expect(answer.ok && answer.body.text.length).toBe(20_000);
    }
  });

  // Kills: padding leaks length.
  test("gives away its length only as one of eight sizes", async () => {
    const sizes = new Map<number, number>();
    for (const length of [1, 2, 100, 700, 900, 1500, 1900, 5000, 9000, 20_000]) {
      const { ciphertext } = await write({ body: { text: "x".repeat(length), language: "en" } });
      sizes.set(length, fromBase64Url(ciphertext).length - 32 - 29);
    }
    for (const size of sizes.values()) expect(bucketBytes).toContain(size);
    expect(new Set([1, 2, 100, 700, 900].map((length) => sizes.get(length)))).toEqual(new Set([1024]));
    expect([sizes.get(1500), sizes.get(1900), sizes.get(20_000)]).toEqual([2048, 2048, 32_768]);
    const offered = await write({ from: fromAmal, body: { ...body, offer } });
    expect(offered.ciphertext.length).toBe((await write()).ciphertext.length);
  });

  test("shows the server eight fields, in which neither text, language, offer nor signature stand", async () => {
    const letter = await write({ from: fromAmal, body: { ...body, offer } });
    expect(Object.keys(letter).sort()).toEqual([
      "ciphertext",
      "hour",
      "order",
      "recipientsVersion",
      "seals",
      "senderKind",
      "senderMemberId",
      "version",
    ]);
    for (const word of ["Tigrinya", "offer-1", "agency-2"]) {
      expect(JSON.stringify(letter)).not.toContain(word);
      expect(Buffer.from(fromBase64Url(letter.ciphertext)).includes(word)).toBe(false);
    }
  });

  test("is dated by the hour", () => {
    expect(hourOf(Date.UTC(2026, 10, 23, 14, 59, 59, 999))).toBe(Date.UTC(2026, 10, 23, 14) / 3_600_000);
  });
});

describe("a changed letter is refused", () => {
  // Kills: aad dropped, signature unchecked, a seal outside of what is signed.
  test("when any bit of the ciphertext or of any seal is flipped, by every reader", async () => {
    const letter = await write();
    const ciphertext = fromBase64Url(letter.ciphertext);
    for (let bit = 0; bit < ciphertext.length * 8; bit += 61) {
      const changed = { ...letter, ciphertext: toBase64Url(flipBit(ciphertext, bit)) };
      // The version of the encryption is authenticated too.
      expect(reasonOf(await read(changed)), `bit ${bit}`).toBe("tampered");
    }
    for (const [i, one] of letter.seals.entries()) {
      for (let bit = 0; bit < 80 * 8; bit += 97) {
        const sealed = toBase64Url(flipBit(fromBase64Url(one.sealed), bit));
        const changed = { ...letter, seals: letter.seals.with(i, { ...one, sealed }) };
        expect(reasonOf(await read(changed)), `seal ${i}, bit ${bit}`).toBe("tampered");
      }
    }
  });

  test("when a seal is taken away, added, renamed or moved", async () => {
    const letter = await write();
    const [a, b, own] = letter.seals as [
      StoredLetter["seals"][0],
      StoredLetter["seals"][0],
      StoredLetter["seals"][0],
    ];
    for (const seals of [
      [a, own],
      [a, b],
      [b, a, own],
      [a, b, own, { ...b, to: "eve" }],
      [a, { ...b, to: "eve" }, own],
    ]) {
      expect(reasonOf(await read({ ...letter, seals }))).toBe("tampered");
    }
    expect(reasonOf(await read({ ...letter, seals: [{ ...b, to: "amal" }, own] }))).toBe("tampered");
    expect(reasonOf(await read({ ...letter, seals: [a, a, own] }))).toBe("malformed");
  });

  // Kills: order unbound, hour unbound, sender unbound, list unbound.
  test("when it is put in another place, hour, mailbox, list or mouth", async () => {
    const letter = await write();
    expect(reasonOf(await read(letter, { order: 2 }))).toBe("wrong-order");
    expect(reasonOf(await read({ ...letter, order: 2 }, { order: 2 }))).toBe("tampered");
    expect(reasonOf(await read({ ...letter, hour: letter.hour + 1 }))).toBe("tampered");
    expect(reasonOf(await read(letter, { mailbox: someoneElse.mailbox }))).toBe("tampered");
    expect(reasonOf(await read({ ...letter, senderKind: "member", senderMemberId: "amal" }))).toBe(
      "tampered",
    );
    expect(reasonOf(await read({ ...letter, senderKind: "member", senderMemberId: "eve" }))).toBe(
      "sender-not-in-list",
    );
    expect(reasonOf(await read(letter, { recipients: later }))).toBe("wrong-list");
    expect(reasonOf(await read({ ...letter, recipientsVersion: 2 }, { recipients: later }))).toBe("tampered");
    const fromMember = await write({ from: fromAmal });
    expect(reasonOf(await read({ ...fromMember, senderMemberId: "bilal" }))).toBe("tampered");
    expect(reasonOf(await read({ ...fromMember, senderKind: "person", senderMemberId: null }))).toBe(
      "tampered",
    );
  });

  test("when the list of that version is another one with the same number", async () => {
    const forked = {
      list: { ...recipients.list, issuedAtHour: 1 },
      hash: recipientsHash({ ...recipients.list, issuedAtHour: 1 }),
    };
    expect(reasonOf(await read(await write(), { recipients: forked }))).toBe("tampered");
  });

  test("when the server names other keys for the mailbox", async () => {
    const mailbox = { ...person.mailbox, signingKey: someoneElse.mailbox.signingKey };
    expect(reasonOf(await read(await write(), { mailbox }))).toBe("wrong-mailbox");
  });

  test("for who is not among its readers, or holds another key", async () => {
    const letter = await write();
    const strange = {
      kind: "member",
      memberId: "stranger",
      readingKey: stranger.reading.privateKey,
    } as const;
    expect(reasonOf(await read(letter, { as: strange }))).toBe("not-for-you");
    expect(reasonOf(await read(letter, { as: { ...strange, memberId: "amal" } }))).toBe("tampered");
    const after = await write({ recipients: later });
    const left = { kind: "member", memberId: "bilal", readingKey: bilal.reading.privateKey } as const;
    expect(reasonOf(await read(after, { as: left, recipients: later }))).toBe("not-for-you");
  });

  // Kills: signature unchecked. A reader knows the letter's key and can rebuild everything but the signature.
  test("when a fellow reader puts other words in the person's mouth", async () => {
    const content = canonicalBytes({ text: "I take it all back.", language: "en" });
    expect(await read(await forge(content, fromPerson.signingKey))).toMatchObject({ ok: true });
    expect(reasonOf(await read(await forge(content, bilal.signing.privateKey)))).toBe("bad-signature");
  });

  test("when its own writer signed what is no letter, or padded it with more than zeros", async () => {
    const signing = fromPerson.signingKey;
    for (const wrong of [
      { text: "", language: "en" },
      { text: "x" },
      { text: "x", language: "en", offer: { offerId: "1" } },
      "x",
    ]) {
      expect(reasonOf(await read(await forge(canonicalBytes(wrong), signing)))).toBe("bad-body");
    }
    expect(reasonOf(await read(await forge(utf8("{"), signing)))).toBe("bad-body");
    const content = canonicalBytes({ text: "x", language: "en" });
    const hidden = pad(content, 64);
    hidden[hidden.length - 1] = 1;
    expect(reasonOf(await read(await forge(content, signing, hidden)))).toBe("bad-body");
    const tooLong = pad(content, 64);
    tooLong[0] = 1;
    expect(reasonOf(await read(await forge(content, signing, tooLong)))).toBe("bad-body");
  });

  // Kills: commitment dropped. One ciphertext that opens under two keys would show two readers two texts.
  test("when a seal holds another key than the one that the ciphertext commits to", async () => {
    const letter = await write();
    const ciphertext = fromBase64Url(letter.ciphertext);
    const other = fromBase64Url((await write()).ciphertext);
    const swapped = toBase64Url(concat(other.subarray(0, 32), ciphertext.subarray(32)));
    expect(reasonOf(await read({ ...letter, ciphertext: swapped }))).toBe("tampered");
  });

  test("when its version is one that nobody here knows", async () => {
    const letter = await write();
    expect(reasonOf(await read({ ...letter, version: 2 }))).toBe("unknown-version");
    expect(reasonOf(await read({ ...letter, version: "1" }))).toBe("malformed");
  });

  test("and whatever else a server answers is refused without an error", async () => {
    const letter = await write();
    await fc.assert(
      fc.asyncProperty(fc.anything(), fc.constantFrom(...Object.keys(letter)), async (any, field) => {
        expect((await read(any)).ok).toBe(false);
        const changed = await read({ ...letter, [field]: any });
        expect(
          changed.ok && JSON.stringify(any) !== JSON.stringify(letter[field as keyof StoredLetter]),
        ).toBe(false);
      }),
      { numRuns: 200 },
    );
    for (const missing of Object.keys(letter)) {
      const { [missing as keyof StoredLetter]: _gone, ...rest } = letter;
      expect(reasonOf(await read(rest))).toBe("malformed");
    }
    expect(reasonOf(await read({ ...letter, note: 1 }))).toBe("malformed");
    expect(reasonOf(await read({ ...letter, ciphertext: letter.ciphertext.slice(0, -4) }))).toBe("malformed");
  });
});

/**
 * The format written a second time, by hand: what a reader who knows all but the sender's key can put together, and
 * what a writer with the right key but no manners can.
 */
async function forge(
  content: Uint8Array,
  signingKey: Uint8Array,
  padded = pad(content, 64),
): Promise<StoredLetter> {
  const { address, readingKey } = person.mailbox;
  const header = canonicalBytes({
    hour: 1,
    mailboxAddress: address,
    order: 1,
    recipientsHash: recipients.hash,
    recipientsVersion: 1,
    senderKind: "person",
    senderMemberId: null,
    version: 1,
  });
  const key = new Uint8Array(random(32));
  const readers: [string, Uint8Array][] = [
    ["amal", amal.reading.publicKey],
    ["bilal", bilal.reading.publicKey],
    ["mailbox", readingKey],
  ];
  const seals: { to: string; sealed: Uint8Array }[] = [];
  for (const [to, publicKey] of readers) {
    const aad = framed("leeward letter key v1", header, utf8(to));
    seals.push({
      to,
      sealed: await seal(publicKey, key, { info: utf8("leeward letter key v1"), aad }, random),
    });
  }
  const commitment = deriveKey(key, "leeward letter commitment v1");
  const allSeals = hash(
    framed("leeward letter seals v1", ...seals.flatMap(({ to, sealed }) => [utf8(to), sealed])),
  );
  const place = framed("leeward letter place v1", header, allSeals, commitment);
  const signature = await webCryptoCurves.sign(signingKey, framed("leeward letter v1", place, content));
  const contentKey = deriveKey(key, "leeward letter content key v1");
  const encrypted = await encryptContent(contentKey, concat(signature, padded), place, random);
  return {
    version: 1,
    order: 1,
    hour: 1,
    senderKind: "person",
    senderMemberId: null,
    recipientsVersion: 1,
    ciphertext: toBase64Url(concat(commitment, encrypted)),
    seals: seals.map(({ to, sealed }) => ({ to, sealed: toBase64Url(sealed) })),
  };
}

describe("a letter is not written", () => {
  test.each([
    ["empty", { text: "" }],
    ["too-long", { text: "x".repeat(20_001) }],
    ["not-text", { text: "half \ud83d" }],
    ["not-text", { text: "nul \u0000" }],
    ["bad-language", { language: "english please" }],
    ["bad-offer", { offer: { ...offer, purpose: "marketing" } as never }],
    ["unknown-field", { note: "x" } as never],
  ])("with a body that is %s", async (reason, change: Partial<LetterBody>) => {
    await expect(write({ body: { ...body, ...change } })).rejects.toThrow(reason);
  });

  test("to a mailbox whose keys are not of its address: the answer would be sealed to the server", async () => {
    const mailbox = { ...person.mailbox, readingKey: someoneElse.mailbox.readingKey };
    await expect(write({ mailbox, from: fromAmal })).rejects.toThrow("do not belong to its address");
  });

  test("by someone whom the readers would refuse", async () => {
    const wrongKey = { kind: "person", signingKey: amal.signing.privateKey } as const;
    await expect(write({ from: wrongKey })).rejects.toThrow("not the one that readers would check");
    const outside = {
      kind: "member",
      memberId: "stranger",
      signingKey: stranger.signing.privateKey,
    } as const;
    await expect(write({ from: outside })).rejects.toThrow("not the one that readers would check");
  });
});
