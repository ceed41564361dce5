import { existsSync, readFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { expect, test } from "vitest";
import { DeskTexts, type TextPart } from "./index.ts";
import { EN } from "./parts.ts";

const WEB = resolve(import.meta.dirname, "..");
const keysOf = new Map<string, readonly string[]>();
for (const [part, load] of Object.entries(EN)) keysOf.set(part, Object.keys(await load()));
const PART_OF = new Map([...keysOf].flatMap(([part, keys]) => keys.map((key) => [key, part] as const)));

/** What a file says: by a key, by a code (`purpose.${purpose}`, `sayCode(say, "role", …)`), by a beginning. */
function keysIn(source: string): string[] {
  // Not the name of a property, nor what a kind of event is compared with.
  const named = [...source.matchAll(/(?<!=== )"([^"\n]+)"(?!:)/g)].map(([, key = ""]) => key);
  const beginnings = [
    ...[...source.matchAll(/`([a-z-]+\.(?:[a-z-]+-)?)\$\{/g)].map(([, beginning = "?"]) => beginning),
    ...[...source.matchAll(/sayCode\(\s*say,\s*"([a-z-]+)"/g)].map(([, group]) => `${group}.`),
    ...(source.includes("sayEntryKind(") ? ["entry."] : []),
  ];
  return [
    ...named.filter((key) => PART_OF.has(key)),
    ...[...PART_OF.keys()].filter((key) => beginnings.some((beginning) => key.startsWith(beginning))),
  ];
}

/** A file of the desk with all that it imports, later pieces too, pages and texts left out. */
function reachedFrom(file: string, known = new Set<string>()): Set<string> {
  if (known.has(file) || /[\\/]texts[\\/]/.test(file) || !existsSync(file)) return known;
  known.add(file);
  const source = readFileSync(file, "utf8").replaceAll(/^import type[^;]*;/gm, "");
  const later = file.endsWith("router.tsx") ? /(?!)/g : /import\("(\.[^"]+)"\)/g;
  for (const [, path = ""] of [...source.matchAll(/from "(\.[^"]+)"/g), ...source.matchAll(later)])
    reachedFrom(resolve(dirname(file), path), known);
  return known;
}

const partsSaid = (files: Iterable<string>): Map<string, string> => {
  const said = new Map<string, string>();
  for (const file of files)
    for (const key of keysIn(readFileSync(file, "utf8")))
      said.set(PART_OF.get(key) ?? "", `${key} in ${relative(WEB, file)}`);
  return said;
};

const FIRST = reachedFrom(resolve(WEB, "desk.tsx"));
const ROUTER = readFileSync(resolve(WEB, "router.tsx"), "utf8");
/** Pages that stand beside another, by the names that the router gives them. */
const NAMED = [
  ...ROUTER.matchAll(/^const (\w+) = lazyRouteComponent\(\s*\(\) => import\("([^"]+)"\)[^;]*;/gm),
];
const ROUTES = NAMED.reduce((text, [whole]) => text.replace(whole, ""), ROUTER)
  .split("createRoute({")
  .flatMap((route) => {
    const named = NAMED.filter(([, name]) => route.includes(`<${name}`)).map(([, , page = ""]) => page);
    const pages = [...[...route.matchAll(/import\("([^"]+)"\)/g)].map(([, page = ""]) => page), ...named];
    const parts = /speaksIn\(([^)]*)\)/.exec(route)?.[1]?.match(/\w+/g) ?? [];
    return pages.length > 0 ? [{ pages, parts: parts as string[] }] : [];
  });

test("what comes with the first page says nothing of a later part", () => {
  expect(FIRST.size).toBeGreaterThan(40);
  expect([...partsSaid(FIRST)].filter(([part]) => part !== "first")).toEqual([]);
});

test("each page fetches every part of the texts that it speaks in, and no other", () => {
  expect(ROUTES.length).toBeGreaterThan(25);
  for (const { pages, parts } of ROUTES) {
    const page = pages.join(" beside ");
    const files = pages
      .flatMap((one) => [...reachedFrom(resolve(WEB, one))])
      .filter((file) => !FIRST.has(file));
    const said = partsSaid(files);
    said.delete("first");
    const missing = [...said].filter(([part]) => !parts.includes(part)).map(([, where]) => where);
    expect(missing, page).toEqual([]);
    expect(
      parts.filter((part) => !said.has(part)),
      page,
    ).toEqual([]);
  }
});

test("another language is spoken once it has all that the pages needed, also what they ask for meanwhile", async () => {
  const texts = new DeskTexts("en");
  await texts.need("first", "care");
  const turned = texts.turnTo("ar");
  const asked = texts.need("door");
  expect(texts.language).toBe("en");
  await Promise.all([turned, asked]);
  expect(texts.language).toBe("ar");
  for (const part of ["first", "care", "door"] satisfies TextPart[])
    for (const key of keysOf.get(part) ?? []) expect(texts.catalogue, key).toHaveProperty([key]);
  expect(texts.catalogue).not.toHaveProperty(["leaving.title"]);
});
