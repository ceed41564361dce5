import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import type { Calendar } from "@leeward/clocks";
import { CHECKPOINT_PATH, createVerifierKey, formatVerifierKey, type VerifierKey } from "@leeward/ledger";
import { createSigner, openLog, sha256 } from "@leeward/ledger/files";
import { registerAudit } from "./core/access/audit.ts";
import { registerDeferredNotices } from "./core/access/deferred.ts";
import { replayErasures } from "./core/access/erasures.ts";
import { endDeadShares, finishErasures, noteErasures } from "./core/access/jobs.ts";
import { type Config, ConfigError, isLoopback, makeCalendar } from "./core/config/index.ts";
import { readSecrets, type Secrets } from "./core/config/secrets.ts";
import {
  claimInstallation,
  type Database,
  ensureOfThisVersion,
  ensureReachable,
  giveSecrets,
  type Installation,
  migrate,
  openDatabase,
  openPublicReads,
  withLogin,
} from "./core/db/index.ts";
import {
  type EmbeddedPostgres,
  explainFileError,
  findRunningPostgres,
  startPostgres,
} from "./core/db/postgres.ts";
import { EventHub, registerEvents } from "./core/events/index.ts";
import { declareTools, registerGate } from "./core/gate/index.ts";
import { registerHealth } from "./core/health/index.ts";
import type { House } from "./core/house.ts";
import { type App, createApp, giveBackAtRest, listenForTor, registerWork } from "./core/http/index.ts";
import { forgetAttempts } from "./core/http/jobs.ts";
import { registerIdentity } from "./core/identity/index.ts";
import { type Job, type JobsOptions, startJobs } from "./core/jobs/index.ts";
import {
  type Identity,
  KeyFile,
  type KeyHolder,
  KeyHolders,
  KeyRounds,
  listHolders,
  readIdentity,
  registerKeys,
} from "./core/keys/index.ts";
import { registerLeaving } from "./core/leaving/index.ts";
import {
  type ClaimedLog,
  claimLog,
  LedgerKeeper,
  logFolder,
  type Publication,
  publishPages,
  receiptsOf,
  registerLedger,
} from "./core/ledger/index.ts";
import { createMetrics, type Metrics, serveMetrics } from "./core/metrics/index.ts";
import { registerProposals } from "./core/proposals/index.ts";
import { expireVersions, registerProtocols } from "./core/protocols/index.ts";
import { keepRetention } from "./core/retention/index.ts";
import {
  careFollowing,
  declareKeeping,
  endLetters,
  housePack,
  recallOutside,
  registerCare,
  tellClocks,
  tellOverdue,
} from "./modules/care/index.ts";
import { registerDirectory } from "./modules/directory/index.ts";
import {
  countMonth,
  describePages,
  handToStandIns,
  NoticeRounds,
  registerDoor,
  workerPath,
} from "./modules/door/index.ts";
import {
  describeStatisticsPages,
  registerReleasePreview,
  registerStatistics,
  registerStatisticsPages,
} from "./modules/statistics/index.ts";
import { TOOLS } from "./tools.ts";
import {
  type Assets,
  buildAssets,
  describeDesk,
  describeLedgerPage,
  hashAssets,
  registerDesk,
  registerLedgerPage,
  serveAssets,
} from "./web/index.ts";
// Not of the face: the door uses that, and nothing that it reaches may be the gate.
import { describeToolsPage, registerToolsPage } from "./web/tools-page.ts";

export const VERSION: string = JSON.parse(
  readFileSync(join(import.meta.dirname, "../package.json"), "utf8"),
).version;

export type Log = (line: string) => void;

/** How often the ledger grows: so seldom that nobody can tell from it when something was done. */
const PERIOD_S = 3600;
/** In a demonstration, so often that a visitor sees it. */
const DEMONSTRATION_PERIOD_S = 15;

/** The database of an installation, ready: migrated, marked, with its secrets. */
export interface Ground {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly calendar: Calendar;
  readonly installation: Installation;
  /** The names of the migrations that were applied just now. */
  readonly migrated: readonly string[];
  /** Private keys of agencies that run no key holder of their own. */
  readonly keys: KeyFile;
  /** What servers and workers show to key holders. */
  readonly identity: Identity;
  /** Which of the installation's logs is written. */
  readonly ledger: ClaimedLog;
  /** As the owner: for setting up, never for serving. */
  readonly ownerUrl: string;
  readonly serverUrl: string;
  /** As the server's login, where there is a replica. */
  readonly replicaUrl: string | undefined;
  readonly workerUrl: string;
  /** The embedded server, where there is one. */
  readonly postgres: EmbeddedPostgres | null;
  stop(): Promise<void>;
}

const random = (n: number): Uint8Array => new Uint8Array(randomBytes(n));

/**
 * The working days that count here: those of the jurisdiction, and where that is a baseline those of `LEEWARD_REGION`.
 *
 * @throws ConfigError where cases could not be led by it, or where the two settings speak of different places
 */
function calendarOf({ jurisdiction: code, jurisdictionsDir, calendar }: Config, log: Log): Calendar {
  const now = new Date();
  const own = makeCalendar(calendar, now);
  const pack = packNamed(code, now, own, jurisdictionsDir);
  const named = calendar.region && [calendar.region.country, calendar.region.state].filter(Boolean).join("-");
  if (pack.region !== null && named !== undefined && named !== pack.region) {
    throw new ConfigError(
      `LEEWARD_JURISDICTION is “${code}”, whose working days are those of ${pack.region}, and LEEWARD_REGION is “${named}”. Leave LEEWARD_REGION out: it is for a jurisdiction that names no place, such as coe.`,
    );
  }
  if (pack.region === null && named === undefined) {
    log("LEEWARD_REGION is not set: working days know weekends, but no public holidays.");
  }
  return pack.rules.calendar;
}

function packNamed(...asked: Parameters<typeof housePack>): ReturnType<typeof housePack> {
  const [code] = asked;
  try {
    return housePack(...asked);
  } catch (cause) {
    throw new ConfigError(
      `LEEWARD_JURISDICTION is “${code}”. ${cause instanceof Error ? cause.message : ""}`,
      { cause },
    );
  }
}

/** Starts (or reaches) the database and brings it to this version. */
export async function prepareGround(
  config: Config,
  kind: Installation["kind"],
  log: Log,
  { isBeside = false } = {},
): Promise<Ground> {
  if (kind === "demonstration" && !isLoopback(config.host)) {
    throw new ConfigError(
      `The demonstration has known passwords, so it listens on this machine only. HOST is ${config.host}; leave it out, or set HOST=127.0.0.1.`,
    );
  }
  const calendar = calendarOf(config, log);
  const secrets = await readSecrets(join(config.dataDir, "secrets.json"), random).catch((error: unknown) => {
    throw explainFileError(error, config.dataDir);
  });
  const folder = join(config.dataDir, "postgres");
  const runningAs = (login?: string) =>
    isBeside && !config.databaseUrl ? findRunningPostgres(folder, "leeward", login) : undefined;
  const running = runningAs();
  const postgres = (config.databaseUrl ?? running) ? null : await startPostgres({ dataDir: folder, log });
  try {
    if (config.databaseUrl) await ensureReachable(config.databaseUrl);
    if (postgres) await postgres.ensureDatabase("leeward");
    const ownerUrl = config.databaseUrl ?? running ?? postgres?.connectionString("leeward") ?? "";
    const passwords = { leeward_server: secrets.serverPassword, leeward_worker: secrets.workerPassword };
    const migrated = await migrate({ connectionString: ownerUrl, log });
    const installation = await claimInstallation(ownerUrl, kind);
    const ledger = await claimLog(ownerUrl, {
      origin: secrets.ledgerOrigin,
      verifierKey: formatVerifierKey(ledgerKey(secrets)),
    });
    await giveSecrets(ownerUrl, { vouching: secrets.vouching, passwords });
    await declareTools(ownerUrl, TOOLS);
    await declareKeeping(ownerUrl, config.jurisdiction, new Date(), config.jurisdictionsDir);
    await replayErasures(ownerUrl, config.erasuresFile, log);
    const as = (login: keyof typeof passwords) =>
      postgres?.connectionString("leeward", login) ??
      runningAs(login) ??
      withLogin(ownerUrl, login, passwords[login]);
    return {
      config,
      secrets,
      calendar,
      installation,
      migrated,
      keys: await KeyFile.open(join(config.dataDir, "agency-keys.json")),
      identity: await readIdentity(join(config.dataDir, "server-identity.json"), "Leeward server"),
      ledger,
      ownerUrl,
      serverUrl: as("leeward_server"),
      replicaUrl:
        config.replicaUrl && withLogin(config.replicaUrl, "leeward_server", passwords.leeward_server),
      workerUrl: as("leeward_worker"),
      postgres,
      stop: async () => postgres?.stop(),
    };
  } catch (error) {
    await postgres?.stop();
    throw explainFileError(error, config.dataDir);
  }
}

/**
 * The owner's connection for a command that works beside a running house, or without one: nothing is migrated. The
 * embedded database is reached where `leeward serve` runs it, and else started for as long as the command takes.
 *
 * @throws DatabaseError `not-migrated`, `too-new`, unless a database of any version will do
 */
export async function reachDatabase(
  config: Config,
  log: Log,
  { ofAnyVersion = false } = {},
): Promise<{ readonly ownerUrl: string; stop(): Promise<void> }> {
  const reached = await reachOwner(config, log);
  try {
    if (!ofAnyVersion) await ensureOfThisVersion(reached.ownerUrl);
    return reached;
  } catch (error) {
    await reached.stop();
    throw error;
  }
}

async function reachOwner(
  config: Config,
  log: Log,
): Promise<{ readonly ownerUrl: string; stop(): Promise<void> }> {
  if (config.databaseUrl) {
    await ensureReachable(config.databaseUrl);
    return { ownerUrl: config.databaseUrl, stop: async () => {} };
  }
  const folder = join(config.dataDir, "postgres");
  const running = findRunningPostgres(folder, "leeward");
  if (running) return { ownerUrl: running, stop: async () => {} };
  const postgres = await startPostgres({ dataDir: folder, log });
  await postgres.ensureDatabase("leeward");
  return { ownerUrl: postgres.connectionString("leeward"), stop: () => postgres.stop() };
}

/** Who opens wraps: the key file, and the key holders that agencies run. */
export const keyHoldersOf = (
  ground: Pick<Ground, "keys" | "identity">,
  db: Database,
  role: "leeward_visitor" | "leeward_clock_worker",
): KeyHolders =>
  new KeyHolders(
    ground.keys,
    () => ground.identity,
    () => db.transaction(role, listHolders),
  );

/** What a module is given, over this ground. */
export function furnish(
  ground: Ground,
  db: Database,
  keys: KeyHolder,
  log: Log,
  publicReads = openPublicReads({ primary: db, log }),
): House {
  return {
    config: ground.config,
    db,
    publicReads,
    keys,
    now: () => new Date(),
    calendar: ground.calendar,
    random,
    log,
    secrets: ground.secrets,
    signReceipt: receiptsOf({ origin: ground.secrets.ledgerOrigin, seed: ground.secrets.ledgerSeed }),
    demonstration: ground.installation.kind === "demonstration",
    doorSalt: ground.installation.doorSalt,
  };
}

/** For the commands that start both. */
export const metricsOfProcess = (): Metrics => createMetrics(VERSION);

/** Builds the pages that people get into the data folder, unless they are there already; never in this process. */
export const preparePages = ({ dataDir }: Config, log: Log): Promise<Assets> =>
  buildAssets({ outDir: join(dataDir, "assets"), log, minify: true, apart: true });

export interface Running {
  stop(): Promise<void>;
}

/** Serves door, desk and API; ready when it returns. */
export async function startServer(
  ground: Ground,
  log: Log,
  metrics = metricsOfProcess(),
): Promise<Running & { app: App }> {
  const { config } = ground;
  const assets = await preparePages(config, log);
  const db = openDatabase({ connectionString: ground.serverUrl, sizeMax: 20, log });
  const { replicaUrl } = ground;
  const replica = replicaUrl ? openDatabase({ connectionString: replicaUrl, sizeMax: 10, log }) : undefined;
  const publicReads = openPublicReads({ primary: db, replica, log });
  if (replica) {
    metrics.gauge("leeward_replica_lag_seconds", "How old what the replica shows may be", publicReads.lagS);
  }
  const keys = keyHoldersOf(ground, db, "leeward_visitor");
  const ending = new AbortController();
  const hub = new EventHub();
  const listening = hub.run(db, ending.signal);
  const { origins, onionPort } = config;
  const app = await createApp({ origins, isTorApart: onionPort !== undefined, version: VERSION, log });
  const health = registerHealth(app, db, metrics);
  const stop = async () => {
    health.drain();
    ending.abort();
    app.server.closeAllConnections();
    await app.close();
    await listening;
    keys.close();
    await publicReads.close();
    await db.close();
  };
  try {
    const house = furnish(ground, db, keys, log, publicReads);
    await publishPages(ground.ownerUrl, await describePublication(assets, house));
    giveBackAtRest(app);
    serveAssets(app, assets);
    registerWork(app, house);
    registerIdentity(app, house);
    registerProtocols(app, house);
    registerAudit(app, house);
    registerProposals(app, house, careFollowing);
    registerLeaving(app, house);
    registerGate(app, house);
    registerDeferredNotices(app, house);
    registerKeys(app, house);
    registerEvents(app, house, hub);
    registerLedger(app, house, { dataDir: config.dataDir });
    registerLedgerPage(app, house, assets, config.dataDir);
    registerToolsPage(app, house, assets);
    registerDoor(app, house, assets);
    registerCare(app, house);
    registerDirectory(app, house);
    registerStatistics(app, house);
    registerStatisticsPages(app, house, assets);
    registerReleasePreview(app, house, assets);
    registerDesk(app, assets);
    if (onionPort) {
      await listenForTor(app, onionPort).catch((error: unknown) => {
        throw explainListen(error, { port: onionPort, host: "127.0.0.1", name: "ONION_PORT" });
      });
    }
    await app.listen({ port: config.port, host: config.host });
  } catch (error) {
    await stop();
    throw explainListen(error, config);
  }
  return { app, stop };
}

/** What browsers are given by this version, for the ledger. */
async function describePublication(assets: Assets, house: House): Promise<Publication> {
  const files = await hashAssets(assets);
  const worker = files[assets.url("argon.js")] ?? "";
  return {
    version: VERSION,
    files: { ...files, [workerPath(assets)]: worker },
    pages: [
      ...[...describePages(house, assets), describeDesk(assets), ...describeLedgerPage()],
      ...[...describeToolsPage(), ...describeStatisticsPages()],
    ],
  };
}

/** Runs the jobs and the sequencer. */
export async function startWorker(ground: Ground, log: Log, metrics = metricsOfProcess()): Promise<Running> {
  const { config, secrets } = ground;
  const isDemonstration = ground.installation.kind === "demonstration";
  if (config.ledger.periodS !== undefined && !isDemonstration) {
    throw new ConfigError(
      "LEEWARD_LEDGER_PERIOD is for a demonstration: in the open the ledger grows once an hour, so that nobody can tell from it when something was done. Leave it out.",
    );
  }
  const db = openDatabase({ connectionString: ground.workerUrl, sizeMax: 6, log });
  metrics.gauge("leeward_ledger_checkpoint_age_seconds", "How old the newest signed checkpoint is", () => {
    const written = statSync(join(ledgerFolder(config), CHECKPOINT_PATH), { throwIfNoEntry: false });
    return written ? (Date.now() - written.mtimeMs) / 1000 : null;
  });
  const ending = new AbortController();
  const ledger = new LedgerKeeper({
    db,
    connectionString: ground.workerUrl,
    openLog: () =>
      openLog(ledgerFolder(config), {
        origin: secrets.ledgerOrigin,
        signer: createSigner(secrets.ledgerSeed),
      }),
    logNumber: ground.ledger.number,
    firstPlace: ground.ledger.firstPlace,
    periodS: config.ledger.periodS ?? (isDemonstration ? DEMONSTRATION_PERIOD_S : PERIOD_S),
    witnesses: config.ledger.witnesses,
    quorum: config.ledger.quorum,
    now: () => new Date(),
    say: (line) => log(`ledger: ${line}`),
  });
  await ledger.start().catch(async (error: unknown) => {
    await db.close();
    throw error;
  });
  measureWitnesses(metrics, ledger);
  const sequencing = ledger.run(ending.signal);
  const keys = keyHoldersOf(ground, db, "leeward_clock_worker");
  const goingRound = new KeyRounds({ db, keys, log }).run(ending.signal);
  const telling = new NoticeRounds({
    db,
    config: config.notices,
    privateKey: secrets.notices,
    now: () => new Date(),
    log,
  }).run(ending.signal);
  const jobs: Job[] = [
    endDeadShares,
    finishErasures,
    noteErasures(ground.config.erasuresFile),
    keepRetention,
    expireVersions,
    forgetAttempts,
    countMonth,
    handToStandIns,
    tellOverdue,
    endLetters,
    recallOutside,
    tellClocks,
  ];
  const runner = await startJobs({
    connectionString: ground.workerUrl,
    db,
    jobs,
    log,
    onRun: measureJobs(metrics),
  });
  return {
    stop: async () => {
      ending.abort();
      await runner.stop();
      await sequencing;
      await goingRound;
      await telling;
      keys.close();
      await db.close();
    },
  };
}

/** Whether the world outside vouches for the ledger: by the log's places, of which padding makes most. */
function measureWitnesses(metrics: Metrics, ledger: LedgerKeeper): void {
  metrics.gauge(
    "leeward_ledger_witnessed_age_seconds",
    "Since when enough witnesses last cosigned the ledger",
    () => ledger.witnessing()?.ageS ?? null,
  );
  metrics.gauge(
    "leeward_ledger_unwitnessed_places",
    "Places of the ledger that enough witnesses have not seen",
    () => ledger.witnessing()?.unwitnessed ?? null,
  );
  metrics.gauge(
    "leeward_ledger_witness_refusals",
    "How often since the start a witness did not cosign, by how",
    () =>
      [...(ledger.witnessing()?.refusals ?? [])].map(([outcome, value]) => ({
        labels: { outcome },
        value,
      })),
  );
}

/** When each job was last done, and how late it began: by the names of jobs, which say nothing of anyone. */
function measureJobs(metrics: Metrics): NonNullable<JobsOptions["onRun"]> {
  const last = new Map<string, { lateS: number; doneAt: number; failures: number }>();
  const each = (pick: (run: { lateS: number; doneAt: number; failures: number }) => number) => () =>
    [...last].map(([job, run]) => ({ labels: { job }, value: pick(run) }));
  metrics.gauge(
    "leeward_job_late_seconds",
    "How long after its time a job last ended",
    each((run) => run.lateS),
  );
  metrics.gauge(
    "leeward_job_done_timestamp_seconds",
    "When a job was last done",
    each((run) => run.doneAt),
  );
  metrics.gauge(
    "leeward_job_failures",
    "Failures of a job since it was last done",
    each((run) => run.failures),
  );
  return ({ job, lateS, isDone }) => {
    const before = last.get(job);
    last.set(job, {
      lateS,
      doneAt: isDone ? Date.now() / 1000 : (before?.doneAt ?? 0),
      failures: isDone ? 0 : (before?.failures ?? 0) + 1,
    });
  };
}

/** Serves the metrics of this process to this machine, where METRICS_PORT says so; a worker's own beside a server's. */
export async function startMetrics(
  config: Config,
  metrics: Metrics,
  { ofWorker = false } = {},
): Promise<Running> {
  const name = ofWorker ? "WORK_METRICS_PORT" : "METRICS_PORT";
  const port = ofWorker ? config.workMetricsPort : config.metricsPort;
  if (!port) return { stop: async () => {} };
  return serveMetrics(metrics, port).catch((error: unknown) => {
    throw explainListen(error, { port, host: "127.0.0.1", name });
  });
}

/**
 * Looks whether the address can be listened on, before a first start spends its half minute on a database.
 *
 * @throws ConfigError that says what to do
 */
export async function ensurePortFree(config: Config): Promise<void> {
  const probe = createServer();
  try {
    await once(probe.listen({ port: config.port, host: config.host, exclusive: true }), "listening");
  } catch (error) {
    throw explainListen(error, config);
  }
  await new Promise((resolve) => probe.close(resolve));
}

const ledgerFolder = (config: Config): string => logFolder(config.dataDir, 1, 1);

/** Under which the ledger is signed here, as witnesses know it; null where there is no `secrets.json`, and none is made. */
export async function knownLedgerKey(config: Config): Promise<string | null> {
  const file = join(config.dataDir, "secrets.json");
  return existsSync(file) ? formatVerifierKey(ledgerKey(await readSecrets(file, random))) : null;
}

const ledgerKey = (secrets: Secrets): VerifierKey =>
  createVerifierKey(sha256, secrets.ledgerOrigin, createSigner(secrets.ledgerSeed).publicKey);

function explainListen(error: unknown, at: { port: number; host: string; name?: string }): unknown {
  const code = error instanceof Error && "code" in error ? error.code : "";
  const { port, host, name = "PORT" } = at;
  const start = name === "PORT" ? " npm start" : "";
  const remedy: Record<string, string> = {
    EADDRINUSE: `Port ${port} is taken by another program. Stop that one, or choose another port: ${name}=${port + 1}${start}`,
    EACCES: `Port ${port} may not be used by this account. Choose one above 1023: ${name}=8080${start}`,
    EADDRNOTAVAIL: `HOST is ${host}, which is no address of this machine. Leave it out, or name one that is.`,
  };
  const sentence = remedy[String(code)];
  return sentence ? new ConfigError(sentence, { cause: error }) : error;
}
