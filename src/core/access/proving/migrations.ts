import { readdirSync, readFileSync } from "node:fs";

/** The migrations of the parts of `core` by which access is decided, oldest first: a later one replaces functions. */
const textsInOrder = (): string[] =>
  ["access", "keys", "identity", "protocols"]
    .flatMap((part) => {
      const folder = new URL(`../../${part}/migrations/`, import.meta.url);
      return readdirSync(folder).map((name) => ({ name, at: new URL(name, folder) }));
    })
    .sort((left, right) => (left.name < right.name ? -1 : 1))
    .map(({ at }) => readFileSync(at, "utf8"));

const FUNCTION =
  /^create (?:or replace )?function (?<made>[\s\S]*?^\$\$;)$|^drop function (?<dropped>[^;]+);$/gm;

/** The functions as they stand after all migrations, each by its name and the types of its arguments. */
function newestDefinitions(): readonly string[] {
  const newest = new Map<string, string>();
  for (const { groups } of textsInOrder().flatMap((text) => [...text.matchAll(FUNCTION)])) {
    const { made, dropped } = groups ?? {};
    if (made !== undefined) newest.set(signatureOf(made), `create function ${made}`);
    if (dropped !== undefined) newest.delete(dropped);
  }
  return [...newest.values()];
}

/** `access.decide(uuid, text)`, as a later migration says it that drops the function. */
function signatureOf(made: string): string {
  const [name = "", given = ""] = made.slice(0, made.indexOf(") returns")).split("(");
  const types = given.split(",").map((argument) => argument.trim().replace(/^\S+\s+/, ""));
  return `${name}(${types.join(", ")})`;
}

/** All functions by which access is decided, each as the text that makes it. */
export const DEFINITIONS: readonly string[] = newestDefinitions();

/** The definition of one function. */
export function definitionOf(start: string): string {
  const found = DEFINITIONS.filter((one) => one.startsWith(`create function ${start}(`));
  if (found.length !== 1 || !found[0]) throw new Error(`${found.length} functions start with ${start}`);
  return found[0];
}

/** The statement that puts a changed definition in the place of the present one. */
export const replacing = (definition: string): string =>
  definition.replace("create function", "create or replace function");

/** Every marked line of the rule: the name of its clause, and the definition without it. */
export function clauseLines(): { clause: string; without: string }[] {
  return DEFINITIONS.flatMap((definition) => {
    const lines = definition.split("\n");
    return lines.flatMap((line, at) => {
      const clause = / -- clause: ([a-z-]+)$/.exec(line)?.[1];
      return clause ? [{ clause, without: lines.filter((_, i) => i !== at).join("\n") }] : [];
    });
  });
}
