import { createHash } from "node:crypto";
import { Decrypter, generateIdentity, identityToRecipient } from "age-encryption";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Purpose } from "../../core/access/context.ts";
import { openDatabase } from "../../core/db/index.ts";
import { fromBase64Url, toBase64Url } from "../../core/keys/index.ts";
import { type TestMember, tablesThatHold } from "../../core/testing.ts";
import { recallOutside } from "./jobs.ts";
import { hashOfLink, makeLink, passphraseOf, sealOutside } from "./outside-seal.ts";
import { CONTACT, NEEDS, type TestCare, type TestPerson, testCare } from "./testing.ts";

// A clinic that has no Leeward is asked to help: a sealed file by the member's hand, and a page without an account.

let care: TestCare;
let ageIdentity: string;
beforeAll(async () => {
  care = await testCare();
  ageIdentity = await generateIdentity();
});
afterAll(() => care.stop());

const rows = async (text: string, ...values: unknown[]) => (await care.house.owner.query(text, values)).rows;
const CLINIC = {
  name: "Far Clinic",
  language: "fr",
  phone: "+44 20 7946 0000",
  enforcesImmigrationLaw: false,
  mustPassOn: false,
};
const declare = (body: object = {}, as: TestMember = care.caseworker) =>
  care.request("POST", "/api/outside-agencies", { as, body: { ...CLINIC, ...body } });
const ask = async (path: string, body: object) => {
  const answer = await care.house.app.inject({
    method: "POST",
    url: path,
    payload: body,
    headers: { "content-type": "application/json", host: new URL(care.house.origin).host },
  });
  return { status: answer.statusCode, text: answer.body, body: JSON.parse(answer.body) };
};
const look = (secret: string) => ask("/api/answer", { secret });
const say = (secret: string, act: string, more: object = {}) =>
  ask("/api/answer/acts", { secret, act, ...more });

interface Story {
  readonly person: TestPerson;
  readonly caseId: string;
  readonly agencyId: string;
  readonly consentId: string;
}

async function allowed(terms: object = {}): Promise<Story> {
  const person = await care.addPerson();
  const { id: caseId } = await care.openCase(person, {
    sections: {
      contact: CONTACT,
      "needs-and-risk": NEEDS,
      identity: { firstName: "Selam", familyName: "Haile" },
    },
  });
  const declared = await declare({ ageRecipient: await identityToRecipient(ageIdentity) });
  expect(declared.status, declared.text).toBe(201);
  const { id: agencyId } = declared.body;
  const consentId = await yes(caseId, agencyId, terms);
  return { person, caseId, agencyId, consentId };
}

async function yes(caseId: string, agencyId: string, terms: object = {}): Promise<string> {
  const asked = {
    recipientAgencyId: agencyId,
    purpose: "support",
    categories: ["identity", "needs-and-risk"],
    lines: [{ category: "identity", lines: ["firstName"] }],
    until: new Date(care.house.clock.now.getTime() + 30 * 86_400_000).toISOString(),
    language: "en",
    ...terms,
  };
  const as = care.caseworker;
  const sentence = await care.request("POST", `/api/cases/${caseId}/consents/sentence`, { as, body: asked });
  expect(sentence.status, sentence.text).toBe(200);
  const { text } = sentence.body;
  expect(text).toContain("does not use this system");
  const kept = await care.request("POST", `/api/cases/${caseId}/consents`, {
    as,
    body: { ...asked, text, by: "person", assent: null, readAloud: false, interpretedInto: null },
  });
  expect(kept.status, kept.text).toBe(201);
  return kept.body.id;
}

const LINES = [
  { category: "identity", lines: ["firstName"] },
  { category: "needs-and-risk", lines: ["wants"] },
];
const preview = (story: Story, body: object = {}, as: TestMember = care.caseworker) =>
  care.request("POST", `/api/cases/${story.caseId}/outside-preview`, {
    as,
    purpose: "support",
    body: { consentId: story.consentId, wanted: "health-care", urgent: false, letter: LINES, ...body },
  });
const send = (story: Story, body: object, as: TestMember = care.caseworker) =>
  care.request("POST", `/api/cases/${story.caseId}/outside-referrals`, {
    as,
    purpose: "support",
    body: { consentId: story.consentId, wanted: "health-care", urgent: false, ...body },
  });

/** As the member's browser does it: looked at, sealed, written down. */
async function sent(story: Story, body: object = {}) {
  const shown = await preview(story, body);
  expect(shown.status, shown.text).toBe(200);
  const { reference, text, versions } = shown.body;
  const secret = toBase64Url(makeLink(care.house.house.random));
  const answer = await send(story, {
    ...body,
    reference,
    linkHash: toBase64Url(await hashOfLink(fromBase64Url(secret, 32))),
    letter: LINES.map((one) => ({
      ...one,
      version: versions.find((each: { category: string }) => each.category === one.category).version,
    })),
  });
  expect(answer.status, answer.text).toBe(201);
  return { id: answer.body.id as string, secret, text, reference };
}

const see = async (id: string, as: TestMember = care.caseworker) =>
  (await care.request("GET", `/api/referrals/${id}`, { as })).body;
const recalls = async (as: TestMember = care.caseworker) =>
  (await care.request("GET", "/api/recalls", { as })).body.recalls;
const ownFile = async (as: TestPerson) => (await care.request("GET", "/api/my-file", { as })).body.cases[0];
const withdraw = (story: Story) =>
  care.request("POST", `/api/my-file/consents/${story.consentId}/withdraw`, { as: story.person });

async function work(): Promise<void> {
  const db = openDatabase({
    connectionString: care.house.connectionString.replace("user=postgres", "user=leeward_worker"),
    sizeMax: 1,
    log: () => undefined,
  });
  try {
    await db.transaction(recallOutside.role, (tx) => recallOutside.run(tx));
  } finally {
    await db.close();
  }
}

describe("an agency that is not on Leeward", () => {
  it("is asked with a sealed file, answers on a page without an account, and the person sees it", async () => {
    const story = await allowed();
    const { id, secret, text, reference } = await sent(story, { urgent: true });
    // What was looked at is what is sealed: the chosen lines, and nothing else of the case.
    expect(text).toContain("Selam");
    expect(text).toContain(NEEDS.wants);
    for (const hidden of ["Haile", CONTACT.street as string, story.caseId])
      expect(text).not.toContain(hidden);
    const sealed = await sealOutside(text, { recipient: await identityToRecipient(ageIdentity) });
    const decrypter = new Decrypter();
    decrypter.addIdentity(ageIdentity);
    expect(await decrypter.decrypt(sealed, "text")).toBe(text);
    expect(Buffer.from(sealed).toString("latin1")).not.toContain("Selam");
    // Both looks stood on record before the text left.
    const looks = await rows(
      "select category from access.access_entry where case_id = $1 and outcome = 'read' and member_id = $2 order by category",
      story.caseId,
      care.caseworker.id,
    );
    expect(looks.map(({ category }) => category)).toEqual(["identity", "needs-and-risk"]);
    // Its clocks are the pack's, as inside: acknowledged in an hour, answered in four.
    const hours = async () => {
      const [{ due, since }] = await rows(
        "select due_at as due, sent_at as since from care.referral where id = $1",
        id,
      );
      return Math.round((due - since) / 3_600_000);
    };
    expect(await hours()).toBe(1);
    const shown = await look(secret);
    expect(shown.body).toMatchObject({ reference, wanted: "health-care", urgent: true, state: "sent" });
    expect(shown.text).not.toMatch(/Selam|Haile|light/);
    expect((await say(secret, "acknowledge")).body.state).toBe("acknowledged");
    expect(await hours()).toBe(4);
    expect(await say(secret, "acknowledge")).toMatchObject({
      status: 409,
      body: { code: "referral-not-now" },
    });
    expect(await say(secret, "accept")).toMatchObject({ status: 422, body: { code: "outside-declares" } });
    expect((await say(secret, "accept", { declares: true })).body.state).toBe("accepted");
    expect((await say(secret, "begin")).body.state).toBe("begun");
    expect(await say(secret, "end")).toMatchObject({ status: 422, body: { code: "referral-code" } });
    expect((await say(secret, "end", { code: "helped" })).body).toMatchObject({
      state: "ended",
      answers: [],
    });
    expect(await see(id)).toMatchObject({
      state: "ended",
      code: "helped",
      acts: ["close"],
      to: { name: "Far Clinic" },
      outside: { reference, phone: CLINIC.phone, parts: LINES, recalledAt: null },
    });
    const file = await ownFile(story.person);
    expect(file.referrals[0]).toMatchObject({
      agency: { name: "Far Clinic" },
      state: "ended",
      categories: ["identity", "needs-and-risk"],
      outside: { recalledAt: null },
    });
    // Taken back after the help: the file is there still, so somebody has to call.
    expect((await withdraw(story)).status).toBe(200);
    expect((await recalls())[0]).toMatchObject({ reference, phone: CLINIC.phone });
    expect((await look(secret)).body).toMatchObject({
      over: true,
      wanted: null,
      state: null,
      answers: ["deleted"],
    });
    expect((await say(secret, "deleted")).body).toMatchObject({ deleted: true, answers: [] });
    expect((await recalls()).filter((one: { reference: string }) => one.reference === reference)).toEqual([]);
    expect((await ownFile(story.person)).referrals[0].outside.deletedAt).not.toBeNull();
    const kinds = await rows(
      "select distinct kind from ledger.entry where case_id = $1 and kind like 'referral.%' order by 1",
      story.caseId,
    );
    expect(kinds.map(({ kind }) => kind)).toEqual(
      ["accept", "acknowledge", "begin", "deleted", "end", "send"].map((act) => `referral.${act}`),
    );
  });

  it("opens with a passphrase of twenty-four digits where it has no key of its own", async () => {
    const passphrase = passphraseOf(care.house.house.random);
    expect(passphrase).toMatch(/^(\d{4} ){5}\d{4}$/);
    const decrypter = new Decrypter();
    decrypter.addPassphrase(passphrase);
    expect(await decrypter.decrypt(await sealOutside("Some text", { passphrase }), "text")).toBe("Some text");
  });

  it("is nobody who enforces immigration law, or must pass on to them", async () => {
    for (const bound of [{ enforcesImmigrationLaw: true }, { mustPassOn: true }]) {
      expect(await declare({ name: "Border Office", ...bound })).toMatchObject({
        status: 422,
        body: { code: "outside-immigration" },
      });
    }
    expect(await rows("select 1 from access.outside_agency where name = 'Border Office'")).toEqual([]);
    expect(await declare({ ageRecipient: `age1${"q".repeat(58)}` })).toMatchObject({
      body: { code: "outside-recipient" },
    });
  });

  it("has a name that cannot dress up as another's", async () => {
    for (const name of ["Clinic \u202eesuoH ruobraH", "Clinic\u2067", "Clinic\nPolice"])
      expect((await declare({ name })).status, JSON.stringify(name)).toBe(400);
  });

  it("is asked for help alone: no yes to it is for an investigation", async () => {
    const story = await allowed();
    const asked = {
      ...{
        recipientAgencyId: story.agencyId,
        purpose: "investigation",
        categories: ["identity"],
        language: "en",
      },
      until: new Date(care.house.clock.now.getTime() + 30 * 86_400_000).toISOString(),
    };
    const as = care.caseworker;
    const { text } = (
      await care.request("POST", `/api/cases/${story.caseId}/consents/sentence`, { as, body: asked })
    ).body;
    const body = { ...asked, text, by: "person", assent: null, readAloud: false, interpretedInto: null };
    expect(await care.request("POST", `/api/cases/${story.caseId}/consents`, { as, body })).toMatchObject({
      body: { code: "consent-outside-purpose" },
    });
  });

  it("gets nothing but what the yes names, from whom who may read it, of a case that they hold", async () => {
    const story = await allowed();
    const letter = (category: string, lines: string[]) => ({ letter: [{ category, lines, version: 1 }] });
    const more = { reference: "ABCD-EFGH", linkHash: toBase64Url(care.house.house.random(32)) };
    for (const wrong of [letter("identity", ["familyName"]), letter("contact", ["street"])]) {
      expect(await send(story, { ...more, ...wrong })).toMatchObject({ body: { code: "referral-parts" } });
    }
    const right = { ...more, ...letter("identity", ["firstName"]) };
    const other = await allowed();
    expect(await send({ ...story, consentId: other.consentId }, right)).toMatchObject({
      body: { code: "referral-basis" },
    });
    expect((await send(story, right, care.shelter)).status).toBe(403); // party, and not the holder
    expect((await send(story, right, care.police)).status).toBe(404);
    expect((await preview(story, {}, care.police)).status).toBe(404);
    // A nurse reads what is needed and not who they are.
    expect((await preview(story, {}, care.nurse)).body.code).toBe("section-closed");
    expect((await send(story, right, care.nurse)).body.code).toBe("referral-role");
    // No share and no letter inside rests on a yes to an agency outside.
    const inside = await care.request("POST", `/api/cases/${story.caseId}/referrals`, {
      as: care.caseworker,
      purpose: "support",
      body: {
        ...{
          agencyId: story.agencyId,
          purpose: "support",
          parts: [{ category: "needs-and-risk", version: 1 }],
          wanted: "health-care",
        },
        ...{ urgent: false, consentId: story.consentId },
      },
    });
    expect(inside.status).toBeGreaterThanOrEqual(400);
    expect(await rows("select 1 from care.referral where case_id = $1", story.caseId)).toEqual([]);
  });

  it("is sent a file anew: the one before is asked back with a clock, and the referral's own clock stays", async () => {
    const story = await allowed();
    const first = await sent(story, { urgent: true });
    const { id } = first;
    const due = async () => (await rows("select due_at from care.referral where id = $1", id))[0].due_at;
    const before = await due();
    care.house.clock.now = new Date(care.house.clock.now.getTime() + 30 * 60_000);
    // Sealed to a key that nobody there has any more: it is written down anew, under the same name.
    const declared = await declare({ phone: "+44 20 7946 1111" });
    expect(declared.body.id).toBe(story.agencyId);
    const lines = [{ category: "needs-and-risk", lines: ["wants", "now"] }];
    const shown = await preview(story, { urgent: true, letter: lines });
    expect(shown.body.to.ageRecipient).toBe(null);
    const secret = toBase64Url(makeLink(care.house.house.random));
    const file = {
      reference: shown.body.reference,
      linkHash: toBase64Url(await hashOfLink(fromBase64Url(secret, 32))),
      letter: [{ ...lines[0], version: 1 }],
    };
    const anew = (body: object, as: TestMember = care.caseworker, purpose: Purpose = "support") =>
      care.request("POST", `/api/referrals/${id}/outside-letter`, {
        ...{ as, purpose, body: { ...file, ...body } },
      });
    // Not more than the yes names, not by who reads none of it, not for another purpose, and by its sender alone.
    const more = [{ category: "identity", lines: ["familyName"], version: 1 }];
    expect((await anew({ letter: more })).body.code).toBe("referral-parts");
    expect((await anew({ letter: [{ ...more[0], lines: ["firstName"] }] }, care.nurse)).body.code).toBe(
      "referral-role",
    );
    expect((await anew({}, care.caseworker, "identification")).body.code).toBe("referral-basis");
    expect((await anew({}, care.shelter)).status).toBe(404);
    expect(await recalls()).toEqual([]);

    expect((await anew({})).status).toBe(201);
    expect(await due()).toEqual(before);
    const [call] = await recalls();
    expect(call).toMatchObject({ reference: first.reference, phone: "+44 20 7946 1111" });
    const hours = (Date.parse(call.dueAt) - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(3.9);
    expect(hours).toBeLessThan(4.1);
    expect(await see(id)).toMatchObject({
      state: "sent",
      outside: {
        reference: file.reference,
        recalledAt: null,
        // What ever went out stands there.
        parts: [LINES[0], { category: "needs-and-risk", lines: ["now", "wants"] }],
      },
    });
    expect((await see(id)).steps.at(-1)).toMatchObject({ act: "send-anew", member: "Ines" });
    const inFrench = await care.request("GET", "/api/my-file?lang=fr", { as: story.person });
    expect(inFrench.body.cases[0].referrals[0].letter).toEqual([
      { category: "identity", names: ["Prénom"] },
      { category: "needs-and-risk", names: ["Souhaits", "Maintenant"] },
    ]);
    expect(
      await rows(
        "select kind from ledger.entry where case_id = $1 and kind = 'referral.send-anew'",
        story.caseId,
      ),
    ).toHaveLength(1);
    // The old link takes one answer, that the file is deleted; the new one all of them.
    expect((await look(first.secret)).body).toMatchObject({
      ...{ reference: first.reference, over: true, wanted: null, answers: ["deleted"] },
    });
    expect((await say(first.secret, "accept", { declares: true })).status).toBe(409);
    expect((await say(first.secret, "deleted")).status).toBe(200);
    expect(await recalls()).toEqual([]);
    expect((await say(secret, "accept", { declares: true })).body.state).toBe("accepted");
    // Once it is over, nothing goes out.
    await withdraw(story);
    expect(
      (await anew({ reference: "ABCD-EFGH", linkHash: toBase64Url(care.house.house.random(32)) })).body.code,
    ).toBe("referral-not-now");
  });

  it("answers a wrong, a foreign, a replaced and an old link in one way, and counts the tries", async () => {
    const story = await allowed();
    const { id, secret } = await sent(story);
    const guess = toBase64Url(care.house.house.random(32));
    const refused = await look(guess);
    expect(refused).toMatchObject({ status: 404, body: { code: "outside-link" } });
    expect((await say(guess, "accept", { declares: true })).text).toBe(refused.text);
    // The hash, which a stolen dump shows, is no secret.
    const [{ link_hash: hash }] = await rows(
      "select link_hash from care.outside_letter where referral_id = $1",
      id,
    );
    expect(Buffer.from(hash)).not.toEqual(createHash("sha256").update(fromBase64Url(secret, 32)).digest());
    expect((await look(toBase64Url(hash))).text).toBe(refused.text);
    // The secret of one case says nothing of another one.
    const second = await sent(await allowed());
    expect((await say(second.secret, "decline", { code: "no-place" })).status).toBe(200);
    expect((await see(id)).state).toBe("sent");
    const renewed = toBase64Url(makeLink(care.house.house.random));
    const linkHash = toBase64Url(await hashOfLink(fromBase64Url(renewed, 32)));
    for (const [as, status] of [
      [care.police, 404],
      [care.caseworker, 200],
    ] as const) {
      const answer = await care.request("POST", `/api/referrals/${id}/link`, { as, body: { linkHash } });
      expect(answer.status).toBe(status);
    }
    expect((await look(secret)).text).toBe(refused.text);
    expect((await look(renewed)).status).toBe(200);
    await rows("update care.outside_letter set link_until = now() where referral_id = $1", id);
    expect((await look(renewed)).text).toBe(refused.text);
    for (let tries = 0; tries < 59; tries++) await look(guess);
    expect((await look(guess)).status).toBe(429);
  });

  it("is asked to delete what it has when the person takes their yes back in the middle", async () => {
    const story = await allowed();
    const { id, secret, reference } = await sent(story, { urgent: true });
    await say(secret, "accept", { declares: true });
    expect((await withdraw(story)).status).toBe(200);
    expect(await say(secret, "begin")).toMatchObject({ status: 409, body: { code: "referral-not-now" } });
    expect((await look(secret)).body).toMatchObject({ over: true, answers: ["deleted"] });
    expect(await see(id)).toMatchObject({ state: "stopped", code: "withdrawn", turn: ["sender"] });
    const [recall] = (await recalls()).filter((one: { reference: string }) => one.reference === reference);
    expect(recall).toMatchObject({ agency: "Far Clinic", phone: CLINIC.phone });
    const asked = (as: TestMember) => care.request("POST", `/api/recalls/${recall.id}/asked`, { as });
    expect((await asked(care.police)).status).toBe(404);
    expect((await asked(care.caseworker)).status).toBe(204);
    expect((await asked(care.caseworker)).status).toBe(409);
    expect((await recalls()).filter((one: { reference: string }) => one.reference === reference)).toEqual([]);
    expect((await ownFile(story.person)).referrals[0]).toMatchObject({
      state: "stopped",
      outside: { askedAt: expect.any(String), deletedAt: null },
    });
  });

  it("is told within 60 s that the yes was taken back, and somebody has to call until it says that its file is deleted", async () => {
    for (const urgent of [false, true]) {
      const story = await allowed();
      const { secret, reference } = await sent(story, { urgent });
      expect((await look(secret)).body.over).toBe(false);
      const taken = Date.now();
      expect((await withdraw(story)).status).toBe(200);
      const told = await look(secret);
      expect(Date.now() - taken).toBeLessThan(60_000);
      expect(told.body).toMatchObject({ over: true, answers: ["deleted"], wanted: null, state: null });
      const [row] = await rows(
        "select recalled_at as since, recall_due_at as due from care.outside_letter where reference = $1",
        reference,
      );
      expect(row.due - row.since).toBe((urgent ? 4 : 24) * 3_600_000);
      const waits = async () =>
        (await recalls()).some((one: { reference: string }) => one.reference === reference);
      expect(await waits()).toBe(true);
      expect((await say(secret, "deleted")).body.deleted).toBe(true);
      expect(await waits(), "until they say that it is deleted").toBe(false);
    }
  });

  it("is written down by whoever it was told on the telephone, and a no gives the person back", async () => {
    const story = await allowed();
    const { id, secret } = await sent(story);
    const act = (what: string, more: object = {}, as: TestMember = care.caseworker) =>
      care.request("POST", `/api/referrals/${id}/acts`, { as, body: { act: what, ...more } });
    expect((await act("acknowledge", {}, care.police)).status).toBe(404);
    expect((await act("acknowledge")).body.state).toBe("acknowledged");
    expect((await act("decline", { code: "no-language" })).body.state).toBe("declined");
    expect(await see(id)).toMatchObject({
      turn: ["sender"],
      acts: ["close"],
      outside: { recalledAt: expect.any(String) },
    });
    expect((await look(secret)).body).toMatchObject({ over: true });
    expect((await act("close", { code: "support-with-us" })).status).toBe(200);
  });

  it("is asked back what it has when the yes runs out, and when the case is erased", async () => {
    const story = await allowed();
    const { id, secret, reference } = await sent(story);
    await rows(
      "update access.consent set given_at = now() - interval '9 days', expires_at = now() where id = $1",
      story.consentId,
    );
    expect((await look(secret)).body.over).toBe(true);
    await work();
    expect(await see(id)).toMatchObject({ state: "stopped", code: "expired" });

    const erased = await allowed();
    const gone = await sent(erased);
    await rows("select access.erase_case($1)", erased.caseId);
    expect(await tablesThatHold(care.house.owner, erased.caseId)).toEqual(["access.erasure"]);
    const open = (await recalls()).map((one: { reference: string }) => one.reference);
    expect(open).toEqual(expect.arrayContaining([reference, gone.reference]));
    expect((await look(gone.secret)).body).toMatchObject({ over: true, wanted: null, state: null });
    expect((await say(gone.secret, "deleted")).body.deleted).toBe(true);
    await rows(
      "update care.outside_letter set deleted_at = now() - interval '31 days' where reference = $1",
      gone.reference,
    );
    await work();
    expect(await rows("select 1 from care.outside_letter where reference = $1", gone.reference)).toEqual([]);
  });
});
