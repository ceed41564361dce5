import { Type } from "typebox";
import type { House } from "../../../core/house.ts";
import type { App } from "../../../core/http/index.ts";
import { memberSecret } from "../../../core/identity/index.ts";
import { CONFLICT_CHECKS, GUARDIAN_ENDS, GUARDIAN_PROOFS } from "../model/guardian.ts";
import { endGuardianOfCase, giveGuardianCode, nameGuardian } from "../service/guardian.ts";
import { ById, dateOf, Id, NoBody, onceFor, Strict, Time } from "./shapes.ts";

const ByNaming = Type.Object({ id: Id, namingId: Id });

/** A child's guardian: two members, a code that the guardian's own browser turns into words, and an end at once. */
export function registerGuardians(app: App, house: House): void {
  app.post(
    "/api/cases/:id/guardians",
    {
      config: { stepUp: true },
      schema: {
        summary:
          "This is the child's guardian, not involved in what happened: a second member has to have seen what says so",
        params: ById,
        body: Type.Object(
          {
            proof: Type.Enum([...GUARDIAN_PROOFS]),
            reference: Type.Union([
              Type.String({ minLength: 1, maxLength: 120, pattern: "\\S" }),
              Type.Null(),
            ]),
            isInvolved: Type.Boolean(),
            checked: Type.Array(Type.Enum([...CONFLICT_CHECKS]), {
              minItems: 1,
              maxItems: CONFLICT_CHECKS.length,
              uniqueItems: true,
            }),
            startsAt: Type.Union([Time, Type.Null()]),
          },
          Strict,
        ),
        response: { 201: Type.Object({ id: Id }) },
      },
    },
    async (request, reply) => {
      const { startsAt, ...rest } = request.body;
      const said = { ...rest, startsAt: startsAt === null ? null : dateOf(startsAt) };
      const { id } = request.params;
      const named = await nameGuardian(house, memberSecret(request), id, said, onceFor(request));
      return reply.status(201).send(named);
    },
  );
  app.post(
    "/api/cases/:id/guardians/:namingId/code",
    {
      config: { stepUp: true },
      schema: {
        summary: "With the guardian here: a code that makes words of theirs in their own browser",
        params: ByNaming,
        response: { 200: Type.Object({ code: Type.String() }) },
      },
    },
    async (request) => {
      const { id, namingId } = request.params;
      return giveGuardianCode(house, memberSecret(request), id, namingId);
    },
  );
  app.post(
    "/api/cases/:id/guardians/:namingId/end",
    {
      schema: {
        summary: "A conflict was found, or their words are in other hands: they read nothing from now on",
        params: ByNaming,
        body: Type.Object({ why: Type.Enum([...GUARDIAN_ENDS]) }, Strict),
        response: { 204: NoBody },
      },
    },
    async (request, reply) => {
      const { id, namingId } = request.params;
      await endGuardianOfCase(house, memberSecret(request), id, { id: namingId, why: request.body.why });
      return reply.status(204).send(null);
    },
  );
}
