import { execFile, spawnSync } from "node:child_process";
import { existsSync, lstatSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from "playwright-core";

/** Where other systems keep a Chromium; Linux on x64 uses the pinned one, so that all see the same pages. */
const SYSTEM_BROWSERS = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/google-chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

interface Executable {
  readonly path: string;
  /** What this Chromium needs beside our environment: its own libraries and letters where the system has none. */
  readonly environment: Readonly<Record<string, string>>;
}

/** How this browser reaches the world, and what it takes for safe, beside what all of them do. */
export interface Reach {
  readonly proxy: { readonly server: string };
  readonly args: readonly string[];
}

/**
 * A headless Chromium with its protections on: the pinned package's own flags switch web security, site isolation and
 * the content security policy's ground off, so none of them is used. `LEEWARD_CHROMIUM` names another one.
 *
 * @throws Error that says what to install when none is found or it does not start
 */
export async function launchBrowser({ proxy, args }: Partial<Reach> = {}): Promise<Browser> {
  const options = await launchOptions();
  return chromium.launch({ ...options, args: [...options.args, ...(args ?? [])], ...(proxy && { proxy }) });
}

/**
 * The same Chromium on a profile that stays on disk, as a person's own browser has one.
 *
 * @param folder of the profile; made when missing
 * @param temporary where it puts its temporary files
 */
export async function openProfile(
  folder: string,
  temporary: string,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const { env, ...launch } = await launchOptions();
  return chromium.launchPersistentContext(folder, {
    ...options,
    ...launch,
    env: { ...env, TMPDIR: temporary },
  });
}

async function launchOptions() {
  const { path, environment } = await findExecutable();
  return {
    executablePath: path,
    headless: true,
    // The sandbox of Chromium refuses root and many containers; what is opened here is our own pages only.
    chromiumSandbox: false,
    args: ["--font-render-hinting=none", "--disable-dev-shm-usage"],
    env: { ...process.env, ...environment },
  };
}

async function findExecutable(): Promise<Executable> {
  const wanted = process.env.LEEWARD_CHROMIUM;
  if (wanted) return { path: wanted, environment: {} };
  if (process.platform === "linux" && process.arch === "x64") return pinnedChromium();
  const path = SYSTEM_BROWSERS.find((candidate) => existsSync(candidate));
  if (path) return { path, environment: {} };
  throw new Error("No Chromium was found. Install Chromium or Chrome, or set LEEWARD_CHROMIUM to one.");
}

async function pinnedChromium(): Promise<Executable> {
  const folder = await unpackOnce();
  const path = join(folder, "chromium");
  const fonts = existsSync("/etc/fonts/fonts.conf") ? {} : { FONTCONFIG_PATH: join(folder, "fonts") };
  if (starts(path, fonts)) return { path, environment: fonts };
  const libraries = { ...fonts, LD_LIBRARY_PATH: join(folder, "al2023", "lib") };
  if (starts(path, libraries)) return { path, environment: libraries };
  throw new Error(
    "The Chromium from npm does not start on this system. Install Chromium and set LEEWARD_CHROMIUM to it.",
  );
}

const starts = (path: string, environment: Readonly<Record<string, string>>): boolean =>
  spawnSync(path, ["--version"], { env: { ...process.env, ...environment }, stdio: "ignore" }).status === 0;

/**
 * Unpacks into the temporary folder, once for all processes of a run (2 s, 250 MB). Others who come meanwhile unpack
 * too and give theirs up; nobody ever sees a half unpacked browser.
 */
async function unpackOnce(): Promise<string> {
  const manifest = join(import.meta.dirname, "../../node_modules/@sparticuz/chromium/package.json");
  const { version }: { version: string } = JSON.parse(readFileSync(manifest, "utf8"));
  const folder = join(tmpdir(), `leeward-chromium-${version}-${process.getuid?.()}`);
  if (isOurs(folder)) return folder;
  const fresh = mkdtempSync(`${folder}-`);
  await promisify(execFile)(process.execPath, [join(import.meta.dirname, "unpack-chromium.ts")], {
    env: { ...process.env, TMPDIR: fresh },
  });
  try {
    renameSync(fresh, folder);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!isOurs(folder)) throw error;
  }
  return folder;
}

/** In a shared temporary folder, somebody else may have put a program under this name. */
function isOurs(folder: string): boolean {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  return found?.isDirectory() === true && found.uid === process.getuid?.() && (found.mode & 0o077) === 0;
}
