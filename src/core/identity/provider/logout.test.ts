import { createHmac, createPublicKey, randomUUID, sign } from "node:crypto";
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EventHub, registerEvents } from "../../events/index.ts";
import { type App, createApp } from "../../http/index.ts";
import { type TestHouse, type TestMember, testHouse, testRandom } from "../../testing.ts";
import { registerIdentity } from "../index.ts";
import { sha256 } from "../sessions.ts";
import { renewSession } from "../store.ts";
import { CLIENT, type Jar, letsIn, newSigner, providerOf, visit, walkTo } from "./testing.ts";

const ORIGIN = "https://leeward.test";
const LOGOUT = "/api/sign-in/provider/logout";
const EVENT = "http://schemas.openid.net/event/backchannel-logout";
const ERRAND = "__Host-leeward_errand";
const SESSION = "__Host-leeward_session";
const ours = { host: "leeward.test", origin: ORIGIN };

const signer = newSigner("true");
const account = { id: "nobody", acr: "urn:two-factors" };
let house: TestHouse;
/** Two processes of the same house. */
let app: App;
let other: App;
let agencyId: string;
let issuer: string;
let server: Server;
let listening: (request: IncomingMessage, response: ServerResponse) => void;
const ending = new AbortController();
let hub: Promise<void>;
/** What our side answered to the provider's own requests. */
const answered: { status: number; cacheControl: string | undefined; body: string }[] = [];

beforeAll(async () => {
  server = createServer((incoming, response) => listening(incoming, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  house = await testHouse(ORIGIN);
  agencyId = await house.addAgency({ name: "Harbour House", kind: "shelter" });
  app = await newApp();
  other = await newApp();
  const events = new EventHub();
  registerEvents(app, house.house, events);
  hub = events.run(house.house.db, ending.signal);
  await app.listen({ port: 0, host: "127.0.0.1" });
});
afterAll(async () => {
  ending.abort();
  await hub;
  await Promise.all([app.close(), other.close()]);
  await house.stop();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function newApp(): Promise<App> {
  const provider = {
    ...{ issuer, clientId: CLIENT.id, clientSecret: CLIENT.secret, name: "State ID" },
    ...{ strongAcr: ["urn:two-factors"], strongAmr: [] },
  };
  const made = await createApp({
    origins: [ORIGIN],
    version: "test",
    log: (line) => house.logged.push(line),
  });
  registerIdentity(made, { ...house.house, config: { ...house.house.config, provider } });
  return made;
}

/** The provider's own request, byte for byte, to the address that it knows us by: our listener stands behind that name. */
const carry = (url: string | URL, options: RequestInit): Promise<Response> =>
  new Promise((resolve, reject) => {
    const { port } = app.server.address() as AddressInfo;
    const headers = { ...Object.fromEntries(new Headers(options.headers)), host: new URL(url).host };
    const call = request({
      ...{ port, host: "127.0.0.1", path: new URL(url).pathname, method: options.method ?? "GET", headers },
    });
    call.on("response", (answer) => {
      let body = "";
      answer.on("data", (chunk) => {
        body += chunk;
      });
      answer.on("end", () => {
        const status = answer.statusCode ?? 0;
        answered.push({ status, cacheControl: answer.headers["cache-control"], body });
        resolve(new Response(null, { status }));
      });
    });
    call.on("error", reject);
    call.end(String(options.body));
  });

/** A provider that tells us when it ends a session, by `sid` or for the whole subject. */
function realProvider(accountId: string, bySession: boolean): void {
  const who = { ...account, id: accountId };
  const client = {
    redirect_uris: [`${ORIGIN}/api/sign-in/provider/callback`],
    post_logout_redirect_uris: [`${ORIGIN}/desk/sign-in`],
    backchannel_logout_uri: ORIGIN + LOGOUT,
    backchannel_logout_session_required: bySession,
  };
  const features = { backchannelLogout: { enabled: true } };
  listening = letsIn(who, providerOf(issuer, who, signer, client, { features, fetch: carry }));
}
/** Someone signs out there, in the browser in which they signed in. */
async function endThere(jar: Jar): Promise<void> {
  const page = await (await visit(`${issuer}/session/end`, jar)).text();
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(page)?.[1] ?? "";
  const body = new URLSearchParams({ xsrf, logout: "yes" });
  const ended = await visit(`${issuer}/session/end/confirm`, jar, { method: "POST", body });
  expect(ended.status, await ended.text()).toBeLessThan(400);
}

type Signed = { headers(): Record<string, string> };
const cookieOf = (response: { cookies: { name: string; value: string }[] }, name: string) =>
  `${name}=${response.cookies.find((one) => one.name === name)?.value}`;
const whereTo = (response: { headers: Record<string, unknown> }) => String(response.headers.location);
const me = async (who: Signed) =>
  (await app.inject({ url: "/api/me", headers: { ...ours, ...who.headers() } })).statusCode;
const rows = async (text: string, ...values: unknown[]) => (await house.owner.query(text, values)).rows;
const member = (name: string): Promise<TestMember> =>
  house.addMember({ agencyId, name, roles: ["caseworker"] });

/** The way over the provider, and back. */
async function signIn(linking?: TestMember, jar: Jar = new Map()) {
  const url = linking ? "/api/me/provider/begin" : "/api/sign-in/provider/begin";
  const begun = await app.inject({
    ...{ method: "POST", url, payload: {}, headers: { ...ours, ...linking?.headers() } },
  });
  expect(begun.statusCode, begun.body).toBe(200);
  const back = await walkTo(ORIGIN, begun.json().url, jar);
  const headers = { host: "leeward.test", "sec-fetch-site": "cross-site", cookie: cookieOf(begun, ERRAND) };
  const arrived = await app.inject({ url: back.slice(ORIGIN.length), headers });
  return { where: whereTo(arrived), headers: () => ({ cookie: cookieOf(arrived, SESSION) }) };
}
/** Links whoever it is to an account of their own. */
async function linked(name: string, bySession: boolean): Promise<TestMember> {
  const one = await member(name);
  realProvider(name, bySession);
  expect((await signIn(one)).where).toBe("/desk/profile");
  return one;
}

async function openStream(who: Signed): Promise<{ ended: Promise<void> }> {
  const { port } = app.server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const call = request(
      { port, host: "127.0.0.1", path: "/api/events", headers: { ...ours, ...who.headers() } },
      (answer) => {
        if (answer.statusCode !== 200) return reject(new Error(`stream: ${answer.statusCode}`));
        answer.resume();
        resolve({ ended: new Promise((end) => answer.on("end", end)) });
      },
    );
    call.on("error", reject);
    call.end();
  });
}

describe("a session that a real provider ends", () => {
  it("ends here at once, with its open streams; others of the same member, and other members', go on", async () => {
    const ines = await linked("ines", true);
    const rosa = await member("rosa");
    const jar: Jar = new Map();
    const [atWork, atHome] = [await signIn(undefined, jar), await signIn()];
    expect([atWork.where, atHome.where]).toEqual(["/desk/today", "/desk/today"]);
    const [stream, still] = [await openStream(atWork), await openStream(atHome)];
    let isStillOpen = true;
    void still.ended.then(() => {
      isStillOpen = false;
    });
    await endThere(jar);
    expect(answered.at(-1)).toEqual({ status: 200, cacheControl: "no-store", body: "" });
    await stream.ended;
    expect([await me(atWork), await me(atHome), await me(ines), await me(rosa)]).toEqual([
      401, 200, 200, 200,
    ]);
    expect(isStillOpen).toBe(true);
    const told = await rows(
      "select content, agency_id from ledger.entry where kind = 'session.ended-by-provider'",
    );
    expect(told).toEqual([{ content: expect.any(String), agency_id: agencyId }]);
    expect(JSON.parse(told[0].content)).toMatchObject({ memberId: ines.id, sessions: 1 });
  }, 40_000);

  it("named by no number, ends with all of the member's, however they began; the member can come back", async () => {
    const marta = await linked("marta", false);
    const jar: Jar = new Map();
    const one = await signIn(undefined, jar);
    await endThere(jar);
    expect([await me(one), await me(marta)]).toEqual([401, 401]);
    await rows("update identity.provider_link set signed_out_at = signed_out_at - interval '1 second'");
    expect((await signIn()).where).toBe("/desk/today");
  }, 40_000);
});

interface Forged {
  readonly claims?: Record<string, unknown>;
  readonly head?: Record<string, unknown>;
  /** In place of the signature by the provider's key. */
  readonly mac?: string;
  readonly signer?: typeof signer;
}
const seconds = () => Math.floor(Date.now() / 1000);
function tokenOf({ claims, head, mac, signer: by = signer }: Forged): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const body = `${part({ alg: "RS256", kid: signer.kid, typ: "logout+jwt", ...head })}.${part({
    ...{ iss: issuer, aud: CLIENT.id, iat: seconds(), exp: seconds() + 120, jti: randomUUID(), sub: "liar" },
    ...{ events: { [EVENT]: {} }, ...claims },
  })}`;
  return `${body}.${mac ?? sign("sha256", Buffer.from(body), by.key).toString("base64url")}`;
}
/** A token with a secret for a signature: what a verifier takes that lets the token choose how it is checked. */
function macOf(secret: string): string {
  const body = tokenOf({ head: { alg: "HS256" }, mac: "" }).slice(0, -1);
  return `${body}.${createHmac("sha256", secret).update(body).digest("base64url")}`;
}
function changed(): string {
  const [head, , signature] = tokenOf({ claims: { sub: "stranger" } }).split(".");
  return [head, tokenOf({}).split(".")[1], signature].join(".");
}
const say = async (token: string, to: App = app) => {
  const payload = String(new URLSearchParams({ logout_token: token }));
  const headers = { host: "leeward.test", "content-type": "application/x-www-form-urlencoded" };
  return to.inject({ method: "POST", url: LOGOUT, payload, headers });
};

interface Script {
  readonly nonce?: string;
  readonly claims?: object;
  /** What happens between the question for the token and the answer. */
  readonly before?: () => Promise<unknown>;
}
/** A far side with the true provider's name and keys, whose ID token says what a test wants. */
function scriptedProvider({ nonce, claims, before = async () => undefined }: Script = {}): void {
  const answer = (response: ServerResponse, value: unknown) =>
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(value));
  listening = (incoming, response) => {
    if (incoming.url === "/.well-known/openid-configuration") {
      return void answer(response, {
        ...{ issuer, authorization_endpoint: `${issuer}/auth`, token_endpoint: `${issuer}/token` },
        ...{ jwks_uri: `${issuer}/jwks`, response_types_supported: ["code"] },
        id_token_signing_alg_values_supported: ["RS256"],
      });
    }
    if (incoming.url === "/jwks") {
      const { kty, n, e } = signer.jwk;
      return void answer(response, { keys: [{ kty, n, e, kid: signer.kid, alg: "RS256", use: "sig" }] });
    }
    const made = { nonce, acr: account.acr, events: undefined, jti: undefined, ...claims };
    const id_token = tokenOf({ claims: made, head: { typ: "JWT" } });
    void before().then(() => answer(response, { access_token: "x", token_type: "Bearer", id_token }));
  };
}
/** Someone signs in at the scripted far side. */
async function signInScripted(claims: object, before: Script["before"] = async () => undefined) {
  const begun = await app.inject({
    ...{ method: "POST", url: "/api/sign-in/provider/begin", payload: {}, headers: ours },
  });
  const asked = new URL(begun.json().url).searchParams;
  scriptedProvider({ nonce: asked.get("nonce") ?? "", claims, before });
  const url = `/api/sign-in/provider/callback?code=x&state=${asked.get("state")}&iss=${encodeURIComponent(issuer)}`;
  const arrived = await app.inject({ url, headers: { ...ours, cookie: cookieOf(begun, ERRAND) } });
  return { where: whereTo(arrived), headers: () => ({ cookie: cookieOf(arrived, SESSION) }) };
}
/** A member who is linked, without the way over the provider. */
async function tied(subject: string): Promise<TestMember> {
  const one = await member("tied");
  const values = [issuer, subject, one.id];
  await rows(
    "insert into identity.provider_link (issuer, subject, member_id) values ($1, $2, $3)",
    ...values,
  );
  return one;
}

describe("a sign-in that is on its way while the provider ends it", () => {
  it.each([
    ["the session by its number", "late-1", { sid: "s-1" }],
    ["all of the subject", "late-2", {}],
  ])("begins nothing: %s", async (_what, sub, claims) => {
    await tied(sub);
    const late = await signInScripted({ sub, ...claims }, async () => {
      const told = await say(tokenOf({ claims: { sub, ...claims } }));
      expect([told.statusCode, told.body]).toEqual([200, ""]);
    });
    expect(late.where).toBe("/desk/sign-in?problem=provider-refused");
  });

  it("goes on where another session of the same subject ended", async () => {
    await tied("two-desks");
    const going = await signInScripted({ sub: "two-desks", sid: "desk-2" }, async () => {
      expect((await say(tokenOf({ claims: { sub: "two-desks", sid: "desk-1" } }))).statusCode).toBe(200);
    });
    expect(going.where).toBe("/desk/today");
    expect(await me(going)).toBe(200);
  });

  it("and owes our own second factor still, becomes no full session afterwards", async () => {
    const sub = "half";
    const { id } = await tied(sub);
    const half = await signInScripted({ sub, sid: "half-1" });
    await rows("update identity.session set stage = 'password' where member_id = $1", id);
    const secret = Buffer.from(half.headers().cookie.split("=")[1] ?? "", "base64url");
    const renew = () => {
      const secretHash = Buffer.from(testRandom(32));
      const message = `renew:${sha256(secret).toString("hex")}:${secretHash.toString("hex")}`;
      const voucher = createHmac("sha256", house.house.secrets.vouching).update(message).digest();
      return house.house.db.transaction("leeward_visitor", (tx) =>
        renewSession(tx, secret, { secretHash, lifeS: 60, voucher }),
      );
    };
    expect((await say(tokenOf({ claims: { sub, sid: "half-1" } }))).statusCode).toBe(200);
    expect(await renew()).toBe(false);
    await rows(
      "update identity.session set ended_at = null where member_id = $1 and provider_session is not null",
      id,
    );
    expect(await renew(), "had it not ended").toBe(true);
    const [full] = await rows(
      "select provider_session is not null as same from identity.session where member_id = $1 and stage = 'full' order by created_at desc limit 1",
      id,
    );
    expect(full, "what comes of it ends with it too").toEqual({ same: true });
  });
});

describe("a logout token", () => {
  it("counts once, whichever process has it first, and for whom it is meant", async () => {
    const [one, two] = [await tied("once"), await tied("bystander")];
    scriptedProvider();
    const token = tokenOf({ claims: { sub: "once" } });
    const told = await Promise.all([say(token), say(token, other), say(token), say(token, other)]);
    expect(told.map(({ statusCode }) => statusCode).sort()).toEqual([200, 400, 400, 400]);
    const refused = told.find(({ statusCode }) => statusCode === 400);
    expect(refused?.json()).toMatchObject({ code: "provider-logout-refused", error: "invalid_request" });
    expect(refused?.headers["cache-control"]).toBe("no-store");
    expect([await me(one), await me(two)]).toEqual([401, 200]);
  });

  it.each<[string, () => string]>([
    ["without a signature", () => tokenOf({ head: { alg: "none" }, mac: "" })],
    ["signed by somebody else", () => tokenOf({ signer: { ...newSigner("x"), kid: signer.kid } })],
    [
      "under a key that the provider does not have",
      () => tokenOf({ signer: newSigner("x"), head: { kid: "x" } }),
    ],
    [
      "under a key that it brings along",
      () => {
        const evil = newSigner("x");
        const { n, e, kty } = evil.jwk;
        return tokenOf({ signer: evil, head: { jwk: { n, e, kty } } });
      },
    ],
    ["made with our client secret", () => macOf(CLIENT.secret)],
    [
      "made with the provider's public key as a secret",
      () => macOf(createPublicKey(signer.key).export({ format: "pem", type: "spki" }).toString()),
    ],
    ["whose signature is of another token", () => changed()],
    ["of another issuer", () => tokenOf({ claims: { iss: "https://evil.test" } })],
    ["for somebody else", () => tokenOf({ claims: { aud: "somebody-else" } })],
    ["for nobody", () => tokenOf({ claims: { aud: undefined } })],
    ["that is over", () => tokenOf({ claims: { iat: seconds() - 300, exp: seconds() - 180 } })],
    ["without an end", () => tokenOf({ claims: { exp: undefined } })],
    ["without a beginning", () => tokenOf({ claims: { iat: undefined } })],
    [
      "of a quarter of an hour ago",
      () => tokenOf({ claims: { iat: seconds() - 900, exp: seconds() + 900 } }),
    ],
    ["of tomorrow", () => tokenOf({ claims: { iat: seconds() + 1e5, exp: seconds() + 2e5 } })],
    ["with a nonce: an ID token", () => tokenOf({ claims: { nonce: "x" } })],
    ["with a nonce that is null", () => tokenOf({ claims: { nonce: null } })],
    ["without the event: an ID token", () => tokenOf({ claims: { events: undefined } })],
    ["with another event", () => tokenOf({ claims: { events: { "https://evil.test": {} } } })],
    ["whose event is no object", () => tokenOf({ claims: { events: { [EVENT]: true } } })],
    ["whose events are a list", () => tokenOf({ claims: { events: [EVENT] } })],
    ["that names nobody", () => tokenOf({ claims: { sub: undefined } })],
    ["whose subject is a list", () => tokenOf({ claims: { sub: ["liar"] } })],
    ["whose session is a number", () => tokenOf({ claims: { sid: 7 } })],
    ["without a number of its own", () => tokenOf({ claims: { jti: undefined } })],
    ["of another kind", () => tokenOf({ head: { typ: "at+jwt" } })],
    ["with a part that must be understood", () => tokenOf({ head: { crit: ["x"], x: 1 } })],
    ["that is none", () => "x"],
    ["that is none, in three parts", () => "a.b.c"],
  ])("%s is refused with 400, and ends nothing", async (_what, forge) => {
    scriptedProvider();
    await rows("update identity.provider_link set subject = $1 where subject = 'liar'", randomUUID());
    const target = await tied("liar");
    const told = await say(forge());
    expect([told.statusCode, told.json().code]).toEqual([400, "provider-logout-refused"]);
    expect(told.headers["cache-control"]).toBe("no-store");
    expect(await me(target)).toBe(200);
    expect((await say(tokenOf({}))).statusCode, "the same, as it should be").toBe(200);
    expect(await me(target)).toBe(401);
  });

  it("of someone who is nobody here ends nothing and is no mistake", async () => {
    scriptedProvider();
    expect((await say(tokenOf({ claims: { sub: "stranger" } }))).statusCode).toBe(200);
    expect((await say(tokenOf({ claims: { sub: "stranger", sid: "unknown" } }))).statusCode).toBe(200);
  });

  it("is taken as a form at this address alone, from no other site's page, and never a long one", async () => {
    const form = async (url: string, payload: string, more = {}) => {
      const type = { "content-type": "application/x-www-form-urlencoded" };
      const headers = { host: "leeward.test", ...type, ...more };
      return (await app.inject({ method: "POST", url, payload, headers })).statusCode;
    };
    const good = String(new URLSearchParams({ logout_token: tokenOf({}) }));
    expect(await form(LOGOUT, good, { origin: "https://evil.test" })).toBe(403);
    expect(await form("/api/sign-in", "email=x")).toBe(415);
    expect(await form(LOGOUT, "logout_token=")).toBe(400);
    expect(await form(LOGOUT, "")).toBe(400);
    expect(await form(LOGOUT, `logout_token=${"x".repeat(20_000)}`)).toBe(413);
  });

  it("that is forged costs the provider and the database nothing, however many come", async () => {
    scriptedProvider();
    await say(tokenOf({})); // the keys are known from here on
    const inner = listening;
    let asked = 0;
    listening = (incoming, response) => {
      asked++;
      inner(incoming, response);
    };
    const before = await rows("select count(*)::int as n from http.spent");
    const forged = tokenOf({ signer: newSigner("x"), head: { kid: "unknown" } });
    const told = await Promise.all(Array.from({ length: 200 }, () => say(forged)));
    expect(new Set(told.map((one) => one.statusCode))).toEqual(new Set([400]));
    expect(asked, "one question for an unknown key in half a minute").toBeLessThanOrEqual(1);
    expect(await rows("select count(*)::int as n from http.spent")).toEqual(before);
  });

  it("that cannot be checked, since the provider is away, is refused with 400 too", async () => {
    listening = (incoming) => incoming.socket.destroy();
    const fresh = await newApp();
    const told = await say(tokenOf({}), fresh);
    await fresh.close();
    expect([told.statusCode, told.json().code]).toEqual([400, "provider-logout-refused"]);
  });
});
