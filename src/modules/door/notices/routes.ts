import { Type } from "typebox";
import { asPerson } from "../../../core/access/context.ts";
import type { House } from "../../../core/house.ts";
import { type App, HttpProblem, once } from "../../../core/http/index.ts";
import { personSecret } from "../../../core/identity/index.ts";
import { fromBase64Url, toBase32, toBase64Url } from "../../../core/keys/index.ts";
import { sealKeysOf } from "../../../core/keys/seal.ts";
import { type Channel, SEALED_NOTICE_BYTES } from "./notice.ts";
import * as store from "./store.ts";

const Chosen = Type.Object(
  { sealed: Type.String({ pattern: `^[A-Za-z0-9_-]{${(SEALED_NOTICE_BYTES / 3) * 4}}$` }) },
  { additionalProperties: false },
);
const Nothing = Type.Object({});
const NoBody = Type.Null();

/** Where a person says whether, and to where, they want to be told of an answer. */
export function registerNotices(app: App, house: House): void {
  const { smtp, webhook } = house.config.notices;
  const channels: readonly Channel[] = [
    ...(smtp ? (["email"] as const) : []),
    ...(webhook ? (["message"] as const) : []),
  ];
  const publicKey = sealKeysOf(house.secrets.notices).then((keys) => toBase64Url(keys.publicKey));

  app.get(
    "/api/door/notice",
    { schema: { summary: "By which ways one can be told of an answer, and whether one asked to be" } },
    async (request) => {
      const state = await asPerson(house.db, personSecret(request), (tx) => store.findState(tx));
      return { channels, state, noticeKey: await publicKey };
    },
  );
  app.post(
    "/api/door/notice",
    {
      schema: {
        summary: "Be told of an answer: where to, locked in one's browser to the notice key",
        body: Chosen,
        response: { 201: Nothing },
      },
    },
    async (request, reply) => {
      if (channels.length === 0) throw new HttpProblem("not-found");
      const sealed = Buffer.from(fromBase64Url(request.body.sealed, SEALED_NOTICE_BYTES));
      await asPerson(house.db, personSecret(request), (tx, me) =>
        once(tx, request, toBase32(me.address), async () => {
          if (!(await store.choose(tx, sealed))) throw new HttpProblem("not-found");
          return {};
        }),
      );
      return reply.status(201).send({});
    },
  );
  app.delete(
    "/api/door/notice",
    { schema: { summary: "Be told no more; what was locked is deleted", response: { 204: NoBody } } },
    async (request, reply) => {
      await asPerson(house.db, personSecret(request), (tx) => store.end(tx));
      return reply.status(204).send(null);
    },
  );
}
