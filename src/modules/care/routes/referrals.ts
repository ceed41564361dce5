import { Type } from "typebox";
import { CATEGORIES } from "../../../core/access/context.ts";
import type { House } from "../../../core/house.ts";
import type { App } from "../../../core/http/index.ts";
import { memberSecret, purposeOf } from "../../../core/identity/index.ts";
import { CareError } from "../errors.ts";
import { REFERRAL_ACTS, REFERRAL_CODES, REFERRAL_STATES, WANTED } from "../model/referral.ts";
import { previewReferral, readLetter, sendLetterAnew } from "../service/letter.ts";
import { act, readReferral, readReferrals, readReferralsOfCase, refer } from "../service/referral.ts";
import { ById, CategoryName, Id, Letter, LINES, onceFor, PurposeName, Strict } from "./shapes.ts";

/** One agency asks another to help a person: asked, answered, begun, ended; and what becomes of a no. */
export function registerReferrals(app: App, house: House): void {
  app.get(
    "/api/referrals",
    {
      schema: {
        summary: "What my agency sent and received; what waits comes first",
        querystring: Type.Object(
          {
            box: Type.Optional(Type.Enum(["sent", "received"])),
            open: Type.Optional(Type.Boolean()),
          },
          Strict,
        ),
      },
    },
    async (request) => {
      const { box = null, open = false } = request.query;
      return readReferrals(house, memberSecret(request), { box, open });
    },
  );
  app.get(
    "/api/referrals/:id",
    {
      schema: {
        summary: "Where a referral is, who must act, and whom the sender could ask next",
        params: ById,
      },
    },
    async (request) => readReferral(house, memberSecret(request), request.params.id),
  );
  app.get(
    "/api/cases/:id/referrals",
    { schema: { summary: "The referrals of a case, and whom its holder could ask", params: ById } },
    async (request) => readReferralsOfCase(house, memberSecret(request), request.params.id),
  );
  app.post(
    "/api/cases/:id/referrals",
    {
      config: { stepUp: true },
      schema: {
        summary: "Ask another agency to help, and open to it the parts that a consent or an order names",
        params: ById,
        body: Type.Object(
          {
            agencyId: Id,
            purpose: PurposeName,
            consentId: Type.Optional(Id),
            legalOrderId: Type.Optional(Id),
            parts: Type.Array(
              Type.Object({ category: CategoryName, version: Type.Integer({ minimum: 0 }) }, Strict),
              { maxItems: CATEGORIES.length },
            ),
            letter: Type.Optional(Letter),
            wanted: Type.Enum([...WANTED]),
            urgent: Type.Boolean(),
            takesUp: Type.Optional(Id),
          },
          Strict,
        ),
        response: { 201: Type.Object({ id: Id }) },
      },
    },
    async (request, reply) => {
      const { consentId = null, legalOrderId = null, takesUp = null, letter = [], ...rest } = request.body;
      if ((consentId === null) === (legalOrderId === null)) throw new CareError("referral-basis");
      const asked = { ...rest, caseId: request.params.id, consentId, legalOrderId, takesUp, letter };
      const sent = await refer(house, memberSecret(request), purposeOf(request), asked, onceFor(request));
      return reply.status(201).send(sent);
    },
  );
  app.post(
    "/api/cases/:id/referral-preview",
    {
      schema: {
        summary: "Whole parts and chosen lines as whoever is asked would read them (recorded)",
        params: ById,
        body: Type.Object(
          {
            categories: Type.Array(CategoryName, { maxItems: CATEGORIES.length }),
            letter: Type.Array(Type.Object(LINES, Strict), { maxItems: CATEGORIES.length }),
          },
          Strict,
        ),
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const body = await previewReferral(house, memberSecret(request), purposeOf(request), id, request.body);
      return reply.type("application/json; charset=utf-8").send(body);
    },
  );
  app.get(
    "/api/referrals/:id/letter",
    {
      schema: {
        summary: "The letter of a referral, for whoever received or sent it (recorded)",
        params: ById,
      },
    },
    async (request, reply) => {
      const body = await readLetter(house, memberSecret(request), purposeOf(request), request.params.id);
      return reply.type("application/json; charset=utf-8").send(body);
    },
  );
  app.post(
    "/api/referrals/:id/letter",
    {
      config: { stepUp: true },
      schema: {
        summary: "Send the letter anew, in the place of the one before",
        params: ById,
        body: Type.Object({ letter: Letter }, Strict),
        response: { 201: Type.Object({ sent: Type.Boolean() }) },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const { letter } = request.body;
      const sent = await sendLetterAnew(
        house,
        memberSecret(request),
        purposeOf(request),
        id,
        letter,
        onceFor(request),
      );
      return reply.status(201).send(sent);
    },
  );
  app.post(
    "/api/referrals/:id/acts",
    {
      schema: {
        summary: "Acknowledge, accept, decline, begin, end; or as the sender take back, and close",
        params: ById,
        body: Type.Object(
          {
            act: Type.Enum([...REFERRAL_ACTS]),
            code: Type.Optional(Type.Enum([...new Set(Object.values(REFERRAL_CODES).flat())])),
            suggestedId: Type.Optional(Id),
          },
          Strict,
        ),
        response: { 200: Type.Object({ state: Type.Enum([...REFERRAL_STATES]) }) },
      },
    },
    async (request) => {
      const { act: what, code = null, suggestedId = null } = request.body;
      return act(house, memberSecret(request), request.params.id, { what, code, suggestedId });
    },
  );
}
