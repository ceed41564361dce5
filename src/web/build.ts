import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { ASSETS_PATH, type Assets, SUFFIX_OF } from "./assets.ts";
import { buildApart } from "./build-apart.ts";
import { onlyOurLanguages } from "./build-languages.ts";
import { type Asset, type Manifest, readManifest } from "./build-manifest.ts";
import { fetchPartsFirst, PARTS_MARK } from "./build-parts.ts";
import { ENTRY_SETS, type Entry } from "./entries.ts";

export interface BuildOptions {
  /** Where the built files go; made when missing. Older builds in it are removed. */
  readonly outDir: string;
  /** One line of progress at a time. */
  readonly log: (line: string) => void;
  /** Smaller files, about twice the time; true in everything that people use. */
  readonly minify: boolean;
  /** Built instead of the entries of the house; for tests. */
  readonly sets?: readonly (readonly Entry[])[];
  /** In a process of its own: what a build takes, 200 MB and more, is gone with it. For servers. */
  readonly apart?: boolean;
}

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const MANIFEST = "manifest.json";
const MIME: Readonly<Record<string, string>> = {
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  woff2: "font/woff2",
};

/**
 * Builds scripts and style sheets of all pages, or finds that nothing has changed since they were built: then it takes
 * a fraction of a second, and the builder itself is not even loaded. `apart` it never is, here.
 *
 * @throws Error with the builder's own message when a source cannot be built
 */
export async function buildAssets(options: BuildOptions): Promise<Assets> {
  const { outDir, log, minify } = options;
  const sets = options.sets ?? ENTRY_SETS;
  const settings = JSON.stringify({ minify, sets, node: process.versions.node });
  const kept = await readManifest(join(outDir, MANIFEST));
  if (kept && kept.inputsHash === (await hashInputs(settings, kept.inputs)) && (await hasAll(outDir, kept))) {
    return toAssets(outDir, kept);
  }
  if (options.apart) {
    await buildApart({ outDir, minify, sets }, log);
    const built = await readManifest(join(outDir, MANIFEST));
    if (!built) throw new Error(`The pages were built, but ${MANIFEST} is not in ${outDir}. Start again.`);
    return toAssets(outDir, built);
  }
  log("Building the pages…");
  const startedAt = performance.now();
  await mkdir(outDir, { recursive: true });
  const built = await withBuilder((builder) =>
    Promise.all(sets.filter((set) => set.length > 0).map((set) => buildSet(builder, set, outDir, minify))),
  );
  const inputs = [...new Set(built.flatMap((set) => set.inputs))].sort();
  const manifest: Manifest = {
    inputsHash: await hashInputs(settings, inputs),
    inputs,
    entries: Object.assign({}, ...built.map((set) => set.entries)),
    files: Object.assign({}, ...built.map((set) => set.files)),
  };
  await keepManifest(outDir, manifest);
  log(`Built the pages in ${((performance.now() - startedAt) / 1000).toFixed(1)} s.`);
  return toAssets(outDir, manifest);
}

type Builder = typeof import("esbuild");

interface BuiltSet {
  readonly inputs: readonly string[];
  readonly entries: Manifest["entries"];
  readonly files: Manifest["files"];
}

let building = 0;

/** The builder is a process of its own, which would stay as long as the server: whoever builds last stops it. */
async function withBuilder<T>(work: (builder: Builder) => Promise<T>): Promise<T> {
  const builder = await import("esbuild");
  building += 1;
  try {
    return await work(builder);
  } finally {
    building -= 1;
    if (building === 0) await builder.stop();
  }
}

async function buildSet(
  { build }: Builder,
  set: readonly Entry[],
  outDir: string,
  minify: boolean,
): Promise<BuiltSet> {
  const result = await build({
    absWorkingDir: ROOT,
    entryPoints: set.map(({ name, source }) => ({ in: source, out: name.replace(/\.(js|css)$/, "") })),
    outdir: outDir,
    write: false,
    bundle: true,
    splitting: true,
    format: "esm",
    target: ["chrome111", "firefox115", "safari16.4"],
    minify,
    metafile: true,
    legalComments: "none",
    charset: "utf8",
    jsx: "automatic",
    entryNames: `[name]-[hash]${PARTS_MARK}`,
    chunkNames: `piece-[hash]${PARTS_MARK}`,
    assetNames: "[name]-[hash]",
    publicPath: ASSETS_PATH,
    loader: { ".woff2": "file" },
    define: { "process.env.NODE_ENV": minify ? '"production"' : '"development"' },
    logLevel: "silent",
    plugins: [onlyOurLanguages],
  });
  const files = await Promise.all(
    result.outputFiles.map(
      async ({ path, contents, text }) =>
        [
          basename(path),
          await keepFile(
            path,
            path.endsWith(".js") ? Buffer.from(fetchPartsFirst(path, text, result.metafile)) : contents,
          ),
        ] as const,
    ),
  );
  const entries: Record<string, Asset> = {};
  for (const [path, output] of Object.entries(result.metafile.outputs)) {
    const from = output.entryPoint && resolve(ROOT, output.entryPoint);
    const entry = set.find(
      ({ source, name }) => resolve(ROOT, source) === from && path.endsWith(extensionOf(name)),
    );
    if (!entry) continue;
    const pieces = output.imports.filter(({ kind }) => kind === "import-statement");
    entries[entry.name] = { file: basename(path), pieces: pieces.map(({ path: piece }) => basename(piece)) };
  }
  const inputs = Object.keys(result.metafile.inputs).filter((path) => !path.includes("node_modules/"));
  return { inputs, entries, files: Object.fromEntries(files) };
}

const extensionOf = (name: string): string => name.slice(name.lastIndexOf("."));

/** Writes a built file with its compressed twins; a letter file is compressed already. */
async function keepFile(path: string, contents: Uint8Array): Promise<Manifest["files"][string]> {
  const type = MIME[extensionOf(path).slice(1)];
  if (!type)
    throw new Error(`The build made ${basename(path)}, a kind of file that the house does not serve.`);
  await writeWhole(path, contents);
  if (path.endsWith(".woff2")) return { type, encodings: [] };
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(contents, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
    promisify(gzip)(contents, { level: 9 }),
  ]);
  await Promise.all([writeWhole(path + SUFFIX_OF.br, br), writeWhole(path + SUFFIX_OF.gzip, gz)]);
  return { type, encodings: ["br", "gzip"] };
}

/** Aside first: another server that builds into the same folder, or serves from it, never sees half a file. */
async function writeWhole(path: string, contents: Uint8Array): Promise<void> {
  const aside = join(dirname(path), `${MANIFEST}.${process.pid}.${basename(path)}`);
  await writeFile(aside, contents);
  await rename(aside, path);
}

/** The manifest comes last and in one step: a build that was cut off is not taken for a whole one. */
async function keepManifest(outDir: string, manifest: Manifest): Promise<void> {
  const temporary = join(outDir, `${MANIFEST}.${process.pid}`);
  await writeFile(temporary, JSON.stringify(manifest));
  await rename(temporary, join(outDir, MANIFEST));
  const wanted = new Set(Object.entries(manifest.files).flatMap(([name, file]) => namesOf(name, file)));
  for (const name of await readdir(outDir)) {
    if (name.startsWith(MANIFEST) || wanted.has(name)) continue;
    await rm(join(outDir, name), { force: true, recursive: true });
  }
}

const namesOf = (name: string, file: { readonly encodings: readonly ("br" | "gzip")[] }): string[] => [
  name,
  ...file.encodings.map((encoding) => name + SUFFIX_OF[encoding]),
];

/**
 * One hash over every source of ours and over the lock file, which pins the rest. A file that is gone counts as a
 * change.
 */
async function hashInputs(settings: string, inputs: readonly string[]): Promise<string> {
  const own = ["build.ts", "build-languages.ts", "build-parts.ts"].map((name) =>
    join(relative(ROOT, import.meta.dirname), name),
  );
  const builder = ["package-lock.json", "tsconfig.json", ...own];
  const hash = createHash("sha256").update(settings);
  for (const path of [...builder, ...inputs]) {
    const content = await readFile(join(ROOT, path)).catch(() => Buffer.from("gone"));
    hash.update(`\n${path} ${content.length}\n`).update(content);
  }
  return hash.digest("hex");
}

async function hasAll(outDir: string, manifest: Manifest): Promise<boolean> {
  const present = new Set(await readdir(outDir));
  return Object.entries(manifest.files).every(([name, file]) =>
    namesOf(name, file).every((one) => present.has(one)),
  );
}

function toAssets(outDir: string, manifest: Manifest): Assets {
  const find = (name: string): Asset => {
    const entry = manifest.entries[name];
    if (!entry) throw new Error(`No entry is called ${name}; list it in src/web/entries.ts.`);
    return entry;
  };
  return {
    dir: outDir,
    url: (name) => ASSETS_PATH + find(name).file,
    pieces: (name) => find(name).pieces.map((piece) => ASSETS_PATH + piece),
    files: new Map(Object.entries(manifest.files)),
  };
}
