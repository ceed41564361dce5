import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/server";
import type { FastifyReply, FastifyRequest } from "fastify";
import { type TSchema, Type } from "typebox";
import { type App, WrappedKeys } from "../../http/index.ts";
import { toBase64Url } from "../../keys/index.ts";
import { memberSecret } from "../requests.ts";
import type { Begun } from "../sessions.ts";
import type { Passkeys } from "./service.ts";

const Strict = { additionalProperties: false } as const;
const Bytes = (max: number) => Type.String({ pattern: "^[A-Za-z0-9_-]+$", minLength: 1, maxLength: max });
const Transports = Type.Array(Type.String({ maxLength: 20 }), { maxItems: 8 });
const Id = Type.Object({ id: Type.String({ format: "uuid" }) });
const NoBody = Type.Null();
const Name = Type.String({ minLength: 1, maxLength: 60 });

/** What `navigator.credentials` gives, without extensions: what the PRF answered stays in the browser. */
const credential = <Response extends TSchema>(response: Response) =>
  Type.Object(
    {
      id: Bytes(1400),
      rawId: Bytes(1400),
      type: Type.Literal("public-key"),
      clientExtensionResults: Type.Object({}, Strict),
      response,
    },
    Strict,
  );
const Added = credential(
  Type.Object(
    {
      clientDataJSON: Bytes(4000),
      attestationObject: Bytes(20_000),
      transports: Type.Optional(Transports),
    },
    Strict,
  ),
);
const Answered = credential(
  Type.Object(
    {
      clientDataJSON: Bytes(4000),
      authenticatorData: Bytes(4000),
      signature: Bytes(2000),
      userHandle: Type.Optional(Bytes(100)),
    },
    Strict,
  ),
);
const StageAnswer = Type.Object({ stage: Type.Literal("full") });

const hostOf = (request: FastifyRequest): string => request.headers.host ?? "";

/** Passkeys, under /api: adding, answering, and one's own list. */
export function registerPasskeys(
  app: App,
  passkeys: Passkeys,
  identity: {
    memberOf(secret: Uint8Array): Promise<{ memberId: string }>;
    setCookie(reply: FastifyReply, begun: Begun): void;
  },
): void {
  registerAnswers(app, passkeys, identity);
  app.post(
    "/api/passkeys/begin",
    { config: { stepUp: true }, schema: { summary: "What a browser needs to make a passkey here" } },
    async (request) => {
      const secret = memberSecret(request);
      return passkeys.beginAdding(secret, hostOf(request), await identity.memberOf(secret));
    },
  );
  app.post(
    "/api/passkeys",
    {
      config: { stepUp: true },
      schema: {
        summary: "Add a passkey; answers with recovery codes where there were none",
        body: Type.Object({ name: Name, credential: Added }, Strict),
        response: {
          201: Type.Object({
            id: Type.String(),
            recoveryCodes: Type.Union([Type.Array(Type.String()), Type.Null()]),
          }),
        },
      },
    },
    async (request, reply) => {
      const secret = memberSecret(request);
      const { memberId } = await identity.memberOf(secret);
      const { name, credential: response } = request.body;
      const { passkeyId, recoveryCodes, begun } = await passkeys.finishAdding(secret, hostOf(request), {
        memberId,
        name,
        response: response as RegistrationResponseJSON, // the library checks what it reads
      });
      identity.setCookie(reply, begun);
      return reply.status(201).send({ id: passkeyId, recoveryCodes });
    },
  );
  app.get("/api/passkeys", { schema: { summary: "My passkeys" } }, async (request) => {
    const { here, rows } = await passkeys.list(memberSecret(request), hostOf(request));
    return {
      site: here?.rpId ?? null,
      passkeys: rows.map((row) => ({
        id: row.id,
        credentialId: toBase64Url(row.credential_id),
        name: row.name,
        site: row.rp_id,
        transports: row.transports,
        backedUp: row.backed_up,
        wrapped: row.wrapped && toBase64Url(row.wrapped),
        createdAt: row.created_at,
        lastUsedAt: row.last_used_at,
        suspendedAt: row.suspended_at,
      })),
    };
  });
  app.put(
    "/api/passkeys/:id/name",
    { schema: { params: Id, body: Type.Object({ name: Name }, Strict), response: { 204: NoBody } } },
    async (request, reply) => {
      await passkeys.rename(memberSecret(request), request.params.id, request.body.name);
      reply.status(204).send(null);
    },
  );
  app.put(
    "/api/passkeys/:id/keys",
    {
      config: { stepUp: true },
      schema: {
        summary:
          "Let this passkey open my keys: a copy that the browser wrapped under what the passkey gives",
        params: Id,
        body: Type.Object({ wrapped: WrappedKeys }, Strict),
        response: { 204: NoBody },
      },
    },
    async (request, reply) => {
      await passkeys.keepWrapped(memberSecret(request), request.params.id, request.body.wrapped);
      reply.status(204).send(null);
    },
  );
  app.delete(
    "/api/passkeys/:id",
    { config: { stepUp: true }, schema: { params: Id, response: { 204: NoBody } } },
    async (request, reply) => {
      await passkeys.remove(memberSecret(request), request.params.id);
      reply.status(204).send(null);
    },
  );
}

function registerAnswers(
  app: App,
  passkeys: Passkeys,
  identity: { setCookie(reply: FastifyReply, begun: Begun): void },
): void {
  const body = Type.Object({ credential: Answered }, Strict);
  const answered = (request: { body: { credential: unknown } }) =>
    request.body.credential as AuthenticationResponseJSON; // the library checks what it reads
  app.post(
    "/api/sign-in/passkey/begin",
    { schema: { summary: "A challenge for a sign-in by a passkey alone" } },
    async (request) => passkeys.beginSignIn(hostOf(request)),
  );
  app.post(
    "/api/sign-in/passkey",
    { schema: { body, response: { 200: StageAnswer } } },
    async (request, reply) => {
      identity.setCookie(reply, await passkeys.finishSignIn(hostOf(request), answered(request)));
      return { stage: "full" as const };
    },
  );
  app.post("/api/sign-in/second-factor/passkey/begin", async (request) =>
    passkeys.beginProof("second-factor", memberSecret(request), hostOf(request)),
  );
  app.post(
    "/api/sign-in/second-factor/passkey",
    { schema: { body, response: { 200: StageAnswer } } },
    async (request, reply) => {
      const half = memberSecret(request);
      identity.setCookie(reply, await passkeys.finishSecondFactor(half, hostOf(request), answered(request)));
      return { stage: "full" as const };
    },
  );
  app.post("/api/step-up/passkey/begin", async (request) =>
    passkeys.beginProof("step-up", memberSecret(request), hostOf(request)),
  );
  app.post(
    "/api/step-up/passkey",
    { schema: { body, response: { 204: NoBody } } },
    async (request, reply) => {
      await passkeys.stepUp(memberSecret(request), hostOf(request), answered(request));
      reply.status(204).send(null);
    },
  );
}
