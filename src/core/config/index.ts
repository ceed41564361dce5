import { join, resolve } from "node:path";
import { type CalendarSetting, readCalendarSetting } from "./calendar.ts";
import { type DoorConfig, readDoorConfig } from "./door.ts";
import { ConfigError } from "./error.ts";
import { type LedgerConfig, readLedgerConfig } from "./ledger.ts";
import { isLoopback } from "./loopback.ts";
import { type NoticesConfig, readNoticesConfig } from "./notices.ts";
import { type ProviderConfig, readProviderConfig } from "./provider.ts";

export { makeCalendar } from "./calendar.ts";
export { ConfigError } from "./error.ts";
export { isLoopback } from "./loopback.ts";

/** What the environment says, read once; nothing else in the house reads it. */
export interface Config {
  /** 1 to 65535; 8080 unless PORT says otherwise. */
  readonly port: number;
  /** The address to listen on; 127.0.0.1 unless HOST says otherwise. */
  readonly host: string;
  /** Where Tor alone is sent to on this machine, 1 to 65535; nowhere unless ONION_PORT says so. */
  readonly onionPort: number | undefined;
  /** Absolute; holds the embedded database, the key file and the ledger's tiles. */
  readonly dataDir: string;
  /** Where erasures are noted outside the database; DATA_DIR/erasures.jsonl unless ERASURES_FILE says otherwise. */
  readonly erasuresFile: string;
  /** Where this machine alone can ask for metrics, 1 to 65535; nowhere unless METRICS_PORT says so. */
  readonly metricsPort: number | undefined;
  /** The same for `leeward work`, which often runs beside a server with the same settings; WORK_METRICS_PORT, or one more. */
  readonly workMetricsPort: number | undefined;
  /** How lines of the log are written: `text`, or `json` (LEEWARD_LOG). */
  readonly logAs: "text" | "json";
  /** The owner's connection to a PostgreSQL of one's own; absent: the embedded one. */
  readonly databaseUrl: string | undefined;
  /** A streaming replica of that PostgreSQL, for what anyone may read; absent: the primary is asked. */
  readonly replicaUrl: string | undefined;
  /** The addresses under which browsers reach the house; the first one is shown. */
  readonly origins: readonly string[];
  /** Where the working days of time limits come from. */
  readonly calendar: CalendarSetting;
  /** Whose steps and clocks new cases go by: the code of a pack in `packs/jurisdictions`, or in the folder below. */
  readonly jurisdiction: string;
  /** A folder of packs that a State wrote for itself; null where there is none. */
  readonly jurisdictionsDir: string | null;
  /** What the door says before a word is typed. */
  readonly door: DoorConfig;
  /** Who watches the ledger, and how often it grows. */
  readonly ledger: LedgerConfig;
  /** How a person can be told that there is an answer. */
  readonly notices: NoticesConfig;
  /** The State's identity provider, where there is one. */
  readonly provider: ProviderConfig | undefined;
}

/** @throws ConfigError */
export function readConfig(env: Readonly<Record<string, string | undefined>>, cwd: string): Config {
  const port = readPort("PORT", env.PORT) ?? 8080;
  const host = env.HOST?.trim() || "127.0.0.1";
  const dataDir = resolve(cwd, env.DATA_DIR?.trim() || "data");
  const metricsPort = readPort("METRICS_PORT", env.METRICS_PORT);
  const origins = readOrigins(env.LEEWARD_ORIGIN, host, port);
  return {
    port,
    host,
    onionPort: readOnionPort(env.ONION_PORT, origins),
    dataDir,
    erasuresFile: resolve(cwd, env.ERASURES_FILE?.trim() || join(dataDir, "erasures.jsonl")),
    metricsPort,
    workMetricsPort:
      readPort("WORK_METRICS_PORT", env.WORK_METRICS_PORT) ??
      (metricsPort && metricsPort + (metricsPort < 65_535 ? 1 : -1)),
    logAs: readLogAs(env.LEEWARD_LOG),
    databaseUrl: readDatabaseUrl("DATABASE_URL", env.DATABASE_URL),
    replicaUrl: readReplicaUrl(env),
    origins,
    calendar: readCalendarSetting(env),
    jurisdiction: env.LEEWARD_JURISDICTION?.trim().toLowerCase() || "coe",
    jurisdictionsDir: env.LEEWARD_JURISDICTIONS?.trim()
      ? resolve(cwd, env.LEEWARD_JURISDICTIONS.trim())
      : null,
    door: readDoorConfig(env),
    ledger: readLedgerConfig(env),
    notices: readNoticesConfig(env),
    provider: readProviderConfig(env),
  };
}

function readPort(name: string, text: string | undefined): number | undefined {
  if (!text?.trim()) return undefined;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new ConfigError(
      `${name} is “${text}”, but a port is a whole number from 1 to 65535. Set ${name}=${name === "PORT" ? 8080 : 9090}, for example.`,
    );
  }
  return port;
}

function readOnionPort(text: string | undefined, origins: readonly string[]): number | undefined {
  const port = readPort("ONION_PORT", text);
  if (port && !origins.some((origin) => new URL(origin).hostname.endsWith(".onion"))) {
    throw new ConfigError(
      "ONION_PORT is set, but LEEWARD_ORIGIN has no address that ends in .onion, so everything that comes over Tor would be refused. Add http://NAME.onion, which Tor wrote into HiddenServiceDir/hostname.",
    );
  }
  return port;
}

function readLogAs(text: string | undefined): "text" | "json" {
  const wanted = text?.trim() || "text";
  if (wanted === "text" || wanted === "json") return wanted;
  throw new ConfigError(`LEEWARD_LOG is “${text}”; it takes text or json.`);
}

function readDatabaseUrl(name: string, text: string | undefined): string | undefined {
  if (!text?.trim()) return undefined;
  if (!/^postgres(ql)?:\/\//.test(text)) {
    throw new ConfigError(
      `${name} does not start with postgresql://. Write postgresql://USER:PASSWORD@HOST:PORT/DATABASE, or leave it out${name === "DATABASE_URL" ? " to use the embedded database" : ""}.`,
    );
  }
  return text;
}

function readReplicaUrl(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const url = readDatabaseUrl("DATABASE_REPLICA_URL", env.DATABASE_REPLICA_URL);
  if (url && !env.DATABASE_URL?.trim()) {
    throw new ConfigError(
      "DATABASE_REPLICA_URL is set, but DATABASE_URL is not: the embedded database has no replica. Set both, or leave both out.",
    );
  }
  return url;
}

function readOrigins(text: string | undefined, host: string, port: number): string[] {
  if (text?.trim()) {
    return text.split(",").map((entry) => {
      const url = URL.parse(entry.trim());
      if (!url || !["http:", "https:"].includes(url.protocol) || url.pathname !== "/") {
        throw new ConfigError(
          `LEEWARD_ORIGIN has “${entry}”, but an origin looks like https://desk.example.org: no path, no slash at the end.`,
        );
      }
      return url.origin;
    });
  }
  if (isLoopback(host))
    return [`http://127.0.0.1:${port}`, `http://localhost:${port}`, `http://[::1]:${port}`];
  throw new ConfigError(
    `HOST is ${host}, which others can reach, but LEEWARD_ORIGIN is not set. Set it to the address that browsers see, such as https://desk.example.org.`,
  );
}
