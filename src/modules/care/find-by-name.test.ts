import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestMember } from "../../core/testing.ts";
import { importCaseload } from "./index.ts";
import { type TestCare, testCare } from "./testing.ts";

let care: TestCare;
beforeAll(async () => {
  care = await testCare();
});
afterAll(() => care.stop());

const rows = async (text: string, ...values: unknown[]) => (await care.house.owner.query(text, values)).rows;
const find = (name: string, as: TestMember = care.caseworker, purpose: "support" | "remedy" = "support") =>
  care.request("POST", "/api/cases/by-name", { as, purpose, body: { name } });
const found = async (name: string, as?: TestMember): Promise<string[]> => {
  const { status, body, text } = await find(name, as);
  expect(status, text).toBe(200);
  return body.cases.map(({ id }: { id: string }) => id);
};
async function caseOf(identity: Record<string, string>): Promise<string> {
  const opened = await care.openCase(await care.addPerson(), {
    shared: ["identity"],
    sections: { identity },
  });
  return opened.id;
}
const write = (id: string, identity: Record<string, string>, match: string) =>
  care.request("PUT", `/api/cases/${id}/sections/identity`, {
    as: care.caseworker,
    purpose: "support",
    match,
    body: { document: identity },
  });
const looksAt = (id: string) =>
  rows(
    "select member_id, purpose, outcome, clause from access.access_entry where case_id = $1 and category = 'identity'",
    id,
  );
const tokensOf = (id: string) => rows("select * from care.name_token where case_id = $1", id);

describe("a case is found by its person's name", () => {
  it.each([
    [{ firstName: "Mahmoud", familyName: "Darwish" }, "محمود درويش"],
    [{ nameInOwnScript: "Леся Українка" }, "Lesya Ukrainka"],
    [{ firstName: "Kim", familyName: "Jong-un" }, "김정은"],
    [{ firstName: "አበበ", familyName: "ቢቂላ" }, "bikila abebe"],
    [{ firstName: "X", otherNames: "Adaeze Okonkwo; Blessing" }, "Blesing"],
    [{ wishesToBeCalled: "Thanh" }, "thanh"],
  ])("%o by %s", async (identity, name) => {
    const id = await caseOf(identity as Record<string, string>);
    expect(await found(name)).toContain(id);
  });

  it("only where each word of the name is in it, the likelier first", async () => {
    const exact = await caseOf({ firstName: "Sabitha", familyName: "Munkhbat" });
    const near = await caseOf({ firstName: "Sapida", familyName: "Monghpat" });
    const half = await caseOf({ firstName: "Sabitha", familyName: "Oyelaran" });
    const both = await found("Sabitha Munkhbat");
    expect(both.slice(0, 2)).toEqual([exact, near]);
    expect(both).not.toContain(half);
    expect(await found("Munkhbat")).toContain(exact);
    expect(await found("Zacharopoulos Munkhbat")).toEqual([]);
  });

  it("by its newest name, and not by one that a conflict left aside", async () => {
    const id = await caseOf({ firstName: "Woldegabriel" });
    expect((await write(id, { firstName: "Chukwuemeka" }, '"v1"')).status).toBe(200);
    expect((await write(id, { firstName: "Bartholomew" }, '"v1"')).status).toBe(409);
    expect(await found("Chukwuemeka")).toEqual([id]);
    expect(await found("Woldegabriel")).toEqual([]);
    expect(await found("Bartholomew")).toEqual([]);
    expect((await write(id, { salutation: "Ms" }, '"v2"')).status).toBe(200);
    expect(await tokensOf(id), "no name, no tokens").toEqual([]);
  });

  it("also where it was imported", async () => {
    await importCaseload(care.house.house, care.caseworker.secret, {
      open: () => Readable.from([Buffer.from("prs_FirstName,prs_SecondName\nTsegereda,Wolderufael\n")]),
      purpose: "support",
    });
    expect(await found("Tsegereda Wolderufael")).toHaveLength(1);
  });

  it("with no more than ten at once, and is told that there are more", async () => {
    for (let nth = 0; nth < 11; nth++) await caseOf({ firstName: "Gwendolyn" });
    const { body } = await find("Gwendolyn");
    expect(body).toMatchObject({ isMore: true });
    expect(body.cases).toHaveLength(10);
    const looked = await rows(
      "select 1 from access.access_entry a join care.name_token t on t.case_id = a.case_id where a.case_id = any ($1::uuid[])",
      body.cases.map(({ id }: { id: string }) => id),
    );
    expect(looked, "the one that is not shown is not looked at").toHaveLength(10);
  });
});

describe("a name that is looked for", () => {
  it("is a look at each identity that is found, and at no other, which the person sees", async () => {
    const person = await care.addPerson();
    const { id } = await care.openCase(person, {
      shared: ["identity"],
      sections: { identity: { firstName: "Ravshana" } },
    });
    const other = await caseOf({ firstName: "Dilorom" });
    expect(await found("Ravshana")).toEqual([id]);
    expect(await looksAt(id)).toEqual([
      { member_id: care.caseworker.id, purpose: "support", outcome: "read", clause: "holder" },
    ]);
    expect(await looksAt(other)).toEqual([]);
    const file = await care.request("GET", "/api/my-file", { as: person });
    expect(file.text).toContain('"identity"');
    expect(
      JSON.stringify((await care.request("GET", `/api/my-file/cases/${id}/looks`, { as: person })).body),
    ).toContain('"category":"identity"');
  });

  it("is looked for by nobody whose role does not cover who people are, for the purpose that they state", async () => {
    await caseOf({ firstName: "Parvaneh" });
    for (const [as, purpose] of [
      [care.nurse, "support"],
      [care.caseworker, "remedy"],
      [care.police, "support"],
      [care.shelterSupervisor, "support"],
    ] as const) {
      expect(await find("Parvaneh", as, purpose)).toMatchObject({
        status: 403,
        body: { code: "not-covered" },
      });
    }
  });

  it("finds nothing for an agency that does not hold the case, though its identity is shared with it", async () => {
    const id = await caseOf({ firstName: "Nomvula", familyName: "Dlamini" });
    expect(await found("Nomvula Dlamini")).toEqual([id]);
    expect(await found("Nomvula Dlamini", care.shelter)).toEqual([]);
    expect(await looksAt(id)).toHaveLength(1);
  });

  it("may be anything at all", async () => {
    for (const name of ["\u202e\u202d", "\u0301", "'", "𒀀", "a".repeat(200), "ﷺ".repeat(100)]) {
      expect((await find(name)).status, name).toBe(200);
    }
    for (const body of [{ name: "" }, { name: "a".repeat(201) }, { name: 3 }, {}, { name: "a", extra: 1 }]) {
      const as = care.caseworker;
      const answer = await care.request("POST", "/api/cases/by-name", { as, purpose: "support", body });
      expect(answer.status).toBe(400);
    }
  });
});

describe("what cases are found by", () => {
  it("is a hash under the agency's own key: no name in it, and not the hash of another agency", async () => {
    const id = await caseOf({ firstName: "Selam" });
    const [{ tokens, agency_id }] = await tokensOf(id);
    expect(agency_id).toBe(care.ngoId);
    expect(tokens.length).toBeGreaterThan(1);
    for (const token of tokens) expect(token).toHaveLength(16);
    const theirs = randomUUID();
    const shelters = await care.house.addMember({
      agencyId: care.shelterId,
      name: "Rosa",
      roles: ["caseworker"],
    });
    await rows(
      `with person as (insert into identity.person default values returning id)
       insert into access.case_record (id, holder_agency_id, person_id) select $1, $2, id from person`,
      theirs,
      care.shelterId,
    );
    await rows(
      "insert into care.case_file (id, alias, state, lead_member_id) values ($1, 'Quiet Wren 1', 'contact', $2)",
      theirs,
      shelters.id,
    );
    const written = await care.request("PUT", `/api/cases/${theirs}/sections/identity`, {
      as: shelters,
      purpose: "support",
      match: '"v0"',
      body: { document: { firstName: "Selam" } },
    });
    expect(written.status, written.text).toBe(200);
    const [other] = await tokensOf(theirs);
    const hexes = (of: Buffer[]) => of.map((token) => token.toString("hex"));
    expect(hexes(other.tokens)).toHaveLength(tokens.length);
    expect(hexes(other.tokens).filter((hex) => hexes(tokens).includes(hex))).toEqual([]);
    expect(await found("Selam", shelters)).toEqual([theirs]);
  });

  it("goes with the case, and with its identity where an order keeps the rest", async () => {
    const id = await caseOf({ firstName: "Oyuunchimeg" });
    await rows("select access.erase_case($1)", id);
    expect(await tokensOf(id)).toEqual([]);
    const kept = await caseOf({ firstName: "Oyuunchimeg" });
    await rows("delete from keys.data_key where case_id = $1 and category = 'identity'", kept);
    expect(await tokensOf(kept)).toEqual([]);
    expect(await found("Oyuunchimeg")).toEqual([]);
  });

  it("does not go along to another agency", async () => {
    const id = await caseOf({ firstName: "Khurshida" });
    await rows("update access.case_record set holder_agency_id = $2 where id = $1", id, care.shelterId);
    expect(await tokensOf(id)).toEqual([]);
  });

  it("is read and written by no role, also by a smuggled statement, but through the two functions", async () => {
    const id = await caseOf({ firstName: "Zuleikha" });
    const [{ data_key_id: key }] = await tokensOf(id);
    const client = new pg.Client({
      connectionString: care.house.connectionString.replace("user=postgres", "user=leeward_server"),
    });
    await client.connect();
    const as = async (member: TestMember, statement: string, ...values: unknown[]) => {
      await client.query("begin; set local role leeward_member");
      await client.query("select access.open_member_context($1, 'support')", [member.secret]);
      try {
        return await client.query(statement, values);
      } finally {
        await client.query("rollback");
      }
    };
    const keep =
      "select care.keep_name_tokens(array[$1::uuid], array[$1::uuid], array[$2::uuid], array[$3::bytea])";
    const token = Buffer.alloc(16);
    try {
      for (const statement of ["select 1 from care.name_token", "delete from care.name_token"]) {
        await expect(as(care.caseworker, statement)).rejects.toThrow(/permission denied/);
      }
      await expect(as(care.shelter, keep, id, key, token)).rejects.toThrow(
        /insufficient_privilege|permission/,
      );
      await expect(as(care.nurse, keep, id, key, token)).rejects.toThrow(/insufficient_privilege|permission/);
      const foreign = await rows("select id from keys.data_key where case_id <> $1 limit 1", id);
      await expect(as(care.caseworker, keep, id, foreign[0].id, token)).rejects.toThrow(/insufficient/);
      await as(care.caseworker, keep, id, key, token);
    } finally {
      await client.end();
    }
  });

  it("is nothing for an agency that holds its own keys, which is told so", async () => {
    const id = await caseOf({ firstName: "Perpetua" });
    await rows(
      "insert into keys.holder (agency_id, address, certificate, signing_key) values ($1, 'https://keys.example:8443', 'x', $2)",
      care.ngoId,
      Buffer.alloc(32),
    );
    expect(await rows("select 1 from care.name_token where agency_id = $1", care.ngoId)).toEqual([]);
    expect(await find("Perpetua")).toMatchObject({ status: 409, body: { code: "names-not-kept" } });
    await rows("delete from keys.holder where agency_id = $1", care.ngoId);
    expect(await tokensOf(id)).toEqual([]);
  });
});
