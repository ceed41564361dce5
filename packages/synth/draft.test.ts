import { describe, expect, it } from "vitest";
import { readDescription } from "./description.ts";
import { draftDescription } from "./draft.ts";
import type { Source } from "./encode.ts";

const names = Array.from({ length: 400 }, (_, k) => `Person ${String.fromCharCode(65 + (k % 26))}${k}`);

/** A table in an order that keeps no one's rows together. */
function tableOf(header: readonly string[], rows: readonly (readonly string[])[]): Source {
  const mixed = rows.map((_, k) => rows[(k * 7919) % rows.length] ?? []);
  return {
    header,
    rows: (async function* () {
      yield mixed;
    })(),
  };
}

/** One line for each of `people`, as often as each has rows: a name, a key, an age and a sex. */
function casesOf(people: number, each: number, keyOf: (person: number) => number): Source {
  const rows = Array.from({ length: people * each }, (_, k) => {
    const person = Math.floor(k / each);
    return [names[person] ?? "", `${keyOf(person)}`, `${(k * 13) % 70}`, k % 3 ? "Female" : "Male"];
  });
  return tableOf(["who", "key", "age", "sex"], rows);
}

describe("a draft of a table of people", () => {
  // Kills: names taken for a category where a table is short, or where everyone has several rows.
  it.each([
    ["one row", 1, 1],
    ["3 people", 3, 1],
    ["19 people", 19, 1],
    ["400 people", 400, 1],
    ["10 people with 2 rows each", 10, 2],
    ["400 people with 2 rows each", 400, 2],
    ["30 people with 4 rows each", 30, 4],
    ["400 people with 20 rows each", 400, 20],
  ])("holds no name and no key: %s", async (_, people, each) => {
    const { description, remarks } = await draftDescription(
      casesOf(people, each, (person) => 100_000 + person * 317),
      "People",
    );
    const text = JSON.stringify(description);
    for (const name of names.slice(0, people)) expect(text).not.toContain(name);
    expect(text).not.toMatch(/"1\d{5}"/);
    expect(description.drop).toContain("who");
    // Numbers of people with many rows each are drafted as bounds, which say nothing of anyone.
    if (each < 5) expect(description.drop).toContain("key");
    expect(description.columns.map(({ name }) => name)).toContain("sex");
    expect(remarks.join(" ")).toContain('"who" may identify people');
    expect(readDescription(text)).toEqual(description);
  });

  it("drops the keys of many people with two rows each, and keys from 1 on", async () => {
    const { description } = await draftDescription(
      tableOf(
        ["key", "sex"],
        Array.from({ length: 16_000 }, (_, k) => [`${k >> 1}`, k % 3 ? "Female" : "Male"]),
      ),
      "People",
    );
    expect(description.drop).toEqual(["key"]);
    const few = await draftDescription(
      casesOf(40, 2, (person) => person + 1),
      "People",
    );
    expect(few.description.drop).toEqual(["who", "key"]);
  });

  it("keeps ages, means and answers of a short table", async () => {
    const rows = Array.from({ length: 40 }, (_, k) => [
      `${17 + ((k * 11) % 30)}`,
      ["threats;debt", "debt", "drugs;threats", "drugs"][k % 4] ?? "",
      k % 2 ? "yes" : "no",
    ]);
    const { description } = await draftDescription(tableOf(["age", "means", "heard"], rows), "People");
    expect(description.drop).toBeUndefined();
    expect(description.columns).toMatchObject([
      { name: "age", kind: "number" },
      { name: "means", kind: "set", values: ["debt", "drugs", "threats"] },
      { name: "heard", kind: "category", values: ["no", "yes"] },
    ]);
  });

  it("holds no name that numbered columns hold", async () => {
    const rows = Array.from({ length: 60 }, (_, k) => [
      names[k % 20] ?? "",
      names[20 + (k % 20)] ?? "",
      k % 3 ? "Female" : "Male",
    ]);
    const { description } = await draftDescription(tableOf(["child_1", "child_2", "sex"], rows), "People");
    expect(description.drop).toEqual(["child_1", "child_2"]);
  });
});
