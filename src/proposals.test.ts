import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestHouse, type TestMember, testHouse, testRandom } from "./core/testing.ts";

/**
 * Whoever proposed must still stand by it: each kind of the house, by hand, with the roles of which they need one. That a
 * kind is forgotten here is a failure, and so is one that asks for no role and does not say why.
 */
const WORKS_WITH_PEOPLE = [
  "intake-worker",
  "caseworker",
  "health-worker",
  "legal-adviser",
  "guardian",
  "child-protection-officer",
] as const;
const HANDLES_ORDERS = ["caseworker", "legal-adviser", "child-protection-officer", "supervisor"] as const;
const ANYONE = "an emergency: any active member breaks the glass, and any colleague may second it" as const;
const KINDS: Readonly<Record<string, readonly string[] | typeof ANYONE>> = {
  "agency.leaving": ["supervisor"],
  "attachment.deletion": ["intake-worker"],
  "attachment.release": ["intake-worker"],
  "door.readers": ["supervisor"],
  "door.stand-in": ["supervisor"],
  "glass.confirmation": ANYONE,
  "guardian.naming": WORKS_WITH_PEOPLE,
  "hold.ending": HANDLES_ORDERS,
  "member.admission": ["supervisor"],
  "member.renewal": ["supervisor"],
  "member.return": ["supervisor"],
  "member.roles": ["supervisor"],
  "order.confirmation": HANDLES_ORDERS,
  "population.joining": ["supervisor"],
  "protocol.ending": ["supervisor"],
  "protocol.lifting": ["supervisor"],
  "release.publication": ["statistician"],
  "release.second-approval": ["supervisor", "data-protection-officer"],
  "tool.assessment": ["supervisor"],
  "wish.second": WORKS_WITH_PEOPLE,
  "words.reset": WORKS_WITH_PEOPLE,
};
/** Seconded in the other agency alone. */
const ELSEWHERE: readonly string[] = ["door.stand-in"];
const SIGNED = ["protocol.ending", "tool.assessment"] as const;

let house: TestHouse;
let agencyId: string;
let proposer: TestMember;
let second: TestMember;
let elsewhere: TestMember;
let boss: TestMember;

beforeAll(async () => {
  house = await testHouse();
  agencyId = await house.addAgency({ name: "Harbour House", kind: "ngo" });
  proposer = await house.addMember({ agencyId, name: "Ines", roles: ["caseworker"] });
  const everything = [
    ...new Set([...WORKS_WITH_PEOPLE, ...HANDLES_ORDERS, "supervisor", "data-protection-officer"]),
  ];
  second = await house.addMember({ agencyId, name: "Tomas", roles: everything });
  const otherId = await house.addAgency({ name: "Marigold", kind: "ngo" });
  elsewhere = await house.addMember({ agencyId: otherId, name: "Olu", roles: ["supervisor"] });
  boss = await house.addMember({ agencyId, name: "Ada", roles: ["supervisor"] });
}, 120_000);
afterAll(() => house.stop());

/** All of it in one transaction that is taken back. */
async function inVain<T>(work: () => Promise<T>): Promise<T> {
  await house.owner.query("begin");
  try {
    return await work();
  } finally {
    await house.owner.query("rollback");
  }
}

const setRoles = async (roles: readonly string[]) => {
  await house.owner.query("delete from identity.member_role where member_id = $1", [proposer.id]);
  await house.owner.query(
    "insert into identity.member_role (member_id, role) select $1, unnest($2::text[])",
    [proposer.id, roles],
  );
};

/** As if it had been proposed by the act that proposes it. */
async function put(kind: string): Promise<string> {
  const id = randomUUID();
  await house.owner.query(
    `insert into proposals.proposal (id, kind, agency_id, content, content_hash, proposed_by, proposed_at, ripe_at, expires_at,
       second_agency_id)
     values ($1, $2, $3, '{}', sha256('{}'), $4, now() - interval '1 minute', now() - interval '1 minute', now() + interval '1 hour',
       $5)`,
    [id, kind, agencyId, proposer.id, ELSEWHERE.includes(kind) ? elsewhere.agencyId : null],
  );
  return id;
}

const as = async (who: TestMember, role = "leeward_member") => {
  await house.owner.query(`set local role ${role}`);
  await house.owner.query("select access.open_member_context($1, null)", [Buffer.from(who.secret)]);
};

/** What the second is told; what it rests on is not there, so that nothing is done, whatever the answer. */
async function confirmed(id: string): Promise<string> {
  const { rows: named } = await house.owner.query("select kind from proposals.proposal where id = $1", [id]);
  if (ELSEWHERE.includes(named[0].kind)) await as(elsewhere, "leeward_supervisor");
  else await as(second);
  try {
    const { rows } = await house.owner.query(
      "select proposals.confirm($1, sha256('{}'), 'in-person') as said",
      [id],
    );
    return rows[0].said;
  } catch (error) {
    return `raised ${String((error as { constraint?: string }).constraint)}`; // its own act went as far as its own checks
  }
}

describe("what a member proposed", () => {
  it("is of a kind that says who stands by it: no kind is forgotten, and no other roles stand there", async () => {
    const { rows } = await house.owner.query(
      "select name, array(select unnest(stands_by) order by 1) as roles, stands_by is null as anyone, proposers from proposals.kind order by name",
    );
    const written = Object.entries(KINDS)
      .map(([name, roles]) => ({
        name,
        ...(roles === ANYONE ? { roles: [], anyone: true } : { roles: [...roles].sort(), anyone: false }),
      }))
      .sort((one, other) => (one.name < other.name ? -1 : 1));
    expect(rows.map(({ name, roles, anyone }) => ({ name, roles, anyone }))).toEqual(written);
    // Whoever may propose may stand by it too.
    for (const { proposers, roles } of rows) expect(roles).toEqual(expect.arrayContaining(proposers));
  });

  describe.each(Object.entries(KINDS))("as %s", (kind, needs) => {
    const held = needs === ANYONE ? ["caseworker"] : needs;

    it.each(held)("goes further than the proposer while they are %s", async (role) => {
      const said = await inVain(async () => {
        await setRoles([role]);
        return confirmed(await put(kind));
      });
      expect(said).not.toMatch(/^(over|unknown|own)$/);
    });

    it("is over once they are suspended, whatever their roles", async () => {
      const said = await inVain(async () => {
        await setRoles(held);
        const id = await put(kind);
        await house.owner.query("update identity.member set status = 'suspended' where id = $1", [
          proposer.id,
        ]);
        return confirmed(id);
      });
      expect(said).toBe("over");
    });
  });

  const NEEDING = Object.entries(KINDS).flatMap(([kind, needs]) =>
    needs === ANYONE ? [] : [[kind, needs] as const],
  );
  it.each(NEEDING)("as %s, is over once they lose the role, and keep every other one", async (kind, held) => {
    const { rows } = await house.owner.query(
      "select name from identity.role where not name = any ($1) and name <> 'auditor'",
      [held],
    );
    const others = rows.map(({ name }) => name);
    const said = await inVain(async () => {
      await setRoles(held);
      const id = await put(kind);
      await setRoles(others);
      return confirmed(id);
    });
    expect(others.length).toBeGreaterThan(3);
    expect(said).toBe("over");
  });

  it.each(SIGNED)("and signed, as %s, is over once the key under it was replaced", async (kind) => {
    const signedBy = async (retired: boolean) =>
      inVain(async () => {
        await setRoles(["supervisor"]);
        const id = await put(kind);
        await house.owner.query(
          "insert into proposals.signature (proposal_id, member_id, name, signing_key, signature) values ($1, $2, 'Ines', $3, $4)",
          [id, proposer.id, Buffer.from(proposer.keys.signing.publicKey), Buffer.alloc(64)],
        );
        if (retired)
          await house.owner.query("update identity.member_key set retired_at = now() where member_id = $1", [
            proposer.id,
          ]);
        return confirmed(id);
      });
    expect(await signedBy(false)).toBe("unsigned");
    expect(await signedBy(true)).toBe("over");
  });
});

describe("a proposal of somebody who is suspended", () => {
  const member = async () =>
    house.addMember({ agencyId, name: `Vera ${randomUUID()}`, roles: ["caseworker"] });
  const suspend = async (who: TestMember) => {
    await house.owner.query("begin");
    await as(boss, "leeward_supervisor");
    await house.owner.query("select identity.suspend_member($1)", [who.id]);
    await house.owner.query("commit");
  };
  const run = async <T>(who: TestMember, sql: string, values: unknown[]): Promise<T> => {
    await house.owner.query("begin");
    await house.owner.query("set local role leeward_member");
    await house.owner.query("select access.open_member_context($1, 'support')", [Buffer.from(who.secret)]);
    try {
      const { rows } = await house.owner.query(sql, values);
      return rows[0]?.said;
    } finally {
      await house.owner.query("commit");
    }
  };

  const openCase = async (who: TestMember, caseId: string) => {
    await run(who, "select access.open_case($1, null)", [caseId]);
    await house.owner.query(
      "insert into care.case_file (id, alias, state, gender, age_band) values ($1, $2, 'recovery', 'woman', '25-34')",
      [caseId, `Tern ${caseId.slice(0, 8)}`],
    );
  };

  it("falls with them, is told of, and does not come back with them; the person can say their wish anew at once", async () => {
    const [vera, caseId, wish] = [await member(), randomUUID(), randomUUID()];
    await openCase(vera, caseId);
    expect(await run(vera, "select care.hear_wish($1, $2, 'erase') as said", [wish, caseId])).toBe("asked");
    await suspend(vera);
    const { rows } = await house.owner.query(
      `select p.outcome, p.settled_by, w.ended_how,
         (select count(*)::int from ledger.entry e where e.kind = 'proposal.overtaken' and e.content like '%' || p.id || '%') as told
       from proposals.proposal p join care.wish w on w.id = p.id where p.id = $1`,
      [wish],
    );
    expect(rows).toEqual([{ outcome: "overtaken", settled_by: null, ended_how: "stopped", told: 1 }]);
    await house.owner.query("update identity.member set status = 'active' where id = $1", [vera.id]);
    expect(
      await run(second, "select proposals.confirm($1, $2, 'in-person') as said", [wish, Buffer.alloc(32)]),
    ).toBe("over");
    expect(await run(second, "select care.hear_wish($1, $2, 'erase') as said", [randomUUID(), caseId])).toBe(
      "asked",
    );
  });

  it("falls too when the member gets new keys after a loss: whoever has the old ones may have proposed it", async () => {
    const [vera, caseId, wish, mine] = [await member(), randomUUID(), randomUUID(), randomUUID()];
    await openCase(vera, caseId);
    await run(vera, "select care.hear_wish($1, $2, 'erase') as said", [wish, caseId]);
    await run(second, "select care.hear_wish($1, $2, 'leave') as said", [mine, caseId]);
    const [renewal, proposal] = [randomUUID(), randomUUID()];
    const [reading, signing] = [Buffer.from(testRandom(32)), Buffer.from(testRandom(32))];
    await house.owner.query(
      `insert into identity.renewal (id, member_id, begun_by, token_hash, expires_at, password_hash, reading_key, signing_key, wrapped)
       values ($1, $2, $3, $4, now() + interval '1 day', 'new', $5, $6, $7)`,
      [renewal, vera.id, boss.id, Buffer.from(testRandom(32)), reading, signing, Buffer.alloc(80)],
    );
    await house.owner.query("begin");
    await as(boss, "leeward_supervisor");
    await house.owner.query("select identity.propose_renewal($1, $2, null)", [proposal, renewal]);
    await house.owner.query("commit");
    const { rows } = await house.owner.query("select content_hash from proposals.proposal where id = $1", [
      proposal,
    ]);
    const said = await run(second, "select proposals.confirm($1, $2, null) as said", [
      proposal,
      rows[0].content_hash,
    ]);
    expect(said).toBe("confirmed");
    const outcomes = await house.owner.query(
      "select p.id, p.outcome, w.ended_how from proposals.proposal p join care.wish w on w.id = p.id where p.id = any ($1)",
      [[wish, mine]],
    );
    const byId = new Map(outcomes.rows.map((row) => [row.id, row]));
    expect(byId.get(wish)).toMatchObject({ outcome: "overtaken", ended_how: "stopped" });
    expect(byId.get(mine)).toMatchObject({ outcome: null, ended_how: null });
  });

  it("leaves what others proposed, and what is settled, as it is", async () => {
    const [vera, caseId, mine] = [await member(), randomUUID(), randomUUID()];
    await openCase(vera, caseId);
    await run(second, "select care.hear_wish($1, $2, 'erase') as said", [mine, caseId]);
    await suspend(vera);
    const { rows } = await house.owner.query("select outcome from proposals.proposal where id = $1", [mine]);
    expect(rows).toEqual([{ outcome: null }]);
  });
});
