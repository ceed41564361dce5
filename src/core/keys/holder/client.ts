import { X509Certificate } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { Agent, request } from "node:https";
import { Value } from "typebox/value";
import { type Bytes, CryptoError } from "../bytes.ts";
import type { WrapPlace } from "../wrap.ts";
import { type Identity, pinOf } from "./identity.ts";
import { KeyHolderError, type KeyHolderErrorCode, type Opening } from "./key-holder.ts";
import { type HolderRefusal, type HolderState, KEEP_ALIVE_MS, REWRAPPED, STATE } from "./protocol.ts";

/** Where an agency's key holder is, and what it must show of itself. */
export interface HolderAddress {
  readonly agencyId: string;
  /** `https://HOST:PORT` */
  readonly address: string;
  /** PEM: this one and no other. */
  readonly certificate: string;
}

const LINES_MAX = 16;
/** A holder on a local network answers within milliseconds; who waits longer is told, and others get their turn. */
const TIMEOUT_MS = 3_000;
/** After silence nobody waits again for this long, or one holder that hangs would hold up the whole server. */
const AWAY_MS = 2_000;
const ANSWER_BYTES_MAX = 1_000_000;

const CODES: Readonly<Partial<Record<HolderRefusal, KeyHolderErrorCode>>> = {
  closed: "keys-closed",
  "refused-member": "keys-refused",
  "refused-purpose": "keys-refused",
  "too-many": "keys-limit",
  "no-key": "no-key",
};

/** Speaks to one agency's key holder over lines that stay open. */
export class HolderClient {
  readonly at: HolderAddress;
  readonly #agent: Agent;
  readonly #url: URL;
  #awayUntilMs = 0;

  constructor(at: HolderAddress, own: Identity) {
    this.at = at;
    this.#url = new URL(at.address);
    const pin = pinOf(at.certificate);
    this.#agent = new Agent({
      keepAlive: true,
      keepAliveMsecs: 30_000,
      timeout: KEEP_ALIVE_MS.server,
      maxSockets: LINES_MAX,
      scheduling: "lifo",
      cert: own.certificate,
      key: own.privateKey,
      ca: [at.certificate],
      minVersion: "TLSv1.3",
      // The key is what is trusted, wherever the holder lives.
      checkServerIdentity: (_host, shown) =>
        pinOf(new X509Certificate(shown.raw)) === pin
          ? undefined
          : new Error("another certificate than the enrolled one"),
    });
  }

  /** @throws KeyHolderError; CryptoError `cannot-open` */
  async open(place: WrapPlace, sealed: Uint8Array, opening: Opening): Promise<Bytes> {
    const key = await this.#ask("POST", "/v1/open", { place, sealed: toBase64(sealed), opening });
    if (key.length !== 32) throw new KeyHolderError("keys-away");
    return new Uint8Array(key);
  }

  /** The wrap under a newer key; the data key does not leave the holder. @throws as {@link open} */
  async rewrap(place: WrapPlace, sealed: Uint8Array, toVersion: number): Promise<Uint8Array> {
    const answer = await this.#ask("POST", "/v1/rewrap", { place, sealed: toBase64(sealed), toVersion });
    return Buffer.from(parse(REWRAPPED, answer).sealed, "base64");
  }

  async state(): Promise<HolderState> {
    return parse(STATE, await this.#ask("GET", "/v1/state"));
  }

  /** Tells that no wrap needs a version any more. */
  async noteUnused(version: number): Promise<void> {
    await this.#ask("POST", "/v1/unused", { version });
  }

  close(): void {
    this.#agent.destroy();
  }

  async #ask(method: "GET" | "POST", path: string, body?: object): Promise<Buffer> {
    if (performance.now() < this.#awayUntilMs) throw new KeyHolderError("keys-away");
    const text = body ? JSON.stringify(body) : undefined;
    let answer: Answer;
    try {
      answer = await this.#send(method, path, text);
    } catch (cause) {
      this.#awayUntilMs = performance.now() + AWAY_MS;
      throw new KeyHolderError("keys-away", { cause });
    }
    if (answer.status === 200) return answer.bytes;
    const code = codeIn(answer.bytes);
    if (code === "cannot-open") {
      throw new CryptoError("cannot-open", "The wrap is for another key or place, or was changed.");
    }
    throw new KeyHolderError((code && CODES[code]) || "keys-away");
  }

  async #send(method: string, path: string, text: string | undefined, again = true): Promise<Answer> {
    const sent = request(new URL(path, this.#url), {
      method,
      agent: this.#agent,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers:
        text === undefined
          ? {}
          : { "content-type": "application/json", "content-length": Buffer.byteLength(text) },
    });
    try {
      return await new Promise<Answer>((resolve, reject) => {
        sent.on("error", reject);
        sent.on("response", (response) => {
          readAll(response).then((bytes) => resolve({ status: response.statusCode ?? 0, bytes }), reject);
        });
        sent.end(text);
      });
    } catch (error) {
      // A line that the other side had just closed: what was asked is the same when it is asked twice.
      const isStale =
        sent.reusedSocket && error instanceof Error && "code" in error && error.code === "ECONNRESET";
      if (again && isStale) return this.#send(method, path, text, false);
      throw error;
    }
  }
}

interface Answer {
  readonly status: number;
  readonly bytes: Buffer;
}

const toBase64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");

async function readAll(response: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let lengthBytes = 0;
  for await (const part of response) {
    lengthBytes += part.length;
    if (lengthBytes > ANSWER_BYTES_MAX) throw new Error("the answer is longer than a key holder's");
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function codeIn(bytes: Buffer): HolderRefusal | undefined {
  try {
    return (JSON.parse(bytes.toString("utf8")) as { code?: HolderRefusal }).code;
  } catch {
    return undefined; // not one of ours: treated as no answer
  }
}

function parse<T extends typeof STATE | typeof REWRAPPED>(schema: T, bytes: Buffer) {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString("utf8"));
  } catch (cause) {
    throw new KeyHolderError("keys-away", { cause });
  }
  if (!Value.Check(schema, value)) throw new KeyHolderError("keys-away");
  return value;
}
