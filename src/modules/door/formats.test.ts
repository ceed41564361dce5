import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build, type OutputFile } from "esbuild";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser } from "../../../e2e/support/browser.ts";
import { argon2id } from "../../core/identity/words/argon2-node.ts";
import { wordLanguages } from "../../core/identity/words/lists.ts";
import { formatVectors } from "./format-vectors.ts";

const stored = Object.fromEntries(
  readFileSync(join(import.meta.dirname, "formats.txt"), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.split(/ = (.*)/s).slice(0, 2)),
) as Record<string, string>;

test("every format is as it was when the first mailbox was opened", async () => {
  expect(await formatVectors(argon2id)).toEqual(stored);
});

/** A script as a page gets it: split, so that what is not needed is not loaded. */
async function bundle(contents: string): Promise<OutputFile[]> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: import.meta.dirname, loader: "ts", sourcefile: "page.ts" },
    bundle: true,
    minify: true,
    splitting: true,
    format: "esm",
    target: "es2022",
    platform: "browser",
    outdir: "/",
    write: false,
  });
  return outputFiles;
}

describe("in a real browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
  });

  /** Runs the vectors in a page with the door's policy and returns them with the scripts that were loaded. */
  async function vectorsInPage(before = ""): Promise<{ vectors: Record<string, string>; loaded: string[] }> {
    const files = await bundle(`
      import { argon2id } from "../../core/identity/words/argon2-browser.ts";
      import { chooseCurves } from "../../core/keys/curves.ts";
      import { wordLanguages } from "../../core/identity/words/lists.ts";
import { formatVectors } from "./format-vectors.ts";
      formatVectors(argon2id).then(
        async (vectors) => { document.title = (await chooseCurves()).by; globalThis.done(JSON.stringify(vectors)); },
        (error) => globalThis.done(JSON.stringify({ error: String(error.stack) })),
      );`);
    const page = await browser.newPage();
    const loaded: string[] = [];
    const csp = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'";
    await page.route("**/*", async (route) => {
      const path = new URL(route.request().url()).pathname;
      const script = files.find((file) => file.path === path);
      if (script !== undefined) loaded.push(script.text);
      await route.fulfill(
        script === undefined
          ? {
              contentType: "text/html",
              headers: { "content-security-policy": csp },
              body: "<script type=module src=/stdin.js></script>",
            }
          : { contentType: "text/javascript", body: script.text },
      );
    });
    if (before !== "") await page.addInitScript(before);
    const done = new Promise<string>((resolve) => page.exposeFunction("done", resolve));
    await page.goto("https://door.test/");
    const vectors = JSON.parse(await done) as Record<string, string>;
    loaded.push(await page.title());
    await page.close();
    return { vectors, loaded };
  }

  test("WebCrypto gives the same bytes as Node, under the page's strict policy", async () => {
    const { vectors, loaded } = await vectorsInPage();
    expect(vectors).toEqual(stored);
    expect(loaded.at(-1)).toBe("webcrypto");
  }, 60_000);

  test("a browser without X25519 and Ed25519 in WebCrypto gives the same bytes by noble", async () => {
    // As Chromium answered before 133 and 137: the names are unknown.
    const { vectors, loaded } = await vectorsInPage(`
      const known = crypto.subtle.importKey;
      SubtleCrypto.prototype.importKey = function (format, key, algorithm, ...rest) {
        const name = algorithm.name ?? algorithm;
        if (name === "X25519" || name === "Ed25519") {
          return Promise.reject(new DOMException("Algorithm: Unrecognized name", "NotSupportedError"));
        }
        return known.call(this, format, key, algorithm, ...rest);
      };`);
    expect(vectors).toEqual(stored);
    expect(loaded.at(-1)).toBe("noble");
  }, 60_000);
});

test("what the door needs to write, with one list of words, is under 60 kB compressed; Argon2id and noble load apart", async () => {
  const files = await bundle(`
    export { argon2id } from "../../core/identity/words/argon2-browser.ts";
    export { deriveMailboxKeys } from "../../core/identity/words/mailbox.ts";
    export { newSecret } from "../../core/identity/words/secret.ts";
    export { secretToWords } from "../../core/identity/words/words.ts";
    export { secretToDigits } from "../../core/identity/words/digits.ts";
    export { readSecret } from "../../core/identity/words/read.ts";
    export { signChallenge, signStatement } from "../../core/identity/words/statements.ts";
    export { readLetter, writeLetter } from "./letter.ts";
    export { verifyRecipients } from "./recipients.ts";`);
  const sizes = files.map(({ path, contents }) => ({ path, bytes: gzipSync(contents, { level: 9 }).length }));
  const all = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  const otherLists = sizes.filter(({ path }) => /^\/(arabic|french|spanish|russian|ukrainian)-/.test(path));
  expect(otherLists.length, "each list is a file of its own").toBe(wordLanguages.length - 1);
  const unneeded = otherLists.reduce((sum, { bytes }) => sum + bytes, 0);
  expect(all - unneeded).toBeLessThan(60_000);
  const first = sizes.find(({ path }) => path === "/stdin.js")?.bytes ?? 0;
  expect(first).toBeLessThan(40_000);
});
