import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join as joinPath } from "node:path";
import { encodeSource } from "@leeward/synth";
import type { Client } from "pg";
import { asMember } from "../../core/access/context.ts";
import type { Transaction } from "../../core/db/index.ts";
import { declareTools, registerGate } from "../../core/gate/index.ts";
import { pass } from "../../core/gate/store.ts";
import { addAssessor, ask, assess, send, type TestAssessor, write } from "../../core/gate/testing.ts";
import { registerProposals } from "../../core/proposals/index.ts";
import { type TestHouse, type TestMember, testHouse } from "../../core/testing.ts";
import type { Codebook } from "./codebook.ts";
import { describe, SEPARATOR } from "./describe.ts";
import { registerStatistics } from "./routes.ts";
import { makeRelease } from "./snapshot.ts";
import { packRows } from "./source/counted-rows.ts";
import { type Frame, type Spending, spend, type TakenCase, takeCases, takeSource } from "./store.ts";
import { labelled } from "./tables.ts";
import { caseloadRelease } from "./tool.ts";

/** For tests: attacks on a release are made, and are few. */
export const FEW_RUNS = { auditRuns: 40 } as const;
export const ASKED = { question: "Who was helped in 2026?" } as const;

/** For tests: an agency whose statistician counts behind an assessed tool. */
export interface TestCounter extends TestAssessor {
  readonly counter: TestMember;
}

/** For tests: two agencies that a statistics office counts together, all three with an assessed tool of their own. */
export interface CountedTogether {
  readonly house: TestHouse;
  readonly office: TestCounter;
  readonly ngo: TestCounter;
  readonly shelter: TestCounter;
  readonly populationId: string;
}

export async function countedTogether(): Promise<CountedTogether> {
  const house = await testHouse();
  registerProposals(house.app, house.house);
  registerGate(house.app, house.house);
  registerStatistics(house.app, house.house);
  await declareTools(house.connectionString, [caseloadRelease]);
  const office = await addCounter(house, "Office", "statistics-office");
  const ngo = await addCounter(house, "Harbour", "ngo");
  const shelter = await addCounter(house, "Marigold", "shelter");
  for (const { agencyId } of [ngo, shelter]) await plantCases(house, agencyId, 30);
  const { id: populationId = "" } = await send(house, office.counter, "/api/populations", {
    name: "People whom services of this State help",
  });
  for (const agency of [ngo, shelter]) await join(house, agency, populationId);
  return { house, office, ngo, shelter, populationId };
}

async function addCounter(house: TestHouse, name: string, kind: string): Promise<TestCounter> {
  const at = await addAssessor(house, name);
  await house.owner.query("update identity.agency set kind = $2 where id = $1", [at.agencyId, kind]);
  const counter = await house.addMember({
    ...{ agencyId: at.agencyId, name: `${name} counter`, roles: ["statistician"] },
  });
  await assess(house, at, await write(house, "caseload-release"));
  await ask(house, at, "caseload-release", "for");
  return { ...at, counter };
}

/** People with one case each, of whom nothing was coded. */
export async function plantCases(house: TestHouse, agencyId: string, count: number): Promise<void> {
  await house.owner.query(
    `with p as (insert into identity.person select from generate_series(1, $2::int) returning id),
     r as (insert into access.case_record (holder_agency_id, person_id) select $1, id from p returning id)
     insert into care.case_file (id, alias, state, gender, age_band)
     select id, 'Tern ' || id, 'recovery', 'woman', '25-34' from r`,
    [agencyId, count],
  );
}

/** Proposed by the supervisor, seconded by the officer, over HTTP. */
export async function join(
  house: TestHouse,
  { boss, officer }: TestAssessor,
  populationId: string,
): Promise<void> {
  const { id = "" } = await send(house, boss, `/api/populations/${populationId}/joining`, {});
  const listed = await house.app.inject({ method: "GET", url: "/api/proposals", headers: officer.headers() });
  const { hash } = listed.json().proposals.find((one: { id: string }) => one.id === id);
  const { status } = await send(house, officer, `/api/proposals/${id}/confirm`, { hash });
  if (status !== 204) throw new Error(`the second was answered ${status}`);
}

/** What a run that passed the gate is handed. */
export async function take(
  house: TestHouse,
  by: TestMember,
  asked: Partial<Frame> & { readonly epsilon: number; readonly delta?: number; readonly runId?: string },
): Promise<TakenCase[]> {
  return asMember(house.house.db, by.secret, "statistics", async (tx) =>
    takeAll(tx, asked.runId ?? (await pass(tx, caseloadRelease)).runId ?? randomUUID(), {
      ...{ populationId: null, fromYear: 0, toYear: 9999, delta: 1e-6, key: house.house.random(32) },
      ...asked,
    }),
  );
}

/** For tests: paid for, and all pages at once. */
export async function takeAll(
  tx: Transaction,
  runId: string,
  { epsilon, delta, ...asked }: Frame & Pick<Spending, "epsilon" | "delta" | "key">,
): Promise<TakenCase[]> {
  const { populationId, key } = asked;
  await spend(tx, runId, { ...ASKED, sourceId: null, populationId, epsilon, delta, key });
  const taken: TakenCase[] = [];
  for await (const page of takeCases(tx, runId, asked)) taken.push(...page);
  return taken;
}

/** For tests: a source, paid for and handed to a run that passed the gate. */
async function takeSourceOf(
  house: TestHouse,
  by: TestMember,
  { sourceId, epsilon }: { readonly sourceId: string; readonly epsilon: number },
): Promise<Buffer> {
  const key = house.house.random(32);
  return asMember(house.house.db, by.secret, "statistics", async (tx) => {
    const runId = (await pass(tx, caseloadRelease)).runId ?? randomUUID();
    await spend(tx, runId, { ...ASKED, populationId: null, sourceId, epsilon, delta: 1e-6, key });
    return takeSource(tx, runId, { sourceId, key });
  });
}

/** A source whose rows nobody reads. @returns its id */
async function plantSource(house: TestHouse, { agencyId, counter }: TestCounter): Promise<string> {
  const { rows } = await house.owner.query(
    `insert into statistics.source (id, agency_id, imported_by, title, origin, kind, form, columns, variables, file_sha256, sealed)
     values (gen_random_uuid(), $1, $2, 'A file', 'Somewhere', 'caseload', 'htcds', '{gender}', '[]', sha256('x'), 'x') returning id`,
    [agencyId, counter.id],
  );
  return rows[0].id;
}

/**
 * For tests: so many times, all at once ask for more of a year's epsilon than is left for two of them: for an agency's cases, for a file
 * of another one's, and for all cases of the population that both are in. That is one budget.
 *
 * @returns how often more than one was let through, or none was; and the most that stood as spent after a round
 */
export async function raceForTheLast(
  { house, office, ngo, shelter, populationId }: CountedTogether,
  rounds: number,
): Promise<{ readonly unfair: number; readonly spentMost: number }> {
  const sourceId = await plantSource(house, shelter);
  const epsilon = 2.1;
  let unfair = 0;
  let spentMost = 0;
  for (let round = 0; round < rounds; round++) {
    await house.owner.query("delete from statistics.spent");
    const tried = await Promise.allSettled([
      take(house, office.counter, { populationId, epsilon }),
      take(house, ngo.counter, { epsilon }),
      takeSourceOf(house, shelter.counter, { sourceId, epsilon }),
    ]);
    const refused = tried.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
    const other = refused.find(({ code }) => code !== "caseload-budget");
    if (other) throw other;
    if (tried.length - refused.length !== 1) unfair++;
    const { rows } = await house.owner.query(
      "select sum(epsilon)::float as spent from (select max(epsilon) as epsilon from statistics.spent group by run_id) run",
    );
    spentMost = Math.max(spentMost, rows[0].spent);
  }
  return { unfair, spentMost };
}

/** A published release with a column for every picture, as the owner of the database: who made it is another story. @returns its id */
export async function plantRelease(owner: Client): Promise<string> {
  const yesNo = ["no", "yes"];
  const columns = Object.entries({
    gender: ["woman", "man", "unknown"],
    ageBand: ["9-17", "18-24", "25-34", "65+"],
    citizenshipRegion: ["Northern Africa", "Southern Asia", "Oceania"],
    exploitationRegion: ["Western Asia", "Southern Europe"],
    year: ["2023", "2024", "2025"],
    "purpose: forced-labour": yesNo,
    "purpose: sexual": yesNo,
    "control: papers-withheld": yesNo,
    "control: debt": yesNo,
  }).map(([name, values]) => ({ name, values }));
  const sizes = columns.map(({ values }) => values.length);
  const shapes: number[][] = [[]];
  for (let a = 0; a < sizes.length; a++) {
    shapes.push([a]);
    for (let b = a + 1; b < sizes.length; b++) shapes.push([a, b]);
  }
  const TOTAL = 1440;
  const tables = shapes.map((shape) => {
    const cells = shape.reduce((all, column) => all * (sizes[column] ?? 1), 1);
    const counts = Array.from({ length: cells }, (_, n) =>
      Math.round((TOTAL / cells) * (n % 2 === 0 ? 1.2 : 0.8)),
    );
    return { shape, counts, low: counts.map((n) => Math.max(0, n - 40)), high: counts.map((n) => n + 40) };
  });
  const privacy = { epsilon: 1, delta: 1e-6, rho: 0.02435597 };
  const card = { release: "demo-1", rows: TOTAL, privacy, quality: { 1: { halfWidthMean: 40 } } };
  const { rows } = await owner.query(
    `insert into statistics.release (id, run_id, agency_id, made_by, card, tables, title, question, published_at)
     select gen_random_uuid(), gen_random_uuid(), m.agency_id, m.id, $1, $2, 'People found in three years', 'Who was found, and where?', now()
     from identity.member m limit 1 returning id`,
    [JSON.stringify(card), JSON.stringify({ columns, tables })],
  );
  return rows[0].id;
}

/** Made-up people of these columns, the same each time; of a set each has none, one or two, or nothing recorded. */
function* madeUp(codebook: Codebook, columns: readonly string[], people: number): Generator<string[]> {
  let state = 2026;
  // Small numbers more often: answers are not equally frequent.
  const less = (than: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) ** 2 * than);
  };
  const variables = columns.flatMap((name) => codebook.variables.find((one) => one.name === name) ?? []);
  for (let n = 0; n < people; n++)
    yield variables.map(({ many, codes }) => {
      const some = Array.from({ length: many ? less(3) : 1 }, () => codes[less(codes.length)]?.code ?? "");
      return [...new Set(some)].join(SEPARATOR);
    });
}

/** For benches: a release of as many columns as one may have, made as the command makes it, and published. @returns its id */
export async function plantWideRelease(
  owner: Client,
  codebook: Codebook,
  columns: readonly string[],
  people: number,
): Promise<string> {
  const description = describe(codebook.variables, columns);
  const rows = (async function* () {
    yield [...madeUp(codebook, columns, people)];
  })();
  const encoded = await encodeSource({ header: [...columns], rows }, description);
  const folder = await mkdtemp(joinPath(tmpdir(), "leeward-wide-"));
  try {
    const { release, tables } = await makeRelease(
      {
        ...packRows(encoded),
        ...{ description, epsilon: 1, delta: 1e-6, release: "wide-1" },
        noise: Buffer.alloc(32, 7).toString("base64"),
      },
      { out: joinPath(folder, "made") },
    );
    const frame = { fromYear: 0, toYear: 9999, codebook: codebook.version, columns };
    const { rows: kept } = await owner.query(
      `insert into statistics.release
         (id, run_id, agency_id, made_by, card, tables, frame, title, question, published_at)
       select gen_random_uuid(), gen_random_uuid(), m.agency_id, m.id, $1, $2, $3, 'Everything that is counted',
         'What is known of each?', now()
       from identity.member m limit 1 returning id`,
      [JSON.stringify(release.card), JSON.stringify(labelled(tables, codebook)), JSON.stringify(frame)],
    );
    return kept[0].id;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
