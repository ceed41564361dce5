import type { IncomingMessage, ServerResponse } from "node:http";
import cookie from "@fastify/cookie";
import swagger from "@fastify/swagger";
import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import type { FastifyBaseLogger } from "fastify";
import fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifySchemaCompiler,
  type RawServerDefault,
} from "fastify";
import type { TSchema } from "typebox";
import { Build } from "typebox/schema";
import { Value } from "typebox/value";
import { NoSessionError, NotAnAuditorError, NotASupervisorError } from "../access/context.ts";
import { isDatabaseAway, PublicReadsFull } from "../db/index.ts";
import { describeRefusals } from "./description.ts";
import { HttpProblem, ProblemError } from "./problem.ts";
import { whyUnkeepable } from "./text.ts";
import { cameOverTor, isOnion } from "./tor.ts";

export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

declare module "fastify" {
  interface FastifyRequest {
    /** On the clock of this process alone. */
    cameAtMs: number;
  }
  interface FastifyContextConfig {
    /** A whole page in HTML, for a person who asked for one where the answer would be 503. */
    awayPage?: (request: FastifyRequest) => string;
  }
  interface FastifyInstance {
    /** Of our addresses, those that browsers reach over HTTPS: `desk.example.org`, with a port where there is one. */
    readonly httpsHosts: ReadonlySet<string>;
  }
}

export interface AppOptions {
  /** The addresses that browsers see, such as `https://desk.example.org`; a request for another host is refused. */
  readonly origins: readonly string[];
  /** Tor has a port of its own: onion names are heard there alone, and there no other name. */
  readonly isTorApart?: boolean;
  readonly version: string;
  /** One line, without personal data, addresses of the network or agents. */
  readonly log: (line: string) => void;
  /** Other limits of time than the house's: a test cannot wait as long as a person on a bad line may take. */
  readonly patience?: Patience;
}

/** How long a line has, in milliseconds. */
export interface Patience {
  /** For all headers of a request. */
  readonly headersMs: number;
  /** For a whole request, body included. */
  readonly requestMs: number;
  /** Without anything moving on it. */
  readonly silenceMs: number;
  /** Between two requests. */
  readonly restMs: number;
  /** How often it is looked whose time is over. */
  readonly lookMs: number;
}

const PATIENCE: Patience = {
  headersMs: 30_000,
  requestMs: 30_000,
  silenceMs: 60_000,
  restMs: 20_000,
  lookMs: 5_000,
};

/** Many times as long as the database takes to say that there is nothing. */
const NOT_FOUND_STEP_MS = 25;

/**
 * What is not there and what is not open are answered at the same steps of time: looking for a row that is there, and
 * deciding that it is not open, takes the database some tenths of a millisecond longer (`npm run proof -- refusal-times`).
 */
function atStep(cameAtMs: number, answer: () => void): void {
  const dueMs = performance.now() + NOT_FOUND_STEP_MS - ((performance.now() - cameAtMs) % NOT_FOUND_STEP_MS);
  // A timer keeps whole milliseconds only: what is left of one would tell how long it took.
  setTimeout(() => waitOut(dueMs, answer), Math.max(1, Math.floor(dueMs - performance.now()) - 1));
}

/** Turns of the event loop, at most two milliseconds of them, until that very moment. */
function waitOut(dueMs: number, answer: () => void): void {
  if (performance.now() >= dueMs) answer();
  else setImmediate(() => waitOut(dueMs, answer));
}

const BODY_MAX_BYTES = 1_048_576;
/** Of a page that a database's absence keeps from a person. */
const AWAY_RETRY_SECONDS = 30;

/**
 * The HTTP server with what every route shares: one schema for validation, types and OpenAPI; problem+json; strict
 * headers; refusal of cross-site requests; limits of size and time. It keeps no address of a caller.
 */
export async function createApp(options: AppOptions): Promise<App> {
  const ours = listOurs(options);
  const { headersMs, requestMs, silenceMs, restMs, lookMs } = options.patience ?? PATIENCE;
  const app = fastify({
    forceCloseConnections: true, // a browser that keeps its connection must not keep us from stopping
    logger: false, // the library's request lines would hold addresses
    bodyLimit: BODY_MAX_BYTES,
    http: { headersTimeout: headersMs, requestTimeout: requestMs, connectionsCheckingInterval: lookMs },
    requestTimeout: requestMs,
    connectionTimeout: silenceMs,
    keepAliveTimeout: restMs,
    onProtoPoisoning: "error",
    onConstructorPoisoning: "error",
    routerOptions: { caseSensitive: true, maxParamLength: 200 },
    exposeHeadRoutes: false,
    // An address that cannot be decoded comes past the hooks; the library's own answer would repeat it.
    frameworkErrors: (error, request, reply) => {
      setStrictHeaders(reply);
      const { hosts } = ours(request);
      const isOurs = hosts.has(request.headers.host ?? "");
      answerError(isOurs ? error : new HttpProblem("wrong-host"), request, reply, options.log);
    },
  })
    .setValidatorCompiler(compileValidator)
    .withTypeProvider<TypeBoxTypeProvider>();
  const overHttps = options.origins.filter((origin) => origin.startsWith("https:"));
  app.decorateRequest("cameAtMs", 0);
  app.decorate("httpsHosts", new Set(overHttps.map((origin) => new URL(origin).host)));
  app.removeContentTypeParser("text/plain"); // a form of another site can send it
  await app.register(cookie);
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Leeward",
        version: options.version,
        description: "Every route of the house; see docs/.",
      },
    },
    transformObject: describeRefusals,
  });
  app.addHook("onRequest", async (request, reply) => {
    request.cameAtMs = performance.now();
    forgetWhoCame(request.raw);
    setStrictHeaders(reply);
    const { hosts, origins } = ours(request);
    const isOutside = cameOverTor(request);
    if (isOutside || !isForAnyHost(request)) refuseForeignHost(request, hosts);
    if (isOutside && isForAnyHost(request)) throw new HttpProblem("not-found"); // nobody outside asks how we are
    refuseCrossSite(request, origins);
  });
  app.addHook("preValidation", async (request) => {
    const why = whyUnkeepable([request.body, request.query]);
    if (why) throw new HttpProblem(why);
  });
  app.setErrorHandler((error, request, reply) => {
    const answer = () => answerError(error, request, reply, options.log);
    if (error instanceof HttpProblem && error.code === "not-found") atStep(request.cameAtMs, answer);
    else answer();
  });
  app.setNotFoundHandler((request, reply) =>
    answerError(new HttpProblem("not-found"), request, reply, options.log),
  );
  app.get("/api/openapi.json", { schema: { hide: true } }, async () => app.swagger());
  return app;
}

/**
 * As the library does it, but for what is already as its schema says: that need not be converted first, which takes far longer.
 * And what the code was made from is let go: for some hundred routes, twice each, that was a seventh of a resting server's heap.
 */
const compileValidator: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const compiled = Build(schema).Evaluate();
  return (value) => {
    if (compiled.Check(value)) return { value };
    const converted = httpPart === "body" ? value : Value.Convert(schema, value);
    return compiled.Check(converted) ? { value: converted } : { error: Value.Errors(schema, converted) };
  };
};

/** Strict for everything; a page that needs more (WebAssembly at the door) says so for itself. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "require-trusted-types-for 'script'",
].join("; ");

/** Headers that tell of a person's browser, or of where they are. */
const OF_WHO_CAME = new Set([
  ...["user-agent", "sec-ch-ua", "sec-ch-ua-mobile", "sec-ch-ua-platform"],
  ...["forwarded", "x-forwarded-for", "x-real-ip"],
]);

/** Before anything reads them: a line that stays open would keep them in memory for as long. */
function forgetWhoCame({ headers, rawHeaders }: IncomingMessage): void {
  for (const name of OF_WHO_CAME) delete headers[name];
  // Emptied, not taken out: Node counts on as many as came.
  for (let at = 0; at < rawHeaders.length; at += 2) {
    if (OF_WHO_CAME.has(rawHeaders[at]?.toLowerCase() ?? "")) rawHeaders[at + 1] = "";
  }
}

function setStrictHeaders(reply: FastifyReply): void {
  reply.headers({
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cache-control": "no-store",
  });
}

/** `/healthz` and `/readyz` are asked by address, by what stands in front of us. */
export const isForAnyHost = (request: FastifyRequest): boolean =>
  "anyHost" in request.routeOptions.config && request.routeOptions.config.anyHost === true;

interface Ours {
  readonly hosts: ReadonlySet<string>;
  readonly origins: readonly string[];
}

/** Under which names a request may come, by the way that it came. */
function listOurs({ origins, isTorApart = false }: AppOptions): (request: FastifyRequest) => Ours {
  const of = (some: readonly string[]): Ours => ({
    hosts: new Set(some.map((origin) => new URL(origin).host)),
    origins: some,
  });
  const overTor = of(origins.filter(isOnion));
  const others = origins.filter((origin) => !isOnion(origin));
  // The plain way asks within, under a name of the house: where all are onion names, under one of those.
  const elsewhere = of(isTorApart && others.length > 0 ? others : origins);
  return (request) => (cameOverTor(request) ? overTor : elsewhere);
}

/** A name that is not ours would let another site's page speak to us as if it were one of our own. */
function refuseForeignHost(request: FastifyRequest, hosts: ReadonlySet<string>): void {
  if (!hosts.has(request.headers.host ?? "")) throw new HttpProblem("wrong-host");
}

function refuseCrossSite(request: FastifyRequest, origins: readonly string[]): void {
  if (request.method === "GET" || request.method === "HEAD" || request.method === "OPTIONS") return;
  const from = request.headers.origin;
  const site = request.headers["sec-fetch-site"];
  if ((from !== undefined && !origins.includes(from)) || (site !== undefined && site !== "same-origin")) {
    throw new HttpProblem("cross-site");
  }
}

function answerError(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  log: (line: string) => void,
): void {
  const problem = toProblem(error);
  if (problem.status >= 500) log(describeFailure(request, problem, error));
  const { retryAfterSeconds } = problem.extra;
  if (typeof retryAfterSeconds === "number") reply.header("retry-after", retryAfterSeconds);
  const { awayPage } = request.routeOptions.config;
  if (problem.status === 503 && awayPage && request.headers.accept?.includes("text/html")) {
    if (retryAfterSeconds === undefined) reply.header("retry-after", AWAY_RETRY_SECONDS);
    const html = reply.status(503).type("text/html; charset=utf-8").header("vary", "Accept, Accept-Language");
    html.send(awayPage(request));
    return;
  }
  reply
    .status(problem.status)
    .type("application/problem+json")
    .send({
      type: `https://leeward.invalid/problems/${problem.code}`,
      title: problem.message,
      status: problem.status,
      code: problem.code,
      ...problem.extra,
    });
}

/** Method, route pattern and the error's own code: never an address, a body or a parameter. */
function describeFailure(request: FastifyRequest, problem: ProblemError, error: unknown): string {
  const route = request.routeOptions.url ?? "no route";
  const inner = error instanceof Error ? error : new Error(String(error));
  const code = "code" in inner ? String(inner.code) : inner.name;
  const where =
    inner.stack
      ?.split("\n")
      .find((line) => line.includes("/src/"))
      ?.trim() ?? "";
  return `${problem.status} ${request.method} ${route} ${code} ${where}`;
}

function toProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof NoSessionError)
    return new HttpProblem(error.of === "person" ? "visit-ended" : "not-signed-in");
  if (error instanceof NotAnAuditorError) return new HttpProblem("auditors-only");
  if (error instanceof PublicReadsFull) return new HttpProblem("busy", { retryAfterSeconds: 5 });
  if (error instanceof NotASupervisorError) return new HttpProblem("supervisors-only");
  if (!(error instanceof Error)) return new HttpProblem("failed", {}, { cause: error });
  if ("validation" in error && Array.isArray(error.validation)) {
    return new HttpProblem("bad-body", { errors: describeValidation(error.validation) });
  }
  if ("constraint" in error && error.constraint === "training_valid")
    return new HttpProblem("training-ended");
  if ("constraint" in error && error.constraint === "second_elsewhere") return new HttpProblem("not-found");
  const code = "code" in error ? String(error.code) : "";
  if (code === "FST_ERR_CTP_BODY_TOO_LARGE") return new HttpProblem("too-large");
  if (code === "FST_ERR_CTP_INVALID_MEDIA_TYPE") return new HttpProblem("wrong-type");
  if ("statusCode" in error && typeof error.statusCode === "number" && error.statusCode < 500) {
    return new HttpProblem(error.statusCode === 404 ? "not-found" : "bad-body");
  }
  if (isDatabaseAway(error)) return new HttpProblem("database-away", {}, { cause: error });
  return new HttpProblem("failed", {}, { cause: error });
}

/** Where and what, but never the value: a value can be someone's words. Nor the name of a field that is none. */
function describeValidation(found: readonly unknown[]): { where: string; what: string }[] {
  return found
    .map((entry) => {
      const item = entry as { instancePath?: unknown; message?: unknown };
      return { where: String(item.instancePath ?? ""), what: String(item.message ?? "") };
    })
    .filter(({ what }) => what !== "schema is false")
    .slice(0, 10);
}
