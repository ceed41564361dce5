import { createHash, randomUUID } from "node:crypto";
import type { Category, Purpose } from "../../core/access/context.ts";
import { mailboxAddress } from "../../core/identity/words/mailbox.ts";
import { signStatement } from "../../core/identity/words/statements.ts";
import { chooseCurves } from "../../core/keys/curves.ts";
import { fromBase32, toBase64Url } from "../../core/keys/index.ts";
import { makeSealKeys } from "../../core/keys/seal.ts";
import { registerProposals } from "../../core/proposals/index.ts";
import { type TestHouse, type TestMember, testHouse, testRandom } from "../../core/testing.ts";
import { careFollowing, registerCare } from "./index.ts";
import type { SectionDocument } from "./model/field.ts";
import type { AgeBand } from "./rules.ts";

/** For tests: agencies, their members, a person with words and a signed yes; cases opened over HTTP from it. */

const DAY_MS = 86_400_000;

export interface TestPerson {
  /** 26 letters of base32. */
  readonly address: string;
  readonly signingKey: Uint8Array;
  headers(): Record<string, string>;
}

export interface TestCare {
  readonly house: TestHouse;
  readonly ngoId: string;
  readonly shelterId: string;
  readonly policeId: string;
  /** An NGO that is party to nothing. */
  readonly outsiderId: string;
  /** Of the agency that holds the cases. */
  readonly intake: TestMember;
  readonly caseworker: TestMember;
  readonly colleague: TestMember;
  readonly nurse: TestMember;
  /** Of the shelter that is shared with. */
  readonly shelter: TestMember;
  readonly shelterNurse: TestMember;
  readonly shelterSupervisor: TestMember;
  /** Of a police force that is party to nothing. */
  readonly police: TestMember;
  readonly protocolId: string;
  addPerson(): Promise<TestPerson>;
  /** A yes to sharing these categories with the shelter, signed by the person's words. */
  addYes(person: TestPerson, categories: readonly Category[], purpose?: Purpose): Promise<string>;
  /** The yes that such a case was opened on: what an adult can be referred on. */
  yesOf(caseId: string): Promise<string>;
  /** A case with these sections, opened by the intake worker from such a yes. */
  openCase(
    person: TestPerson,
    options?: {
      shared?: readonly Category[];
      sections?: Partial<Record<Category, SectionDocument>>;
      ageBand?: AgeBand;
    },
  ): Promise<{ id: string; alias: string }>;
  request(
    method: "GET" | "POST" | "PUT" | "DELETE",
    url: string,
    options: {
      as: TestMember | TestPerson;
      purpose?: Purpose | undefined;
      body?: unknown;
      match?: string;
      key?: string;
    },
  ): Promise<TestAnswer>;
  stop(): Promise<void>;
}

export interface TestAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: what a route answers is what its test looks into
  readonly body: any;
}

const SHARED = ["contact", "needs-and-risk"] as const;
export const CONTACT: SectionDocument = {
  channel: "text-message",
  codeWord: "marigold",
  street: "12 Quay Lane",
};
export const NEEDS: SectionDocument = {
  wants: "To sleep without the light.",
  risks: ["debt"],
  riskDetails: "of him",
};

export async function testCare(): Promise<TestCare> {
  const house = await testHouse();
  registerCare(house.app, house.house);
  registerProposals(house.app, house.house, careFollowing);
  const ngoId = await house.addAgency({ name: "Open Door", kind: "ngo" });
  const shelterId = await house.addAgency({ name: "Harbour House", kind: "shelter" });
  const policeId = await house.addAgency({ name: "City Police", kind: "police" });
  const at = (agencyId: string, name: string, ...roles: string[]) =>
    house.addMember({ agencyId, name, roles });
  const protocolId = await house.addProtocol({
    parties: [ngoId, shelterId],
    scope: (["contact", "needs-and-risk", "identity", "account", "health"] as const).map((category) => ({
      category,
      purpose: "support",
    })),
  });
  const intake = await at(ngoId, "Leila", "intake-worker");
  const request: TestCare["request"] = async (method, url, { as, purpose, body, match, key }) => {
    const response = await house.app.inject({
      method,
      url,
      headers: {
        ...("address" in as ? as.headers() : as.headers(purpose)),
        ...(match === undefined ? {} : { "if-match": match }),
        ...(method === "POST" ? { "idempotency-key": key ?? randomUUID() } : {}),
      },
      ...(body === undefined ? {} : { payload: body as object }),
    });
    const { statusCode: status, headers, body: text } = response;
    return { status, headers, text, body: text.startsWith("{") ? JSON.parse(text) : undefined };
  };
  const addYes: TestCare["addYes"] = (person, categories, purpose = "support") =>
    acceptOffer(house, person, { ngoId, shelterId, intake, protocolId, categories, purpose });
  return {
    house,
    ngoId,
    shelterId,
    policeId,
    outsiderId: await house.addAgency({ name: "Far Shore", kind: "ngo" }),
    intake,
    caseworker: await at(ngoId, "Ines", "caseworker"),
    colleague: await at(ngoId, "Marta", "caseworker"),
    nurse: await at(ngoId, "Noor", "health-worker"),
    shelter: await at(shelterId, "Sofia", "caseworker"),
    shelterNurse: await at(shelterId, "Amara", "health-worker"),
    shelterSupervisor: await at(shelterId, "Vera", "supervisor"),
    police: await at(policeId, "Keller", "investigator"),
    protocolId,
    addPerson: () => addPerson(house),
    addYes,
    yesOf: async (caseId) => {
      const { rows } = await house.owner.query(
        `with given as (
           insert into access.consent
           select (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), 'purpose', 'identification'))).*
           from access.consent c where c.case_id = $1 and c.purpose = 'support'
             and not exists (select from access.consent x where x.case_id = $1 and x.purpose = 'identification')
           order by c.given_at limit 1 returning id),
         parts as (
           insert into access.consent_category (consent_id, category)
           select g.id, k.category from given g, access.consent c join access.consent_category k on k.consent_id = c.id
           where c.case_id = $1 and c.purpose = 'support'
           on conflict do nothing)
         select id from given union all select x.id from access.consent x where x.case_id = $1 and x.purpose = 'identification'`,
        [caseId],
      );
      return rows[0].id;
    },
    openCase: async (
      person,
      { shared = SHARED, sections = { contact: CONTACT, "needs-and-risk": NEEDS }, ageBand = "25-34" } = {},
    ) => {
      const offerId = await addYes(person, shared);
      const opened = await request("POST", "/api/cases", {
        as: intake,
        purpose: "support",
        body: {
          offerId,
          gender: "woman",
          ageBand,
          language: "ti",
          sections: Object.entries(sections).map(([category, document]) => ({ category, document })),
        },
      });
      if (opened.status !== 201) throw new Error(`no case was opened: ${opened.text} ${house.logged.join()}`);
      return opened.body;
    },
    request,
    stop: () => house.stop(),
  };
}

async function addPerson(house: TestHouse): Promise<TestPerson> {
  const reading = await makeSealKeys(testRandom);
  const signingKey = testRandom(32);
  const publicKeys = {
    readingKey: reading.publicKey,
    signingKey: await (await chooseCurves()).signingPublicKey(signingKey),
  };
  const address = mailboxAddress(publicKeys);
  const bytes = Buffer.from(fromBase32(address, 16));
  await house.owner.query(
    "insert into identity.words (address, reading_key, signing_key) values ($1, $2, $3)",
    [bytes, Buffer.from(publicKeys.readingKey), Buffer.from(publicKeys.signingKey)],
  );
  const secret = testRandom(32);
  await house.owner.query(
    "insert into identity.words_session (address, secret_hash, expires_at) values ($1, $2, now() + interval '1 hour')",
    [bytes, createHash("sha256").update(secret).digest()],
  );
  return {
    address,
    signingKey,
    headers: () => ({
      host: new URL(house.origin).host,
      origin: house.origin,
      authorization: `Words ${toBase64Url(secret)}`,
    }),
  };
}

async function acceptOffer(
  house: TestHouse,
  person: TestPerson,
  terms: {
    ngoId: string;
    shelterId: string;
    intake: TestMember;
    protocolId: string;
    categories: readonly Category[];
    purpose: Purpose;
  },
): Promise<string> {
  const offerId = randomUUID();
  const address = Buffer.from(fromBase32(person.address, 16));
  const until = new Date(house.clock.now.getTime() + 90 * DAY_MS);
  const said = {
    kind: "leeward consent v1",
    offerId,
    agencyId: terms.ngoId,
    recipientAgencyId: terms.shelterId,
    categories: [...terms.categories].sort(),
    purpose: terms.purpose,
    protocolId: terms.protocolId,
    consentUntil: until.toISOString(),
    language: "en",
    text: "You may share this with Harbour House.",
  };
  const { signature } = await signStatement(person.signingKey, person.address, said);
  await house.owner.query(
    "insert into door.mailbox (address, agency_id) values ($1, $2) on conflict do nothing",
    [address, terms.ngoId],
  );
  await house.owner.query(
    `insert into door.offer (id, mailbox, made_by, agency_id, recipient_agency_id, categories, purpose, protocol_id,
       consent_until, status, statement, signature)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'accepted', $10, $11)`,
    [
      offerId,
      address,
      terms.intake.id,
      terms.ngoId,
      terms.shelterId,
      terms.categories,
      terms.purpose,
      terms.protocolId,
      until,
      JSON.stringify(said),
      Buffer.from(signature, "base64url"),
    ],
  );
  return offerId;
}
