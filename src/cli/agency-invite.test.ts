import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestHouse, testHouse } from "../core/testing.ts";
import { runLeeward } from "./testing.ts";

let house: TestHouse;
beforeAll(async () => {
  house = await testHouse();
  await house.addAgency({ name: "Harbour", kind: "shelter" });
});
afterAll(() => house.stop());

const invite = (agency: string, supervisor: string) =>
  runLeeward(["agency", "invite", "--agency", agency, "--supervisor", supervisor, "--json"], {
    DATABASE_URL: house.connectionString,
  });

it("invites a supervisor to an agency that has none left, once, and the ledger says so", async () => {
  const ran = await invite("Harbour", "marta@harbour.example");
  expect(ran.code, ran.err).toBe(0);
  const token = JSON.parse(ran.out).link.split("#")[1];
  const { rows } = await house.owner.query("select (identity.find_invitation($1)).roles", [
    Buffer.from(token, "base64url"),
  ]);
  expect(rows).toEqual([{ roles: ["supervisor"] }]);
  const entries = await house.owner.query(
    "select from ledger.entry where kind = 'member.invited-by-operator'",
  );
  expect(entries.rowCount).toBe(1);
});

it("refuses an agency that is not there, and an address that is a member's", async () => {
  expect((await invite("Harbor", "marta@harbour.example")).err).toContain("no active agency called “Harbor”");
  const { rows } = await house.owner.query("select id from identity.agency");
  const { email } = await house.addMember({ agencyId: rows[0].id, name: "Ines", roles: ["caseworker"] });
  expect(await invite("Harbour", email)).toMatchObject({
    code: 1,
    err: expect.stringContaining("member already"),
  });
});
