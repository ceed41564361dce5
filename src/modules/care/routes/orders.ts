import { Type } from "typebox";
import { CATEGORIES } from "../../../core/access/context.ts";
import type { House } from "../../../core/house.ts";
import type { App } from "../../../core/http/index.ts";
import { memberSecret } from "../../../core/identity/index.ts";
import { endOrderOfCase, recordOrder, sayHoldLifted } from "../service/order.ts";
import { ById, CategoryName, dateOf, Id, NoBody, onceFor, PurposeName, Strict, Time } from "./shapes.ts";

const ByOrder = Type.Object({ id: Id, orderId: Id });
const Line = Type.String({ minLength: 1, maxLength: 200 });

/** Legal orders: written down by one member, compared with the paper by another. */
export function registerOrders(app: App, house: House): void {
  app.post(
    "/api/cases/:id/orders",
    {
      config: { stepUp: true },
      schema: {
        summary:
          "Write down an order or, without recipient and purpose, a legal hold; it counts for nothing until a second member has compared it with the paper",
        params: ById,
        body: Type.Object(
          {
            authority: Line,
            article: Line,
            reference: Type.String({ minLength: 1, maxLength: 100 }),
            court: Type.Union([Line, Type.Null()]),
            // Both null: a legal hold.
            recipientAgencyId: Type.Union([Id, Type.Null()]),
            purpose: Type.Union([PurposeName, Type.Null()]),
            categories: Type.Array(CategoryName, {
              minItems: 1,
              maxItems: CATEGORIES.length,
              uniqueItems: true,
            }),
            issuedAt: Time,
            expiresAt: Time,
            deferredUntil: Type.Union([Time, Type.Null()]),
          },
          Strict,
        ),
        response: { 201: Type.Object({ id: Id }) },
      },
    },
    async (request, reply) => {
      const { issuedAt, expiresAt, deferredUntil, ...rest } = request.body;
      const order = {
        ...rest,
        caseId: request.params.id,
        issuedAt: dateOf(issuedAt),
        expiresAt: dateOf(expiresAt),
        deferredUntil: deferredUntil === null ? null : dateOf(deferredUntil),
      };
      return reply.status(201).send(await recordOrder(house, memberSecret(request), order, onceFor(request)));
    },
  );
  app.post(
    "/api/cases/:id/orders/:orderId/ending",
    {
      schema: {
        summary: "A legal hold was lifted: it ends when a second member confirms that",
        params: ByOrder,
        body: Type.Object({ reason: Type.String({ minLength: 3, maxLength: 1000 }) }, Strict),
        response: { 201: Type.Object({ id: Id }) },
      },
    },
    async (request, reply) => {
      const { id, orderId } = request.params;
      const lifted = { caseId: id, orderId, reason: request.body.reason };
      return reply
        .status(201)
        .send(await sayHoldLifted(house, memberSecret(request), lifted, onceFor(request)));
    },
  );
  app.delete(
    "/api/cases/:id/orders/:orderId",
    {
      schema: {
        summary: "The order was lifted: it ends now, with every share on it",
        params: ByOrder,
        response: { 204: NoBody },
      },
    },
    async (request, reply) => {
      const { id, orderId } = request.params;
      await endOrderOfCase(house, memberSecret(request), id, orderId);
      return reply.status(204).send(null);
    },
  );
}
