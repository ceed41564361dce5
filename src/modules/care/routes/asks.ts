import { Type } from "typebox";
import type { House } from "../../../core/house.ts";
import type { App } from "../../../core/http/index.ts";
import { memberSecret, personSecret, purposeOf } from "../../../core/identity/index.ts";
import { ASK_KINDS, ASK_LENGTH_MAX, ASK_OUTCOMES, RATED } from "../model/ask.ts";
import { answer, ask, rate, readAsk, readAsksOfCase, readOwnAsk, readOwnAsks } from "../service/ask.ts";
import { ById, CategoryName, Id, NoBody, onceFor, Strict } from "./shapes.ts";

const Text = Type.String({ minLength: 1, maxLength: ASK_LENGTH_MAX, pattern: "\\S" });

/** What a person says about their own file, and its answer: a question, that something is wrong, a complaint. */
export function registerAsks(app: App, house: House): void {
  app.get(
    "/api/my-file/cases/:id/asks",
    {
      schema: {
        summary: "What I asked, corrected or complained of, and until when it is answered",
        params: ById,
      },
    },
    async (request) => ({ asks: await readOwnAsks(house, personSecret(request), request.params.id) }),
  );
  app.post(
    "/api/my-file/cases/:id/asks",
    {
      schema: {
        summary: "Ask, say what is wrong, or complain: a complaint goes to someone apart from the case",
        params: ById,
        body: Type.Object(
          {
            kind: Type.Enum([...ASK_KINDS]),
            category: Type.Union([CategoryName, Type.Null()]),
            text: Text,
          },
          Strict,
        ),
        response: { 201: Type.Object({ id: Id }) },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const asked = await ask(house, personSecret(request), id, request.body, onceFor(request));
      return reply.status(201).send(asked);
    },
  );
  app.post(
    "/api/my-file/referrals/:id/rating",
    {
      schema: {
        summary:
          "Say how the help was that I was sent to, once it has ended; only who sent me there reads it",
        params: ById,
        body: Type.Object(
          {
            helped: Type.Optional(Type.Enum([...RATED])),
            treatedWell: Type.Optional(Type.Enum([...RATED])),
            text: Type.Optional(Type.String({ maxLength: ASK_LENGTH_MAX })),
          },
          Strict,
        ),
        response: { 201: Type.Object({ id: Id }) },
      },
    },
    async (request, reply) => {
      const said = await rate(
        house,
        personSecret(request),
        request.params.id,
        request.body,
        onceFor(request),
      );
      return reply.status(201).send(said);
    },
  );
  app.get(
    "/api/my-file/asks/:id",
    { schema: { summary: "One of them, with its answer", params: ById } },
    async (request) => readOwnAsk(house, personSecret(request), request.params.id),
  );
  app.get(
    "/api/cases/:id/asks",
    { schema: { summary: "What the person said about their file, without the words", params: ById } },
    async (request) => ({ asks: await readAsksOfCase(house, memberSecret(request), request.params.id) }),
  );
  app.get(
    "/api/asks/:id",
    { schema: { summary: "One of them, opened; the look is recorded", params: ById } },
    async (request) => readAsk(house, memberSecret(request), purposeOf(request), request.params.id),
  );
  app.post(
    "/api/asks/:id/answer",
    {
      schema: {
        summary: "Answer it; the person reads the answer in their file",
        params: ById,
        body: Type.Object({ outcome: Type.Enum([...ASK_OUTCOMES]), text: Text }, Strict),
        response: { 204: NoBody },
      },
    },
    async (request, reply) => {
      await answer(house, memberSecret(request), purposeOf(request), request.params.id, request.body);
      return reply.status(204).send(null);
    },
  );
}
