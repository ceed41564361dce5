import { spawn, spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Demonstration, startDemonstration } from "../e2e/support/demonstration.ts";

/**
 * Other people's scanners against a demonstration on this machine: schemathesis (our OpenAPI document, as nobody, a
 * caseworker and a supervisor) and wapiti (pages and API, as nobody and signed in). They are found on the PATH:
 * `pip install schemathesis==3.39.16 hypothesis==6.119.4 wapiti3==3.2.3`. `npm run bench -- scan [SECONDS EACH]`
 */
const SECONDS = Number(process.argv[2] ?? 240);
const say = (line: string) => process.stderr.write(`${line}\n`);

/** Ends what the scan itself needs: sessions, members, its own password. */
const SPARED = "sign-out|/api/sessions|/suspension|/api/me/password|/api/events";
/** Those that ask no server of others: `ssrf`, `xxe` and `log4shell` would call one to hear whether we call it. */
const MODULES =
  "backup,cookieflags,crlf,csp,csrf,exec,file,htaccess,http_headers,methods,permanentxss,redirect,shellshock,sql,timesql,upload,xss";

interface Actor {
  readonly name: string;
  readonly headers: readonly string[];
}

/** The version that a scanner says it has; undefined where it is not installed. */
function versionOf(command: string): string | undefined {
  const { status, stdout } = spawnSync(command, ["--version"], { encoding: "utf8" });
  return status === 0 ? (/\d+\.\d+\.\d+/.exec(stdout)?.[0] ?? "unknown") : undefined;
}

/** Runs it and answers what it said; it is stopped when its time is long over. */
async function run(command: string, parts: readonly string[]): Promise<string> {
  const child = spawn("nice", ["-n", "15", command, ...parts], {
    stdio: ["ignore", "pipe", "pipe"],
    timeout: (SECONDS + 120) * 1000,
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (part: string) => {
      said += part;
    });
  await new Promise((resolve) => child.once("close", resolve));
  return said;
}

/** A session of a member with this role, made as the owner: scanners do not know how to derive a password's keys. */
async function sessionOf(demonstration: Demonstration, role: string): Promise<Actor> {
  const secret = randomBytes(32);
  const owner = await demonstration.owner();
  const { rowCount } = await owner.query(
    `insert into identity.session (member_id, secret_hash, stage, created_at, expires_at)
     select member_id, $1, 'full', now(), now() + interval '3 hours' from identity.member_role where role = $2 limit 1`,
    [createHash("sha256").update(secret).digest(), role],
  );
  await owner.end();
  if (rowCount !== 1) throw new Error(`the demonstration has no ${role}`);
  return {
    name: role,
    headers: [
      `Cookie: leeward_session=${secret.toString("base64url")}`,
      `Leeward-Purpose: ${role === "supervisor" ? "oversight" : "support"}`,
    ],
  };
}

async function schemathesis(origin: string, actor: Actor): Promise<Record<string, unknown>> {
  const said = await run("schemathesis", [
    "run",
    `${origin}/api/openapi.json`,
    "--experimental=openapi-3.1",
    "--checks=not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance",
    `--exclude-path-regex=${SPARED}`,
    "--request-timeout=20000",
    "--hypothesis-deadline=30000",
    `--hypothesis-max-examples=${Math.max(5, Math.round(SECONDS / 8))}`,
    "--hypothesis-derandomize",
    ...actor.headers.map((header) => `--header=${header}`),
  ]);
  const counts = [...said.matchAll(/^\s+(\w+)\s+(\d+) \/ (\d+) passed\s+(\w+)/gm)].map(
    ([, check, passed, of]) => [check, `${passed} of ${of}`],
  );
  say(said.slice(-6000));
  return {
    actor: actor.name,
    ...Object.fromEntries(counts),
    summary: /^=+ (.*(?:passed|failed|errored).*) =+$/m.exec(said.slice(-300))?.[1] ?? "none",
    failures: (said.match(/^_{3,} .+ _{3,}$/gm) ?? []).length,
  };
}

async function wapiti(origin: string, actor: Actor, folder: string): Promise<Record<string, unknown>> {
  const own = join(folder, actor.name);
  const report = join(own, "report.json");
  await mkdir(own);
  const said = await run("wapiti", [
    ...["--url", `${origin}/`, "--swagger", `${origin}/api/openapi.json`, "--scope", "folder"],
    ...["--module", MODULES, "--level", "1", "--no-bugreport", "--flush-session"],
    ...["--store-session", own, "--store-config", own, "--tasks", "4"],
    ...["--max-scan-time", String(SECONDS / 2), "--max-attack-time", String(Math.round(SECONDS / 10))],
    ...["--exclude", `${origin}/api/sign-out`, "--exclude", `${origin}/api/events`],
    ...["--format", "json", "--output", report],
    ...actor.headers.flatMap((header) => ["--header", header]),
  ]);
  say(said.slice(-3000));
  if (!existsSync(report))
    return { actor: actor.name, failed: "it ended without a report; its talk is above" };
  const { vulnerabilities, anomalies, infos } = JSON.parse(await readFile(report, "utf8"));
  const found = Object.entries({ ...vulnerabilities, ...anomalies } as Record<string, unknown[]>)
    .filter(([, list]) => list.length > 0)
    .map(([name, list]) => [name, list.length]);
  for (const [name, list] of Object.entries({ ...vulnerabilities, ...anomalies } as Record<string, object[]>))
    for (const one of list.slice(0, 5)) say(`${name}: ${JSON.stringify(one).slice(0, 400)}`);
  return {
    actor: actor.name,
    requests: infos?.crawled_pages_nbr ?? "unknown",
    found: Object.fromEntries(found),
  };
}

const versions = { schemathesis: versionOf("schemathesis"), wapiti: versionOf("wapiti") };
if (!versions.schemathesis && !versions.wapiti) {
  say(
    "Skipped: neither schemathesis nor wapiti is on the PATH (pip install schemathesis==3.39.16 hypothesis==6.119.4 wapiti3==3.2.3).",
  );
  process.stdout.write(`${JSON.stringify({ skipped: "no scanner is installed" })}\n`);
  process.exit(0);
}
const folder = await mkdtemp(join(tmpdir(), "leeward-scan-"));
const demonstration = await startDemonstration();
try {
  const nobody: Actor = { name: "nobody", headers: [] };
  const [worker, boss] = [
    await sessionOf(demonstration, "caseworker"),
    await sessionOf(demonstration, "supervisor"),
  ];
  const found: Record<string, unknown>[] = [];
  if (versions.schemathesis) {
    for (const actor of [nobody, worker, boss])
      found.push({ scanner: "schemathesis", ...(await schemathesis(demonstration.origin, actor)) });
  } else say("Skipped: schemathesis is not on the PATH.");
  if (versions.wapiti) {
    for (const actor of [nobody, worker])
      found.push({ scanner: "wapiti", ...(await wapiti(demonstration.origin, actor, folder)) });
  } else say("Skipped: wapiti is not on the PATH.");
  const failures = demonstration.output().match(/^.*\b5\d\d [A-Z]+ \/.*$/gm) ?? [];
  for (const line of failures.slice(0, 20)) say(line);
  process.stdout.write(
    `${JSON.stringify({ versions, secondsEach: SECONDS, found, failuresOnOurSide: failures.length })}\n`,
  );
} finally {
  await demonstration.stop();
  await demonstration.remove();
  await rm(folder, { recursive: true, force: true });
}
