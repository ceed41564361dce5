import { Type } from "typebox";
import type { House } from "../../core/house.ts";
import { type App, claimOf } from "../../core/http/index.ts";
import { memberSecret, personSecret } from "../../core/identity/index.ts";
import type { Assets } from "../../web/index.ts";
import { registerAttachments } from "./attachments/routes.ts";
import { registerDeskDrafts } from "./desk-drafts/routes.ts";
import { registerFigures } from "./figures.ts";
import {
  Assignment,
  ByAddress,
  ById,
  ByOrder,
  InboxQuery,
  LetterBody,
  NewCall,
  NewMailbox,
  NewOffer,
  NoteBody,
  OfferAnswer,
  PersonsLetter,
  SealsAgain,
  SetAside,
  SignedList,
} from "./model.ts";
import { registerNotices } from "./notices/routes.ts";
import { onceFor } from "./once.ts";
import { registerPages } from "./pages/index.ts";
import { Door } from "./service.ts";
import { registerStandIns } from "./stand-in/routes.ts";
import { registerTemplates } from "./templates/routes.ts";
import { registerTransfers } from "./transfer/routes.ts";

const Nothing = Type.Object({});
const NoBody = Type.Null();
const Receipt = Type.Object({ receipt: Type.String() });

/** The door: its API for browsers on both sides, and its public pages. */
export function registerDoor(app: App, house: House, assets: Assets): void {
  const door = new Door(house);
  registerForEveryone(app, door);
  registerForPerson(app, door);
  registerInbox(app, door);
  registerRecipients(app, door);
  registerNotices(app, house);
  registerAttachments(app, house);
  registerTemplates(app, house);
  registerTransfers(app, house);
  registerDeskDrafts(app, house);
  registerStandIns(app, house);
  registerFigures(app, house);
  registerPages(app, house, door, assets);
}

function registerForEveryone(app: App, door: Door): void {
  app.get(
    "/api/door",
    { schema: { summary: "Who reads here, and what a browser needs before it can lock a letter" } },
    async () => door.look(),
  );
  app.get(
    "/api/door/recipients/:sha256",
    {
      schema: {
        summary: "A list of who reads or read here, as the ledger names it by its hash",
        params: Type.Object({ sha256: Type.String({ pattern: "^[0-9a-f]{64}$" }) }),
      },
    },
    async (request, reply) =>
      reply
        .type("application/json; charset=utf-8")
        .send(Buffer.from(await door.findList(Buffer.from(request.params.sha256, "hex")))),
  );
  app.post(
    "/api/door/mailboxes",
    {
      config: { work: { act: "first-letter", calmPerMinute: 60 } },
      schema: {
        summary: "Open a mailbox with its first letter, locked in the sender's browser",
        body: NewMailbox,
        response: { 201: Nothing },
      },
    },
    async (request, reply) => {
      await door.openMailbox(request.body, claimOf(request, request.body.address));
      return reply.status(201).send({});
    },
  );
}

function registerForPerson(app: App, door: Door): void {
  app.get(
    "/api/door/letters",
    { schema: { summary: "Everything in the mailbox that these words open" } },
    async (request) => door.readMailbox(personSecret(request)),
  );
  app.post(
    "/api/door/letters",
    { schema: { summary: "Answer", body: PersonsLetter, response: { 201: Nothing } } },
    async (request, reply) => {
      await door.writeAsPerson(personSecret(request), request.body, onceFor(request));
      return reply.status(201).send({});
    },
  );
  app.get(
    "/api/door/letters/:order/receipt",
    {
      schema: {
        summary: "A proof that a letter of one's own was filed: signed, and without its text",
        params: ByOrder,
        response: { 200: Receipt },
      },
    },
    async (request) => ({
      receipt: await door.findReceipt(personSecret(request), request.params.order),
    }),
  );
  app.post(
    "/api/door/offers/:id/answer",
    {
      schema: {
        summary: "Say yes, signed by the words, or not now",
        params: ById,
        body: OfferAnswer,
        response: { 201: Nothing },
      },
    },
    async (request, reply) => {
      await door.answerOffer(personSecret(request), request.params.id, request.body, onceFor(request));
      return reply.status(201).send({});
    },
  );
  app.delete(
    "/api/door/mailbox",
    { schema: { summary: "Delete every letter", response: { 204: NoBody } } },
    async (request, reply) => {
      await door.deleteMailbox(personSecret(request));
      return reply.status(204).send(null);
    },
  );
}

function registerInbox(app: App, door: Door): void {
  app.get(
    "/api/inbox",
    { schema: { summary: "The agency's mailboxes, who waits longest first", querystring: InboxQuery } },
    async (request) => door.listInbox(memberSecret(request), request.query.cursor ?? null),
  );
  app.get(
    "/api/inbox/:address",
    { schema: { summary: "The locked letters of one mailbox, with what opens them", params: ByAddress } },
    async (request) => door.readForMember(memberSecret(request), request.params.address),
  );
  app.post(
    "/api/inbox/:address/letters",
    { schema: { summary: "Answer", params: ByAddress, body: LetterBody, response: { 201: Nothing } } },
    async (request, reply) => {
      const { address } = request.params;
      await door.writeAsMember(memberSecret(request), address, request.body.letter, onceFor(request));
      return reply.status(201).send({});
    },
  );
  app.get(
    "/api/inbox/notes",
    { schema: { summary: "The newest locked note of each of the agency's mailboxes, with what opens them" } },
    async (request) => door.listNotes(memberSecret(request)),
  );
  app.post(
    "/api/inbox/:address/notes",
    {
      schema: {
        summary: "Keep a note with the marks as they stand, locked to those who read at the desk",
        params: ByAddress,
        body: NoteBody,
        response: { 201: Nothing },
      },
    },
    async (request, reply) => {
      const { address } = request.params;
      await door.keepNote(memberSecret(request), address, request.body.note, onceFor(request));
      return reply.status(201).send({});
    },
  );
  app.put(
    "/api/inbox/:address/seals",
    {
      schema: {
        summary: "Keys of letters and notes, sealed to colleagues who came on later",
        params: ByAddress,
        body: SealsAgain,
        response: { 204: NoBody },
      },
    },
    async (request, reply) => {
      await door.sealAgain(memberSecret(request), request.params.address, request.body);
      return reply.status(204).send(null);
    },
  );
  app.post(
    "/api/inbox/calls",
    {
      schema: {
        summary: "Keep a call as a conversation that I begin, locked to those who read at the desk",
        body: NewCall,
        response: { 201: Nothing },
      },
    },
    async (request, reply) => {
      await door.takeCall(memberSecret(request), request.body, onceFor(request));
      return reply.status(201).send({});
    },
  );
  app.post(
    "/api/inbox/call-counts",
    { schema: { summary: "There was a call of which nothing is kept", response: { 204: NoBody } } },
    async (request, reply) => {
      await door.countCall(memberSecret(request));
      return reply.status(204).send(null);
    },
  );
  app.post(
    "/api/inbox/set-aside",
    {
      schema: {
        summary: "Set conversations aside as spam: deleted after seven days, unless they are brought back",
        body: SetAside,
        response: { 200: Type.Object({ count: Type.Integer() }) },
      },
    },
    async (request) => ({
      count: await door.setAside(memberSecret(request), request.body.addresses),
    }),
  );
  app.delete(
    "/api/inbox/:address/set-aside",
    { schema: { summary: "Bring a conversation back", params: ByAddress, response: { 204: NoBody } } },
    async (request, reply) => {
      await door.bringBack(memberSecret(request), request.params.address);
      return reply.status(204).send(null);
    },
  );
  app.put(
    "/api/inbox/:address/assignment",
    {
      schema: {
        summary: "Give a mailbox to an intake worker, or to nobody",
        params: ByAddress,
        body: Assignment,
        response: { 204: NoBody },
      },
    },
    async (request, reply) => {
      await door.assign(memberSecret(request), request.params.address, request.body.memberId);
      return reply.status(204).send(null);
    },
  );
  app.post(
    "/api/inbox/:address/offers",
    {
      schema: {
        summary: "Ask whether a case may be opened and these categories shared with one agency",
        params: ByAddress,
        body: NewOffer,
        response: { 201: Nothing },
      },
    },
    async (request, reply) => {
      await door.makeOffer(memberSecret(request), request.params.address, request.body, onceFor(request));
      return reply.status(201).send({});
    },
  );
}

function registerRecipients(app: App, door: Door): void {
  app.get(
    "/api/recipients",
    {
      schema: {
        summary: "The signed lists of who reads at the door, and who may be on the next (supervisors)",
      },
    },
    async (request) => door.lookAtRecipients(memberSecret(request)),
  );
  app.post(
    "/api/recipients",
    {
      config: { stepUp: true },
      schema: {
        summary:
          "Publish the next list, signed by the agency's root key; where it grows, a second member confirms it (supervisors)",
        body: SignedList,
        response: { 201: Type.Object({ waits: Type.Boolean() }) },
      },
    },
    async (request, reply) => {
      const { secondAgencyId = null, ...signed } = request.body;
      const list = { ...signed, secondAgencyId };
      return reply
        .status(201)
        .send(await door.publishRecipients(memberSecret(request), list, onceFor(request)));
    },
  );
}
