import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { cpus } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import type { Client } from "pg";
import { readSecrets } from "../src/core/config/secrets.ts";
import { askedTokensOf } from "../src/modules/care/name-tokens.ts";
import { ACTS, BARS, MIX, type Result } from "./load/acts.ts";
import { askOneByOne, driveBare, prepareBare } from "./load/bare.ts";
import type { Driving } from "./load/drive.ts";
import { loadOfMachine, processorSeconds, readMemory } from "./load/machine.ts";
import { type Served, serve } from "./load/serve.ts";
import { CASES_EACH, keepState, ownerOf, type SignedIn, signIn } from "./load/state.ts";

/**
 * 64 members at work in a State of 200,000 cases and 3,000,000 sections: real sessions, sections that really open, row
 * security, `leeward serve` with its jobs and embedded PostgreSQL as they are installed. First with a pause to think,
 * then without any; beside it the same questions in bare SQL. Then how much memory the server keeps at rest.
 *
 * `npm run bench -- load --keep FOLDER [--cases 200000] [--sections 15|3] [--seconds 60] [--think 3,1,0.3] [--touched 40]`; the
 * folder is filled at the first run (a quarter of an hour, 9 GB) and used again later. `--think`: mean pauses in seconds, each
 * measured in turn; the first is the one that the bar is for. `--touched`: how many cases of their own each member opens.
 */
const { values } = parseArgs({
  options: {
    keep: { type: "string" },
    cases: { type: "string", default: "200000" },
    sections: { type: "string", default: "15" },
    seconds: { type: "string", default: "60" },
    think: { type: "string", default: "3" },
    touched: { type: "string", default: String(CASES_EACH) },
    "rest-minutes": { type: "string", default: "2.5" },
  },
});
const REST_BAR_MB = 200;
const say = (line: string) => process.stderr.write(`${line}\n`);
if (!values.keep) throw new Error("Say where the State is kept: --keep FOLDER");
const seconds = Number(values.seconds);
const pauses = values.think.split(",").map(Number);
if (!pauses.every((pause) => pause > 0)) throw new Error("--think takes seconds above 0, such as 3,1,0.3");

const kept = await keepState(
  values.keep,
  {
    cases: Number(values.cases),
    sections: values.sections === "3" ? 3 : 15,
    touched: Number(values.touched),
  },
  say,
);
const secrets = await readSecrets(join(values.keep, "secrets.json"), randomBytes);
const loadBefore = loadOfMachine();
const served = await serve(values.keep, true, say);
const { owner, url } = await ownerOf(values.keep);
try {
  await untilPlaced(owner);
  const atStart = readMemory(served.pid);
  const sessions = await signIn(owner, kept.members);
  const members = sessions.map((session, nth) => ({
    ...session,
    agencyId: kept.members[nth]?.agencyId ?? "",
    asked: session.names.map((name) => askedTokensOf(secrets.names, kept.members[nth]?.agencyId ?? "", name)),
  }));
  const thinking: (Driven & { readonly thinkMeanSeconds: number; readonly passed: boolean })[] = [];
  for (const thinkS of pauses) {
    const driven = await drive(served, sessions, { thinkS, seconds, warmSeconds: 10 });
    thinking.push({ thinkMeanSeconds: thinkS, ...driven, passed: isUnderBars(driven) });
  }
  const pressing = await drive(served, sessions, { thinkS: 0, seconds: seconds / 2, warmSeconds: 5 });
  const underLoad = readMemory(served.pid);
  const removeBare = await prepareBare(owner);
  say("bare SQL…");
  const bare = await driveBare(url, members, seconds / 3);
  const oneByOne = await askOneByOne(
    owner,
    url.replace("user=postgres", "user=leeward_server"),
    members,
    150,
  );
  await removeBare();
  const disk = await measureDisk(owner);
  say(`at rest for ${values["rest-minutes"]} minutes…`);
  await sleep(Number(values["rest-minutes"]) * 60_000);
  const atRest = readMemory(served.pid);
  const result = {
    cases: kept.cases,
    sections: kept.cases * kept.sections,
    members: sessions.length,
    mix: MIX,
    casesTouched: kept.members.reduce((sum, { cases }) => sum + cases.length, 0),
    machine: { cores: cpus().length, loadBefore, loadAfter: loadOfMachine() },
    thinking,
    pressing,
    bareSqlPressing: bare,
    oneByOne,
    memoryMb: { atStart, underLoad, atRest, restMinutes: Number(values["rest-minutes"]), barMb: REST_BAR_MB },
    disk,
    fillSeconds: kept.fillSeconds,
    passed: {
      thinking: thinking[0]?.passed === true,
      pressing: isUnderBars(pressing),
      memory: atRest.residentMb < REST_BAR_MB,
    },
  };
  for (const one of thinking) tell(one, `with a pause of ${one.thinkMeanSeconds} s on average`);
  tell(result.pressing, "without a pause");
  tell(result.bareSqlPressing, "bare SQL without a pause");
  for (const act of ACTS) {
    const { bareP50Ms, roleP50Ms } = oneByOne[act];
    say(`alone: ${act.padEnd(15)} bare ${bareP50Ms} ms, as the member's role ${roleP50Ms ?? "-"} ms`);
  }
  process.stdout.write(`${JSON.stringify(result)}\n`);
  // Without a pause nobody works, and less of one shows where the bars stop: printed, and no failure.
  if (!result.passed.thinking || !result.passed.memory) process.exitCode = 1;
} finally {
  await owner.end();
  await served.stop();
}

type Driven = Result & {
  /** Cores that each takes, of those in the machine. */
  readonly cores: { readonly driver: number; readonly server: number; readonly postgres: number };
  readonly loadOfMachine: number;
  /** The server's own quantiles by route, in seconds. */
  readonly own: readonly string[];
};

/** The members in a process of their own; what server and PostgreSQL take meanwhile. */
async function drive(
  at: Served,
  signedIn: readonly SignedIn[],
  how: Pick<Driving, "thinkS" | "seconds" | "warmSeconds">,
): Promise<Driven> {
  say(how.thinkS > 0 ? `members, with ${how.thinkS} s to think…` : "members, without a pause…");
  const driving: Driving = { port: at.port, members: signedIn, ...how };
  const child = spawn(process.execPath, ["bench/load/drive.ts"], { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.end(JSON.stringify(driving));
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (part: string) => {
    text += part;
  });
  const before = {
    server: processorSeconds(at.pid, false),
    postgres: processorSeconds(at.postgresPid, true),
  };
  const started = performance.now();
  await once(child, "close");
  const tookS = (performance.now() - started) / 1_000;
  const coresOf = (now: number, then: number) => Number(((now - then) / tookS).toFixed(2));
  const result: Result = JSON.parse(text);
  return {
    ...result,
    cores: {
      driver: result.cpu,
      server: coresOf(processorSeconds(at.pid, false), before.server),
      postgres: coresOf(processorSeconds(at.postgresPid, true), before.postgres),
    },
    loadOfMachine: loadOfMachine(),
    own: (await at.metrics())
      .split("\n")
      .filter((line) => /^leeward_http_request_seconds\{.*0\.95/.test(line)),
  };
}

/** After the first start the worker writes the ledger's files; that is not what is measured here. */
async function untilPlaced(client: Client): Promise<void> {
  for (;;) {
    const { rows } = await client.query(
      `select coalesce((select max(size) from ledger.checkpoint), 0) as written,
         (select max(first_place + size) from ledger.batch) as placed`,
    );
    if (Number(rows[0].written) >= Number(rows[0].placed)) return;
    say(`the ledger's files: ${rows[0].written} of ${rows[0].placed} entries`);
    await sleep(5_000);
  }
}

/** Bytes by table with its indexes, the largest first. */
async function measureDisk(client: Client): Promise<{ database: number; byTable: Record<string, number> }> {
  const { rows } = await client.query<{ name: string; bytes: string }>(
    `select c.oid::regclass::text as name, pg_total_relation_size(c.oid) as bytes from pg_class c
     where c.relkind = 'r' and c.relnamespace::regnamespace::text !~ '^(pg_|information)'
     order by 2 desc limit 12`,
  );
  const { rows: all } = await client.query("select pg_database_size(current_database()) as bytes");
  return {
    database: Number(all[0].bytes),
    byTable: Object.fromEntries(rows.map(({ name, bytes }) => [name, Number(bytes)])),
  };
}

function isUnderBars({ acts, errors }: Result): boolean {
  return errors === 0 && ACTS.every((act) => acts[act].count > 0 && acts[act].p95Ms < BARS[act]);
}

function tell({ acts, perSecond, errors, said }: Result, how: string): void {
  say(`${how}: ${perSecond} a second, ${errors} errors ${said.join(" | ")}`);
  for (const act of ACTS) {
    const { count, p50Ms, p95Ms, p99Ms } = acts[act];
    say(`  ${act.padEnd(15)} p50 ${p50Ms} p95 ${p95Ms} p99 ${p99Ms} ms (${count}); bar ${BARS[act]} ms`);
  }
}
