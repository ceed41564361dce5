import { Type } from "typebox";
import { asMember } from "../../../core/access/context.ts";
import type { House } from "../../../core/house.ts";
import { type App, HttpProblem } from "../../../core/http/index.ts";
import { memberSecret } from "../../../core/identity/index.ts";
import { DoorError } from "../errors.ts";
import * as store from "./store.ts";

const ById = Type.Object({ id: Type.String({ format: "uuid" }) });
const Template = Type.Object(
  {
    version: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
    language: Type.String({ pattern: "^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$", maxLength: 40 }),
    title: Type.String({ minLength: 1, maxLength: 80 }),
    body: Type.String({ minLength: 1, maxLength: 4_000 }),
  },
  { additionalProperties: false },
);
const NoBody = Type.Null();

/** Texts that an agency's intake puts into answers; its supervisors keep them. */
export function registerTemplates(app: App, house: House): void {
  app.get(
    "/api/answer-templates",
    {
      schema: {
        summary: "Texts for answers, by language and title; empty for who is neither intake nor supervisor",
      },
    },
    async (request) => ({
      templates: await asMember(house.db, memberSecret(request), null, (tx) => store.list(tx)),
    }),
  );
  app.put(
    "/api/answer-templates/:id",
    {
      schema: {
        summary: "Keep a text for answers, based on the version that was seen; 0 for a new one (supervisors)",
        params: ById,
        body: Template,
        response: { 204: NoBody },
      },
    },
    async (request, reply) => {
      const one = { id: request.params.id, ...request.body };
      const said = await asMember(
        house.db,
        memberSecret(request),
        null,
        (tx) => store.keep(tx, one),
        "leeward_supervisor",
      );
      if (said === "changed") throw new DoorError("template-changed");
      if (said === "full") throw new DoorError("templates-full");
      return reply.status(204).send(null);
    },
  );
  app.delete(
    "/api/answer-templates/:id",
    {
      schema: { summary: "Delete a text for answers (supervisors)", params: ById, response: { 204: NoBody } },
    },
    async (request, reply) => {
      const isGone = await asMember(
        house.db,
        memberSecret(request),
        null,
        (tx) => store.drop(tx, request.params.id),
        "leeward_supervisor",
      );
      if (!isGone) throw new HttpProblem("not-found");
      return reply.status(204).send(null);
    },
  );
}
