import { createHash, randomUUID } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { Type } from "typebox";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Database, migrate, openDatabase } from "../db/index.ts";
import { type EmbeddedPostgres, startPostgres } from "../db/postgres.ts";
import { EventHub, registerEvents } from "../events/index.ts";
import { registerIdentity } from "../identity/index.ts";
import { toBase64Url } from "../keys/index.ts";
import { type TestHouse, type TestMember, testHouse, testRandom } from "../testing.ts";
import { type App, createApp } from "./index.ts";
import { describedRoutes } from "./testing.ts";

// What the world may send to the house as a whole. Every answer is a refusal in one form, never a 500, and repeats
// nothing of what was sent. What each module's own fields take is in the tests of the modules.

let house: TestHouse;
let hub: EventHub;
let agencyId: string;
let supervisor: TestMember;
let port: number;
const routes: string[] = [];
const ending = new AbortController();
let listening: Promise<void>;

async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

beforeAll(async () => {
  port = await freePort();
  house = await testHouse(`http://127.0.0.1:${port}`);
  house.app.addHook("onRoute", ({ method, url }) => void routes.push(`${method} ${url}`));
  registerIdentity(house.app, house.house);
  hub = new EventHub();
  registerEvents(house.app, house.house, hub);
  listening = hub.run(house.house.db, ending.signal);
  house.app.post(
    "/api/test-echo",
    { schema: { body: Type.Object({ text: Type.String() }, { additionalProperties: false }) } },
    async (request) => ({ text: request.body.text }),
  );
  house.app.get("/api/test-headers", async ({ headers, raw }) => ({
    ...{ headers, raw: raw.rawHeaders, apart: raw.headersDistinct },
  }));
  house.app.post("/api/test-anything", async (request) => ({ took: typeof request.body }));
  agencyId = await house.addAgency({ name: "Harbour House", kind: "shelter" });
  supervisor = await house.addMember({ agencyId, name: "Marta", roles: ["supervisor"] });
  await house.app.listen({ port, host: "127.0.0.1" });
});
afterAll(async () => {
  ending.abort();
  await listening;
  await house.stop();
});

const ours = () => ({ host: `127.0.0.1:${port}`, origin: house.origin });
const post = (url: string, payload: string | object, headers: Record<string, string> = {}) =>
  house.app.inject({
    method: "POST",
    url,
    payload,
    headers: { ...ours(), "content-type": "application/json", ...headers },
  });
const get = (url: string, headers: Record<string, string> = {}) =>
  house.app.inject({ url, headers: { ...ours(), ...headers } });

/** Bytes on a socket as they are, and everything that comes back until the server closes. */
async function raw(request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1");
    let answer = "";
    socket.setEncoding("latin1").on("data", (part: string) => {
      answer += part;
    });
    socket.on("error", (error: NodeJS.ErrnoException) => {
      // The server may close while we still write; what it said before counts.
      if (error.code === "ECONNRESET" || error.code === "EPIPE") resolve(answer);
      else reject(error);
    });
    socket.on("close", () => resolve(answer));
    socket.write(request);
  });
}
const rawGet = (target: string, headers: readonly string[] = [`Host: 127.0.0.1:${port}`]): Promise<string> =>
  raw(`GET ${target} HTTP/1.1\r\n${headers.map((line) => `${line}\r\n`).join("")}Connection: close\r\n\r\n`);
/** 0 where the connection was closed without a word. */
const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);

interface Answer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
  json(): { code: string };
}
function expectProblem(answer: Answer, status: number, code: string): void {
  expect([answer.statusCode, answer.json().code], answer.body).toEqual([status, code]);
  expect(answer.headers["content-type"]).toBe("application/problem+json; charset=utf-8");
  expect(answer.headers["cache-control"]).toBe("no-store");
  expect(answer.headers["x-content-type-options"]).toBe("nosniff");
}

describe("a body", () => {
  it.each([
    ["nothing at all", ""],
    ["half an object", '{"text":'],
    ["an object with more after it", '{"text":"a"} {"text":"b"}'],
    ["a comment", '{"text":"a"/* b */}'],
    ["a comma too many", '{"text":"a",}'],
    ["single quotes", "{'text':'a'}"],
    ["not a number", '{"text":NaN}'],
    ["bytes that are no UTF-8", Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]).toString("latin1")],
    ["a list", "[]"],
    ["a text alone", '"marker-7"'],
    ["null", "null"],
    ["a field of another kind", '{"text":{"marker-7":1}}'],
    ["a field that nobody asked for", '{"text":"a","marker-7":true}'],
    ["the prototype", '{"text":"a","__proto__":{"marker-7":1}}'],
    ["the prototype of the constructor", '{"text":"a","constructor":{"prototype":{"marker-7":1}}}'],
    ["lists in lists, a hundred thousand deep", `${"[".repeat(100_000)}${"]".repeat(100_000)}`],
    ["objects in objects, fifty thousand deep", `${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`],
  ])("that is %s is refused without repeating it", async (_what, payload) => {
    const answer = await post("/api/test-echo", payload);
    expectProblem(answer, 400, "bad-body");
    expect(answer.body).not.toContain("marker-7");
    expect(Reflect.get({}, "marker-7")).toBeUndefined();
  });

  it("that is deep is refused also where a route takes anything", async () => {
    for (const payload of [
      `${"[".repeat(400_000)}${"]".repeat(400_000)}`,
      `{"a":${"[".repeat(5_000)}${"]".repeat(5_000)}}`,
    ])
      expectProblem(await post("/api/test-anything", payload), 400, "bad-body");
    expect((await post("/api/test-anything", `${"[".repeat(30)}1${"]".repeat(30)}`)).statusCode).toBe(200);
  });

  it("of ten megabytes is refused, whether its length is told or not", async () => {
    expectProblem(await post("/api/test-echo", `{"text":"${"x".repeat(10_000_000)}"}`), 413, "too-large");
    const chunk = `10000\r\n${"x".repeat(65_536)}\r\n`;
    const answer = await raw(
      `POST /api/test-echo HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n${chunk.repeat(160)}0\r\n\r\n`,
    );
    expect([413, 0]).toContain(statusOf(answer)); // closed in our face, or told why first
    expect((await get("/api/openapi.json")).statusCode, "and the house goes on").toBe(200);
  });

  it.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/xml",
  ])("of the type %s is refused: a form of another site can send it", async (type) => {
    expectProblem(await post("/api/test-echo", '{"text":"a"}', { "content-type": type }), 415, "wrong-type");
  });

  it.each([
    ["a NUL", '{"text":"a\\u0000b"}'],
    ["a NUL in a name", '{"text":"a","b\\u0000":1}'],
    ["the first half of a pair", '{"text":"\\ud83d"}'],
    ["the second half of a pair", '{"text":"\\ude42 a"}'],
    ["a pair the wrong way round", '{"text":"\\ude42\\ud83d"}'],
    ["half a pair deep inside", '{"text":"a","b":[{"c":["\\udfff"]}]}'],
  ])("with %s is refused", async (_what, payload) => {
    expectProblem(await post("/api/test-echo", payload), 400, "bad-text");
  });

  it("keeps marks that turn the direction, SQL and HTML as they are: text is text until a page shows it", async () => {
    for (const text of [
      "a\u202eb\u2066c",
      "\u200fسلمى\u200e",
      "'; drop table identity.member; --",
      "<img src=x onerror=alert(1)>",
    ]) {
      const answer = await post("/api/test-echo", { text });
      expect(answer.json()).toEqual({ text });
      expect(answer.headers["content-type"]).toBe("application/json; charset=utf-8");
      expect(answer.headers["content-security-policy"]).toContain("default-src 'self'");
    }
  });
});

describe("an address", () => {
  it.each([
    "/assets/..%2f..%2fpackage.json",
    "/assets/%2e%2e/%2e%2e/package.json",
    "/api/../../etc/passwd",
    "/..%5c..%5cetc%5cpasswd",
    "//api/openapi.json",
    "/api/me/../openapi.json",
    "/api/me%00.json",
    "/API/ME",
    "/api/me/",
    "/.git/config",
    `/api/sessions/${"a".repeat(300)}`,
  ])("that plays tricks finds nothing: %s", async (target) => {
    const answer = await rawGet(target);
    expect(statusOf(answer), answer).toBe(404);
    expect(answer).toContain("application/problem+json");
    expect(answer).not.toMatch(/:0:0:|"dependencies"|\[core\]/);
  });

  it.each(["/api/%zz-marker-7", "/%E0%A4%A-marker-7", "/api/sessions/%ff-marker-7"])(
    "that cannot be decoded is refused in the same form, and not repeated: %s",
    async (target) => {
      const answer = await rawGet(target);
      expect([400, 404]).toContain(statusOf(answer));
      expect(answer).toContain("application/problem+json");
      expect(answer).toContain("x-content-type-options: nosniff");
      expect(answer).not.toContain("marker-7");
    },
  );

  it("with hostile questions changes nothing", async () => {
    for (const query of ["?__proto__[marker]=1", "?constructor.prototype.marker=1", "?a=1&a=2&a[]=3", "?%00"])
      expect([400, 401]).toContain((await get(`/api/me${query}`)).statusCode);
    expect(Reflect.get({}, "marker")).toBeUndefined();
  });
});

describe("a host", () => {
  it.each([
    "evil.test",
    "127.0.0.1",
    "127.0.0.1:1",
    "localhost",
    "127.0.0.1.evil.test",
    "user@127.0.0.1",
    "",
  ])("that is not ours is refused, also for what is public: “%s”", async (host) => {
    const name = host === "127.0.0.1" ? host : host && `${host}:${port}`;
    const answer = await rawGet("/api/openapi.json", [`Host: ${name}`]);
    expect(statusOf(answer)).toBe(421);
    expect(answer).not.toContain("evil");
  });

  it("is the one of the connection, whatever a header beside it or the address says", async () => {
    const forwarded = {
      host: "evil.test",
      "x-forwarded-host": `127.0.0.1:${port}`,
      forwarded: `host=127.0.0.1:${port}`,
    };
    expectProblem(await get("/api/openapi.json", forwarded), 421, "wrong-host");
    const absolute = await rawGet("http://evil.test/api/openapi.json", ["Host: evil.test"]);
    expect([400, 404, 421]).toContain(statusOf(absolute));
    expect(statusOf(await rawGet("/api/openapi.json", []))).toBe(400); // HTTP/1.1 without a Host
    const two = await rawGet("/api/openapi.json", [`Host: 127.0.0.1:${port}`, "Host: evil.test"]);
    expect([200, 400], "the first counts, or none").toContain(statusOf(two));
  });
});

describe("headers", () => {
  it("that are huge or very many are refused before a route sees them, and the house goes on", async () => {
    const host = `Host: 127.0.0.1:${port}`;
    expect(statusOf(await rawGet("/api/me", [host, `X-Big: ${"x".repeat(100_000)}`]))).toBe(431);
    const many = Array.from({ length: 5_000 }, (_, nth) => `X-${nth}: marker-7`);
    const answer = await rawGet("/api/me", [host, ...many]);
    expect(statusOf(answer)).toBe(431);
    expect(answer).not.toContain("marker-7");
    const cookies = Array.from({ length: 500 }, (_, nth) => `c${nth}=1`).join("; ");
    expectProblem(await get("/api/me", { cookie: cookies }), 401, "not-signed-in");
  });

  it("that make two requests of one are refused", async () => {
    const smuggled = await raw(
      `POST /api/test-echo HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/json\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /api/openapi.json HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`,
    );
    expect(statusOf(smuggled)).toBe(400);
    expect(smuggled.match(/HTTP\/1\.1 /g)).toHaveLength(1);
    const twoLengths = await raw(
      `POST /api/test-echo HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcde`,
    );
    expect(statusOf(twoLengths)).toBe(400);
  });

  it("do not change the method", async () => {
    const answer = await get("/api/sessions", {
      "x-http-method-override": "DELETE",
      ...supervisor.headers(),
    });
    expect(answer.statusCode).toBe(200);
    for (const method of ["OPTIONS", "HEAD", "PUT"] as const) {
      const refused = await house.app.inject({ method, url: "/api/me", headers: supervisor.headers() });
      expect(refused.statusCode, method).toBe(404);
      expect(refused.headers["access-control-allow-origin"]).toBeUndefined();
    }
  });
});

describe("a slow one", () => {
  it("has so long for its headers, its whole request and its silence, and no longer", () => {
    const { requestTimeout, headersTimeout, keepAliveTimeout, timeout } = house.app.server;
    expect([headersTimeout, requestTimeout, timeout, keepAliveTimeout]).toEqual([
      30_000, 30_000, 60_000, 20_000,
    ]);
    expect(Reflect.get(house.app.server, "connectionsCheckingInterval")).toBe(5_000);
  });

  const LONG = { headersMs: 60_000, requestMs: 60_000, silenceMs: 60_000, restMs: 60_000, lookMs: 20 };
  const HEAD = "POST /api/taken HTTP/1.1\r\nHost: slow.test\r\nContent-Type: application/json\r\n";

  // Kills: each of the four limits left out of `createApp`, or given to Node under another's name.
  it.each<[what: string, patience: Partial<typeof LONG>, begins: string, drips: string, says: string]>([
    ["headers that never end", { headersMs: 150 }, "GET / HTTP/1.1\r\nX-Slow: ", "a", "HTTP/1.1 408 "],
    [
      "a body that never ends",
      { requestMs: 150, headersMs: 150 },
      `${HEAD}Content-Length: 9999\r\n\r\n{`,
      " ",
      "HTTP/1.1 408 ",
    ],
    [
      "a body that never ends, in chunks",
      { requestMs: 150, headersMs: 150 },
      `${HEAD}Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n`,
      "1\r\n \r\n",
      "HTTP/1.1 408 ",
    ],
    ["a line on which nothing is said", { silenceMs: 150 }, "", "", ""],
    [
      "a line on which nothing moves any more",
      { silenceMs: 150 },
      `${HEAD}Content-Length: 9\r\n\r\n{`,
      "",
      "",
    ],
    [
      "a line that asks nothing more",
      { restMs: 150 },
      "GET /api/none HTTP/1.1\r\nHost: slow.test\r\n\r\n",
      "",
      "HTTP/1.1 404 ",
    ],
  ])("is cut off, and reaches no route: %s", async (_what, patience, begins, drips, says) => {
    let taken = 0;
    const open = async (given: Partial<typeof LONG>) => {
      const app = await createApp({
        ...{ origins: ["http://slow.test"], version: "test", log: () => {} },
        patience: { ...LONG, ...given },
      });
      app.post("/api/taken", async () => {
        taken++;
        return {};
      });
      await app.listen({ port: 0, host: "127.0.0.1" });
      return { app, line: slowLine(app, begins, drips) };
    };
    const patient = await open({});
    const short = await open(patience);
    expect(await short.line.closed).toMatch(new RegExp(`^${says}`));
    // The same bytes on a line with time to spare: it was the limit that cut the other, and nothing else.
    expect([patient.line.isOpen(), taken]).toEqual([true, 0]);
    for (const { app, line } of [patient, short]) {
      line.end();
      await app.close();
    }
  });

  it("is cut off too where it asks for much and never reads", async () => {
    const app = await createApp({
      ...{ origins: ["http://slow.test"], version: "test", log: () => {} },
      patience: { ...LONG, silenceMs: 150 },
    });
    app.get("/api/much", async () => "a".repeat(16 * 2 ** 20)); // more than the kernel takes for the line
    await app.listen({ port: 0, host: "127.0.0.1" });
    const closed = new Promise<void>((resolve) =>
      app.server.once("connection", (line) => line.once("close", () => resolve())),
    );
    const line = slowLine(app, "GET /api/much HTTP/1.1\r\nHost: slow.test\r\n\r\n", "", false);
    await closed;
    line.end();
    await app.close();
  });

  /** Says a beginning, and goes on drop by drop until the server closes. */
  function slowLine(app: App, begins: string, drips: string, reads = true) {
    const { port: at } = app.server.address() as { port: number };
    const socket = connect({ port: at, host: "127.0.0.1" });
    let said = "";
    if (reads) {
      socket.setEncoding("utf8").on("data", (part: string) => {
        said += part;
      });
    }
    socket.on("error", () => undefined); // being cut off is what is looked for
    if (begins) socket.write(begins);
    const dripping = setInterval(() => {
      if (drips && socket.writable) socket.write(drips);
    }, 10);
    const closed = new Promise<string>((resolve) =>
      socket.on("close", () => {
        clearInterval(dripping);
        resolve(said);
      }),
    );
    return { closed, isOpen: () => !socket.destroyed, end: () => socket.destroy() };
  }
});

describe("a method or a protocol that nobody serves", () => {
  it.each(["TRACE", "CONNECT", "PATCH", "PROPFIND", "PURGE"])(
    "is not answered with what was sent: %s",
    async (method) => {
      const answer = await raw(
        `${method} /api/me HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nCookie: marker-7\r\nConnection: close\r\n\r\n`,
      );
      expect([400, 404, 405, 501, 0]).toContain(statusOf(answer));
      expect(answer).not.toContain("marker-7");
    },
  );

  it("is not switched to: WebSocket, HTTP/2 in the clear", async () => {
    for (const upgrade of ["websocket", "h2c"]) {
      const answer = await raw(
        `GET /api/openapi.json HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade, close\r\nUpgrade: ${upgrade}\r\nSec-WebSocket-Key: AAAA\r\nHTTP2-Settings: AAAA\r\n\r\n`,
      );
      expect(statusOf(answer), upgrade).not.toBe(101);
    }
  });
});

describe("JSON that two readers could read in two ways", () => {
  it("counts as what is checked: of a name that comes twice, the last one, and nothing else", async () => {
    expect((await post("/api/test-echo", '{"text":"first","text":"last"}')).json()).toEqual({ text: "last" });
    expectProblem(await post("/api/test-echo", '{"text":"good","text":{"not":"good"}}'), 400, "bad-body");
    expectProblem(await post("/api/test-echo", '{"text":"good","\\u005f_proto__":{"a":1}}'), 400, "bad-body");
  });
});

describe("a value that goes into a header", () => {
  it("begins no header of its own", async () => {
    for (const target of [
      "/api/me%0d%0aSet-Cookie:%20a=b",
      "/api/sessions/%0d%0aX-Planted:%201",
      "/?language=%0d%0aX-Planted:1",
    ]) {
      const answer = await rawGet(target);
      const [head = ""] = answer.split("\r\n\r\n");
      expect(head).not.toMatch(/^(set-cookie|x-planted)/im);
    }
  });
});

describe("another site", () => {
  it.each([
    { origin: "null" },
    { origin: "https://evil.test" },
    { "sec-fetch-site": "same-site" },
    { "sec-fetch-site": "none" },
    { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" },
  ])("can change nothing with a member's cookie: %o", async (headers) => {
    const cookie = { cookie: supervisor.headers().cookie ?? "", "idempotency-key": randomUUID() };
    const body = { email: "x@evil.test", roles: ["supervisor"] };
    expectProblem(await post("/api/invitations", body, { ...cookie, ...headers }), 403, "cross-site");
    const { rows } = await house.owner.query(
      "select from proposals.proposal where content like '%x@evil.test%'",
    );
    expect(rows).toEqual([]);
  });
});

describe("a session", () => {
  it.each([
    ["no cookie", ""],
    ["a guessed one", `leeward_session=${toBase64Url(testRandom(32))}`],
    ["a short one", "leeward_session=AAAA"],
    ["one with SQL", "leeward_session=' or true --"],
    ["an empty one", "leeward_session="],
    ["all zeros", `leeward_session=${"A".repeat(43)}`],
    ["one of 43 letters that are no 32 bytes", `leeward_session=${"_".repeat(43)}`],
  ])("that is %s opens nothing, with the same bytes", async (_what, cookie) => {
    const answer = await get("/api/me", { cookie });
    expectProblem(answer, 401, "not-signed-in");
    expect(answer.body).toBe((await get("/api/me")).body);
  });

  it("is worth nothing beside a second one: a neighbour under the same domain can plant a cookie, not replace one", async () => {
    const [own, planted] = [
      supervisor.headers().cookie ?? "",
      (await house.addMember({ agencyId, name: "Mallory", roles: ["caseworker"] })).headers().cookie ?? "",
    ];
    for (const cookie of [`${own}; ${planted}`, `${planted}; ${own}`, `${planted};${own}`])
      expectProblem(await get("/api/me", { cookie }), 401, "not-signed-in");
    expect((await get("/api/me", { cookie: `other=1; ${own}` })).statusCode).toBe(200);
  });

  it("is worth nothing as a person's visit, after it was ended, or by its hash from a dump", async () => {
    const member = await house.addMember({ agencyId, name: "Jonas", roles: ["caseworker"] });
    const asWords = await house.app.inject({
      method: "DELETE",
      url: "/api/words/session",
      headers: { ...ours(), authorization: `Words ${toBase64Url(member.secret)}` },
    });
    expect([204, 401]).toContain(asWords.statusCode);
    expect((await get("/api/me", member.headers())).statusCode).toBe(200);
    const { rows } = await house.owner.query(
      "select secret_hash from identity.session where member_id = $1",
      [member.id],
    );
    const hash = toBase64Url(new Uint8Array(rows[0].secret_hash));
    expect((await get("/api/me", { cookie: `leeward_session=${hash}` })).statusCode).toBe(401);
    expect((await post("/api/sign-out", {}, member.headers())).statusCode).toBe(204);
    expect((await get("/api/me", member.headers())).statusCode, "replayed").toBe(401);
  });

  it("of someone else cannot be ended or seen, and is answered like one that never was", async () => {
    const jonas = await house.addMember({ agencyId, name: "Ines", roles: ["caseworker"] });
    const { rows } = await house.owner.query("select id from identity.session where member_id = $1", [
      jonas.id,
    ]);
    const end = (id: string) =>
      house.app.inject({ method: "DELETE", url: `/api/sessions/${id}`, headers: supervisor.headers() });
    const [foreign, unknown] = [await end(rows[0].id), await end(randomUUID())];
    expect([foreign.statusCode, foreign.body]).toEqual([unknown.statusCode, unknown.body]);
    expect((await get("/api/me", jonas.headers())).statusCode, "still signed in").toBe(200);
    for (const id of ["1", "' or 1=1 --", "%27", "00000000-0000-0000-0000-00000000000g"])
      expect([400, 404]).toContain((await end(encodeURIComponent(id))).statusCode);
  });
});

/** How many invitations of an address were proposed. */
const proposed = async (email: string): Promise<number> =>
  (await house.owner.query("select from proposals.proposal where content::jsonb ->> 'email' = $1", [email]))
    .rows.length;

describe("more than was asked for", () => {
  it("is refused: no column can be set from outside", async () => {
    const key = () => ({ ...supervisor.headers(), "idempotency-key": randomUUID() });
    const invitation = { email: "new@house.test", roles: ["caseworker"] };
    for (const extra of [
      { agencyId: randomUUID() },
      { invitedBy: supervisor.id },
      { expiresAt: "2099-01-01" },
      { id: randomUUID() },
    ])
      expectProblem(await post("/api/invitations", { ...invitation, ...extra }, key()), 400, "bad-body");
    const roles = await post("/api/invitations", { ...invitation, roles: ["postgres"] }, key());
    expect(roles.statusCode).toBe(400);
    expect(await proposed("new@house.test")).toBe(0);
  });
});

describe("the same request twice", () => {
  const invite = (email: string, key: string) =>
    post(
      "/api/invitations",
      { email, roles: ["caseworker"] },
      { ...supervisor.headers(), "idempotency-key": key },
    );

  it("happens once, also when twelve come at once, and each gets the same answer", async () => {
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 12 }, () => invite("one@house.test", key)));
    expect(new Set(answers.map(({ statusCode, body }) => `${statusCode} ${body}`)).size).toBe(1);
    expect(answers[0]?.statusCode, answers[0]?.body).toBe(201);
    expect((await invite("one@house.test", key)).body, "later too").toBe(answers[0]?.body);
    expect(await proposed("one@house.test")).toBe(1);
  });

  it("is another one with another key or from another member, and refused with another body or without a key", async () => {
    const key = randomUUID();
    expect((await invite("two@house.test", key)).statusCode).toBe(201);
    expectProblem(await invite("three@house.test", key), 422, "key-reused");
    const other = await house.addMember({ agencyId, name: "Vera", roles: ["supervisor"] });
    const body = { email: "two@house.test", roles: ["caseworker"] };
    const theirs = await post("/api/invitations", body, { ...other.headers(), "idempotency-key": key });
    expect(theirs.statusCode).toBe(201);
    for (const bad of ["", "short", "a".repeat(101), "with space 1", "'; drop table --"])
      expectProblem(await invite("four@house.test", bad), 400, "key-needed");
    expect([
      await proposed("two@house.test"),
      await proposed("three@house.test"),
      await proposed("four@house.test"),
    ]).toEqual([2, 0, 0]);
  });

  it("leaves in the database neither key, answer, nor a hash that could be tried: an answer can be a secret", async () => {
    const key = randomUUID();
    const { token } = (await invite("five@house.test", key)).json();
    const { rows } = await house.owner.query("select i::text as row from http.idempotency i");
    const kept = rows.map(({ row }) => row).join("\n");
    expect(kept.length).toBeGreaterThan(100);
    expect(kept).not.toContain(key);
    expect(kept).not.toContain(token);
    const body = JSON.stringify(["/api/invitations", { email: "five@house.test", roles: ["caseworker"] }]);
    expect(kept).not.toContain(createHash("sha256").update(body).digest("hex"));
  });
});

describe("the line for events", () => {
  const open = async (member: TestMember) => {
    const leaving = new AbortController();
    const response = await fetch(`${house.origin}/api/events`, {
      headers: { cookie: member.headers().cookie ?? "" },
      signal: leaving.signal,
    });
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/event-stream");
    expect(response.headers.get("x-frame-options")).toBe("DENY");
    let text = "";
    const done = (async () => {
      for await (const part of response.body ?? []) text += Buffer.from(part).toString();
      return "the server ended it";
    })().catch(() => "we left");
    return { text: () => text, done, leave: () => leaving.abort() };
  };

  it("tells of what happened at one's own agency, by type alone", async () => {
    const far = await house.addAgency({ name: "Far Shore", kind: "ngo" });
    const here = await house.addMember({ agencyId, name: "Noor", roles: ["caseworker"] });
    const there = await house.addMember({ agencyId: far, name: "Amara", roles: ["caseworker"] });
    const [ourLine, theirLine] = [await open(here), await open(there)];
    const payload = JSON.stringify({ type: "letter.received", agencyId });
    await house.owner.query("select pg_notify('leeward_events', $1)", [payload]);
    await expect.poll(ourLine.text).toContain("event: letter.received\ndata: {}\n\n");
    const own = JSON.stringify({ type: "case.opened", agencyId, memberId: here.id });
    await house.owner.query("select pg_notify('leeward_events', $1)", [own]);
    await expect.poll(ourLine.text).toContain('event: case.opened\ndata: {"own":true}\n\n');
    const others = JSON.stringify({ type: "case.opened", agencyId, memberId: there.id });
    await house.owner.query("select pg_notify('leeward_events', $1)", [others]);
    await expect.poll(ourLine.text).toContain("event: case.opened\ndata: {}\n\n");
    expect(theirLine.text()).not.toContain("letter");
    for (const line of [ourLine, theirLine]) {
      line.leave();
      expect(await line.done).toBe("we left");
    }
  });

  it("is one of twenty of a member at most, and a place is free again when one leaves", async () => {
    const member = await house.addMember({ agencyId, name: "Ada", roles: ["caseworker"] });
    const lines = await Promise.all(Array.from({ length: 20 }, () => open(member)));
    expectProblem(await get("/api/events", member.headers()), 429, "too-many");
    lines[0]?.leave();
    await expect
      .poll(
        () =>
          open(member)
            .then((line) => lines.push(line))
            .catch(() => "refused"),
        { timeout: 20_000 },
      )
      .toBe(21);
    for (const line of lines) line.leave();
  });

  it("ends when its session ends, wherever that was", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    try {
      const member = await house.addMember({ agencyId, name: "Kofi", roles: ["caseworker"] });
      const line = await open(member);
      let ended = false;
      void line.done.then(() => {
        ended = true;
      });
      await vi.advanceTimersByTimeAsync(60_000);
      await sleep(200);
      expect(ended, "a live session goes on hearing").toBe(false);
      expect(line.text()).toContain(": still here");
      await house.owner.query("update identity.session set ended_at = now() where member_id = $1", [
        member.id,
      ]);
      await vi.advanceTimersByTimeAsync(60_000);
      expect(await line.done).toBe("the server ended it");
    } finally {
      vi.useRealTimers();
    }
  });
});

it("forgets which browser came, and from where, before anything else looks", async () => {
  const answer = await rawGet("/api/test-headers", [
    ...[`Host: 127.0.0.1:${port}`, "Accept-Language: ar-EG", "X-Forwarded-Proto: https"],
    ...["User-Agent: Marshwiggle", 'sec-ch-ua: "Marshwiggle"', 'Sec-CH-UA-Platform: "Marshwiggle"'],
    ...["X-Forwarded-For: 203.0.113.9", "x-forwarded-for: 203.0.113.9", "Forwarded: for=203.0.113.9"],
    "X-Real-IP: 203.0.113.9",
  ]);
  expect(statusOf(answer)).toBe(200);
  expect(answer).not.toMatch(/Marshwiggle|203\.0\.113\.9/);
  expect(answer.match(/ar-EG/g), "as it is, in each of the three forms").toHaveLength(3);
});

describe("the description", () => {
  it("is OpenAPI 3.1, and lists each route with its parameters and schemas that hold together", async () => {
    const document = (await get("/api/openapi.json")).json();
    expect(document.info).toMatchObject({ title: "Leeward", version: "test" });
    expect(describedRoutes(document)).toEqual(routes.filter((route) => route.includes(" /api/")).sort());
  });
});

describe("a database that goes away", () => {
  let folder: string;
  let postgres: EmbeddedPostgres;
  let db: Database;
  let app: App;
  const logged: string[] = [];
  const start = () =>
    startPostgres({
      dataDir: join(folder, "postgres"),
      fallbackRoot: join(folder, "fallback"),
      settings: { fsync: "off" },
      log: () => {},
    });
  const ask = (url: string) => app.inject({ url, headers: { host: "leeward.test" } });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "leeward-away-"));
    chmodSync(folder, 0o755); // user 65534 must pass through it when the tests run as root
    postgres = await start();
    await postgres.ensureDatabase("leeward");
    await migrate({ connectionString: postgres.connectionString("leeward") });
    const log = (line: string) => void logged.push(line);
    db = openDatabase({
      connectionString: postgres.connectionString("leeward", "leeward_server"),
      sizeMax: 4,
      log,
    });
    app = await createApp({ origins: ["http://leeward.test"], version: "test", log });
    const select = (statement: ReturnType<typeof sql>) =>
      db.transaction("leeward_visitor", async (tx) => (await statement.execute(tx)).rows);
    app.get("/api/quick", async () => ({ rows: await select(sql`select 1 as one`) }));
    app.get("/api/slow", async () => ({ rows: await select(sql`select pg_sleep(30)`) }));
  }, 60_000);
  afterAll(async () => {
    await app?.close();
    await db?.close();
    await postgres?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it("mid-request is answered with a sentence, and the house works again once it is back", async () => {
    expect((await ask("/api/quick")).statusCode).toBe(200);
    const hub = new EventHub();
    const ending = new AbortController();
    const heard: string[] = [];
    hub.subscribe("agency", (type) => heard.push(type));
    const running = hub.run(db, ending.signal);
    await expect.poll(() => heard).toEqual(["house.reconnected"]);

    const slow = ask("/api/slow");
    await sleep(300);
    await postgres.stop();
    expectProblem(await slow, 503, "database-away");
    for (let nth = 0; nth < 6; nth++) expectProblem(await ask("/api/quick"), 503, "database-away");

    postgres = await start();
    const back = await Promise.all(Array.from({ length: 8 }, () => ask("/api/quick")));
    expect(back.map(({ statusCode }) => statusCode)).toEqual(Array(8).fill(200));
    await expect.poll(() => heard, { timeout: 60_000 }).toEqual(["house.reconnected", "house.reconnected"]);
    ending.abort();
    await running;
    expect(logged.some((line) => line.startsWith("503 GET /api/slow"))).toBe(true);
  }, 60_000);
});
