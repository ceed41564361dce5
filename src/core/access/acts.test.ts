import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../db/testing.ts";
import type { Purpose } from "./context.ts";
import type { Role } from "./coverage.ts";
import { dataKeyOf, idFor, secretOf } from "./proving/rows.ts";
import { loadScene, SCENE } from "./proving/scene.ts";
import type { Member } from "./world.ts";

const { caseId, ngo, shelter, police, caseworker, colleague, shelterWorker, investigator } = SCENE;

let database: TestDatabase;
let client: Client;

beforeAll(async () => {
  database = await testDatabase();
  client = new Client({ connectionString: database.connectionString });
  await client.connect();
  await loadScene(client, Date.now());
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

/** Each test in a transaction that is rolled back, on a clock that stands still. */
beforeEach(async () => {
  await client.query("begin");
  return async () => {
    await client.query("rollback");
  };
});

type Row = Record<string, unknown>;

async function owner(sql: string, values: unknown[] = []): Promise<Row[]> {
  await client.query("reset role");
  return (await client.query(sql, values)).rows;
}

async function member(who: Member, sql: string, values: unknown[] = [], purpose = "support"): Promise<Row[]> {
  await client.query("reset role; set local role leeward_member");
  await client.query("select access.open_member_context($1, $2)", [secretOf(SCENE.sessionOf(who)), purpose]);
  return (await client.query(sql, values)).rows;
}

async function person(sql: string, values: unknown[] = []): Promise<Row[]> {
  await client.query("reset role; set local role leeward_person");
  await client.query("select access.open_person_context($1)", [secretOf(SCENE.visitId)]);
  return (await client.query(sql, values)).rows;
}

/** What the statement was refused with; everything before it stays. */
async function refused(work: () => Promise<unknown>): Promise<string> {
  await client.query("savepoint before");
  try {
    await work();
    return "not refused";
  } catch (error) {
    return error instanceof Error && "constraint" in error && error.constraint
      ? String(error.constraint)
      : String(error);
  } finally {
    await client.query("rollback to savepoint before");
  }
}

const decided = async (who: Member, category: string, purpose = "support"): Promise<unknown> =>
  (await member(who, "select access.decide($1, $2) as by", [caseId, category], purpose))[0]?.by;

describe("an instant", () => {
  // [the column, what it says, whether the shelter then reads the contact]
  const edges = [
    ["access.share set expires_at = now()", null],
    ["access.share set expires_at = now() + interval '1 microsecond'", "share"],
    ["access.share set opened_at = now()", "share"],
    ["access.share set opened_at = now() + interval '1 microsecond'", null],
    ["access.consent set expires_at = now()", null],
    ["access.consent set expires_at = now() + interval '1 microsecond'", "share"],
    ["access.protocol set in_force_until = now()", null],
    ["access.protocol set in_force_from = now()", "share"],
    ["access.protocol set in_force_from = now() + interval '1 microsecond'", null],
    ["identity.session set expires_at = now()", null],
    ["identity.session set expires_at = now() + interval '1 microsecond'", "share"],
  ] as const;
  for (const [change, by] of edges) {
    it(`counts exactly: after ${change.replace(" set ", ".")}, ${by ?? "nothing"}`, async () => {
      await owner(`update ${change}`);
      expect(await decided(shelterWorker, "needs-and-risk")).toBe(by);
    });
  }
});

describe("break-glass", () => {
  const breakGlass = (who: Member, category: string, id = idFor("glass", category)) =>
    member(who, "select access.break_the_glass($1, $2, $3, $4) as said", [
      id,
      caseId,
      category,
      "She is not breathing well and we need to know why.",
    ]);

  const confirm = async (who: Member, category: string) => {
    const id = idFor("glass", category);
    const [proposal] = await owner("select content_hash from proposals.proposal where id = $1", [id]);
    const values = [id, proposal?.content_hash];
    const [answer] = await member(who, "select proposals.confirm($1, $2, null) as said", values);
    return answer?.said;
  };

  it("opens at once for four hours, unless nobody confirms it within the first; the person sees the reason and the look", async () => {
    expect(await breakGlass(caseworker, "health")).toEqual([{ said: "open" }]);
    expect(await decided(caseworker, "health")).toBe("break-glass");
    expect(await decided(caseworker, "health", "investigation")).toBe(null);
    await member(caseworker, "select keys.take($1, 'health', null)", [caseId]);
    const seen = await person(
      "select reason, clause from access.break_glass g join access.access_entry e using (case_id)",
    );
    expect(seen).toEqual([
      { reason: "She is not breathing well and we need to know why.", clause: "break-glass" },
    ]);

    await owner("update access.break_glass set opened_at = now() - interval '1 hour'");
    expect(await decided(caseworker, "health")).toBe(null);
    await owner("update access.break_glass set opened_at = now() - interval '59 minutes'");
    expect(await confirm(caseworker, "health")).toBe("own");
    expect(await confirm(shelterWorker, "health")).toBe("unknown");
    expect(await confirm(colleague, "health")).toBe("confirmed");
    await owner("update access.break_glass set opened_at = now() - interval '239 minutes'");
    expect(await decided(caseworker, "health")).toBe("break-glass");
    await owner("update access.break_glass set opened_at = now() - interval '4 hours'");
    expect(await decided(caseworker, "health")).toBe(null);
  });

  it("over the contact waits for a second member", async () => {
    await owner("delete from identity.member_role where member_id = $1", [caseworker.id]);
    expect(await breakGlass(caseworker, "contact")).toEqual([{ said: "waits-for-second" }]);
    expect(await decided(caseworker, "contact")).toBe(null);
    expect(await confirm(colleague, "contact")).toBe("confirmed");
    expect(await decided(caseworker, "contact")).toBe("break-glass");
  });

  it("is never for police, and tells one who is no party nothing", async () => {
    expect(await breakGlass(investigator, "health")).toEqual([{ said: "never" }]);
    await owner("update identity.agency set kind = 'legal-aid' where id = $1", [police.id]);
    expect(await breakGlass(investigator, "health")).toEqual([{ said: "unknown" }]);
  });
});

describe("opening a share", () => {
  const openShare = (values: Record<string, unknown>, purpose: Purpose = "support") =>
    member(
      caseworker,
      "select access.open_share($1, $2, $3, $4, 'support', $5, $6, $7, now() + interval '1 day')",
      [
        idFor("new share"),
        caseId,
        values.category ?? "contact",
        values.agency ?? shelter.id,
        values.consent ?? SCENE.consentId,
        values.order ?? null,
        values.protocol ?? SCENE.protocolId,
      ],
      purpose,
    );

  it("needs a consent that stands and an agreement that covers it; a basis that does not exist is refused alike", async () => {
    expect(await refused(() => openShare({}))).toBe("not refused");
    for (const wrong of [
      { category: "identity" },
      { agency: police.id },
      { consent: SCENE.otherConsentId },
      { consent: idFor("no such consent") },
      { protocol: idFor("no such protocol") },
    ]) {
      expect(await refused(() => openShare(wrong))).toBe("share_not_live");
    }
  });

  /** By hand, after the table of roles in docs/access.md: who opens the contact or the health of a case that they hold. */
  const ROLES: readonly (readonly [
    Role | null,
    Purpose,
    "contact" | "health",
    "signed" | "heard",
    boolean,
  ])[] = [
    ["caseworker", "support", "contact", "heard", true],
    ["caseworker", "identification", "contact", "heard", false],
    ["caseworker", "support", "health", "heard", false],
    ["health-worker", "support", "contact", "heard", true],
    ["health-worker", "support", "health", "heard", true],
    ["legal-adviser", "support", "contact", "heard", true],
    ["legal-adviser", "support", "health", "heard", false],
    ["child-protection-officer", "support", "health", "heard", true],
    ["guardian", "support", "health", "heard", true],
    ["intake-worker", "support", "contact", "heard", true],
    ["intake-worker", "support", "health", "heard", false],
    ["intake-worker", "support", "health", "signed", true],
    ["caseworker", "support", "health", "signed", false],
    ["supervisor", "oversight", "contact", "signed", false],
    ["statistician", "statistics", "contact", "signed", false],
    ["data-protection-officer", "oversight", "contact", "signed", false],
    ["decision-maker", "decision", "contact", "signed", false],
    ["labour-inspector", "remedy", "contact", "signed", false],
    [null, "support", "contact", "signed", false],
  ];
  it.each(ROLES)(
    "by %s, working for %s, of the part %s on a yes that was %s: %s",
    async (role, purpose, category, yes, may) => {
      await owner("delete from identity.member_role where member_id = $1", [caseworker.id]);
      if (role) await owner("insert into identity.member_role values ($1, $2)", [caseworker.id, role]);
      await owner("insert into access.consent_category values ($1, 'health') on conflict do nothing", [
        SCENE.consentId,
      ]);
      await owner(
        "insert into access.protocol_scope values ($1, 'health', 'support') on conflict do nothing",
        [SCENE.protocolId],
      );
      await owner(
        `update access.consent set signature = case when $2 then '\\x01'::bytea end, given_in_person_to = $3 where id = $1`,
        [SCENE.consentId, yes === "signed", caseworker.id],
      );
      expect(await refused(() => openShare({ category }, purpose))).toBe(may ? "not refused" : "share_role");
    },
  );

  it.each([
    ["intake-worker", true],
    ["caseworker", false],
    ["health-worker", false],
    ["legal-adviser", false],
    ["supervisor", false],
    ["statistician", false],
    [null, false],
  ] as const)("a signed yes is carried into a case by %s: %s", async (role, may) => {
    await owner("delete from identity.member_role where member_id = $1", [caseworker.id]);
    if (role) await owner("insert into identity.member_role values ($1, $2)", [caseworker.id, role]);
    const carry = () =>
      member(
        caseworker,
        "select access.record_consent($1, $2, $3, 'support', '{contact}', 'yes', '\\x01', now() + interval '1 day')",
        [idFor("carried"), caseId, shelter.id],
      );
    expect(await refused(carry)).toBe(may ? "not refused" : "consent_role");
  });

  it("is for the agency that holds the case", async () => {
    const open = () =>
      member(
        shelterWorker,
        "select access.open_share($1, $2, 'contact', $3, 'support', $4, null, $5, now() + interval '1 day')",
        [...[idFor("new share"), caseId, shelter.id, SCENE.consentId, SCENE.protocolId]],
      );
    expect(await refused(open)).toMatch(/Only the agency that holds a case shares it/);
  });
});

describe("an agency bound to immigration enforcement", () => {
  const join = (agency: string) =>
    owner("insert into access.protocol_party (protocol_id, agency_id) values ($1, $2)", [
      SCENE.protocolId,
      agency,
    ]);

  it("joins no agreement that covers contact: not by its powers, not by its parent, not by a duty", async () => {
    const ways = [
      "update identity.agency set enforces_immigration_law = true where id = $1",
      "with p as (insert into identity.agency (name, kind, enforces_immigration_law) values ('parent', 'police', true) returning id) update identity.agency set parent_id = (select id from p) where id = $1",
      "with o as (insert into identity.agency (name, kind, enforces_immigration_law) values ('other', 'police', true) returning id) insert into identity.agency_duty select $1, o.id, 'an article' from o",
    ];
    expect(await refused(() => join(police.id))).toBe("not refused");
    for (const way of ways) {
      await client.query("savepoint way");
      await owner(way, [police.id]);
      expect(await refused(() => join(police.id))).toBe("no_immigration_party");
      await client.query("rollback to savepoint way");
    }
  });

  it("that became so later reads nothing more under its agreements, and stops nobody else's", async () => {
    expect(await decided(shelterWorker, "contact")).toBe("share");
    await owner(
      "insert into identity.agency (name, kind, enforces_immigration_law) values ('border', 'immigration-enforcement', true)",
    );
    await owner(
      "insert into identity.agency_duty select $1, id, 'an article' from identity.agency where name = 'border'",
      [shelter.id],
    );
    expect(await decided(shelterWorker, "contact")).toBe(null);
    const [why] = await member(shelterWorker, "select access.refusal($1, 'contact') as why", [caseId]);
    expect(why).toEqual({ why: "protocol" });
    const another =
      await owner(`insert into access.protocol (title, legal_basis, retention_days, onward_rule, status, in_force_from, in_force_until)
      values ('another', 'an article', 30, 'none', 'in-force', now(), now() + interval '1 day') returning id`);
    await owner("insert into access.protocol_scope values ($1, 'contact', 'support')", [another[0]?.id]);
    await owner("insert into access.protocol_party values ($1, $2)", [another[0]?.id, ngo.id]);
  });
});

describe("an order whose notice a court deferred", () => {
  beforeEach(async () => {
    await owner(
      `with o as (
         insert into access.legal_order (case_id, authority, article, court, recipient_agency_id, purpose, issued_at,
           expires_at, notice_deferred_until)
         values ($1, 'prosecutor', 'an article', 'a court', $2, 'investigation', now(), now() + interval '9 days',
           now() + interval '5 days') returning id
       ), c as (insert into access.legal_order_category select id, 'account' from o),
       p as (
         insert into access.protocol (title, legal_basis, retention_days, onward_rule, status, in_force_from, in_force_until)
         values ('with police', 'an article', 30, 'none', 'in-force', now(), now() + interval '90 days') returning id
       ), y as (insert into access.protocol_party select p.id, a from p, unnest(array[$2, $3]::uuid[]) a),
       s as (insert into access.protocol_scope select id, 'account', 'investigation' from p)
       insert into access.share (case_id, category, agency_id, purpose, legal_order_id, protocol_id, expires_at)
       select $1, 'account', $2, 'investigation', o.id, p.id, now() + interval '9 days' from o, p`,
      [caseId, police.id, ngo.id],
    );
    const take = "select (keys.take($1, $2, null)).outcome";
    expect(await member(investigator, take, [caseId, "account"], "investigation")).toEqual([
      { outcome: "read" },
    ]);
    expect(await member(investigator, take, [caseId, "health"], "investigation")).toEqual([
      { outcome: "refused" },
    ]);
  });

  const seen = async () => ({
    looks: (await person("select category from access.access_entry order by category")).map(
      (row) => row.category,
    ),
    entries: (await person("select kind from ledger.entry order by kind")).map((row) => row.kind),
    shares: (await person("select purpose from access.share where purpose = 'investigation'")).length,
    orders: (await person("select 1 from access.legal_order")).length,
  });

  it("keeps the looks under it from the person, refused ones too, and shows them when its time is over", async () => {
    expect(await seen()).toEqual({ looks: [], entries: [], shares: 0, orders: 0 });
    await owner("update access.legal_order set notice_deferred_until = now()");
    expect(await seen()).toEqual({
      looks: ["account", "health"],
      entries: ["section.read", "section.refused"],
      shares: 1,
      orders: 1,
    });
  });

  it("hides nothing from the agency that holds the case", async () => {
    expect(await member(caseworker, "select category from access.access_entry order by 1")).toHaveLength(2);
  });
});

describe("a look", () => {
  it("shows the person an agency and a role, and the holder a name", async () => {
    await member(shelterWorker, "select keys.take($1, 'contact', $2)", [
      caseId,
      dataKeyOf(caseId, "contact"),
    ]);
    expect(await person("select agency_id, role, purpose from access.access_entry")).toEqual([
      { agency_id: shelter.id, role: "caseworker", purpose: "support" },
    ]);
    expect(await refused(() => person("select display_name from identity.member"))).toMatch(
      /permission denied/,
    );
    const names = "select id from identity.member where agency_id = $1";
    expect(await member(caseworker, names, [shelter.id])).toEqual([{ id: shelterWorker.id }]);
    expect(await member(shelterWorker, names, [ngo.id])).toEqual([]);
  });

  it("of no party leaves no trace, whether or not the case exists", async () => {
    for (const wanted of [caseId, idFor("no such case")]) {
      const taken = await member(
        investigator,
        "select * from keys.take($1, 'account', null)",
        [wanted],
        "investigation",
      );
      expect(taken).toMatchObject([{ outcome: "unknown", clause: null, refusal: null, sealed: null }]);
    }
    expect(await owner("select 1 from access.access_entry")).toEqual([]);
  });
});

describe("a data key", () => {
  const key = dataKeyOf(caseId, "contact");

  it("is wrapped by a member who may read the category, and a wrap that works is never overwritten", async () => {
    const wrap = (who: Member) => member(who, "select keys.add_wrap($1, $2, 1, '\\x00')", [key, shelter.id]);
    const sealed = await owner("select sealed from keys.wrap where data_key_id = $1 and agency_id = $2", [
      key,
      shelter.id,
    ]);
    expect(await refused(() => wrap(SCENE.auditor))).toMatch(/only by a member who may read/);
    expect(await refused(() => wrap(shelterWorker))).toMatch(/only by a member who may read/);
    await wrap(caseworker);
    expect(
      await owner("select sealed from keys.wrap where data_key_id = $1 and agency_id = $2", [
        key,
        shelter.id,
      ]),
    ).toEqual(sealed);
  });

  it("is made by a member who may read the category, for exactly those who may", async () => {
    const put = (who: Member, agencies: string[]) =>
      member(who, "select keys.put_data_key($1, $2, 'account', $3)", [
        idFor("new key"),
        caseId,
        JSON.stringify(agencies.map((agencyId) => ({ agencyId, version: 1, sealed: "AA==" }))),
      ]);
    expect(await refused(() => put(SCENE.auditor, [ngo.id]))).toMatch(/in a role that covers it/);
    expect(await refused(() => put(caseworker, [ngo.id, shelter.id]))).toMatch(/exactly those agencies/);
    expect(await refused(() => put(caseworker, []))).toMatch(/exactly those agencies/);
    expect(await refused(() => put(caseworker, [ngo.id]))).toBe("not refused");
  });
});
