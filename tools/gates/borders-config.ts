/**
 * Which part may import which: `packages` <- `core` <- `modules` <- `main` (docs/architecture.md). One table; the
 * checker beside it knows nothing about particular parts.
 */

/** A module may use another's `index.ts` only where an arrow is drawn here. An arrow is a decision: say why. */
export const MODULE_ARROWS: Readonly<Record<string, readonly string[]>> = {
  // A person's words travel door -> care -> justice and money; each step is taken by the one who carries them on.
  door: ["care", "directory", "statistics"],
  care: ["door", "directory", "justice", "money", "statistics"],
  directory: ["statistics"],
  justice: ["money", "statistics"],
  platforms: ["signals", "statistics"],
  // What screening finds goes to a person at the door or to justice, never further by itself.
  signals: ["door", "justice", "statistics"],
  money: ["statistics"],
  // Permits or refuses through core/gate, so it imports no one and no one imports it.
  govern: ["statistics"],
  // Codes only: others tell it, it asks no one.
  statistics: [],
};

/** Where a file stands decides what it may import. The first part whose folder matches counts. */
export interface Part {
  readonly name: string;
  /** Folder or file, seen from the root. */
  readonly at: RegExp;
  /** Names of the parts that it may import, beside its own. */
  readonly mayImport: readonly string[];
}

export const PARTS: readonly Part[] = [
  // Each package is useful alone: another package only under its name and when its package.json says so.
  { name: "packages", at: /^packages\//, mayImport: [] },
  { name: "core", at: /^src\/core\//, mayImport: ["packages"] },
  { name: "modules", at: /^src\/modules\//, mayImport: ["packages", "core", "web"] },
  // The shell names the pages that modules bring, and nothing else of them (see SHELL_MAY_IMPORT).
  { name: "web", at: /^src\/web\//, mayImport: ["packages", "core"] },
  // Plants an invented State past the use cases, as months of work would have left it.
  { name: "demo", at: /^src\/demo\//, mayImport: ["packages", "core", "modules", "main"] },
  { name: "cli", at: /^src\/cli\//, mayImport: ["packages", "core", "modules", "web", "demo", "main"] },
  { name: "main", at: /^src\/[^/]+$/, mayImport: ["packages", "core", "modules", "web", "demo", "cli"] },
  {
    name: "bench",
    at: /^bench\//,
    mayImport: ["packages", "core", "modules", "web", "demo", "cli", "main", "e2e"],
  },
  {
    name: "e2e",
    at: /^e2e\//,
    mayImport: ["packages", "core", "modules", "web", "demo", "cli", "main", "bench"],
  },
  // Feeds every parser of the house what strangers may send.
  {
    name: "fuzz",
    at: /^tools\/fuzz\//,
    mayImport: ["packages", "core", "modules", "web", "main", "e2e", "tools"],
  },
  // Documents are generated from the modules' rules.
  { name: "tools", at: /^tools\//, mayImport: ["packages", "core", "modules", "web", "e2e"] },
];

/** These look at the inside of modules on purpose: stories, benches, tools, and the demonstration that plants rows. */
export const LOOKS_INSIDE = /^(bench|e2e|tools|src\/demo)\//;

/** Tests and proofs of a part may also use what drives it from outside. */
export const TESTS = /\.(test|proof)\.tsx?$/;
export const TESTS_MAY_IMPORT: readonly string[] = ["main", "e2e", "tools"];

/**
 * Door, My file and care never wait for an assessment (docs/gate.md), so nothing that they reach may be the gate, however
 * long the way.
 */
export const NEVER_STOPPED = { from: /^src\/modules\/(door|care)\//, never: /^src\/core\/gate\// };

/** The one file of the shell that lists the modules' pages, and what it may name there. */
export const SHELL = /^src\/web\/router\.tsx$/;
export const SHELL_MAY_IMPORT = /^src\/modules\/[^/]+\/pages\/[^/]+\.tsx?$/;

/** What runs in a browser: nothing that it reaches may be Node's. The entries of the pages, and all pages. */
export const BROWSER_ROOTS = [
  /^src\/.*\.tsx$/,
  /^src\/web\/first\.ts$/,
  /^src\/modules\/door\/island\/.*\.ts$/,
] as const;
