import { Type } from "typebox";
import { CATEGORIES } from "../../../core/access/context.ts";
import type { House } from "../../../core/house.ts";
import { type App, Key32, TryLimit } from "../../../core/http/index.ts";
import { memberSecret, purposeOf } from "../../../core/identity/index.ts";
import { DOOR_LANGUAGES } from "../../../core/texts/index.ts";
import { REFERENCE } from "../model/outside.ts";
import { REFERRAL_CODES, WANTED } from "../model/referral.ts";
import { LINE } from "../model/schema.ts";
import {
  ANSWERS,
  answerLink,
  askDeletion,
  declareOutside,
  LINK_TRIES_AN_HOUR,
  previewOutside,
  readLink,
  readOutsideAgencies,
  readRecalls,
  referOutside,
  renewLink,
  sendOutsideAnew,
} from "../service/outside.ts";
import { ById, Id, Letter, LINES, NoBody, onceFor, Strict } from "./shapes.ts";

const FILE = { letter: Letter, reference: Type.String({ pattern: REFERENCE }), linkHash: Key32 } as const;
const ASKED = { consentId: Id, wanted: Type.Enum([...WANTED]), urgent: Type.Boolean() } as const;

/** Agencies that are not on Leeward: who they are, what goes to them, and the page on which they answer without an account. */
export function registerOutside(app: App, house: House): void {
  app.get(
    "/api/outside-agencies",
    { schema: { summary: "Agencies that are not on Leeward, as my agency wrote them down" } },
    async (request) => readOutsideAgencies(house, memberSecret(request)),
  );
  app.post(
    "/api/outside-agencies",
    {
      config: { stepUp: true },
      schema: {
        summary: "Write down an agency that is not on Leeward, with what it says of immigration enforcement",
        body: Type.Object(
          {
            name: Type.String({ minLength: 2, maxLength: 200, pattern: LINE }),
            language: Type.Enum([...DOOR_LANGUAGES]),
            phone: Type.String({ pattern: "^[+]?[0-9][0-9 ()/.-]{2,39}$" }),
            ageRecipient: Type.Optional(Type.String({ pattern: "^age1[a-z0-9]{50,4000}$" })),
            enforcesImmigrationLaw: Type.Boolean(),
            mustPassOn: Type.Boolean(),
          },
          Strict,
        ),
        response: { 201: Type.Object({ id: Id }) },
      },
    },
    async (request, reply) => {
      const { ageRecipient = null, ...declared } = request.body;
      const made = await declareOutside(house, memberSecret(request), { ...declared, ageRecipient });
      return reply.status(201).send(made);
    },
  );
  registerSending(app, house);
  registerAnswers(app, house);
}

function registerSending(app: App, house: House): void {
  app.post(
    "/api/cases/:id/outside-preview",
    {
      schema: {
        summary: "The text for an agency outside, as whoever opens the sealed file reads it (recorded)",
        params: ById,
        body: Type.Object(
          {
            ...ASKED,
            letter: Type.Array(Type.Object(LINES, Strict), { minItems: 1, maxItems: CATEGORIES.length }),
          },
          Strict,
        ),
      },
    },
    async (request) => {
      const { letter, ...asked } = request.body;
      const of = { ...asked, caseId: request.params.id };
      return previewOutside(house, memberSecret(request), purposeOf(request), of, letter);
    },
  );
  app.post(
    "/api/cases/:id/outside-referrals",
    {
      config: { stepUp: true },
      schema: {
        summary: "Write down that a sealed file goes to an agency outside, before it does",
        params: ById,
        body: Type.Object(
          {
            ...ASKED,
            ...FILE,
            takesUp: Type.Optional(Id),
          },
          Strict,
        ),
        response: { 201: Type.Object({ id: Id }) },
      },
    },
    async (request, reply) => {
      const { takesUp = null, ...rest } = request.body;
      const asked = { ...rest, takesUp, caseId: request.params.id };
      const sent = await referOutside(
        house,
        memberSecret(request),
        purposeOf(request),
        asked,
        onceFor(request),
      );
      return reply.status(201).send(sent);
    },
  );
  app.post(
    "/api/referrals/:id/outside-letter",
    {
      config: { stepUp: true },
      schema: {
        summary: "Write down that the sealed file goes out anew; the one before is asked back",
        params: ById,
        body: Type.Object(FILE, Strict),
        response: { 201: Type.Object({ sent: Type.Boolean() }) },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const as = memberSecret(request);
      const sent = await sendOutsideAnew(house, as, purposeOf(request), id, request.body, onceFor(request));
      return reply.status(201).send(sent);
    },
  );
  app.post(
    "/api/referrals/:id/link",
    {
      config: { stepUp: true },
      schema: {
        summary: "A new link for an agency outside, in the place of the one before",
        params: ById,
        body: Type.Object({ linkHash: Key32 }, Strict),
        response: { 200: Type.Object({ renewed: Type.Boolean() }) },
      },
    },
    async (request) => renewLink(house, memberSecret(request), request.params.id, request.body.linkHash),
  );
  app.get(
    "/api/recalls",
    { schema: { summary: "Agencies outside that have to be called and asked to delete a file" } },
    async (request) => readRecalls(house, memberSecret(request)),
  );
  app.post(
    "/api/recalls/:id/asked",
    {
      schema: {
        summary: "They were called, and asked to delete it",
        params: ById,
        response: { 204: NoBody },
      },
    },
    async (request, reply) => {
      await askDeletion(house, memberSecret(request), request.params.id);
      return reply.status(204).send(null);
    },
  );
}

function registerAnswers(app: App, house: House): void {
  const limit = new TryLimit(house, { kind: "outside-link", perHourMax: LINK_TRIES_AN_HOUR });
  app.post(
    "/api/answer",
    {
      schema: {
        summary: "With the secret of a link: where a referral stands, and nothing about the person",
        body: Type.Object({ secret: Key32 }, Strict),
      },
    },
    async (request) => readLink(house, limit, request.body.secret),
  );
  app.post(
    "/api/answer/acts",
    {
      schema: {
        summary: "With the secret of a link: received, yes, no and why, begun, ended, deleted; each once",
        body: Type.Object(
          {
            secret: Key32,
            act: Type.Enum([...ANSWERS]),
            code: Type.Optional(Type.Enum([...new Set([...REFERRAL_CODES.decline, ...REFERRAL_CODES.end])])),
            declares: Type.Optional(Type.Boolean()),
          },
          Strict,
        ),
      },
    },
    async (request) => {
      const { secret, act, code = null, declares = false } = request.body;
      return answerLink(house, limit, secret, { act, code, declares });
    },
  );
}
