import { readdirSync, readFileSync } from "node:fs";
import { IntlMessageFormat } from "intl-messageformat";
import { expect, test } from "vitest";
import { type Language, localeOf } from "../../core/texts/index.ts";
import { DeskTexts, type TextKey, type TextPart } from "./index.ts";
import { EN } from "./parts.ts";

const PARTS = Object.keys(EN) as TextPart[]; // the keys of an object whose type names them all
async function whole(language: Language) {
  const texts = new DeskTexts(language);
  await texts.need(...PARTS);
  return texts.catalogue;
}
const en = await whole("en");
const ar = await whole("ar");
const KEYS = Object.keys(en) as TextKey[];

interface Node {
  readonly type: number;
  readonly value?: string;
  readonly options?: Readonly<Record<string, { readonly value: readonly Node[] }>>;
}

const PLURAL = 6;
const LITERAL = 0;
const POUND = 7;

/** Names of the values that a text takes, and for each plural the forms that it has. */
function read(text: string, locale: string): { names: Set<string>; plurals: string[][] } {
  const names = new Set<string>();
  const plurals: string[][] = [];
  const walk = (nodes: readonly Node[]): void => {
    for (const node of nodes) {
      if (node.type !== LITERAL && node.type !== POUND && node.value !== undefined) names.add(node.value);
      if (node.type === PLURAL) plurals.push(Object.keys(node.options ?? {}));
      for (const option of Object.values(node.options ?? {})) walk(option.value);
    }
  };
  walk(new IntlMessageFormat(text, locale, {}, { ignoreTag: true }).getAst() as readonly Node[]);
  return { names, plurals };
}

test("each text takes the same values in both languages", () => {
  for (const key of KEYS) {
    expect(read(ar[key], localeOf("ar")).names, key).toEqual(read(en[key], localeOf("en")).names);
  }
});

test("an Arabic plural has a form for each number of its grammar", () => {
  for (const key of KEYS) {
    for (const forms of read(ar[key], localeOf("ar")).plurals) {
      for (const form of ["one", "two", "few", "many", "other"]) expect(forms, key).toContain(form);
    }
  }
});

test("every Arabic text is written in Arabic script", () => {
  for (const key of KEYS) {
    if (!/[A-Za-z]/.test(en[key].replaceAll(/\{[^}]*\}/g, ""))) continue; // a mark alone, such as a comma
    expect(ar[key], key).toMatch(/\p{Script=Arabic}/u);
  }
});

test("each key is said in one file: a second one would quietly take its place", () => {
  const folder = new URL("./en/", import.meta.url);
  const keys = readdirSync(folder).flatMap((name) =>
    [...readFileSync(new URL(name, folder), "utf8").matchAll(/^ {2}"([^"]+)":/gm)].map((found) => found[1]),
  );
  expect(keys.length).toBeGreaterThan(500);
  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
});

test("no text blames, threatens or uses a word that the house does not use", () => {
  for (const key of KEYS)
    expect(en[key], key).not.toMatch(/illegal|prostitut|rescue|victim|invalid|oops|denied|terminated/i);
});

test("every text is used by a page", () => {
  const folders = [
    "src/web",
    "src/modules/care/pages",
    "src/modules/directory/pages",
    "src/modules/door/pages",
    "src/modules/statistics/pages",
  ];
  const sources = folders
    .flatMap((folder) => readdirSync(folder, { recursive: true }).map((file) => `${folder}/${file}`))
    .filter((file) => /\.tsx?$/.test(file) && !file.includes("/texts/en") && !file.includes("/texts/ar"))
    .map((file) => readFileSync(file, "utf8"))
    .join("\n");
  // Asked for by a code: `purpose.${purpose}`, or through `sayCode(say, "role", …)`.
  const byCode = new Set(
    [...sources.matchAll(/`([a-z-]+)\.\$\{/g), ...sources.matchAll(/sayCode\(say, "([a-z-]+)"/g)].map(
      ([, group]) => group,
    ),
  );
  byCode.add("problem");
  // Or by the end of their name: `order.does-${what}`.
  const beginnings = [...sources.matchAll(/`([a-z-]+\.[a-z-]+-)\$\{/g)].map(
    ([, beginning = "?"]) => beginning,
  );
  const unused = KEYS.filter(
    (key) =>
      !sources.includes(`"${key}"`) &&
      !byCode.has(key.slice(0, key.indexOf("."))) &&
      !beginnings.some((beginning) => key.startsWith(beginning)),
  );
  expect(unused).toEqual([]);
});
