import { type IncomingMessage, Agent as PlainAgent, request as requestPlain } from "node:http";
import { request as requestTls, Agent as TlsAgent } from "node:https";
import { rootCertificates } from "node:tls";
import { promisify } from "node:util";
import { brotliDecompress, gunzip } from "node:zlib";
import type { FindingCode, Findings } from "./findings.ts";

/** Someone who opens the door: what their browser says of itself, in its order. */
export interface Visitor {
  readonly name: string;
  /** The best first: some pages are written in fewer languages than the door. */
  readonly languages: readonly [string, ...string[]];
  readonly headers: Readonly<Record<string, string>>;
}

const HTML = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

/** Browsers that people at a door have. What they are sent must be the same: only the language may differ. */
export const VISITORS: readonly Visitor[] = [
  {
    name: "Chrome on Android, Arabic",
    languages: ["ar"],
    headers: {
      "user-agent":
        "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36",
      accept: HTML,
      "accept-encoding": "gzip, deflate, br",
      "accept-language": "ar-EG,ar;q=0.9,en;q=0.5",
    },
  },
  {
    name: "Safari on iPhone, English",
    languages: ["en"],
    headers: {
      accept: HTML,
      "user-agent":
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1",
      "accept-language": "en-GB,en;q=0.9",
      "accept-encoding": "gzip, deflate, br",
    },
  },
  {
    name: "Tor Browser",
    languages: ["en"],
    headers: {
      "user-agent": "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0",
      accept: HTML,
      "accept-language": "en-US,en;q=0.5",
      "accept-encoding": "gzip, deflate, br",
    },
  },
  {
    name: "Chrome on Windows, French",
    languages: ["fr", "en"],
    headers: {
      "user-agent":
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
      accept: HTML,
      "accept-encoding": "gzip, deflate, br",
      "accept-language": "fr-FR,fr;q=0.9",
    },
  },
  {
    name: "an old Firefox, Arabic",
    languages: ["ar"],
    headers: {
      "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Firefox/115.0",
      accept: HTML,
      "accept-language": "ar",
      "accept-encoding": "gzip, deflate, br",
    },
  },
];

/** Who reads the ledger is not to be told from who reads the door. */
const AS_ANYONE = { ...VISITORS[2]?.headers, accept: "*/*" };

export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly bytes: Buffer;
}

export interface Limits {
  readonly bytesMax: number;
  readonly timeoutMs: number;
  /** PEM of authorities that count beside the usual ones; null for none. */
  readonly ca: string | null;
}

/** The server did not answer as a door does; the code says how. */
export class AnswerError extends Error {
  override readonly name = "AnswerError";
  readonly code: FindingCode;
  constructor(code: FindingCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** Asks one server, as its visitors would. */
export class Caller {
  readonly #base: URL;
  readonly #limits: Limits;
  readonly #signal: AbortSignal;
  readonly #agent: PlainAgent;

  constructor(base: URL, limits: Limits, signal: AbortSignal) {
    this.#base = base;
    this.#limits = limits;
    this.#signal = signal;
    const asBrowser = { keepAlive: true, maxSockets: 6 };
    this.#agent =
      base.protocol === "https:"
        ? new TlsAgent({ ...asBrowser, ...(limits.ca !== null && { ca: [...rootCertificates, limits.ca] }) })
        : new PlainAgent(asBrowser);
  }

  /**
   * The answer to a GET, unpacked.
   *
   * @throws AnswerError `unreachable`, `slow`, `too-large`, `redirected`, `malformed`
   */
  async get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const late = AbortSignal.timeout(this.#limits.timeoutMs);
    try {
      const answer = await this.#ask(path, headers, AbortSignal.any([late, this.#signal]));
      const { location } = answer.headers;
      if (answer.status >= 300 && answer.status < 400 && answer.status !== 304) {
        const to = String(location ?? "nowhere").slice(0, 200);
        throw new AnswerError("redirected", `A visitor is led on to ${to}, which is not what the log names.`);
      }
      return answer;
    } catch (error) {
      if (error instanceof AnswerError) throw error;
      this.#signal.throwIfAborted();
      if (late.aborted) {
        const seconds = this.#limits.timeoutMs / 1000;
        throw new AnswerError("slow", `No whole answer came within ${seconds} s.`);
      }
      throw new AnswerError(
        "unreachable",
        `It cannot be reached: ${error instanceof Error ? error.message || String("code" in error && error.code) : error}.`,
      );
    }
  }

  /** The bytes of an answer of 200; null for one of 404. */
  async find(path: string): Promise<Buffer | null> {
    const { status, bytes } = await this.get(path, AS_ANYONE);
    if (status === 404) return null;
    if (status !== 200) throw new AnswerError("wrong-status", `It answers ${status} instead of 200.`);
    return bytes;
  }

  /** The value of an answer in JSON. */
  async json(path: string): Promise<Record<string, unknown>> {
    const bytes = await this.find(path);
    if (bytes === null) throw new AnswerError("wrong-status", "It answers 404 instead of 200.");
    try {
      const value: unknown = JSON.parse(bytes.toString("utf8"));
      if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
    } catch {
      // said below
    }
    throw new AnswerError("malformed", "Its answer is not in JSON.");
  }

  close(): void {
    this.#agent.destroy();
  }

  async #ask(path: string, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Answer> {
    const url = new URL(path, this.#base);
    const request = url.protocol === "https:" ? requestTls : requestPlain;
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const asked = request(url, { agent: this.#agent, headers, signal }, resolve);
      asked.on("error", reject);
      asked.end();
    });
    const parts: Buffer[] = [];
    let length = 0;
    for await (const part of response) {
      length += part.length;
      if (length > this.#limits.bytesMax) {
        response.destroy();
        throw this.#tooLarge();
      }
      parts.push(part);
    }
    const bytes = await this.#unpack(Buffer.concat(parts), response.headers["content-encoding"]);
    return { status: response.statusCode ?? 0, headers: response.headers, bytes };
  }

  async #unpack(bytes: Buffer, encoding: string | undefined): Promise<Buffer> {
    if (encoding === undefined || encoding === "identity") return bytes;
    const unpack = encoding === "br" ? brotliDecompress : encoding === "gzip" ? gunzip : null;
    if (!unpack) throw new AnswerError("malformed", "Its answer is packed in a way that was not asked for.");
    try {
      return await promisify<Buffer, object, Buffer>(unpack)(bytes, {
        maxOutputLength: this.#limits.bytesMax,
      });
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE")
        throw this.#tooLarge();
      throw new AnswerError("malformed", `Its answer says that it is packed as ${encoding}, and is not.`);
    }
  }

  #tooLarge(): AnswerError {
    return new AnswerError("too-large", `Its answer is longer than ${this.#limits.bytesMax} bytes.`);
  }
}

/** The result, or null and a finding where the server does not answer as a door does. */
export async function attempt<Value>(
  findings: Findings,
  what: string,
  visitor: string | undefined,
  work: () => Promise<Value>,
): Promise<Value | null> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AnswerError)) throw error;
    findings.add(error.code, what, error.message, visitor);
    return null;
  }
}
