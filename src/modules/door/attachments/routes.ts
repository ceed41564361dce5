import { randomUUID } from "node:crypto";
import { Type } from "typebox";
import { asMember, asPerson } from "../../../core/access/context.ts";
import type { House } from "../../../core/house.ts";
import { type App, HttpProblem } from "../../../core/http/index.ts";
import { memberSecret, personSecret, signedInFirst } from "../../../core/identity/index.ts";
import { CryptoError, fromBase64Url } from "../../../core/keys/index.ts";
import { DoorError } from "../errors.ts";
import { PIECE_BYTES, PIECES_MAX } from "./attachment.ts";
import { isHashList, LIST_BYTES_MAX } from "./hash-list.ts";
import * as store from "./store.ts";

const Id = Type.Object({ id: Type.String({ format: "uuid" }) });
const Place = Type.Object({
  id: Type.String({ format: "uuid" }),
  number: Type.Integer({ minimum: 0, maximum: PIECES_MAX - 1 }),
});
const Begun = Type.Object(
  { pieces: Type.Integer({ minimum: 1, maximum: PIECES_MAX }) },
  { additionalProperties: false },
);
/** In base64url. */
const LIST_CHARACTERS_MAX = Math.ceil((LIST_BYTES_MAX * 4) / 3);
const LIST_BODY_BYTES_MAX = LIST_CHARACTERS_MAX + 1024;
const LoadedList = Type.Object(
  { hashes: Type.String({ maxLength: LIST_CHARACTERS_MAX, pattern: "^[A-Za-z0-9_-]+$" }) },
  { additionalProperties: false },
);
const NoBody = Type.Null();
const BYTES = "application/octet-stream";

/**
 * Attachments come and go in locked pieces. Every request may be repeated: the same piece again changes nothing, so that a
 * line that breaks costs one piece.
 */
export function registerAttachments(app: App, house: House): void {
  app.addContentTypeParser(BYTES, { parseAs: "buffer", bodyLimit: PIECE_BYTES }, (_request, body, done) => {
    done(null, body);
  });
  app.put(
    "/api/door/attachments/:id",
    {
      schema: {
        summary: "Begin an attachment of so many pieces",
        params: Id,
        body: Begun,
        response: { 204: NoBody },
      },
    },
    async (request, reply) => {
      const said = await asPerson(house.db, personSecret(request), (tx) =>
        store.begin(tx, request.params.id, request.body.pieces),
      );
      if (said === "none") throw new HttpProblem("not-found");
      if (said === "busy") throw new HttpProblem("too-many", { retryAfterSeconds: 3600 });
      if (said === "taken") throw new DoorError("attachment-other");
      if (said === "full") throw new DoorError("attachments-full");
      return reply.status(204).send(null);
    },
  );
  app.put(
    "/api/door/attachments/:id/pieces/:number",
    {
      schema: {
        summary: "Keep one locked piece, as application/octet-stream",
        params: Place,
        consumes: [BYTES],
        response: { 204: NoBody },
      },
    },
    async (request, reply) => {
      if (!Buffer.isBuffer(request.body)) throw new HttpProblem("wrong-type");
      const sealed = request.body;
      const { id, number } = request.params;
      const said = await asPerson(house.db, personSecret(request), (tx) =>
        store.keepPiece(tx, id, number, sealed),
      );
      if (said === "none") throw new HttpProblem("not-found");
      if (said === "other") throw new DoorError("attachment-other");
      return reply.status(204).send(null);
    },
  );
  app.post(
    "/api/door/attachments/:id/end",
    { schema: { summary: "Every piece is there", params: Id, response: { 204: NoBody } } },
    async (request, reply) => {
      const isWhole = await asPerson(house.db, personSecret(request), (tx) =>
        store.end(tx, request.params.id),
      );
      if (!isWhole) throw new DoorError("attachment-unfinished");
      return reply.status(204).send(null);
    },
  );
  app.delete(
    "/api/door/attachments/:id",
    { schema: { summary: "Delete an attachment of one's own", params: Id, response: { 204: NoBody } } },
    async (request, reply) => {
      const isGone = await asPerson(house.db, personSecret(request), (tx) =>
        store.drop(tx, request.params.id),
      );
      if (!isGone) throw new HttpProblem("not-found");
      return reply.status(204).send(null);
    },
  );
  app.get(
    "/api/door/attachments/:id/pieces/:number",
    { schema: { summary: "A locked piece of an attachment of one's own", params: Place, produces: [BYTES] } },
    async (request, reply) => {
      const { id, number } = request.params;
      const piece = await asPerson(house.db, personSecret(request), (tx) => store.findPiece(tx, id, number));
      if (!piece) throw new HttpProblem("not-found");
      return reply.type(BYTES).send(piece);
    },
  );
  app.get(
    "/api/inbox/attachments/:id/pieces/:number",
    {
      schema: {
        summary: "A locked piece of an attachment in the agency's inbox",
        params: Place,
        produces: [BYTES],
      },
    },
    async (request, reply) => {
      const { id, number } = request.params;
      const piece = await asMember(house.db, memberSecret(request), null, async (tx) => {
        const found = await store.findPiece(tx, id, number);
        if (!found && (await store.isQuarantined(tx, id))) throw new DoorError("attachment-quarantined");
        return found;
      });
      if (!piece) throw new HttpProblem("not-found");
      return reply.type(BYTES).send(piece);
    },
  );
  registerQuarantine(app, house);
}

/** @throws DoorError `bad-hash-list`, also where the text is no bytes: its pattern looks at letters, not at their number */
function hashesOf(text: string): Uint8Array {
  try {
    const hashes = fromBase64Url(text);
    if (isHashList(hashes)) return hashes;
  } catch (error) {
    if (!(error instanceof CryptoError)) throw error;
  }
  throw new DoorError("bad-hash-list");
}

/** What a list of known abuse material names is kept unseen until two people delete it. */
function registerQuarantine(app: App, house: House): void {
  app.get(
    "/api/hash-list",
    {
      schema: {
        summary:
          "The agency's list of known abuse material: how many SHA-256, SHA-1 and MD5 (4 bytes each), then those of each kind, sorted",
        produces: [BYTES],
      },
    },
    async (request, reply) =>
      reply.type(BYTES).send(await asMember(house.db, memberSecret(request), null, store.findHashList)),
  );
  app.put(
    "/api/hash-list",
    {
      bodyLimit: LIST_BODY_BYTES_MAX,
      onRequest: signedInFirst(house),
      config: { stepUp: true },
      schema: { summary: "Load another list in its place", body: LoadedList, response: { 204: NoBody } },
    },
    async (request, reply) => {
      const hashes = hashesOf(request.body.hashes);
      await asMember(
        house.db,
        memberSecret(request),
        null,
        (tx) => store.loadHashList(tx, hashes),
        "leeward_supervisor",
      );
      return reply.status(204).send(null);
    },
  );
  app.post(
    "/api/inbox/attachments/:id/quarantine",
    {
      schema: {
        summary: "Keep unseen what the list names: nobody can open it any more",
        params: Id,
        response: { 204: NoBody },
      },
    },
    async (request, reply) => {
      const isDone = await asMember(house.db, memberSecret(request), null, (tx) =>
        store.quarantine(tx, request.params.id),
      );
      if (!isDone) throw new HttpProblem("not-found");
      return reply.status(204).send(null);
    },
  );
  for (const [path, what, summary] of [
    ["deletion", "attachment.deletion", "Propose to delete what is quarantined: a second member confirms it"],
    [
      "release",
      "attachment.release",
      "Propose that what is quarantined opens again: a second member confirms it",
    ],
  ] as const) {
    app.post(
      `/api/inbox/attachments/:id/${path}`,
      { config: { stepUp: true }, schema: { summary, params: Id, response: { 204: NoBody } } },
      async (request, reply) => {
        const waits = await asMember(house.db, memberSecret(request), null, (tx) =>
          store.proposeAboutQuarantined(tx, randomUUID(), request.params.id, what),
        );
        if (!waits) throw new HttpProblem("not-found");
        return reply.status(204).send(null);
      },
    );
  }
}
