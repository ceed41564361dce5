import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { stopTestServer } from "../src/core/db/testing.ts";
import { testHouse } from "../src/core/testing.ts";
import { gatherFiles, importRecords, registerDirectory } from "../src/modules/directory/index.ts";

/**
 * One agency's directory: read from a file, written, published, changed in one service, searched over HTTP; each beside
 * the same rows and questions by bare SQL through the same driver. `npm run bench -- directory [SERVICES]`
 */
const count = Number(process.argv[2] ?? 50_000);
const SEARCHES = 200;
const say = (line: string) => process.stderr.write(`${line}\n`);

const TOWNS = [
  "Northport",
  "Eastwick",
  "Southam",
  "Westbridge",
  "Midfield",
  "Overton",
  "Netherby",
  "Lakeside",
];
const LANGUAGES = ["ar", "en", "fr", "es", "fa", "uk", "am", "vi", "tl", "ro", "bn", "ti"];
const NEEDS = ["Shelter", "Legal advice", "Health care", "Counselling", "Work", "Interpreting"];
const WELCOME = ["women", "men", "children", "families", "lgbtiq", "disabled"];

const uuid = (table: number, n: number): string =>
  `${String(table).padStart(8, "0")}-0000-4000-8000-${String(n).padStart(12, "0")}`;
const pick = <T>(all: readonly T[], n: number): T => all[n % all.length] as T;

/** Of each hundred locations five are hidden, and five say their town alone. */
const tierOf = (n: number): object =>
  n % 20 === 0 ? { leeward_confidentiality: n % 40 === 0 ? "hidden" : "place" } : {};

function serviceOf(n: number): object {
  const taxonomy = { id: uuid(9, 1), name: "Needs", description: "What is asked for" };
  const need = n % NEEDS.length;
  return {
    id: uuid(1, n),
    name: `${pick(NEEDS, need)} ${n}`,
    status: "active",
    description: `Help number ${n}: come as you are; somebody answers on the telephone and nobody asks for papers.`,
    leeward_welcome: pick(WELCOME, n),
    leeward_capacity_free: n % 9,
    phones: [{ id: uuid(2, n), number: `+43 800 ${n}` }],
    languages: [{ id: uuid(3, n), code: pick(LANGUAGES, n) }],
    schedules: [
      {
        ...{ id: uuid(4, n), freq: "WEEKLY", byday: "MO,TU,WE", timezone: 0 },
        ...{ opens_at: "09:00", closes_at: "17:00" },
      },
    ],
    attributes: [
      {
        id: uuid(5, n),
        taxonomy_term: {
          ...{ id: uuid(8, need), name: NEEDS[need], description: "Need", taxonomy_detail: taxonomy },
        },
      },
    ],
    service_at_locations: [
      {
        id: uuid(6, n),
        location: {
          ...{ id: uuid(7, n), location_type: "physical", name: `House ${n}`, ...tierOf(n) },
          ...{ latitude: 40 + (n % 997) / 100, longitude: 10 + (n % 991) / 100 },
          addresses: [
            {
              ...{ id: uuid(10, n), address_1: `${n} Long Street`, city: pick(TOWNS, n) },
              ...{ state_province: "Coast", postal_code: `P${n}Q`, country: "XX", address_type: "physical" },
            },
          ],
        },
      },
    ],
    organization: { id: uuid(11, n % 500), name: `Agency ${n % 500}`, description: "Helps" },
  };
}

interface Spent {
  readonly wallS: number;
  /** Of this process and of the connections' processes in the database. */
  readonly cpuS: number;
  /** The database's part of it. */
  readonly databaseCpuS: number;
}

/** User and system time of a process in seconds, where the system tells (Linux). */
async function processorS(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / 100;
}

async function cpuS(): Promise<{ readonly own: number; readonly inside: number }> {
  const { rows } = await house.owner.query<{ pid: number }>(
    "select pid from pg_stat_activity where datname = current_database()",
  );
  const inside = await Promise.all(rows.map(({ pid }) => processorS(pid)));
  const own = process.cpuUsage();
  return { own: (own.user + own.system) / 1e6, inside: inside.reduce((sum, each) => sum + each, 0) };
}

async function spend<T>(what: string, work: () => Promise<T>): Promise<Spent & { result: T }> {
  const [cpu, started] = [await cpuS(), performance.now()];
  const result = await work();
  const wallS = Number(((performance.now() - started) / 1000).toFixed(2));
  const after = await cpuS();
  const databaseCpuS = Number((after.inside - cpu.inside).toFixed(2));
  const spent = { wallS, cpuS: Number((after.own - cpu.own + databaseCpuS).toFixed(2)), databaseCpuS };
  say(`${what}: ${spent.wallS} s, ${spent.cpuS} s of processor, ${databaseCpuS} of them in the database`);
  return { ...spent, result };
}

const p95 = (times: readonly number[]): number =>
  Number([...times].sort((a, b) => a - b)[Math.floor(times.length * 0.95)]?.toFixed(2));

async function times(work: (n: number) => Promise<void>): Promise<number> {
  const each: number[] = [];
  for (let n = 0; n < SEARCHES; n++) {
    const started = performance.now();
    await work(n);
    each.push(performance.now() - started);
  }
  return p95(each);
}

const house = await testHouse();
registerDirectory(house.app, house.house);
const bare = new Client({ connectionString: house.connectionString });
await bare.connect();
const agencyId = await house.addAgency({ name: "Registry", kind: "health" });
const member = await house.addMember({ agencyId, name: "Registrar", roles: ["supervisor"] });
const folder = await mkdtemp(join(tmpdir(), "leeward-directory-"));

async function importing(name: string, services: readonly object[]) {
  const path = join(folder, "services.json");
  await writeFile(path, JSON.stringify(services));
  const read = await spend(`${name}: file`, () => gatherFiles(path));
  if (read.result.refusedCount > 0) throw new Error(JSON.stringify(read.result.refused[0]));
  const written = await spend(`${name}: written and published`, () =>
    importRecords(house.house, member.secret, read.result, {}),
  );
  return { read, written };
}

/** The same rows into tables with the same indexes, and nothing else. */
async function writeBare(): Promise<void> {
  await bare.query("create table public.bare_record (like directory.record including all)");
  await bare.query("create table public.bare_entry (like directory.public_entry including all)");
  await bare.query("insert into public.bare_record select * from directory.record");
  await bare.query("insert into public.bare_entry select * from directory.public_entry");
}

const ASKED = {
  place: [TOWNS, "places", "place"],
  language: [LANGUAGES, "languages", "language"],
  need: [NEEDS, "needs", "need"],
} as const;

async function searchBoth(kind: keyof typeof ASKED) {
  const [values, column, parameter] = ASKED[kind];
  const house95 = await times(async (n) => {
    const url = `/api/directory/services?${parameter}=${encodeURIComponent(pick(values, n))}`;
    const answer = await house.app.inject({ url, headers: { host: "leeward.test" } });
    if (answer.statusCode !== 200 || answer.json().empty) throw new Error(`${url}: ${answer.statusCode}`);
  });
  const bare95 = await times(async (n) => {
    const asked = [[pick(values, n).toLowerCase()]];
    const where = `kind = 'service' and ${column} @> $1`;
    await bare.query(`select count(*) from directory.public_entry where ${where}`, asked);
    await bare.query(
      `select content from directory.public_entry where ${where} order by name, id limit 50`,
      asked,
    );
  });
  say(`by ${kind}: p95 ${house95} ms, bare ${bare95} ms`);
  return { p95Ms: house95, bareP95Ms: bare95 };
}

try {
  const services = Array.from({ length: count }, (_, n) => serviceOf(n));
  const first = await importing("first", services);
  const bareWrite = await spend("bare", writeBare);
  const one = await importing("one service", [{ ...services[7], leeward_capacity_free: 77 }]);
  const same = await importing("the same again", services);
  await house.owner.query("vacuum analyze");
  const search = {
    place: await searchBoth("place"),
    language: await searchBoth("language"),
    need: await searchBoth("need"),
  };
  const spent = ({ wallS, cpuS, databaseCpuS }: Spent) => ({ wallS, cpuS, databaseCpuS });
  const result = {
    services: count,
    published: first.written.result.published,
    readFile: spent(first.read),
    writeAndPublish: spent(first.written),
    bareRows: spent(bareWrite),
    oneService: spent(one.written),
    sameAgain: spent(same.written),
    search,
    barCpuS: 20,
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
} finally {
  await bare.end();
  await house.stop();
  await rm(folder, { recursive: true, force: true });
  await stopTestServer();
}
