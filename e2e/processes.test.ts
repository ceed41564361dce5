import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { request as ask } from "node:http";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type EmbeddedPostgres, startPostgres } from "../src/core/db/postgres.ts";
import { addMember, type TestMember } from "../src/core/testing.ts";
import { temporaryFolder } from "./support/demonstration.ts";
import { signInMember } from "./support/member.ts";
import { type RoundRobin, startRoundRobin } from "./support/round-robin.ts";
import { freePort, type Started, startCommand } from "./support/start.ts";

// Two servers and two workers on one database, behind a proxy that sends each request to the next server. Over HTTP.

const START_MS = 240_000;
const WAIT = { timeout: 60_000, interval: 50 };
const PASSWORD = "seven quiet herons at dusk";

let folder: string;
let postgres: EmbeddedPostgres;
let owner: Client;
let proxy: RoundRobin;
let ports: number[];
const started: Started[] = [];
let supervisor: TestMember;
let colleague: TestMember;
let other: TestMember;

const environment = (port: number): Record<string, string> => ({
  DATABASE_URL: postgres.connectionString("leeward"),
  DATA_DIR: join(folder, "data"),
  PORT: String(port),
  // A server and the worker beside it read the same settings; the worker's metrics are at the next port.
  METRICS_PORT: String(port + 1),
  LEEWARD_ORIGIN: proxy.origin,
});

function start(words: readonly string[], port: number): Started {
  const command = startCommand(words, environment(port));
  started.push(command);
  return command;
}

beforeAll(async () => {
  folder = await temporaryFolder();
  const settings = { fsync: "off", full_page_writes: "off", synchronous_commit: "off" };
  postgres = await startPostgres({ dataDir: join(folder, "postgres"), log: () => {}, settings });
  await postgres.ensureDatabase("leeward");
  ports = [await freePort(), await freePort()];
  proxy = await startRoundRobin(await freePort(), () => ports);
  // At the same moment, on an empty database and an empty folder.
  const servers = ports.map((port) => start(["serve", "--without-jobs"], port));
  await Promise.all(servers.map((server) => server.until(/Ready:/, START_MS)));
  owner = new Client({ connectionString: postgres.connectionString("leeward") });
  await owner.connect();
  const { rows } = await owner.query(
    "insert into identity.agency (name, kind, second_factor_required) values ('Harbour House', 'shelter', false) returning id",
  );
  const add = (name: string, role: string) =>
    addMember(owner, proxy.origin, { agencyId: rows[0].id, name, roles: [role], password: PASSWORD });
  supervisor = await add("Ada Supervisor", "supervisor");
  colleague = await add("Ben Colleague", "caseworker");
  other = await add("Cleo Other", "caseworker");
}, START_MS);
afterAll(async () => {
  for (const command of started) command.press("SIGKILL");
  await Promise.all(started.map(({ ended }) => ended));
  await owner?.end();
  await proxy?.stop();
  await postgres?.stop();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

/** What a desk hears at one server. */
async function listen(port: number, member: TestMember) {
  const heard: string[] = [];
  const question = ask({ port, path: "/api/events", headers: member.headers(), agent: false });
  question.end();
  const [answer] = await once(question, "response");
  let isOver = answer.statusCode !== 200;
  answer.setEncoding("utf8").on("data", (text: string) => {
    for (const [, type] of text.matchAll(/^event: (.*)$/gm)) heard.push(type ?? "");
  });
  answer.on("close", () => {
    isOver = true;
  });
  return { heard, isOver: () => isOver, end: () => question.destroy() };
}

const statusAt = async (port: number, path: string, member: TestMember): Promise<number> => {
  const question = ask({ port, path, headers: member.headers(), agent: false });
  question.end();
  const [answer] = await once(question, "response");
  answer.resume();
  return answer.statusCode;
};

test("two servers that start at once on nothing make one database, one file of secrets, one set of pages", {
  timeout: START_MS,
}, async () => {
  const said = started.map((server) => server.said()).join("\n");
  const migrated = [...said.matchAll(/^migrated (.*)$/gm)].map(([, name]) => name);
  expect(migrated.length).toBeGreaterThan(10);
  expect(new Set(migrated).size, "no step was made twice").toBe(migrated.length);
  const { vouching } = JSON.parse(readFileSync(join(folder, "data/secrets.json"), "utf8"));
  const { rows } = await owner.query("select vouching from installation.server_secret");
  expect(rows[0].vouching.toString("base64url")).toBe(vouching);
  for (const _server of ports) {
    const page = await (await fetch(`${proxy.origin}/desk`)).text();
    const scripts = [...page.matchAll(/\/assets\/[\w.-]+\.(?:js|css)/g)].map(([path]) => path);
    expect(scripts.length).toBeGreaterThan(1);
    for (const path of scripts) expect((await fetch(proxy.origin + path)).status, path).toBe(200);
  }
});

test("a session of one server is one of the other, and tries are counted over both", {
  timeout: START_MS,
}, async () => {
  const member = await signInMember({ origin: proxy.origin, password: PASSWORD }, other.email);
  for (let n = 0; n < 4; n++) await member.ask("GET", "/api/me");
  const statuses: number[] = [];
  for (let n = 0; n < 12; n++) {
    const answer = await fetch(`${proxy.origin}/api/sign-in`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email: "nobody@house.test", authSecret: "A".repeat(43) }),
    });
    statuses.push(answer.status);
  }
  expect(statuses).toEqual([...Array(10).fill(401), 429, 429]);
});

test("a suspension at one server is heard at the other, and ends what the member has open there", {
  timeout: START_MS,
}, async () => {
  const [, second = 0] = ports;
  const desks = [await listen(second, other), await listen(second, colleague)] as const;
  expect(desks.map((desk) => desk.isOver())).toEqual([false, false]);
  const boss = await signInMember({ origin: proxy.origin, password: PASSWORD }, supervisor.email);
  await boss.ask("PUT", `/api/members/${colleague.id}/suspension`);
  await expect.poll(() => desks[0].heard, WAIT).toContain("member.suspended");
  await expect.poll(desks[1].isOver, WAIT).toBe(true);
  expect(await statusAt(second, "/api/me", colleague)).toBe(401);
  expect(await statusAt(second, "/api/me", other)).toBe(200);
  desks[0].end();
});

test("of two workers one leads the ledger; after kill -9 the other does, and nothing is left behind", {
  timeout: START_MS,
}, async () => {
  const workers = ports.map((port) => start(["work"], port));
  await Promise.all(workers.map((worker) => worker.until(/Working\./, START_MS)));
  for (const port of ports)
    for (const at of [port + 1, port + 2])
      expect(await (await fetch(`http://127.0.0.1:${at}/metrics`)).text()).toContain("leeward_build_info");
  const leading = () => workers.filter((worker) => /This worker leads\./.test(worker.said()));
  await expect.poll(() => leading().length, WAIT).toBe(1);
  const [leader] = leading();
  leader?.press("SIGKILL");
  await leader?.ended;
  await expect.poll(() => leading().length, WAIT).toBe(2);
  await owner.query("select ledger.record('pages.published', '{}', null, null)");
  const waiting = "select from ledger.entry where kind = 'pages.published' and log_index is null";
  await expect.poll(async () => (await owner.query(waiting)).rowCount, WAIT).toBe(0);
  expect(existsSync(join(folder, "data/ledger/checkpoint"))).toBe(true);
});

test("a server with other secrets is refused, and takes nothing from those that run", {
  timeout: START_MS,
}, async () => {
  const stranger = startCommand(["serve", "--without-jobs"], {
    ...environment(await freePort()),
    DATA_DIR: join(folder, "elsewhere"),
  });
  started.push(stranger);
  expect(await stranger.ended).toBe(1);
  expect(stranger.said()).toContain("need the same secrets.json");
  const member = await signInMember({ origin: proxy.origin, password: PASSWORD }, other.email);
  await member.ask("GET", "/api/me");
});
