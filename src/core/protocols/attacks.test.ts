import { createHmac, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { registerIdentity } from "../identity/index.ts";
import { canonicalJson } from "../keys/canonical-json.ts";
import { registerProposals } from "../proposals/index.ts";
import { type TestHouse, testHouse } from "../testing.ts";
import { registerProtocols } from "./index.ts";
import { renderTexts, type Statement, signAsParty, statementHash, textHash } from "./statement.ts";
import { findFaults } from "./terms.ts";
import {
  addParty,
  agree,
  ask,
  draftBetween,
  type Proposed,
  personOf,
  propose,
  sign,
  type TestParty,
} from "./testing.ts";
import { parseAgreement } from "./text/parse.ts";
import { type AgreementExport, verifyAgreement } from "./verify.ts";

/** What someone would try with agreements; `docs/attacks.md` names each test here. */
let house: TestHouse;
let ngo: TestParty;
let shelter: TestParty;

beforeAll(async () => {
  house = await testHouse();
  registerIdentity(house.app, house.house);
  registerProtocols(house.app, house.house);
  registerProposals(house.app, house.house);
  ngo = await addParty(house, { name: "Open Door", kind: "ngo" });
  shelter = await addParty(house, { name: "Harbour House", kind: "shelter" });
}, 120_000);
afterAll(() => house.stop());

const urlOf = ({ id, version }: Proposed) => `/api/protocols/${id}/versions/${version}/signatures`;
const proposeOne = async (parties: TestParty[] = [ngo, shelter]): Promise<Proposed> =>
  (await propose(house, ngo.first, draftBetween(parties))).body;
const statusOf = async (id: string): Promise<string> =>
  (await house.owner.query("select status from access.protocol where id = $1", [id])).rows[0]?.status;
const exportOf = async (id: string): Promise<AgreementExport> =>
  (await ask(house, ngo.first, "GET", `/api/protocols/${id}/export`)).body;

/** What the second supervisor of a party sends, ready to be sent; the first one's is in. */
async function almostSigned(party: TestParty, at: Proposed) {
  const one = await personOf(house, party, party.first, at);
  expect((await ask(house, party.first, "POST", urlOf(at), { person: one.person })).status).toBe(201);
  const two = await personOf(house, party, party.second, at);
  const signature = await signAsParty(two.statement, party.id, [one.person, two.person], party.root);
  const { body } = await ask(house, party.second, "GET", urlOf(at).replace("signatures", "effects"));
  return { person: two.person, party: { signature, effects: body.digest } };
}

describe("a signature that is sent again", () => {
  it("counts for no later version, though its words are the same", async () => {
    const id = await agree(house, [ngo, shelter]);
    const [first, second] = [
      (await propose(house, ngo.first, draftBetween([ngo, shelter], { title: "Changed" }), id)).body,
      { id, version: 3 },
    ];
    const old = await almostSigned(ngo, first);
    expect((await ask(house, ngo.second, "POST", urlOf(first), old)).status).toBe(201);
    await ask(house, shelter.first, "POST", `/api/protocols/${id}/withdrawal`, { reason: "Once more" });
    await propose(house, ngo.first, draftBetween([ngo, shelter], { title: "Changed" }), id);
    expect((await ask(house, ngo.second, "POST", urlOf(first), old)).body.code).toBe("not-waiting");
    expect((await ask(house, ngo.second, "POST", urlOf(second), old)).body.code).toBe("bad-signature");
    // With a true signature of their own beside it, the root key's of the earlier version is wrong as well.
    const { person } = await personOf(house, ngo, ngo.second, second);
    const mixed = await ask(house, ngo.second, "POST", urlOf(second), { person, party: old.party });
    expect(mixed.body.code).toBe("bad-signature");
    const { rows } = await house.owner.query(
      "select from access.protocol_signature where protocol_id = $1 and version = 3",
      [id],
    );
    expect(rows).toEqual([]);
  });

  it("counts for no other party: neither a person's nor a root key's", async () => {
    const at = await proposeOne();
    const sent = await almostSigned(ngo, at);
    expect((await ask(house, shelter.first, "POST", urlOf(at), sent)).body.code).toBe("bad-signature");
    const { person } = await personOf(house, shelter, shelter.first, at);
    const foreign = await ask(house, shelter.first, "POST", urlOf(at), { person, party: sent.party });
    expect(foreign.body.code).toBe("bad-signature");
    // Under the other party's name it is a signature of nothing.
    const renamed = { ...sent.party.signature, agencyId: shelter.id };
    const answer = await ask(house, shelter.first, "POST", urlOf(at), {
      person,
      party: { ...sent.party, signature: renamed },
    });
    expect(answer.body.code).toBe("bad-signature");
  });

  it("is found in an exported file too, also where one person or one key stands there twice", async () => {
    const id = await agree(house, [ngo, shelter]);
    const exported = await exportOf(id);
    const other = await exportOf(await agree(house, [ngo, shelter], { title: "Other" }));
    const [version, foreign] = [exported.versions[0], other.versions[0]];
    if (!version || !foreign) throw new Error("versions");
    const mixed = { ...exported, versions: [{ ...version, signatures: foreign.signatures }] };
    expect((await verifyAgreement(mixed)).versions[0]?.faults).toHaveLength(2);
    const at = await proposeOne();
    const { person, statement } = await personOf(house, ngo, ngo.first, at);
    const twin = { ...(await personOf(house, ngo, ngo.second, at)).person };
    for (const people of [[person], [person, person], [person, { ...twin, ...person }]]) {
      const signature = await signAsParty(statement, ngo.id, people, ngo.root);
      const alone = { ...exported, agreement: at.id };
      const file = { ...alone, versions: [{ ...version, version: 1, statement, signatures: [signature] }] };
      const faults = (await verifyAgreement(file)).versions[0]?.faults;
      expect(faults).toContain("Fewer than two people signed for Open Door.");
    }
  });
});

describe("a version that is swapped between showing and signing", () => {
  it("takes no signature: what was read is over, and what came instead was not signed", async () => {
    const id = await agree(house, [ngo, shelter]);
    const shown: Proposed = (
      await propose(house, ngo.first, draftBetween([ngo, shelter], { title: "As shown" }), id)
    ).body;
    await sign(house, ngo, shown);
    const ready = await almostSigned(shelter, shown);
    // While it is read: refused by the other side, and another one laid there that covers more.
    await ask(house, ngo.first, "POST", `/api/protocols/${id}/withdrawal`, { reason: "A word is wrong" });
    const wider = { scope: [{ purpose: "support", category: "identity" } as const] };
    const { body: swapped } = await propose(house, ngo.first, draftBetween([ngo, shelter], wider), id);
    await sign(house, ngo, swapped);
    expect((await ask(house, shelter.second, "POST", urlOf(shown), ready)).body.code).toBe("not-waiting");
    expect((await ask(house, shelter.second, "POST", urlOf(swapped), ready)).body.code).toBe("bad-signature");
    const { rows } = await house.owner.query(
      "select version from access.protocol_version where protocol_id = $1 and status = 'adopted'",
      [id],
    );
    expect(rows).toEqual([{ version: 1 }]);
  });

  it("cannot be changed in its row either, once somebody signed it", async () => {
    const at = await proposeOne();
    await sign(house, ngo, at);
    const { rows } = await house.owner.query(
      "select statement from access.protocol_version where protocol_id = $1",
      [at.id],
    );
    const wider = rows[0].statement.replace('"retentionDays":365', '"retentionDays":3650');
    expect(wider).not.toBe(rows[0].statement);
    await house.owner.query("update access.protocol_version set statement = $2 where protocol_id = $1", [
      at.id,
      wider,
    ]);
    // An owner of the database did it: the last party's own signature is over the new words, the other's shows it.
    await sign(house, shelter, at);
    const { ok, versions } = await verifyAgreement(await exportOf(at.id));
    expect(ok).toBe(false);
    expect(versions[0]?.faults).toContain("The signature of Open Door is not right.");
  });
});

describe("the last signatures", () => {
  it("of two parties in the same moment put it in force once, and no party's counts twice", async () => {
    for (let round = 0; round < 8; round++) {
      const at = await proposeOne();
      const [ours, theirs] = [await almostSigned(ngo, at), await almostSigned(shelter, at)];
      const answers = await Promise.all([
        ask(house, ngo.second, "POST", urlOf(at), ours),
        ask(house, shelter.second, "POST", urlOf(at), theirs),
        ask(house, ngo.second, "POST", urlOf(at), ours),
        ask(house, shelter.second, "POST", urlOf(at), theirs),
      ]);
      const now = answers.map(({ body }) => body.now ?? body.code).sort();
      expect(now).toEqual(["in-force", "not-waiting", "not-waiting", "signed"]);
      const { rows } = await house.owner.query(
        `select kind, count(*)::int as times from access.protocol_change where protocol_id = $1 and kind in ('signed', 'in-force')
         group by kind order by kind`,
        [at.id],
      );
      expect(rows).toEqual([
        { kind: "in-force", times: 1 },
        { kind: "signed", times: 2 },
      ]);
    }
  }, 60_000);
});

describe("an agency that is suspended", () => {
  const suspended = async (id: string, work: () => Promise<void>) => {
    await house.owner.query("update identity.agency set status = 'suspended' where id = $1", [id]);
    try {
      await work();
    } finally {
      await house.owner.query("update identity.agency set status = 'active' where id = $1", [id]);
    }
  };

  it("signs nothing, and nothing that it signed before comes into force while it is", async () => {
    const third = await addParty(house, { name: `Third ${randomUUID()}`, kind: "ngo" });
    const at = await proposeOne([ngo, shelter, third]);
    await sign(house, third, at);
    const late = await almostSigned(ngo, at);
    await suspended(ngo.id, async () => {
      expect((await ask(house, ngo.second, "POST", urlOf(at), late)).status).toBe(401);
    });
    await sign(house, ngo, at);
    const last = await almostSigned(shelter, at);
    await suspended(third.id, async () => {
      const answer = await ask(house, shelter.second, "POST", urlOf(at), last);
      expect(answer.body.code).toBe("party-suspended");
      expect(await statusOf(at.id)).toBe("proposed");
    });
    // Nothing was kept of the attempt: once it is lifted, the same signature does it.
    expect((await ask(house, shelter.second, "POST", urlOf(at), last)).body).toEqual({ now: "in-force" });
  });

  it("counts none of a supervisor's signatures after they themself were suspended", async () => {
    const at = await proposeOne();
    const ready = await almostSigned(ngo, at);
    await house.owner.query("update identity.member set status = 'suspended' where id = $1", [ngo.first.id]);
    try {
      expect((await ask(house, ngo.second, "POST", urlOf(at), ready)).body.code).toBe("two-signers");
    } finally {
      await house.owner.query("update identity.member set status = 'active' where id = $1", [ngo.first.id]);
    }
  });
});

describe("an agreement of an agency with itself", () => {
  it("is none: who stands in it twice is told by the page's rule, and by the database", async () => {
    const refused = await propose(house, ngo.first, draftBetween([ngo, ngo]));
    expect(refused).toMatchObject({
      status: 422,
      body: { faults: [{ part: "parties", code: "party-twice", agencyId: ngo.id }] },
    });
    const three = await propose(house, ngo.first, draftBetween([ngo, shelter, ngo]));
    expect(three.body.faults).toMatchObject([{ code: "party-twice", agencyId: ngo.id }]);
    // A server that forgot the rule, and vouched for it: also where the number is spelt otherwise.
    for (const spelt of [ngo.id, ngo.id.toUpperCase()]) {
      const at = await proposeOne();
      const [version] = (await exportOf(at.id)).versions;
      const said: Statement = JSON.parse(version?.statement ?? "");
      const own = said.terms.parties.find(({ agencyId }) => agencyId === ngo.id);
      if (!own) throw new Error("a party");
      const id = randomUUID();
      const numbered = {
        ...{ agreement: id, version: 1 },
        terms: { ...said.terms, parties: [own, { ...own, agencyId: spelt }] },
      };
      const texts = renderTexts(numbered);
      const statement = canonicalJson({
        ...said,
        ...numbered,
        texts: Object.fromEntries(
          Object.entries(texts).map(([language, text]) => [
            language,
            { sha256: textHash(text), reviewedBy: null },
          ]),
        ),
      });
      const voucher = createHmac("sha256", house.house.secrets.vouching)
        .update(`protocol-proposal:${statementHash(statement)}`)
        .digest();
      await house.owner.query("begin; set local role leeward_supervisor");
      await house.owner.query("select access.open_member_context($1, null)", [Buffer.from(ngo.first.secret)]);
      await expect(
        house.owner.query("select access.propose_protocol($1, $2, $3::jsonb, $4)", [
          ...[id, statement, JSON.stringify(texts), voucher],
        ]),
        spelt,
      ).rejects.toMatchObject({
        constraint: expect.stringMatching(/^(parties_once|protocol_party_pkey|one_|statement_not_ours)/),
      });
      await house.owner.query("rollback");
    }
  });
});

describe("texts that differ by language", () => {
  it("are found by whoever reads the object: each language's is rendered anew, and read back", async () => {
    const at = await proposeOne();
    const exported = await exportOf(at.id);
    const [version] = exported.versions;
    if (!version) throw new Error("a version");
    const said: Statement = JSON.parse(version.statement);
    for (const language of ["en", "fr", "es", "ar"] as const) {
      // Hash and text agree with each other, and not with the object: a server that lies to one reader.
      const text = version.texts[language].replace("365", "3650");
      expect(text).not.toBe(version.texts[language]);
      const statement = canonicalJson({
        ...said,
        texts: { ...said.texts, [language]: { sha256: textHash(text), reviewedBy: null } },
      });
      const file = {
        ...exported,
        versions: [{ ...version, statement, texts: { ...version.texts, [language]: text } }],
      };
      const { ok, versions } = await verifyAgreement(file);
      expect(ok).toBe(false);
      expect(versions[0]?.faults).toContain(`The text in “${language}” is not what the object reads like.`);
      expect(parseAgreement(text, language)?.terms.retentionDays).toBe(3650);
    }
  });
});

describe("text that is injected into a name", () => {
  const named = (name: string) => [
    { id: ngo.id, name: ngo.name, kind: "ngo", immigrationBound: false } as const,
    { id: shelter.id, name, kind: "shelter", immigrationBound: false } as const,
  ];

  it.each([
    ["a new line, and a clause on it", "House\n\n2. What is shared\n⟦everything⟧"],
    ["marks of ours", "House⟧ and ⟦the police"],
    ["marks of what is kept", "House⟩ 9 ⟨days"],
    ["letters that turn the order round", "House \u202e reversed"],
    ["a letter of no width", "House\u200b"],
    ["a separator of lines", "House\u2028next"],
    ["a command to a terminal", "House\u001b[2J"],
    ["half a letter", "House\ud800"],
    ["a letter of private use", "House\ue000"],
  ])("is refused before it becomes a text: %s", (_what, name) => {
    const faults = findFaults(draftBetween([ngo, shelter]), named(name));
    expect(faults).toEqual([{ part: "parties", code: "letter-not-kept", agencyId: shelter.id }]);
    const inTitle = findFaults(draftBetween([ngo, shelter], { title: name }), named("House"));
    expect(inTitle).toEqual([{ part: "title", code: "letter-not-kept" }]);
  });

  it.each([
    ["names of places in a template", "{contact} {name} {days}"],
    ["what looks like a heading", "2. What is shared"],
    ["markup", "<script>alert(1)</script>&amp;"],
    ["an end of a sentence of ours", "House). The database enforces all that follows ("],
    ["a replacement pattern", "$1 $& $' \\u{41}"],
  ])("stays a name in every language: %s", async (_what, name) => {
    const party = await addParty(house, { name: `${name} ${randomUUID()}`, kind: "ngo" });
    const { body: at } = await propose(house, ngo.first, draftBetween([ngo, party]));
    const [version] = (await exportOf(at.id)).versions;
    if (!version) throw new Error("a version");
    const { terms }: Statement = JSON.parse(version.statement);
    expect(terms.parties.some((one) => one.name === party.name)).toBe(true);
    for (const language of ["en", "fr", "es", "ar"] as const) {
      expect(parseAgreement(version.texts[language], language)?.terms).toEqual(terms);
    }
  });
});
