import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findCommand } from "./leeward.ts";

const ROOT = join(import.meta.dirname, "../..");
const FOLDER = join(ROOT, "deploy/systemd");
const units = readdirSync(FOLDER);
const textOf = (name: string): string => readFileSync(join(FOLDER, name), "utf8");
const hasSystemd = spawnSync("systemd-analyze", ["--version"]).status === 0;
/** As `systemd-analyze security` counts, of 10; beyond 2 something of ours was taken out. */
const EXPOSURE_TENTHS_MAX = 25;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "leeward-units-"));
  // The units name the installed command; here it is the checkout's, and the accounts are not there.
  for (const name of units) {
    const text = textOf(name)
      .replaceAll("/opt/leeward/bin/leeward.mjs", "/bin/true")
      .replaceAll(/^(User|Group)=.*\n/gm, "");
    writeFileSync(join(folder, name), text.replaceAll("WorkingDirectory=/opt/leeward", "WorkingDirectory=/"));
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("a command typed in a folder where someone else writes", () => {
  it("runs nothing that lies there", () => {
    const planted = join(folder, "planted");
    mkdirSync(planted);
    // Where the queue's library, and the reader of configurations that it uses, look.
    for (const name of ["graphile-worker.config.cjs", ".graphile-workerrc.cjs", ".config.cjs"])
      writeFileSync(join(planted, name), "require('node:fs').writeFileSync(__dirname + '/ran', 'x')");
    const said = spawnSync(process.execPath, [join(ROOT, "bin/leeward.mjs"), "--help"], {
      cwd: planted,
      encoding: "utf8",
    });
    expect(said.status, said.stderr).toBe(0);
    expect(existsSync(join(planted, "ran"))).toBe(false);
  });
});

it("the installed command keeps one arena of memory for all threads, unless the operator says how many", () => {
  // Says so in the Node that runs the command, in place of the command.
  const hook =
    "if(/leeward.ts$/.test(process.argv[1])){console.log(process.env.MALLOC_ARENA_MAX);process.exit()}";
  const arenas = (given: Record<string, string>) => {
    const options = `--import "data:text/javascript,${encodeURIComponent(hook)}"`;
    const { stdout } = spawnSync(process.execPath, [join(ROOT, "bin/leeward.mjs"), "--help"], {
      env: { ...process.env, MALLOC_ARENA_MAX: undefined, NODE_OPTIONS: options, ...given },
      encoding: "utf8",
    });
    return stdout.trim();
  };
  expect(arenas({})).toBe("1");
  expect(arenas({ MALLOC_ARENA_MAX: "4" })).toBe("4");
});

describe("the units of systemd", () => {
  it("start commands that exist, with options that these take, under an account of their own", async () => {
    const services = units.filter((name) => name.endsWith(".service"));
    expect(services).toHaveLength(6);
    for (const name of services) {
      const lines = [...textOf(name).matchAll(/^ExecStart=\/opt\/leeward\/bin\/leeward\.mjs (.*)$/gm)];
      expect(lines.length, name).toBeGreaterThan(0);
      for (const [, line = ""] of lines) {
        const found = await findCommand(line.split(" "));
        expect(found?.command.name, line).toBeDefined();
        for (const option of found?.rest.filter((word) => word.startsWith("--")) ?? []) {
          expect(Object.keys(found?.command.options ?? {}), line).toContain(option.slice(2));
        }
      }
      expect(textOf(name), name).toMatch(/^User=leeward/m);
      expect(textOf(name), `${name} holds no secret`).not.toMatch(/PASSWORD|postgresql:\/\/|SECRET/);
    }
  });

  it("are right in the eyes of systemd", ({ skip }) => {
    skip(!hasSystemd, "needs systemd-analyze");
    const seen = spawnSync("systemd-analyze", ["verify", ...units.map((name) => join(folder, name))], {
      encoding: "utf8",
    });
    const own = seen.stderr.split("\n").filter((line) => line.includes(folder) || line.includes("leeward"));
    expect(own).toEqual([]);
  });

  it("are closed in, as systemd counts", ({ skip }) => {
    skip(!hasSystemd, "needs systemd-analyze");
    for (const name of units.filter((one) => one.endsWith(".service"))) {
      const file = join(folder, `closed-${name}`);
      writeFileSync(file, textOf(name).replaceAll("/opt/leeward/bin/leeward.mjs", "/bin/true"));
      const seen = spawnSync(
        "systemd-analyze",
        ["security", "--offline=true", `--threshold=${EXPOSURE_TENTHS_MAX}`, "--no-pager", file],
        { encoding: "utf8" },
      );
      expect(seen.status, `${name}: ${seen.stdout.split("\n").slice(-3).join(" ")}${seen.stderr}`).toBe(0);
    }
  });
});

describe("the container file", () => {
  const text = readFileSync(join(ROOT, "deploy/Containerfile"), "utf8");
  it("runs as nobody's account but its own, copies no test, no secret and no data, and starts a command that exists", async () => {
    expect(text).toMatch(/^USER 10001:10001$/m);
    expect(text.lastIndexOf("\nRUN ")).toBeLessThan(text.indexOf("\nUSER "));
    const copied = [...text.matchAll(/^COPY (?!--from)(.*) \S+$/gm)].flatMap(([, what = ""]) =>
      what.split(" "),
    );
    expect([...new Set(copied)].sort()).toEqual([
      ".npmrc",
      "LICENSE",
      "bin",
      "package-lock.json",
      "package.json",
      "packages",
      "packs",
      "src",
    ]);
    const ignored = readFileSync(join(ROOT, "deploy/Containerfile.containerignore"), "utf8");
    expect(ignored.split("\n")[0]).toBe("**");
    expect(ignored).toContain("**/*.test.ts");
    const [, command] = /^CMD \["(.*)"\]$/m.exec(text) ?? [];
    expect((await findCommand([command ?? ""]))?.command.name).toBe("serve");
  });
});
