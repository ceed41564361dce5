import { randomUUID } from "node:crypto";
import { generateSync } from "otplib";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createApp } from "../http/index.ts";
import { fromBase64Url, toBase32, toBase64Url } from "../keys/index.ts";
import { registerProposals } from "../proposals/index.ts";
import { type TestHouse, type TestMember, testHouse, testRandom } from "../testing.ts";
import { registerIdentity, VISIT_PURPOSE } from "./index.ts";
import { derivePasswordSecrets, makeMemberKeys, unwrapMemberKeys, wrapMemberKeys } from "./member-keys.ts";
import { argon2id } from "./words/argon2-node.ts";
import { deriveMailboxKeys } from "./words/mailbox.ts";
import { newSecret } from "./words/secret.ts";
import { signChallenge } from "./words/statements.ts";

/** How often a password was compared or hashed: the slow part of a sign-in, counted instead of timed. */
const compared = vi.hoisted(() => ({ count: 0 }));
const hashed = vi.hoisted(() => ({ count: 0 }));
vi.mock("@node-rs/argon2", async (load) => {
  const real = await load<typeof import("@node-rs/argon2")>();
  const verify: typeof real.verify = (...parts) => {
    compared.count += 1;
    return real.verify(...parts);
  };
  const hash: typeof real.hash = (...parts) => {
    hashed.count += 1;
    return real.hash(...parts);
  };
  return { ...real, verify, hash };
});

let house: TestHouse;
let agencyId: string;
beforeAll(async () => {
  house = await testHouse();
  registerIdentity(house.app, house.house);
  registerProposals(house.app, house.house);
  agencyId = await house.addAgency({ name: "Harbour House", kind: "shelter" });
});
afterAll(() => house.stop());

const ours = () => ({ host: "leeward.test", origin: house.origin });
const post = (url: string, payload: object, headers: Record<string, string> = {}) =>
  house.app.inject({ method: "POST", url, payload, headers: { ...ours(), ...headers } });
const setCookies = (response: { headers: Record<string, unknown> }): string[] =>
  [response.headers["set-cookie"]].flat().map(String);
const cookieOf = (response: { cookies: { name: string; value: string }[] }) => ({
  cookie: `leeward_session=${response.cookies.find((entry) => entry.name === "leeward_session")?.value}`,
});

/**
 * The process's clock is wrong, jumps ahead, or goes back an hour, as clocks do whose zone is changed by hand; the database
 * judges by its own. Seen to fail: with lifetimes and the age of a proof reckoned by the process, as they were.
 */
describe("a clock that jumps", () => {
  const jump = (ms: number) => {
    house.clock.now = new Date(Date.now() + ms);
  };
  const HOUR = 3_600_000;

  it("neither lengthens nor cuts the session that begins meanwhile", async () => {
    const member = await house.addMember({
      agencyId,
      name: "Runa",
      roles: ["caseworker"],
      password: "calm sea",
    });
    const { authSecret } = await derivePasswordSecrets(
      { email: member.email, password: "calm sea" },
      argon2id,
    );
    try {
      for (const ms of [-30 * 24 * HOUR, -HOUR, HOUR, 365 * 24 * HOUR]) {
        jump(ms);
        const begun = await post("/api/sign-in", { email: member.email, authSecret });
        expect(begun.statusCode, begun.body).toBe(200);
        const { rows } = await house.owner.query(
          "select extract(epoch from expires_at - created_at)::int as seconds from identity.session where member_id = $1 order by created_at desc limit 1",
          [member.id],
        );
        expect(rows[0].seconds, String(ms)).toBe(10 * 3600);
      }
    } finally {
      jump(0);
    }
  });

  it("makes no old proof fresh, and none from after the database's own clock went back", async () => {
    const member = await house.addMember({ agencyId, name: "Sole", roles: ["supervisor"] });
    const act = () =>
      post(
        "/api/invitations",
        { email: `${randomUUID()}@house.test`, roles: ["caseworker"] },
        { ...member.headers(), "idempotency-key": randomUUID() },
      );
    const provedAt = (shift: string) =>
      house.owner.query("update identity.session set proved_at = now() + $2::interval where member_id = $1", [
        member.id,
        shift,
      ]);
    try {
      for (const [shift, ms, status] of [
        ["-9 minutes", 0, 201],
        ["-11 minutes", 0, 403],
        ["-11 minutes", -HOUR, 403],
        ["-9 minutes", HOUR, 201],
        ["1 hour", 0, 403],
      ] as const) {
        await provedAt(shift);
        jump(ms);
        expect((await act()).statusCode, `proof ${shift}, the process ${ms} ms off`).toBe(status);
      }
    } finally {
      jump(0);
    }
  });

  it("gives a visit its hour and a challenge its two minutes", async () => {
    const address = toBase32(testRandom(16));
    try {
      jump(-HOUR);
      const answer = await post("/api/words/challenge", { address });
      expect(answer.statusCode, answer.body).toBe(200);
      const leftMs = Date.parse(answer.json().expiresAt) - Date.now();
      expect(leftMs).toBeGreaterThan(0);
      expect(leftMs).toBeLessThan(3 * 60_000);
    } finally {
      jump(0);
    }
  });
});

describe("a session's cookie", () => {
  it("is bound to this very host where browsers come over HTTPS, so that no neighbour can plant one of their own", async () => {
    const origin = "https://desk.leeward.test";
    const app = await createApp({ origins: [origin, "http://onion.test"], version: "test", log: () => {} });
    registerIdentity(app, { ...house.house, config: { ...house.house.config, origins: [origin] } });
    const member = await house.addMember({
      agencyId,
      name: "Tova",
      roles: ["caseworker"],
      password: "calm sea",
    });
    const { authSecret } = await derivePasswordSecrets(
      { email: member.email, password: "calm sea" },
      argon2id,
    );
    const signIn = (at: string) =>
      app.inject({
        method: "POST",
        url: "/api/sign-in",
        headers: { host: new URL(at).host, origin: at },
        payload: { email: member.email, authSecret },
      });
    const begun = await signIn(origin);
    expect(setCookies(begun)[0]).toMatch(
      /^__Host-leeward_session=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    );
    expect(setCookies(await signIn("http://onion.test"))[0]).toMatch(
      /^leeward_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    const secret = begun.cookies[0]?.value;
    const me = (cookie: string) =>
      app.inject({ url: "/api/me", headers: { host: "desk.leeward.test", cookie } });
    expect((await me(`__Host-leeward_session=${secret}`)).statusCode).toBe(200);
    expect((await me(`leeward_session=${secret}`)).statusCode, "as a neighbour could have set it").toBe(401);
    await app.close();
  });

  it("of an attacker is not taken over by a sign-in: the secret is new, and the one that was sent stays what it was", async () => {
    const member = await house.addMember({
      agencyId,
      name: "Fixa",
      roles: ["caseworker"],
      password: "calm sea",
    });
    const { authSecret } = await derivePasswordSecrets(
      { email: member.email, password: "calm sea" },
      argon2id,
    );
    const planted = toBase64Url(testRandom(32));
    const begun = await post(
      "/api/sign-in",
      { email: member.email, authSecret },
      { cookie: `leeward_session=${planted}` },
    );
    expect(begun.statusCode).toBe(200);
    expect(cookieOf(begun).cookie).not.toContain(planted);
    const me = await house.app.inject({
      url: "/api/me",
      headers: { ...ours(), cookie: `leeward_session=${planted}` },
    });
    expect(me.statusCode).toBe(401);
  });
});

describe("signing in", () => {
  it("takes the right password, hides which of the two was wrong, and sets a cookie that scripts cannot read", async () => {
    const member = await house.addMember({
      agencyId,
      name: "Ines",
      roles: ["caseworker"],
      password: "calm sea",
    });
    const derive = (password: string) => derivePasswordSecrets({ email: member.email, password }, argon2id);
    const right = await post("/api/sign-in", {
      email: member.email,
      authSecret: (await derive("calm sea")).authSecret,
    });
    expect(right.json()).toEqual({ stage: "full", ways: [] });
    expect(setCookies(right)[0]).toMatch(/HttpOnly; SameSite=Strict/);
    const me = await house.app.inject({ url: "/api/me", headers: { ...ours(), ...cookieOf(right) } });
    expect(me.json().member).toMatchObject({ id: member.id, roles: ["caseworker"], supervises: false });
    const wrapped = fromBase64Url(me.json().keys.wrapped);
    const opened = await unwrapMemberKeys(wrapped, (await derive("calm sea")).wrapKey, member.id);
    expect(opened.reading.publicKey).toEqual(member.keys.reading.publicKey);

    const wrongPassword = await post("/api/sign-in", {
      email: member.email,
      authSecret: (await derive("x")).authSecret,
    });
    const nobody = await post("/api/sign-in", {
      email: "no@one.test",
      authSecret: toBase64Url(testRandom(32)),
    });
    expect(wrongPassword.statusCode).toBe(401);
    expect(nobody.body).toBe(wrongPassword.body);
  });

  it("asks for a second factor where one is enrolled, takes each code once, and a recovery code once", async () => {
    const member = await house.addMember({
      agencyId,
      name: "Marta",
      roles: ["supervisor"],
      password: "still water",
    });
    const { authSecret } = await derivePasswordSecrets(
      { email: member.email, password: "still water" },
      argon2id,
    );
    const begun = await post("/api/second-factor/begin", {}, member.headers());
    const { secret } = begun.json();
    const nowS = () => Math.floor(house.clock.now.getTime() / 1000);
    const code = () => generateSync({ secret, epoch: nowS() });
    const finished = await post("/api/second-factor/finish", { secret, code: code() }, member.headers());
    expect(finished.statusCode, house.logged.join()).toBe(200);
    const { recoveryCodes } = finished.json();
    expect(recoveryCodes).toHaveLength(8);

    const half = await post("/api/sign-in", { email: member.email, authSecret });
    expect(half.json()).toEqual({ stage: "second-factor", ways: ["code"] });
    const notYet = await house.app.inject({ url: "/api/me", headers: { ...ours(), ...cookieOf(half) } });
    expect(notYet.statusCode).toBe(401);
    const replayed = await post("/api/sign-in/second-factor", { code: code() }, cookieOf(half));
    expect(replayed.statusCode, "the code that enrolled is used up").toBe(401);
    house.clock.now = new Date(house.clock.now.getTime() + 60_000);
    const full = await post("/api/sign-in/second-factor", { code: code() }, cookieOf(half));
    expect(full.json()).toEqual({ stage: "full" });
    expect(cookieOf(full), "a new secret, so that an old cookie is worth nothing").not.toEqual(
      cookieOf(half),
    );

    const again = await post("/api/sign-in", { email: member.email, authSecret });
    const [recoveryCode] = recoveryCodes;
    expect((await post("/api/sign-in/second-factor", { recoveryCode }, cookieOf(again))).statusCode).toBe(
      200,
    );
    const third = await post("/api/sign-in", { email: member.email, authSecret });
    expect((await post("/api/sign-in/second-factor", { recoveryCode }, cookieOf(third))).statusCode).toBe(
      401,
    );
  });

  // Seen to fail: without the comparison with nobody's hash.
  it("takes the same work for a name that is nobody's: one comparison of a password, as many questions to the database", async () => {
    const member = await house.addMember({
      agencyId,
      name: "Selma",
      roles: ["caseworker"],
      password: "calm sea",
    });
    const transaction = vi.spyOn(house.house.db, "transaction");
    const workOf = async (email: string) => {
      compared.count = 0;
      transaction.mockClear();
      const answer = await post("/api/sign-in", { email, authSecret: toBase64Url(testRandom(32)) });
      const headers = Object.entries(answer.headers).filter(([name]) => name !== "date");
      return {
        status: answer.statusCode,
        body: answer.body,
        headers,
        comparisons: compared.count,
        transactions: transaction.mock.calls.length,
      };
    };
    const [known, unknown] = [await workOf(member.email), await workOf("nobody.at.all@house.test")];
    transaction.mockRestore();
    expect(known).toEqual(unknown);
    expect(known).toMatchObject({ status: 401, comparisons: 1 });
  });

  // Seen to fail: each made-up link had a password hashed, 19 MiB and a core, for as many as anyone liked to send.
  it("does none of that work for an invitation or a renewal that nobody made", async () => {
    hashed.count = 0;
    const key = () => toBase64Url(testRandom(32));
    const keys = {
      authSecret: key(),
      readingKey: key(),
      signingKey: key(),
      wrapped: toBase64Url(testRandom(128)),
    };
    const told = await Promise.all([
      post("/api/invitations/accept", { token: key(), displayName: "Nobody", ...keys }),
      post("/api/renewals/hand-in", { token: key(), ...keys }),
    ]);
    expect(told.map((answer) => [answer.statusCode, answer.json().code])).toEqual([
      [404, "no-invitation"],
      [404, "no-renewal"],
    ]);
    expect(hashed.count).toBe(0);
  });

  it("lets a stranger who types wrong passwords keep nobody out of the browser that they work in", async () => {
    // A process of its own, that asks nobody for work: here the limits alone are to be met.
    const app = await createApp({ origins: [house.origin], version: "test", log: () => undefined });
    registerIdentity(app, house.house);
    const [member, other] = [
      await house.addMember({ agencyId, name: "Nora", roles: ["caseworker"], password: "calm sea" }),
      await house.addMember({ agencyId, name: "Olga", roles: ["caseworker"], password: "calm sea" }),
    ];
    const secretOf = async (email: string) =>
      (await derivePasswordSecrets({ email, password: "calm sea" }, argon2id)).authSecret;
    const right = await secretOf(member.email);
    const wrong = () => toBase64Url(testRandom(32));
    const signIn = (email: string, authSecret: string, cookie = "") =>
      app.inject({
        ...{ method: "POST", url: "/api/sign-in", payload: { email, authSecret } },
        headers: { host: "leeward.test", origin: "http://leeward.test", cookie },
      });
    const known = (answer: Awaited<ReturnType<typeof signIn>>) => {
      const found = answer.cookies.find(({ name }) => name === "leeward_known");
      return `leeward_known=${found?.value}`;
    };
    const first = await signIn(member.email, right);
    const browser = known(first);
    const flags = first.cookies.find(({ name }) => name === "leeward_known");
    expect(flags).toMatchObject({ httpOnly: true, sameSite: "Strict", path: "/" });
    const failed = await signIn(member.email, wrong());
    expect(failed.cookies, "a wrong password makes no browser known").toEqual([]);
    const strangers = [];
    for (let nth = 0; nth < 12; nth++) strangers.push((await signIn(member.email, wrong())).statusCode);
    expect(strangers.filter((status) => status === 429).length).toBeGreaterThan(2);
    expect((await signIn(member.email, right)).statusCode, "a new browser waits").toBe(429);
    const forged = Buffer.from(browser.split("=")[1] ?? "", "base64url");
    forged[0] = (forged[0] ?? 0) ^ 1;
    const forgedCookie = `leeward_known=${forged.toString("base64url")}`;
    expect((await signIn(member.email, right, forgedCookie)).statusCode, "a made-up mark").toBe(429);
    const twins = known(await signIn(other.email, await secretOf(other.email), browser));
    expect((await signIn(member.email, right, browser)).statusCode, "the known one does not").toBe(200);
    expect((await signIn(member.email, right, twins)).statusCode, "shared with a colleague").toBe(200);
    const ofOther = known(await signIn(other.email, await secretOf(other.email)));
    expect((await signIn(member.email, right, ofOther)).statusCode, "a mark is good for one address").toBe(
      429,
    );
    // Whoever steals the mark has ten tries with it, and no more.
    const thief = [];
    for (let nth = 0; nth < 12; nth++) thief.push((await signIn(member.email, wrong(), browser)).statusCode);
    expect(thief.filter((status) => status === 401).length).toBeLessThan(10);
    expect(thief.at(-1)).toBe(429);
    // Nor does the stranger keep the member from changing a password that may have leaked.
    const change = await app.inject({
      ...{ method: "PUT", url: "/api/me/password", headers: member.headers() },
      payload: { currentAuthSecret: wrong(), newAuthSecret: wrong(), wrapped: "a".repeat(120) },
    });
    expect(change.json().code).toBe("wrong-password");
    await app.close();
  });

  // Seen to fail: with the address as it was typed; the database took these for one member's, the limit for many names.
  it("counts the tries at one member together, however the address is written", async () => {
    const member = await house.addMember({ agencyId, name: "Ines", roles: ["caseworker"] });
    const spellings = [
      member.email,
      member.email.toUpperCase(),
      member.email.replace("i", "\u0130"),
      member.email.replace("i", "\uff49"),
      ` ${member.email}`.trim(),
    ];
    const found: string[] = [];
    const { rows } = await house.owner.query("select unnest($1::text[])::citext = $2::citext as same", [
      spellings,
      member.email,
    ]);
    expect(
      rows.filter(({ same }) => same).length,
      "the database alone takes another letter for the same",
    ).toBeGreaterThan(3);
    for (let nth = 0; nth < 12; nth++) {
      const email = spellings[nth % 2 === 0 ? 0 : 1] ?? "";
      found.push(
        String((await post("/api/sign-in", { email, authSecret: toBase64Url(testRandom(32)) })).statusCode),
      );
    }
    expect(found.filter((status) => status === "401")).toHaveLength(10);
    const right = await derivePasswordSecrets({ email: member.email, password: "x" }, argon2id);
    for (const email of spellings.slice(2, 3)) {
      const answer = await post("/api/sign-in", { email, authSecret: right.authSecret });
      expect(answer.statusCode, "this spelling is nobody's").toBe(401);
    }
    expect(
      (await post("/api/sign-in", { email: spellings[3] ?? "", authSecret: right.authSecret })).statusCode,
      "and this one is hers",
    ).toBe(429);
  });

  it("stops after ten tries in an hour, also with the right password", async () => {
    const email = "many@tries.test";
    const tries = Array.from({ length: 11 }, () =>
      post("/api/sign-in", { email, authSecret: toBase64Url(testRandom(32)) }),
    );
    const codes = (await Promise.all(tries)).map((response) => response.statusCode).sort();
    expect(codes).toEqual([...Array(10).fill(401), 429]);
  });

  it("ends at once where a member or an agency is suspended, and when the member signs out", async () => {
    const member = await house.addMember({ agencyId, name: "Jonas", roles: ["caseworker"] });
    const look = () => house.app.inject({ url: "/api/me", headers: member.headers() });
    expect((await look()).statusCode).toBe(200);
    await house.owner.query("update identity.member set status = 'suspended' where id = $1", [member.id]);
    expect((await look()).statusCode).toBe(401);
    await house.owner.query("update identity.member set status = 'active' where id = $1", [member.id]);
    await post("/api/sign-out", {}, member.headers());
    expect((await look()).statusCode).toBe(401);
  });

  it("cannot be begun by SQL that someone injects, since nothing vouches for it", async () => {
    const member = await house.addMember({ agencyId, name: "Rita", roles: ["caseworker"] });
    await expect(
      house.house.db.transaction("leeward_visitor", async (tx) => {
        const { sql } = await import("kysely");
        await sql`select identity.begin_session(${member.id}, ${Buffer.from(testRandom(32))}, 'full',
          now() + interval '1 hour', '-', null, ${Buffer.from(testRandom(32))})`.execute(tx);
      }),
    ).rejects.toThrow(/not vouched for/);
  });
});

describe("an invitation", () => {
  it("makes a member whose keys came from their own browser, once, proposed by a supervisor and confirmed by another member", async () => {
    const supervisor = await house.addMember({ agencyId, name: "Nadia", roles: ["supervisor"] });
    const plain = await house.addMember({ agencyId, name: "Tomas", roles: ["caseworker"] });
    const wish = { email: "new@harbour.test", roles: ["caseworker"] };
    const key = { "idempotency-key": "invite-new-0001" };
    expect((await post("/api/invitations", wish, { ...plain.headers(), ...key })).statusCode).toBe(403);
    const made = await post("/api/invitations", wish, { ...supervisor.headers(), ...key });
    expect(made.statusCode).toBe(201);
    const twice = await post("/api/invitations", wish, { ...supervisor.headers(), ...key });
    expect(twice.json(), "the same request twice happens once").toEqual(made.json());
    const { id, token, waits } = made.json();
    expect(waits).toBe(true);
    expect((await post("/api/invitations/open", { token })).statusCode, "nobody has confirmed it").toBe(404);
    const { rows } = await house.owner.query(
      "select encode(content_hash, 'hex') as hash from proposals.proposal where id = $1",
      [id],
    );
    const confirm = (as: TestMember) => post(`/api/proposals/${id}/confirm`, rows[0], as.headers());
    expect((await confirm(supervisor)).json().code).toBe("proposal-own");
    expect((await confirm(plain)).statusCode).toBe(204);
    const opened = (await post("/api/invitations/open", { token })).json();
    expect(opened).toMatchObject({ agencyName: "Harbour House", email: wish.email, roles: ["caseworker"] });

    const { authSecret, wrapKey } = await derivePasswordSecrets(
      { email: wish.email, password: "new tide" },
      argon2id,
    );
    const keys = await makeMemberKeys(testRandom);
    const accept = {
      token,
      displayName: "New Member",
      authSecret,
      readingKey: toBase64Url(keys.reading.publicKey),
      signingKey: toBase64Url(keys.signing.publicKey),
      wrapped: toBase64Url(await wrapMemberKeys(keys, wrapKey, opened.memberId, testRandom)),
    };
    expect((await post("/api/invitations/accept", accept)).statusCode).toBe(204);
    expect((await post("/api/invitations/accept", accept)).statusCode).toBe(404);
  });
});

describe("a person with words", () => {
  it("begins a visit by signing a challenge; a nonce counts once; unknown addresses look the same", async () => {
    const keys = await deriveMailboxKeys(newSecret(testRandom), { doorSalt: house.house.doorSalt, argon2id });
    await house.owner.query(
      "insert into identity.words (address, reading_key, signing_key) values ($1, $2, $3)",
      [
        Buffer.from((await import("../keys/index.ts")).fromBase32(keys.address, 16)),
        Buffer.from(keys.reading.publicKey),
        Buffer.from(keys.signing.publicKey),
      ],
    );
    const challenge = (await post("/api/words/challenge", { address: keys.address })).json();
    const signature = await signChallenge(keys.signing.privateKey, {
      purpose: VISIT_PURPOSE,
      address: keys.address,
      nonce: fromBase64Url(challenge.nonce, 32),
    });
    const visit = { address: keys.address, nonce: challenge.nonce, signature };
    const begun = await post("/api/words/session", visit);
    expect(begun.statusCode).toBe(200);
    const replayed = await post("/api/words/session", visit);
    expect(replayed.statusCode).toBe(401);

    const stranger = await deriveMailboxKeys(newSecret(testRandom), {
      doorSalt: house.house.doorSalt,
      argon2id,
    });
    const asked = await post("/api/words/challenge", { address: stranger.address });
    expect(asked.statusCode).toBe(200);
    const wrong = await post("/api/words/session", {
      address: stranger.address,
      nonce: asked.json().nonce,
      signature: await signChallenge(stranger.signing.privateKey, {
        purpose: VISIT_PURPOSE,
        address: stranger.address,
        nonce: fromBase64Url(asked.json().nonce, 32),
      }),
    });
    expect(wrong.body).toBe(replayed.body);
  });
});

describe("requests that do not come from our own pages", () => {
  it("are refused: another origin, another host, another site, another type", async () => {
    const sign = { email: "a@b.test", authSecret: toBase64Url(testRandom(32)) };
    expect((await post("/api/sign-in", sign, { origin: "https://evil.test" })).statusCode).toBe(403);
    expect((await post("/api/sign-in", sign, { "sec-fetch-site": "cross-site" })).statusCode).toBe(403);
    expect((await post("/api/sign-in", sign, { host: "evil.test" })).statusCode).toBe(421);
    const form = await house.app.inject({
      method: "POST",
      url: "/api/sign-in",
      payload: "email=a",
      headers: { ...ours(), "content-type": "application/x-www-form-urlencoded" },
    });
    expect(form.statusCode).toBe(415);
  });

  it("say what was wrong in one form, without the value", async () => {
    const response = await post("/api/sign-in", { email: "secret value", authSecret: 5, admin: true });
    expect(response.headers["content-type"]).toMatch(/problem\+json/);
    expect(response.statusCode).toBe(400);
    expect(response.body).not.toContain("secret value");
    const broken = await house.app.inject({
      method: "POST",
      url: "/api/sign-in",
      payload: "{",
      headers: { ...ours(), "content-type": "application/json" },
    });
    expect(broken.json().code).toBe("bad-body");
    const nul = await post("/api/sign-in", { email: "a\u0000@b.test", authSecret: "x" });
    expect(nul.json().code).toBe("bad-text");
    const polluted = await house.app.inject({
      method: "POST",
      url: "/api/sign-in",
      payload: '{"__proto__":{"x":1},"email":"a@b.test"}',
      headers: { ...ours(), "content-type": "application/json" },
    });
    expect(polluted.statusCode).toBe(400);
  });
});
