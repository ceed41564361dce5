import type { TestHouse } from "../../src/core/testing.ts";
import { PLAIN_FORMS } from "../../src/modules/door/plain/routes.ts";
import { type Actor, furnish } from "./furnish.ts";
import { type Known, type MadeRequest, makeRequest, type Operation, type Schema } from "./http-request.ts";
import { type Choose, chooserOf, pick } from "./mutate.ts";

export interface HttpOutcome {
  readonly requests: number;
  readonly operations: number;
  /** How many operations were answered with success at least once: no walk around the edges alone. */
  readonly succeeded: number;
  /** Those that never were. */
  readonly never: readonly string[];
  /** Answers by their hundreds. */
  readonly answers: Readonly<Record<string, number>>;
  readonly slowestMs: number;
  /** Failures on our side, answers in no promised form: what was asked, and what came. */
  readonly faults: readonly string[];
}

const FAULTS_MAX = 20;
const KNOWN_MAX = 400;
const NAMED_MAX = 40;
/** Requests after which what they did to those who ask is taken back. */
const FORGIVEN_AFTER = 60;
/** Requests after which someone comes whose case nobody has spoilt yet. */
const NEWCOMER_AFTER = 240;

/**
 * Asks the whole house, on a database of its own, for so long what its own description says and what it does not, as
 * members of several roles, as a person with words, and as nobody.
 */
export async function fuzzHttp(seconds: number, seed: number): Promise<HttpOutcome> {
  const choose = chooserOf(seed);
  const { house, actors, known, seenBy, forgive, someoneComes } = await furnish();
  try {
    const operations = await readOperations(house);
    const answers: Record<string, number> = {};
    const succeeded = new Set<Operation>();
    const refused = new Map<Operation, Set<Actor>>();
    const faults: string[] = [];
    let [requests, slowestMs] = [0, 0];
    for (const end = performance.now() + seconds * 1000; performance.now() < end; requests++) {
      if (requests % FORGIVEN_AFTER === 0) await forgive();
      if (requests % NEWCOMER_AFTER === NEWCOMER_AFTER - 1) await someoneComes();
      // Half of the time one that has not gone well yet.
      const untried = choose(2) === 0 ? operations.filter((one) => !succeeded.has(one)) : [];
      const operation = pick(choose, untried.length > 0 ? untried : operations);
      const goodOneIn = succeeded.has(operation) || choose(3) === 0 ? 4 : 1;
      const asked = makeRequest(choose, operation, known, goodOneIn);
      const turnedAway = refused.get(operation) ?? new Set();
      const actor = whoAsks(choose, actors, operation, turnedAway, seenBy.get(asked.named ?? ""));
      const began = performance.now();
      const answer = await house.app.inject({
        method: asked.method as "GET",
        url: asked.url,
        headers: { ...actor.headers(), ...purposeOf(choose), ...asked.headers },
        ...(asked.payload ? { payload: asked.payload } : {}),
      });
      slowestMs = Math.max(slowestMs, performance.now() - began);
      const hundreds = `${Math.floor(answer.statusCode / 100)}xx`;
      answers[hundreds] = (answers[hundreds] ?? 0) + 1;
      if (answer.statusCode < 400) succeeded.add(operation);
      if ([401, 403].includes(answer.statusCode)) refused.set(operation, turnedAway.add(actor));
      learn(known, answer.body, choose);
      if (answer.statusCode < 300) {
        for (const id of learnThings(known, operation.path, answer.body, choose)) seenBy.set(id, actor);
        if (answer.headers.etag) known.etags.set(asked.url, String(answer.headers.etag));
      }
      const fault = faultOf(answer, operation.isForm);
      if (fault && faults.length < FAULTS_MAX)
        faults.push(describe(operation, asked, `${fault} ${house.logged.at(-1) ?? ""}`));
    }
    return {
      requests,
      operations: operations.length,
      succeeded: succeeded.size,
      never: operations
        .filter((one) => !succeeded.has(one))
        .map(({ method, path }) => `${method.toUpperCase()} ${path}`),
      answers,
      slowestMs: Math.round(slowestMs),
      faults,
    };
  } finally {
    await house.stop();
  }
}

interface Answer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** What is wrong with an answer, whatever was asked. To a form a page may answer, also that too many ask at once. */
function faultOf({ statusCode, headers, body }: Answer, isForm: boolean): string | null {
  const isPage = isForm && headers["content-type"] === "text/html; charset=utf-8";
  if (statusCode >= 500 && !(isPage && statusCode === 503)) return `answered ${statusCode}`;
  if (headers["x-content-type-options"] !== "nosniff") return "lacks the strict headers";
  if (isPage) return null;
  if (statusCode < 400) return null;
  if (headers["content-type"] !== "application/problem+json; charset=utf-8")
    return `${statusCode} is no problem+json`;
  const problem: { status?: unknown; code?: unknown } = JSON.parse(body);
  return problem.status === statusCode && typeof problem.code === "string"
    ? null
    : "a problem without its code";
}

const describe = (operation: Operation, asked: MadeRequest, fault: string): string =>
  `${operation.method} ${operation.path}: ${fault}\n  ${asked.url.slice(0, 300)} ${JSON.stringify(asked.headers)}\n  ${asked.payload?.toString("base64").slice(0, 3000) ?? ""}`;

/** Mostly whoever saw the thing that is asked for, then someone of the right kind who was not turned away here; at times anyone. */
function whoAsks(
  choose: Choose,
  actors: readonly Actor[],
  { path }: Operation,
  turnedAway: ReadonlySet<Actor>,
  seer: Actor | undefined,
): Actor {
  if (choose(5) === 0) return pick(choose, actors);
  const isOfPerson = /^\/api\/(my-file|words|door|new-words)/.test(path);
  const welcome = actors.filter((one) => !turnedAway.has(one) && one.hasWords === isOfPerson);
  if (seer && welcome.includes(seer) && choose(3) > 0) return seer;
  return pick(choose, welcome.length > 0 ? welcome : actors);
}

const PURPOSES = ["support", "oversight", "investigation", "decision", "none-of-these"];
const purposeOf = (choose: Choose): Record<string, string> =>
  choose(8) === 0 ? {} : { "leeward-purpose": choose(3) > 0 ? "support" : pick(choose, PURPOSES) };

/** Numbers and addresses that an answer held are named in later requests. */
function learn(known: Known, body: string, choose: Choose): void {
  for (const [into, pattern] of [
    [known.ids, /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g],
    [known.addresses, /\b[a-z2-7]{26}\b/g],
  ] as const) {
    for (const [found] of body.matchAll(pattern)) {
      if (into.includes(found)) continue;
      if (into.length < KNOWN_MAX) into.push(found);
      else into[choose(KNOWN_MAX)] = found;
    }
  }
}

const isWorthNaming = (value: unknown): value is string | number =>
  typeof value === "number" ? Number.isSafeInteger(value) : typeof value === "string" && value.length <= 200;

/**
 * What things an answer told of: each `id` under what it is, and every short value under its name.
 *
 * @returns the ids
 */
function learnThings(known: Known, path: string, body: string, choose: Choose): string[] {
  const ids: string[] = [];
  let told: unknown;
  try {
    told = JSON.parse(body);
  } catch {
    return ids; // a stylesheet, a file
  }
  const keep = (name: string, value: string | number) => {
    const pool = known.named.get(name) ?? [];
    known.named.set(name, pool);
    if (pool.includes(value)) return;
    if (pool.length < NAMED_MAX) pool.push(value);
    else pool[choose(NAMED_MAX)] = value;
  };
  const walk = (value: unknown, kind: string): void => {
    if (Array.isArray(value)) {
      for (const one of value.slice(0, 50)) walk(one, kind);
    } else if (typeof value === "object" && value) {
      const thing = value as Record<string, unknown>;
      if (typeof thing.id === "string") {
        known.things.set(thing.id, { ...known.things.get(thing.id), ...thing });
        keep(kind, thing.id);
        ids.push(thing.id);
      }
      for (const [name, inner] of Object.entries(thing)) {
        if (isWorthNaming(inner)) keep(name, inner);
        else walk(inner, name);
      }
    }
  };
  walk(told, path.split("/").findLast((piece) => piece !== "" && !piece.startsWith("{")) ?? "");
  return ids;
}

async function readOperations(house: TestHouse): Promise<Operation[]> {
  const answer = await house.app.inject({ url: "/api/openapi.json", headers: { host: "leeward.test" } });
  const { paths } = answer.json() as { paths: Record<string, Record<string, DescribedOperation>> };
  const described = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, { requestBody, parameters }]) => {
      const form = requestBody?.content["application/x-www-form-urlencoded"];
      return {
        method,
        path,
        body: (form ?? requestBody?.content["application/json"])?.schema,
        isForm: form !== undefined,
        parameters: parameters ?? [],
      };
    }),
  );
  // The forms of pages are no part of the described interface.
  const forms = Object.entries(PLAIN_FORMS).map(([path, body]) => ({
    ...{ method: "post", path, body, isForm: true, parameters: [] },
  }));
  return [...described, ...forms];
}
interface DescribedOperation {
  readonly requestBody?: { readonly content: Record<string, { readonly schema: Schema } | undefined> };
  readonly parameters?: Operation["parameters"];
}
