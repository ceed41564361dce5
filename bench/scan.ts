import { spawn, spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Demonstration, startDemonstration, temporaryFolder } from "../e2e/support/demonstration.ts";

/**
 * Other people's scanners against a demonstration on this machine: schemathesis (our OpenAPI document, as nobody, members
 * and a person with words) and wapiti (the pages, as nobody and signed in). They are found on the PATH; each wants a Python
 * environment of its own: `pip install schemathesis==4.32.5`, `pip install wapiti3==3.2.3`.
 * `npm run bench -- scan [SECONDS EACH]`: seven runs, 100 s each unless you say otherwise.
 */
const SECONDS = Number(process.argv[2] ?? 100);
const say = (line: string) => process.stderr.write(`${line}\n`);

/** What ends the session that the scan itself needs, and a stream that never ends; nobody's run has all but the stream. */
const SPARED = "^/api/(sign-out|sessions|words/session|events)";
const CHECKS =
  "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance";
/** Those that ask no server of others: `ssrf`, `xxe` and `log4shell` would call one to hear whether we call it. */
const MODULES =
  "backup,cookieflags,crlf,csp,csrf,exec,file,htaccess,http_headers,methods,permanentxss,redirect,shellshock,sql,timesql,upload,xss";

interface Actor {
  readonly name: string;
  readonly headers: readonly string[];
  /** Numbers that this actor may name in an address, so that what lies behind the first look is reached too. */
  readonly known?: Readonly<Record<string, string>>;
}

/** The version that a scanner says it has; undefined where it is not installed. */
function versionOf(command: string): string | undefined {
  const { status, stdout } = spawnSync(command, ["--version"], { encoding: "utf8" });
  return status === 0 ? (/\d+\.\d+\.\d+/.exec(stdout)?.[0] ?? "unknown") : undefined;
}

/** Runs it and answers what it said; it is stopped when its time is long over. */
async function run(command: string, parts: readonly string[], cwd: string): Promise<string> {
  const child = spawn("nice", ["-n", "15", command, ...parts], {
    cwd,
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

/** A session with a fresh proof, made as the owner: scanners do not know how to derive a password's keys. */
async function sessionOf(demonstration: Demonstration, role: string): Promise<Actor> {
  const secret = randomBytes(32);
  const owner = await demonstration.owner();
  const { rows } = await owner.query(
    `with who as (select m.id, m.agency_id from identity.member m join identity.member_role r on r.member_id = m.id
         where r.role = $2 and (select count(*) from care.case_file c where c.holder_agency_id = m.agency_id) > 0
            or r.role = $2 and $2 = 'intake-worker' order by m.id limit 1),
       made as (insert into identity.session (member_id, secret_hash, stage, created_at, expires_at, proved_at)
         select id, $1, 'full', now(), now() + interval '3 hours', now() from who returning 1)
     select (select c.id from care.case_file c where c.holder_agency_id = who.agency_id order by c.id limit 1) as case_id,
       (select p.protocol_id from access.protocol_party p where p.agency_id = who.agency_id limit 1) as protocol_id,
       (select b.address from door.mailbox b where b.agency_id = who.agency_id limit 1) as address
     from who, made`,
    [createHash("sha256").update(secret).digest(), role],
  );
  await owner.end();
  if (rows.length !== 1) throw new Error(`the demonstration has no ${role}`);
  return {
    name: role,
    headers: [
      `Cookie: leeward_session=${secret.toString("base64url")}`,
      `Leeward-Purpose: ${role === "supervisor" ? "oversight" : "support"}`,
    ],
    known: {
      ...(rows[0].case_id && { "^/api/cases/\\{id\\}": rows[0].case_id }),
      ...(rows[0].protocol_id && { "^/api/protocols/\\{id\\}": rows[0].protocol_id }),
    },
  };
}

/** A visit of someone who has a file that others may read; the words behind it are nobody's. */
async function visit(demonstration: Demonstration): Promise<Actor> {
  const secret = randomBytes(32);
  const owner = await demonstration.owner();
  const { rows } = await owner.query(
    `with whose as (select r.id, r.person_id from access.case_record r
         where exists (select from access.share s where s.case_id = r.id) order by r.id limit 1),
       words as (insert into identity.words (address, reading_key, signing_key, person_id)
         select $2, $3, $4, person_id from whose returning address),
       visit as (insert into identity.words_session (address, secret_hash, expires_at)
         select address, $1, now() + interval '1 hour' from words)
     select id from whose`,
    [createHash("sha256").update(secret).digest(), randomBytes(16), randomBytes(32), randomBytes(32)],
  );
  await owner.end();
  if (rows.length !== 1) throw new Error("the demonstration has nobody whose file is shared");
  return {
    name: "person",
    headers: [`Authorization: Words ${secret.toString("base64url")}`],
    known: { "^/api/my-file/cases/\\{id\\}": rows[0].id },
  };
}

async function schemathesis(origin: string, actor: Actor, folder: string): Promise<Record<string, unknown>> {
  const own = await mkdtemp(join(folder, "schemathesis-"));
  const report = join(own, "report.json");
  const known = Object.entries(actor.known ?? {}).map(
    ([path, id]) => `[[operations]]\ninclude-path-regex = '${path}'\nparameters = { "path.id" = "${id}" }\n`,
  );
  await writeFile(join(own, "schemathesis.toml"), known.join("\n"));
  const said = await run(
    "schemathesis",
    [
      ...["run", `${origin}/api/openapi.json`, `--checks=${CHECKS}`, "--phases=coverage,fuzzing"],
      ...[`--max-time=${SECONDS}`, "--max-examples=5", "--continue-on-failure", "--no-shrink", "--no-color"],
      ...["--generation-deterministic", "--request-timeout=20", "--request-retries=1"],
      ...["--exclude-path-regex", actor.headers.length > 0 ? SPARED : "^/api/events"],
      ...["--report=json", "--report-json-path", report],
      ...actor.headers.map((header) => `--header=${header}`),
    ],
    own,
  );
  say(said.slice(-9000));
  if (!existsSync(report))
    return { actor: actor.name, failed: "it ended without a report; its talk is above" };
  const { operations, test_cases, warnings, stop_reason } = JSON.parse(await readFile(report, "utf8"));
  return {
    actor: actor.name,
    operations: `${operations.tested} of ${operations.total}`,
    cases: test_cases.generated,
    failures: test_cases.unique_failures,
    errors: test_cases.errored,
    refusedOnly: warnings.missing_auth.length,
    notFoundOnly: warnings.missing_test_data.length,
    stopped: stop_reason,
  };
}

async function wapiti(origin: string, actor: Actor, folder: string): Promise<Record<string, unknown>> {
  const own = join(folder, `wapiti-${actor.name}`);
  const report = join(own, "report.json");
  await mkdir(own);
  // One task: its own SQLite says `database is locked` with several on a busy machine.
  const said = await run(
    "wapiti",
    [
      ...[
        "--url",
        `${origin}/`,
        "--start",
        `${origin}/desk`,
        "--start",
        `${origin}/ledger`,
        "--scope",
        "folder",
      ],
      ...["--module", MODULES, "--level", "1", "--no-bugreport", "--flush-session", "--depth", "3"],
      ...["--max-links-per-page", "40", "--max-files-per-dir", "40"],
      ...["--store-session", own, "--store-config", own, "--tasks", "1"],
      ...["--max-scan-time", String(SECONDS / 3), "--max-attack-time", String(Math.ceil(SECONDS / 25))],
      ...[
        "--exclude",
        `${origin}/api/sign-out`,
        "--exclude",
        `${origin}/api/events`,
        "--exclude",
        `${origin}/assets/*`,
      ],
      ...["--format", "json", "--output", report],
      ...actor.headers.flatMap((header) => ["--header", header]),
    ],
    own,
  );
  say(said.slice(-3000));
  if (!existsSync(report))
    return { actor: actor.name, failed: "it ended without a report; its talk is above" };
  const { vulnerabilities, anomalies, infos } = JSON.parse(await readFile(report, "utf8"));
  const all = Object.entries({ ...vulnerabilities, ...anomalies } as Record<string, object[]>);
  for (const [name, list] of all)
    for (const one of list.slice(0, 5)) say(`${name}: ${JSON.stringify(one).slice(0, 400)}`);
  return {
    actor: actor.name,
    pages: infos?.crawled_pages_nbr ?? "unknown",
    finished: /end of the scan|Report has been generated|report has been generated/i.test(said),
    found: Object.fromEntries(
      all.filter(([, list]) => list.length > 0).map(([name, list]) => [name, list.length]),
    ),
  };
}

const versions = { schemathesis: versionOf("schemathesis"), wapiti: versionOf("wapiti") };
if (!versions.schemathesis && !versions.wapiti) {
  say(
    "Skipped: neither schemathesis nor wapiti is on the PATH (pip install schemathesis==4.32.5; wapiti3==3.2.3 in an environment of its own).",
  );
  process.stdout.write(`${JSON.stringify({ skipped: "no scanner is installed" })}\n`);
  process.exit(0);
}
const folder = await mkdtemp(join(tmpdir(), "leeward-scan-"));
const demonstration = await startDemonstration({ dataDir: await temporaryFolder() });
try {
  const nobody: Actor = { name: "nobody", headers: [] };
  const members = await Promise.all(
    ["caseworker", "supervisor", "intake-worker"].map((role) => sessionOf(demonstration, role)),
  );
  const found: Record<string, unknown>[] = [];
  if (versions.schemathesis) {
    for (const actor of [nobody, ...members, await visit(demonstration)])
      found.push({ scanner: "schemathesis", ...(await schemathesis(demonstration.origin, actor, folder)) });
  } else say("Skipped: schemathesis is not on the PATH.");
  if (versions.wapiti) {
    for (const actor of [nobody, ...members.slice(0, 1)])
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
