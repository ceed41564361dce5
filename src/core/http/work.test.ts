import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { registerIdentity } from "../identity/index.ts";
import { toBase64Url } from "../keys/index.ts";
import { type TestHouse, testHouse, testRandom } from "../testing.ts";
import { bitsFor } from "./work.ts";
import { isSolved, solveWork } from "./work-puzzle.ts";

const ORIGIN = "http://leewardleewardleewardleewardleewardleewardleeward.onion";
const HOST = new URL(ORIGIN).host;
const noPause = async () => undefined;

describe("how much work is asked for", () => {
  it.each([
    [10, 60, false, 0],
    [60, 60, false, 0],
    [61, 60, false, 11],
    [130, 60, false, 12],
    [1_000_000, 60, false, 15],
    [1, 60, true, 11],
    [1_000_000, 60, true, 15],
  ])("%d a minute where %d are calm, over Tor %s: %d bits", (perMinute, calm, isOnion, bits) => {
    expect(bitsFor(perMinute, calm, isOnion)).toBe(bits);
  });
});

describe("a solution", () => {
  it("is taken for its own work alone", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 56, maxLength: 56 }),
        fc.nat(15),
        fc.nat(31),
        async (bytes, at, bit) => {
          const work = { ticket: toBase64Url(bytes), bits: 7 };
          const found = await solveWork(work, noPause);
          expect(isSolved(work, found)).toBe(true);
          expect(isSolved(work, found.slice(1))).toBe(false);
          expect(isSolved(work, [...found.slice(1), 2 ** 32])).toBe(false);
          const others = [
            isSolved({ ...work, bits: 8 }, found),
            isSolved({ ...work, ticket: toBase64Url(testRandom(56)) }, found),
          ];
          expect(others, "one in 2^112 by chance").toEqual([false, false]);
          const changed = found.with(at, ((found[at] ?? 0) ^ (1 << bit)) >>> 0);
          // One changed number in 128 is right as well: it then counts as another solution of the same ticket.
          if (isSolved(work, changed)) expect(changed).not.toEqual(found);
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe("at an onion address", () => {
  let house: TestHouse;
  beforeAll(async () => {
    house = await testHouse(ORIGIN);
    registerIdentity(house.app, house.house);
  });
  afterAll(() => house.stop());

  const signIn = (work?: string) =>
    house.app.inject({
      method: "POST",
      url: "/api/sign-in",
      payload: { email: `${toBase64Url(testRandom(6))}@one.test`, authSecret: toBase64Url(testRandom(32)) },
      headers: { host: HOST, origin: ORIGIN, ...(work ? { "leeward-work": work } : {}) },
    });
  const asked = async () => (await signIn()).json().work as { ticket: string; bits: number };
  const write = (work: { ticket: string; bits: number }, found: readonly number[]) =>
    [work.ticket, work.bits, ...found].join(" ");

  it("a sign-in is heard after its work, once", async () => {
    const refused = await signIn();
    expect([refused.statusCode, refused.json().code]).toEqual([428, "work-needed"]);
    const { work } = refused.json();
    const solution = write(work, await solveWork(work, noPause));
    const [one, two] = await Promise.all([signIn(solution), signIn(solution)]);
    expect([one.json().code, two.json().code].sort()).toEqual(["work-needed", "wrong-sign-in"]);
    expect((await signIn(solution)).json().code, "replayed").toBe("work-needed");
  });

  it("work of another kind, made easier, made up, or come too late is not taken", async () => {
    const work = await asked();
    const found = await solveWork(work, noPause);
    expect((await signIn(write({ ...work, bits: 1 }, found))).json().code).toBe("work-needed");
    const easy = { ticket: toBase64Url(testRandom(56)), bits: 1 };
    expect((await signIn(write(easy, await solveWork(easy, noPause)))).json().code).toBe("work-needed");
    expect((await signIn(write(work, found.slice(1)))).json().code).toBe("work-needed");
    expect((await signIn("x".repeat(5000))).json().code).toBe("work-needed");
    const then = house.clock.now;
    house.clock.now = new Date(then.getTime() + 10 * 60_000 + 1);
    expect((await signIn(write(work, found))).json().code, "too late").toBe("work-needed");
    house.clock.now = then;
    expect((await signIn(write(work, found))).json().code).toBe("wrong-sign-in");
  });

  it("those who only ask leave nothing behind", async () => {
    const count = async () =>
      Number((await house.owner.query("select count(*) as n from http.spent")).rows[0].n);
    const before = await count();
    await Promise.all(Array.from({ length: 30 }, () => signIn()));
    expect(await count()).toBe(before);
  });
});

describe("at any other address", () => {
  let house: TestHouse;
  beforeAll(async () => {
    house = await testHouse();
    registerIdentity(house.app, house.house);
  });
  afterAll(() => house.stop());

  it("work is asked for under load, and no more when it is over", async () => {
    const real = () =>
      house.app.inject({
        method: "POST",
        url: "/api/sign-in",
        payload: { email: "x@y.test", authSecret: toBase64Url(testRandom(32)) },
        headers: { host: "leeward.test", origin: house.origin },
      });
    house.clock.now = new Date(Math.ceil(house.clock.now.getTime() / 60_000) * 60_000);
    expect((await real()).json().code).toBe("wrong-sign-in");
    const codes = await Promise.all(Array.from({ length: 130 }, async () => (await real()).json()));
    const needed = codes.filter(({ code }) => code === "work-needed");
    expect(needed).toHaveLength(130 - 59);
    expect(needed.map(({ work }) => work.bits)).toContain(12);
    house.clock.now = new Date(house.clock.now.getTime() + 3 * 60_000);
    expect((await real()).json().code).not.toBe("work-needed");
  }, 60_000);
});
