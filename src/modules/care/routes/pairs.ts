import { Type } from "typebox";
import type { House } from "../../../core/house.ts";
import type { App } from "../../../core/http/index.ts";
import { memberSecret, purposeOf } from "../../../core/identity/index.ts";
import { keepTogether, readSides, takeApart } from "../service/pair.ts";
import { ById, Id, NoBody, onceFor, Strict } from "./shapes.ts";

/** Two cases of one person, kept together by the agency that holds both, and taken apart again. */
export function registerPairs(app: App, house: House): void {
  app.get(
    "/api/cases/:id/pairs/:otherId",
    {
      schema: {
        summary: "Two cases of my agency beside each other, before they are kept together",
        params: Type.Object({ id: Id, otherId: Id }),
      },
    },
    async (request) => {
      const { id, otherId } = request.params;
      return readSides(house, memberSecret(request), purposeOf(request), [id, otherId]);
    },
  );
  app.post(
    "/api/cases/:id/pairs",
    {
      schema: {
        summary:
          "Say that another case of my agency is of the same person: it is set aside, and kept with this one",
        params: ById,
        body: Type.Object({ asideCaseId: Id }, Strict),
        response: { 201: Type.Object({ id: Id }) },
      },
    },
    async (request, reply) => {
      const pair = { keptId: request.params.id, asideId: request.body.asideCaseId };
      const made = await keepTogether(
        house,
        memberSecret(request),
        purposeOf(request),
        pair,
        onceFor(request),
      );
      return reply.status(201).send(made);
    },
  );
  app.delete(
    "/api/case-pairs/:id",
    {
      schema: {
        summary: "Take two cases apart again, as they were",
        params: ById,
        response: { 204: NoBody },
      },
    },
    async (request, reply) => {
      await takeApart(house, memberSecret(request), request.params.id);
      return reply.status(204).send(null);
    },
  );
}
