import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toBase64Url } from "../../keys/index.ts";
import { type TestHouse, type TestMember, testHouse, testRandom } from "../../testing.ts";
import { registerIdentity } from "../index.ts";
import { derivePasswordSecrets } from "../member-keys.ts";
import { argon2id } from "../words/argon2-node.ts";
import { relyingPartyOf } from "./relying-party.ts";
import { type SoftAuthenticator, softAuthenticator } from "./testing.ts";

const ORIGIN = "https://leeward.test";
let house: TestHouse;
let agencyId: string;
beforeAll(async () => {
  house = await testHouse(ORIGIN);
  registerIdentity(house.app, house.house);
  agencyId = await house.addAgency({ name: "Harbour House", kind: "shelter" });
});
afterAll(() => house.stop());

const ours = { host: "leeward.test", origin: ORIGIN };
const post = (url: string, payload: object, headers: Record<string, string> = ours) =>
  house.app.inject({ method: "POST", url, payload, headers: { ...ours, ...headers } });
const cookieOf = (response: { cookies: { name: string; value: string }[] }) => ({
  cookie: `__Host-leeward_session=${response.cookies.find(({ name }) => name === "__Host-leeward_session")?.value}`,
});
const kindsOf = async (memberId: string): Promise<string[]> =>
  (
    await house.owner.query(
      "select kind from ledger.entry where content::jsonb ->> 'memberId' = $1 and kind like 'member.passkey%' order by id",
      [memberId],
    )
  ).rows.map(({ kind }) => kind);

interface WithPasskey {
  readonly member: TestMember;
  readonly device: SoftAuthenticator;
  readonly id: string;
  /** Of the session that was renewed by adding it. */
  readonly headers: Record<string, string>;
}

async function addTo(member: TestMember, headers = member.headers()): Promise<WithPasskey> {
  const device = softAuthenticator(ORIGIN);
  const options = (await post("/api/passkeys/begin", {}, headers)).json();
  const added = await post("/api/passkeys", { name: "blue key", credential: device.make(options) }, headers);
  expect(added.statusCode, added.body + house.logged.join()).toBe(201);
  return { member, device, id: added.json().id, headers: { ...ours, ...cookieOf(added) } };
}
const newMember = (name: string, password?: string) =>
  house.addMember({ agencyId, name, roles: ["caseworker"], ...(password ? { password } : {}) });

const signIn = async (device: SoftAuthenticator, said: object = {}) => {
  const options = (await post("/api/sign-in/passkey/begin", {})).json();
  return post("/api/sign-in/passkey", { credential: device.answer(options, said) });
};

describe("the site of a passkey", () => {
  it.each([
    [["https://desk.example.org"], "desk.example.org", "desk.example.org"],
    [["https://desk.example.org:8443"], "desk.example.org:8443", "desk.example.org"],
    [["http://127.0.0.1:8080", "http://localhost:8080"], "localhost:8080", "localhost"],
    [["http://127.0.0.1:8080"], "127.0.0.1:8080", undefined],
    [["http://[::1]:8080"], "[::1]:8080", undefined],
    [["http://desk.example.org"], "desk.example.org", undefined],
    [["https://desk.example.org"], "evil.example", undefined],
  ])("of %j asked as %s is %s", (origins, host, rpId) => {
    expect(relyingPartyOf(origins, host)?.rpId).toBe(rpId);
  });
});

describe("adding a passkey", () => {
  it("renews the session, gives recovery codes the first time only, and is written in the ledger", async () => {
    const member = await newMember("First");
    const device = softAuthenticator(ORIGIN);
    const options = (await post("/api/passkeys/begin", {}, member.headers())).json();
    expect(options.rp.id).toBe("leeward.test");
    expect(options.attestation).toBe("none");
    expect(JSON.stringify(options), "what a screen may show names nobody").not.toContain(member.email);
    const added = await post(
      "/api/passkeys",
      { name: "blue key", credential: device.make(options) },
      member.headers(),
    );
    expect(added.json().recoveryCodes).toHaveLength(8);
    const again = await post("/api/passkeys/begin", {}, member.headers());
    expect(again.statusCode, "the old cookie is worth nothing").toBe(401);
    const headers = { ...ours, ...cookieOf(added) };
    const second = (await post("/api/passkeys/begin", {}, headers)).json();
    expect(second.excludeCredentials).toHaveLength(1);
    const secondAdded = await post(
      "/api/passkeys",
      { name: "grey key", credential: softAuthenticator(ORIGIN).make(second) },
      headers,
    );
    expect(secondAdded.json().recoveryCodes).toBeNull();
    expect(await kindsOf(member.id)).toEqual(["member.passkey-added", "member.passkey-added"]);
  });

  it("refuses another origin, another site, another challenge, an unverified owner, and the same answer twice", async () => {
    const member = await newMember("Refused");
    const stranger = await newMember("Stranger");
    const options = (await post("/api/passkeys/begin", {}, member.headers())).json();
    const others = (await post("/api/passkeys/begin", {}, stranger.headers())).json();
    const device = softAuthenticator(ORIGIN);
    const send = (credential: object, headers = member.headers()) =>
      post("/api/passkeys", { name: "x", credential }, headers);
    for (const said of [
      { origin: "https://evil.test" },
      { rpId: "evil.test" },
      { challenge: others.challenge },
      { challenge: toBase64Url(testRandom(56)) },
      { type: "webauthn.get" },
      { verified: false },
    ]) {
      const refused = await send(device.make(options, said));
      expect([refused.statusCode, refused.json().code], JSON.stringify(said)).toEqual([
        401,
        "passkey-refused",
      ]);
    }
    const good = device.make(options);
    const added = await send(good);
    expect(added.statusCode).toBe(201);
    const replayed = await send(good, { ...ours, ...cookieOf(added) });
    expect(replayed.json().code, "its challenge was for the old session, and is spent").toBe(
      "passkey-refused",
    );
  });

  it("cannot be done by SQL that someone injects, nor can one be used, removed or found", async () => {
    const { id, member } = await addTo(await newMember("Injected"));
    const { sql } = await import("kysely");
    const junk = Buffer.from(testRandom(32));
    const tries = [
      sql`select identity.enrol_passkey(${Buffer.from(member.secret)}, ${junk}, ${junk}, 0, 'x', 'x', '{}', false, '{}', ${junk})`,
      sql`select identity.use_passkey(${id}, 99, ${junk})`,
      sql`select identity.prove_anew(${Buffer.from(member.secret)}, null, ${junk})`,
    ];
    for (const attempt of tries) {
      await expect(
        house.house.db.transaction("leeward_visitor", (tx) => attempt.execute(tx)),
      ).rejects.toThrow(/not vouched for/);
    }
    const { rows } = await house.owner.query("select credential_id from identity.passkey where id = $1", [
      id,
    ]);
    const found = await house.house.db.transaction("leeward_visitor", (tx) =>
      sql<{
        passkey_id: string | null;
      }>`select * from identity.find_passkey(${rows[0].credential_id}, ${junk})`.execute(tx),
    );
    expect(found.rows[0]?.passkey_id ?? null).toBeNull();
  });
});

describe("signing in with a passkey alone", () => {
  it("begins a full session", async () => {
    const { device, member } = await addTo(await newMember("Alone"));
    const begun = await signIn(device);
    expect(begun.json()).toEqual({ stage: "full" });
    const me = await house.app.inject({ url: "/api/me", headers: { ...ours, ...cookieOf(begun) } });
    expect(me.json().member.id).toBe(member.id);
  });

  it("refuses another origin, site or challenge, an unverified owner, a challenge for another use, and a replay", async () => {
    const { device, headers } = await addTo(await newMember("Attacked"));
    const foreign = (await post("/api/step-up/passkey/begin", {}, headers)).json();
    for (const said of [
      { origin: "https://evil.test" },
      { rpId: "evil.test" },
      { challenge: toBase64Url(testRandom(56)) },
      { challenge: foreign.challenge },
      { type: "webauthn.create" },
      { verified: false },
    ]) {
      const refused = await signIn(device, said);
      expect([refused.statusCode, refused.json().code], JSON.stringify(said)).toEqual([
        401,
        "passkey-refused",
      ]);
    }
    const options = (await post("/api/sign-in/passkey/begin", {})).json();
    const credential = device.answer(options);
    const [first, second] = await Promise.all([
      post("/api/sign-in/passkey", { credential }),
      post("/api/sign-in/passkey", { credential }),
    ]);
    expect([first.statusCode, second.statusCode].sort(), "one answer, sent twice at once").toEqual([
      200, 401,
    ]);
    expect((await post("/api/sign-in/passkey", { credential })).statusCode).toBe(401);
  });

  it("refuses an answer that comes too late", async () => {
    const { device } = await addTo(await newMember("Late"));
    const options = (await post("/api/sign-in/passkey/begin", {})).json();
    const credential = device.answer(options);
    const then = house.clock.now;
    house.clock.now = new Date(then.getTime() + 5 * 60_000 + 1);
    expect((await post("/api/sign-in/passkey", { credential })).json().code).toBe("passkey-refused");
    house.clock.now = then;
  });

  it("suspends a passkey whose counter goes back, and tells the ledger", async () => {
    const { device, member, headers } = await addTo(await newMember("Cloned"));
    expect((await signIn(device, { count: 40 })).statusCode).toBe(200);
    const clone = await signIn(device, { count: 40 });
    expect([clone.statusCode, clone.json().code]).toEqual([401, "passkey-suspended"]);
    const after = await signIn(device, { count: 41 });
    expect(after.json().code, "the owner's own device is not taken either").toBe("passkey-refused");
    expect(await kindsOf(member.id)).toEqual(["member.passkey-added", "member.passkey-suspended"]);
    const own = await house.app.inject({ url: "/api/passkeys", headers });
    expect(own.json().passkeys[0].suspendedAt).not.toBeNull();
  });

  it("lets a passkey that does not count be used again and again", async () => {
    const { device } = await addTo(await newMember("Uncounted"));
    expect((await signIn(device, { count: 0 })).statusCode).toBe(200);
    expect((await signIn(device, { count: 0 })).statusCode).toBe(200);
  });

  it("ends where the member is suspended", async () => {
    const { device, member } = await addTo(await newMember("Suspended"));
    await house.owner.query("update identity.member set status = 'suspended' where id = $1", [member.id]);
    expect((await signIn(device)).json().code).toBe("passkey-refused");
  });
});

describe("a passkey as the second factor", () => {
  it("is asked for after the password, and the password alone can add no factor beside it", async () => {
    const { device, member } = await addTo(await newMember("Second", "calm sea, long night"));
    const { authSecret } = await derivePasswordSecrets(
      { email: member.email, password: "calm sea, long night" },
      argon2id,
    );
    const half = await post("/api/sign-in", { email: member.email, authSecret });
    expect(half.json()).toEqual({ stage: "second-factor", ways: ["passkey"] });
    const cookie = cookieOf(half);
    const thief = softAuthenticator(ORIGIN);
    const begun = await post("/api/passkeys/begin", {}, cookie);
    const beside = await post(
      "/api/passkeys",
      { name: "thief", credential: thief.make(begun.json()) },
      cookie,
    );
    expect(beside.statusCode).toBe(409);
    const { otp } = await makeCode();
    const code = await post("/api/second-factor/finish", otp, cookie);
    expect(code.statusCode).toBe(401);

    const someone = await addTo(await newMember("Someone"));
    const options = (await post("/api/sign-in/second-factor/passkey/begin", {}, cookie)).json();
    expect(options.allowCredentials).toHaveLength(1);
    const other = await post(
      "/api/sign-in/second-factor/passkey",
      { credential: someone.device.answer(options) },
      cookie,
    );
    expect(other.statusCode, "somebody else's passkey").toBe(401);
    const full = await post(
      "/api/sign-in/second-factor/passkey",
      { credential: device.answer(options) },
      cookie,
    );
    expect(full.json()).toEqual({ stage: "full" });
  });
});

async function makeCode(): Promise<{ otp: { secret: string; code: string } }> {
  const { generateSecret, generateSync } = await import("otplib");
  const secret = generateSecret();
  return {
    otp: {
      secret,
      code: generateSync({ secret, epoch: Math.floor(house.clock.now.getTime() / 1000) }),
    },
  };
}

describe("one's own passkeys", () => {
  it("are seen, named and removed by their owner alone, and the last factor stays", async () => {
    const { id, headers, member } = await addTo(await newMember("Owner"));
    const other = await newMember("Curious");
    const call = (method: "PUT" | "DELETE", url: string, as: Record<string, string>, payload?: object) =>
      house.app.inject({ method, url, headers: { ...ours, ...as }, ...(payload ? { payload } : {}) });
    const strange = await house.app.inject({ url: "/api/passkeys", headers: other.headers() });
    expect(strange.json().passkeys).toEqual([]);
    expect(
      (await call("PUT", `/api/passkeys/${id}/name`, other.headers(), { name: "mine" })).statusCode,
    ).toBe(404);
    expect((await call("DELETE", `/api/passkeys/${id}`, other.headers())).statusCode).toBe(404);
    expect((await call("PUT", `/api/passkeys/${id}/name`, headers, { name: "office" })).statusCode).toBe(204);
    expect((await call("DELETE", `/api/passkeys/${id}`, headers)).json().code).toBe("last-factor");
    const second = await addTo(member, headers);
    expect((await call("DELETE", `/api/passkeys/${id}`, second.headers)).statusCode).toBe(204);
    expect(await kindsOf(member.id)).toContain("member.passkey-removed");
    const left = await house.app.inject({ url: "/api/passkeys", headers: second.headers });
    expect(left.json().passkeys.map((one: { id: string }) => one.id)).toEqual([second.id]);
  });

  it("hold a wrapped copy of the keys for their owner alone", async () => {
    const { id, headers } = await addTo(await newMember("Wrapped"));
    const other = await newMember("Other");
    const wrapped = toBase64Url(testRandom(93));
    const put = (as: Record<string, string>) =>
      house.app.inject({
        method: "PUT",
        url: `/api/passkeys/${id}/keys`,
        headers: { ...ours, ...as },
        payload: { wrapped },
      });
    expect((await put(other.headers())).statusCode).toBe(404);
    expect((await put(headers)).statusCode).toBe(204);
    const own = await house.app.inject({ url: "/api/passkeys", headers });
    expect(own.json().passkeys[0].wrapped).toBe(wrapped);
  });
});

describe("a fresh proof before dangerous acts", () => {
  const invite = (headers: Record<string, string>) =>
    post(
      "/api/invitations",
      { email: `${toBase64Url(testRandom(9))}@new.test`, roles: ["caseworker"] },
      { ...headers, "idempotency-key": toBase64Url(testRandom(12)).replaceAll("_", "-") },
    );
  const supervisor = (name: string, password: string) =>
    house.addMember({ agencyId, name, roles: ["supervisor"], password });
  const grow = (memberId: string) =>
    house.owner.query(
      "update identity.session set proved_at = now() - interval '11 minutes' where member_id = $1",
      [memberId],
    );

  it("is asked for when the last one is old, and takes a passkey", async () => {
    const { device, headers, member } = await addTo(await supervisor("Nadia", "a b c d e f g"));
    expect((await invite(headers)).statusCode).toBe(201);
    await grow(member.id);
    const refused = await invite(headers);
    expect([refused.statusCode, refused.json().code, refused.json().ways]).toEqual([
      403,
      "step-up-needed",
      ["passkey"],
    ]);
    const options = (await post("/api/step-up/passkey/begin", {}, headers)).json();
    const credential = device.answer(options);
    expect((await post("/api/step-up/passkey", { credential }, headers)).statusCode).toBe(204);
    expect((await invite(headers)).statusCode).toBe(201);
    await grow(member.id);
    expect((await post("/api/step-up/passkey", { credential }, headers)).statusCode, "replayed").toBe(401);
    const { authSecret } = await derivePasswordSecrets(
      { email: member.email, password: "a b c d e f g" },
      argon2id,
    );
    expect(
      (await post("/api/step-up", { authSecret }, headers)).statusCode,
      "the password is not enough for whoever has a second factor",
    ).toBe(401);
    expect((await invite(headers)).statusCode).toBe(403);
  });

  it("takes a code once, and the password where there is no second factor", async () => {
    const member = await supervisor("Rosa", "one two three four");
    await grow(member.id);
    expect((await invite(member.headers())).json().ways).toEqual(["password"]);
    const wrong = await post("/api/step-up", { authSecret: toBase64Url(testRandom(32)) }, member.headers());
    expect(wrong.statusCode).toBe(403);
    const { authSecret } = await derivePasswordSecrets(
      { email: member.email, password: "one two three four" },
      argon2id,
    );
    expect((await post("/api/step-up", { authSecret }, member.headers())).statusCode).toBe(204);
    expect((await invite(member.headers())).statusCode).toBe(201);

    const { otp } = await makeCode();
    const enrolled = await post("/api/second-factor/finish", otp, member.headers());
    const headers = { ...ours, ...cookieOf(enrolled) };
    await grow(member.id);
    expect((await invite(headers)).json().ways).toEqual(["code"]);
    expect((await post("/api/step-up", { code: otp.code }, headers)).statusCode, "used to enrol").toBe(401);
    house.clock.now = new Date(house.clock.now.getTime() + 60_000);
    const { generateSync } = await import("otplib");
    const code = generateSync({
      secret: otp.secret,
      epoch: Math.floor(house.clock.now.getTime() / 1000),
    });
    expect((await post("/api/step-up", { code }, headers)).statusCode).toBe(204);
    expect((await post("/api/step-up", { code }, headers)).statusCode, "each code once").toBe(401);
    expect((await invite(headers)).statusCode).toBe(201);
  });

  it("proves one session, not another of the same member", async () => {
    const { device, headers, member } = await addTo(await supervisor("Two", "x y z x y z x y z"));
    const elsewhere = { ...ours, ...cookieOf(await signIn(device)) };
    await grow(member.id);
    const options = (await post("/api/step-up/passkey/begin", {}, headers)).json();
    const credential = device.answer(options);
    expect((await post("/api/step-up/passkey", { credential }, elsewhere)).statusCode).toBe(401);
    expect((await post("/api/step-up/passkey", { credential }, headers)).statusCode).toBe(204);
    expect((await invite(elsewhere)).statusCode).toBe(403);
  });
});
