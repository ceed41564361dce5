import { describe, expect, it } from "vitest";
import { alikeOnce, alikeRows } from "./alike.ts";
import { readDescription } from "./description.ts";
import { encodeSource } from "./encode.ts";
import { SynthError } from "./errors.ts";
import { seededRandom, shuffleFrom } from "./random.ts";
import { synthesise } from "./synthesise.ts";
import { countTable, type Microdata, shapesOf, totalOf } from "./tables.ts";

const SEED = `${Math.random()}`;
const description = readDescription(
  JSON.stringify({
    leewardSynth: 1,
    title: "Alike",
    columns: [
      { name: "a", kind: "category", values: ["x", "y", "z"] },
      { name: "b", kind: "set", separator: "|", values: ["p", "q"] },
      { name: "c", kind: "number", edges: [0, 10, 20, 300] },
    ],
  }),
);
const shuffle = shuffleFrom(seededRandom(SEED));
const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(shuffle() * from.length)];
const rows = Array.from({ length: 5000 }, () => [
  pick(["x", "y", "z", ""]) ?? "",
  pick(["p", "q", "p|q", ""]) ?? "",
  pick(["3", "12", "250", ""]) ?? "",
]);
const read = (options: { differentMax?: number } = {}) =>
  encodeSource(
    {
      header: ["a", "b", "c"],
      rows: (async function* () {
        for (let at = 0; at < rows.length; at += 700) yield rows.slice(at, at + 700);
      })(),
    },
    description,
    options,
  );

describe("rows that read alike", () => {
  it(`are kept once, and counted as all of them in every table; seed ${SEED}`, async () => {
    const [all, once] = await Promise.all([read(), read({ differentMax: 64 })]);
    expect(once.data.rows, "no more than there can be").toBeLessThanOrEqual(64);
    expect(totalOf(once.data)).toBe(5000);
    for (const order of [0, 1, 2, 3])
      for (const shape of shapesOf(all.data.width, order))
        expect(countTable(once.data, shape), `${shape}`).toEqual(countTable(all.data, shape));
    const made = ({ data }: typeof all) =>
      synthesise(data, { rho: 0.5, rowsPerPerson: 1, random: seededRandom("alike") });
    const [one, other] = [await made(all), await made(once)];
    expect(other.microdata, "so what is made of them is the same").toEqual(one.microdata);
  });

  it("beyond the number that memory was made for are refused", async () => {
    await expect(read({ differentMax: 20 })).rejects.toThrow(SynthError);
    await expect(read({ differentMax: 20 })).rejects.toMatchObject({ code: "rows-too-various" });
  });

  // Kills: a code cut to fewer bits than its column needs, a carry that is lost, the last bits left out.
  it(`are those alone whose every code is the same, in columns of any size; seed ${SEED}`, () => {
    for (const sizes of [
      [2],
      [2, 2, 2, 2, 2, 2, 2, 2, 2],
      [65_536, 3, 65_536],
      [190, 5_000, 2, 129, 1, 257],
    ]) {
      const codes = Uint16Array.from({ length: sizes.length * 3000 }, (_, k) => {
        const size = sizes[k % sizes.length] ?? 1;
        // The largest code of each column is common, and so are rows that differ in one.
        return shuffle() < 0.8 ? size - 1 : Math.floor(shuffle() * size);
      });
      const alike = alikeRows(sizes, 3000);
      const known = new Set<string>();
      for (let row = 0; row < 3000; row++) {
        const text = codes.subarray(row * sizes.length, (row + 1) * sizes.length).join(",");
        expect(alike.isNew(codes, row), text).toBe(!known.has(text));
        known.add(text);
      }
    }
  });
});

describe("rows that are merged to be counted", () => {
  const drawn = (sizes: readonly number[], rows: number, each: number): Microdata => {
    const codes = Uint16Array.from({ length: sizes.length * rows }, (_, k) =>
      Math.floor(shuffle() ** 3 * (sizes[k % sizes.length] ?? 1)),
    );
    return { rows, width: sizes.length, sizes, codes, each };
  };

  // Kills: rows taken for the same by their hash alone, the last column left out, people of a row forgotten.
  it(`count to the same tables, and fewer rows are counted; seed ${SEED}`, () => {
    for (const { sizes, each } of [
      { sizes: [2, 3, 2, 4], each: 1 },
      { sizes: [12, 7, 5], each: 4 },
      { sizes: [300, 2], each: 1 },
    ]) {
      const all = drawn(sizes, 5000, each);
      const once = alikeOnce(all);
      expect(once.rows, `${sizes}`).toBe(
        new Set(
          Array.from({ length: all.rows }, (_, row) =>
            all.codes.subarray(row * all.width, (row + 1) * all.width).join(","),
          ),
        ).size,
      );
      expect(totalOf(once)).toBe(5000 * each);
      for (const order of [0, 1, 2, 3])
        for (const shape of shapesOf(all.width, order))
          expect(countTable(once, shape), `${sizes}: ${shape}`).toEqual(countTable(all, shape));
    }
  });

  it("are left as they are where most differ, or are merged already", () => {
    const various = drawn([5000, 5000, 5000], 2000, 1);
    expect(alikeOnce(various)).toBe(various);
    const merged = alikeOnce(drawn([2, 2], 2000, 1));
    expect(alikeOnce(merged)).toBe(merged);
  });
});
