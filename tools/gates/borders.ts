import { existsSync, globSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { join, normalize } from "node:path";
import {
  BROWSER_ROOTS,
  LOOKS_INSIDE,
  MODULE_ARROWS,
  NEVER_STOPPED,
  PARTS,
  SHELL,
  SHELL_MAY_IMPORT,
  TESTS,
  TESTS_MAY_IMPORT,
} from "./borders-config.ts";
import { COMPUTED, type Import, importsOf } from "./imports.ts";

/** The import borders of the house; the sentences in `violations` name file, line and rule. */
export interface BordersReport {
  readonly files: number;
  readonly imports: number;
  readonly violations: readonly string[];
}

interface Source {
  readonly file: string;
  readonly imports: readonly Resolved[];
}

interface Resolved extends Import {
  /** The file it means, seen from the root; undefined for a part from npm or of Node. */
  readonly target: string | undefined;
}

const FILES = "{packages,src,bench,e2e,tools}/**/*.{ts,tsx}";
const BUILTINS = new Set(builtinModules);

/** Checks every source file under `root` (the working directory). Nothing found to check is a violation too. */
export function checkBorders(): BordersReport {
  const names = workspaceNames();
  const sources = globSync(FILES, { exclude: (path) => path.includes("node_modules") })
    .sort()
    .map((file) => ({ file, imports: importsOf(file).map((one) => resolveImport(file, one, names)) }));
  const imports = sources.reduce((sum, source) => sum + source.imports.length, 0);
  const violations = sources.flatMap((source) =>
    source.imports.flatMap((one) => {
      const problem = forbidden(source.file, one) ?? danglingTarget(one);
      return problem === undefined ? [] : [`${source.file}:${one.line} imports ${one.to}: ${problem}`];
    }),
  );
  violations.push(...nodeInBrowser(sources), ...gateBeforeProtection(sources));
  if (imports === 0) violations.push("no import was found in any file, so nothing was checked");
  return { files: sources.length, imports, violations };
}

/** The names of the workspaces with their folder and the dependencies that they declare. */
function workspaceNames(): ReadonlyMap<string, { folder: string; exports: unknown }> {
  return new Map(
    globSync("packages/*/package.json").map((file) => {
      const { name, exports }: { name: string; exports?: unknown } = JSON.parse(readFileSync(file, "utf8"));
      return [name, { folder: file.slice(0, -"/package.json".length), exports }];
    }),
  );
}

function resolveImport(file: string, one: Import, names: ReturnType<typeof workspaceNames>): Resolved {
  if (one.to.startsWith(".")) {
    return { ...one, target: normalize(join(file, "..", one.to.replace(/\?.*$/, ""))) };
  }
  for (const [name, { folder, exports }] of names) {
    if (one.to === name || one.to.startsWith(`${name}/`)) {
      return { ...one, target: exported(folder, exports, `.${one.to.slice(name.length)}`) };
    }
  }
  return { ...one, target: undefined };
}

/** Where a workspace's `exports` leads: text, or an object of subpaths and conditions, of which the last counts. */
function exported(folder: string, exports: unknown, subpath: string): string {
  let value = exports;
  if (typeof value === "object" && value !== null && subpath in value) value = Reflect.get(value, subpath);
  while (typeof value === "object" && value !== null) value = Object.values(value).at(-1);
  return typeof value === "string" ? normalize(join(folder, value)) : join(folder, "index.ts");
}

const partOf = (file: string) => PARTS.find((part) => part.at.test(file));
const moduleOf = (file: string): string | undefined => /^src\/modules\/([^/]+)\//.exec(file)?.[1];
const packageOf = (file: string): string | undefined => /^packages\/([^/]+)\//.exec(file)?.[1];

function forbidden(file: string, one: Resolved): string | undefined {
  if (one.to === COMPUTED && !looksInside(file)) return "no border can be checked; write the place out";
  if (one.target === undefined) return undefined;
  const from = partOf(file);
  const to = partOf(one.target);
  if (!from) return "the file stands in no part that tools/gates/borders-config.ts knows";
  if (!to) return `leads out of the house to ${one.target}`;
  if (from.name === "packages" && to.name === "packages") return betweenPackages(file, one);
  if (SHELL.test(file) && SHELL_MAY_IMPORT.test(one.target)) return undefined;
  if (from.name === "modules" && to.name === "modules") return betweenModules(file, one.target);
  if (from.name === to.name || from.mayImport.includes(to.name)) {
    const needsFace = to.name === "modules" && !looksInside(file);
    return needsFace && !isFace(one.target) ? "only the module's index.ts is open to others" : undefined;
  }
  if (TESTS.test(file) && TESTS_MAY_IMPORT.includes(to.name) && from.name !== "packages") return undefined;
  return `${from.name} may not import ${to.name}`;
}

const isFace = (target: string): boolean => /^src\/modules\/[^/]+\/index\.ts$/.test(target);

const looksInside = (file: string): boolean => LOOKS_INSIDE.test(file) || TESTS.test(file);

function betweenPackages(file: string, one: Resolved): string | undefined {
  const own = packageOf(file);
  if (packageOf(one.target ?? "") === own) return undefined;
  const manifest = JSON.parse(readFileSync(`packages/${own}/package.json`, "utf8"));
  const declared = { ...manifest.dependencies, ...(TESTS.test(file) ? manifest.devDependencies : {}) };
  const isDeclared = Object.keys(declared).some((name) => one.to === name || one.to.startsWith(`${name}/`));
  return isDeclared ? undefined : "a package uses another one only by its name, declared in its package.json";
}

function betweenModules(file: string, target: string): string | undefined {
  const [from = "", to = ""] = [moduleOf(file), moduleOf(target)];
  if (from === to) return undefined;
  if (!MODULE_ARROWS[from]?.includes(to)) return `no arrow leads from module ${from} to module ${to}`;
  return isFace(target) ? undefined : `only the index.ts of module ${to} is open to others`;
}

/** A relative path to nothing would otherwise be an import that no rule sees. */
function danglingTarget(one: Resolved): string | undefined {
  return one.target === undefined || existsSync(one.target) ? undefined : `there is no ${one.target}`;
}

const isNodes = (to: string): boolean => to.startsWith("node:") || BUILTINS.has(to.split("/")[0] ?? to);

/** Walks from all files of what must never stop, and names the shortest way to each file of the gate. */
function gateBeforeProtection(sources: readonly Source[]): string[] {
  const byFile = new Map(sources.map((source) => [source.file, source]));
  const roots = sources.filter(({ file }) => NEVER_STOPPED.from.test(file) && !TESTS.test(file));
  const wayTo = new Map<string, readonly string[]>(roots.map(({ file }) => [file, [file]]));
  const found: string[] = [];
  for (const [file, way] of wayTo) {
    if (NEVER_STOPPED.never.test(file)) {
      found.push(`${way.join(" -> ")}: what protects people does not wait for the gate`);
      continue;
    }
    for (const { target } of byFile.get(file)?.imports ?? [])
      if (target !== undefined && !wayTo.has(target)) wayTo.set(target, [...way, target]);
  }
  return found;
}

/** Walks from each browser file along imports that carry code, and names the way to the first of Node's modules. */
function nodeInBrowser(sources: readonly Source[]): string[] {
  const byFile = new Map(sources.map((source) => [source.file, source]));
  const roots = sources.filter(
    ({ file }) => BROWSER_ROOTS.some((root) => root.test(file)) && !TESTS.test(file),
  );
  const reported = new Set<string>();
  for (const root of roots) {
    const wayTo = new Map<string, readonly string[]>([[root.file, [root.file]]]);
    for (const [file, way] of wayTo) {
      for (const one of byFile.get(file)?.imports ?? []) {
        if (one.typeOnly) continue;
        if (one.target === undefined) {
          if (isNodes(one.to))
            reported.add(`${way.join(" -> ")}:${one.line} imports ${one.to}: a browser has no such module`);
        } else if (!wayTo.has(one.target)) wayTo.set(one.target, [...way, one.target]);
      }
    }
  }
  return [...reported].sort();
}
