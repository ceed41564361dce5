import { randomUUID } from "node:crypto";
import { brotliDecompressSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { fromBase64Url } from "./core/keys/index.ts";
import { type TestHouse, type TestMember, testHouse, testRandom } from "./core/testing.ts";
import { registerCare } from "./modules/care/index.ts";
import { SAMPLES } from "./modules/door/attachments/clean/samples.ts";
import type { NamedAttachment } from "./modules/door/attachments/named.ts";
import { openNamed, type ToAttach, Upload } from "./modules/door/attachments/upload.ts";
import { readFile } from "./modules/door/island/attached.ts";
import type { Visit } from "./modules/door/island/visit.ts";
import { sayIn } from "./modules/door/pages/texts/index.ts";
import { openTestDoor, someoneWrites, type TestDoor } from "./modules/door/testing.ts";

/**
 * What taking a yes back means for an original that a person sent as proof: DESIGN's row "sealed evidence", for what there is.
 * Threats: a withdrawal, or the end of the file, takes the proof along; a yes opens it to the agency that it named; it outlives
 * the letters that brought it.
 */
let house: TestHouse;
let door: TestDoor;
let shelter: TestMember;
beforeAll(async () => {
  house = await testHouse();
  registerCare(house.app, house.house);
  door = await openTestDoor(house);
  const shelterId = await house.addAgency({ name: "Harbour House", kind: "shelter" });
  shelter = await house.addMember({
    agencyId: shelterId,
    name: "Sofia",
    roles: ["caseworker", "intake-worker"],
  });
});
afterAll(() => house.stop());

const rows = async (text: string, ...values: unknown[]) => (await house.owner.query(text, values)).rows;
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "done",
    (error: Error & { code?: string }) => error.code ?? error.name,
  );

/** A photograph as a phone has it, sent cleaned and with its original; how the letter names the original. */
async function sendWithOriginal(visit: Visit): Promise<{ photo: Buffer; original: NamedAttachment }> {
  const photo = brotliDecompressSync(Buffer.from(SAMPLES["pic.jpg"], "base64"));
  const read = await readFile(new File([photo], "IMG_2041.jpg"), "1");
  if (typeof read === "string" || !read.clean || !read.original) throw new Error("it was cleaned");
  const send = (what: ToAttach) => new Upload(what, randomUUID(), testRandom).run(visit, () => undefined);
  const [cleaned, original] = [await send(read.clean), await send(read.original)];
  await visit.reply({ text: "", language: "en", attachments: [cleaned, original] }, 1);
  return { photo, original };
}

/** The yes that lets the shelter see how to reach the person, and the case that is opened from it. */
async function openCase(visit: Visit, address: string): Promise<string> {
  const [terms, until] = [{ categories: ["contact"], purpose: "support" } as const, new Date()];
  until.setTime(house.clock.now.getTime() + 60 * 86_400_000);
  const protocolId = await house.addProtocol({
    parties: [door.agencyId, shelter.agencyId],
    scope: [{ category: "contact", purpose: "support" }],
  });
  const id = randomUUID();
  const agreed = { ...terms, protocolId, recipientAgencyId: shelter.agencyId };
  const asIntake = door.as(door.intake);
  await asIntake(`/api/inbox/${address}/offers`, {
    method: "POST",
    body: { ...agreed, id, consentUntil: until.toISOString() },
    key: randomUUID(),
  });
  const parties = { intakeAgency: door.agencyId, recipientAgency: shelter.agencyId };
  const offer = { ...terms, ...parties, protocolId, offerId: id, until: until.toISOString() };
  await door.answer(door.intake, address, { text: "May we?", language: "en", offer });
  const asked = (await visit.read()).letters.at(-1);
  if (!asked?.ok || !asked.offer?.terms) throw new Error("the offer is shown");
  await visit.sayYes(asked.offer.terms, "en", sayIn("en"));
  const document = { channel: "text-message", codeWord: "marigold" };
  const opened = await house.app.inject({
    method: "POST",
    url: "/api/cases",
    headers: { ...door.intake.headers("support"), "idempotency-key": randomUUID() },
    payload: {
      ...{ offerId: id, gender: "woman", ageBand: "25-34", language: "en" },
      sections: [{ category: "contact", document }],
    },
  });
  expect(opened.statusCode, opened.body).toBe(201);
  return opened.json().id;
}

it("an original that was sent as proof stays with its letters when the yes is taken back and when the file is erased, was never open to who the yes named, and goes with the letters", async () => {
  const someone = await someoneWrites(door, "I have a picture of the gate.");
  const visit = await someone.visit();
  const { photo, original } = await sendWithOriginal(visit);
  const caseId = await openCase(visit, someone.address);

  const piece = `/api/inbox/attachments/${original.id}/pieces/0`;
  const opens = async () => {
    const read = (number: number) =>
      door.as(door.intake)<Uint8Array>(`/api/inbox/attachments/${original.id}/pieces/${number}`, {
        wants: "bytes",
      });
    return Buffer.from(await openNamed(original, fromBase64Url(original.key, 32), read)).equals(photo);
  };
  const shelterReads = async () =>
    (
      await house.app.inject({
        url: `/api/cases/${caseId}/sections/contact`,
        headers: shelter.headers("support"),
      })
    ).statusCode;
  expect(await opens(), "byte by byte, with its hidden details").toBe(true);
  expect(await shelterReads()).toBe(200);
  expect(await codeOf(door.as(shelter)(piece)), "no part of any share").toBe("not-found");

  const { cases } = await someone.file();
  const consentId = cases[0]?.consents[0]?.id;
  await visit.ask(`/api/my-file/consents/${consentId}/withdraw`, "POST");
  expect(await shelterReads()).toBe(403);
  expect(await opens(), "the yes is taken back").toBe(true);
  expect(await codeOf(door.as(shelter)(piece))).toBe("not-found");

  await rows("select access.erase_case($1)", caseId);
  expect(await rows("select from access.case_record where id = $1", caseId)).toEqual([]);
  expect(await opens(), "the file is erased").toBe(true);

  await (await someone.visit()).deleteLetters();
  expect(await codeOf(door.as(door.intake)(piece)), "the letters are deleted").toBe("not-found");
  const left = "select from door.attachment_piece where attachment_id = $1";
  expect(await rows(left, original.id)).toEqual([]);
});
