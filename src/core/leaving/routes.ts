import { randomUUID } from "node:crypto";
import { Type } from "typebox";
import { asMember } from "../access/context.ts";
import type { House } from "../house.ts";
import { type App, HttpProblem, once } from "../http/index.ts";
import { memberSecret } from "../identity/requests.ts";
import { propose } from "../proposals/store.ts";
import { LeavingError } from "./errors.ts";
import { listHandOvers, lookAtLeaving, offerHandOver, settleHandOver, takeBackHandOver } from "./store.ts";

const Strict = { additionalProperties: false } as const;
const Id = Type.String({ format: "uuid" });
const ById = Type.Object({ id: Id });
const NoBody = Type.Null();
const Offer = Type.Object(
  { agencyId: Id, basis: Type.Enum(["person-agreed", "legal-order"] as const) },
  Strict,
);

/** `/api/hand-overs`: a case goes to another holder. `/api/leaving`: an agency leaves. */
export function registerLeaving(app: App, house: House): void {
  registerHandOvers(app, house);
  app.get(
    "/api/leaving",
    {
      schema: {
        summary: "What leaving would mean for this agency now: what must be decided first, what ends",
      },
    },
    async (request) =>
      asMember(
        house.db,
        memberSecret(request),
        null,
        async (tx) => ({ parts: await lookAtLeaving(tx) }),
        "leeward_supervisor",
      ),
  );
  app.post(
    "/api/leaving",
    {
      config: { stepUp: true },
      schema: {
        summary: "Propose that this agency leaves: a second supervisor confirms it, a day later or more",
        response: { 201: Type.Object({ id: Id }) },
      },
    },
    async (request, reply) => {
      const proposed = await asMember(
        house.db,
        memberSecret(request),
        null,
        (tx, me) =>
          once(tx, request, me.memberId, async () => {
            const id = randomUUID();
            const said = await propose(tx, { id, kind: "agency.leaving", content: {} });
            if (said === null) throw new HttpProblem("supervisors-only");
            return { id };
          }),
        "leeward_supervisor",
      );
      return reply.status(201).send(proposed);
    },
  );
}

function registerHandOvers(app: App, house: House): void {
  app.get(
    "/api/hand-overs",
    { schema: { summary: "Cases that this agency offers to another holder, or is offered" } },
    async (request) =>
      asMember(house.db, memberSecret(request), null, async (tx) => ({ handOvers: await listHandOvers(tx) })),
  );
  app.put(
    "/api/cases/:id/hand-over",
    {
      config: { stepUp: true },
      schema: {
        summary: "Offer a case to an agency that works on it already: it becomes the holder when it accepts",
        params: ById,
        body: Offer,
        response: { 204: NoBody },
      },
    },
    async (request, reply) => {
      const offer = { id: randomUUID(), caseId: request.params.id, ...request.body };
      const said = await asMember(house.db, memberSecret(request), null, (tx) => offerHandOver(tx, offer));
      if (said === "unknown") throw new HttpProblem("not-found");
      if (said !== "offered") throw new LeavingError(`hand-over-${said}`);
      return reply.status(204).send(null);
    },
  );
  for (const [word, agrees] of [
    ["accept", true],
    ["decline", false],
  ] as const) {
    app.post(
      `/api/hand-overs/:id/${word}`,
      {
        ...(agrees ? { config: { stepUp: true } } : {}),
        schema: {
          summary: agrees ? "Hold the case from now on" : "Do not take the case over",
          params: ById,
          response: { 204: NoBody },
        },
      },
      async (request, reply) => {
        const said = await asMember(house.db, memberSecret(request), null, (tx) =>
          settleHandOver(tx, request.params.id, agrees),
        );
        if (said === "unknown") throw new HttpProblem("not-found");
        if (said !== "accepted" && said !== "declined") throw new LeavingError(`hand-over-${said}`);
        return reply.status(204).send(null);
      },
    );
  }
  app.delete(
    "/api/hand-overs/:id",
    { schema: { summary: "Take an offer back", params: ById, response: { 204: NoBody } } },
    async (request, reply) => {
      const done = await asMember(house.db, memberSecret(request), null, (tx) =>
        takeBackHandOver(tx, request.params.id),
      );
      if (!done) throw new HttpProblem("not-found");
      return reply.status(204).send(null);
    },
  );
}
