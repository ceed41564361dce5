import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import { asMember } from "../../access/context.ts";
import type { Transaction } from "../../db/index.ts";
import type { House } from "../../house.ts";
import { type App, HttpProblem } from "../../http/index.ts";
import { IdentityError } from "../errors.ts";
import { memberSecret } from "../requests.ts";
import * as store from "./store.ts";

const Strict = { additionalProperties: false } as const;
const Params = Type.Object({ id: Type.String({ format: "uuid" }) });
const NoBody = Type.Null();
const Day = Type.String({ format: "date" });
/** Something to see, on one line. */
const Name = Type.String({ pattern: "^[^\\p{C}]*[^\\p{C}\\p{Z}][^\\p{C}]*$", minLength: 1, maxLength: 60 });

/** A member's standing: sessions by name, suspension, training. */
export function registerStanding(app: App, house: House): void {
  registerNamedSessions(app, house);
  registerSuspension(app, house);
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
  app.delete(
    "/api/members/:id/suspension",
    { config: { stepUp: true }, schema: { ...schema, summary: "Let a suspended colleague sign in again" } },
    async (request, reply) => {
      await actAsSupervisor(house, request, (tx) => store.liftSuspension(tx, request.params.id));
      reply.status(204).send(null);
    },
  );
}

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
  if (outcome === "own") throw new IdentityError("own-standing");
  if (outcome === "limits") throw new IdentityError("training-limits");
  if (outcome !== "done") throw new HttpProblem("not-found");
}
