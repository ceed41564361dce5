import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeMemberKeys } from "../../core/identity/member-keys.ts";
import { toBase64Url } from "../../core/keys/bytes.ts";
import { canonicalJson } from "../../core/keys/canonical-json.ts";
import { signingKeysOf } from "../../core/keys/derive.ts";
import { flipBit, seededRandom } from "../../core/keys/testing.ts";
import {
  type Recipient,
  type RecipientsList,
  type RecipientsVerdict,
  recipientsHash,
  type SignedRecipients,
  signRecipients,
  verifyRecipients,
} from "./recipients.ts";

const random = seededRandom("recipients");
const root = await signingKeysOf(random(32));
const otherRoot = await signingKeysOf(random(32));

async function member(memberId: string): Promise<Recipient> {
  const { reading, signing } = await makeMemberKeys(random);
  return { memberId, readingKey: toBase64Url(reading.publicKey), signingKey: toBase64Url(signing.publicKey) };
}

const members = await Promise.all(["m-1", "m-2", "m-3"].map(member));
const first: RecipientsList = {
  agencyId: "agency-1",
  version: 1,
  issuedAtHour: 498_000,
  previousHash: null,
  recipients: members,
};
const second: RecipientsList = {
  ...first,
  version: 2,
  previousHash: recipientsHash(first),
  recipients: members.slice(1),
};
const expected = { agencyId: "agency-1", minVersion: 1 };

function reasonOf(verdict: RecipientsVerdict): string {
  return verdict.ok ? "ok" : verdict.reason;
}

/** A list signed by the root key although it should not be: what a broken tool or a hostile agency could do. */
async function signedAnyway(list: unknown, key = root.privateKey): Promise<unknown> {
  const good = await signRecipients(first, key);
  const { chooseCurves } = await import("../../core/keys/curves.ts");
  const { framed, utf8 } = await import("../../core/keys/bytes.ts");
  const message = framed("leeward recipients v1", utf8(canonicalJson(list as never)));
  return { ...good, list, signature: toBase64Url(await (await chooseCurves()).sign(key, message)) };
}

describe("a signed list", () => {
  test("is accepted from its agency's root key, also after a journey as JSON with its keys in another order", async () => {
    const signed = await signRecipients(first, root.privateKey);
    const turned = JSON.parse(
      JSON.stringify({
        signature: signed.signature,
        list: Object.fromEntries(Object.entries(first).reverse()),
      }),
    );
    const verdict = await verifyRecipients(turned, root.publicKey, expected);
    expect(verdict).toEqual({ ok: true, recipients: { list: first, hash: recipientsHash(first) } });
  });

  test("is refused under another root key, for another agency, or with any bit of its signature flipped", async () => {
    const signed = await signRecipients(first, root.privateKey);
    expect(reasonOf(await verifyRecipients(signed, otherRoot.publicKey, expected))).toBe("bad-signature");
    const elsewhere = { ...expected, agencyId: "agency-2" };
    expect(reasonOf(await verifyRecipients(signed, root.publicKey, elsewhere))).toBe("wrong-agency");
    const signature = Buffer.from(signed.signature, "base64url");
    for (let bit = 0; bit < 512; bit += 9) {
      const changed = { ...signed, signature: toBase64Url(flipBit(signature, bit)) };
      expect(reasonOf(await verifyRecipients(changed, root.publicKey, expected)), `bit ${bit}`).toBe(
        "bad-signature",
      );
    }
  });

  // Kills: a field left out of what is signed.
  test("is refused when any field of it is changed", async () => {
    const signed = await signRecipients(second, root.privateKey);
    const stranger = await member("m-9");
    const changes: Partial<RecipientsList>[] = [
      { agencyId: "agency-2" },
      { version: 3 },
      { issuedAtHour: 498_001 },
      { previousHash: recipientsHash(second) },
      { recipients: [...second.recipients, stranger] },
      { recipients: second.recipients.slice(1) },
      { recipients: [...second.recipients].reverse() },
      { recipients: second.recipients.with(0, { ...(second.recipients[0] as Recipient), memberId: "m-7" }) },
      { recipients: second.recipients.with(0, { ...stranger, memberId: "m-2" }) },
    ];
    for (const change of changes) {
      const changed: SignedRecipients = { ...signed, list: { ...second, ...change } };
      expect(
        reasonOf(await verifyRecipients(changed, root.publicKey, expected)),
        Object.keys(change)[0],
      ).toBe("bad-signature");
    }
  });

  test("is refused when it is older than one that was seen", async () => {
    const old = await signRecipients(first, root.privateKey);
    expect(reasonOf(await verifyRecipients(old, root.publicKey, { ...expected, minVersion: 2 }))).toBe(
      "rolled-back",
    );
  });

  test("follows the one before, or is refused: no gap, no second list in the same place", async () => {
    const previous = { list: first, hash: recipientsHash(first) };
    const next = await signRecipients(second, root.privateKey);
    expect(reasonOf(await verifyRecipients(next, root.publicKey, { ...expected, previous }))).toBe("ok");
    const fork = await signRecipients({ ...second, previousHash: recipientsHash(second) }, root.privateKey);
    expect(reasonOf(await verifyRecipients(fork, root.publicKey, { ...expected, previous }))).toBe(
      "broken-chain",
    );
    const gap = await signRecipients({ ...second, version: 3 }, root.privateKey);
    expect(reasonOf(await verifyRecipients(gap, root.publicKey, { ...expected, previous }))).toBe(
      "broken-chain",
    );
  });
});

describe("a list that should never have been signed", () => {
  const [one, two] = members as [Recipient, Recipient];
  const weak = toBase64Url(new Uint8Array(32));
  const cases: [string, RecipientsList["recipients"]][] = [
    ["empty", []],
    ["duplicate-member", [one, { ...two, memberId: one.memberId }]],
    ["duplicate-key", [one, { ...two, readingKey: one.readingKey }]],
    ["duplicate-key", [{ ...one, signingKey: one.readingKey }]],
    ["wrong-key-length", [{ ...one, readingKey: toBase64Url(new Uint8Array(31).fill(1)) }]],
    ["wrong-key-length", [{ ...one, signingKey: "" }]],
    ["low-order-key", [{ ...one, readingKey: weak }]],
    ["low-order-key", [{ ...one, signingKey: weak }]],
    ["malformed", [{ ...one, memberId: "mailbox" }]],
    ["malformed", [{ ...one, memberId: "" }]],
    ["malformed", [{ ...one, readingKey: `${one.readingKey}=` }]],
    ["malformed", Array.from({ length: 201 }, (_, i) => ({ ...one, memberId: `m-${i}` }))],
  ];

  test.each(cases)("is refused on reading and on signing: %s", async (reason, recipients) => {
    const list = { ...first, recipients };
    expect(reasonOf(await verifyRecipients(await signedAnyway(list), root.publicKey, expected))).toBe(reason);
    await expect(signRecipients(list, root.privateKey)).rejects.toThrow(reason);
  });

  test.each([
    ["a fraction of a version", { version: 1.5 }],
    ["version 0", { version: 0 }],
    ["a first version that follows another", { previousHash: recipientsHash(first) }],
    ["a later version that follows none", { version: 2 }],
    ["an hour before 1970", { issuedAtHour: -1 }],
    ["a field that is not signed", { note: "x" }],
    ["no agency", { agencyId: "" }],
  ])("%s is malformed", async (_what, change) => {
    const signed = await signRecipients(first, root.privateKey);
    const changed = { ...signed, list: { ...first, ...change } };
    expect(reasonOf(await verifyRecipients(changed, root.publicKey, expected))).toBe("malformed");
  });

  test("whatever a server answers is refused without an error", async () => {
    await fc.assert(
      fc.asyncProperty(fc.anything(), fc.anything(), async (list, signature) => {
        expect(reasonOf(await verifyRecipients({ list, signature }, root.publicKey, expected))).toBe(
          "malformed",
        );
        expect(reasonOf(await verifyRecipients(list, root.publicKey, expected))).toBe("malformed");
      }),
      { numRuns: 200 },
    );
  });
});
