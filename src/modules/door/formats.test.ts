import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build, type OutputFile } from "esbuild";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser } from "../../../e2e/support/browser.ts";
import { argon2id } from "../../core/identity/words/argon2-node.ts";
import { wordLanguages } from "../../core/identity/words/lists.ts";
import { hasAgeVectors, openAge, readAgeVectors } from "../../core/keys/age-vectors.ts";
import { hasWycheproof, readWycheproof } from "../../core/keys/wycheproof.ts";
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

/** As Chromium answered before 133 and 137: the names of the curves are unknown. */
const WITHOUT_CURVES = `
      const known = crypto.subtle.importKey;
      SubtleCrypto.prototype.importKey = function (format, key, algorithm, ...rest) {
        const name = algorithm.name ?? algorithm;
        if (name === "X25519" || name === "Ed25519") {
          return Promise.reject(new DOMException("Algorithm: Unrecognized name", "NotSupportedError"));
        }
        return known.call(this, format, key, algorithm, ...rest);
      };`;

describe("in a real browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
  });

  /** A page with the door's policy that runs this script, and the scripts that it loaded. */
  async function openPage(contents: string, before = ""): Promise<{ page: Page; loaded: string[] }> {
    const files = await bundle(contents);
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
    return { page, loaded };
  }

  /** Runs the vectors in a page with the door's policy and returns them with the scripts that were loaded. */
  async function vectorsInPage(before = ""): Promise<{ vectors: Record<string, string>; loaded: string[] }> {
    const { page, loaded } = await openPage(
      `
      import { argon2id } from "../../core/identity/words/argon2-browser.ts";
      import { chooseCurves } from "../../core/keys/curves.ts";
      import { wordLanguages } from "../../core/identity/words/lists.ts";
import { formatVectors } from "./format-vectors.ts";
      formatVectors(argon2id).then(
        async (vectors) => { document.title = (await chooseCurves()).by; globalThis.done(JSON.stringify(vectors)); },
        (error) => globalThis.done(JSON.stringify({ error: String(error.stack) })),
      );`,
      before,
    );
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
    const { vectors, loaded } = await vectorsInPage(WITHOUT_CURVES);
    expect(vectors).toEqual(stored);
    expect(loaded.at(-1)).toBe("noble");
  }, 60_000);

  // The functions that lock and open letters, held to vectors that others made for those who get them wrong.
  test.skipIf(!hasWycheproof || !hasAgeVectors).each(["webcrypto", "noble"])(
    "every vector of Wycheproof for X25519, Ed25519 and HKDF, and of age for X25519 keys, comes out right by %s (skipped without ../shared)",
    async (by) => {
      const { page } = await openPage(
        `
        import { chooseCurves } from "../../core/keys/curves.ts";
        import { hkdfSha256 } from "../../core/keys/derive.ts";
        const bytes = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (two) => parseInt(two, 16));
        const hex = (all) => Array.from(all, (one) => one.toString(16).padStart(2, "0")).join("");
        const ofX25519 = (curves) => async ({ private: own, public: other, shared, flags }) => {
          const agreed = await curves.agree(bytes(own), bytes(other)).then(hex, ({ code }) => code);
          return agreed === (flags.includes("ZeroSharedSecret") ? "low-order-key" : shared);
        };
        const ofEd25519 = (curves) => async ({ pk, msg, sig, result }) =>
          (await curves.verify(bytes(pk), bytes(msg), bytes(sig))) === (result === "valid");
        const ofHkdf = () => async ({ ikm, salt, info, size, okm, result }) => {
          try {
            return hex(hkdfSha256(bytes(ikm), bytes(salt), bytes(info), size)) === okm && result === "valid";
          } catch {
            return result === "invalid";
          }
        };
        globalThis.run = async (vectors) => {
          const curves = await chooseCurves();
          const wrong = [];
          for (const [kind, judgeBy] of [["x25519", ofX25519], ["ed25519", ofEd25519], ["hkdf", ofHkdf]]) {
            const isRight = judgeBy(curves);
            for (const vector of vectors[kind]) if (!(await isRight(vector))) wrong.push(kind + " " + vector.tcId);
          }
          return { by: curves.by, wrong };
        };
        globalThis.agree = async (own, other) => hex(await (await chooseCurves()).agree(bytes(own), bytes(other)));
        globalThis.hkdf = (...all) => hex(hkdfSha256(...all.slice(0, 3).map(bytes), all[3]));`,
        by === "noble" ? WITHOUT_CURVES : "",
      );
      page.on("pageerror", (error) => expect.fail(error.message));
      await page.goto("https://door.test/");
      await expect.poll(() => page.evaluate(() => "run" in globalThis)).toBe(true);
      const all = (file: string) =>
        readWycheproof<object>(file).flatMap(({ publicKey, tests }) =>
          tests.map((one) => ({ ...one, ...publicKey })),
        );
      const vectors = {
        x25519: all("x25519_test.json.gz"),
        ed25519: all("ed25519_test.json.gz"),
        hkdf: all("hkdf_sha256_test.json.gz"),
      };
      expect([vectors.x25519.length, vectors.hkdf.length]).toEqual([518, 86]);
      expect(vectors.ed25519.length).toBeGreaterThan(100);
      const run = (given: typeof vectors) =>
        page.evaluate(
          (them) => (globalThis as unknown as { run: (them: unknown) => Promise<unknown> }).run(them),
          given,
        );
      expect(await run(vectors)).toEqual({ by, wrong: [] });
      const [first] = vectors.x25519;
      const spoilt = { x25519: [{ ...first, shared: "00".repeat(32) }], ed25519: [], hkdf: [] };
      expect(await run(spoilt), "a wrong one is told").toMatchObject({
        wrong: [expect.stringMatching(/^x25519 /)],
      });
      // age's files, opened by this page's agreement and derivation.
      const inPage =
        (name: "agree" | "hkdf") =>
        async (...given: readonly (Uint8Array | number)[]): Promise<Uint8Array> =>
          Buffer.from(
            await page.evaluate(
              ([does, them]) =>
                (globalThis as unknown as Record<string, (...all: unknown[]) => string>)[does]?.(...them) ??
                "",
              [
                name,
                given.map((one) => (typeof one === "number" ? one : Buffer.from(one).toString("hex"))),
              ] as const,
            ),
            "hex",
          );
      for (const vector of readAgeVectors()) {
        const { result, payload } = await openAge(vector, { agree: inPage("agree"), hkdf: inPage("hkdf") });
        expect([vector.name, result, payload]).toEqual([vector.name, vector.expect, vector.payload]);
      }
      await page.close();
    },
    60_000,
  );
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
  const otherLists = sizes.filter(({ path }) =>
    /^\/(arabic|french|spanish|russian|ukrainian|romanian|albanian|chinese|filipino|vietnamese|bengali)-/.test(
      path,
    ),
  );
  expect(otherLists.length, "each list is a file of its own").toBe(wordLanguages.length - 1);
  const unneeded = otherLists.reduce((sum, { bytes }) => sum + bytes, 0);
  // How characters sound is asked only where words opened nothing.
  const sounds = sizes.find(({ path }) => path.startsWith("/sounds-"))?.bytes ?? 0;
  expect(sounds, "sounds are a file of their own").toBeGreaterThan(0);
  expect(all - unneeded - sounds).toBeLessThan(60_000);
  const first = sizes.find(({ path }) => path === "/stdin.js")?.bytes ?? 0;
  expect(first).toBeLessThan(40_000);
});
