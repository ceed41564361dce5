import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApp } from "../core/http/index.ts";
import { chooseEncoding, serveAssets } from "./assets.ts";
import { buildAssets } from "./build.ts";
import { ENTRY_SETS } from "./entries.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "leeward-build-"));
});
afterAll(() => rm(folder, { recursive: true }));

test("a start without changes builds nothing, and a changed source is built anew under another name", async () => {
  const source = join(folder, "page.ts");
  const outDir = join(folder, "changing");
  const lines: string[] = [];
  const build = () =>
    buildAssets({
      outDir,
      minify: false,
      log: (line) => lines.push(line),
      sets: [[{ name: "page.js", source }]],
    });
  await writeFile(source, "console.log(1);");
  const first = (await build()).url("page.js");
  const built = lines.length;
  expect((await build()).url("page.js")).toBe(first);
  expect(lines).toHaveLength(built);
  await writeFile(source, "console.log(2);");
  const second = (await build()).url("page.js");
  expect(second).not.toBe(first);
  expect(await readdir(outDir)).not.toContain(first.slice("/assets/".length));
});

test("a part that is imported later is fetched first, with the pieces that it alone needs", async () => {
  const write = (name: string, text: string) => writeFile(join(folder, name), text);
  await write("shared.ts", "export const shared = { at: Date.now() };");
  await write("only.ts", "export const only = { at: performance.now() };");
  await write(
    "late.ts",
    'import { only } from "./only.ts"; import { shared } from "./shared.ts"; console.log(only, shared);',
  );
  await write("other.ts", 'import { only } from "./only.ts"; console.log(only);');
  await write(
    "early.ts",
    'import { shared } from "./shared.ts"; console.log(shared); import("./late.ts"); import("./other.ts");',
  );
  const outDir = join(folder, "later");
  const sets = [[{ name: "early.js" as const, source: join(folder, "early.ts") }]];
  const assets = await buildAssets({ outDir, minify: true, log: () => {}, sets });
  const text = await readFile(join(outDir, assets.url("early.js").slice("/assets/".length)), "utf8");
  const calls = [...text.matchAll(/fetchPart\((\[[^\]]*\]),\(\)=>import\("([^"]+)"\)\)/g)];
  expect(calls).toHaveLength(2);
  for (const [, list = "", imported] of calls) {
    const addresses: string[] = JSON.parse(list);
    expect(addresses, "itself and what both late ones share, not what is here already").toHaveLength(2);
    expect(addresses).toContain(imported);
    for (const address of addresses) expect(assets.files.has(address.slice("/assets/".length))).toBe(true);
    for (const piece of assets.pieces("early.js")) expect(addresses).not.toContain(piece);
  }
  expect(assets.pieces("early.js")).toHaveLength(1);
});

test("a built file that someone removed is built again", async () => {
  const source = join(folder, "removed.ts");
  const outDir = join(folder, "removed");
  await writeFile(source, "console.log(1);");
  const build = () =>
    buildAssets({ outDir, minify: false, log: () => {}, sets: [[{ name: "removed.js", source }]] });
  const name = (await build()).url("removed.js").slice("/assets/".length);
  await rm(join(outDir, name));
  await build();
  expect(await readdir(outDir)).toContain(name);
});

/** Of this process, as Linux tells them. */
async function listBuilders(): Promise<string[]> {
  const found = await Promise.all(
    (await readdir("/proc"))
      .filter((name) => /^\d+$/.test(name))
      .map(async (pid) => {
        const [stat, command] = await Promise.all([
          readFile(`/proc/${pid}/stat`, "utf8").catch(() => ""), // it may have ended meanwhile
          readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => ""),
        ]);
        const parent = Number(stat.slice(stat.lastIndexOf(")")).split(" ")[2]);
        return parent === process.pid && command.includes("esbuild") ? pid : undefined;
      }),
  );
  return found.filter((pid) => pid !== undefined);
}

test.runIf(process.platform === "linux")(
  "the builder goes when the last of two builds is done, and not before",
  async () => {
    const [short, long] = [join(folder, "short.ts"), join(folder, "long.ts")];
    await writeFile(short, "console.log(1);");
    await writeFile(long, `console.log(${JSON.stringify("long ".repeat(200_000))});`);
    const build = (name: string, source: string) =>
      buildAssets({
        outDir: join(folder, name),
        minify: false,
        log: () => {},
        sets: [[{ name: `${name}.js`, source }]],
      });
    await Promise.all([
      build("short", short).then(async () => build("short-again", short)),
      build("long", long),
    ]);
    await expect.poll(listBuilders).toEqual([]);
  },
);

test("a source that cannot be built stops the start and says where", async () => {
  const source = join(folder, "broken.ts");
  await writeFile(source, "const = 1;");
  const build = buildAssets({
    outDir: join(folder, "broken"),
    minify: false,
    log: () => {},
    sets: [[{ name: "broken.js", source }]],
  });
  await expect(build).rejects.toThrow(/broken\.ts:1:6/);
});

test("an entry that is not listed is asked for in vain", async () => {
  const assets = await buildAssets({ outDir: join(folder, "none"), minify: false, log: () => {}, sets: [] });
  expect(() => assets.url("nothing.js")).toThrow(
    "No entry is called nothing.js; list it in src/web/entries.ts.",
  );
});

test("every entry of the house builds, and each is served compressed, for a year, under strict headers", async () => {
  const assets = await buildAssets({ outDir: join(folder, "house"), minify: true, log: () => {} });
  const app = await createApp({ origins: ["http://127.0.0.1"], version: "0", log: () => {} });
  serveAssets(app, assets);
  for (const { name } of ENTRY_SETS.flat()) {
    const plain = await readFile(join(assets.dir, assets.url(name).slice("/assets/".length)));
    for (const [coding, decode] of [
      ["br", brotliDecompressSync],
      ["gzip", gunzipSync],
    ] as const) {
      const answer = await app.inject({
        url: assets.url(name),
        headers: { host: "127.0.0.1", "accept-encoding": coding },
      });
      expect(answer.statusCode).toBe(200);
      expect(answer.headers).toMatchObject({
        "content-encoding": coding,
        "cache-control": "public, max-age=31536000, immutable",
        vary: "Accept-Encoding",
        "x-content-type-options": "nosniff",
        "content-type": name.endsWith(".js") ? "text/javascript; charset=utf-8" : "text/css; charset=utf-8",
      });
      expect(decode(answer.rawPayload).equals(plain)).toBe(true);
    }
  }
  await app.close();
});

test("only what the build wrote is served: no manifest, no path out of the folder", async () => {
  const assets = await buildAssets({ outDir: join(folder, "house"), minify: true, log: () => {} });
  const app = await createApp({ origins: ["http://127.0.0.1"], version: "0", log: () => {} });
  serveAssets(app, assets);
  for (const path of ["manifest.json", "..%2fpackage.json", "%2e%2e/%2e%2e/package.json", "", "desk.js"]) {
    const answer = await app.inject({ url: `/assets/${path}`, headers: { host: "127.0.0.1" } });
    expect(answer.statusCode, path).toBe(404);
  }
  await app.close();
});

test("an encoding that the browser refuses or does not name is not sent", () => {
  const file = { type: "text/css", encodings: ["br", "gzip"] } as const;
  expect(chooseEncoding(file, "gzip, deflate, br")).toBe("br");
  expect(chooseEncoding(file, "br;q=0, gzip;q=0.5")).toBe("gzip");
  expect(chooseEncoding(file, "identity")).toBeUndefined();
  expect(chooseEncoding(file, undefined)).toBeUndefined();
});
