import { randomUUID } from "node:crypto";
import { request } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EventHub, registerEvents } from "../../events/index.ts";
import { registerProposals } from "../../proposals/index.ts";
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
  registerProposals(house.app, house.house);
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
    headers: { ...as.headers(), ...(method === "POST" ? { "idempotency-key": randomUUID() } : {}) },
    ...(payload ? { payload } : {}),
  });
  return { status: answer.statusCode, body: answer.body === "" ? undefined : answer.json() };
};
const suspend = (as: TestMember, whom: TestMember) => ask(as, "PUT", `/api/members/${whom.id}/suspension`);
const lift = (as: TestMember, whom: TestMember, secondAgencyId: string | null = null) =>
  ask(as, "POST", `/api/members/${whom.id}/return`, { secondAgencyId });
const setRoles = (as: TestMember, whom: TestMember, roles: string[], secondAgencyId: string | null = null) =>
  ask(as, "POST", `/api/members/${whom.id}/roles`, { roles, secondAgencyId });
const second = async (as: TestMember, id: string) => {
  const [{ hash }] = await rows(
    "select encode(content_hash, 'hex') as hash from proposals.proposal where id = $1",
    id,
  );
  return ask(as, "POST", `/api/proposals/${id}/confirm`, { hash });
};
const rolesOf = async (whom: TestMember) =>
  (await rows("select role from identity.member_role where member_id = $1 order by 1", whom.id)).map(
    ({ role }) => role,
  );
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
    ] as const) {
      expect((await lift(asker, colleague)).status, asker.email).toBe(status);
    }
    const { status, body } = await lift(boss, colleague);
    expect(status).toBe(201);
    expect((await ask(colleague, "GET", "/api/me")).status, "nothing yet").toBe(401);
    expect((await second(boss, body.id)).body.code).toBe("proposal-own");
    expect((await second(colleague, body.id)).status, "nor by who is suspended").toBe(401);
    expect((await second(stranger, body.id)).status).toBe(404);
    expect((await second(worker, body.id)).status).toBe(204);
    expect((await lift(boss, colleague)).status, "who is not suspended").toBe(404);
    const kinds = await rows(
      "select kind from ledger.entry where content::jsonb ->> 'memberId' = $1 and kind like 'member.%' order by id",
      colleague.id,
    );
    expect(kinds.map(({ kind }) => kind)).toEqual(["member.suspended", "member.restored"]);
  });

  it("a year ago leaves nothing to sign in with, and brings nobody back: not even who had proposed it before", async () => {
    const boss = await add("Boss", ["supervisor"]);
    const worker = await add("Worker", ["caseworker"]);
    const gone = await add("Gone", ["caseworker"], harbour, "calm sea");
    const since = async () =>
      (
        await rows(
          "select suspended_at is not null as is_set, email from identity.member where id = $1",
          gone.id,
        )
      )[0];
    await suspend(boss, gone);
    expect((await since()).is_set).toBe(true);
    const { body } = await lift(boss, gone);
    await rows(
      "update identity.member set suspended_at = now() - interval '365 days 1 minute' where id = $1",
      gone.id,
    );
    await rows("select retention.keep(false)");
    expect(await since()).toEqual({ is_set: true, email: `${gone.id}@left.invalid` });
    const late = await second(worker, body.id);
    expect([late.status, late.body.code]).toEqual([409, "proposal-impossible"]);
    const again = await lift(boss, gone);
    expect([again.status, again.body.code]).toEqual([409, "member-forgotten"]);
    expect((await ask(gone, "GET", "/api/me")).status).toBe(401);
    const members = (await ask(boss, "GET", "/api/members")).body.members;
    expect(
      members.find(({ id }: { id: string }) => id === gone.id).email,
      "the number is no address",
    ).toBeNull();
    // Whoever comes back in time has a standing without a past.
    const back = await add("Back", ["caseworker"]);
    await suspend(boss, back);
    const proposed = await lift(boss, back);
    expect((await second(worker, proposed.body.id)).status).toBe(204);
    const [standing] = await rows("select status, suspended_at from identity.member where id = $1", back.id);
    expect(standing).toEqual({ status: "active", suspended_at: null });
  });

  it("ends every session at once, and no sign-in begins one; lifted, the old ones stay ended", async () => {
    const boss = await add("Nadia", ["supervisor"]);
    const member = await add("Ines", ["caseworker"], harbour, "calm sea");
    const other = await anotherSession(member);
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
    for (const one of [member, other]) expect((await ask(one, "GET", "/api/me")).status).toBe(401);
    const refused = await signIn();
    expect(refused.status).toBe(401);
    expect(refused.body.code, "as a wrong password").toBe("wrong-sign-in");
    const late = await anotherSession(member); // a sign-in that had begun before
    expect((await ask(late, "GET", "/api/me")).status).toBe(401);

    const colleague = await add("Colleague of Nadia", ["caseworker"]);
    expect((await second(colleague, (await lift(boss, member)).body.id)).status).toBe(204);
    for (const one of [member, other, late]) expect((await ask(one, "GET", "/api/me")).status).toBe(401);
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

  it("by the operator does what a supervisor's does, and says whose act it was", async () => {
    const boss = await add("Boss", ["supervisor"]);
    const worker = await add("Worker", ["caseworker"]);
    const gone = await add("Gone", ["supervisor"]);
    const away = await add("Away", ["caseworker"]);
    await suspend(boss, away);
    const { body } = await lift(gone, away);
    const stream = await openStream(gone);
    const suspendByOwner = async () =>
      (await rows("select identity.suspend_by_owner($1) as changed", gone.id))[0].changed;
    expect(await suspendByOwner()).toBe(true);
    await stream.ended;
    expect((await ask(gone, "GET", "/api/me")).status).toBe(401);
    expect((await ask(worker, "GET", "/api/me")).status).toBe(200);
    expect((await second(worker, body.id)).status, "what they proposed has fallen").toBe(409);
    expect(await suspendByOwner(), "the same wish twice is one wish").toBe(false);
    const entries = await rows(
      `select kind, content::jsonb as content, agency_id from ledger.entry
       where content::jsonb ->> 'memberId' = $1 and kind like 'member.%' order by id`,
      gone.id,
    );
    expect(entries).toMatchObject([
      { kind: "member.suspended", content: { memberId: gone.id, byOperator: true }, agency_id: harbour },
    ]);
    const notices = await rows(
      "select agency_id from events.domain_event where type = 'member.suspended' and subject ->> 'memberId' = $1",
      gone.id,
    );
    expect(notices).toEqual([{ agency_id: harbour }]);
    const back = await lift(boss, gone);
    expect((await second(worker, back.body.id)).status, "and comes back as any other").toBe(204);
  });

  it("by the operator is refused to every role of the server", async () => {
    const { rows: roles } = await house.owner.query<{ name: string; may: boolean }>(
      `select rolname as name, has_function_privilege(oid, f, 'execute') as may
       from pg_roles, unnest(array['identity.suspend_by_owner(uuid)', 'identity.shut_out(uuid, uuid, jsonb)']) f
       where rolname like 'leeward\\_%'`,
    );
    expect(roles.length).toBeGreaterThan(10);
    expect(roles.filter(({ may }) => may)).toEqual([]);
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

describe("coming back, where nobody else is left", () => {
  it("is seconded by a supervisor of the agency that the proposer names, and by no other", async () => {
    const agencyId = await house.addAgency({ name: "Two of us", kind: "ngo" });
    const boss = await add("Last one", ["supervisor"], agencyId);
    const member = await add("Only colleague", ["caseworker"], agencyId);
    const neighbour = await add("Neighbour", ["supervisor"], elsewhere);
    const plain = await add("Plain neighbour", ["caseworker"], elsewhere);
    const third = await add("Third", ["supervisor"], await house.addAgency({ name: "Third", kind: "ngo" }));
    await suspend(boss, member);
    const { id } = (await lift(boss, member, elsewhere)).body;
    const seenBy = async (who: TestMember) =>
      (await ask(who, "GET", "/api/proposals")).body.proposals.filter(
        (shown: { id: string }) => shown.id === id,
      );
    expect(await seenBy(neighbour)).toMatchObject([
      { mayConfirm: true, proposerName: null, agency: { name: "Two of us" } },
    ]);
    expect(await seenBy(plain)).toEqual([]);
    for (const who of [plain, third]) expect((await second(who, id)).status, who.email).toBe(404);
    expect((await second(neighbour, id)).status).toBe(204);
    const [found] = await rows("select status from identity.member where id = $1", member.id);
    expect(found.status).toBe("active");
    expect((await lift(boss, member, randomUUID())).status, "an agency that is none").toBe(404);
  });
});

describe("roles", () => {
  it("of two supervisors who step down at the same moment, one comes second and is told so, round after round", async () => {
    for (let round = 0; round < 8; round++) {
      const agencyId = await house.addAgency({ name: `Both ${round}`, kind: "ngo" });
      const [one, other] = [
        await add("One", ["supervisor"], agencyId),
        await add("Two", ["supervisor"], agencyId),
      ];
      const colleague = await add("Sam", ["health-worker"], agencyId);
      const down = [
        (await setRoles(one, one, ["caseworker"])).body.id,
        (await setRoles(one, other, ["caseworker"])).body.id,
      ];
      const answers = await Promise.all(down.map((id) => second(colleague, id)));
      expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
    }
  });

  it("change by two, of whom neither is the colleague; never so that nobody supervises or an auditor does more", async () => {
    const agencyId = await house.addAgency({ name: "Roles", kind: "ngo" });
    const boss = await add("Chief", ["supervisor"], agencyId);
    const worker = await add("Maya", ["caseworker"], agencyId);
    const colleague = await add("Sam", ["health-worker"], agencyId);
    for (const [asker, whom, roles, status] of [
      [worker, worker, ["supervisor"], 403],
      [boss, await add("Far", ["caseworker"], elsewhere), ["supervisor"], 404],
      [boss, worker, ["caseworker"], 409], // they are so already
      [boss, worker, ["auditor", "caseworker"], 422],
      [boss, boss, ["caseworker"], 409], // nobody would supervise
      [boss, worker, ["no-role"], 400],
    ] as const) {
      expect((await setRoles(asker, whom, [...roles])).status, `${asker.email} ${roles}`).toBe(status);
    }
    const { id, waits } = (await setRoles(boss, worker, ["caseworker", "supervisor"])).body;
    expect(waits).toBe(true);
    expect(await rolesOf(worker)).toEqual(["caseworker"]);
    expect((await second(worker, id)).body.code, "not about oneself").toBe("proposal-own");
    expect((await second(colleague, id)).status).toBe(204);
    expect(await rolesOf(worker)).toEqual(["caseworker", "supervisor"]);
    // Each of two supervisors steps down: the one that comes second cannot, since it would leave nobody.
    const down = [
      (await setRoles(boss, boss, ["caseworker"])).body.id,
      (await setRoles(boss, worker, ["caseworker"])).body.id,
    ];
    const answers = await Promise.all(down.map((one) => second(colleague, one)));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
    const left = await rows(
      "select 1 from identity.member m join identity.member_role r on r.member_id = m.id where m.agency_id = $1 and r.role = 'supervisor'",
      agencyId,
    );
    expect(left).toHaveLength(1);
  });

  it("of an agency with one member are their own to change, and the ledger says that they were alone", async () => {
    const only = await add("Only", ["supervisor"], await house.addAgency({ name: "One", kind: "ngo" }));
    const { id, waits } = (await setRoles(only, only, ["caseworker", "supervisor"])).body;
    expect(waits).toBe(false);
    expect(await rolesOf(only)).toEqual(["caseworker", "supervisor"]);
    const told = await rows("select kind from ledger.entry where content like $1 order by id", `%${id}%`);
    expect(told.map(({ kind }) => kind)).toEqual(["proposal.made", "proposal.done-alone"]);
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
      "agreement.lifted",
      "agreement.signed",
      "decision.negative",
      "decision.positive",
      "order.confirmed",
      "order.proposed",
      "state.closed",
      "state.conclusive-grounds",
      "state.reasonable-grounds",
    ]);
  });
});
