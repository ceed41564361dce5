import { registerAudit } from "../../src/core/access/audit.ts";
import { registerDeferredNotices } from "../../src/core/access/deferred.ts";
import { registerGate } from "../../src/core/gate/index.ts";
import { toBase64Url } from "../../src/core/keys/index.ts";
import { registerKeys } from "../../src/core/keys/routes.ts";
import { registerLeaving } from "../../src/core/leaving/index.ts";
import { registerLedger } from "../../src/core/ledger/index.ts";
import { registerProtocols } from "../../src/core/protocols/index.ts";
import type { TestHouse } from "../../src/core/testing.ts";
import { hashOfLink, makeLink } from "../../src/modules/care/outside-seal.ts";
import { CONTACT, type TestCare, testCare } from "../../src/modules/care/testing.ts";
import { registerDirectory } from "../../src/modules/directory/index.ts";
import { PLAIN_FORMS } from "../../src/modules/door/plain/routes.ts";
import { openTestDoor } from "../../src/modules/door/testing.ts";
import { registerStatistics } from "../../src/modules/statistics/index.ts";
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
const EVERY = 300;

/**
 * Asks the whole house, on a database of its own, for so long what its own description says and what it does not, as
 * members of several roles, as a person with words, and as nobody.
 */
export async function fuzzHttp(seconds: number, seed: number): Promise<HttpOutcome> {
  const choose = chooserOf(seed);
  const { house, actors, known } = await furnish();
  try {
    const operations = await readOperations(house);
    const answers: Record<string, number> = {};
    const succeeded = new Set<Operation>();
    const refused = new Map<Operation, Set<Actor>>();
    const faults: string[] = [];
    let [requests, slowestMs] = [0, 0];
    for (const end = performance.now() + seconds * 1000; performance.now() < end; requests++) {
      if (requests % EVERY === 0) await forgive(house);
      // Half of the time one that has not gone well yet, by someone who was not turned away from it.
      const untried = choose(2) === 0 ? operations.filter((one) => !succeeded.has(one)) : [];
      const operation = pick(choose, untried.length > 0 ? untried : operations);
      const turnedAway = refused.get(operation) ?? new Set();
      const welcome = choose(4) > 0 ? actors.filter((one) => !turnedAway.has(one)) : [];
      const actor = pick(choose, welcome.length > 0 ? welcome : actors);
      const asked = makeRequest(choose, operation, known, succeeded.has(operation) ? 4 : 2);
      const began = performance.now();
      const answer = await house.app.inject({
        method: asked.method as "GET",
        url: asked.url,
        headers: { ...actor(), ...purposeOf(choose), ...asked.headers },
        ...(asked.payload ? { payload: asked.payload } : {}),
      });
      slowestMs = Math.max(slowestMs, performance.now() - began);
      const hundreds = `${Math.floor(answer.statusCode / 100)}xx`;
      answers[hundreds] = (answers[hundreds] ?? 0) + 1;
      if (answer.statusCode < 400) succeeded.add(operation);
      if ([401, 403].includes(answer.statusCode)) refused.set(operation, turnedAway.add(actor));
      learn(known, answer.body, choose);
      if (answer.statusCode < 300) learnThings(known, operation.path, answer.body, choose);
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

/** What things an answer told of: each `id` under what it is, and every short value under its name. */
function learnThings(known: Known, path: string, body: string, choose: Choose): void {
  let told: unknown;
  try {
    told = JSON.parse(body);
  } catch {
    return; // a stylesheet, a file
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
      }
      for (const [name, inner] of Object.entries(thing)) {
        if (isWorthNaming(inner)) keep(name, inner);
        else walk(inner, name);
      }
    }
  };
  walk(told, path.split("/").findLast((piece) => piece !== "" && !piece.startsWith("{")) ?? "");
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

/** What a request did to the sessions and limits of the others is taken back, or all would soon be answered alike. */
async function forgive(house: TestHouse): Promise<void> {
  await house.owner.query(`
    update identity.session set ended_at = null, proved_at = now(), expires_at = now() + interval '1 hour', stage = 'full';
    update identity.words_session set ended_at = null, expires_at = now() + interval '1 hour';
    update identity.member set status = 'active', training_valid_until = current_date + 365;
    delete from http.attempt`);
}

type Actor = () => Record<string, string>;

/** A house with all of its routes, a case with sections, a mailbox, and those who ask. */
async function furnish(): Promise<{ house: TestHouse; actors: readonly Actor[]; known: Known }> {
  const care = await testCare();
  const { house } = care;
  registerProtocols(house.app, house.house);
  registerKeys(house.app, house.house);
  registerAudit(house.app, house.house);
  registerDeferredNotices(house.app, house.house);
  registerLedger(house.app, house.house, { dataDir: house.house.config.dataDir });
  registerLeaving(house.app, house.house);
  registerGate(house.app, house.house);
  registerDirectory(house.app, house.house);
  registerStatistics(house.app, house.house);
  const door = await openTestDoor(house, "Another Door");
  await door.publish([door.intake]);
  const person = await care.addPerson();
  const opened = await care.openCase(person, { sections: { contact: CONTACT } });
  const boss = await house.addMember({ agencyId: care.ngoId, name: "Boss", roles: ["supervisor"] });
  const others = await Promise.all(
    ["statistician", "data-protection-officer", "decision-maker", "legal-adviser"].map((role) =>
      house.addMember({ agencyId: care.ngoId, name: `A ${role}`, roles: [role] }),
    ),
  );
  const auditor = await house.addMember({ agencyId: care.ngoId, name: "Auditor", roles: ["auditor"] });
  // The case's agency has no door in this fixture, and mailboxes all the same: a root key makes that whole.
  await house.owner.query("update identity.agency set root_key = $1 where root_key is null", [
    Buffer.alloc(32, 9),
  ]);
  const known = {
    ids: [opened.id, care.protocolId, care.ngoId, care.shelterId],
    addresses: [person.address],
    named: new Map([
      ["cases", [opened.id]],
      ["protocols", [care.protocolId]],
      ["agencyId", [care.ngoId, care.shelterId]],
      ["agencyIds", [care.shelterId]],
      ["secret", [await sendOutside(care, opened.id)]],
    ]),
    things: new Map(),
  };
  const members = [
    care.intake,
    care.caseworker,
    care.nurse,
    care.shelter,
    care.police,
    boss,
    ...others,
    auditor,
    door.intake,
    door.supervisor,
  ];
  const nobody: Actor = () => ({ host: new URL(house.origin).host, origin: house.origin });
  return {
    house,
    actors: [
      ...members.map(
        (member): Actor =>
          () =>
            member.headers(),
      ),
      () => person.headers(),
      nobody,
    ],
    known,
  };
}

/** A referral to an agency outside, and the secret of the link with which it answers. */
async function sendOutside(care: TestCare, caseId: string): Promise<string> {
  const ask = async (path: string, body: object) => {
    const answer = await care.request("POST", path, { as: care.caseworker, purpose: "support", body });
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${answer.text}`);
    return answer.body;
  };
  const agency = await ask("/api/outside-agencies", {
    ...{ name: "Far Clinic", language: "en", phone: "+44 20 7946 0000" },
    ...{ enforcesImmigrationLaw: false, mustPassOn: false },
  });
  const lines = [{ category: "contact", lines: ["codeWord"] }];
  const until = new Date(Date.now() + 20 * 86_400_000).toISOString();
  const yes = {
    ...{
      recipientAgencyId: agency.id,
      purpose: "support",
      categories: ["contact"],
      lines,
      until,
      language: "en",
    },
  };
  const { text } = await ask(`/api/cases/${caseId}/consents/sentence`, yes);
  const heard = { text, by: "person", assent: null, readAloud: false, interpretedInto: null };
  const consent = await ask(`/api/cases/${caseId}/consents`, { ...yes, ...heard });
  const asked = { consentId: consent.id, wanted: "health-care", urgent: false };
  const shown = await ask(`/api/cases/${caseId}/outside-preview`, { ...asked, letter: lines });
  const secret = makeLink(care.house.house.random);
  await ask(`/api/cases/${caseId}/outside-referrals`, {
    ...{ ...asked, reference: shown.reference, linkHash: toBase64Url(await hashOfLink(secret)) },
    letter: lines.map((one) => ({ ...one, version: shown.versions[0].version })),
  });
  return toBase64Url(secret);
}
