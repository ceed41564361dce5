import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type TestHouse, type TestMember, testHouse } from "../testing.ts";
import { registerProposals } from "./index.ts";

/**
 * The mechanism alone, with two kinds of its own: one act that counts how often it was done, one that waits a day. What
 * each kind of the house does is tested where it is done.
 */
let house: TestHouse;
let proposer: TestMember;
let second: TestMember;
let third: TestMember;
let stranger: TestMember;

beforeAll(async () => {
  house = await testHouse();
  registerProposals(house.app, house.house);
  await house.owner.query(`
    create table proposals.done (proposal_id uuid, content text);
    create function proposals.count_it(p proposals.proposal) returns boolean
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
    begin
      if p.content::jsonb ->> 'what' = 'impossible' then return false; end if;
      insert into proposals.done values (p.id, p.content);
      return true;
    end
    $$;
    insert into proposals.kind (name, proposers, confirmers, lives_hours, performs)
    values ('test.act', '{caseworker}', '{caseworker,supervisor}', 1, 'proposals.count_it');
    insert into proposals.kind (name, proposers, confirmers, lives_hours, waits_hours, performs)
    values ('test.slow', '{caseworker}', null, 48, 24, 'proposals.count_it');
    insert into proposals.kind (name, proposers, confirmers, lives_hours, alone, performs)
    values ('test.first', '{caseworker}', null, 1, true, 'proposals.count_it')`);
  const agencyId = await house.addAgency({ name: "Harbour House", kind: "ngo" });
  proposer = await house.addMember({ agencyId, name: "Ines", roles: ["caseworker", "supervisor"] });
  second = await house.addMember({ agencyId, name: "Tomas", roles: ["supervisor"] });
  third = await house.addMember({ agencyId, name: "Ada", roles: ["health-worker"] });
  const other = await house.addAgency({ name: "Quiet Shelter", kind: "shelter" });
  stranger = await house.addMember({ agencyId: other, name: "Vera", roles: ["caseworker", "supervisor"] });
});
afterAll(() => house.stop());
beforeEach(() => house.owner.query("delete from proposals.done"));

const call = async (method: "GET" | "POST" | "DELETE", url: string, as: TestMember, body?: object) => {
  const answer = await house.app.inject({
    method,
    url,
    headers: as.headers(),
    ...(body ? { payload: body } : {}),
  });
  return { status: answer.statusCode, body: answer.body ? answer.json() : null };
};

/** As the member's own transaction would propose it. */
async function propose(
  as: TestMember,
  kind = "test.act",
  what = "count",
): Promise<{ id: string; hash: string }> {
  const id = randomUUID();
  const said = await asMember(as, "select proposals.propose($1, $2, $3) as said", [id, kind, { what }]);
  const { rows } = await house.owner.query(
    "select encode(content_hash, 'hex') as hash from proposals.proposal where id = $1",
    [id],
  );
  return { id, hash: rows[0]?.hash ?? said };
}

async function asMember(as: TestMember, text: string, values: unknown[]): Promise<string | null> {
  await house.owner.query("begin");
  try {
    await house.owner.query("set local role leeward_member");
    await house.owner.query("select access.open_member_context($1, null)", [Buffer.from(as.secret)]);
    const { rows } = await house.owner.query(text, values);
    await house.owner.query("commit");
    return rows[0].said;
  } catch (error) {
    await house.owner.query("rollback");
    throw error;
  }
}

const confirm = (as: TestMember, { id, hash }: { id: string; hash: string }) =>
  call("POST", `/api/proposals/${id}/confirm`, as, { hash });
const done = async () => (await house.owner.query("select from proposals.done")).rowCount;

describe("a second member", () => {
  it("does exactly what was proposed, in the transaction of the confirmation, once", async () => {
    const proposal = await propose(proposer);
    expect(await done(), "nothing happens before").toBe(0);
    expect((await confirm(second, proposal)).status).toBe(204);
    expect((await confirm(second, proposal)).status, "the same wish twice is one wish").toBe(204);
    expect(await done()).toBe(1);
    const { rows } = await house.owner.query(
      "select kind, content::jsonb ->> 'of' as of, content::jsonb ->> 'memberId' as member from ledger.entry where content like $1 order by id",
      [`%${proposal.id}%`],
    );
    expect(rows).toEqual([
      { kind: "proposal.made", of: "test.act", member: proposer.id },
      { kind: "proposal.confirmed", of: "test.act", member: second.id },
    ]);
  });

  // Who, and what they are told: by hand.
  it.each<[string, () => TestMember, number, string | null]>([
    ["the proposer, who has a role that may confirm", () => proposer, 403, "proposal-own"],
    ["a colleague without a role that may", () => third, 404, "not-found"],
    ["a supervisor of another agency", () => stranger, 404, "not-found"],
    ["a supervisor of the same agency", () => second, 204, null],
  ])("%s", async (_who, who, status, code) => {
    const answer = await confirm(who(), await propose(proposer));
    expect(answer).toMatchObject({ status, ...(code ? { body: { code } } : {}) });
    expect(await done()).toBe(status === 204 ? 1 : 0);
  });

  it("confirms what they read and nothing else", async () => {
    const { id } = await propose(proposer);
    const answer = await confirm(second, { id, hash: "0".repeat(64) });
    expect(answer).toMatchObject({ status: 409, body: { code: "proposal-changed" } });
    expect(await done()).toBe(0);
  });

  it("comes too late after the time is over, after a no, after it was taken back, and when the proposer is suspended", async () => {
    const over = { status: 409, body: { code: "proposal-over" } };
    const late = await propose(proposer);
    await house.owner.query(
      "update proposals.proposal set proposed_at = now() - interval '2 hours', ripe_at = now() - interval '2 hours', expires_at = now() where id = $1",
      [late.id],
    );
    expect(await confirm(second, late)).toMatchObject(over);
    const declined = await propose(proposer);
    expect(
      (await call("POST", `/api/proposals/${declined.id}/decline`, second, { reason: "Not now" })).status,
    ).toBe(204);
    expect(await confirm(second, declined)).toMatchObject(over);
    const takenBack = await propose(proposer);
    expect((await call("DELETE", `/api/proposals/${takenBack.id}`, second)).status, "only one's own").toBe(
      404,
    );
    expect((await call("DELETE", `/api/proposals/${takenBack.id}`, proposer)).status).toBe(204);
    expect(await confirm(second, takenBack)).toMatchObject(over);
    const orphan = await propose(proposer);
    await house.owner.query("update identity.member set status = 'suspended' where id = $1", [proposer.id]);
    expect(await confirm(second, orphan)).toMatchObject(over);
    await house.owner.query("update identity.member set status = 'active' where id = $1", [proposer.id]);
    expect(await done()).toBe(0);
  });

  it("waits where the kind says so, whatever a server's clock that jumped says", async () => {
    const slow = await propose(proposer, "test.slow");
    const notYet = { status: 409, body: { code: "proposal-not-yet" } };
    expect(await confirm(second, slow)).toMatchObject(notYet);
    try {
      for (const days of [-30, 30, 400]) {
        house.clock.now = new Date(Date.now() + days * 86_400_000);
        expect(await confirm(second, slow), `${days} days off`).toMatchObject(notYet);
      }
      await house.owner.query("update proposals.proposal set ripe_at = now() where id = $1", [slow.id]);
      house.clock.now = new Date(Date.now() - 30 * 86_400_000);
      expect((await confirm(third, slow)).status, "a kind without roles takes any colleague").toBe(204);
    } finally {
      house.clock.now = new Date();
    }
    expect(await done()).toBe(1);
  });

  it("cannot do what cannot be done: all of it is undone and the proposal waits on", async () => {
    const proposal = await propose(proposer, "test.act", "impossible");
    expect(await confirm(second, proposal)).toMatchObject({
      status: 409,
      body: { code: "proposal-impossible" },
    });
    const { rows } = await house.owner.query("select outcome from proposals.proposal where id = $1", [
      proposal.id,
    ]);
    expect(rows).toEqual([{ outcome: null }]);
    const told = await house.owner.query("select kind from ledger.entry where content like $1", [
      `%${proposal.id}%`,
    ]);
    expect(told.rows).toEqual([{ kind: "proposal.made" }]);
  });

  it("races: of confirmations, a no and a taking back at once exactly one counts, and the act follows it", async () => {
    for (let round = 0; round < 25; round++) {
      const proposal = await propose(proposer);
      const before = await done();
      const answers = await Promise.all([
        confirm(second, proposal),
        call("POST", `/api/proposals/${proposal.id}/decline`, second, { reason: "Not now" }),
        call("DELETE", `/api/proposals/${proposal.id}`, proposer),
        confirm(proposer, proposal),
      ]);
      expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
      expect((await done())! - before!).toBe(answers[0]?.status === 204 ? 1 : 0);
    }
  }, 60_000);
});

describe("the last confirmation", () => {
  // Seen to fail: with the row of the proposal read without a lock.
  it("counts once when two members give it in the same moment, and not at all in the moment in which time runs out", async () => {
    const agencyId = second.agencyId;
    const other = await house.addMember({ agencyId, name: "Osman", roles: ["supervisor"] });
    for (let round = 0; round < 15; round++) {
      const proposal = await propose(proposer);
      const before = (await done()) ?? 0;
      const answers = await Promise.all([
        confirm(second, proposal),
        confirm(other, proposal),
        confirm(second, proposal),
      ]);
      expect(((await done()) ?? 0) - before, JSON.stringify(answers)).toBe(1);
      const settled = await house.owner.query(
        "select kind from ledger.entry where kind = 'proposal.confirmed' and content like $1",
        [`%${proposal.id}%`],
      );
      expect(settled.rowCount).toBe(1);
    }
    for (let round = 0; round < 15; round++) {
      const proposal = await propose(proposer);
      const before = (await done()) ?? 0;
      const [answer] = await Promise.all([
        confirm(second, proposal),
        house.owner.query(
          "update proposals.proposal set proposed_at = now() - interval '2 hours', ripe_at = now() - interval '2 hours', expires_at = now() - interval '1 second' where id = $1 and outcome is null",
          [proposal.id],
        ),
      ]);
      expect(((await done()) ?? 0) - before, "what was answered is what was done").toBe(
        answer.status === 204 ? 1 : 0,
      );
    }
  }, 60_000);
});

describe("proposing", () => {
  it("is for the roles of the kind; what the house itself proposes is nobody's to propose", async () => {
    expect((await propose(second)).hash, "no caseworker").toBeNull();
    expect((await propose(proposer, "glass.confirmation")).hash).toBeNull();
    expect((await propose(proposer, "no.kind")).hash).toBeNull();
  });

  it("needs no second in an agency that never had one, and only where the kind says so", async () => {
    const agencyId = await house.addAgency({ name: "Small Step", kind: "ngo" });
    const only = await house.addMember({ agencyId, name: "Mira", roles: ["caseworker"] });
    await propose(only, "test.first");
    expect(await done()).toBe(1);
    await propose(only, "test.act");
    expect(await done(), "this kind always waits").toBe(1);
    const gone = await house.addMember({ agencyId, name: "Gone", roles: ["caseworker"] });
    await house.owner.query("update identity.member set status = 'suspended' where id = $1", [gone.id]);
    await propose(only, "test.first");
    expect(await done(), "suspending all others does not make one alone").toBe(1);
  });

  it("is seen by whoever could settle it, and by nobody of another agency", async () => {
    const { id } = await propose(proposer);
    const seenBy = async (who: TestMember) =>
      (await call("GET", "/api/proposals", who)).body.proposals.find(
        (shown: { id: string }) => shown.id === id,
      );
    expect(await seenBy(second)).toMatchObject({
      mayConfirm: true,
      isMine: false,
      outcome: "waits",
      proposerName: "Ines",
    });
    expect(await seenBy(proposer)).toMatchObject({ mayConfirm: false, isMine: true });
    expect(await seenBy(third)).toBeUndefined();
    expect(await seenBy(stranger)).toBeUndefined();
  });
});

describe("smuggled SQL", () => {
  it.each([
    [
      "puts no proposal past the check of roles",
      "select proposals.put(gen_random_uuid(), 'glass.confirmation', '{}', null)",
    ],
    ["performs nothing by itself", "select proposals.perform(p) from proposals.proposal p"],
    ["settles nothing by itself", "update proposals.proposal set outcome = 'confirmed'"],
    [
      "adds no kind",
      "insert into proposals.kind (name, proposers, lives_hours, performs) values ('x.y', '{}', 1, 'a.b')",
    ],
  ])("%s", async (_what, text) => {
    await expect(asMember(proposer, text, [])).rejects.toThrow(/permission denied/);
  });
});
