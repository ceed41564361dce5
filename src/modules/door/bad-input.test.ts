import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toBase64Url } from "../../core/keys/index.ts";
import { type TestHouse, testHouse, testRandom } from "../../core/testing.ts";
import { FirstLetter, lookAtDoor } from "./island/first-letter.ts";
import { Visit } from "./island/visit.ts";
import { makeWay, type Way } from "./island/way.ts";
import { openTestDoor, type TestDoor } from "./testing.ts";

// What the world may send to the door's routes. Every answer is a problem with a code, never a 500, and nothing of
// what was sent comes back in it.

let house: TestHouse;
let door: TestDoor;
let way: Way;
let session: string;

beforeAll(async () => {
  house = await testHouse();
  door = await openTestDoor(house);
  way = await makeWay(door.tools, (await lookAtDoor(door.tools)).door.doorSalt);
  await new FirstLetter(door.tools, way).send({ text: "Hello", language: "en" });
  const tools = {
    ...door.tools,
    ask: async <T>(path: string, options?: Parameters<typeof door.tools.ask>[1]): Promise<T> => {
      const answer = await door.tools.ask<T>(path, options);
      if (path === "/api/words/session") ({ session } = answer as { session: string });
      return answer;
    },
  };
  await Visit.begin(tools, way);
});
afterAll(() => house.stop());

type Method = "GET" | "POST" | "PUT" | "DELETE";
type As = "nobody" | "person" | "intake" | "supervisor";
interface Route {
  readonly method: Method;
  readonly url: () => string;
  readonly as: As;
  /** A body of the right form, as far as a table can hold one. */
  readonly body?: () => Record<string, unknown>;
}

const letter = () => ({
  version: 1,
  order: 2,
  hour: Math.floor(house.clock.now.getTime() / 3_600_000),
  senderKind: "person",
  senderMemberId: null,
  recipientsVersion: 1,
  ciphertext: toBase64Url(testRandom(1085)),
  seals: [door.intake.id, "mailbox"].map((to) => ({ to, sealed: toBase64Url(testRandom(80)) })),
});
const ROUTES: Readonly<Record<string, Route>> = {
  "POST /api/door/mailboxes": {
    method: "POST",
    url: () => "/api/door/mailboxes",
    as: "nobody",
    body: () => ({
      address: way.keys.address,
      readingKey: toBase64Url(testRandom(32)),
      signingKey: toBase64Url(testRandom(32)),
      letter: letter(),
    }),
  },
  "POST /api/door/letters": {
    method: "POST",
    url: () => "/api/door/letters",
    as: "person",
    body: () => ({ letter: letter() }),
  },
  "POST /api/door/offers/:id/answer": {
    method: "POST",
    url: () => `/api/door/offers/${randomUUID()}/answer`,
    as: "person",
    body: () => ({ yes: true, statement: "{}", signature: toBase64Url(testRandom(64)) }),
  },
  "POST /api/inbox/:address/letters": {
    method: "POST",
    url: () => `/api/inbox/${way.keys.address}/letters`,
    as: "intake",
    body: () => ({ letter: { ...letter(), senderKind: "member", senderMemberId: door.intake.id } }),
  },
  "PUT /api/inbox/:address/assignment": {
    method: "PUT",
    url: () => `/api/inbox/${way.keys.address}/assignment`,
    as: "intake",
    body: () => ({ memberId: randomUUID() }),
  },
  "POST /api/inbox/:address/offers": {
    method: "POST",
    url: () => `/api/inbox/${way.keys.address}/offers`,
    as: "intake",
    body: () => ({
      id: randomUUID(),
      recipientAgencyId: randomUUID(),
      categories: ["contact"],
      purpose: "support",
      protocolId: randomUUID(),
      consentUntil: new Date(house.clock.now.getTime() + 86_400_000).toISOString(),
    }),
  },
  "POST /api/recipients": {
    method: "POST",
    url: () => "/api/recipients",
    as: "supervisor",
    body: () => ({
      list: {
        agencyId: door.agencyId,
        version: 2,
        issuedAtHour: 1,
        previousHash: null,
        recipients: [
          {
            memberId: door.intake.id,
            readingKey: toBase64Url(testRandom(32)),
            signingKey: toBase64Url(testRandom(32)),
          },
        ],
      },
      signature: toBase64Url(testRandom(64)),
    }),
  },
};
const READS: Readonly<Record<string, Route>> = {
  "GET /api/door/letters": { method: "GET", url: () => "/api/door/letters", as: "person" },
  "DELETE /api/door/mailbox": { method: "DELETE", url: () => "/api/door/mailbox", as: "person" },
  "GET /api/inbox": { method: "GET", url: () => "/api/inbox", as: "intake" },
  "GET /api/inbox/:address": { method: "GET", url: () => `/api/inbox/${way.keys.address}`, as: "intake" },
  "GET /api/recipients": { method: "GET", url: () => "/api/recipients", as: "supervisor" },
};

function headersOf(as: As): Record<string, string> {
  const ours = { host: "leeward.test", origin: house.origin };
  switch (as) {
    case "nobody":
      return ours;
    case "person":
      return { ...ours, authorization: `Words ${session}` };
    case "intake":
      return door.intake.headers();
    case "supervisor":
      return door.supervisor.headers();
  }
}

const send = (route: Route, payload: string | object | undefined, headers: Record<string, string> = {}) =>
  house.app.inject({
    method: route.method,
    url: route.url(),
    headers: {
      ...headersOf(route.as),
      "idempotency-key": randomUUID(),
      ...(payload !== undefined && { "content-type": "application/json" }),
      ...headers,
    },
    ...(payload !== undefined && { payload }),
  });

/** Every place in a body where a text stands, as a path. */
function textsIn(value: unknown, path: readonly (string | number)[] = []): (string | number)[][] {
  if (typeof value === "string") return [[...path]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    textsIn(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}
function withText(body: object, path: readonly (string | number)[], text: string): object {
  const copy: Record<string | number, unknown> = structuredClone(body) as Record<string, unknown>;
  let at = copy;
  for (const key of path.slice(0, -1)) at = at[key] as Record<string | number, unknown>;
  at[path.at(-1) ?? ""] = text;
  return copy;
}

const HOSTILE = [
  "a\u0000b",
  "\ud800",
  "\u202e\u2066reversed",
  "'; drop table door.mailbox; --",
  "<script>alert(1)</script>",
  "../../etc/passwd",
  "x".repeat(400_000),
  "\u{1d54f}\u061c",
];

describe.each(Object.entries(ROUTES))("%s", (_name, route) => {
  it("answers text that belongs nowhere, in every field, with a problem that repeats none of it", async () => {
    const body = route.body?.() ?? {};
    for (const path of textsIn(body)) {
      for (const text of HOSTILE) {
        const answer = await send(route, withText(body, path, text));
        expect(answer.statusCode, `${path.join(".")} ${text.slice(0, 12)}`).toBeGreaterThanOrEqual(400);
        expect(answer.statusCode, `${path.join(".")} ${text.slice(0, 12)}: ${answer.body}`).toBeLessThan(500);
        expect(answer.json().code).toMatch(/^[a-z-]+$/);
        expect(answer.body).not.toContain(text.slice(0, 40));
      }
    }
  });

  it("answers what is no JSON, too much of it, of another type, and fields that nobody asked for", async () => {
    const body = route.body?.() ?? {};
    const table: readonly (readonly [string | object, Record<string, string>, number])[] = [
      ["{", {}, 400],
      ["", {}, 400],
      ["[]", {}, 400],
      ["null", {}, 400],
      ['{"__proto__": {"yes": true}}', {}, 400],
      ["[".repeat(20_000), {}, 400],
      [`"${"x".repeat(10 * 1024 * 1024)}"`, {}, 413],
      ["a=1", { "content-type": "application/x-www-form-urlencoded" }, 415],
      [{ ...body, isSupervisor: true, status: "accepted", case_id: randomUUID() }, {}, 400],
    ];
    for (const [payload, headers, status] of table) {
      const answer = await send(route, payload, headers);
      expect(answer.statusCode, `${String(payload).slice(0, 20)}: ${answer.body.slice(0, 200)}`).toBe(status);
      expect(answer.headers["content-type"]).toMatch(/^application\/problem\+json/);
    }
  });

  it("is not carried out for another site, nor without a key for what is made", async () => {
    const body = route.body?.() ?? {};
    const foreign = await send(route, body, { origin: "https://evil.test" });
    expect(foreign.json()).toMatchObject({ status: 403, code: "cross-site" });
    const fetched = await send(route, body, { "sec-fetch-site": "cross-site" });
    expect(fetched.json()).toMatchObject({ status: 403, code: "cross-site" });
    if (route.method !== "POST") return;
    // A first letter is refused for its address before its key is looked at.
    const keyless = await send(route, body, { "idempotency-key": "short" });
    expect(["key-needed", "wrong-address"]).toContain(keyless.json().code);
  });
});

describe.each(Object.entries({ ...ROUTES, ...READS }).filter(([, route]) => route.as !== "nobody"))(
  "%s",
  (_name, route) => {
    it("opens for no session that is missing, forged, of another kind, or over", async () => {
      const body = route.body?.();
      const [good, other] = route.as === "person" ? ["authorization", "cookie"] : ["cookie", "authorization"];
      const forged = toBase64Url(testRandom(32));
      const value = (secret: string) => (good === "cookie" ? `leeward_session=${secret}` : `Words ${secret}`);
      const wrong = [
        { [good]: "" },
        { [good]: value(forged) },
        { [good]: value("x") },
        { [good]: value(`${forged.slice(0, 42)}'`) },
        {
          [good]: "",
          [other]:
            other === "cookie" ? `leeward_session=${session}` : `Words ${toBase64Url(door.intake.secret)}`,
        },
        { [good]: value(good === "cookie" ? session : toBase64Url(door.intake.secret)) },
      ];
      for (const headers of wrong) {
        const answer = await send(route, body, headers);
        expect(answer.statusCode, JSON.stringify(headers)).toBe(401);
        expect(answer.json().code).toBe(route.as === "person" ? "visit-ended" : "not-signed-in");
      }
    });
  },
);

describe("a visit", () => {
  it("cannot be begun twice with one signature, nor with a signature for another address", async () => {
    const sent: { address: string; nonce: string; signature: string }[] = [];
    const tools = {
      ...door.tools,
      ask: <T>(path: string, options?: Parameters<typeof door.tools.ask>[1]): Promise<T> => {
        if (path === "/api/words/session") sent.push(options?.body as (typeof sent)[number]);
        return door.tools.ask<T>(path, options);
      },
    };
    const visit = await Visit.begin(tools, way);
    const [first] = sent;
    const again = (body: object) =>
      door.tools.ask("/api/words/session", { method: "POST", body }).then(
        () => "accepted",
        (error: { code: string }) => error.code,
      );
    expect(await again(first ?? {})).toBe("wrong-words");
    const other = await makeWay(door.tools, (await lookAtDoor(door.tools)).door.doorSalt);
    expect(await again({ ...first, address: other.keys.address })).toBe("wrong-words");
    await visit.end();
    await expect(visit.read()).rejects.toMatchObject({ code: "visit-ended" });
  });
});
