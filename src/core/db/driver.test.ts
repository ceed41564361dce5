import { globSync, readFileSync } from "node:fs";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { asMemberAsking, NoSessionError } from "../access/context.ts";
import { TryLimit } from "../http/index.ts";
import { type TestHouse, type TestMember, testHouse, testRandom } from "../testing.ts";
import { askTogether } from "./ask-together.ts";
import type { ServerRole } from "./index.ts";

let house: TestHouse;
let member: TestMember;

beforeAll(async () => {
  house = await testHouse();
  const agencyId = await house.addAgency({ name: "Open Door", kind: "ngo" });
  member = await house.addMember({ agencyId, name: "Ines", roles: ["caseworker"] });
});
afterAll(() => house.stop());

describe("a transaction that begins with its first statement", () => {
  it("has its role in that statement, and none in the next transaction's", async () => {
    const { db } = house.house;
    const role = sql<{ role: string }>`select current_user::text as role`;
    for (const as of ["leeward_member", "leeward_visitor"] as const) {
      const { rows } = await db.transaction(as, (tx) => role.execute(tx));
      expect(rows).toEqual([{ role: as }]);
    }
  });

  it("says of a role that is not the login's to take just that, and asks nothing as the login itself", async () => {
    const asked = house.house.db.transaction("leeward_clock_worker" as ServerRole, (tx) =>
      sql`select 1 as one`.execute(tx),
    );
    await expect(asked).rejects.toThrow('permission denied to set role "leeward_clock_worker"');
  });

  it("takes back the first of two statements that go together where the second fails", async () => {
    const { db } = house.house;
    const secret = Buffer.from(member.secret);
    const end = sql`update identity.session set ended_at = now() where member_id = ${member.id}`;
    const asked = asMemberAsking(db, secret, null, sql`select 1 / 0`, async () => undefined);
    await expect(asked).rejects.toThrow("division by zero");
    const both = db.transaction("leeward_member", async (tx) => {
      await sql`select access.open_member_context(${secret}, null)`.execute(tx);
      await askTogether(tx, end, sql`select 1 / 0`);
    });
    await expect(both).rejects.toThrow("division by zero");
    const { rows } = await house.owner.query("select ended_at from identity.session where member_id = $1", [
      member.id,
    ]);
    expect(rows).toEqual([{ ended_at: null }]);
  });
});

describe("a statement by itself", () => {
  const role = sql<{ role: string }>`select current_user::text as role`;

  it("has its role, is done when it answers, and leaves the connection as it found it", async () => {
    const { db } = house.house;
    for (const as of ["leeward_member", "leeward_visitor"] as const) {
      expect(await db.statement(as, role)).toEqual([{ role: as }]);
    }
    const together = await Promise.all(
      Array.from({ length: 50 }, () => db.statement("leeward_visitor", role)),
    );
    expect(together.flat()).toEqual(Array(50).fill({ role: "leeward_visitor" }));
  });

  it("is not done where it fails, says why, and harms nobody after it", async () => {
    const { db } = house.house;
    await expect(db.statement("leeward_visitor", sql`select 1 / 0`)).rejects.toThrow("division by zero");
    await expect(db.statement("leeward_visitor", sql`select * from directory.record`)).rejects.toThrow(
      "permission denied",
    );
    await expect(db.statement("leeward_clock_worker" as ServerRole, role)).rejects.toThrow(
      'permission denied to set role "leeward_clock_worker"',
    );
    for (let nth = 0; nth < 30; nth++)
      expect(await db.statement("leeward_visitor", role)).toEqual([{ role: "leeward_visitor" }]);
  });

  it("stays: what it wrote is there for others", async () => {
    const { db } = house.house;
    await new TryLimit(house.house, { kind: "driver", perHourMax: 2 }).take("one", "count");
    const again = new TryLimit(house.house, { kind: "driver", perHourMax: 2 });
    await again.take("one", "count");
    await expect(again.take("one", "count")).rejects.toMatchObject({ code: "too-many" });
    expect(await db.statement("leeward_visitor", role)).toHaveLength(1);
  });
});

describe("a statement that goes out with the secret of a session", () => {
  const own = sql<{ name: string }>`select display_name as name from identity.member`;

  it("sees what the session opens", async () => {
    const seen = await asMemberAsking(house.house.db, member.secret, null, own, async (_, me, rows) => ({
      me: me.memberId,
      rows,
    }));
    expect(seen).toEqual({ me: member.id, rows: [{ name: "Ines" }] });
  });

  it("sees nothing where the secret opens nothing, and whoever waits for it never hears of it", async () => {
    let heard = false;
    const asked = asMemberAsking(house.house.db, testRandom(32), null, own, async () => {
      heard = true;
    });
    await expect(asked).rejects.toThrow(NoSessionError);
    expect(heard).toBe(false);
    const { rows } = await house.house.db.transaction("leeward_member", async (tx) => {
      const [, found] = await askTogether(
        tx,
        sql`select access.open_member_context(${Buffer.from(testRandom(32))}, null)`,
        own,
      );
      return { rows: found };
    });
    expect(rows).toEqual([]);
  });
});

describe("a statement that is kept", () => {
  it("is parsed once on each connection, by its name", async () => {
    const kept = sql<{ name: string; prepared: string }>`/* kept as own-name-for-test */
      select name, count(*) over () as prepared from pg_prepared_statements where name = 'own-name-for-test'`;
    const counted = await house.house.db.transaction("leeward_member", async (tx) => {
      await kept.execute(tx);
      return (await kept.execute(tx)).rows;
    });
    expect(counted).toEqual([{ name: "own-name-for-test", prepared: "1" }]);
  });

  it("finds what its transaction's role and session may see, whoever asked it before on that connection", async () => {
    const agencyId = await house.addAgency({ name: "Other Door", kind: "ngo" });
    const other = await house.addMember({ agencyId, name: "Noor", roles: ["caseworker"] });
    const kept = sql<{ name: string; role: string }>`/* kept as members-for-test */
      select display_name as name, current_user::text as role from identity.member`;
    const seenBy = async (secret: Uint8Array, as: "leeward_member" | "leeward_supervisor") =>
      house.house.db.transaction(as, async (tx) => {
        await sql`select access.open_member_context(${Buffer.from(secret)}, null)`.execute(tx);
        return (await kept.execute(tx)).rows;
      });
    // More often than PostgreSQL plans a statement anew for its values.
    for (let nth = 0; nth < 8; nth++) {
      const role = "leeward_member";
      expect(await seenBy(member.secret, role)).toEqual([{ name: "Ines", role }]);
      expect(await seenBy(other.secret, role)).toEqual([{ name: "Noor", role }]);
      expect(await seenBy(testRandom(32), role)).toEqual([]);
      expect(
        await seenBy(member.secret, "leeward_supervisor"),
        "who is none sees no colleague as one",
      ).toEqual([]);
    }
  });

  it("has a name of its own: two statements under one would fail on whichever connection knows the other", () => {
    const names = globSync("src/**/*.ts")
      .filter((path) => !path.endsWith(".test.ts"))
      .flatMap((path) => [...readFileSync(path, "utf8").matchAll(/\/\* kept as ([a-z-]+) \*\//g)])
      .map(([, name]) => name);
    expect(names.length).toBeGreaterThan(20);
    expect(new Set(names).size).toBe(names.length);
  });
});
