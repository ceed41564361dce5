import { Type } from "typebox";
import { asMember } from "../../../core/access/context.ts";
import type { House } from "../../../core/house.ts";
import { type App, HttpProblem } from "../../../core/http/index.ts";
import { memberSecret } from "../../../core/identity/index.ts";
import { toBase64Url } from "../../../core/keys/bytes.ts";
import { readAddress } from "../address.ts";
import { ByAddress } from "../model.ts";
import { type DraftPlace, dropDraftKey, isAtDesk, keepDraftKey } from "./store.ts";

const KEY_BYTES = 32;
const What = Type.Union([
  Type.Literal("letter"),
  Type.Literal("note"),
  Type.Literal("offer"),
  Type.Literal("case"),
]);
const ByDraft = Type.Object({ ...ByAddress.properties, what: What });
const Key = Type.Object({ key: Type.String() });
const NoBody = Type.Null();

type Of = Omit<DraftPlace, "memberId">;

/** Keys of what intake is writing, which waits on the writer's own device (docs/decisions/0168, 0176). */
export function registerDeskDrafts(app: App, house: House): void {
  const open = (secret: Uint8Array, of: Of) =>
    asMember(house.db, secret, null, async (tx, { memberId }) => {
      if (!(await isAtDesk(tx, of.mailbox))) throw new HttpProblem("not-found");
      return { key: toBase64Url(await keepDraftKey(tx, { ...of, memberId }, house.random(KEY_BYTES))) };
    });
  const end = (secret: Uint8Array, of: Of) =>
    asMember(house.db, secret, null, (tx, { memberId }) => dropDraftKey(tx, { ...of, memberId }));
  const ofMailbox = ({ address, what }: { address: string; what: Of["what"] }): Of => ({
    what,
    mailbox: readAddress(address),
  });
  const ofCall: Of = { what: "call", mailbox: null };

  app.put(
    "/api/inbox/:address/draft-keys/:what",
    {
      schema: {
        summary:
          "The key of a letter, a note, a question or a case that I am writing, which waits on my own device",
        params: ByDraft,
        response: { 200: Key },
      },
    },
    async (request) => open(memberSecret(request), ofMailbox(request.params)),
  );
  app.delete(
    "/api/inbox/:address/draft-keys/:what",
    {
      schema: {
        summary: "Nobody opens what I was writing any more",
        params: ByDraft,
        response: { 204: NoBody },
      },
    },
    async (request, reply) => {
      await end(memberSecret(request), ofMailbox(request.params));
      return reply.status(204).send(null);
    },
  );
  app.put(
    "/api/inbox/call-draft-key",
    {
      schema: {
        summary: "The key of a call that I am writing down, which waits on my own device",
        response: { 200: Key },
      },
    },
    async (request) => open(memberSecret(request), ofCall),
  );
  app.delete(
    "/api/inbox/call-draft-key",
    {
      schema: { summary: "Nobody opens the call that I was writing any more", response: { 204: NoBody } },
    },
    async (request, reply) => {
      await end(memberSecret(request), ofCall);
      return reply.status(204).send(null);
    },
  );
}
