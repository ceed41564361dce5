import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/**
 * `node tools/pack.ts PACKAGE [FOLDER]`: an archive of one of our packages that any program can install. Node runs no
 * TypeScript under node_modules, so JavaScript and its types are made here, beside the sources and never among them.
 */
const repository = join(import.meta.dirname, "..");

type Manifest = { name: string; exports: Record<string, string>; files?: string[] };

const compiled = (path: string) => ({
  types: path.replace(/\.ts$/, ".d.ts"),
  default: path.replace(/\.ts$/, ".js"),
});

/** Writes the archive into `folder` and answers its path. */
export function packPackage(name: string, folder: string): string {
  const home = join(repository, "packages", name);
  const stage = mkdtempSync(join(tmpdir(), `leeward-pack-${name}-`));
  try {
    const made = join(stage, "package");
    const project = join(stage, "tsconfig.json");
    writeFileSync(
      project,
      JSON.stringify({
        extends: join(repository, "tsconfig.json"),
        compilerOptions: {
          ...{ noEmit: false, declaration: true, rewriteRelativeImportExtensions: true },
          ...{ outDir: made, rootDir: home, typeRoots: [join(repository, "node_modules/@types")] },
        },
        include: [],
        files: Object.values(manifestOf(home).exports).map((path) => join(home, path)),
      }),
    );
    run(process.execPath, [join(repository, "node_modules/typescript/bin/tsc"), "-p", project]);
    const { files: _sources, exports, ...manifest } = manifestOf(home);
    const faces = Object.entries(exports).map(([face, path]) => [face, compiled(path)]);
    writeFileSync(
      join(made, "package.json"),
      `${JSON.stringify({ ...manifest, exports: Object.fromEntries(faces) }, null, 2)}\n`,
    );
    for (const text of ["README.md", "CHANGELOG.md"])
      if (existsSync(join(home, text))) copyFileSync(join(home, text), join(made, text));
    copyFileSync(join(repository, "LICENSE"), join(made, "LICENSE"));
    const said = run("npm", ["pack", made, "--pack-destination", folder, "--ignore-scripts", "--silent"]);
    return join(folder, said.trim().split("\n").at(-1) ?? "");
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

function manifestOf(home: string): Manifest {
  return JSON.parse(readFileSync(join(home, "package.json"), "utf8"));
}

function run(command: string, words: readonly string[]): string {
  return execFileSync(command, words, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
}

if (import.meta.main) {
  const [name = "", folder = "."] = process.argv.slice(2);
  if (!/^[a-z-]+$/.test(name) || !existsSync(join(repository, "packages", name, "package.json"))) {
    process.stderr.write("Say which: node tools/pack.ts PACKAGE [FOLDER]\n");
    process.exitCode = 2;
  } else process.stdout.write(`${packPackage(name, resolve(folder))}\n`);
}
