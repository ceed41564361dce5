import { Type } from "typebox";
import type { House } from "../../../core/house.ts";
import { type App, Key32, MailboxAddress } from "../../../core/http/index.ts";
import { memberSecret, personSecret } from "../../../core/identity/index.ts";
import { REACHED } from "../model/wish.ts";
import { WORDS_WHY } from "../model/words-why.ts";
import { giveFirstCode } from "../service/first-words.ts";
import {
  askForNewWords,
  giveWordsCode,
  standAsThird,
  stopOwnWordsReset,
  stopWordsResetOfCase,
  takeWords,
} from "../service/words-reset.ts";
import { ById, Id, NoBody, onceFor, Strict } from "./shapes.ts";

const ByReset = Type.Object({ id: Id, resetId: Id });

/** Words for a person who never had any, by one member; new ones for who lost theirs, by two and a day. The person's own browser makes them, with a code. */
export function registerWordsResets(app: App, house: House): void {
  app.post(
    "/api/cases/:id/words-resets",
    {
      config: { stepUp: true },
      schema: {
        summary:
          "The person lost their words, or someone stole them, and I met or reached them: a second member has to know it too",
        params: ById,
        body: Type.Object({ how: Type.Enum([...REACHED]), why: Type.Enum([...WORDS_WHY]) }, Strict),
        response: { 201: Type.Object({ id: Id }) },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const asked = await askForNewWords(house, memberSecret(request), id, request.body, onceFor(request));
      return reply.status(201).send(asked);
    },
  );
  app.post(
    "/api/cases/:id/words-resets/:resetId/stop",
    {
      schema: {
        summary: "It is not they, or not their wish: no new words",
        params: ByReset,
        response: { 204: NoBody },
      },
    },
    async (request, reply) => {
      const { id, resetId } = request.params;
      await stopWordsResetOfCase(house, memberSecret(request), id, resetId);
      return reply.status(204).send(null);
    },
  );
  app.post(
    "/api/cases/:id/words-resets/:resetId/third",
    {
      config: { stepUp: true },
      schema: {
        summary: "After a no over the old words: I sit elsewhere and saw the person face to face",
        params: ByReset,
        response: { 204: NoBody },
      },
    },
    async (request, reply) => {
      await standAsThird(house, memberSecret(request), request.params.resetId);
      return reply.status(204).send(null);
    },
  );
  app.post(
    "/api/cases/:id/words-resets/:resetId/code",
    {
      config: { stepUp: true },
      schema: {
        summary: "After a day, with the person here: a code that makes new words in their own browser",
        params: ByReset,
        response: { 200: Type.Object({ code: Type.String() }) },
      },
    },
    async (request) => {
      const { id, resetId } = request.params;
      return giveWordsCode(house, memberSecret(request), id, resetId);
    },
  );
  app.post(
    "/api/cases/:id/first-words",
    {
      config: { stepUp: true },
      schema: {
        summary: "With the person here, who never had words: a code that makes some in their own browser",
        params: ById,
        response: { 200: Type.Object({ code: Type.String() }) },
      },
    },
    async (request) => giveFirstCode(house, memberSecret(request), request.params.id),
  );
  app.post(
    "/api/my-file/words-resets/:id/stop",
    {
      schema: {
        summary:
          "It was not me: stops what would end my words, or, where they were said to be stolen, asks for a third",
        params: ById,
        response: { 204: NoBody },
      },
    },
    async (request, reply) => {
      await stopOwnWordsReset(house, personSecret(request), request.params.id);
      return reply.status(204).send(null);
    },
  );
  app.post(
    "/api/new-words",
    {
      config: { work: { act: "new-words", calmPerMinute: 30 } },
      schema: {
        summary:
          "With a code from a member: the words that this browser just made open my file, the old ones end",
        body: Type.Object(
          {
            code: Type.String({ pattern: "^[0-9]{20}$" }),
            address: MailboxAddress,
            readingKey: Key32,
            signingKey: Key32,
          },
          Strict,
        ),
        response: { 204: NoBody },
      },
    },
    async (request, reply) => {
      await takeWords(house, request.body);
      return reply.status(204).send(null);
    },
  );
}
