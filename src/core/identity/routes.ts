import type { FastifyReply } from "fastify";
import { Type } from "typebox";
import { asMember } from "../access/context.ts";
import { ROLES } from "../access/coverage.ts";
import type { House } from "../house.ts";
import { type App, Key32, MailboxAddress, once, Sealed32, Signature, WrappedKeys } from "../http/index.ts";
import { fromBase64Url, toBase64Url } from "../keys/index.ts";
import { IdentityError } from "./errors.ts";
import { registerKeeping } from "./keeping/routes.ts";
import { KeyKeeping } from "./keeping/service.ts";
import { registerPasskeys } from "./passkeys/routes.ts";
import { Passkeys } from "./passkeys/service.ts";
import { type LinkWhileJoining, registerProvider } from "./provider/routes.ts";
import { hostCookie, memberSecret, personSecret, sessionCookie } from "./requests.ts";
import { Identity } from "./service.ts";
import { type Begun, Sessions } from "./sessions.ts";
import { registerStanding } from "./standing/routes.ts";
import { registerStepUp } from "./step-up.ts";
import * as store from "./store.ts";

const Strict = { additionalProperties: false } as const;
const Email = Type.String({ minLength: 3, maxLength: 254, pattern: "^[^@\\s]+@[^@\\s]+$" });
const Id = Type.String({ format: "uuid" });
const NoBody = Type.Null();
/** Opens nothing: its browser's tries are counted apart from strangers'. */
const KNOWN_COOKIE = "leeward_known";
const KNOWN_DAYS = 180;

const StageAnswer = Type.Object({
  stage: Type.Union([Type.Literal("full"), Type.Literal("second-factor"), Type.Literal("enrol")]),
  /** Of the second step. */
  ways: Type.Optional(Type.Array(Type.Enum(["passkey", "code", "password"]))),
});

/** Everything about who one is, under /api. */
export function registerIdentity(app: App, house: House): void {
  const sessions = new Sessions(house);
  const identity = new Identity(house, sessions);
  registerStepUp(app, house);
  registerSignIn(app, identity);
  registerPasskeys(app, new Passkeys(house, sessions), {
    memberOf: (secret) => identity.memberOf(secret),
    setCookie,
  });
  const linkWhileJoining = registerProvider(app, house, sessions, setCookie);
  registerMe(app, house, identity);
  registerMembers(app, house, identity);
  registerJoining(app, identity, linkWhileJoining);
  registerStanding(app, house);
  registerKeeping(app, new KeyKeeping(house, sessions));
  registerWords(app, identity);
}

function setCookie(reply: FastifyReply, begun: Begun): void {
  const { name, secure } = sessionCookie(reply.request);
  reply.setCookie(name, toBase64Url(begun.secret), { path: "/", httpOnly: true, sameSite: "strict", secure });
}

function registerSignIn(app: App, identity: Identity): void {
  app.post(
    "/api/sign-in",
    {
      config: { work: { act: "sign-in", calmPerMinute: 60 } },
      schema: {
        summary: "Sign in with e-mail and what the browser derived from the password",
        body: Type.Object({ email: Email, authSecret: Key32 }, Strict),
        response: { 200: StageAnswer },
      },
    },
    async (request, reply) => {
      const { name, secure } = hostCookie(request, KNOWN_COOKIE);
      const { email, authSecret } = request.body;
      const begun = await identity.signIn(email, authSecret, request.cookies[name]);
      setCookie(reply, begun);
      const maxAge = KNOWN_DAYS * 86_400;
      reply.setCookie(name, begun.known, { path: "/", httpOnly: true, sameSite: "strict", secure, maxAge });
      return { stage: begun.stage, ways: begun.ways };
    },
  );
  app.post(
    "/api/sign-in/second-factor",
    {
      schema: {
        summary: "Finish signing in with a code, or with a recovery code",
        body: Type.Union([
          Type.Object({ code: Type.String({ pattern: "^\\d{6}$" }) }, Strict),
          Type.Object({ recoveryCode: Type.String({ minLength: 11, maxLength: 13 }) }, Strict),
        ]),
        response: { 200: StageAnswer },
      },
    },
    async (request, reply) => {
      const half = memberSecret(request);
      const body = request.body;
      const begun =
        "code" in body
          ? await identity.finishWithCode(half, body.code)
          : await identity.finishWithRecoveryCode(half, body.recoveryCode);
      setCookie(reply, begun);
      return { stage: begun.stage };
    },
  );
  app.post(
    "/api/second-factor/begin",
    {
      config: { stepUp: true },
      schema: { response: { 200: Type.Object({ secret: Type.String(), uri: Type.String() }) } },
    },
    async (request) => identity.beginEnrolment(memberSecret(request)),
  );
  app.post(
    "/api/second-factor/finish",
    {
      config: { stepUp: true },
      schema: {
        body: Type.Object(
          {
            secret: Type.String({ pattern: "^[A-Z2-7]{32}$" }),
            code: Type.String({ pattern: "^\\d{6}$" }),
          },
          Strict,
        ),
        response: { 200: Type.Object({ recoveryCodes: Type.Array(Type.String()) }) },
      },
    },
    async (request, reply) => {
      const { secret, code } = request.body;
      const { recoveryCodes, begun } = await identity.finishEnrolment(memberSecret(request), secret, code);
      setCookie(reply, begun);
      return { recoveryCodes };
    },
  );
  app.post(
    "/api/step-up",
    {
      schema: {
        summary: "Show once more who is there, by a code, or by the password where there is no second factor",
        body: Type.Union([
          Type.Object({ code: Type.String({ pattern: "^\\d{6}$" }) }, Strict),
          Type.Object({ authSecret: Key32 }, Strict),
        ]),
        response: { 204: NoBody },
      },
    },
    async (request, reply) => {
      await identity.proveAnew(memberSecret(request), request.body);
      reply.status(204).send(null);
    },
  );
  app.post("/api/sign-out", { schema: { response: { 204: NoBody } } }, async (request, reply) => {
    await identity.signOut(memberSecret(request));
    const { name, secure } = sessionCookie(request);
    reply.clearCookie(name, { path: "/", secure }).status(204).send(null);
  });
}

function registerMe(app: App, house: House, identity: Identity): void {
  app.get("/api/me", { schema: { summary: "Who I am here, and what I may look for" } }, async (request) => {
    const { me, row, purposes } = await identity.me(memberSecret(request));
    return {
      member: {
        id: me.memberId,
        displayName: me.displayName,
        email: row.email,
        roles: me.roles,
        supervises: me.supervises,
        trainingValidUntil: row.training_valid_until,
      },
      session: { id: me.sessionId, deviceName: row.device_name },
      agency: { id: row.agency_id, name: row.agency_name, kind: row.agency_kind },
      purposes,
      keys:
        row.reading_key && row.signing_key && row.wrapped
          ? {
              readingKey: toBase64Url(row.reading_key),
              signingKey: toBase64Url(row.signing_key),
              wrapped: toBase64Url(row.wrapped),
            }
          : null,
      demonstration: house.demonstration,
    };
  });
  app.put(
    "/api/me/password",
    {
      schema: {
        body: Type.Object({ currentAuthSecret: Key32, newAuthSecret: Key32, wrapped: WrappedKeys }, Strict),
        response: { 204: NoBody },
      },
    },
    async (request, reply) => {
      await identity.changePassword(memberSecret(request), request.body);
      reply.status(204).send(null);
    },
  );
  app.get("/api/sessions", async (request) =>
    asMember(house.db, memberSecret(request), null, async (tx, me) => ({
      sessions: (await store.listSessions(tx)).map((row) => ({
        id: row.id,
        deviceName: row.device_name,
        createdAt: row.created_at,
        expiresAt: row.expires_at,
        current: row.id === me.sessionId,
      })),
    })),
  );
  app.delete(
    "/api/sessions/:id",
    { schema: { params: Type.Object({ id: Id }), response: { 204: NoBody } } },
    async (request, reply) => {
      await asMember(house.db, memberSecret(request), null, (tx) =>
        store.endOtherSession(tx, request.params.id),
      );
      reply.status(204).send(null); // the same for a session that was never there
    },
  );
}

function registerMembers(app: App, house: House, identity: Identity): void {
  app.get("/api/members", async (request) => {
    const list = async (as: "leeward_member" | "leeward_supervisor") =>
      asMember(
        house.db,
        memberSecret(request),
        null,
        async (tx, me) => ({
          supervises: me.supervises,
          rows: await store.listColleagues(tx, me.agencyId, as === "leeward_supervisor"),
        }),
        as,
      );
    const plain = await list("leeward_member");
    const { rows } = plain.supervises ? await list("leeward_supervisor") : plain;
    return {
      members: rows.map((row) => ({
        id: row.id,
        displayName: row.display_name,
        email: row.email.endsWith("@left.invalid") ? null : row.email, // nothing is left to reach them by
        roles: row.roles,
        status: row.status,
        trainingValidUntil: row.training_valid_until,
        readingKey: row.reading_key && toBase64Url(row.reading_key),
        signingKey: row.signing_key && toBase64Url(row.signing_key),
      })),
    };
  });
  app.get("/api/agencies", async (request) =>
    asMember(house.db, memberSecret(request), null, async (tx) => ({
      agencies: await store.listAgencies(tx),
    })),
  );
  app.get("/api/invitations", async (request) =>
    asMember(
      house.db,
      memberSecret(request),
      null,
      async (tx) => ({
        invitations: (await store.listInvitations(tx)).map((row) => ({
          id: row.id,
          email: row.email,
          roles: row.roles,
          expiresAt: row.expires_at,
          acceptedAt: row.accepted_at,
        })),
      }),
      "leeward_supervisor",
    ),
  );
  app.post(
    "/api/invitations",
    {
      config: { stepUp: true },
      schema: {
        body: Type.Object(
          {
            email: Email,
            roles: Type.Array(Type.Enum([...ROLES]), { minItems: 1, maxItems: 6 }),
            secondAgencyId: Type.Optional(Type.Union([Id, Type.Null()])),
          },
          Strict,
        ),
        response: { 201: Type.Object({ id: Id, token: Key32, waits: Type.Boolean() }) },
      },
    },
    async (request, reply) => {
      const { secondAgencyId = null, ...wish } = request.body;
      const made = await identity.invite(
        memberSecret(request),
        { ...wish, secondAgencyId },
        (tx, actor, work) => once(tx, request, actor, work),
      );
      return reply.status(201).send(made);
    },
  );
  app.get(
    "/api/root-key",
    {
      schema: {
        summary: "The agency's root key, and its private half as it is sealed to each supervisor",
        response: {
          200: Type.Object({
            rootKey: Type.Union([Key32, Type.Null()]),
            sealed: Type.Union([Type.Record(Type.String(), Type.String()), Type.Null()]),
          }),
        },
      },
    },
    async (request) =>
      asMember(
        house.db,
        memberSecret(request),
        null,
        (tx, me) => store.findRootKey(tx, me.agencyId),
        "leeward_supervisor",
      ),
  );
  app.put(
    "/api/root-key",
    {
      config: { stepUp: true },
      schema: {
        summary: "Keep the agency's root key: public, and sealed for each supervisor",
        body: Type.Object(
          {
            rootKey: Key32,
            sealed: Type.Record(Id, Sealed32, { maxProperties: 50 }),
          },
          Strict,
        ),
        response: { 204: NoBody },
      },
    },
    async (request, reply) => {
      const { rootKey, sealed } = request.body;
      const kept = await asMember(
        house.db,
        memberSecret(request),
        null,
        (tx) => store.putRootKey(tx, Buffer.from(fromBase64Url(rootKey, 32)), sealed),
        "leeward_supervisor",
      );
      if (!kept) throw new IdentityError("root-key-set");
      reply.status(204).send(null);
    },
  );
}

function registerJoining(app: App, identity: Identity, linkWhileJoining: LinkWhileJoining): void {
  app.post(
    "/api/invitations/open",
    { schema: { body: Type.Object({ token: Key32 }, Strict) } },
    async (request) => identity.findInvitation(request.body.token),
  );
  app.post(
    "/api/invitations/accept",
    {
      schema: {
        body: Type.Object(
          {
            token: Key32,
            displayName: Type.String({ minLength: 1, maxLength: 120 }),
            authSecret: Key32,
            readingKey: Key32,
            signingKey: Key32,
            wrapped: WrappedKeys,
            /** Also to sign in by the State's identity provider from now on. */
            link: Type.Optional(Type.Boolean()),
          },
          Strict,
        ),
        response: { 200: Type.Object({ url: Type.String() }), 204: NoBody },
      },
    },
    async (request, reply) => {
      const { token, link, ...member } = request.body;
      if (!link) {
        await identity.acceptInvitation(token, member);
        return reply.status(204).send(null);
      }
      // First, so that a provider that is away stops it while nothing is done yet. Only this browser gets the errand:
      // whoever else has seen the invitation's link can tie nothing to the member.
      const { memberId } = await identity.findInvitation(token);
      const away = await linkWhileJoining(request, reply, memberId);
      await identity.acceptInvitation(token, member);
      return away;
    },
  );
}

function registerWords(app: App, identity: Identity): void {
  app.post(
    "/api/words/challenge",
    {
      schema: {
        body: Type.Object({ address: MailboxAddress }, Strict),
        response: { 200: Type.Object({ nonce: Key32, expiresAt: Type.String() }) },
      },
    },
    async (request) => {
      const { nonce, expiresAt } = await identity.challenge(request.body.address);
      return { nonce, expiresAt: expiresAt.toISOString() };
    },
  );
  app.post(
    "/api/words/session",
    {
      schema: {
        body: Type.Object({ address: MailboxAddress, nonce: Key32, signature: Signature }, Strict),
        response: { 200: Type.Object({ session: Key32, expiresAt: Type.String() }) },
      },
    },
    async (request) => {
      const { address, nonce, signature } = request.body;
      const { session, expiresAt } = await identity.beginVisit(address, nonce, signature);
      return { session, expiresAt: expiresAt.toISOString() };
    },
  );
  app.delete("/api/words/session", { schema: { response: { 204: NoBody } } }, async (request, reply) => {
    await identity.endVisit(personSecret(request));
    reply.status(204).send(null);
  });
}
