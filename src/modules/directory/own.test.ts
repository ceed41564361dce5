import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestHouse, type TestMember, testHouse } from "../../core/testing.ts";
import { Gathering } from "./flatten.ts";
import { importRecords, registerDirectory, takeRecords } from "./index.ts";
import type { OwnService, ServiceChange } from "./own.ts";

let house: TestHouse;
let caseworker: TestMember;
let stranger: TestMember;
let police: TestMember;
const [BEDS, ADVICE] = [randomUUID(), randomUUID()];

beforeAll(async () => {
  house = await testHouse();
  registerDirectory(house.app, house.house);
  const member = async (name: string, kind: string, role: string) =>
    house.addMember({ agencyId: await house.addAgency({ name, kind }), name, roles: [role] });
  caseworker = await member("Clinic", "health", "caseworker");
  stranger = await member("Elsewhere", "ngo", "caseworker");
  police = await member("Police", "police", "investigator");
  const gathering = new Gathering();
  const organisation = { id: randomUUID(), name: "Clinic", description: "A clinic" };
  gathering.add("organization", organisation, { file: "test", row: 1 });
  for (const [id, name] of [
    [BEDS, "Beds for the night"],
    [ADVICE, "Advice"],
  ] as const) {
    const service = { id, name, status: "active", organization_id: organisation.id, note_of_ours: "kept" };
    gathering.add("service", service, { file: "test", row: 2 });
  }
  expect(gathering.refused).toEqual([]);
  await importRecords(house.house, caseworker.secret, gathering, {});
});
afterAll(() => house.stop());

const list = async (member: TestMember, search = "") => {
  const answer = await house.app.inject({
    url: `/api/own-services?search=${encodeURIComponent(search)}`,
    headers: member.headers(),
  });
  return { status: answer.statusCode, ...(answer.json() as { services: OwnService[]; isAll: boolean }) };
};
const find = async (id: string): Promise<OwnService> => {
  const found = (await list(caseworker)).services.find((one) => one.id === id);
  if (!found) throw new Error("it is on the list");
  return found;
};
const AS_IT_IS: ServiceChange = {
  status: "active",
  isHidden: false,
  free: null,
  total: null,
  isAssured: false,
};
const change = (
  member: TestMember,
  service: Pick<OwnService, "id" | "version">,
  what: Partial<ServiceChange>,
) =>
  house.app.inject({
    method: "PUT",
    url: `/api/own-services/${service.id}`,
    headers: { ...member.headers(), "if-match": `"${service.version}"` },
    payload: { ...AS_IT_IS, ...what },
  });
const isPublic = async (id: string): Promise<boolean> =>
  (await house.app.inject({ url: `/api/directory/services/${id}`, headers: { host: "leeward.test" } }))
    .statusCode === 200;

describe("an agency's own services", () => {
  it("are listed by name for those who keep them, found by words, and nobody else's", async () => {
    const { services, isAll } = await list(caseworker);
    expect(
      services.map(({ name, free, assuredOn, isPublished }) => [name, free, assuredOn, isPublished]),
    ).toEqual([
      ["Advice", null, null, true],
      ["Beds for the night", null, null, true],
    ]);
    expect(isAll).toBe(true);
    expect((await list(caseworker, "NIGHT")).services.map(({ id }) => id)).toEqual([BEDS]);
    expect((await list(caseworker, "%")).services, "a mark is a mark").toEqual([]);
    expect((await list(stranger)).services).toEqual([]);
    expect((await list(police)).status).toBe(403);
  });

  it("say what is free and when it was counted; a check or a closing does not count anew", async () => {
    const at = new Date("2026-11-20T09:00:00.000Z");
    house.clock.now = at;
    const counted = await change(caseworker, await find(BEDS), { free: 2, total: 6 });
    expect(counted.statusCode).toBe(200);
    expect(counted.json()).toMatchObject({ free: 2, total: 6, countedAt: at.toISOString(), assuredOn: null });
    expect(counted.headers.etag).toBe(`"${counted.json().version}"`);

    house.clock.now = new Date("2026-11-21T23:30:00.000Z");
    const checked = await change(caseworker, await find(BEDS), { free: 2, total: 6, isAssured: true });
    expect(checked.json()).toMatchObject({ countedAt: at.toISOString(), assuredOn: "2026-11-21" });
    const closed = await change(caseworker, await find(BEDS), {
      free: 2,
      total: 6,
      status: "temporarily closed",
    });
    expect(closed.json()).toMatchObject({ status: "temporarily closed", assuredOn: "2026-11-21" });
    const published = await house.app.inject({
      url: `/api/directory/services/${BEDS}`,
      headers: { host: "leeward.test" },
    });
    expect(published.json()).toMatchObject({
      ...{ status: "temporarily closed", leeward_places: "free", leeward_places_on: "2026-11-20" },
    });
    expect(published.body, "how many are free, or are there, is nobody else's").not.toContain("capacity");
    const emptied = await change(caseworker, await find(BEDS), {});
    expect(emptied.json()).toMatchObject({ free: null, total: null, countedAt: null, status: "active" });
    const kept = (await takeRecords(house.house, caseworker.secret)).all.find(({ id }) => id === BEDS);
    expect(kept?.content.note_of_ours, "what only the publisher knows stays").toBe("kept");
  });

  it("are hidden and shown again, and nothing of a hidden one is public", async () => {
    const hidden = await change(caseworker, await find(ADVICE), { isHidden: true });
    expect(hidden.json()).toMatchObject({ isHidden: true, isPublished: false });
    expect(await isPublic(ADVICE)).toBe(false);
    const shown = await change(caseworker, await find(ADVICE), {});
    expect(shown.json()).toMatchObject({ isHidden: false, isPublished: true });
    expect(await isPublic(ADVICE)).toBe(true);
  });

  it("are changed on what was seen: of two at once the second is told, and nothing is lost", async () => {
    const seen = await find(ADVICE);
    const both = await Promise.all([
      change(caseworker, seen, { free: 1 }),
      change(caseworker, seen, { free: 9 }),
    ]);
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 412]);
    expect(both.find(({ statusCode }) => statusCode === 412)?.json().code).toBe("service-changed");
    const winner = both.find(({ statusCode }) => statusCode === 200)?.json().free;
    expect((await find(ADVICE)).free).toBe(winner);
  });

  it("are not another's to change, nor without a version, nor to nonsense", async () => {
    const seen = await find(ADVICE);
    const code = async (answer: ReturnType<typeof change>) => {
      const { statusCode, json } = await answer;
      return [statusCode, json().code];
    };
    expect(await code(change(stranger, seen, {}))).toEqual([404, "not-found-here"]);
    expect(await code(change(police, seen, {}))).toEqual([403, "editors-only"]);
    expect(await code(change(caseworker, { ...seen, version: "x" }, {}))).toEqual([428, "match-needed"]);
    expect(await code(change(caseworker, seen, { free: 7, total: 6 }))).toEqual([422, "more-free-than-all"]);
    for (const wrong of [
      { free: -1 },
      { free: 1.5 },
      { total: 100_001 },
      { status: "gone" },
      { name: "Other" },
    ]) {
      expect(await code(change(caseworker, seen, wrong as never)), JSON.stringify(wrong)).toEqual([
        400,
        "bad-body",
      ]);
    }
    expect((await find(ADVICE)).version).toBe(seen.version);
  });
});
