import type { Purpose } from "../../core/access/context.ts";

/** The server refused, and said why with a code of its closed list. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: string;
  readonly status: number;
  /** The further members of the problem document. */
  readonly extra: Readonly<Record<string, unknown>>;
  constructor(code: string, status: number, title: string, extra: Readonly<Record<string, unknown>>) {
    super(title);
    this.code = code;
    this.status = status;
    this.extra = extra;
  }
}

/** No answer came: the network or the server is away. Nothing says whether the request arrived. */
export class NoAnswer extends Error {
  override readonly name = "NoAnswer";
}

export type Method = "POST" | "PUT" | "DELETE";

export interface Sending {
  readonly body?: unknown;
  /** A file as it is, in place of a body. */
  readonly file?: { readonly bytes: Blob; readonly type: string };
  /** For a creation: the same key for each try of the same thing. */
  readonly key?: string;
  /** For a change: the version that it is based on, as its ETag. */
  readonly match?: string;
  /** The solution of work that the server asked for; the client fills it in. */
  readonly work?: string;
}

/** JSON over HTTP with the house's manners; the purpose goes with every request. */
export interface Api {
  /** @throws Refusal, NoAnswer */
  get<Answer>(path: string, signal?: AbortSignal): Promise<Answer>;
  /** Like `get`, with the version of what was read. */
  getVersioned<Answer>(path: string, signal?: AbortSignal): Promise<{ value: Answer; etag: string }>;
  /** Locked bytes. @throws Refusal, NoAnswer */
  getBytes(path: string): Promise<Uint8Array>;
  /** @throws Refusal, NoAnswer */
  send<Answer>(method: Method, path: string, sending?: Sending): Promise<Answer>;
}

/** Asks for a fresh proof of who is there, in one of these ways; false where it was left. */
export type StepUp = (ways: readonly string[]) => Promise<boolean>;

/**
 * @param fetchJson the browser's `fetch`, or a test's
 * @param stepUp where it is given, an act that asks for a fresh proof is sent again after it
 */
export function createApi(purpose: Purpose | null, fetchJson: typeof fetch, stepUp?: StepUp): Api {
  const call: typeof callOnce = async (method, path, sending, signal) => {
    try {
      return await callOnce(method, path, sending, signal);
    } catch (error) {
      if (isRefusal(error, "work-needed")) {
        return callOnce(method, path, { ...sending, work: await workOut(error.extra.work) }, signal);
      }
      if (!stepUp || !isRefusal(error, "step-up-needed")) throw error;
      const ways = Array.isArray(error.extra.ways) ? error.extra.ways.map(String) : [];
      if (!(await stepUp(ways))) throw error;
      return callOnce(method, path, sending, signal);
    }
  };
  const callOnce = async (
    method: string,
    path: string,
    sending: Sending,
    signal?: AbortSignal,
  ): Promise<Response> => {
    const headers: Record<string, string> = { accept: "application/json" };
    if (purpose) headers["leeward-purpose"] = purpose;
    if (sending.key) headers["idempotency-key"] = sending.key;
    if (sending.work) headers["leeward-work"] = sending.work;
    if (sending.match) headers["if-match"] = sending.match;
    if (sending.body !== undefined) headers["content-type"] = "application/json";
    const init: RequestInit = { method, headers, credentials: "same-origin", cache: "no-store" };
    if (sending.body !== undefined) init.body = JSON.stringify(sending.body);
    if (sending.file) {
      headers["content-type"] = sending.file.type;
      init.body = sending.file.bytes;
    }
    if (signal) init.signal = signal;
    const response = await fetchJson(path, init).catch((cause: unknown) => {
      if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
      throw new NoAnswer("The server did not answer.", { cause });
    });
    if (!response.ok) throw await toRefusal(response);
    return response;
  };
  return {
    get: async (path, signal) => (await call("GET", path, {}, signal)).json(),
    getVersioned: async (path, signal) => {
      const response = await call("GET", path, {}, signal);
      return { value: await response.json(), etag: response.headers.get("etag") ?? "" };
    },
    getBytes: async (path) => {
      const response = await call("GET", path, {});
      const bytes = await response.arrayBuffer().catch((cause: unknown) => {
        throw new NoAnswer("The answer broke off.", { cause });
      });
      return new Uint8Array(bytes);
    },
    send: async (method, path, sending = {}) => {
      const text = await (await call(method, path, sending)).text();
      return text === "" ? undefined : JSON.parse(text);
    },
  };
}

/** Under load the server asks for work first. It is done here in small pieces, so that the page stays alive. */
async function workOut(said: unknown): Promise<string> {
  const { solveWork } = await import("../../core/http/work-puzzle.ts");
  const { ticket, bits } = Object(said);
  const work = { ticket: String(ticket), bits: Math.min(24, Number(bits)) };
  const found = await solveWork(work, () => new Promise((resolve) => setTimeout(resolve)));
  return [work.ticket, work.bits, ...found].join(" ");
}

async function toRefusal(response: Response): Promise<Refusal> {
  // A proxy's page instead of a problem document reads as an empty one.
  const problem: Record<string, unknown> | null = await response.json().catch(() => null);
  const { code, title, ...extra } = problem ?? {};
  return new Refusal(
    typeof code === "string" ? code : "failed",
    response.status,
    typeof title === "string" ? title : `The server answered ${response.status}.`,
    extra,
  );
}

/** Whether an error is this refusal. */
export const isRefusal = (error: unknown, code: string): error is Refusal =>
  error instanceof Refusal && error.code === code;
