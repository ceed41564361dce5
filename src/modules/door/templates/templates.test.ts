import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestHouse, type TestMember, testHouse } from "../../../core/testing.ts";
import { openTestDoor, type TestDoor } from "../testing.ts";

let house: TestHouse;
let door: TestDoor;
let foreign: TestMember;
beforeAll(async () => {
  house = await testHouse();
  door = await openTestDoor(house);
  const elsewhere = await house.addAgency({ name: "Elsewhere", kind: "ngo" });
  foreign = await house.addMember({ agencyId: elsewhere, name: "Ida", roles: ["supervisor"] });
});
afterAll(() => house.stop());

const TEXT = { version: 0, language: "fr", title: "Hours", body: "Nous répondons avant midi." };
const list = (member: TestMember) =>
  door
    .as(member)<{ templates: { id: string; title: string; version: number; language: string }[] }>(
      "/api/answer-templates",
    )
    .then(({ templates }) => templates);
const keep = (member: TestMember, id: string, body: object) =>
  door
    .as(member)(`/api/answer-templates/${id}`, { method: "PUT", body })
    .then(
      () => "kept",
      (error: { code: string }) => error.code,
    );
const drop = (member: TestMember, id: string) =>
  door
    .as(member)(`/api/answer-templates/${id}`, { method: "DELETE" })
    .then(
      () => "gone",
      (error: { code: string }) => error.code,
    );

describe("texts for answers", () => {
  it("are kept by a supervisor, read by intake, and nothing of another agency's", async () => {
    const id = randomUUID();
    expect(await keep(door.intake, id, TEXT), "intake reads").toBe("supervisors-only");
    expect(await keep(door.supervisor, id, TEXT)).toBe("kept");
    expect(await list(door.intake)).toEqual([{ id, ...TEXT, version: 1 }]);
    expect(await list(foreign)).toEqual([]);
    expect(await drop(foreign, id)).toBe("not-found");
    expect(await keep(foreign, id, { ...TEXT, title: "Theirs" }), "their own, under the same number").toBe(
      "kept",
    );
    expect((await list(door.intake)).map(({ title }) => title)).toEqual(["Hours"]);
    expect(await drop(door.supervisor, id)).toBe("gone");
    expect(await drop(door.supervisor, id)).toBe("not-found");
    expect(await list(door.intake)).toEqual([]);
  });

  it("are changed on the version that was seen: of two at once the second is told", async () => {
    const id = randomUUID();
    await keep(door.supervisor, id, TEXT);
    expect(await keep(door.supervisor, id, TEXT), "made twice").toBe("template-changed");
    const both = await Promise.all(
      ["One", "Two"].map((title) => keep(door.supervisor, id, { ...TEXT, version: 1, title })),
    );
    expect(both.toSorted()).toEqual(["kept", "template-changed"]);
    expect(await list(door.intake)).toMatchObject([
      { version: 2, title: both[0] === "kept" ? "One" : "Two" },
    ]);
    await drop(door.supervisor, id);
    expect(await keep(door.supervisor, id, { ...TEXT, version: 2 }), "deleted meanwhile").toBe(
      "template-changed",
    );
  });

  it("are bounded in size, number and language", async () => {
    for (const wrong of [
      { title: "" },
      { title: "x".repeat(81) },
      { body: "" },
      { body: "x".repeat(4_001) },
      { language: "<b>" },
      { version: -1 },
      { more: 1 },
    ]) {
      expect(await keep(door.supervisor, randomUUID(), { ...TEXT, ...wrong }), JSON.stringify(wrong)).toBe(
        "bad-body",
      );
    }
    await house.owner.query(
      `insert into door.answer_template (agency_id, id, language, title, body)
       select $1, gen_random_uuid(), 'en', 'x', 'x' from generate_series(1, 200)`,
      [door.agencyId],
    );
    expect(await keep(door.supervisor, randomUUID(), TEXT)).toBe("templates-full");
  });
});
