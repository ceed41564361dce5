import { request } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EventHub, registerEvents } from "../../events/index.ts";
import { type TestHouse, type TestMember, testHouse, testRandom } from "../../testing.ts";
import { registerIdentity } from "../index.ts";
import { derivePasswordSecrets } from "../member-keys.ts";
import { argon2id } from "../words/argon2-node.ts";

let house: TestHouse;
let harbour: string;
let elsewhere: string;
const ending = new AbortController();
let listening: Promise<void>;

beforeAll(async () => {
  house = await testHouse();
  const hub = new EventHub();
  registerIdentity(house.app, house.house);
  registerEvents(house.app, house.house, hub);
  listening = hub.run(house.house.db, ending.signal);
  harbour = await house.addAgency({ name: "Harbour House", kind: "shelter" });
  elsewhere = await house.addAgency({ name: "Elsewhere", kind: "ngo" });
  await house.app.listen({ port: 0, host: "127.0.0.1" });
});
afterAll(async () => {
  ending.abort();
  house.app.server.closeAllConnections();
  await listening;
  await house.stop();
});

const add = (name: string, roles: string[], agencyId = harbour, password?: string) =>
  house.addMember({ agencyId, name, roles, ...(password ? { password } : {}) });
const ask = async (
  as: TestMember | { headers(): Record<string, string> },
  method: "GET" | "PUT" | "DELETE" | "POST",
  url: string,
  payload?: object,
) => {
  const answer = await house.app.inject({
    method,
    url,
    headers: as.headers(),
    ...(payload ? { payload } : {}),
  });
  return { status: answer.statusCode, body: answer.body === "" ? undefined : answer.json() };
};
const suspend = (as: TestMember, whom: TestMember) => ask(as, "PUT", `/api/members/${whom.id}/suspension`);
const lift = (as: TestMember, whom: TestMember) => ask(as, "DELETE", `/api/members/${whom.id}/suspension`);
const rows = async (text: string, ...values: unknown[]) => (await house.owner.query(text, values)).rows;

/** One more session of a member, full or half. */
async function anotherSession(member: TestMember, stage: "full" | "password" = "full") {
  const secret = testRandom(32);
  const [row] = await rows(
    `insert into identity.session (member_id, secret_hash, stage, created_at, expires_at)
     values ($1, sha256($2), $3, now(), now() + interval '1 hour') returning id`,
    member.id,
    Buffer.from(secret),
    stage,
  );
  const cookie = `leeward_session=${Buffer.from(secret).toString("base64url")}`;
  return { id: String(row.id), headers: () => ({ ...member.headers(), cookie }) };
}

/** A stream of notices; resolves once it is open, and `ended` once the server has ended it. */
async function openStream(member: { headers(): Record<string, string> }): Promise<{ ended: Promise<void> }> {
  const { port } = house.app.server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const call = request(
      { port, host: "127.0.0.1", path: "/api/events", headers: member.headers() },
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

describe("suspension", () => {
  it("is for supervisors of the same agency, and never of oneself", async () => {
    const boss = await add("Boss", ["supervisor"]);
    const worker = await add("Worker", ["caseworker"]);
    const colleague = await add("Colleague", ["caseworker"]);
    const stranger = await add("Stranger", ["supervisor"], elsewhere);
    const auditor = await add("Auditor", ["auditor"]);
    // Written by hand: who asks, of whom, what is answered, and whether the colleague is suspended afterwards.
    const table = [
      [worker, colleague, 403, "active"],
      [auditor, colleague, 403, "active"],
      [stranger, colleague, 404, "active"],
      [boss, boss, 409, "active"],
      [boss, colleague, 204, "suspended"],
      [boss, colleague, 204, "suspended"], // the same wish twice is one wish
    ] as const;
    for (const [asker, whom, status, standing] of table) {
      expect((await suspend(asker, whom)).status, asker.email).toBe(status);
      const [found] = await rows("select status from identity.member where id = $1", colleague.id);
      expect(found.status, asker.email).toBe(standing);
    }
    for (const [asker, status] of [
      [worker, 403],
      [stranger, 404],
      [colleague, 401],
      [boss, 204],
    ] as const) {
      expect((await lift(asker, colleague)).status, asker.email).toBe(status);
    }
    const kinds = await rows(
      "select kind from ledger.entry where content::jsonb ->> 'memberId' = $1 and kind like 'member.%' order by id",
      colleague.id,
    );
    expect(kinds.map(({ kind }) => kind)).toEqual(["member.suspended", "member.restored"]);
  });

  it("ends every session at once, and no sign-in begins one; lifted, the old ones stay ended", async () => {
    const boss = await add("Nadia", ["supervisor"]);
    const member = await add("Ines", ["caseworker"], harbour, "calm sea");
    const second = await anotherSession(member);
    const { authSecret } = await derivePasswordSecrets(
      { email: member.email, password: "calm sea" },
      argon2id,
    );
    const signIn = () =>
      ask({ headers: () => ({ host: "leeward.test", origin: house.origin }) }, "POST", "/api/sign-in", {
        email: member.email,
        authSecret,
      });
    expect((await signIn()).status).toBe(200);

    expect((await suspend(boss, member)).status).toBe(204);
    for (const one of [member, second]) expect((await ask(one, "GET", "/api/me")).status).toBe(401);
    const refused = await signIn();
    expect(refused.status).toBe(401);
    expect(refused.body.code, "as a wrong password").toBe("wrong-sign-in");
    const late = await anotherSession(member); // a sign-in that had begun before
    expect((await ask(late, "GET", "/api/me")).status).toBe(401);

    expect((await lift(boss, member)).status).toBe(204);
    for (const one of [member, second, late]) expect((await ask(one, "GET", "/api/me")).status).toBe(401);
    expect((await signIn()).status).toBe(200);
  });

  it("ends the streams that are open, and those of nobody else", async () => {
    const boss = await add("Henrik", ["supervisor"]);
    const member = await add("Grace", ["caseworker"]);
    const bosses = await openStream(boss);
    const members = await openStream(member);
    let bossEnded = false;
    void bosses.ended.then(() => {
      bossEnded = true;
    });
    await suspend(boss, member);
    await members.ended; // within the test's time; the look in turn comes only each minute
    expect(bossEnded).toBe(false);
  });

  it("of two supervisors who suspend each other, exactly one is suspended", async () => {
    const agencyId = await house.addAgency({ name: "Both", kind: "ngo" });
    const one = await add("One", ["supervisor"], agencyId);
    const two = await add("Two", ["supervisor"], agencyId);
    for (let round = 0; round < 20; round++) {
      await Promise.all([suspend(one, two), suspend(two, one)]);
      const active = await rows(
        "select id from identity.member where agency_id = $1 and status = 'active'",
        agencyId,
      );
      expect(active, `round ${round}`).toHaveLength(1);
      await rows("update identity.member set status = 'active' where agency_id = $1", agencyId);
      await rows("update identity.session set ended_at = null where member_id in ($1, $2)", one.id, two.id);
    }
  });

  it("of an agency ends the sessions of all its members, and only theirs", async () => {
    const agencyId = await house.addAgency({ name: "Suspended", kind: "ngo" });
    const members = [await add("A", ["supervisor"], agencyId), await add("B", ["caseworker"], agencyId)];
    const other = await add("C", ["caseworker"], elsewhere);
    const stream = await openStream(members[1] as TestMember);
    const set = async (status: string) =>
      (await rows("select identity.set_agency_status($1, $2) as changed", agencyId, status))[0].changed;
    expect(await set("suspended")).toBe(true);
    await stream.ended;
    for (const member of members) expect((await ask(member, "GET", "/api/me")).status).toBe(401);
    expect((await ask(other, "GET", "/api/me")).status).toBe(200);
    expect(await set("suspended"), "it is so already").toBe(false);
    expect(await set("active")).toBe(true);
    expect((await ask(members[0] as TestMember, "GET", "/api/me")).status, "ended is ended").toBe(401);
  });
});

describe("sessions", () => {
  it("carry the name that the member gives, and are named by nobody else", async () => {
    const member = await add("Tomas", ["caseworker"]);
    const other = await add("Leila", ["caseworker"]);
    const second = await anotherSession(member);
    const name = (as: TestMember, text: string) =>
      ask(as, "PUT", `/api/sessions/${second.id}/name`, { name: text });
    expect((await name(other, "mine")).status).toBe(404);
    for (const bad of ["", "  ", "a\nb", "x".repeat(61)])
      expect((await name(member, bad)).status, bad).toBe(400);
    expect((await name(member, "مكتب 2")).status).toBe(204);
    const { body } = await ask(member, "GET", "/api/sessions");
    expect(body.sessions.map((one: { deviceName: string | null }) => one.deviceName).sort()).toEqual([
      null,
      "مكتب 2",
    ]);
    expect((await ask(second, "GET", "/api/me")).body.session).toEqual({
      id: second.id,
      deviceName: "مكتب 2",
    });
  });

  it("all end but the one that asks; an ended one is neither named nor revived", async () => {
    const member = await add("Marta", ["caseworker"]);
    const other = await add("Sara", ["caseworker"]);
    const [second, half] = [await anotherSession(member), await anotherSession(member, "password")];
    const stream = await openStream(second);
    expect((await ask(member, "DELETE", "/api/sessions")).status).toBe(204);
    await stream.ended;
    expect((await ask(second, "GET", "/api/me")).status).toBe(401);
    for (const one of [member, other]) expect((await ask(one, "GET", "/api/me")).status).toBe(200);
    expect((await ask(member, "PUT", `/api/sessions/${second.id}/name`, { name: "back" })).status).toBe(404);
    const [left] = await rows("select ended_at from identity.session where id = $1", half.id);
    expect(left.ended_at, "a half one too").not.toBeNull();
  });
});

describe("training", () => {
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const train = (as: TestMember, whom: TestMember, until: string) =>
    ask(as, "PUT", `/api/members/${whom.id}/training`, { until });

  it("is recorded by a supervisor for others; for oneself only where nobody else supervises", async () => {
    const agencyId = await house.addAgency({ name: "Trained", kind: "ngo" });
    const boss = await add("Boss", ["supervisor"], agencyId);
    const worker = await add("Worker", ["caseworker"], agencyId);
    const stranger = await add("Stranger", ["supervisor"], elsewhere);
    for (const [asker, whom, until, status] of [
      [worker, boss, inDays(90), 403],
      [stranger, worker, inDays(90), 404],
      [boss, worker, inDays(-3), 422],
      [boss, worker, inDays(1200), 422],
      [boss, worker, "2027-02-30", 400],
      [boss, worker, inDays(90), 204],
      [boss, boss, inDays(90), 204],
    ] as const) {
      expect((await train(asker, whom, until)).status, `${asker.email} ${until}`).toBe(status);
    }
    await add("Second", ["supervisor"], agencyId);
    expect((await train(boss, boss, inDays(91))).status, "now there is another").toBe(409);
    expect((await ask(worker, "GET", "/api/me")).body.member.trainingValidUntil).toBe(inDays(90));
  });

  it("says which acts need it", async () => {
    const worker = await add("Reader", ["caseworker"]);
    expect((await ask(worker, "GET", "/api/trained-acts")).body.acts).toEqual([
      "agreement.signed",
      "order.confirmed",
      "order.proposed",
      "state.closed",
      "state.conclusive-grounds",
      "state.reasonable-grounds",
    ]);
  });
});
