import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import { type App, Key32, once, Sealed32, Sealed64, Signature, WrappedKeys } from "../../http/index.ts";
import { memberSecret } from "../requests.ts";
import type { KeyKeeping } from "./service.ts";

const Strict = { additionalProperties: false } as const;
const Id = Type.String({ format: "uuid" });
const ById = Type.Object({ id: Id });
const NoBody = Type.Null();
const Nothing = Type.Object({});
const Token = Type.Object({ token: Key32 }, Strict);
const MadeKeys = { readingKey: Key32, signingKey: Key32, wrapped: WrappedKeys };
const Keeping = Type.Object(
  {
    memberId: Id,
    memberName: Type.String({ minLength: 1, maxLength: 120 }),
    agencyName: Type.String({ minLength: 1, maxLength: 200 }),
    readingKey: Key32,
    signingKey: Key32,
    keepers: Type.Array(Type.Object({ memberId: Id, readingKey: Key32 }, Strict), {
      minItems: 3,
      maxItems: 3,
    }),
    madeAtHour: Type.Integer({ minimum: 0, maximum: 10_000_000 }),
  },
  Strict,
);
const SealedKeeping = Type.Object(
  {
    statement: Keeping,
    signature: Signature,
    wrapped: WrappedKeys,
    parts: Type.Array(Sealed64, { minItems: 3, maxItems: 3 }),
  },
  Strict,
);

const onceFor =
  (request: FastifyRequest) =>
  <T extends Record<string, unknown>>(
    tx: Parameters<typeof once>[0],
    actor: string,
    work: () => Promise<T>,
  ): Promise<T> =>
    once(tx, request, actor, work);

/** A member's keys over time. */
export function registerKeeping(app: App, keeping: KeyKeeping): void {
  registerRotation(app, keeping);
  registerRenewal(app, keeping);
  registerKeepers(app, keeping);
  registerGiving(app, keeping);
}

function registerRotation(app: App, keeping: KeyKeeping): void {
  app.get(
    "/api/me/former-keys",
    { schema: { summary: "My former keys, each sealed to the ones that came after it" } },
    async (request) => keeping.listFormer(memberSecret(request)),
  );
  app.post(
    "/api/me/keys",
    {
      config: { stepUp: true },
      schema: {
        summary: "Take other keys: the former ones are sealed to them in the same act",
        body: Type.Object(
          { ...MadeKeys, former: Sealed64, rootKey: Type.Union([Sealed32, Type.Null()]) },
          Strict,
        ),
        response: { 201: Nothing },
      },
    },
    async (request, reply) => {
      await keeping.rotate(memberSecret(request), request.body, onceFor(request));
      return reply.status(201).send({});
    },
  );
}

function registerRenewal(app: App, keeping: KeyKeeping): void {
  app.post(
    "/api/members/:id/renewals",
    {
      config: { stepUp: true },
      schema: {
        summary: "Begin new keys for a colleague who lost theirs; the link opens a page to hand them in",
        params: ById,
        response: { 201: Type.Object({ token: Key32 }) },
      },
    },
    async (request, reply) => {
      const begun = await keeping.beginRenewal(memberSecret(request), request.params.id, onceFor(request));
      return reply.status(201).send(begun);
    },
  );
  app.get(
    "/api/renewals",
    { schema: { summary: "New keys that colleagues hand in, and that two people have to admit" } },
    async (request) => keeping.listRenewals(memberSecret(request)),
  );
  app.post(
    "/api/renewals/:id/admission",
    {
      config: { stepUp: true },
      schema: {
        summary: "Propose that these keys and the password with them hold; a second member confirms it",
        params: ById,
        body: Type.Object({ secondAgencyId: Type.Optional(Type.Union([Id, Type.Null()])) }, Strict),
        response: { 201: Type.Object({ id: Id }) },
      },
    },
    async (request, reply) => {
      const wish = { renewalId: request.params.id, secondAgencyId: request.body.secondAgencyId ?? null };
      const made = await keeping.proposeRenewal(memberSecret(request), wish, onceFor(request));
      return reply.status(201).send(made);
    },
  );
  app.post("/api/renewals/open", { schema: { body: Token } }, async (request) =>
    keeping.findRenewal(request.body.token),
  );
  app.post(
    "/api/renewals/hand-in",
    {
      schema: {
        body: Type.Object({ token: Key32, authSecret: Key32, ...MadeKeys }, Strict),
        response: { 204: NoBody },
      },
    },
    async (request, reply) => {
      const { token, ...made } = request.body;
      await keeping.handIn(token, made);
      return reply.status(204).send(null);
    },
  );
}

function registerKeepers(app: App, keeping: KeyKeeping): void {
  app.get(
    "/api/keepers",
    { schema: { summary: "Members of any agency who are willing to keep a part of others' keys" } },
    async (request) => keeping.listKeepers(memberSecret(request)),
  );
  app.put(
    "/api/me/keeper",
    {
      schema: {
        summary: "Be named to others as someone who keeps, or not",
        body: Type.Object({ willing: Type.Boolean() }, Strict),
        response: { 204: NoBody },
      },
    },
    async (request, reply) => {
      await keeping.offerToKeep(memberSecret(request), request.body.willing);
      return reply.status(204).send(null);
    },
  );
  app.get(
    "/api/me/keeping",
    { schema: { summary: "Who keeps my keys, and what they gave to my present ones" } },
    async (request) => keeping.findOwn(memberSecret(request)),
  );
  app.post(
    "/api/me/keeping",
    {
      config: { stepUp: true },
      schema: {
        summary: "Name three keepers in three agencies: a part of my keys is sealed to each",
        body: SealedKeeping,
        response: { 201: Nothing },
      },
    },
    async (request, reply) => {
      await keeping.putKeeping(memberSecret(request), request.body, onceFor(request));
      return reply.status(201).send({});
    },
  );
}

function registerGiving(app: App, keeping: KeyKeeping): void {
  app.get(
    "/api/kept",
    { schema: { summary: "For whom I keep a part, and who asks for it now" } },
    async (request) => keeping.listKept(memberSecret(request)),
  );
  app.put(
    "/api/kept/:id/gift",
    {
      config: { stepUp: true },
      schema: {
        summary: "Give my part to the keys that two people admitted; again is once",
        params: ById,
        body: Type.Object({ keyId: Id, sealed: Sealed64, signature: Signature }, Strict),
        response: { 204: NoBody },
      },
    },
    async (request, reply) => {
      await keeping.givePart(memberSecret(request), { keepingId: request.params.id, ...request.body });
      return reply.status(204).send(null);
    },
  );
  app.put(
    "/api/me/keeping/asked",
    {
      config: { stepUp: true },
      schema: { summary: "Ask the keepers again, for fourteen days", response: { 204: NoBody } },
    },
    async (request, reply) => {
      await keeping.askKeepers(memberSecret(request));
      return reply.status(204).send(null);
    },
  );
  app.put(
    "/api/me/keeping/:id/regained",
    {
      schema: {
        summary: "My former keys are here again: sealed to my present ones, they end the keeping",
        params: ById,
        body: Type.Object({ former: Sealed64 }, Strict),
        response: { 204: NoBody },
      },
    },
    async (request, reply) => {
      await keeping.keepRegained(memberSecret(request), request.params.id, request.body.former);
      return reply.status(204).send(null);
    },
  );
}
