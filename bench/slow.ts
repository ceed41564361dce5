import { existsSync, readdirSync, statSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { connect as connectPlain, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { connect as connectTls } from "node:tls";
import { startDemonstration } from "../e2e/support/demonstration.ts";
import { startProxy, versionOf } from "../e2e/support/proxies.ts";
import { freePort } from "../e2e/support/start.ts";
import { readMemory } from "./load/machine.ts";

/**
 * Slow clients on this machine: many lines that send one byte a second, or ask and never read, while others ask for the
 * door's first page and a member signs in. At the server itself, and behind nginx as `deploy/proxy/nginx.conf` sets it
 * (where nginx is installed; its limits by address are lifted, since all come from one).
 *
 * `npm run bench -- slow [LINES]`: 1,000 lines of each kind unless you say otherwise, about three minutes.
 */
const LINES = Number(process.argv[2] ?? 1_000);
const SECONDS = 40;
const FIRST_PAGE = "/";
const say = (line: string) => process.stderr.write(`${line}\n`);

interface Place {
  readonly name: string;
  readonly port: number;
  readonly isTls: boolean;
  readonly host: string;
}

type Kind = "headers, a byte a second" | "a body, a byte a second" | "asks and never reads";
const KINDS: readonly Kind[] = [
  "headers, a byte a second",
  "a body, a byte a second",
  "asks and never reads",
];

const open = (at: Place): Socket => {
  const socket = at.isTls
    ? connectTls({ port: at.port, host: "127.0.0.1", rejectUnauthorized: false })
    : connectPlain({ port: at.port, host: "127.0.0.1" });
  socket.on("error", () => undefined); // being cut off is what is looked for
  return socket;
};

/** What one kind of line says at first; afterwards a byte a second, or nothing. */
function beginning(kind: Kind, at: Place, largest: string): string {
  if (kind === "headers, a byte a second") return `GET / HTTP/1.1\r\nHost: ${at.host}\r\nX-Slow: `;
  if (kind === "a body, a byte a second")
    return `POST /api/sign-in HTTP/1.1\r\nHost: ${at.host}\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{`;
  return `GET ${largest} HTTP/1.1\r\nHost: ${at.host}\r\n\r\n`.repeat(3); // more than the kernel takes for them
}

async function ask(at: Place, path: string): Promise<{ ms: number; ok: boolean; text: string }> {
  const started = performance.now();
  const socket = open(at);
  const text = await new Promise<string>((resolve) => {
    let said = "";
    const patience = setTimeout(() => socket.destroy(), 10_000);
    socket.on("data", (part) => {
      said += part;
    });
    socket.on("close", () => {
      clearTimeout(patience);
      resolve(said);
    });
    socket.write(`GET ${path} HTTP/1.1\r\nHost: ${at.host}\r\nConnection: close\r\n\r\n`);
  });
  return { ms: performance.now() - started, ok: / 200 /.test(text.slice(0, 20)), text };
}

const quantile = (sorted: readonly number[], q: number) =>
  Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0);

async function others(at: Place, seconds: number) {
  const times: number[] = [];
  let failed = 0;
  for (const end = Date.now() + seconds * 1_000; Date.now() < end; await sleep(100)) {
    const { ms, ok } = await ask(at, FIRST_PAGE);
    times.push(ms);
    if (!ok) failed += 1;
  }
  times.sort((a, b) => a - b);
  return {
    asked: times.length,
    failed,
    p50Ms: quantile(times, 0.5),
    p95Ms: quantile(times, 0.95),
    maxMs: quantile(times, 1),
  };
}

/** Holds `LINES` of one kind open for a while; what others met, how many were still open at the end, and the memory. */
async function press(kind: Kind, at: Place, server: number, largest: string) {
  const sockets = Array.from({ length: LINES }, () => open(at));
  for (const socket of sockets) {
    socket.write(beginning(kind, at, largest));
    if (kind === "asks and never reads") socket.pause();
    else socket.resume();
  }
  const dripping = setInterval(() => {
    if (kind !== "asks and never reads") for (const socket of sockets) if (socket.writable) socket.write("a");
  }, 1_000);
  let highest = 0;
  const watching = setInterval(() => {
    highest = Math.max(highest, readMemory(server).residentMb);
  }, 500);
  const met = await others(at, SECONDS);
  clearInterval(dripping);
  clearInterval(watching);
  const stillOpen = sockets.filter((socket) => !socket.destroyed && socket.writable).length;
  for (const socket of sockets) socket.destroy();
  await sleep(1_000);
  return { kind, lines: LINES, ...met, stillOpenAtEnd: stillOpen, memoryHighestMb: highest };
}

const largestOf = (dir: string): string =>
  readdirSync(dir)
    .filter((name) => name.endsWith(".js"))
    .sort((a, b) => statSync(join(dir, b)).size - statSync(join(dir, a)).size)[0] ?? "";

const folder = await mkdtemp(join(tmpdir(), "leeward-slow-"));
const proxied = await freePort();
const house = await startDemonstration({
  dataDir: join(folder, "data"),
  env: { LEEWARD_ORIGIN: `https://desk.example.org:${proxied}` },
});
const port = Number(new URL(house.origin).port);
const host = `desk.example.org:${proxied}`;
const stops: (() => Promise<void>)[] = [];
try {
  const places: Place[] = [{ name: "no proxy", port, isTls: false, host }];
  if (versionOf("nginx")) {
    const at = { folder, name: "desk.example.org", port: proxied, plainPort: await freePort(), behind: port };
    stops.push((await startProxy("nginx", { ...at, withoutLimits: true })).stop);
    places.push({ name: "behind nginx", port: proxied, isTls: true, host });
  } else say("nginx is not installed: only without a proxy.");
  const server = house.process.pid ?? 0;
  const largest = `/assets/${largestOf(join(folder, "data/assets"))}`;
  const results = [];
  for (const at of places) {
    const before = { ...(await others(at, 10)), memoryMb: readMemory(server).residentMb };
    say(`${at.name}: alone ${JSON.stringify(before)}`);
    const pressed = [];
    for (const kind of KINDS) {
      const result = await press(kind, at, server, largest);
      say(`${at.name}: ${JSON.stringify(result)}`);
      pressed.push(result);
    }
    results.push({ place: at.name, alone: before, pressed });
  }
  const passed = results.every(({ pressed }) =>
    pressed.every(({ failed, p95Ms }) => failed === 0 && p95Ms < 500),
  );
  process.stdout.write(`${JSON.stringify({ lines: LINES, seconds: SECONDS, results, passed })}\n`);
  if (!passed) process.exitCode = 1;
} finally {
  for (const stop of stops) await stop();
  await house.stop();
  if (existsSync(folder)) await rm(folder, { recursive: true, force: true });
}
