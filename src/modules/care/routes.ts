import { Type } from "typebox";
import { CATEGORIES, type Category } from "../../core/access/context.ts";
import type { House } from "../../core/house.ts";
import { type App, HttpProblem } from "../../core/http/index.ts";
import { memberSecret, personSecret, purposeOf } from "../../core/identity/index.ts";
import { toBase64Url } from "../../core/keys/index.ts";
import { CALENDARS } from "../../core/texts/calendars.ts";
import { DOOR_LANGUAGES } from "../../core/texts/index.ts";
import { ensureDocument } from "./document-check.ts";
import { CareError } from "./errors.ts";
import { RECORD_CODES } from "./journey/records.ts";
import { AGE_DOUBTS } from "./model/age.ts";
import type { SectionDocument } from "./model/field.ts";
import { JOURNEY_STATES } from "./model/journey.ts";
import { LANGUAGE_CODES } from "./model/languages.ts";
import { DOCUMENTS } from "./model/schema.ts";
import { registerAsks } from "./routes/asks.ts";
import { registerCapacity } from "./routes/capacity.ts";
import { registerConsents } from "./routes/consents.ts";
import { registerGuardians } from "./routes/guardians.ts";
import { registerImports } from "./routes/imports.ts";
import { registerLeads } from "./routes/leads.ts";
import { registerOrders } from "./routes/orders.ts";
import { registerOutside } from "./routes/outside.ts";
import { registerOversight } from "./routes/oversight.ts";
import { registerPairs } from "./routes/pairs.ts";
import { registerReferrals } from "./routes/referrals.ts";
import {
  ById,
  CategoryName,
  dateOf,
  Ended,
  Id,
  LookPlace,
  NoBody,
  onceFor,
  PurposeName,
  Strict,
  Time,
} from "./routes/shapes.ts";
import { registerWishes } from "./routes/wishes.ts";
import { registerWordsResets } from "./routes/words-resets.ts";
import { AGE_BANDS, COUNTED_GENDERS } from "./rules.ts";
import { finishClock, listCases, readCase, readLooks, readToday } from "./service/cases.ts";
import { endCaseDraft, endDraft, openCaseDraft, openDraft } from "./service/draft-key.ts";
import { findCasesByName, findKnownCases } from "./service/find-by-name.ts";
import { OWN_STEPS, readJourney, readOwnSteps, takeOwnStep, takeStepAsMember } from "./service/journey.ts";
import { pause, readMyFile, readOwnLooks, withdraw } from "./service/my-file.ts";
import { openCaseFromOffer, openCaseInPerson } from "./service/open-case.ts";
import { readForPaper, readOwnSection, readSection } from "./service/read-section.ts";
import { breakTheGlass, endShareOfCase, shareCategory } from "./service/sharing.ts";
import { writeSection } from "./service/write-section.ts";
import { describeDocument } from "./texts/describe.ts";

const BySection = Type.Object({ id: Id, category: CategoryName });
/** For the description: each category takes its own; `ensureDocument` holds a document to the right one. */
const AnyDocument = Type.Union(CATEGORIES.map((category) => DOCUMENTS[category]));
const Lang = Type.Optional(Type.Enum([...DOOR_LANGUAGES]));
const InLanguage = Type.Object({ lang: Lang }, Strict);
const ForReader = Type.Object({ lang: Lang, calendar: Type.Optional(Type.Enum([...CALENDARS])) }, Strict);
const FIRST_FACTS = {
  gender: Type.Enum([...COUNTED_GENDERS]),
  ageBand: Type.Enum([...AGE_BANDS]),
  language: Type.Union([Type.Enum(LANGUAGE_CODES.options.map(({ code }) => code)), Type.Null()]),
  sections: Type.Array(Type.Object({ category: CategoryName, document: AnyDocument }, Strict), {
    maxItems: CATEGORIES.length,
  }),
};
const Opened = Type.Object({ id: Id, alias: Type.String() });
const Page = Type.Object({ cursor: Type.Optional(LookPlace) }, Strict);
const Revision = Type.Integer({ minimum: 0, maximum: 100_000 });
const StepTaken = Type.Object(
  {
    step: Type.String({ pattern: "^[a-z0-9]+(-[a-z0-9]+)*$", maxLength: 40 }),
    revision: Revision,
    recorded: Type.Array(Type.Enum([...RECORD_CODES]), { maxItems: 30, uniqueItems: true }),
    language: Type.Union([Type.String({ pattern: "^[a-z]{2,3}$" }), Type.Null()]),
    consentId: Type.Optional(Type.Union([Id, Type.Null()])),
  },
  Strict,
);

/** `/api/today`, `/api/cases`, `/api/clocks` for the desk, `/api/my-file` for the person. */
export function registerCare(app: App, house: House): void {
  registerWork(app, house);
  registerCase(app, house);
  registerSections(app, house);
  registerDrafts(app, house);
  registerSharing(app, house);
  registerMyFile(app, house);
  registerConsents(app, house);
  registerOrders(app, house);
  registerWishes(app, house);
  registerWordsResets(app, house);
  registerGuardians(app, house);
  registerOversight(app, house);
  registerReferrals(app, house);
  registerOutside(app, house);
  registerCapacity(app, house);
  registerImports(app, house);
  registerAsks(app, house);
  registerLeads(app, house);
  registerPairs(app, house);
}

function registerWork(app: App, house: House): void {
  app.get(
    "/api/today",
    { schema: { summary: "What is due at my agency, and what was done since yesterday" } },
    async (request) => readToday(house, memberSecret(request)),
  );
  app.put(
    "/api/clocks/:id/done",
    { schema: { summary: "What a clock waited for is done", params: ById, response: { 204: NoBody } } },
    async (request, reply) => {
      await finishClock(house, memberSecret(request), request.params.id);
      return reply.status(204).send(null);
    },
  );
}

function registerCase(app: App, house: House): void {
  app.get(
    "/api/cases",
    {
      schema: {
        summary: "The cases that my agency works on, newest first",
        querystring: Type.Object(
          {
            cursor: Type.Optional(Id),
            search: Type.Optional(Type.String({ maxLength: 60 })),
            state: Type.Optional(Type.Enum([...JOURNEY_STATES])),
          },
          Strict,
        ),
      },
    },
    async (request) => {
      const { cursor, search, state } = request.query;
      const query = { cursor: cursor ?? null, search: search?.trim() || null, state: state ?? null };
      return listCases(house, memberSecret(request), query);
    },
  );
  app.post(
    "/api/cases",
    {
      schema: {
        summary: "Open a case from a person's signed yes",
        body: Type.Object({ offerId: Id, ...FIRST_FACTS }, Strict),
        response: { 201: Opened },
      },
      preValidation: async (request) => ensureDocuments(request.body),
    },
    async (request, reply) => {
      const { offerId, ...facts } = request.body;
      const opening = { offerId, ...factsOf(facts) };
      const opened = await openCaseFromOffer(
        house,
        memberSecret(request),
        purposeOf(request),
        opening,
        onceFor(request),
      );
      return reply.status(201).send(opened);
    },
  );
  app.post(
    "/api/cases/in-person",
    {
      schema: {
        summary: "Open a case with someone who is here: nothing of it is shared, and they have no words yet",
        body: Type.Object(FIRST_FACTS, Strict),
        response: { 201: Opened },
      },
      preValidation: async (request) => ensureDocuments(request.body),
    },
    async (request, reply) => {
      const opened = await openCaseInPerson(
        house,
        memberSecret(request),
        purposeOf(request),
        factsOf(request.body),
        onceFor(request),
      );
      return reply.status(201).send(opened);
    },
  );
  app.post(
    "/api/cases/by-name",
    {
      schema: {
        // In the body: what stands in an address stays in logs and histories.
        summary: "The cases that my agency holds whose person is called so; each that is found is a look",
        body: Type.Object({ name: Type.String({ minLength: 1, maxLength: 200 }) }, Strict),
      },
    },
    async (request) => findCasesByName(house, memberSecret(request), purposeOf(request), request.body.name),
  );
  app.post(
    "/api/cases/known",
    {
      schema: {
        summary:
          "Cases of my agency that may be about the person whose case I am about to open, or wrote in; each is a look",
        body: Type.Object({ document: DOCUMENTS.identity, caseId: Type.Optional(Id) }, Strict),
      },
      preValidation: async (request) => {
        const body: unknown = request.body;
        if (isRecord(body)) ensureDocument("identity", body.document);
      },
    },
    async (request) =>
      findKnownCases(
        house,
        memberSecret(request),
        purposeOf(request),
        request.body.document as SectionDocument,
        request.body.caseId ?? null,
      ),
  );
  app.get(
    "/api/cases/:id",
    { schema: { summary: "A case as it stands to me: what is open, what is closed and why", params: ById } },
    async (request) => readCase(house, memberSecret(request), purposeOf(request), request.params.id),
  );
  app.get(
    "/api/cases/:id/journey",
    {
      schema: {
        summary: "Where someone is on their way, what was done, and what I could do now or why not",
        params: ById,
      },
    },
    async (request) => readJourney(house, memberSecret(request), request.params.id),
  );
  app.post(
    "/api/cases/:id/steps",
    {
      config: { stepUp: true },
      schema: {
        summary: "Take a step of the journey, with what is recorded",
        params: ById,
        body: StepTaken,
        response: { 200: Type.Object({ state: Type.String(), revision: Type.Integer() }) },
      },
    },
    async (request) =>
      takeStepAsMember(house, memberSecret(request), request.params.id, request.body, onceFor(request)),
  );
  app.get(
    "/api/cases/:id/looks",
    { schema: { summary: "Who looked, what for, and what came of it", params: ById, querystring: Page } },
    async (request) =>
      readLooks(house, memberSecret(request), request.params.id, request.query.cursor ?? null),
  );
}

function registerSections(app: App, house: House): void {
  app.get(
    "/api/cases/:id/sections/:category",
    { schema: { summary: "Read one section; the look is recorded", params: BySection } },
    async (request, reply) => {
      const { id, category } = request.params;
      const section = await readSection(house, memberSecret(request), purposeOf(request), id, category);
      return reply.header("etag", `"v${section.version}"`).send(section);
    },
  );
  app.post(
    "/api/cases/:id/papers",
    {
      config: { stepUp: true },
      schema: {
        summary:
          "Put parts of a case on paper, for one's own work or for the person; each is a look that says so",
        params: ById,
        body: Type.Object(
          {
            categories: Type.Array(CategoryName, {
              minItems: 1,
              maxItems: CATEGORIES.length,
              uniqueItems: true,
            }),
            whom: Type.Enum(["work", "person"]),
          },
          Strict,
        ),
      },
    },
    async (request) =>
      readForPaper(house, memberSecret(request), purposeOf(request), request.params.id, request.body),
  );
  app.put(
    "/api/cases/:id/sections/:category",
    {
      schema: {
        summary: "Write a further version of one section",
        params: BySection,
        headers: Type.Object({ "if-match": Type.Optional(Type.String()) }),
        body: Type.Object(
          {
            document: AnyDocument,
            resolves: Type.Optional(
              Type.Array(Type.Integer({ minimum: 1, maximum: 1_000_000 }), { maxItems: 100 }),
            ),
          },
          Strict,
        ),
        response: {
          200: Type.Object({
            version: Type.Integer(),
            doubts: Type.Optional(Type.Array(Type.Enum([...AGE_DOUBTS]))),
          }),
        },
      },
      preValidation: async (request) => {
        const { category } = request.params;
        const body: unknown = request.body;
        if (isRecord(body) && CATEGORIES.includes(category)) ensureDocument(category, body.document);
      },
    },
    async (request, reply) => {
      const written = await writeSection(house, memberSecret(request), purposeOf(request), {
        caseId: request.params.id,
        category: request.params.category,
        basedOn: baseOf(request.headers["if-match"]),
        document: request.body.document as SectionDocument,
        resolves: request.body.resolves ?? [],
      });
      return reply.header("etag", `"v${written.version}"`).send(written);
    },
  );
}

function registerDrafts(app: App, house: House): void {
  app.put(
    "/api/cases/in-person/draft-key",
    {
      schema: {
        summary:
          "The key of a case that I am about to open with someone who is here, which waits on my own device",
        response: { 200: Type.Object({ key: Type.String() }) },
      },
    },
    async (request) => ({ key: toBase64Url(await openCaseDraft(house, memberSecret(request))) }),
  );
  app.delete(
    "/api/cases/in-person/draft-key",
    { schema: { summary: "Nobody opens what I was writing any more", response: { 204: NoBody } } },
    async (request, reply) => {
      await endCaseDraft(house, memberSecret(request));
      return reply.status(204).send(null);
    },
  );
  app.put(
    "/api/cases/:id/sections/:category/draft-key",
    {
      schema: {
        summary: "The key of what I am writing in one section, which waits on my own device",
        params: BySection,
        response: { 200: Type.Object({ key: Type.String() }) },
      },
    },
    async (request) => {
      const { id, category } = request.params;
      const key = await openDraft(house, memberSecret(request), purposeOf(request), id, category);
      return { key: toBase64Url(key) };
    },
  );
  app.delete(
    "/api/cases/:id/sections/:category/draft-key",
    {
      schema: {
        summary: "Nobody opens what I was writing any more",
        params: BySection,
        response: { 204: NoBody },
      },
    },
    async (request, reply) => {
      const { id, category } = request.params;
      await endDraft(house, memberSecret(request), purposeOf(request), id, category);
      return reply.status(204).send(null);
    },
  );
}

/** What the schema let through of the sections; `ensureDocuments` held each to its own. */
const factsOf = <Facts extends { readonly sections: readonly { category: Category; document: unknown }[] }>({
  sections,
  ...rest
}: Facts) => ({
  ...rest,
  sections: sections.map(({ category, document }) => ({ category, document: document as SectionDocument })),
});

/** The version in an If-Match header, which names exactly one. */
function baseOf(match: string | undefined): number {
  if (match === undefined) throw new HttpProblem("match-needed");
  const version = /^"v(0|[1-9][0-9]{0,6})"$/.exec(match)?.[1];
  if (version === undefined) throw new CareError("bad-match");
  return Number(version);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Names the very field that does not fit, before the body as a whole is found not to. */
function ensureDocuments(body: unknown): void {
  if (!isRecord(body) || !Array.isArray(body.sections)) return;
  const seen = new Set<string>();
  for (const section of body.sections) {
    if (!isRecord(section)) continue;
    const category = CATEGORIES.find((known) => known === section.category);
    if (!category) continue;
    // Two first versions of one part would be one too many.
    if (seen.has(category)) throw new CareError("section-twice", { category });
    seen.add(category);
    ensureDocument(category, section.document);
  }
}

function registerSharing(app: App, house: House): void {
  app.post(
    "/api/cases/:id/shares",
    {
      config: { stepUp: true },
      schema: {
        summary: "Open one category to one agency, on a consent or an order, under an agreement",
        params: ById,
        body: Type.Object(
          {
            category: CategoryName,
            agencyId: Id,
            purpose: PurposeName,
            consentId: Type.Optional(Id),
            legalOrderId: Type.Optional(Id),
            protocolId: Id,
            until: Time,
          },
          Strict,
        ),
        response: { 201: Type.Object({ id: Id }) },
      },
    },
    async (request, reply) => {
      const { consentId = null, legalOrderId = null, until, ...rest } = request.body;
      if ((consentId === null) === (legalOrderId === null)) throw new CareError("share-not-live");
      const sharing = { ...rest, consentId, legalOrderId, until: dateOf(until) };
      const secret = memberSecret(request);
      const { id } = request.params;
      const shared = await shareCategory(house, secret, purposeOf(request), id, sharing, onceFor(request));
      return reply.status(201).send(shared);
    },
  );
  app.delete(
    "/api/cases/:id/shares/:shareId",
    {
      schema: {
        summary: "End a share at once",
        params: Type.Object({ id: Id, shareId: Id }),
        response: { 204: NoBody },
      },
    },
    async (request, reply) => {
      await endShareOfCase(house, memberSecret(request), request.params.id, request.params.shareId);
      return reply.status(204).send(null);
    },
  );
  app.post(
    "/api/cases/:id/break-glass",
    {
      config: { stepUp: true },
      schema: {
        summary: "Open a closed category for four hours in an emergency; the reason is shown to the person",
        params: ById,
        body: Type.Object(
          { category: CategoryName, reason: Type.String({ minLength: 20, maxLength: 1000 }) },
          Strict,
        ),
        response: { 201: Type.Object({ id: Id, state: Type.String() }) },
      },
    },
    async (request, reply) => {
      const glass = { caseId: request.params.id, ...request.body };
      const secret = memberSecret(request);
      const broken = await breakTheGlass(house, secret, purposeOf(request), glass, onceFor(request));
      return reply.status(201).send(broken);
    },
  );
}

function registerMyFile(app: App, house: House): void {
  app.get(
    "/api/my-file",
    {
      schema: {
        summary: "My file: where I am, what comes next, who may see what, who looked",
        querystring: InLanguage,
      },
    },
    async (request) => readMyFile(house, personSecret(request), request.query.lang ?? "en"),
  );
  app.get(
    "/api/my-file/cases/:id/looks",
    { schema: { summary: "Further looks at my file", params: ById, querystring: Page } },
    async (request) =>
      readOwnLooks(house, personSecret(request), request.params.id, request.query.cursor ?? null),
  );
  app.get(
    "/api/my-file/cases/:id/sections/:category",
    {
      schema: {
        summary: "What is written about me in one category, and the same in words",
        params: BySection,
        querystring: ForReader,
      },
    },
    async (request) => {
      const { id, category } = request.params;
      const own = await readOwnSection(house, personSecret(request), id, category);
      const { lang: language = "en", calendar = "gregory" } = request.query;
      return { ...own, facts: await describeDocument(category, own.document, { language, calendar }) };
    },
  );
  app.post(
    "/api/my-file/consents/:id/withdraw",
    { schema: { summary: "Withdraw a consent, at once", params: ById, response: { 200: Ended } } },
    async (request) => withdraw(house, personSecret(request), request.params.id),
  );
  app.get(
    "/api/my-file/cases/:id/steps",
    { schema: { summary: "What I could decide about my way now", params: ById } },
    async (request) => readOwnSteps(house, personSecret(request), request.params.id),
  );
  app.post(
    "/api/my-file/cases/:id/steps",
    {
      schema: {
        summary: "Decide it",
        params: ById,
        body: Type.Object({ step: Type.Enum([...OWN_STEPS]), revision: Revision }, Strict),
        response: { 200: Type.Object({ state: Type.String() }) },
      },
    },
    async (request) => takeOwnStep(house, personSecret(request), request.params.id, request.body),
  );
  app.post(
    "/api/my-file/cases/:id/pause",
    {
      schema: {
        summary: "Withdraw every consent that runs, at once",
        params: ById,
        response: { 200: Ended },
      },
    },
    async (request) => pause(house, personSecret(request), request.params.id),
  );
}
