import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { registerIdentity } from "../identity/index.ts";
import { toBase64Url } from "../keys/index.ts";
import { registerProposals } from "../proposals/index.ts";
import { signAct } from "../proposals/signed.ts";
import { type TestHouse, type TestMember, testHouse, testRandom } from "../testing.ts";
import { registerProtocols } from "./index.ts";
import { isSignedByParty, signAsParty, statementHash } from "./statement.ts";
import type { DraftTerms } from "./terms.ts";
import { addParty, agree, ask, draftBetween, personOf, propose, sign, type TestParty } from "./testing.ts";
import { type AgreementExport, verifyAgreement } from "./verify.ts";

let house: TestHouse;
let ngo: TestParty;
let shelter: TestParty;
let outsider: TestParty;
let caseworker: TestMember;
let reader: TestMember;

beforeAll(async () => {
  house = await testHouse();
  registerIdentity(house.app, house.house);
  registerProtocols(house.app, house.house);
  registerProposals(house.app, house.house);
  ngo = await addParty(house, { name: "Open Door", kind: "ngo" });
  shelter = await addParty(house, { name: "Harbour House", kind: "shelter" });
  outsider = await addParty(house, { name: "Far Shore", kind: "ngo" });
  caseworker = await house.addMember({ agencyId: ngo.id, name: "Ines", roles: ["caseworker"] });
  reader = await house.addMember({ agencyId: shelter.id, name: "Sofia", roles: ["caseworker"] });
}, 120_000);
afterAll(() => house.stop());

/** As a member in one transaction of the server's own role, as its routes do. */
async function asMember<T>(who: TestMember, sql: string, values: unknown[] = []): Promise<T[]> {
  const { owner } = house;
  await owner.query("begin");
  try {
    await owner.query("set local role leeward_member");
    await owner.query("select access.open_member_context($1, 'support')", [Buffer.from(who.secret)]);
    const { rows } = await owner.query(sql, values);
    await owner.query("commit");
    return rows;
  } catch (error) {
    await owner.query("rollback");
    throw error;
  }
}

/** A case of the NGO with a consent to this shelter. */
async function openCase(): Promise<{ caseId: string; consentId: string }> {
  const caseId = randomUUID();
  const consentId = randomUUID();
  await asMember(caseworker, "select access.open_case($1, null)", [caseId]);
  await house.owner.query(
    `with given as (
       insert into access.consent (id, case_id, recipient_agency_id, purpose, given_by, statement, given_in_person_to, expires_at)
       values ($1, $2, $3, 'support', 'person', 'yes', $4, now() + interval '90 days') returning id
     ) insert into access.consent_category select id, unnest('{contact,needs-and-risk,identity}'::text[]) from given`,
    [consentId, caseId, shelter.id, caseworker.id],
  );
  return { caseId, consentId };
}

async function share(
  protocolId: string,
  category: string,
  days = 60,
): Promise<{ id: string; caseId: string }> {
  const { caseId, consentId } = await openCase();
  const id = randomUUID();
  await asMember(
    caseworker,
    "select access.open_share($1, $2, $3, $4, 'support', $5, null, $6, now() + make_interval(days => $7))",
    [id, caseId, category, shelter.id, consentId, protocolId, days],
  );
  return { id, caseId };
}

const readsNow = async (caseId: string, category: string): Promise<unknown> =>
  (await asMember<{ by: string | null }>(reader, "select access.decide($1, $2) as by", [caseId, category]))[0]
    ?.by;

const statusOf = async (id: string): Promise<string> =>
  (await house.owner.query("select status from access.protocol where id = $1", [id])).rows[0]?.status;

describe("a draft", () => {
  it("keeps what was typed, whole or not, for supervisors of the agencies that it names, and of no other", async () => {
    const begun = await ask(house, ngo.first, "POST", "/api/protocol-drafts", { protocolId: null });
    const url = `/api/protocol-drafts/${begun.body.id}`;
    const half: DraftTerms = {
      ...draftBetween([ngo, shelter]),
      retentionDays: "a ye",
      inForceFrom: "2027-02-3",
    };
    expect((await ask(house, ngo.first, "PUT", url, half, '"v1"')).body).toEqual({ revision: 2 });
    const seen = await ask(house, shelter.first, "GET", url);
    expect(seen.body.terms).toEqual(half);
    expect(seen.etag).toBe('"v2"');
    expect((await ask(house, shelter.first, "PUT", url, { ...half, title: "Ours" }, '"v2"')).status).toBe(
      200,
    );
    expect((await ask(house, ngo.first, "PUT", url, half, '"v2"')).body.code).toBe("draft-changed");
    expect((await ask(house, outsider.first, "GET", url)).status).toBe(404);
    expect((await ask(house, outsider.first, "PUT", url, half, '"v3"')).status).toBe(404);
    expect((await ask(house, caseworker, "GET", url)).status).toBe(403);
    expect((await ask(house, shelter.first, "DELETE", url)).status).toBe(404);
    expect((await ask(house, ngo.first, "DELETE", url)).status).toBe(204);
  });

  it("names each part that it lacks before it can be proposed", async () => {
    const refused = await propose(house, ngo.first, {
      ...draftBetween([ngo, shelter]),
      ...{ title: " ", retentionDays: "0", inForceUntil: "2027-02-30", reviewOn: "", citation: "⟦x⟧ y" },
    });
    expect(refused.status).toBe(422);
    expect(refused.body.faults.map(({ code }: { code: string }) => code)).toEqual([
      ...["title-missing", "letter-not-kept", "retention-not-whole", "until-not-a-day", "review-not-a-day"],
    ]);
  });

  it("refuses an agency bound to immigration enforcement where it covers who or where, in the page's rule and in the database", async () => {
    const border = await addParty(house, {
      name: "Border",
      kind: "immigration-enforcement",
      enforcesImmigrationLaw: true,
    });
    const refused = await propose(house, ngo.first, draftBetween([ngo, border]));
    expect(refused.body).toMatchObject({
      code: "immigration-party",
      faults: [{ code: "party-bound", agencyId: border.id }],
    });
    const listed = await ask(house, ngo.first, "GET", "/api/protocol-drafts");
    expect(listed.body.agencies.find(({ id }: { id: string }) => id === border.id).bond).toEqual({
      by: "power",
      agency: null,
    });
    // What the page does not name, the database may.
    const money = draftBetween([ngo, border], { scope: [{ purpose: "remedy", category: "money" }] });
    const { body } = await propose(house, ngo.first, money);
    expect(body.version).toBe(1);
    await expect(
      house.owner.query("insert into access.protocol_scope values ($1, 'contact', 'support')", [body.id]),
    ).rejects.toMatchObject({ constraint: "no_immigration_party" });
  });
});

describe("signing", () => {
  it("puts an agreement in force with the last party's signature, and not before", async () => {
    const { body: at } = await propose(house, ngo.first, draftBetween([ngo, shelter]));
    expect(await statusOf(at.id)).toBe("proposed");
    await expect(share(at.id, "contact")).rejects.toMatchObject({ constraint: "share_not_live" });
    expect((await sign(house, ngo, at)).body).toEqual({ now: "signed" });
    expect(await statusOf(at.id)).toBe("proposed");
    expect((await sign(house, shelter, at)).body).toEqual({ now: "in-force" });
    expect(await statusOf(at.id)).toBe("in-force");
    const { caseId } = await share(at.id, "contact");
    expect(await readsNow(caseId, "contact")).toBe("share");
    const { body } = await ask(house, caseworker, "GET", `/api/protocols/${at.id}`);
    const kinds = body.changes.map(({ kind }: { kind: string }) => kind);
    expect(kinds).toEqual(["in-force", "signed", "signed", "proposed"]);
    const [version] = body.versions;
    for (const signature of version.signatures)
      expect(await isSignedByParty(version.statement, signature)).toBe(true);
    const entries = await house.owner.query(
      "select content from ledger.entry where kind = 'protocol.in-force'",
    );
    expect(JSON.parse(entries.rows.at(-1).content).sha256).toBe(statementHash(version.statement));
  });

  it("takes two supervisors of an agency, the same key twice is one, and no one of another agency", async () => {
    const { body: at } = await propose(house, ngo.first, draftBetween([ngo, shelter]));
    const url = `/api/protocols/${at.id}/versions/1/signatures`;
    const effects = (await ask(house, ngo.first, "GET", `/api/protocols/${at.id}/versions/1/effects`)).body
      .digest;
    const { person, statement } = await personOf(house, ngo, ngo.first, at);
    const alone = await signAsParty(statement, ngo.id, [person], ngo.root);
    const twice = await signAsParty(statement, ngo.id, [person, person], ngo.root);
    for (const signature of [alone, twice]) {
      const answer = await ask(house, ngo.first, "POST", url, { person, party: { signature, effects } });
      expect(answer.body.code).toBe("two-signers");
    }
    // Someone of the other party, in this party's list.
    const { person: foreign } = await personOf(house, shelter, shelter.first, at);
    const mixed = await signAsParty(statement, ngo.id, [person, foreign], ngo.root);
    const answer = await ask(house, ngo.first, "POST", url, { person, party: { signature: mixed, effects } });
    expect(answer.body.code).toBe("bad-signature");
    const { person: outside } = await personOf(house, outsider, outsider.first, at);
    expect((await ask(house, outsider.first, "POST", url, { person: outside })).status).toBe(403);
    expect((await ask(house, caseworker, "POST", url, { person })).status).toBe(403);
  });

  it("refuses what another key signed, another text, a bit that was turned, and a signature of another version", async () => {
    const { body: at } = await propose(house, ngo.first, draftBetween([ngo, shelter]));
    const { body: other } = await propose(house, ngo.first, draftBetween([ngo, shelter], { title: "Other" }));
    const url = `/api/protocols/${at.id}/versions/1/signatures`;
    const { person } = await personOf(house, ngo, ngo.first, at);
    const { person: replayed } = await personOf(house, ngo, ngo.first, other);
    const turned = {
      ...person,
      signature: `${person.signature[0] === "A" ? "B" : "A"}${person.signature.slice(1)}`,
    };
    for (const wrong of [replayed, turned, { ...person, memberId: ngo.second.id }]) {
      expect((await ask(house, ngo.first, "POST", url, { person: wrong })).body.code).toBe("bad-signature");
    }
    // A right signature by a key that is not the member's, and by a root that is not the agency's.
    const stranger = await addParty(house, { name: `Stranger ${at.id}`, kind: "ngo" });
    const effects = (await ask(house, ngo.first, "GET", `/api/protocols/${at.id}/versions/1/effects`)).body
      .digest;
    expect((await ask(house, ngo.first, "POST", url, { person })).status).toBe(201);
    const two = await personOf(house, ngo, ngo.second, at);
    const signature = await signAsParty(two.statement, ngo.id, [person, two.person], stranger.root);
    const answer = await ask(house, ngo.second, "POST", url, {
      person: two.person,
      party: { signature, effects },
    });
    expect(answer.body.code).toBe("signer-unknown");
    expect(await statusOf(at.id)).toBe("proposed");
  });

  it("is vouched for: SQL that is smuggled into a supervisor's request can neither propose nor sign", async () => {
    const { body: at } = await propose(house, ngo.first, draftBetween([ngo, shelter]));
    const calls = [
      ["select access.propose_protocol($1, '{}', '{}', '\\x00')", [randomUUID()]],
      [
        "select access.sign_protocol_as_person($1, 1, 'x', $2, $3, '\\x00')",
        [at.id, Buffer.alloc(32), Buffer.alloc(64)],
      ],
      [
        "select access.sign_protocol($1, 1, $2, '[]', $3, '', '\\x00')",
        [at.id, Buffer.alloc(32), Buffer.alloc(64)],
      ],
      ["select access.put_terms($1, '{}')", [at.id]],
      ["select access.adopt_version($1, 1, '')", [at.id]],
      ["update access.protocol set status = 'in-force' where id = $1", [at.id]],
    ] as const;
    for (const [sql, values] of calls) {
      await house.owner.query("begin; set local role leeward_supervisor");
      await house.owner.query("select access.open_member_context($1, null)", [Buffer.from(ngo.first.secret)]);
      await expect(house.owner.query(sql, [...values])).rejects.toMatchObject({ code: "42501" });
      await house.owner.query("rollback");
    }
  });

  it("can be refused with a reason; an agreement that never was in force ends with it", async () => {
    const { body: at } = await propose(house, ngo.first, draftBetween([ngo, shelter]));
    await sign(house, ngo, at);
    expect(
      (await ask(house, outsider.first, "POST", `/api/protocols/${at.id}/withdrawal`, { reason: "no no" }))
        .status,
    ).toBe(403);
    const refused = await ask(house, shelter.first, "POST", `/api/protocols/${at.id}/withdrawal`, {
      reason: "Too wide",
    });
    expect(refused.status).toBe(204);
    expect(await statusOf(at.id)).toBe("ended");
    expect((await sign(house, shelter, at)).body.code).toBe("not-waiting");
  });
});

describe("text and rule", () => {
  it("cannot differ: whoever changes an enforced row, the owner too, is refused at commit", async () => {
    const id = await agree(house, [ngo, shelter]);
    const changes = [
      "update access.protocol set in_force_until = in_force_until + interval '1 day' where id = $1",
      "update access.protocol set retention_days = 366 where id = $1",
      "insert into access.protocol_scope values ($1, 'identity', 'support')",
      "delete from access.protocol_scope where protocol_id = $1 and category = 'contact'",
      "delete from access.protocol_party where protocol_id = $1 and name = 'Open Door'",
      "delete from access.protocol_signature where protocol_id = $1",
      "update access.protocol_version set statement = replace(statement, 'Test Act', 'Best Act') where protocol_id = $1",
      "update access.protocol_version set status = 'superseded' where protocol_id = $1",
    ];
    for (const change of changes) {
      await house.owner.query("begin");
      await house.owner.query(change, [id]);
      await expect(house.owner.query("commit"), change).rejects.toMatchObject({ constraint: "as_signed" });
    }
  });

  it("are checked offline from an export, where any changed letter, text, key or signature is found", async () => {
    const id = await agree(house, [ngo, shelter]);
    const { body } = await ask(house, caseworker, "GET", `/api/protocols/${id}/export`);
    const exported: AgreementExport = body;
    const rootKeys = {
      [ngo.id]: toBase64Url(ngo.root.publicKey),
      [shelter.id]: toBase64Url(shelter.root.publicKey),
    };
    const report = await verifyAgreement(exported, rootKeys);
    expect(report).toMatchObject({ ok: true, versions: [{ faults: [], awaited: [] }] });
    const [version] = exported.versions;
    if (!version) throw new Error("a version");
    const [signature, ...others] = version.signatures;
    if (!signature) throw new Error("a signature");
    const spoiled: [string, Partial<typeof version>][] = [
      ["a letter of the statement", { statement: version.statement.replace("Test Act", "Best Act") }],
      ["spaces in the statement", { statement: `${version.statement} ` }],
      ["a text", { texts: { ...version.texts, ar: version.texts.ar.replace("365", "366") } }],
      ["a missing signature", { signatures: others }],
      [
        "a signature of someone else",
        { signatures: [...others, { ...signature, signature: others[0]?.signature ?? "" }] },
      ],
      ["a person left out", { signatures: [...others, { ...signature, people: signature.people.slice(1) }] }],
      [
        "a name",
        {
          signatures: [
            ...others,
            { ...signature, people: signature.people.map((one) => ({ ...one, name: "X" })) },
          ],
        },
      ],
    ];
    for (const [what, change] of spoiled) {
      const harmed = { ...exported, versions: [{ ...version, ...change }] };
      expect((await verifyAgreement(harmed, rootKeys)).ok, what).toBe(false);
    }
    expect((await verifyAgreement(exported, { [ngo.id]: toBase64Url(testRandom(32)) })).ok).toBe(false);
  });

  it("are chained: a change names the version that it follows", async () => {
    const id = await agree(house, [ngo, shelter]);
    const { body: at } = await propose(
      house,
      ngo.first,
      draftBetween([ngo, shelter], { title: "Changed" }),
      id,
    );
    expect(at).toEqual({ id, version: 2 });
    await sign(house, ngo, at);
    expect((await sign(house, shelter, at)).body).toEqual({ now: "in-force" });
    const { body } = await ask(house, caseworker, "GET", `/api/protocols/${id}/export`);
    expect((await verifyAgreement(body)).ok).toBe(true);
    const { ok, versions } = await verifyAgreement({ ...body, versions: body.versions.slice(1) });
    expect(ok).toBe(false);
    expect(versions[0]?.faults).toEqual(["The version that it follows is not in this file."]);
  });
});

/** What waits for a second supervisor of the party, to lift; null where nothing does. */
const waitingLift = async (party: TestParty, id: string) => {
  const { rows } = await house.owner.query<{ id: string; hash: string; content: string }>(
    `select id, encode(content_hash, 'hex') as hash, content from proposals.proposal
     where kind = 'protocol.lifting' and outcome is null and agency_id = $1 and content::jsonb ->> 'protocolId' = $2`,
    [party.id, id],
  );
  expect(rows.length).toBeLessThan(2);
  return rows[0] ?? null;
};
const confirmLift = async (party: TestParty, as: TestMember, id: string) => {
  const waits = await waitingLift(party, id);
  return ask(house, as, "POST", `/api/proposals/${waits?.id}/confirm`, { hash: waits?.hash });
};
const suspensionOf = (id: string) => `/api/protocols/${id}/suspension`;
const suspend = (as: TestMember, id: string, reason: string) =>
  ask(house, as, "POST", suspensionOf(id), { reason });
const proposeLift = async (as: TestMember, id: string) =>
  (await ask(house, as, "DELETE", suspensionOf(id))).body;

describe("a suspension", () => {
  it("closes every share at once by the word of one side, and is lifted by two people of each", async () => {
    const id = await agree(house, [ngo, shelter]);
    const { caseId } = await share(id, "contact");
    expect((await suspend(outsider.first, id, "Not ours")).status).toBe(403);
    expect((await suspend(shelter.second, id, "A key was lost.")).status).toBe(204);
    expect(await readsNow(caseId, "contact")).toBe(null);
    expect((await suspend(shelter.second, id, "Again")).body.code).toBe("not-in-force");
    for (const party of [shelter, ngo]) {
      expect(await proposeLift(party.first, id)).toEqual({ now: "second" });
      expect(await proposeLift(party.first, id), "asked twice, it waits once").toEqual({ now: "second" });
      expect(JSON.parse((await waitingLift(party, id))?.content ?? "")).toMatchObject({
        ...{ protocolId: id, title: "Support together", reason: "A key was lost." },
      });
      expect((await confirmLift(party, party.first, id)).body.code, "nobody is their own second").toBe(
        "proposal-own",
      );
      expect((await confirmLift(party, outsider.first, id)).status).toBe(404);
      expect(await readsNow(caseId, "contact")).toBe(null);
      expect((await confirmLift(party, party.second, id)).status).toBe(204);
      expect(await proposeLift(party.first, id)).toMatchObject(
        party === ngo ? { code: "not-suspended" } : { now: "waits" },
      );
    }
    expect(await readsNow(caseId, "contact")).toBe("share");
  });

  it("is lifted by nobody who agreed to lift another one, or proposed it and may no more", async () => {
    const id = await agree(house, [ngo, shelter]);
    const lift = async (party: TestParty) => {
      await proposeLift(party.first, id);
      expect((await confirmLift(party, party.second, id)).status).toBe(204);
    };
    await suspend(shelter.first, id, "The first time.");
    await lift(ngo);
    await lift(shelter);
    await suspend(ngo.first, id, "Once more.");
    await lift(ngo);
    expect(await statusOf(id), "what the shelter agreed to then is over").toBe("suspended");
    await proposeLift(shelter.first, id);
    await house.owner.query("delete from identity.member_role where member_id = $1", [shelter.first.id]);
    expect((await confirmLift(shelter, shelter.second, id)).body.code).toBe("proposal-over");
    await house.owner.query("insert into identity.member_role (member_id, role) values ($1, 'supervisor')", [
      shelter.first.id,
    ]);
    expect(await statusOf(id)).toBe("suspended");
  });

  it("is lifted by nobody whose training lapsed, as the first or as the second; suspending goes on", async () => {
    const id = await agree(house, [ngo, shelter]);
    const train = (member: TestMember, days: number) =>
      house.owner.query(
        "update identity.member set training_valid_until = current_date + $2::int where id = $1",
        [member.id, days],
      );
    await train(shelter.first, -2);
    expect((await suspend(shelter.first, id, "A key was lost.")).status).toBe(204);
    expect((await proposeLift(shelter.first, id)).code).toBe("training-ended");
    expect(await waitingLift(shelter, id)).toBe(null);
    await train(shelter.first, 365);
    expect(await proposeLift(shelter.first, id)).toEqual({ now: "second" });
    await train(shelter.second, -2);
    expect((await confirmLift(shelter, shelter.second, id)).body.code).toBe("training-ended");
    await train(shelter.second, 365);
    expect((await confirmLift(shelter, shelter.second, id)).status).toBe(204);
  });

  it("is not lifted while a party is suspended that agreed before, and is once it is active again", async () => {
    const third = await addParty(house, { name: `Third ${randomUUID()}`, kind: "ngo" });
    const id = await agree(house, [ngo, shelter, third]);
    await suspend(ngo.first, id, "A key was lost.");
    for (const party of [third, ngo]) {
      await proposeLift(party.first, id);
      expect((await confirmLift(party, party.second, id)).status).toBe(204);
    }
    await proposeLift(shelter.first, id);
    const setThird = (status: string) =>
      house.owner.query("update identity.agency set status = $2 where id = $1", [third.id, status]);
    await setThird("suspended");
    expect((await confirmLift(shelter, shelter.second, id)).body.code).toBe("proposal-impossible");
    expect(await statusOf(id)).toBe("suspended");
    await setThird("active");
    expect((await confirmLift(shelter, shelter.second, id)).status).toBe(204);
    expect(await statusOf(id)).toBe("in-force");
  });

  it("that ends for good takes what waited to lift it along", async () => {
    const id = await agree(house, [ngo, shelter]);
    await suspend(shelter.first, id, "It is over.");
    await proposeLift(ngo.first, id);
    const { body } = await proposeEnd(shelter, shelter.first, id);
    expect((await confirmEnd(shelter, shelter.second, body.id)).status).toBe(204);
    expect(await waitingLift(ngo, id)).toBe(null);
    expect(await statusOf(id)).toBe("ended");
  });

  it("is possible also after a party became bound to immigration enforcement; lifting it then is not", async () => {
    const other = await addParty(house, { name: "Changing", kind: "ngo" });
    const id = await agree(house, [ngo, other]);
    await house.owner.query("update identity.agency set enforces_immigration_law = true where id = $1", [
      other.id,
    ]);
    expect((await suspend(ngo.first, id, "They are bound now.")).status).toBe(204);
    await proposeLift(ngo.first, id);
    await confirmLift(ngo, ngo.second, id);
    await proposeLift(other.first, id);
    expect((await confirmLift(other, other.second, id)).body.code).toBe("proposal-impossible");
    expect(await statusOf(id)).toBe("suspended");
  });
});

const wordsOf = async (id: string) => {
  const { body } = await ask(house, ngo.first, "GET", `/api/protocols/${id}`);
  const { statement } = body.versions.find(({ status }: { status: string }) => status === "adopted");
  return {
    ...{ protocolId: id, title: body.title, reason: "The house closes." },
    statement: statementHash(statement),
  };
};
const signAs = (party: TestParty, as: TestMember, content: object, agencyId: string) =>
  signAct(
    { kind: "protocol.ending", agencyId, content },
    {
      memberId: as.id,
      name: `${party.name} ${as === party.first ? "one" : "two"}`,
      signingKey: as.keys.signing.publicKey,
    },
    as.keys.signing.privateKey,
  );
/** A supervisor signs the end and proposes it. */
const proposeEnd = async (
  party: TestParty,
  as: TestMember,
  id: string,
  secondAgencyId: string | null = null,
) => {
  const content = await wordsOf(id);
  const signed = await signAs(party, as, content, party.id);
  return ask(house, as, "POST", `/api/protocols/${id}/end`, {
    reason: content.reason,
    signed,
    secondAgencyId,
  });
};
const confirmEnd = async (
  party: TestParty,
  as: TestMember,
  proposal: string,
  signs: "the words" | "nothing" | "other words" | "of the first" = "the words",
) => {
  const { rows } = await house.owner.query(
    "select content, agency_id, encode(content_hash, 'hex') as hash from proposals.proposal where id = $1",
    [proposal],
  );
  const content = { ...JSON.parse(rows[0].content), ...(signs === "other words" && { reason: "Another." }) };
  const signer = signs === "of the first" ? party.first : as;
  const signed = signs === "nothing" ? undefined : await signAs(party, signer, content, rows[0].agency_id);
  return ask(house, as, "POST", `/api/proposals/${proposal}/confirm`, {
    hash: rows[0].hash,
    ...(signed && { signed }),
  });
};

describe("an end", () => {
  it("of two parties' supervisors, one each, is theirs together; the export holds what both signed", async () => {
    const id = await agree(house, [ngo, shelter]);
    const outsider = await addParty(house, { name: `Outside ${randomUUID()}`, kind: "ngo" });
    expect((await proposeEnd(ngo, ngo.first, id, outsider.id)).status, "no party").toBe(404);
    const { body } = await proposeEnd(ngo, ngo.first, id, shelter.id);
    expect((await confirmEnd(outsider, outsider.first, body.id)).status).toBe(404);
    expect((await confirmEnd(shelter, shelter.first, body.id)).status).toBe(204);
    const exported = (await ask(house, shelter.second, "GET", `/api/protocols/${id}/export`)).body;
    expect(await verifyAgreement(exported)).toMatchObject({
      ok: true,
      ending: { reason: "The house closes.", signed: [{}, {}], faults: [] },
    });
    const bent = structuredClone(exported);
    bent.ending.content.reason = "They wished it.";
    const report = await verifyAgreement(bent);
    expect(report.ok).toBe(false);
    expect(report.ending?.faults).toHaveLength(2);
    const alone = structuredClone(exported);
    alone.ending.people = [alone.ending.people[0], alone.ending.people[0]];
    expect((await verifyAgreement(alone)).ending?.faults).toEqual(["Fewer than two people signed the end."]);
  });

  it("that a change overtook is not carried out: other words are in force", async () => {
    const id = await agree(house, [ngo, shelter]);
    const { body } = await proposeEnd(ngo, ngo.first, id);
    const change = await propose(
      house,
      ngo.first,
      draftBetween([ngo, shelter], { title: "Other words" }),
      id,
    );
    for (const party of [ngo, shelter]) await sign(house, party, change.body);
    expect(await statusOf(id)).toBe("in-force");
    expect((await confirmEnd(ngo, ngo.second, body.id)).body.code).toBe("proposal-impossible");
    expect(await statusOf(id)).toBe("in-force");
  });

  it("ends every share in the same moment, takes the wraps, and is final", async () => {
    const id = await agree(house, [ngo, shelter]);
    const { caseId, id: shareId } = await share(id, "contact");
    const key = randomUUID();
    await house.owner.query("insert into keys.data_key (id, case_id, category) values ($1, $2, 'contact')", [
      key,
      caseId,
    ]);
    await house.owner.query("insert into keys.wrap values ($1, $2, 1, '\\x00'), ($1, $3, 1, '\\x00')", [
      key,
      ngo.id,
      shelter.id,
    ]);
    const proposed = await proposeEnd(ngo, ngo.first, id);
    expect(proposed.status, JSON.stringify(proposed.body)).toBe(201);
    expect(await statusOf(id), "one supervisor ends nothing").toBe("in-force");
    const proposal = proposed.body.id;
    expect((await confirmEnd(ngo, ngo.first, proposal)).body.code).toBe("proposal-own");
    expect((await confirmEnd(shelter, shelter.first, proposal)).status, "was not asked").toBe(404);
    expect((await confirmEnd(ngo, ngo.second, proposal, "nothing")).body.code).toBe("proposal-unsigned");
    expect((await confirmEnd(ngo, ngo.second, proposal, "other words")).body.code).toBe("proposal-signature");
    expect((await confirmEnd(ngo, ngo.second, proposal, "of the first")).body.code).toBe(
      "proposal-signature",
    );
    expect(await statusOf(id)).toBe("in-force");
    expect((await confirmEnd(ngo, ngo.second, proposal)).status).toBe(204);
    expect(await statusOf(id)).toBe("ended");
    const rows = await house.owner.query(
      "select ended_because, (select array_agg(w.agency_id) from keys.wrap w where w.data_key_id = $2) as wraps from access.share where id = $1",
      [shareId, key],
    );
    expect(rows.rows).toEqual([{ ended_because: "basis-ended", wraps: [ngo.id] }]);
    expect((await propose(house, ngo.first, draftBetween([ngo, shelter]), id)).body.code).toBe(
      "not-open-to-change",
    );
  });
});

describe("a change", () => {
  it("gives those whom it names no hand on what is in force: they sign it or refuse it, and no more", async () => {
    const joining = await addParty(house, { name: `Joining ${randomUUID()}`, kind: "ngo" });
    const id = await agree(house, [ngo, shelter]);
    await propose(house, ngo.first, draftBetween([ngo, shelter, joining]), id);
    const reason = { reason: "Not ours to stop." };
    const answer = await ask(house, joining.first, "POST", `/api/protocols/${id}/suspension`, reason);
    expect(answer.body.code).toBe("party-supervisors-only");
    expect((await proposeEnd(joining, joining.first, id)).body.code).toBe("party-supervisors-only");
    await ask(house, ngo.first, "POST", `/api/protocols/${id}/suspension`, reason);
    expect((await proposeLift(joining.first, id)).status).toBe(403);
    const refused = await ask(house, joining.first, "POST", `/api/protocols/${id}/withdrawal`, reason);
    expect(refused.status).toBe(204);
    expect(await statusOf(id)).toBe("suspended");
  });

  it("shows each side what it does, and does exactly that with the last signature", async () => {
    const third = await addParty(house, { name: `Third ${randomUUID()}`, kind: "shelter" });
    const id = await agree(house, [ngo, shelter, third]);
    const [gone, cut] = [await share(id, "contact"), await share(id, "needs-and-risk", 80)];
    const short = await share(id, "needs-and-risk", 10);
    const until = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10);
    const change: Partial<DraftTerms> = {
      scope: [{ purpose: "support", category: "needs-and-risk" }],
      ...{ inForceUntil: until, reviewOn: until },
    };
    const { body: at } = await propose(house, ngo.first, draftBetween([ngo, shelter, third], change), id);
    const url = `/api/protocols/${id}/versions/${at.version}/effects`;
    const own = await ask(house, ngo.first, "GET", url);
    const seen = own.body.effects.map((one: Record<string, unknown>) => [
      one.caseId,
      one.category,
      one.effect,
      one.because,
    ]);
    expect(seen).toEqual([
      [gone.caseId, "contact", "ends", "scope"],
      [cut.caseId, "needs-and-risk", "cut", "time"],
    ]);
    // A party that is in none of these cases learns of none of them, and of two not even how many.
    const others = await ask(house, third.first, "GET", url);
    expect(others.body).toMatchObject({ effects: [], others: null, digest: own.body.digest });
    expect(own.body.others).toBeNull();
    const many: string[] = [];
    for (let n = 0; n < 21; n++) many.push((await share(id, "contact")).id);
    const told = await ask(house, third.first, "GET", url);
    expect(told.body, "of 23, in fives").toMatchObject({ effects: [], others: 20 });
    await house.owner.query("delete from access.share where id = any ($1)", [many]);
    expect((await ask(house, outsider.first, "GET", url)).status).toBe(403);
    // Looking changed nothing.
    expect(await readsNow(gone.caseId, "contact")).toBe("share");
    await sign(house, ngo, at);
    await sign(house, third, at);
    // Meanwhile another share was opened: what was shown is no longer what would happen.
    const late = await share(id, "contact");
    expect((await sign(house, shelter, at, own.body.digest)).body.code).toBe("effects-changed");
    expect(await readsNow(gone.caseId, "contact")).toBe("share");
    expect((await sign(house, shelter, at)).body).toEqual({ now: "in-force" });
    for (const { caseId } of [gone, late]) expect(await readsNow(caseId, "contact")).toBe(null);
    for (const { caseId } of [cut, short]) expect(await readsNow(caseId, "needs-and-risk")).toBe("share");
    const { rows } = await house.owner.query(
      "select id, ended_because, to_char(expires_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as until from access.share where id = any ($1)",
      [[gone.id, cut.id, late.id]],
    );
    const byId = new Map(rows.map((row) => [row.id, row]));
    expect(byId.get(gone.id).ended_because).toBe("basis-ended");
    expect(byId.get(late.id).ended_because).toBe("basis-ended");
    expect(byId.get(cut.id)).toMatchObject({ ended_because: null, until: `${until} 00:00` });
  });

  it("that a party would not survive is refused when it is proposed, and so is one that begins later", async () => {
    const id = await agree(house, [ngo, shelter]);
    const later = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
    const refused = await propose(house, ngo.first, draftBetween([ngo, shelter], { inForceFrom: later }), id);
    expect(refused.body.code).toBe("change-keeps-the-start");
  });

  it("waits while a share is being opened: no share slips in between what was shown and what is done", async () => {
    const id = await agree(house, [ngo, shelter]);
    const { caseId, consentId } = await openCase();
    const { body: at } = await propose(
      house,
      ngo.first,
      draftBetween([ngo, shelter], { scope: [{ purpose: "support", category: "needs-and-risk" }] }),
      id,
    );
    await sign(house, ngo, at);
    const { owner } = house;
    await owner.query("begin; set local role leeward_member");
    await owner.query("select access.open_member_context($1, 'support')", [Buffer.from(caseworker.secret)]);
    await owner.query(
      "select access.open_share($1, $2, 'contact', $3, 'support', $4, null, $5, now() + interval '9 days')",
      [randomUUID(), caseId, shelter.id, consentId, id],
    );
    const digest = (await ask(house, shelter.first, "GET", `/api/protocols/${id}/versions/2/effects`)).body
      .digest;
    let settled = false;
    const signing = sign(house, shelter, at, digest).finally(() => {
      settled = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(settled).toBe(false);
    await owner.query("commit");
    expect((await signing).body.code).toBe("effects-changed");
  });
});

it("a supervisor opens the sealed root key; others are refused", async () => {
  const { body } = await ask(house, ngo.first, "GET", "/api/root-key");
  expect(body.rootKey).toBe(toBase64Url(ngo.root.publicKey));
  expect(Object.keys(body.sealed).sort()).toEqual([ngo.first.id, ngo.second.id].sort());
  expect((await ask(house, caseworker, "GET", "/api/root-key")).status).toBe(403);
});
