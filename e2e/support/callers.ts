import { randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
import {
  request as askPlain,
  type IncomingHttpHeaders,
  type IncomingMessage,
  Agent as PlainAgent,
} from "node:http";
import { request as askTls, Agent as TlsAgent } from "node:https";
import { Socket } from "node:net";
import { isThere, random } from "../../bench/attachments/phones.ts";
import { solveWork, type Work } from "../../src/core/http/work-puzzle.ts";
import { derivePasswordSecrets } from "../../src/core/identity/member-keys.ts";
import { argon2id } from "../../src/core/identity/words/argon2-node.ts";
import { DOOR_LANGUAGES } from "../../src/core/texts/index.ts";
import { Upload } from "../../src/modules/door/attachments/upload.ts";
import { ApiError, type Ask, type Asker } from "../../src/modules/door/island/api.ts";
import { FirstLetter } from "../../src/modules/door/island/first-letter.ts";
import { Visit } from "../../src/modules/door/island/visit.ts";
import { makeWay, type Tools } from "../../src/modules/door/island/way.ts";
import { askWorking } from "../../src/modules/door/island/working.ts";
import type { Demonstration } from "./demonstration.ts";

/** Those who call at a house through something that stands between, and what holds for each answer that they get. */

/** Throws with what is not so. */
export type Ensure = (what: string, is: boolean) => void;

const MIB = 1024 ** 2;

/** What anyone can open; `/nowhere` is not there. */
const PAGES = [
  ...["/", "/tell", "/back", "/my-file", "/new-words", "/about", "/proof", "/orders", "/help", "/copy"],
  ...["/plain", "/plain/back", "/rights", "/ledger", "/statistics", "/tools", "/nowhere"],
];
const STRICT: Readonly<Record<string, RegExp>> = {
  "content-security-policy": /^default-src 'self'; .*frame-ancestors 'none'/,
  "x-frame-options": /^DENY$/,
  "x-content-type-options": /^nosniff$/,
  "referrer-policy": /^(no-referrer|same-origin)$/,
  "cross-origin-opener-policy": /^same-origin$/,
  "cache-control": /no-store/,
};

export interface Question {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}
export interface Caller {
  readonly host: string;
  /** The beginning of an answer. */
  open(path: string, question?: Question): Promise<IncomingMessage>;
  ask(path: string, question?: Question): Promise<Answer>;
  close(): void;
}

export interface Place {
  readonly host: string;
  readonly port: number;
  readonly isTls: boolean;
}

const LINES = { keepAlive: true, maxSockets: 64 };

/** Someone at an address of this machine, with lines that stay open. */
export function callFrom(from: string, { host, port, isTls }: Place): Caller {
  const agent = isTls ? new TlsAgent(LINES) : new PlainAgent(LINES);
  return callOver(agent, { host, port, isTls }, from);
}

/** Someone who reaches the place in another way: `connect` opens each line. */
export function callThrough(connect: () => Promise<Socket>, host: string): Caller {
  const agent = new PlainAgent(LINES);
  agent.createConnection = (_options, opened) => {
    connect().then(
      (line) => opened?.(null, line),
      (error: Error) => opened?.(error, new Socket()),
    );
    return undefined;
  };
  return callOver(agent, { host, port: 80, isTls: false });
}

function callOver(agent: PlainAgent, { host, port, isTls }: Place, from?: string): Caller {
  const open: Caller["open"] = async (path, { method = "GET", headers = {}, body } = {}) => {
    const sent = (isTls ? askTls : askPlain)({
      ...{ agent, host: "127.0.0.1", port, path, method, ...(from && { localAddress: from }) },
      ...{ servername: host.replace(/:\d+$/, ""), rejectUnauthorized: false },
      headers: { host, ...headers, ...(body && { "content-length": body.length }) },
    });
    const answered = once(sent, "response");
    // A server that refuses a body closes the line while it still comes; its answer is read all the same.
    sent.on("error", () => undefined);
    sent.end(body);
    const [answer] = await answered;
    return answer;
  };
  return {
    ...{ host, open },
    ask: async (path, question) => {
      const answer = await open(path, question);
      const parts: Buffer[] = [];
      for await (const part of answer) parts.push(part);
      return { status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(parts) };
    },
    close: () => agent.destroy(),
  };
}

export const json = (method: string, value: unknown, headers: Record<string, string> = {}): Question => ({
  method,
  headers: { "content-type": "application/json", ...headers },
  body: Buffer.from(JSON.stringify(value)),
});

/** What a person's browser has; it does the work that it is asked for, as the page does. */
export function toolsOf(caller: Caller, onWork: () => void = () => undefined): Tools {
  const ask: Asker = async <T>(path: string, options: Ask = {}): Promise<T> => {
    const { method = "GET", body, bytes, wants, session, key, work } = options;
    const payload = bytes ?? (body === undefined ? undefined : Buffer.from(JSON.stringify(body)));
    const answer = await caller.ask(path, {
      method,
      ...(payload && { body: payload }),
      headers: {
        ...(payload && { "content-type": bytes ? "application/octet-stream" : "application/json" }),
        ...(session !== undefined && { authorization: `Words ${session}` }),
        ...(key !== undefined && { "idempotency-key": key }),
        ...(work !== undefined && { "leeward-work": work }),
      },
    });
    if (answer.status === 204) return undefined as T;
    if (answer.status < 400 && wants === "bytes") return new Uint8Array(answer.body) as T;
    const said = JSON.parse(answer.body.toString());
    if (answer.status < 400) return said as T;
    throw new ApiError(said.code, said);
  };
  const solve = (work: Work): Promise<number[]> => {
    onWork();
    return solveWork(work, async () => undefined);
  };
  return { ask: askWorking(ask, solve), random, argon2id, newKey: randomUUID };
}

export interface Pages {
  readonly isTls: boolean;
  /** Who asks for the nth page. */
  readonly caller: (nth: number) => Caller;
  /** What no answer may say. */
  readonly unsaid: readonly string[];
  readonly ensure: Ensure;
  /** The house's, which no page may lead to by a whole address. */
  readonly name: string;
  readonly onion: string;
}

/** Headers and addresses of every page that anyone can open, in every language. @returns how many pages */
export async function publicPages({
  isTls,
  caller: of,
  unsaid,
  ensure,
  name,
  onion: known,
}: Pages): Promise<number> {
  const wrong: string[] = [];
  for (const [nth, path] of PAGES.entries()) {
    const caller = of(nth);
    for (const language of DOOR_LANGUAGES) {
      const answer = await caller.ask(`${path}?lang=${language}`, { headers: { accept: "text/html" } });
      const text = answer.body.toString();
      if (answer.status !== (path === "/nowhere" ? 404 : 200)) wrong.push(`${path} ${answer.status}`);
      for (const [name, form] of Object.entries(STRICT))
        if (!form.test(String(answer.headers[name]))) wrong.push(`${path} ${name}: ${answer.headers[name]}`);
      const { "onion-location": onion, ...others } = answer.headers;
      if (onion !== undefined && !onion.toString().startsWith(`http://${known}${path}`))
        wrong.push(`${path} onion`);
      if (others["set-cookie"] !== undefined) wrong.push(`${path} sets a cookie`);
      if (/\d/.test(String(others.server ?? ""))) wrong.push(`${path} tells a version`);
      const said = `${JSON.stringify(others)}\n${text}`;
      for (const one of unsaid) if (said.includes(one)) wrong.push(`${path} says ${one}`);
      // A page may lead to a source of what it says, and never to the house by a whole address.
      if (new RegExp(`//[^"' ]*${name}`).test(text)) wrong.push(`${path} has a whole address of the house`);
      const lasts = String(others["strict-transport-security"] ?? "");
      if (isTls !== /max-age=\d{8}/.test(lasts)) wrong.push(`${path} HSTS ${lasts}`);
    }
    caller.close();
  }
  ensure(
    `every public page has its strict headers, no cookie and no address of the house (${wrong.slice(0, 5).join("; ")})`,
    wrong.length === 0,
  );
  return PAGES.length * DOOR_LANGUAGES.length;
}

/** The supervisor of the demonstration's door; does the work that is asked for. */
export async function signIn(
  caller: Caller,
  state: Demonstration,
): Promise<{ readonly sent: string; readonly whole: string }> {
  const isOurs = ({ agency, roles }: Demonstration["signIns"][number]) =>
    agency === "Open Line" && roles.includes("supervisor");
  const email = state.signIns.find(isOurs)?.email ?? "";
  const { authSecret } = await derivePasswordSecrets({ email, password: state.password }, argon2id);
  const first = await caller.ask("/api/sign-in", json("POST", { email, authSecret }));
  const asked = first.status === 200 ? undefined : JSON.parse(first.body.toString()).work;
  const answer = asked
    ? await caller.ask(
        "/api/sign-in",
        json("POST", { email, authSecret }, { "leeward-work": await solved(asked) }),
      )
    : first;
  const [whole = ""] = answer.headers["set-cookie"] ?? [];
  return { whole, sent: whole.split(";")[0] ?? "" };
}

const solved = async (work: Work): Promise<string> =>
  [work.ticket, work.bits, ...(await solveWork(work, async () => undefined))].join(" ");

/** Tells, and sends a file of 10 MB with it. */
export async function upload(caller: Caller, ensure: Ensure): Promise<void> {
  const tools = toolsOf(caller);
  const { doorSalt } = await tools.ask<{ doorSalt: string }>("/api/door");
  const way = await makeWay(tools, doorSalt);
  await new FirstLetter(tools, way).send({ text: "أخذوا جواز سفري", language: "ar" });
  const visit = await Visit.begin(tools, way);
  const content = new Uint8Array(randomBytes(10 * MIB));
  const what = { content, type: "application/octet-stream", hiddenDetails: "unknown", name: "film" } as const;
  const named = await new Upload(what, randomUUID(), random).run(visit, () => undefined);
  ensure(
    "10 MB go up at the pace of this machine and come back byte by byte",
    await isThere(visit, named, content),
  );
}
