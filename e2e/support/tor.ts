import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "./start.ts";

/** A Tor network of its own on this machine: three authorities, five relays, the door's Tor with the file of `deploy/tor`, a caller's. */
export interface TorNetwork {
  readonly version: string;
  /** `NAME.onion`, as the door's Tor wrote it. */
  readonly name: string;
  /** Of the caller's Tor. */
  readonly socksPort: number;
  /** Settles once both of them have a way through the network. */
  readonly ready: () => Promise<void>;
  /** A line to a name, through the caller's Tor. @throws Error with SOCKS's number of the refusal */
  readonly connect: (name: string) => Promise<Socket>;
  /** What the door's Tor wrote of its service. */
  readonly said: () => string;
  stop(): Promise<void>;
}

const SHIPPED = join(import.meta.dirname, "../../deploy/tor/torrc");
const READY_MS = 180_000;
const AUTHORITIES = ["authority1", "authority2", "authority3"];
const RELAYS = ["relay1", "relay2", "relay3", "relay4", "relay5"];

/** The version of an installed Tor that can make a network; undefined where there is none. */
export function torVersion(): string | undefined {
  const hasGencert = spawnSync("tor-gencert", ["--help"]).error === undefined;
  const said = spawnSync("tor", ["--version"], { encoding: "utf8" });
  return hasGencert && said.status === 0 ? /\d+(\.\d+){2,3}/.exec(said.stdout)?.[0] : undefined;
}

/** What a network of one machine needs beside what it is for: short rounds of voting, and relays that trust their own word. */
const PRIVATE = [
  ...["TestingTorNetwork 1", "AssumeReachable 1", "Address 127.0.0.1", "ShutdownWaitLength 0"],
  ...["TestingDirAuthVoteExit *", "TestingDirAuthVoteGuard *", "TestingDirAuthVoteHSDir *"],
  ...["TestingV3AuthInitialVotingInterval 5", "TestingV3AuthInitialVoteDelay 2"],
  ...["TestingV3AuthInitialDistDelay 2", "V3AuthVotingInterval 10", "V3AuthVoteDelay 2", "V3AuthDistDelay 2"],
  ...["AuthDirMaxServersPerAddr 0", "PathsNeededToBuildCircuits 0.25"],
];
/** So few relays are soon all excluded by rules that keep a real path apart. */
const SMALL = ["VanguardsLiteEnabled 0", "UseEntryGuards 0"];

/**
 * @param folder where everything of it lies
 * @param onionPort of the house, in place of the one in the shipped file
 */
export async function startTor(folder: string, onionPort: number): Promise<TorNetwork> {
  const made = new Map<string, { readonly folder: string; readonly port: number; readonly second: number }>();
  for (const name of [...AUTHORITIES, ...RELAYS, "door", "caller"]) {
    const own = join(folder, name);
    mkdirSync(own, { mode: 0o700 });
    made.set(name, { folder: own, port: await freePort(), second: await freePort() });
  }
  const at = (name: string) => {
    const one = made.get(name);
    if (!one) throw new Error(`${name} is not of this network`);
    return one;
  };
  const authorities = AUTHORITIES.map((name) => makeAuthority(name, at(name)));
  const own = (name: string): readonly string[] => {
    const { port, second } = at(name);
    if (name === "caller") return [`SocksPort 127.0.0.1:${port}`, ...SMALL];
    if (name === "door") return [shipped(at(name).folder, onionPort), ...SMALL];
    const relay = [`Nickname ${name}`, `ORPort 127.0.0.1:${port}`, "SocksPort 0"];
    if (RELAYS.includes(name))
      return [...relay, "ExitRelay 1", "ExitPolicyRejectPrivate 0", "ExitPolicy accept *:*"];
    const authority = [
      "AuthoritativeDirectory 1",
      "V3AuthoritativeDirectory 1",
      "ContactInfo nobody@house.test",
    ];
    return [...relay, ...authority, `DirPort 127.0.0.1:${second}`, "ExitPolicy reject *:*"];
  };
  const children: ChildProcess[] = [];
  const stop = async () => {
    const alive = children.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);
    const ended = alive.map((child) => once(child, "exit"));
    for (const child of alive) child.kill("SIGKILL");
    await Promise.all(ended);
  };
  for (const name of made.keys()) {
    const file = join(at(name).folder, "torrc");
    const log = `Log [rend]info [~rend]notice file ${join(at(name).folder, "log")}`;
    const lines = [...PRIVATE, ...authorities, `DataDirectory ${at(name).folder}`, log, ...own(name)];
    writeFileSync(file, `${lines.join("\n")}\n`);
    execFileSync("tor", ["--verify-config", "-f", file], { stdio: ["ignore", "pipe", "inherit"] }); // says what is wrong
    children.push(spawn("tor", ["-f", file], { stdio: "ignore" }));
  }
  try {
    return {
      version: torVersion() ?? "",
      name: await nameIn(join(at("door").folder, "leeward/hostname"), join(at("door").folder, "log")),
      socksPort: at("caller").port,
      ready: () => untilReady(["door", "caller"].map((name) => join(at(name).folder, "log"))),
      connect: (name) => throughSocks(at("caller").port, name),
      said: () => readFileSync(join(at("door").folder, "log"), "utf8"),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The very file, but for where it lies and the port of the house. */
function shipped(folder: string, onionPort: number): string {
  const text = readFileSync(SHIPPED, "utf8");
  const changed = text
    .replace("/var/lib/tor/leeward", join(folder, "leeward"))
    .replace("127.0.0.1:8090", `127.0.0.1:${onionPort}`);
  if (!changed.includes(folder) || !changed.includes(`:${onionPort}`))
    throw new Error("deploy/tor/torrc names another folder or port than this expects");
  return changed;
}

/** Makes its keys. @returns the line by which all others know it */
function makeAuthority(
  name: string,
  { folder, port, second }: { readonly folder: string; readonly port: number; readonly second: number },
): string {
  const keys = join(folder, "keys");
  mkdirSync(keys, { mode: 0o700 });
  const files = [
    "-i",
    "authority_identity_key",
    "-s",
    "authority_signing_key",
    "-c",
    "authority_certificate",
  ];
  const words = ["--create-identity-key", "--passphrase-fd", "0", "-m", "1", "-a", `127.0.0.1:${second}`];
  execFileSync("tor-gencert", [...words, ...files], { cwd: keys, input: "x\n", stdio: "pipe" });
  const certificate = readFileSync(join(keys, "authority_certificate"), "utf8");
  const id = /^fingerprint (\S+)/m.exec(certificate)?.[1] ?? "";
  const line = (fingerprint: string) =>
    `DirAuthority ${name} orport=${port} no-v2 v3ident=${id} 127.0.0.1:${second} ${fingerprint}`;
  const file = join(folder, "first");
  writeFileSync(
    file,
    `DataDirectory ${folder}\nNickname ${name}\nORPort 127.0.0.1:${port}\n${line("A".repeat(40))}\n`,
  );
  const said = execFileSync("tor", ["--list-fingerprint", "--quiet", "-f", file], { encoding: "utf8" });
  return line(said.trim().replace(/^\S+ /, "").replaceAll(" ", ""));
}

async function nameIn(file: string, log: string): Promise<string> {
  const deadline = Date.now() + READY_MS;
  while (!existsSync(file)) {
    if (Date.now() > deadline)
      throw new Error(`the door's Tor has no name yet:\n${existsSync(log) && readFileSync(log, "utf8")}`);
    await sleep(100);
  }
  return readFileSync(file, "utf8").trim();
}

async function untilReady(logs: readonly string[]): Promise<void> {
  const deadline = Date.now() + READY_MS;
  const isReady = (log: string) => existsSync(log) && readFileSync(log, "utf8").includes("Bootstrapped 100%");
  while (!logs.every(isReady)) {
    if (Date.now() > deadline)
      throw new Error(`Tor has no way: ${logs.map((log) => readFileSync(log, "utf8").slice(-500))}`);
    await sleep(200);
  }
}

/** SOCKS 5 (RFC 1928), the name left to the far side. */
async function throughSocks(port: number, name: string): Promise<Socket> {
  const line = connect({ port, host: "127.0.0.1", noDelay: true });
  const next = async (): Promise<Buffer> =>
    (await once(line, "data", { signal: AbortSignal.timeout(60_000) }))[0];
  try {
    await once(line, "connect");
    line.write(Uint8Array.of(5, 1, 0));
    await next();
    line.write(
      Buffer.concat([Uint8Array.of(5, 1, 0, 3, name.length), Buffer.from(name), Uint8Array.of(0, 80)]),
    );
    const [, code] = await next();
    if (code !== 0) throw new Error(`SOCKS refuses ${name}: ${code}`);
    return line;
  } catch (error) {
    line.destroy();
    throw error;
  }
}
