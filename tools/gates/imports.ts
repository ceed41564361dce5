import { readFileSync } from "node:fs";
import { parseSync, Visitor } from "oxc-parser";

/** One `import`, `export from`, `import()` or `import("…").Type` of a file. */
export interface Import {
  readonly to: string;
  readonly line: number;
  /** Erased before the program runs: an arrow all the same, but no code reaches the browser by it. */
  readonly typeOnly: boolean;
}

/** Stands for an `import(…)` whose place only running the program would tell. */
export const COMPUTED = "import(a computed place)";

/**
 * Every import of a TypeScript file, read by a real parser, for lexers trip over type syntax and JSX.
 * `require` is left out: the house has no CommonJS.
 *
 * @throws Error when the file does not parse
 */
export function importsOf(file: string): Import[] {
  const source = readFileSync(file, "utf8");
  const { module, program, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file} does not parse: ${errors[0]?.message}`);
  const found: Import[] = [];
  const add = (to: string, at: number, typeOnly: boolean) =>
    found.push({ to, line: source.slice(0, at).split("\n").length, typeOnly });
  for (const { moduleRequest, entries, start } of module.staticImports) {
    add(moduleRequest.value, start, entries.length > 0 && entries.every((entry) => entry.isType));
  }
  for (const { entries, start } of module.staticExports) {
    const from = entries.find((entry) => entry.moduleRequest)?.moduleRequest?.value;
    if (from !== undefined)
      add(
        from,
        start,
        entries.every((entry) => entry.isType),
      );
  }
  new Visitor({
    ImportExpression({ source: place, start }) {
      if (place.type === "Literal" && typeof place.value === "string") add(place.value, start, false);
      else add(COMPUTED, start, false);
    },
    TSImportType(node) {
      add(node.source.value, node.start, true);
    },
  }).visit(program);
  return found;
}
