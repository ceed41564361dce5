import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestCare, testCare } from "./testing.ts";

let care: TestCare;
let id: string;
beforeAll(async () => {
  care = await testCare();
});
afterAll(() => care.stop());

const rows = async (text: string, ...values: unknown[]) => (await care.house.owner.query(text, values)).rows;
const newCase = async () => (await care.openCase(await care.addPerson())).id;
const at = (of: string, category = "needs-and-risk") => `/api/cases/${of}/sections/${category}/draft-key`;
const begin = (as: TestCare["intake"], of = id, category?: string) =>
  care.request("PUT", at(of, category), { as, purpose: "support" });
const end = (as: TestCare["intake"]) => care.request("DELETE", at(id), { as, purpose: "support" });

it("gives a member the same key again, and every other member, case and kind another one", async () => {
  id = await newCase();
  const { status, body } = await begin(care.caseworker);
  expect(status).toBe(200);
  expect(body.key).toMatch(/^[\w-]{43}$/);
  expect((await begin(care.caseworker)).body.key).toBe(body.key);
  const others = await Promise.all([
    begin(care.intake),
    begin(care.caseworker, id, "account"),
    begin(care.caseworker, await newCase()),
  ]);
  const keys = [body, ...others.map((other) => other.body)].map(({ key }) => key);
  expect(new Set(keys).size).toBe(4);
});

it("gives the same key to two requests at once", async () => {
  id = await newCase();
  const answers = await Promise.all(Array.from({ length: 8 }, () => begin(care.caseworker)));
  expect(new Set(answers.map(({ body }) => body.key)).size).toBe(1);
});

it("is refused to whoever may not write there: another agency with a share, a role without the kind, a stranger", async () => {
  id = await newCase();
  expect(await begin(care.shelter, id, "contact")).toMatchObject({
    status: 403,
    body: { code: "holder-only" },
  });
  expect(await begin(care.caseworker, id, "health")).toMatchObject({
    status: 403,
    body: { code: "section-closed" },
  });
  expect((await begin(care.police)).status).toBe(404);
  expect((await begin(care.caseworker, randomUUID())).status).toBe(404);
  expect(await rows("select 1 from care.draft_key where case_id = $1", id)).toEqual([]);
});

it("is refused once the role is gone, and given again when it is back", async () => {
  id = await newCase();
  const { key } = (await begin(care.caseworker)).body;
  const roles = await rows(
    "delete from identity.member_role where member_id = $1 returning role",
    care.caseworker.id,
  );
  expect((await begin(care.caseworker)).status).toBe(403);
  for (const { role } of roles)
    await rows("insert into identity.member_role values ($1, $2)", care.caseworker.id, role);
  expect((await begin(care.caseworker)).body.key).toBe(key);
});

it("ends when it is thrown away, for that member alone", async () => {
  id = await newCase();
  const [mine, theirs] = [(await begin(care.caseworker)).body.key, (await begin(care.intake)).body.key];
  expect((await end(care.caseworker)).status).toBe(204);
  expect((await end(care.caseworker)).status, "what is not there is gone already").toBe(204);
  expect((await begin(care.caseworker)).body.key).not.toBe(mine);
  expect((await begin(care.intake)).body.key).toBe(theirs);
});

it("goes with its case", async () => {
  id = await newCase();
  await begin(care.caseworker);
  await rows("select access.erase_case($1)", id);
  expect(await rows("select 1 from care.draft_key where case_id = $1", id)).toEqual([]);
  expect((await begin(care.caseworker)).status).toBe(404);
});

it("goes after thirty days, and not before", async () => {
  id = await newCase();
  await begin(care.caseworker);
  const age = (days: number) =>
    rows(
      "update care.draft_key set made_at = now() - make_interval(days => $2) where case_id = $1",
      id,
      days,
    );
  await age(29);
  await rows("select retention.keep(false)");
  expect(await rows("select 1 from care.draft_key where case_id = $1", id)).toHaveLength(1);
  await age(31);
  await rows("select retention.keep(false)");
  expect(await rows("select 1 from care.draft_key where case_id = $1", id)).toEqual([]);
});

it("is shown to no colleague, also by a smuggled statement, nor made or ended in another's name", async () => {
  id = await newCase();
  await begin(care.caseworker);
  const client = new pg.Client({
    connectionString: care.house.connectionString.replace("user=postgres", "user=leeward_server"),
  });
  await client.connect();
  const asIntake = async (statement: string, ...values: unknown[]) => {
    await client.query("begin; set local role leeward_member");
    await client.query("select access.open_member_context($1, 'support')", [care.intake.secret]);
    try {
      return await client.query(statement, values);
    } finally {
      await client.query("rollback");
    }
  };
  try {
    expect((await asIntake("select 1 from care.draft_key where case_id = $1", id)).rows).toEqual([]);
    expect((await asIntake("delete from care.draft_key where case_id = $1", id)).rowCount).toBe(0);
    const forged = asIntake(
      "insert into care.draft_key values ($1, 'account', $2, $3)",
      id,
      care.caseworker.id,
      Buffer.alloc(32),
    );
    await expect(forged).rejects.toThrow(/row-level security/);
  } finally {
    await client.end();
  }
});
