import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import type { FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import type { House } from "../../house.ts";
import { type App, ProblemError } from "../../http/index.ts";
import { IdentityError } from "../errors.ts";
import { hostCookie, memberSecret } from "../requests.ts";
import type { Begun, Sessions } from "../sessions.ts";
import { CALLBACK_PATH, ERRAND_MS, type For, Provider } from "./service.ts";

const ERRAND_COOKIE = "leeward_errand";
const Strict = { additionalProperties: false } as const;
const NoBody = Type.Null();
const Away = Type.Object({ url: Type.String() });
/** On the desk itself: never another site, whatever a link said. */
const To = Type.String({ pattern: "^/desk(?:$|[/?][^\\p{C}\\\\]*$)", maxLength: 500 });

/** A header takes no letters but these; what is encoded already stays as it is. */
const toHeader = (to: string): string => to.replace(/[^\x21-\x7e]+/g, encodeURIComponent);

/** Sends the browser of someone who is just joining on to the provider; answers with the address. */
export type LinkWhileJoining = (
  request: FastifyRequest,
  reply: FastifyReply,
  memberId: string,
) => Promise<{ url: string }>;

/** Sign-in by the State's identity provider, where the operator has set one up. */
export function registerProvider(
  app: App,
  house: House,
  sessions: Sessions,
  setCookie: (reply: FastifyReply, begun: Begun) => void,
): LinkWhileJoining {
  const provider = house.config.provider && new Provider(house, sessions, house.config.provider);
  const originOf = (request: FastifyRequest): string =>
    house.config.origins.find((origin) => new URL(origin).host === request.headers.host) ?? "";
  const ours = (): Provider => {
    if (!provider) throw new IdentityError("no-provider");
    return provider;
  };
  const errandCookie = (request: FastifyRequest) => {
    const { name, secure } = hostCookie(request, ERRAND_COOKIE);
    // Whoever could plant one would have a browser signed in as somebody else.
    return { name, options: { secure, path: secure ? "/" : CALLBACK_PATH } };
  };
  const leave = async (request: FastifyRequest, reply: FastifyReply, what: For) => {
    const { url, cookie } = await ours().begin(originOf(request), what);
    const { name, options } = errandCookie(request);
    // Lax, unlike the session's: the browser comes back from another site.
    reply.setCookie(name, cookie, {
      ...options,
      httpOnly: true,
      sameSite: "lax",
      maxAge: ERRAND_MS / 1000,
    });
    return { url };
  };
  app.get(
    "/api/sign-in/provider",
    { schema: { summary: "The State's identity provider, where there is one" } },
    async () => ({ name: provider?.name ?? null }),
  );
  app.post(
    "/api/sign-in/provider/begin",
    { schema: { body: Type.Object({ to: Type.Optional(To) }, Strict), response: { 200: Away } } },
    async (request, reply) => leave(request, reply, { act: "sign-in", to: request.body.to }),
  );
  app.get(
    CALLBACK_PATH,
    { schema: { summary: "Where the provider sends a browser back to" } },
    async (request, reply) => {
      const { name, options } = errandCookie(request);
      reply.clearCookie(name, options);
      const query = new URL(request.url, "http://localhost").search;
      try {
        const arrived = await ours().arrive(originOf(request), query, request.cookies[name]);
        if (arrived.outcome === "linked") return reply.redirect("/desk/profile");
        if (arrived.outcome === "joined") {
          const { problem } = arrived;
          const said = problem ? { linked: "no", problem } : { linked: "yes" };
          return reply.redirect(`/desk/sign-in?${new URLSearchParams(said)}`);
        }
        const { begun, to = "/desk/today" } = arrived;
        setCookie(reply, begun);
        if (begun.stage === "full") return reply.redirect(toHeader(to));
        return reply.redirect(
          `/desk/sign-in?${new URLSearchParams({ stage: begun.stage, ways: begun.ways.join(","), to })}`,
        );
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error;
        return reply.redirect(`/desk/sign-in?${new URLSearchParams({ problem: error.code })}`);
      }
    },
  );
  registerLogout(app, ours);
  app.get("/api/me/provider", { schema: { summary: "Whether I am linked with it" } }, async (request) => {
    const secret = memberSecret(request);
    if (!provider) return { name: null, linked: false, signOutUrl: null };
    const { linked } = await provider.look(secret);
    const signOutUrl = linked ? await provider.signOutAddress(originOf(request)) : null;
    return { name: provider.name, linked, signOutUrl };
  });
  app.post(
    "/api/me/provider/begin",
    { config: { stepUp: true }, schema: { response: { 200: Away } } },
    async (request, reply) => {
      const secret = memberSecret(request);
      await ours().look(secret); // a session that opens nothing is told so here, not after the way
      return leave(request, reply, { act: "link", session: secret });
    },
  );
  app.delete(
    "/api/me/provider",
    { config: { stepUp: true }, schema: { response: { 204: NoBody } } },
    async (request, reply) => {
      const secret = memberSecret(request);
      await ours().unlink(secret);
      reply.status(204).send(null);
    },
  );
  return (request, reply, memberId) => leave(request, reply, { act: "join", memberId });
}

const LOGOUT_BODY_MAX_BYTES = 16_384;

/**
 * OpenID Connect Back-Channel Logout 1.0: the provider's own server says that a session ended there. Nobody waits for a
 * limit here: whoever could use it up would keep a session alive that the provider has ended. A token that the provider
 * did not sign costs no statement of the database; one that it signed counts once.
 */
function registerLogout(app: App, ours: () => Provider): void {
  app.register(async (scope) => {
    // A form, which the standard asks for, is taken at this one address: it needs no cookie, and a token that is signed.
    scope.addContentTypeParser(
      "application/x-www-form-urlencoded",
      { parseAs: "string" },
      (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    );
    scope.withTypeProvider<TypeBoxTypeProvider>().post(
      "/api/sign-in/provider/logout",
      {
        bodyLimit: LOGOUT_BODY_MAX_BYTES,
        schema: {
          summary:
            "Where the provider says that a session ended there (OpenID Connect Back-Channel Logout 1.0)",
          consumes: ["application/x-www-form-urlencoded"],
          body: Type.Object({ logout_token: Type.String({ minLength: 1 }) }),
        },
      },
      async (request, reply) => {
        await ours().endSessions(request.body.logout_token);
        return reply.status(200).send();
      },
    );
  });
}
