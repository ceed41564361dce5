import { describe, expect, it } from "vitest";
import { type FuzzTarget, fuzz } from "./fuzzer.ts";
import { fuzzHttp } from "./http.ts";
import { chooserOf } from "./mutate.ts";
import { textOfPattern } from "./pattern.ts";
import { caseloads, sheets, tables, words, workbooks } from "./targets.ts";

/** A short look at what `npm run proof -- fuzz` does for ten minutes each; the seed is printed, so that a run can be repeated. */
const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);
console.log(`fuzz: FUZZ_SEED=${seed} repeats this run`);

describe("a parser of what strangers send", () => {
  it.each([caseloads, tables, workbooks, sheets, words])(
    "neither breaks nor hangs: $name",
    async (target) => {
      const { crashes, inputs, taken } = await fuzz(target, 0.3, seed);
      expect(crashes).toEqual([]);
      expect(inputs).toBeGreaterThan(target.seeds.length);
      expect(taken, "good ones are taken").toBeGreaterThan(0);
    },
  );

  it("answers every request without failing: the whole house over HTTP", async () => {
    const { faults, requests, answers } = await fuzzHttp(1.5, seed);
    expect(faults).toEqual([]);
    expect(requests).toBeGreaterThan(10);
    expect(answers["5xx"]).toBeUndefined();
  }, 120_000);
});

describe("a text made of a pattern", () => {
  it.each([
    "^[a-z0-9]+(-[a-z0-9]+)*$",
    "^\\S[^]*\\S$",
    "^([01]\\d|2[0-3]):[0-5]\\d$",
    "^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$",
    "^[0-9]{1,4}(\\.[0-9]{1,4}){0,2}$",
    "^(?:ab|c)?[^a-z]{3}$",
  ])("is taken by it, and not always the same: %s", (pattern) => {
    const choose = chooserOf(seed);
    const made = Array.from({ length: 50 }, () => textOfPattern(choose, pattern));
    for (const text of made) expect(text).toMatch(new RegExp(pattern, "u"));
    expect(new Set(made).size).toBeGreaterThan(1);
  });

  it("is not made where the pattern asks for more than is known here", () => {
    for (const pattern of ["^(?=a)a$", "^\\p{L}$", "^(a)\\1$"]) {
      expect(textOfPattern(chooserOf(seed), pattern)).toBeUndefined();
    }
  });
});

describe("the fuzzer", () => {
  const planted = (eat: FuzzTarget["eat"]): FuzzTarget => ({
    name: "planted",
    seeds: [Buffer.from("a=1;b=2")],
    dictionary: ["c=", ";"],
    files: /./,
    eat,
  });

  it("finds a planted crash, and says on what", async () => {
    const target = planted((bytes) => {
      if (Buffer.from(bytes).includes("c=")) throw new RangeError("planted");
      return true;
    });
    const { crashes } = await fuzz(target, 1, seed);
    expect(crashes).toHaveLength(1);
    expect(crashes[0]).toMatch(/RangeError: planted[\s\S]*\non [A-Za-z0-9+/=]+$/);
  });

  it("keeps what reaches new ground, and goes on from there", async () => {
    const target = planted((bytes) => {
      if (Buffer.from(bytes).includes("c=")) return true;
      return false;
    });
    const { corpus, blocks } = await fuzz(target, 1, seed);
    expect(corpus).toBeGreaterThan(target.seeds.length);
    expect(blocks).toBeGreaterThan(1);
  });
});
