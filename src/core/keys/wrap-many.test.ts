import { expect, it } from "vitest";
import { makeSealKeys, open } from "./seal.ts";
import { seededRandom } from "./testing.ts";
import { decryptSection, encryptSection, wrapContext, wrapDataKey } from "./wrap.ts";
import { encryptSectionNow, ManyWraps } from "./wrap-many.ts";

const place = { dataKeyId: "k", caseId: "c", category: "contact", agencyId: "a", agencyKeyVersion: 1 };
const section = { caseId: "c", category: "contact", version: 1, dataKeyId: "k" };

it("wraps a data key as the slower way does: it opens in its own place, and nowhere else", async () => {
  const { publicKey, privateKey } = await makeSealKeys(seededRandom("agency"));
  const dataKey = seededRandom("data")(32);
  for (let i = 0; i < 20; i++) {
    const many = new ManyWraps(publicKey).wrap(dataKey, place);
    expect(many.length).toBe((await wrapDataKey(publicKey, dataKey, place, seededRandom("slow"))).length);
    expect(Buffer.from(await open(privateKey, many, wrapContext(place))).equals(dataKey)).toBe(true);
    await expect(open(privateKey, many, wrapContext({ ...place, caseId: "d" }))).rejects.toThrow();
  }
});

it("encrypts a section byte for byte as the slower way does with the same randomness", async () => {
  const dataKey = seededRandom("data")(32);
  const document = seededRandom("document")(700);
  const now = encryptSectionNow(dataKey, document, section, seededRandom("nonce"));
  expect(now.equals(await encryptSection(dataKey, document, section, seededRandom("nonce")))).toBe(true);
  expect(Buffer.from(await decryptSection(dataKey, now, section)).equals(document)).toBe(true);
});
