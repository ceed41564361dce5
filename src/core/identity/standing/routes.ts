import { randomUUID } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import { asMember } from "../../access/context.ts";
import { ROLES } from "../../access/coverage.ts";
import type { Transaction } from "../../db/index.ts";
import type { House } from "../../house.ts";
import { type App, HttpProblem, once } from "../../http/index.ts";
import { IdentityError } from "../errors.ts";
import { memberSecret } from "../requests.ts";
import * as store from "./store.ts";

const Strict = { additionalProperties: false } as const;
const Params = Type.Object({ id: Type.String({ format: "uuid" }) });
const NoBody = Type.Null();
/** An agency whose supervisors may be the second too. */
const Second = Type.Optional(Type.Union([Type.String({ format: "uuid" }), Type.Null()]));
const Day = Type.String({ format: "date" });
/** Something to see, on one line. */
const Name = Type.String({ pattern: "^[^\\p{C}]*[^\\p{C}\\p{Z}][^\\p{C}]*$", minLength: 1, maxLength: 60 });

/** A member's standing: sessions by name, suspension, roles, training. */
export function registerStanding(app: App, house: House): void {
  registerNamedSessions(app, house);
  registerSuspension(app, house);
  registerRoles(app, house);
  registerTraining(app, house);
}

function registerNamedSessions(app: App, house: House): void {
  app.put(
    "/api/sessions/:id/name",
    {
      schema: {
        summary: "Call the device of a session of mine by a name",
        params: Params,
        body: Type.Object({ name: Name }, Strict),
        response: { 204: NoBody },
      },
    },
    async (request, reply) => {
      const named = await asMember(house.db, memberSecret(request), null, (tx) =>
        store.nameSession(tx, request.params.id, request.body.name),
      );
      if (!named) throw new HttpProblem("not-found");
      reply.status(204).send(null);
    },
  );
  app.delete(
    "/api/sessions",
    { schema: { summary: "End all my sessions but this one", response: { 204: NoBody } } },
    async (request, reply) => {
      await asMember(house.db, memberSecret(request), null, (tx, me) =>
        store.endOtherSessions(tx, me.sessionId),
      );
      reply.status(204).send(null);
    },
  );
}

function registerSuspension(app: App, house: House): void {
  const schema = { params: Params, response: { 204: NoBody } };
  app.put(
    "/api/members/:id/suspension",
    {
      config: { stepUp: true },
      schema: { ...schema, summary: "Suspend a colleague; their sessions end now" },
    },
    async (request, reply) => {
      await actAsSupervisor(house, request, (tx) => store.suspendMember(tx, request.params.id));
      reply.status(204).send(null);
    },
  );
  app.post(
    "/api/members/:id/return",
    {
      config: { stepUp: true },
      schema: {
        summary: "Propose that a suspended colleague comes back; a second member confirms it",
        params: Params,
        body: Type.Object({ secondAgencyId: Second }, Strict),
        response: { 201: Type.Object({ id: Type.String() }) },
      },
    },
    async (request, reply) => {
      const { params, body } = request;
      const made = await proposing(house, request, (tx, id) =>
        store.proposeReturn(tx, { id, memberId: params.id, secondAgencyId: body.secondAgencyId ?? null }),
      );
      return reply.status(201).send({ id: made.id });
    },
  );
}

function registerRoles(app: App, house: House): void {
  app.post(
    "/api/members/:id/roles",
    {
      config: { stepUp: true },
      schema: {
        summary: "Propose other roles for a colleague; a second member, who is not they, confirms it",
        params: Params,
        body: Type.Object(
          { roles: Type.Array(Type.Enum([...ROLES]), { minItems: 1, maxItems: 6 }), secondAgencyId: Second },
          Strict,
        ),
        response: { 201: Type.Object({ id: Type.String(), waits: Type.Boolean() }) },
      },
    },
    async (request, reply) => {
      const { params, body } = request;
      const made = await proposing(house, request, (tx, id) =>
        store.proposeRoles(tx, {
          id,
          memberId: params.id,
          roles: body.roles,
          secondAgencyId: body.secondAgencyId ?? null,
        }),
      );
      return reply.status(201).send(made);
    },
  );
}

/** The same request twice proposes once. */
const proposing = (
  house: House,
  request: FastifyRequest,
  propose: (tx: Transaction, id: string) => Promise<string>,
): Promise<{ id: string; waits: boolean }> =>
  asMember(
    house.db,
    memberSecret(request),
    null,
    (tx, me) =>
      once(tx, request, me.memberId, async () => {
        const id = randomUUID();
        const said = await propose(tx, id);
        ensureTaken(said);
        return { id, waits: said === "waits" };
      }),
    "leeward_supervisor",
  );

function registerTraining(app: App, house: House): void {
  app.get(
    "/api/trained-acts",
    {
      schema: {
        summary: "What I may do only while my training counts",
        response: { 200: Type.Object({ acts: Type.Array(Type.String()) }) },
      },
    },
    async (request) =>
      asMember(house.db, memberSecret(request), null, async (tx) => ({
        acts: await store.listTrainedActs(tx),
      })),
  );
  app.put(
    "/api/members/:id/training",
    {
      config: { stepUp: true },
      schema: {
        summary: "Write down until when a colleague's training counts, that day included",
        params: Params,
        body: Type.Object({ until: Day }, Strict),
        response: { 204: NoBody },
      },
    },
    async (request, reply) => {
      const { params, body } = request;
      await actAsSupervisor(house, request, (tx) => store.setTraining(tx, params.id, body.until));
      reply.status(204).send(null);
    },
  );
}

async function actAsSupervisor(
  house: House,
  request: FastifyRequest,
  act: (tx: Transaction) => Promise<string>,
): Promise<void> {
  const outcome = await asMember(house.db, memberSecret(request), null, act, "leeward_supervisor");
  ensureTaken(outcome);
}

const REFUSED = {
  own: "own-standing",
  limits: "training-limits",
  same: "roles-same",
  roles: "auditor-alone",
  last: "last-supervisor",
  forgotten: "member-forgotten",
} as const;

function ensureTaken(outcome: string): void {
  if (outcome === "done" || outcome === "waits") return;
  if (Object.hasOwn(REFUSED, outcome)) throw new IdentityError(REFUSED[outcome as keyof typeof REFUSED]);
  throw new HttpProblem("not-found");
}
