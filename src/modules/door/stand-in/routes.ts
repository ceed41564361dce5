import { randomUUID } from "node:crypto";
import { Type } from "typebox";
import { asMember } from "../../../core/access/context.ts";
import type { House } from "../../../core/house.ts";
import { type App, HttpProblem } from "../../../core/http/index.ts";
import { memberSecret } from "../../../core/identity/index.ts";
import { onceFor } from "../once.ts";
import { listTakers } from "../transfer/store.ts";
import { STAND_IN_HOURS_MAX } from "./agreed.ts";
import * as store from "./store.ts";

const Strict = { additionalProperties: false } as const;
const Id = Type.String({ format: "uuid" });
const Named = Type.Object({ id: Type.String(), name: Type.String() });
const NoBody = Type.Null();
const Hours = Type.Integer({ minimum: 1, maximum: STAND_IN_HOURS_MAX });

const Agreements = Type.Object({
  agreements: Type.Array(Type.Object({ agency: Named, standIn: Named, hours: Type.Integer() })),
  /** Who could be asked. */
  takers: Type.Array(Named),
});

/** The agreement that another agency opens what nobody here opened in time: one supervisor of each makes it, either ends it. */
export function registerStandIns(app: App, house: House): void {
  app.get(
    "/api/stand-ins",
    {
      schema: {
        summary:
          "Which agency opens what nobody here opened in time, and for whom we do; who could be asked (supervisors)",
        response: { 200: Agreements },
      },
    },
    async (request) =>
      asMember(
        house.db,
        memberSecret(request),
        null,
        async (tx, me) => ({
          agreements: await store.list(tx, me.agencyId),
          takers: await listTakers(tx, me.agencyId),
        }),
        "leeward_supervisor",
      ),
  );
  app.post(
    "/api/stand-ins",
    {
      config: { stepUp: true },
      schema: {
        summary:
          "Propose that another agency stands in after so many hours; a supervisor there confirms it (supervisors)",
        body: Type.Object({ agencyId: Id, hours: Hours }, Strict),
        response: { 201: Type.Object({}) },
      },
    },
    async (request, reply) => {
      const { agencyId, hours } = request.body;
      await asMember(
        house.db,
        memberSecret(request),
        null,
        (tx, me) =>
          onceFor(request)(tx, me.memberId, async () => {
            await store.propose(tx, randomUUID(), agencyId, hours);
            return {};
          }),
        "leeward_supervisor",
      );
      return reply.status(201).send({});
    },
  );
  app.delete(
    "/api/stand-ins/:id",
    {
      schema: {
        summary:
          "End it, for letters from now on: by the agency that is stood in for (supervisors of either)",
        params: Type.Object({ id: Id }),
        response: { 204: NoBody },
      },
    },
    async (request, reply) => {
      const isEnded = await asMember(
        house.db,
        memberSecret(request),
        null,
        (tx) => store.end(tx, request.params.id),
        "leeward_supervisor",
      );
      if (!isEnded) throw new HttpProblem("not-found");
      return reply.status(204).send(null);
    },
  );
}
