import { createHash, createHmac, randomUUID } from "node:crypto";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { definitionOf, replacing } from "../access/proving/migrations.ts";
import { openDatabase } from "../db/index.ts";
import { registerIdentity } from "../identity/index.ts";
import { fromBase64Url } from "../keys/index.ts";
import { registerProposals } from "../proposals/index.ts";
import { type TestHouse, type TestMember, testHouse } from "../testing.ts";
import { expireVersions, registerProtocols } from "./index.ts";
import { renderTexts, type Statement, signAsParty, statementHash, writeStatement } from "./statement.ts";
import {
  addParty,
  agree,
  ask,
  draftBetween,
  type Proposed,
  personOf,
  propose,
  sign,
  type TestParty,
} from "./testing.ts";

/**
 * A proposed version runs out. Each rule is a law here that can be asked again: once of the house as it is, and once of a
 * house in which one clause was taken out by name.
 */
let house: TestHouse;
let ngo: TestParty;
let shelter: TestParty;

beforeAll(async () => {
  house = await testHouse();
  registerIdentity(house.app, house.house);
  registerProtocols(house.app, house.house);
  registerProposals(house.app, house.house);
  ngo = await addParty(house, { name: "Open Door", kind: "ngo" });
  shelter = await addParty(house, { name: "Harbour House", kind: "shelter" });
}, 120_000);
afterAll(() => house.stop());

const proposeOne = async (title = "Support together", protocolId: string | null = null): Promise<Proposed> =>
  (await propose(house, ngo.first, draftBetween([ngo, shelter], { title }), protocolId)).body;

/** As if it had been proposed 31 days ago. */
const letRunOut = ({ id, version }: Proposed) =>
  house.owner.query(
    `update access.protocol_version set proposed_at = proposed_at - interval '31 days', expires_at = expires_at - interval '31 days'
     where protocol_id = $1 and version = $2`,
    [id, version],
  );

const standing = async ({ id, version }: Proposed) =>
  (
    await house.owner.query(
      `select v.status, p.status as agreement from access.protocol_version v join access.protocol p on p.id = v.protocol_id
       where v.protocol_id = $1 and v.version = $2`,
      [id, version],
    )
  ).rows[0];

const changesOf = async ({ id }: Proposed) =>
  (
    await house.owner.query(
      "select kind, version, agency_id, member_id from access.protocol_change where protocol_id = $1 and kind = 'expired'",
      [id],
    )
  ).rows;

/** What the ledger says of an agreement whose time was over. */
const entriesOf = async ({ id }: Proposed) =>
  (
    await house.owner.query<{ content: string; agency_id: string | null }>(
      "select content, agency_id from ledger.entry where kind = 'protocol.expired' and content like $1",
      [`%${id}%`],
    )
  ).rows.map(({ content, agency_id }) => ({ ...JSON.parse(content), agency_id }));

/** What a run of the worker's job did. */
async function runJob(): Promise<number> {
  const worker = openDatabase({
    connectionString: house.connectionString.replace("user=postgres", "user=leeward_worker"),
    sizeMax: 1,
    log: () => {},
  });
  try {
    return await worker.transaction(expireVersions.role, (tx) => expireVersions.run(tx));
  } finally {
    await worker.close();
  }
}

const vouch = (message: string) =>
  createHmac("sha256", house.house.secrets.vouching).update(message).digest();

/** In one transaction of the server's own role, opened as its routes do; left open for `work` to end. */
async function begin(client: Client, who: TestMember): Promise<void> {
  await client.query("begin; set local role leeward_supervisor");
  await client.query("select access.open_member_context($1, null)", [Buffer.from(who.secret)]);
}

/** The root key's signature of a party, as the server hands it to the database after it has checked it. */
async function partySigned(party: TestParty, at: Proposed): Promise<[string, unknown[]]> {
  const [one, two] = [
    await personOf(house, party, party.first, at),
    await personOf(house, party, party.second, at),
  ];
  const signed = await signAsParty(one.statement, party.id, [one.person, two.person], party.root);
  const [key, signature] = [fromBase64Url(signed.rootKey, 32), fromBase64Url(signed.signature, 64)];
  const both = createHash("sha256").update(key).update(signature).digest("hex");
  return [
    "select access.sign_protocol($1, $2, $3, $4::jsonb, $5, $6, $7) as now",
    [
      ...[at.id, at.version, Buffer.from(key), JSON.stringify(signed.people), Buffer.from(signature)],
      createHash("sha256").update("").digest("hex"), // it does nothing to any share
      vouch(`protocol-party:${at.id}:${at.version}:${party.id}:${both}`),
    ],
  ];
}

async function signAsPersons(party: TestParty, at: Proposed): Promise<void> {
  for (const member of [party.first, party.second]) {
    const { person } = await personOf(house, party, member, at);
    const url = `/api/protocols/${at.id}/versions/${at.version}/signatures`;
    expect((await ask(house, member, "POST", url, { person })).status).toBe(201);
  }
}

/** The constraint that a statement fails on, in a transaction that is taken back; null when it went through. */
async function refusalOf(who: TestMember | null, sql: string, values: unknown[]): Promise<string | null> {
  const { owner } = house;
  if (who) await begin(owner, who);
  else await owner.query("begin");
  try {
    await owner.query(sql, values);
    return null;
  } catch (error) {
    return (error as { constraint?: string }).constraint ?? String(error);
  } finally {
    await owner.query("rollback");
  }
}

/** Each says whether it holds; a mutant is killed where one does not. */
const LAWS = {
  "no supervisor signs what has run out, whatever the process's clock says": async () => {
    const at = await proposeOne();
    const { person } = await personOf(house, ngo, ngo.first, at);
    await letRunOut(at);
    house.clock.now = new Date(Date.now() - 60 * 86_400_000);
    const url = `/api/protocols/${at.id}/versions/1/signatures`;
    const answer = await ask(house, ngo.first, "POST", url, { person });
    house.clock.now = new Date();
    return answer.status === 409 && answer.body.code === "not-waiting";
  },
  "no root key signs what has run out, though two people signed it in time": async () => {
    const at = await proposeOne();
    await signAsPersons(ngo, at);
    const [sql, values] = await partySigned(ngo, at);
    await letRunOut(at);
    return (await refusalOf(ngo.second, sql, values)) === "version_not_open";
  },
  "nothing that has run out comes into force, though every party signed it": async () => {
    const at = await proposeOne();
    await sign(house, ngo, at);
    await house.owner.query(
      `insert into access.protocol_signature (protocol_id, version, agency_id, root_key, people, signature)
       select protocol_id, version, $2, root_key, people, signature from access.protocol_signature where protocol_id = $1`,
      [at.id, shelter.id],
    );
    await letRunOut(at);
    const adopt = "select access.adopt_version($1, 1, access.effects_digest('{}'::access.protocol_effect[]))";
    return (await refusalOf(null, adopt, [at.id])) === "version_not_open";
  },
  "what has run out stands in the way of no other change, and nobody is said to have ended it": async () => {
    const id = await agree(house, [ngo, shelter]);
    const late = await proposeOne("A change", id);
    await letRunOut(late);
    const next = await propose(house, ngo.first, draftBetween([ngo, shelter], { title: "Again" }), id);
    const [change] = await changesOf(late);
    return (
      next.status === 201 &&
      next.body.version === 3 &&
      (await standing(late)).status === "expired" &&
      change?.version === 2 &&
      change.agency_id === null &&
      change.member_id === null
    );
  },
  "thirty days are the database's own, whatever a statement says of its end": async () => {
    const id = randomUUID();
    const at = await proposeOne();
    const { body } = await ask(house, ngo.first, "GET", `/api/protocols/${at.id}`);
    const { terms }: Statement = JSON.parse(body.versions[0].statement);
    const numbered = { agreement: id, version: 1, terms };
    const said = JSON.parse(writeStatement(numbered, null));
    const statement = JSON.stringify({ ...said, expiresAt: "2999-01-01", expires_at: "2999-01-01" });
    const { owner } = house;
    await begin(owner, ngo.first);
    await owner.query("select access.propose_protocol($1, $2, $3::jsonb, $4)", [
      ...[id, statement, JSON.stringify(renderTexts(numbered))],
      vouch(`protocol-proposal:${statementHash(statement)}`),
    ]);
    await owner.query("commit");
    const { rows } = await owner.query(
      "select expires_at = proposed_at + interval '30 days' as is_ours from access.protocol_version where protocol_id = $1",
      [id],
    );
    return rows[0]?.is_ours === true;
  },
  "the job ends what has run out, and lets live what has not": async () => {
    await runJob();
    const [late, live] = [await proposeOne(), await proposeOne()];
    await letRunOut(late);
    const ended = await runJob();
    const [over, waits] = [await standing(late), await standing(live)];
    return (
      ended === 1 &&
      over.status === "expired" &&
      over.agreement === "ended" &&
      waits.status === "proposed" &&
      waits.agreement === "proposed"
    );
  },
  "the job writes what it did: in the agreement, in the ledger, to each party; once": async () => {
    const late = await proposeOne();
    await letRunOut(late);
    await runJob();
    await runJob();
    const { body } = await ask(house, ngo.first, "GET", `/api/protocols/${late.id}`);
    const told = await house.owner.query(
      "select agency_id from events.domain_event where type = 'protocol.expired' and subject ->> 'protocolId' = $1",
      [late.id],
    );
    const entries = await entriesOf(late);
    return (
      (await changesOf(late)).length === 1 &&
      entries.length === 1 &&
      entries[0]?.version === 1 &&
      entries[0].sha256 === statementHash(body.versions[0].statement) &&
      entries[0].memberId === undefined &&
      entries[0].agency_id === null &&
      new Set(told.rows.map(({ agency_id }) => agency_id)).size === 2
    );
  },
  "what has run out can be refused by nobody, and opens nothing to an agency that only it names":
    async () => {
      const third = await addParty(house, { name: `Third ${randomUUID()}`, kind: "ngo" });
      const id = await agree(house, [ngo, shelter]);
      const { body: late } = await propose(house, ngo.first, draftBetween([ngo, shelter, third]), id);
      const effects = `/api/protocols/${id}/versions/${late.version}/effects`;
      const before = await ask(house, third.first, "GET", effects);
      await letRunOut(late);
      const no = await ask(house, ngo.second, "POST", `/api/protocols/${id}/withdrawal`, {
        reason: "Too late",
      });
      const after = await ask(house, third.first, "GET", effects);
      return before.status === 200 && no.body?.code === "nothing-proposed" && after.status === 403;
    },
} as const satisfies Record<string, () => Promise<boolean>>;
type Law = keyof typeof LAWS;

const RUNS_OUT = " and v.expires_at > now()";
/** A definition with one thing changed in it; fails where that is not there. */
function changed(name: string, from: string, to: string): string {
  const definition = definitionOf(`access.${name}`);
  if (!definition.includes(from)) throw new Error(`${name} has no ${from}`);
  return replacing(definition.replace(from, to));
}

/** Seen to fail: each of these, by the law beside it. */
const MUTANTS: readonly { name: string; function: string; from: string; to: string; killedBy: Law }[] = [
  {
    ...{ name: "a person's signature does not look at the time", function: "sign_protocol_as_person" },
    ...{ from: RUNS_OUT, to: "" },
    killedBy: "no supervisor signs what has run out, whatever the process's clock says",
  },
  {
    ...{ name: "a root key's signature does not look at the time", function: "sign_protocol" },
    ...{ from: RUNS_OUT, to: "" },
    killedBy: "no root key signs what has run out, though two people signed it in time",
  },
  {
    ...{ name: "coming into force does not look at the time", function: "adopt_version" },
    ...{ from: RUNS_OUT, to: "" },
    killedBy: "nothing that has run out comes into force, though every party signed it",
  },
  {
    ...{ name: "a proposal does not look at the time of the one before", function: "propose_protocol" },
    ...{ from: "perform access.expire_versions(wanted);", to: "" },
    killedBy: "what has run out stands in the way of no other change, and nobody is said to have ended it",
  },
  {
    ...{ name: "the time comes from the request", function: "propose_protocol" },
    from: "now() + interval '30 days'",
    to: "coalesce((said ->> 'expiresAt')::timestamptz, now() + interval '30 days')",
    killedBy: "thirty days are the database's own, whatever a statement says of its end",
  },
  {
    ...{ name: "the job ends what lives", function: "expire_versions" },
    ...{ from: "v.expires_at <= now()", to: "true" },
    killedBy: "the job ends what has run out, and lets live what has not",
  },
  {
    ...{ name: "the job writes nothing", function: "expire_versions" },
    ...{
      from: "perform access.tell_protocol(late.protocol_id, 'expired', late.version, null, null);",
      to: "",
    },
    killedBy: "the job writes what it did: in the agreement, in the ledger, to each party; once",
  },
  {
    ...{ name: "whoever proposes anew is said to have ended it", function: "expire_versions" },
    ...{ from: "late.version, null, null)", to: "late.version, null)" },
    killedBy: "what has run out stands in the way of no other change, and nobody is said to have ended it",
  },
  {
    ...{ name: "a no does not look at the time", function: "withdraw_protocol" },
    ...{ from: " and expires_at > now()", to: "" },
    killedBy: "what has run out can be refused by nobody, and opens nothing to an agency that only it names",
  },
  {
    ...{ name: "who is named does not look at the time", function: "is_party_to_protocol" },
    ...{ from: RUNS_OUT, to: "" },
    killedBy: "what has run out can be refused by nobody, and opens nothing to an agency that only it names",
  },
];

describe("the time of a proposed version", () => {
  it.each(Object.entries(LAWS))("%s", async (_law, holds) => {
    expect(await holds()).toBe(true);
  });

  it.each(MUTANTS)("is missed at once where $name", async (mutant) => {
    await house.owner.query(changed(mutant.function, mutant.from, mutant.to));
    try {
      expect(await LAWS[mutant.killedBy]()).toBe(false);
    } finally {
      await house.owner.query(replacing(definitionOf(`access.${mutant.function}`)));
    }
  });

  it("is shown as over from its last moment on, before any job wrote it down", async () => {
    const at = await proposeOne();
    const listed = async () => {
      const { body } = await ask(house, shelter.first, "GET", "/api/protocols");
      return body.protocols.find(({ id }: { id: string }) => id === at.id);
    };
    const names = [shelter, ngo].map(({ id, name }) => ({ id, name }));
    expect(await listed()).toMatchObject({
      status: "proposed",
      proposed: { version: 1, proposedBy: "Open Door", parties: names, signedBy: [] },
    });
    await letRunOut(at);
    expect(await listed()).toMatchObject({ status: "ended", proposed: null });
    const { body } = await ask(house, shelter.first, "GET", `/api/protocols/${at.id}`);
    expect(body.versions).toMatchObject([{ status: "expired" }]);
  });

  describe("is over, and proposed again", () => {
    const again = (as: TestMember, { id, version }: Proposed) =>
      ask(house, as, "POST", "/api/protocol-drafts", { protocolId: id, version });
    const draftAt = async (as: TestMember, id: string) =>
      (await ask(house, as, "GET", `/api/protocol-drafts/${id}`)).body;

    it("begins as a new agreement with the very object that ran out, and nobody's signature goes along", async () => {
      const at = await proposeOne("Beds at night");
      await sign(house, ngo, at);
      await letRunOut(at);
      const begun = await again(shelter.first, at);
      expect(begun.status).toBe(201);
      const draft = await draftAt(shelter.first, begun.body.id);
      expect(draft).toMatchObject({
        protocolId: null,
        agency: { id: shelter.id },
        terms: { ...draftBetween([ngo, shelter], { title: "Beds at night" }), parties: expect.anything() },
      });
      const next = await ask(house, shelter.first, "POST", `/api/protocol-drafts/${begun.body.id}/proposal`);
      expect(next).toMatchObject({ status: 201, body: { version: 1 } });
      expect(next.body.id).not.toBe(at.id);
      const { body } = await ask(house, shelter.first, "GET", `/api/protocols/${next.body.id}`);
      expect(body.versions).toMatchObject([{ status: "proposed", signatures: [], people: [] }]);
      const termsIn = (statement: string) => (JSON.parse(statement) as Statement).terms;
      const { body: before } = await ask(house, shelter.first, "GET", `/api/protocols/${at.id}`);
      expect(termsIn(body.versions[0].statement)).toEqual(termsIn(before.versions[0].statement));
    });

    it("begins as a change where the agreement stands, also after a no", async () => {
      const id = await agree(house, [ngo, shelter]);
      const late = await proposeOne("A change that was late", id);
      await letRunOut(late);
      const first = await again(ngo.first, late);
      expect(await draftAt(ngo.first, first.body.id)).toMatchObject({
        protocolId: id,
        terms: { title: "A change that was late" },
      });
      const refused = await proposeOne("A change that was refused", id);
      // While it waits, no other is begun.
      expect((await again(ngo.first, late)).body.code).toBe("not-open-to-change");
      expect((await again(ngo.first, refused)).body.code).toBe("not-over");
      await ask(house, shelter.first, "POST", `/api/protocols/${id}/withdrawal`, { reason: "Too wide" });
      const second = await again(ngo.first, refused);
      expect((await draftAt(ngo.first, second.body.id)).terms.title).toBe("A change that was refused");
    });

    it("begins for no agency that was not named, nor for one that only the change would have let in", async () => {
      const third = await addParty(house, { name: `Third ${randomUUID()}`, kind: "ngo" });
      const alone = await proposeOne();
      await letRunOut(alone);
      expect((await again(third.first, alone)).body.code).toBe("party-supervisors-only");
      const id = await agree(house, [ngo, shelter]);
      const { body: late } = await propose(house, ngo.first, draftBetween([ngo, shelter, third]), id);
      await letRunOut(late);
      expect((await again(third.first, late)).body.code).toBe("party-supervisors-only");
      expect((await again(ngo.first, { id, version: 1 })).body.code).toBe("not-over");
      expect((await again(ngo.first, { id, version: 99 })).status).toBe(404);
    });
  });

  it("is ended by the worker's role alone, and only as the job does it", async () => {
    for (const role of ["leeward_supervisor", "leeward_member", "leeward_visitor", "leeward_coder"]) {
      await house.owner.query(`begin; set local role ${role}`);
      await expect(house.owner.query("select access.expire_proposed_versions()"), role).rejects.toMatchObject(
        {
          code: "42501",
        },
      );
      await house.owner.query("rollback");
    }
    await house.owner.query("begin; set local role leeward_clock_worker");
    await expect(house.owner.query("select access.expire_versions(null)")).rejects.toMatchObject({
      code: "42501",
    });
    await house.owner.query("rollback");
  });
});

describe("the last signature and the end of the time, at once", () => {
  const other = async (): Promise<Client> => {
    const client = new Client({ connectionString: house.connectionString });
    await client.connect();
    return client;
  };
  /** Signed by one party and by the people of the other; over in a second. */
  const almost = async (): Promise<{ at: Proposed; sql: string; values: unknown[] }> => {
    await runJob(); // what other tests left
    const at = await proposeOne();
    await sign(house, ngo, at);
    await signAsPersons(shelter, at);
    const [sql, values] = await partySigned(shelter, at);
    await house.owner.query(
      "update access.protocol_version set expires_at = now() + interval '1 second' where protocol_id = $1",
      [at.id],
    );
    return { at, sql, values };
  };

  it("given in time it counts, and the job that comes then finds nothing to end", async () => {
    const { at, sql, values } = await almost();
    const client = await other();
    await begin(client, shelter.second);
    expect((await client.query(sql, values)).rows).toEqual([{ now: "in-force" }]);
    await house.owner.query("select pg_sleep(1.1)");
    const job = runJob();
    await client.query("commit");
    expect(await job).toBe(0);
    await client.end();
    expect(await standing(at)).toEqual({ status: "adopted", agreement: "in-force" });
  });

  it("begun in time but after the job it does not count", async () => {
    const { at, sql, values } = await almost();
    const client = await other();
    await begin(client, shelter.second); // its clock stands from here on
    await house.owner.query("select pg_sleep(1.1)");
    expect(await runJob()).toBe(1);
    await expect(client.query(sql, values)).rejects.toMatchObject({ constraint: "version_not_open" });
    await client.query("rollback");
    await client.end();
    expect(await standing(at)).toEqual({ status: "expired", agreement: "ended" });
  });
});
