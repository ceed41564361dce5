import { Type } from "typebox";
import type { House } from "../../../core/house.ts";
import type { App } from "../../../core/http/index.ts";
import { memberSecret, purposeOf } from "../../../core/identity/index.ts";
import { endTheGlass, readGlasses } from "../service/glass.ts";
import { readAgencyLooks, readOversight } from "../service/oversight.ts";
import { ById, LookPlace, NoBody, Strict } from "./shapes.ts";

/** Who watches: broken glass for the whole desk, looks of one's own agency for its supervisors. */
export function registerOversight(app: App, house: House): void {
  app.get(
    "/api/break-glass",
    {
      schema: {
        summary: "Glass that my agency broke, or that was broken over its cases, in the last 90 days",
      },
    },
    async (request) => readGlasses(house, memberSecret(request)),
  );
  app.post(
    "/api/break-glass/:id/end",
    { schema: { summary: "The danger is over: close it now", params: ById, response: { 204: NoBody } } },
    async (request, reply) => {
      await endTheGlass(house, memberSecret(request), request.params.id);
      return reply.status(204).send(null);
    },
  );
  app.get(
    "/api/oversight",
    {
      schema: {
        summary: "Disputed consents, and looks of the last week to which a rule of oversight applies",
      },
    },
    async (request) => readOversight(house, memberSecret(request), purposeOf(request)),
  );
  app.get(
    "/api/oversight/looks",
    {
      schema: {
        summary: "Who of my agency looked at what, newest first",
        querystring: Type.Object({ cursor: Type.Optional(LookPlace) }, Strict),
      },
    },
    async (request) =>
      readAgencyLooks(house, memberSecret(request), purposeOf(request), request.query.cursor ?? null),
  );
}
