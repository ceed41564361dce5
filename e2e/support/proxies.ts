import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** The proxies that documents recommend, with the very files of `deploy/proxy`; only names, places and ports differ. */
export type ProxyKind = "nginx" | "haproxy";

export interface Proxy {
  readonly version: string;
  stop(): Promise<void>;
}

export interface ProxyPlace {
  /** Where everything of it lies; every account must be able to pass through. */
  readonly folder: string;
  /** Under which browsers see it; HTTPS is at `port`. */
  readonly name: string;
  readonly port: number;
  /** Without TLS. */
  readonly plainPort: number;
  /** Where the one server listens. */
  readonly behind: number;
  /** Of nginx, where all callers have one address. */
  readonly withoutLimits?: true;
}

const FILES = join(import.meta.dirname, "../../deploy/proxy");
const READY_MS = 10_000;

/** The version of an installed program; undefined where there is none. */
export function versionOf(kind: ProxyKind): string | undefined {
  const said = spawnSync(kind, ["-v"], { encoding: "utf8" });
  return said.status === 0 ? /\d+\.\d+\.\d+/.exec(said.stdout + said.stderr)?.[0] : undefined;
}

/** Starts it once its own check of the configuration says yes. @throws Error with what it said */
export async function startProxy(kind: ProxyKind, place: ProxyPlace): Promise<Proxy> {
  makeCertificate(place);
  chmodSync(place.folder, 0o755);
  const [file, check, run] = kind === "nginx" ? nginxOf(place) : haproxyOf(place);
  execFileSync(kind, [...check, file], { stdio: "pipe" });
  const child = spawn(kind, [...run, file], { stdio: ["ignore", "ignore", "inherit"] });
  await untilListening(child, place.port);
  return {
    version: versionOf(kind) ?? "",
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGTERM");
      await once(child, "exit");
    },
  };
}

function makeCertificate({ folder, name }: ProxyPlace): void {
  const words =
    "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key.pem -out cert.pem -days 2";
  execFileSync("openssl", [...words.split(" "), "-subj", `/CN=${name}`], { cwd: folder, stdio: "pipe" });
  const both = ["cert.pem", "key.pem"].map((file) => readFileSync(join(folder, file), "utf8")).join("");
  writeFileSync(join(folder, "both.pem"), both);
}

/** The text of a file of ours, changed; a change that meets nothing means that the file is another one. */
function changed(file: string, changes: readonly (readonly [string | RegExp, string])[]): string {
  return changes.reduce(
    (text, [from, to]) => {
      const next = text.replaceAll(typeof from === "string" ? new RegExp(from, "g") : from, to);
      if (next === text) throw new Error(`${file} has nothing like ${from}`);
      return next;
    },
    readFileSync(join(FILES, file), "utf8"),
  );
}

/** A file for the program, how it checks one, and how it runs one in the foreground. */
type Prepared = readonly [file: string, check: readonly string[], run: readonly string[]];

function nginxOf({ folder, name, port, plainPort, behind, withoutLimits }: ProxyPlace): Prepared {
  const own = changed("nginx.conf", [
    [/\/etc\/letsencrypt\/live\/desk\.example\.org\/fullchain\.pem/g, join(folder, "cert.pem")],
    [/\/etc\/letsencrypt\/live\/desk\.example\.org\/privkey\.pem/g, join(folder, "key.pem")],
    [/desk\.example\.org/g, name],
    [/listen 443/g, `listen 127.0.0.1:${port}`],
    [/listen 80/g, `listen 127.0.0.1:${plainPort}`],
    [/server 127\.0\.0\.1:8081/g, `server 127.0.0.1:${behind}`],
    [/^ *server 127\.0\.0\.1:8082.*$/gm, ""],
    ...(withoutLimits ? ([[/^ *limit_(req|conn) .*$/gm, ""]] as const) : []),
  ]);
  writeFileSync(join(folder, "leeward.conf"), own);
  for (const made of ["body", "answers"]) mkdirSync(join(folder, made), { recursive: true });
  const file = join(folder, "nginx.conf");
  writeFileSync(
    file,
    `daemon off; pid ${folder}/pid; error_log stderr crit; worker_processes 1; worker_rlimit_nofile 20000;
     events { worker_connections 8192; }
     http { client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/answers; include ${folder}/leeward.conf; }
`,
  );
  return [file, ["-p", folder, "-t", "-q", "-c"], ["-p", folder, "-c"]];
}

function haproxyOf({ folder, port, plainPort, behind }: ProxyPlace): Prepared {
  const own = changed("haproxy.cfg", [
    [/\/etc\/haproxy\/desk\.example\.org\.pem/g, join(folder, "both.pem")],
    [/bind :80$/gm, `bind 127.0.0.1:${plainPort}`],
    [/bind :443/g, `bind 127.0.0.1:${port}`],
    [/server one 127\.0\.0\.1:8081/g, `server one 127.0.0.1:${behind}`],
    [/^ *server two .*$/gm, ""],
  ]);
  const file = join(folder, "haproxy.cfg");
  writeFileSync(file, own);
  return [file, ["-c", "-q", "-f"], ["-f"]];
}

async function untilListening(child: ChildProcess, port: number): Promise<void> {
  const deadline = Date.now() + READY_MS;
  for (;;) {
    const isUp = await new Promise<boolean>((resolve) => {
      const line = connect(port, "127.0.0.1", () => resolve(true));
      line.on("error", () => resolve(false));
      line.on("connect", () => line.destroy());
    });
    if (isUp) return;
    if (child.exitCode !== null || Date.now() > deadline) throw new Error("the proxy does not listen");
    await sleep(50);
  }
}
