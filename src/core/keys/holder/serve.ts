import { spawn } from "node:child_process";
import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import type { TLSSocket } from "node:tls";
import type { Static, TSchema } from "typebox";
import { Value } from "typebox/value";
import { CryptoError, fromBase64Url } from "../bytes.ts";
import type { WrapPlace } from "../wrap.ts";
import { ManyOpenings, ManyWraps } from "../wrap-many.ts";
import {
  agreementsOf,
  changedAt,
  changeHeldKey,
  type HeldKeys,
  HolderFolderError,
  type HolderSettings,
  paths,
  readHeldKeys,
  readHolderIdentity,
  readRules,
  readSettings,
  tokenOf,
} from "./folder.ts";
import { pinOf } from "./identity.ts";
import { HolderLog, type LoggedEntry } from "./log.ts";
import {
  type HolderRefusal,
  type HolderState,
  KEEP_ALIVE_MS,
  OPEN,
  REQUEST_BYTES_MAX,
  REWRAP,
  STATUS,
  UNUSED,
} from "./protocol.ts";
import { type Alarm, type Asking, type Rules, Watch } from "./rules.ts";
import type { Token } from "./token.ts";

const ALARMS_KEPT = 100;
/** Refusals for being too many are counted, and written down together, so that a flood does not fill the disk. */
const COUNTED_EVERY_MS = 10_000;
const CONNECTIONS_MAX = 64;

export interface HolderOptions {
  readonly now: () => Date;
  /** One line on stderr. */
  readonly log: (line: string) => void;
  /** The PIN of the hardware module, where there is one. */
  readonly pin?: string | undefined;
}

export interface RunningHolder {
  readonly port: number;
  stop(): Promise<void>;
}

/** Holds an agency's private keys and opens wraps, one for each request; nothing is answered that is not logged. */
export async function serveKeys(folder: string, options: HolderOptions): Promise<RunningHolder> {
  const settings = await readSettings(folder);
  const identity = await readHolderIdentity(folder, settings.agencyName);
  const token = settings.token ? await tokenOf(settings, options.pin) : null;
  const holder = await Holder.open(folder, settings, token, options);
  const pins = new Set(settings.servers.map(pinOf));
  const server = createServer(
    {
      key: identity.privateKey,
      cert: identity.certificate,
      ca: [...settings.servers],
      requestCert: true,
      rejectUnauthorized: true,
      minVersion: "TLSv1.3",
      keepAliveTimeout: KEEP_ALIVE_MS.holder,
      requestTimeout: 10_000,
    },
    (request, answer) => void answerRequest(holder, request, answer, options.log),
  );
  server.maxConnections = CONNECTIONS_MAX;
  server.on("secureConnection", (socket: TLSSocket) => {
    const certificate = socket.getPeerX509Certificate();
    if (!socket.authorized || !certificate || !pins.has(pinOf(certificate))) socket.destroy();
  });
  // Someone without the right certificate, or a line that breaks: nothing that is answered, nothing that ends us.
  server.on("tlsClientError", () => undefined);
  try {
    await once(server.listen({ ...settings.listen }), "listening");
  } catch (error) {
    await holder.close();
    throw explainListen(error, settings);
  }
  const { port } = server.address() as AddressInfo;
  return { port, stop: () => stop(server, holder) };
}

async function stop(server: Server, holder: Holder): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
  await holder.close();
}

function explainListen(error: unknown, { listen }: HolderSettings): unknown {
  const code = error instanceof Error && "code" in error ? error.code : "";
  return code === "EADDRINUSE" || code === "EACCES" || code === "EADDRNOTAVAIL"
    ? new HolderFolderError(
        `The key holder cannot listen on ${listen.host}:${listen.port} (${code}). Stop the program that is there, or change "listen" in holder.json.`,
        { cause: error },
      )
    : error;
}

/** Refused: the code is answered, and stands in the log. */
class Refused extends Error {
  readonly code: HolderRefusal;
  constructor(code: HolderRefusal) {
    super(code);
    this.code = code;
  }
}

async function answerRequest(
  holder: Holder,
  request: IncomingMessage,
  answer: ServerResponse,
  log: (line: string) => void,
): Promise<void> {
  try {
    const result = await route(holder, request);
    const bytes =
      result instanceof Uint8Array
        ? Buffer.from(result.buffer, result.byteOffset, result.length)
        : Buffer.from(JSON.stringify(result));
    answer.writeHead(200, { "content-length": bytes.length }).end(bytes);
  } catch (error) {
    if (!(error instanceof Refused)) log(`keys: ${error instanceof Error ? error.message : String(error)}`);
    const code = error instanceof Refused ? error.code : "failed";
    const status = error instanceof Refused ? STATUS[error.code] : 500;
    const body = JSON.stringify({ code });
    answer.writeHead(status, { "content-length": body.length }).end(body);
  }
}

async function route(holder: Holder, request: IncomingMessage): Promise<Uint8Array | object> {
  switch (`${request.method} ${request.url}`) {
    case "POST /v1/open":
      return holder.open(await readBody(OPEN, request, holder));
    case "POST /v1/rewrap":
      return holder.rewrap(await readBody(REWRAP, request, holder));
    case "POST /v1/unused":
      return holder.noteUnused((await readBody(UNUSED, request, holder)).version);
    case "GET /v1/state":
      return holder.state();
    default:
      throw new Refused("bad-request");
  }
}

async function readBody<T extends TSchema>(
  schema: T,
  request: IncomingMessage,
  holder: Holder,
): Promise<Static<T>> {
  const parts: Buffer[] = [];
  let lengthBytes = 0;
  for await (const part of request) {
    lengthBytes += part.length;
    if (lengthBytes > REQUEST_BYTES_MAX) throw new Refused("bad-request");
    parts.push(part);
  }
  let value: unknown;
  try {
    value = JSON.parse(Buffer.concat(parts).toString("utf8"));
  } catch {
    value = undefined;
  }
  if (!Value.Check(schema, value)) return holder.refuse("bad-request");
  return value as Static<T>;
}

class Holder {
  readonly #folder: string;
  readonly #settings: HolderSettings;
  readonly #token: Token | null;
  readonly #options: HolderOptions;
  readonly #log: HolderLog;
  readonly #watch = new Watch();
  readonly #alarms: HolderState["alarms"] = [];
  /** Versions whose beginning stands in the log. */
  readonly #loggedVersions: Set<number>;
  #loggedRules: string;
  #rules: Rules;
  #held: HeldKeys;
  #openings: Map<number, ManyOpenings>;
  #readAt: string;
  #counted = 0;
  readonly #counting: NodeJS.Timeout;

  static async open(
    folder: string,
    settings: HolderSettings,
    token: Token | null,
    options: HolderOptions,
  ): Promise<Holder> {
    const readAt = changedAt(folder);
    const [rules, held] = await Promise.all([readRules(folder), readHeldKeys(folder)]);
    const known: LoggedEntry[] = [];
    const log = await HolderLog.open(paths(folder).log, options.now, (entry) => {
      if (["alarm", "key", "rules"].includes(entry.kind)) known.push(entry);
    });
    const holder = new Holder(folder, settings, token, options, log, rules, held, readAt, known);
    await log.append({ kind: "started", agencyId: settings.agencyId });
    await holder.#logWhatIsNew();
    return holder;
  }

  private constructor(
    folder: string,
    settings: HolderSettings,
    token: Token | null,
    options: HolderOptions,
    log: HolderLog,
    rules: Rules,
    held: HeldKeys,
    readAt: string,
    known: readonly LoggedEntry[],
  ) {
    this.#folder = folder;
    this.#settings = settings;
    this.#token = token;
    this.#options = options;
    this.#log = log;
    this.#rules = rules;
    this.#held = held;
    this.#readAt = readAt;
    this.#openings = openingsOf(settings, held, token);
    this.#loggedVersions = new Set(
      known.flatMap((entry) => (entry.kind === "key" ? [Number(entry.version)] : [])),
    );
    this.#loggedRules = String(known.findLast((entry) => entry.kind === "rules")?.rules ?? "");
    for (const entry of known) if (entry.kind === "alarm") this.#keepAlarm(entry.n, entry.at, toAlarm(entry));
    this.#counting = setInterval(() => void this.#logCounted(), COUNTED_EVERY_MS).unref();
  }

  /** One data key. @throws Refused */
  async open({ place, sealed, opening }: Static<typeof OPEN>): Promise<Uint8Array> {
    await this.#readAgain();
    const nowMs = this.#options.now().getTime();
    const asking: Asking = { caseId: place.caseId, memberId: opening.memberId, purpose: opening.purpose };
    const what = { ...opening, ...place };
    const refusal = this.#watch.refusalOf(this.#rules, asking, nowMs);
    if (refusal) return this.refuse(refusal, what);
    const key = await this.#unseal(place, sealed, what);
    await this.#log.append({ kind: "opened", ...what });
    for (const alarm of this.#watch.opened(this.#rules, asking, nowMs)) await this.#raise(alarm);
    return key;
  }

  /** The same data key under a newer key of the agency. @throws Refused */
  async rewrap({ place, sealed, toVersion }: Static<typeof REWRAP>): Promise<{ sealed: string }> {
    await this.#readAgain();
    const what = { ...place, toVersion };
    if (this.#rules.closed) return this.refuse("closed", what);
    const next = this.#held.keys.find(({ signed }) => signed.statement.version === toVersion);
    const openings = this.#openings.get(toVersion);
    if (!next || !openings || toVersion <= place.agencyKeyVersion) return this.refuse("no-key", what);
    const key = await this.#unseal(place, sealed, what);
    const at = { ...place, agencyKeyVersion: toVersion };
    const wrapped = new ManyWraps(fromBase64Url(next.signed.statement.publicKey)).wrap(key, at);
    if (!Buffer.from(openings.open(wrapped, at)).equals(key)) throw new Error("the new wrap does not open");
    key.fill(0);
    await this.#log.append({ kind: "rewrapped", ...what });
    return { sealed: wrapped.toString("base64") };
  }

  /** The platform says that no wrap needs a version any more; the agency may destroy it when no backup does either. */
  async noteUnused(version: number): Promise<object> {
    await this.#readAgain();
    const held = this.#held.keys.find(({ signed }) => signed.statement.version === version);
    if (held && held.unusedSince === null && held !== this.#held.keys.at(-1)) {
      const unusedSince = this.#options.now().toISOString();
      await changeHeldKey(this.#folder, version, { unusedSince });
      await this.#log.append({ kind: "unused", version });
      await this.#readAgain();
    }
    return {};
  }

  async state(): Promise<HolderState> {
    await this.#readAgain();
    return {
      closed: this.#rules.closed,
      keys: this.#held.keys.map(({ signed }) => signed),
      unused: this.#held.keys.flatMap(({ signed, unusedSince }) =>
        unusedSince === null ? [] : [signed.statement.version],
      ),
      alarms: [...this.#alarms],
    };
  }

  /** Writes a refusal down, and throws it. */
  async refuse(code: HolderRefusal, what: Record<string, string | number | null> = {}): Promise<never> {
    if (code === "too-many") this.#counted++;
    else await this.#log.append({ kind: "refused", why: code, ...what });
    const nowMs = this.#options.now().getTime();
    const unusual = [
      ...this.#watch.refused(this.#rules, nowMs),
      ...(code === "cannot-open" ? this.#watch.unopenable(this.#rules, nowMs) : []),
    ];
    for (const alarm of unusual) await this.#raise(alarm);
    throw new Refused(code);
  }

  async close(): Promise<void> {
    clearInterval(this.#counting);
    await this.#logCounted();
    await this.#log.close();
    this.#token?.close();
  }

  async #unseal(
    place: WrapPlace,
    sealed: string,
    what: Record<string, string | number | null>,
  ): Promise<Uint8Array> {
    const openings = this.#openings.get(place.agencyKeyVersion);
    if (place.agencyId !== this.#settings.agencyId || !openings) return this.refuse("no-key", what);
    try {
      return openings.open(Buffer.from(sealed, "base64"), place);
    } catch (error) {
      if (!(error instanceof CryptoError)) throw error;
      return this.refuse("cannot-open", what);
    }
  }

  async #raise(alarm: Alarm): Promise<void> {
    const at = this.#options.now().toISOString();
    const n = await this.#log.append({ kind: "alarm", ...alarm });
    this.#keepAlarm(n, at, alarm);
    this.#options.log(
      `ALARM ${alarm.rule}: ${alarm.count}${alarm.memberId ? ` by member ${alarm.memberId}` : ""}. See entry ${n} of ${paths(this.#folder).log}`,
    );
    const { hook } = this.#rules.alarms;
    if (hook) startHook(hook, `${JSON.stringify({ n, at, ...alarm })}\n`, this.#options.log);
  }

  #keepAlarm(n: number, at: string, alarm: Alarm): void {
    this.#alarms.push({ n, at, ...alarm });
    if (this.#alarms.length > ALARMS_KEPT) this.#alarms.shift();
  }

  /** Rules and keys are files that commands and people change: what stands there counts from the next request on. */
  async #readAgain(): Promise<void> {
    const changed = changedAt(this.#folder);
    if (changed === this.#readAt) return;
    const [rules, held] = await Promise.all([readRules(this.#folder), readHeldKeys(this.#folder)]);
    this.#rules = rules;
    if (JSON.stringify(held) !== JSON.stringify(this.#held)) {
      this.#openings = openingsOf(this.#settings, held, this.#token);
      this.#held = held;
    }
    this.#readAt = changed;
    await this.#logWhatIsNew();
  }

  async #logWhatIsNew(): Promise<void> {
    for (const { signed } of this.#held.keys) {
      const { version, publicKey } = signed.statement;
      if (this.#loggedVersions.has(version)) continue;
      this.#loggedVersions.add(version);
      await this.#log.append({ kind: "key", version, publicKey });
    }
    const rules = JSON.stringify(this.#rules);
    if (rules === this.#loggedRules) return;
    this.#loggedRules = rules;
    await this.#log.append({ kind: "rules", closed: this.#rules.closed, rules });
  }

  async #logCounted(): Promise<void> {
    const times = this.#counted;
    this.#counted = 0;
    if (times > 0) await this.#log.append({ kind: "refused", why: "too-many", times });
  }
}

const openingsOf = (
  settings: HolderSettings,
  held: HeldKeys,
  token: Token | null,
): Map<number, ManyOpenings> =>
  new Map([...agreementsOf(settings, held, token)].map(([version, own]) => [version, new ManyOpenings(own)]));

const toAlarm = (entry: LoggedEntry): Alarm => ({
  rule: entry.rule as Alarm["rule"],
  memberId: typeof entry.memberId === "string" ? entry.memberId : null,
  count: Number(entry.count),
});

/** The agency's own program, without a shell; what becomes of it is not waited for. */
function startHook(program: string, line: string, log: (line: string) => void): void {
  const child = spawn(program, [], { stdio: ["pipe", "ignore", "ignore"] });
  child.on("error", (error) => log(`The alarm's program ${program} does not start: ${error.message}`));
  child.stdin.on("error", () => undefined); // it may end before it has read
  child.stdin.end(line);
}
