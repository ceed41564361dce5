import { readFileSync } from "node:fs";

/** The text of a migration of `core`, so that a test can change one line of it. */
const textOf = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

const RULE = "access/migrations/20261123T1234-rule.sql";
const CONTEXT = "access/migrations/20261123T1232-context.sql";
const KEYS = "keys/migrations/20261123T1240-keys.sql";
const TABLES = "access/migrations/20261123T1230-access.sql";
const ACTS = "access/migrations/20261123T1244-acts.sql";
const SIGN_IN = "identity/migrations/20261123T1242-sign-in.sql";

const definitionsIn = (path: string): string[] =>
  textOf(path).match(/^create function [\s\S]*?^\$\$;$/gm) ?? [];

/** All functions by which access is decided, each as the text that makes it. */
export const DEFINITIONS: readonly string[] = [TABLES, CONTEXT, RULE, KEYS, ACTS, SIGN_IN].flatMap(
  definitionsIn,
);

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
