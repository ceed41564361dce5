import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fromBase32 } from "../../../core/keys/bytes.ts";
import { type TestHouse, type TestMember, testHouse } from "../../../core/testing.ts";
import { openTestDoor, someoneWrites, type TestDoor } from "../testing.ts";

let house: TestHouse;
let door: TestDoor;
let colleague: TestMember;
let foreign: TestMember;
let address: string;
beforeAll(async () => {
  house = await testHouse();
  door = await openTestDoor(house);
  colleague = await house.addMember({ agencyId: door.agencyId, name: "Rana", roles: ["intake-worker"] });
  const elsewhere = await house.addAgency({ name: "Elsewhere", kind: "ngo" });
  foreign = await house.addMember({ agencyId: elsewhere, name: "Ida", roles: ["intake-worker"] });
  address = (await someoneWrites(door, "Is someone there?")).address;
});
afterAll(() => house.stop());

const CALL = "/api/inbox/call-draft-key";
const at = (what: string, of = address) => `/api/inbox/${of}/draft-keys/${what}`;
/** The key, or the code of the refusal. */
const begin = (member: TestMember, path: string) =>
  door
    .as(member)<{ key: string }>(path, { method: "PUT" })
    .then(
      ({ key }) => key,
      (error: { code: string }) => error.code,
    );
const end = (member: TestMember, path: string) => door.as(member)(path, { method: "DELETE" });
const kept = async () => (await house.owner.query("select * from door.draft_key")).rows;

describe("the key of what intake is writing", () => {
  it("is the same again for its writer, and another for each colleague, mailbox and kind", async () => {
    const other = (await someoneWrites(door, "And here?")).address;
    const mine = await begin(door.intake, at("letter"));
    expect(mine).toMatch(/^[\w-]{43}$/);
    expect(await begin(door.intake, at("letter"))).toBe(mine);
    const others = await Promise.all([
      begin(colleague, at("letter")),
      begin(door.intake, at("note")),
      begin(door.intake, at("offer")),
      begin(door.intake, at("case")),
      begin(door.intake, at("letter", other)),
      begin(door.intake, CALL),
      begin(colleague, CALL),
    ]);
    expect(new Set([mine, ...others]).size).toBe(8);
    const atOnce = await Promise.all(Array.from({ length: 8 }, () => begin(colleague, CALL)));
    expect(new Set(atOnce).size).toBe(1);
  });

  it("is given to nobody who does not work there, and the reason is that nothing is there", async () => {
    for (const path of [at("letter"), at("note"), at("offer"), at("case")]) {
      expect(await begin(foreign, path)).toBe("not-found");
      expect(await begin(door.supervisor, path)).toBe("not-found");
    }
    expect(await begin(door.supervisor, CALL)).toBe("not-found");
    expect(await begin(door.intake, at("letter", "a".repeat(26)))).toBe("not-found");
    const ids = new Set((await kept()).map((row) => row.member_id));
    expect(ids).toEqual(new Set([door.intake.id, colleague.id]));
  });

  it("is withheld while the role is gone", async () => {
    const mine = await begin(colleague, at("note"));
    await house.owner.query("delete from identity.member_role where member_id = $1", [colleague.id]);
    expect(await begin(colleague, at("note"))).toBe("not-found");
    expect(await begin(colleague, CALL)).toBe("not-found");
    await house.owner.query("insert into identity.member_role values ($1, 'intake-worker')", [colleague.id]);
    expect(await begin(colleague, at("note"))).toBe(mine);
  });

  it("ends when it is sent or thrown away, for that writer alone", async () => {
    const [mine, theirs] = [await begin(door.intake, at("note")), await begin(colleague, at("note"))];
    const call = await begin(door.intake, CALL);
    await end(door.intake, at("note"));
    await end(door.intake, at("note"));
    expect(await begin(door.intake, at("note"))).not.toBe(mine);
    expect(await begin(colleague, at("note"))).toBe(theirs);
    expect(await begin(door.intake, CALL), "only what was named").toBe(call);
    await end(door.intake, CALL);
    expect(await begin(door.intake, CALL)).not.toBe(call);
  });

  it("goes with its mailbox", async () => {
    const gone = (await someoneWrites(door, "Forget this.")).address;
    await begin(door.intake, at("letter", gone));
    await house.owner.query("delete from identity.words where address = $1", [
      Buffer.from(fromBase32(gone, 16)),
    ]);
    const left = (await kept()).filter(({ mailbox }) => mailbox?.equals(Buffer.from(fromBase32(gone, 16))));
    expect(left).toEqual([]);
    expect(await begin(door.intake, at("letter", gone))).toBe("not-found");
  });

  it("is shown to no colleague, also by a smuggled statement, nor made or ended in another's name", async () => {
    await begin(door.intake, CALL);
    const client = new pg.Client({
      connectionString: house.connectionString.replace("user=postgres", "user=leeward_server"),
    });
    await client.connect();
    const asColleague = async (statement: string, ...values: unknown[]) => {
      await client.query("begin; set local role leeward_member");
      await client.query("select access.open_member_context($1, null)", [colleague.secret]);
      try {
        return await client.query(statement, values);
      } finally {
        await client.query("rollback");
      }
    };
    try {
      const seen = await asColleague("select distinct member_id from door.draft_key");
      expect(seen.rows).toEqual([{ member_id: colleague.id }]);
      const ended = await asColleague("delete from door.draft_key where member_id = $1", door.intake.id);
      expect(ended.rowCount).toBe(0);
      const forged = asColleague(
        "insert into door.draft_key (member_id, what, mailbox, key) values ($1, 'letter', $2, $3)",
        door.intake.id,
        Buffer.from(fromBase32(address, 16)),
        Buffer.alloc(32),
      );
      await expect(forged).rejects.toThrow(/row-level security/);
    } finally {
      await client.end();
    }
  });
});
