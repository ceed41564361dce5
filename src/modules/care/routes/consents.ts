import { Type } from "typebox";
import { CATEGORIES } from "../../../core/access/context.ts";
import type { House } from "../../../core/house.ts";
import type { App } from "../../../core/http/index.ts";
import { memberSecret, personSecret } from "../../../core/identity/index.ts";
import { LANGUAGES } from "../../../core/texts/index.ts";
import { LANGUAGE_CODES } from "../model/languages.ts";
import {
  dispute,
  pauseSaid,
  previewConsent,
  readAllowed,
  recordConsentSaid,
  withdrawSaid,
} from "../service/consent.ts";
import { ById, CategoryName, dateOf, Ended, Id, onceFor, PurposeName, Strict, Time } from "./shapes.ts";

const ASKED = {
  recipientAgencyId: Id,
  purpose: PurposeName,
  categories: Type.Array(CategoryName, { minItems: 1, maxItems: CATEGORIES.length, uniqueItems: true }),
  lines: Type.Optional(
    Type.Array(
      Type.Object(
        {
          category: CategoryName,
          lines: Type.Array(Type.String({ pattern: "^[A-Za-z]{1,60}$" }), {
            minItems: 1,
            maxItems: 60,
            uniqueItems: true,
          }),
        },
        Strict,
      ),
      { maxItems: CATEGORIES.length },
    ),
  ),
  until: Time,
  language: Type.Enum([...LANGUAGES]),
} as const;

/** What the person allowed, at the desk: hearing it, keeping it, taking it back; and the person who never said it. */
export function registerConsents(app: App, house: House): void {
  app.get(
    "/api/cases/:id/allowed",
    {
      schema: {
        summary: "What the person allowed, how and until when, with what was taken back",
        params: ById,
      },
    },
    async (request) => readAllowed(house, memberSecret(request), request.params.id),
  );
  app.post(
    "/api/cases/:id/consents/sentence",
    {
      schema: {
        summary: "The sentence to read to the person before they say yes or no",
        params: ById,
        body: Type.Object(ASKED, Strict),
        response: { 200: Type.Object({ text: Type.String() }) },
      },
    },
    async (request) =>
      previewConsent(house, memberSecret(request), request.params.id, {
        ...request.body,
        lines: request.body.lines ?? [],
        until: dateOf(request.body.until),
      }),
  );
  app.post(
    "/api/cases/:id/consents",
    {
      config: { stepUp: true },
      schema: {
        summary:
          "Keep a yes that was said in person; the person sees it in their file and can say: I did not",
        params: ById,
        body: Type.Object(
          {
            ...ASKED,
            text: Type.String({ minLength: 1, maxLength: 4000 }),
            by: Type.Enum(["person", "guardian"]),
            assent: Type.Union([Type.Enum(["given", "too-young"]), Type.Null()]),
            readAloud: Type.Boolean(),
            interpretedInto: Type.Union([
              Type.Enum(LANGUAGE_CODES.options.map(({ code }) => code)),
              Type.Null(),
            ]),
          },
          Strict,
        ),
        response: { 201: Type.Object({ id: Id }) },
      },
    },
    async (request, reply) => {
      const { lines = [] } = request.body;
      const said = { ...request.body, lines, until: dateOf(request.body.until) };
      const { id } = request.params;
      const kept = await recordConsentSaid(house, memberSecret(request), id, said, onceFor(request));
      return reply.status(201).send(kept);
    },
  );
  app.post(
    "/api/cases/:id/consents/:consentId/withdraw",
    {
      config: { stepUp: true },
      schema: {
        summary: "The person took a consent back in person: it ends at once",
        params: Type.Object({ id: Id, consentId: Id }),
        response: { 200: Ended },
      },
    },
    async (request) =>
      withdrawSaid(house, memberSecret(request), request.params.id, request.params.consentId),
  );
  app.post(
    "/api/cases/:id/pause",
    {
      config: { stepUp: true },
      schema: {
        summary:
          "The person said in person that nothing shall be shared any more: every consent ends at once",
        params: ById,
        response: { 200: Ended },
      },
    },
    async (request) => pauseSaid(house, memberSecret(request), request.params.id),
  );
  app.post(
    "/api/my-file/consents/:id/dispute",
    {
      schema: {
        summary: "I did not say this: the consent ends at once, and the desk must look into it",
        params: ById,
        response: { 200: Ended },
      },
    },
    async (request) => dispute(house, personSecret(request), request.params.id),
  );
}
