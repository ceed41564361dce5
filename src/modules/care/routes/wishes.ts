import { Type } from "typebox";
import { CATEGORIES } from "../../../core/access/context.ts";
import type { House } from "../../../core/house.ts";
import type { App } from "../../../core/http/index.ts";
import { memberSecret, personSecret } from "../../../core/identity/index.ts";
import { REACHED, WISHES } from "../model/wish.ts";
import { carryOut, hearWish, reachPerson, stopOwnWish, stopWishOfCase, wish } from "../service/wish.ts";
import { ById, Id, NoBody, onceFor, Strict } from "./shapes.ts";

const ByWish = Type.Object({ id: Id, wishId: Id });
const Wished = Type.Object({ what: Type.Enum([...WISHES]) }, Strict);
const Reached = Type.Object({ how: Type.Enum([...REACHED]) }, Strict);
const Held = Type.Object({ held: Type.Array(Type.Enum([...CATEGORIES])) });
const Asked = Type.Object({ id: Id });

/** What waits for seven days: asked with the words or face to face, stopped by either side, carried out by two. */
export function registerWishes(app: App, house: House): void {
  app.post(
    "/api/my-file/cases/:id/wishes",
    {
      schema: {
        summary: "Ask for what cannot be undone: nothing happens for seven days",
        params: ById,
        body: Wished,
        response: { 201: Asked },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const asked = await wish(house, personSecret(request), id, request.body.what, onceFor(request));
      return reply.status(201).send(asked);
    },
  );
  app.post(
    "/api/my-file/wishes/:id/stop",
    { schema: { summary: "Stop what waits", params: ById, response: { 204: NoBody } } },
    async (request, reply) => {
      await stopOwnWish(house, personSecret(request), request.params.id);
      return reply.status(204).send(null);
    },
  );
  app.post(
    "/api/my-file/wishes/:id/carry-out",
    {
      schema: {
        summary: "After seven days, with the number that a member gave to the person: now it is done",
        params: ById,
        body: Type.Object({ number: Type.String({ pattern: "^[0-9]{8}$" }) }, Strict),
        response: { 200: Held },
      },
    },
    async (request) => carryOut(house, personSecret(request), request.params.id, request.body.number),
  );
  app.post(
    "/api/cases/:id/wishes",
    {
      schema: {
        summary: "The person asked face to face for what cannot be undone",
        params: ById,
        body: Wished,
        response: { 201: Asked },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const asked = await hearWish(house, memberSecret(request), id, request.body.what, onceFor(request));
      return reply.status(201).send(asked);
    },
  );
  app.post(
    "/api/cases/:id/wishes/:wishId/stop",
    {
      schema: { summary: "The person did not wish it: stop it", params: ByWish, response: { 204: NoBody } },
    },
    async (request, reply) => {
      const { id, wishId } = request.params;
      await stopWishOfCase(house, memberSecret(request), id, wishId);
      return reply.status(204).send(null);
    },
  );
  app.post(
    "/api/cases/:id/wishes/:wishId/reached",
    {
      config: { stepUp: true },
      schema: {
        summary: "I spoke with the person over the safe contact, or saw them: a number to give them",
        params: ByWish,
        body: Reached,
        response: { 200: Type.Object({ number: Type.String() }) },
      },
    },
    async (request) => {
      const { id, wishId } = request.params;
      return reachPerson(house, memberSecret(request), id, wishId, request.body.how);
    },
  );
}
