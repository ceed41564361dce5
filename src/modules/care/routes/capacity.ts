import { Type } from "typebox";
import type { House } from "../../../core/house.ts";
import type { App } from "../../../core/http/index.ts";
import { memberSecret } from "../../../core/identity/index.ts";
import {
  ASKED_MAX,
  CAPACITY_ANSWERS,
  CAPACITY_FOR,
  CAPACITY_FROM,
  CAPACITY_NEEDS,
  CHILDREN_MAX,
} from "../model/capacity.ts";
import { LANGUAGE_CODES } from "../model/languages.ts";
import { WANTED } from "../model/referral.ts";
import { answerCapacity, askCapacity, readCapacity } from "../service/capacity.ts";
import { ById, dateOf, Id, NoBody, onceFor, Strict, Time } from "./shapes.ts";

/** Is there room, asked and answered before anyone is named. Codes and counts; no field takes words. */
export function registerCapacity(app: App, house: House): void {
  app.get(
    "/api/capacity-questions",
    { schema: { summary: "Who has room: what my agency asked and was asked, and whom it could ask" } },
    async (request) => readCapacity(house, memberSecret(request)),
  );
  app.post(
    "/api/capacity-questions",
    {
      schema: {
        summary: "Ask other agencies whether they have room, without saying for whom",
        body: Type.Object(
          {
            agencyIds: Type.Array(Id, { minItems: 1, maxItems: ASKED_MAX, uniqueItems: true }),
            wanted: Type.Enum([...WANTED]),
            forWhom: Type.Enum([...CAPACITY_FOR]),
            children: Type.Integer({ minimum: 0, maximum: CHILDREN_MAX }),
            language: Type.Union([Type.Enum(LANGUAGE_CODES.options.map(({ code }) => code)), Type.Null()]),
            needs: Type.Array(Type.Enum([...CAPACITY_NEEDS]), {
              maxItems: CAPACITY_NEEDS.length,
              uniqueItems: true,
            }),
            fromWhen: Type.Enum([...CAPACITY_FROM]),
          },
          Strict,
        ),
        response: { 201: Type.Object({ ids: Type.Array(Id) }) },
      },
    },
    async (request, reply) => {
      const { agencyIds, ...question } = request.body;
      const asked = await askCapacity(house, memberSecret(request), question, agencyIds, onceFor(request));
      return reply.status(201).send(asked);
    },
  );
  app.post(
    "/api/capacity-questions/:id/answer",
    {
      schema: {
        summary: "Yes and how long it is kept, no, or from when there is room",
        params: ById,
        body: Type.Object(
          {
            answer: Type.Enum([...CAPACITY_ANSWERS]),
            until: Type.Union([Time, Type.Null()]),
          },
          Strict,
        ),
        response: { 204: NoBody },
      },
    },
    async (request, reply) => {
      const { answer, until } = request.body;
      await answerCapacity(house, memberSecret(request), request.params.id, {
        answer,
        until: until === null ? null : dateOf(until),
      });
      return reply.status(204).send(null);
    },
  );
}
