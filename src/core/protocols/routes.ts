import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import { asMember, CATEGORIES, PURPOSES } from "../access/context.ts";
import type { House } from "../house.ts";
import { type App, HttpProblem, Key32, once, Signature } from "../http/index.ts";
import { memberSecret } from "../identity/requests.ts";
import { ActSigned } from "../proposals/index.ts";
import * as service from "./service.ts";
import { listDrafts, listKnownAgencies, listProtocols } from "./store.ts";
import { LEGAL_TEXT_MAX, LINE_MAX, ONWARD_RULES, PARTIES_MAX, TITLE_MAX } from "./terms.ts";

const Strict = { additionalProperties: false } as const;
const Id = Type.String({ format: "uuid" });
const ById = Type.Object({ id: Id });
const ByVersion = Type.Object({ id: Id, version: Type.Integer({ minimum: 1, maximum: 9999 }) });
const NoBody = Type.Null();
const Digest = Type.String({ pattern: "^[0-9a-f]{64}$" });
const Reason = Type.Object(
  { reason: Type.String({ minLength: 3, maxLength: 1000, pattern: "\\S" }) },
  Strict,
);
const Line = Type.String({ maxLength: LINE_MAX });
const Pair = Type.Object({ purpose: Type.Enum([...PURPOSES]), category: Type.Enum([...CATEGORIES]) }, Strict);
/** As it was typed: whether it can be proposed is asked when it is. */
const Draft = Type.Object(
  {
    title: Type.String({ maxLength: TITLE_MAX }),
    parties: Type.Array(Type.Object({ agencyId: Id, contact: Line }, Strict), { maxItems: PARTIES_MAX }),
    scope: Type.Array(Pair, { maxItems: PURPOSES.length * CATEGORIES.length }),
    legalText: Type.String({ maxLength: LEGAL_TEXT_MAX }),
    citation: Line,
    retentionDays: Type.String({ maxLength: 20 }),
    onwardRule: Type.Enum([...ONWARD_RULES, ""]),
    inForceFrom: Type.String({ maxLength: 20 }),
    inForceUntil: Type.String({ maxLength: 20 }),
    reviewOn: Type.String({ maxLength: 20 }),
  },
  Strict,
);
const Person = Type.Object(
  {
    memberId: Id,
    name: Type.String({ minLength: 1, maxLength: 120 }),
    signingKey: Key32,
    signature: Signature,
  },
  Strict,
);
const Party = Type.Object(
  {
    agencyId: Id,
    rootKey: Key32,
    people: Type.Array(Person, { minItems: 1, maxItems: 10 }),
    signature: Signature,
  },
  Strict,
);
const Signing = Type.Object(
  { person: Person, party: Type.Optional(Type.Object({ signature: Party, effects: Digest }, Strict)) },
  Strict,
);

/** `/api/protocols` for every member, `/api/protocol-drafts` for supervisors. */
export function registerProtocols(app: App, house: House): void {
  registerReading(app, house);
  registerDrafts(app, house);
  registerSigning(app, house);
  registerStanding(app, house);
}

function registerReading(app: App, house: House): void {
  app.get(
    "/api/protocols",
    { schema: { summary: "Agreements, their parties and what they cover" } },
    async (request) =>
      asMember(house.db, memberSecret(request), null, async (tx) => ({ protocols: await listProtocols(tx) })),
  );
  app.get(
    "/api/protocols/:id",
    { schema: { summary: "One agreement: its versions, texts, signatures and history", params: ById } },
    async (request) =>
      asMember(house.db, memberSecret(request), null, (tx) => service.readProtocol(tx, request.params.id)),
  );
  app.get(
    "/api/protocols/:id/export",
    {
      schema: {
        summary: "All that was signed, to be checked offline: leeward protocol verify",
        params: ById,
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const exported = await asMember(house.db, memberSecret(request), null, (tx) =>
        service.exportProtocol(tx, id),
      );
      return reply
        .header("content-disposition", `attachment; filename="agreement-${id}.json"`)
        .send(exported);
    },
  );
}

function registerDrafts(app: App, house: House): void {
  app.get(
    "/api/protocol-drafts",
    { schema: { summary: "Drafts of one's agency or that name it; the agencies that can be party" } },
    async (request) =>
      service.asSupervisor(house, memberSecret(request), async (tx) => ({
        drafts: await listDrafts(tx),
        agencies: await listKnownAgencies(tx),
      })),
  );
  app.post(
    "/api/protocol-drafts",
    {
      schema: {
        summary: "Begin a draft, a change of an agreement, or again what ran out or was refused",
        body: Type.Object(
          { protocolId: Type.Union([Id, Type.Null()]), version: Type.Optional(ByVersion.properties.version) },
          Strict,
        ),
        response: { 201: Type.Object({ id: Id }) },
      },
    },
    async (request, reply) => {
      const begun = await service.asSupervisor(house, memberSecret(request), (tx, me) =>
        once(tx, request, me.memberId, () => service.beginDraft(tx, me, request.body)),
      );
      return reply.status(201).send(begun);
    },
  );
  app.get("/api/protocol-drafts/:id", { schema: { params: ById } }, async (request, reply) => {
    const draft = await service.asSupervisor(house, memberSecret(request), async (tx) => ({
      ...(await service.readDraft(tx, request.params.id)),
      agencies: await listKnownAgencies(tx),
    }));
    return reply.header("etag", `"v${draft.revision}"`).send(draft);
  });
  app.put(
    "/api/protocol-drafts/:id",
    {
      schema: {
        summary: "Keep what was typed",
        params: ById,
        headers: Type.Object({ "if-match": Type.Optional(Type.String()) }),
        body: Draft,
      },
    },
    async (request, reply) => {
      const { revision } = await service.asSupervisor(house, memberSecret(request), (tx, me) =>
        service.writeDraft(tx, me, {
          id: request.params.id,
          revision: revisionOf(request),
          terms: request.body,
        }),
      );
      return reply.header("etag", `"v${revision}"`).send({ revision });
    },
  );
  app.delete(
    "/api/protocol-drafts/:id",
    { schema: { params: ById, response: { 204: NoBody } } },
    async (request, reply) => {
      await service.asSupervisor(house, memberSecret(request), async (tx) => {
        if (!(await service.throwAwayDraft(tx, request.params.id))) throw new HttpProblem("not-found");
      });
      return reply.status(204).send(null);
    },
  );
  app.get(
    "/api/protocol-drafts/:id/effects",
    { schema: { summary: "What the draft would do to live shares", params: ById } },
    async (request) =>
      service.asSupervisor(house, memberSecret(request), (tx) => service.previewDraft(tx, request.params.id)),
  );
  app.post(
    "/api/protocol-drafts/:id/proposal",
    {
      config: { stepUp: true },
      schema: {
        summary: "Lay the draft before its parties, to be signed",
        params: ById,
        response: { 201: Type.Object({ id: Id, version: Type.Integer() }) },
      },
    },
    async (request, reply) => {
      const proposed = await service.asSupervisor(house, memberSecret(request), (tx, me) =>
        once(tx, request, me.memberId, () => service.proposeDraft(house, tx, request.params.id)),
      );
      return reply.status(201).send(proposed);
    },
  );
}

/** The revision in an If-Match header. */
function revisionOf(request: FastifyRequest): number {
  const found = /^"v([1-9][0-9]{0,8})"$/.exec(request.headers["if-match"] ?? "")?.[1];
  if (found === undefined) throw new HttpProblem("match-needed");
  return Number(found);
}

function registerSigning(app: App, house: House): void {
  app.get(
    "/api/protocols/:id/versions/:version/effects",
    {
      schema: {
        summary: "What the version would do to live shares, before it is confirmed",
        params: ByVersion,
      },
    },
    async (request) =>
      service.asSupervisor(house, memberSecret(request), (tx) =>
        service.previewVersion(tx, request.params.id, request.params.version),
      ),
  );
  app.post(
    "/api/protocols/:id/versions/:version/signatures",
    {
      config: { stepUp: true },
      schema: {
        summary: "Sign a version; the second person of an agency sends its root key's signature too",
        params: ByVersion,
        body: Signing,
        response: { 201: Type.Object({ now: Type.Enum(["waits", "signed", "in-force"]) }) },
      },
    },
    async (request, reply) => {
      const signed = await service.asSupervisor(house, memberSecret(request), (tx, me) =>
        once(tx, request, me.memberId, () =>
          service.signVersion(house, tx, me, request.params, request.body),
        ),
      );
      return reply.status(201).send(signed);
    },
  );
  app.post(
    "/api/protocols/:id/withdrawal",
    {
      config: { stepUp: true },
      schema: {
        summary: "Say no to the version that waits for signatures, with a reason",
        params: ById,
        body: Reason,
        response: { 204: NoBody },
      },
    },
    async (request, reply) => {
      await service.asSupervisor(house, memberSecret(request), (tx) =>
        service.withdrawProposal(tx, request.params.id, request.body.reason.trim()),
      );
      return reply.status(204).send(null);
    },
  );
}

function registerStanding(app: App, house: House): void {
  app.post(
    "/api/protocols/:id/suspension",
    {
      config: { stepUp: true },
      schema: {
        summary: "Suspend an agreement at once: no share under it opens anything",
        params: ById,
        body: Reason,
        response: { 204: NoBody },
      },
    },
    async (request, reply) => {
      await service.asSupervisor(house, memberSecret(request), (tx) =>
        service.suspendProtocol(tx, request.params.id, request.body.reason.trim()),
      );
      return reply.status(204).send(null);
    },
  );
  app.delete(
    "/api/protocols/:id/suspension",
    {
      config: { stepUp: true },
      schema: {
        summary:
          "Propose that one's agency agrees to lift a suspension; a second supervisor confirms, and with the last party the agreement is in force again",
        params: ById,
        response: { 200: Type.Object({ now: Type.Enum(["second", "waits", "in-force"]) }) },
      },
    },
    async (request) =>
      service.asSupervisor(house, memberSecret(request), (tx) =>
        service.proposeLifting(tx, request.params.id),
      ),
  );
  app.post(
    "/api/protocols/:id/end",
    {
      config: { stepUp: true },
      schema: {
        summary:
          "Propose to end an agreement, with every share under it and their keys; a second supervisor signs and confirms",
        params: ById,
        body: Type.Object(
          {
            reason: Type.String({ minLength: 3, maxLength: 1000, pattern: "^\\S[^]*\\S$" }),
            signed: ActSigned,
            secondAgencyId: Type.Optional(Type.Union([Id, Type.Null()])),
          },
          Strict,
        ),
        response: { 201: Type.Object({ id: Id }) },
      },
    },
    async (request, reply) => {
      const { secondAgencyId = null, ...said } = request.body;
      const proposed = await service.asSupervisor(house, memberSecret(request), (tx, me) =>
        once(tx, request, me.memberId, () =>
          service.proposeEnding(house, tx, me, request.params.id, { ...said, secondAgencyId }),
        ),
      );
      return reply.status(201).send(proposed);
    },
  );
}
