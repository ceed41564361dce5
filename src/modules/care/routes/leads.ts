import { Type } from "typebox";
import type { House } from "../../../core/house.ts";
import type { App } from "../../../core/http/index.ts";
import { memberSecret, purposeOf } from "../../../core/identity/index.ts";
import { LEAD_ACTS, LEAD_CASES_MAX, LEAD_NOTE_MAX } from "../model/lead.ts";
import {
  passOn,
  readLeadNote,
  readLeadOffers,
  readLeadOffersOfCase,
  readLedBy,
  readWorkload,
  settle,
} from "../service/lead.ts";
import { ById, Id, NoBody, onceFor, Strict } from "./shapes.ts";

/** Who leads a case: how much each leads, and cases that are passed on within the agency. */
export function registerLeads(app: App, house: House): void {
  app.get(
    "/api/workload",
    { schema: { summary: "Who leads how many cases at my agency, and what is due for each" } },
    async (request) => readWorkload(house, memberSecret(request)),
  );
  app.get(
    "/api/workload/cases",
    {
      schema: {
        summary: "The cases that a colleague leads, or that nobody does; what is due first comes first",
        querystring: Type.Object({ lead: Type.Optional(Id) }, Strict),
      },
    },
    async (request) => readLedBy(house, memberSecret(request), request.query.lead ?? null),
  );
  app.get(
    "/api/lead-offers",
    { schema: { summary: "Cases that I am asked to lead, or ask a colleague to; how many nobody leads" } },
    async (request) => readLeadOffers(house, memberSecret(request)),
  );
  app.get(
    "/api/cases/:id/lead-offers",
    { schema: { summary: "The same, of one case", params: ById } },
    async (request) => readLeadOffersOfCase(house, memberSecret(request), request.params.id),
  );
  app.post(
    "/api/lead-offers",
    {
      schema: {
        summary: "Ask a colleague to lead cases; or take, oneself, those that nobody leads",
        body: Type.Object(
          {
            caseIds: Type.Array(Id, { minItems: 1, maxItems: LEAD_CASES_MAX, uniqueItems: true }),
            memberId: Id,
            note: Type.Optional(Type.String({ minLength: 1, maxLength: LEAD_NOTE_MAX, pattern: "\\S" })),
          },
          Strict,
        ),
        response: { 201: Type.Object({ ids: Type.Array(Id) }) },
      },
    },
    async (request, reply) => {
      const { note = null, ...rest } = request.body;
      const asked = { ...rest, note };
      const made = await passOn(house, memberSecret(request), purposeOf(request), asked, onceFor(request));
      return reply.status(201).send(made);
    },
  );
  app.get(
    "/api/lead-offers/:id/note",
    { schema: { summary: "What my colleague wrote with it; the look is recorded", params: ById } },
    async (request) => readLeadNote(house, memberSecret(request), purposeOf(request), request.params.id),
  );
  app.post(
    "/api/lead-offers/:id/acts",
    {
      schema: {
        summary: "Say yes or no; take it back; undo within a day what was accepted",
        params: ById,
        body: Type.Object({ act: Type.Enum([...LEAD_ACTS]) }, Strict),
        response: { 204: NoBody },
      },
    },
    async (request, reply) => {
      await settle(house, memberSecret(request), request.params.id, request.body.act);
      return reply.status(204).send(null);
    },
  );
}
