import { Type } from "typebox";
import type { House } from "../../../core/house.ts";
import type { App } from "../../../core/http/index.ts";
import { Sealed32, Signature } from "../../../core/http/index.ts";
import { memberSecret, personSecret } from "../../../core/identity/index.ts";
import { ByAddress, ById } from "../model.ts";
import { onceFor } from "../once.ts";
import { SEALS_FOR_OTHERS_MAX } from "./question.ts";
import { Transfers } from "./service.ts";

const Strict = { additionalProperties: false } as const;
const Id = Type.String({ format: "uuid" });
const Nothing = Type.Object({});
const NoBody = Type.Null();

const NewTransfer = Type.Object({ id: Id, toAgencyId: Id }, Strict);
const Answer = Type.Union([
  Type.Object(
    {
      yes: Type.Literal(true),
      statement: Type.String({ minLength: 2, maxLength: 4_000 }),
      signature: Signature,
      letters: Type.Integer({ minimum: 1, maximum: 10_000 }),
      listVersion: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
      seals: Type.Array(
        Type.Object(
          { order: Type.Integer({ minimum: 1, maximum: 10_000 }), memberId: Id, sealed: Sealed32 },
          Strict,
        ),
        { minItems: 1, maxItems: SEALS_FOR_OTHERS_MAX },
      ),
    },
    Strict,
  ),
  Type.Object({ yes: Type.Literal(false) }, Strict),
]);
const Takers = Type.Object({ agencies: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })) });

/** A conversation that goes to another agency. */
export function registerTransfers(app: App, house: House): void {
  const transfers = new Transfers(house);
  app.get(
    "/api/inbox/takers",
    { schema: { summary: "Other agencies where someone reads letters (intake)", response: { 200: Takers } } },
    async (request) => transfers.listTakers(memberSecret(request)),
  );
  app.post(
    "/api/inbox/:address/transfers",
    {
      schema: {
        summary: "Ask whoever wrote whether the conversation may go to another agency",
        params: ByAddress,
        body: NewTransfer,
        response: { 201: Nothing },
      },
    },
    async (request, reply) => {
      await transfers.ask(memberSecret(request), request.params.address, request.body, onceFor(request));
      return reply.status(201).send({});
    },
  );
  app.delete(
    "/api/inbox/transfers/:id",
    { schema: { summary: "Take the question back", params: ById, response: { 204: NoBody } } },
    async (request, reply) => {
      await transfers.takeBack(memberSecret(request), request.params.id);
      return reply.status(204).send(null);
    },
  );
  app.post(
    "/api/door/transfers/:id/answer",
    {
      schema: {
        summary:
          "Say yes, signed by the words, with every letter's key locked to the new readers; or not now",
        params: ById,
        body: Answer,
        response: { 201: Nothing },
      },
    },
    async (request, reply) => {
      await transfers.answer(personSecret(request), request.params.id, request.body, onceFor(request));
      return reply.status(201).send({});
    },
  );
}
