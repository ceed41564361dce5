import { rhoOf } from "../accounting.ts";
import { estimateOf } from "../bands.ts";
import type { Encoded } from "../encode.ts";
import type { RandomSource } from "../random.ts";
import { pause } from "../stop.ts";
import { type SynthesisOptions, synthesise } from "../synthesise.ts";
import { countTable, type Microdata } from "../tables.ts";
import { auditWithCanary, type Mechanism } from "./canaries.ts";
import { auditInOneRun } from "./one-run.ts";
import { auditReconstruction, columnsToRebuild, type ReconstructionAudit } from "./reconstruction.ts";

export type AuditReport = {
  claimed: { epsilon: number; delta: number; mu: number };
  canary: { epsilon: number; epsilonIfGaussian: number; mu: number; confidence: number; runs: number };
  oneRun: { epsilon: number; confidence: number; canaries: number; correct: number; guesses: number };
  reconstruction: ReconstructionAudit;
  rows: number;
  columns: number;
  passed: boolean;
  notes: string[];
};

/** Small enough to run the whole mechanism a thousand times; the attack sees all noise, so size hides nothing. */
const rowsMax = 300;
const columnsMax = 4;
const stepsTold = 10;

function sampleOf(data: Microdata, rows: number[], columns: number[]): Microdata {
  const codes = new Uint16Array(rows.length * columns.length);
  for (const [i, row] of rows.entries()) {
    for (const [j, column] of columns.entries())
      codes[i * columns.length + j] = data.codes[row * data.width + column] ?? 0;
  }
  return {
    rows: rows.length,
    width: columns.length,
    sizes: columns.map((column) => data.sizes[column] ?? 1),
    codes,
  };
}

/** The person who stands out most: in every column the value that fewest others have; all rows that a person may have. */
function worstPerson(others: Microdata, rowsPerPerson: number): Microdata {
  const rarest = others.sizes.map((_, column) => {
    const counts = countTable(others, [column]);
    return counts.indexOf(Math.min(...counts));
  });
  const codes = Uint16Array.from(
    { length: rowsPerPerson * others.width },
    (_, k) => rarest[k % others.width] ?? 0,
  );
  return { ...others, rows: rowsPerPerson, codes };
}

/** Rebuilds the people of one half from its tables, as they are measured: sharper than what is published of them. */
async function attackTables(
  data: Microdata,
  others: Microdata,
  mechanism: Mechanism,
  options: SynthesisOptions,
): Promise<ReconstructionAudit> {
  const columns = columnsToRebuild(data.sizes);
  const part = (whole: Microdata) =>
    sampleOf(
      whole,
      Array.from({ length: whole.rows }, (_, row) => row),
      columns,
    );
  const attacked = part(data);
  const { microdata, evidence } = await mechanism(attacked, options);
  return auditReconstruction(
    attacked,
    part(others),
    (shape) => estimateOf(microdata, shape, evidence).estimate,
    (shape) => countTable(attacked, shape),
  );
}

/**
 * Attacks the mechanism on a part of a table, as someone who knows all other rows and sees all noisy measurements (not
 * the noisy scores by which tables were chosen, of which a release keeps only those of tables left unmeasured).
 *
 * @param random a source for each thing that it is asked for by name: that of releases, so that a fault of it is found
 *   too, or a seeded one, which repeats the audit exactly and does no harm here: audits publish nothing
 * @param rows of the table at most, 300 unless told: fewer take less time, and hide nothing from the attack
 * @throws SynthError `stopped`
 */
export async function auditMechanism(
  encoded: Pick<Encoded, "data" | "rowsPerPerson">,
  options: {
    epsilon: number;
    delta: number;
    runs: number;
    risk: number;
    random: (what: string) => RandomSource;
    rows?: number;
    /** What is attacked; the true one unless told, and one broken on purpose to see that the audit finds it. */
    mechanism?: Mechanism;
    signal?: AbortSignal | undefined;
    onProgress?: (step: string) => void;
  },
): Promise<AuditReport> {
  const { epsilon, delta, runs, risk, random, signal } = options;
  const say = options.onProgress ?? (() => {});
  const mechanism = options.mechanism ?? synthesise;
  const rho = rhoOf(epsilon, delta);
  const columns = encoded.data.sizes
    .flatMap((size, column) => (size > 1 ? [column] : []))
    .slice(0, columnsMax);
  const rows = Array.from({ length: Math.min(options.rows ?? rowsMax, encoded.data.rows) }, (_, row) => row);
  const others = sampleOf(encoded.data, rows, columns);
  const synthesis = { rho, rowsPerPerson: encoded.rowsPerPerson };
  const canary = await auditWithCanary({
    mechanism,
    others,
    canary: worstPerson(others, encoded.rowsPerPerson),
    options: synthesis,
    delta,
    trials: runs,
    risk,
    randomFor: (trial, isIn) => random(`canary ${trial} ${isIn}`),
    signal,
    onTrial: (trial) => {
      if (trial % Math.ceil(runs / stepsTold) === 0)
        say(`worst person: ${2 * trial} of ${2 * runs} runs attacked`);
    },
  });
  say("one run with people in or out by coin");
  const half = others.rows >> 1;
  const first = sampleOf(
    others,
    rows.slice(0, half),
    columns.map((_, k) => k),
  );
  const second = sampleOf(
    others,
    rows.slice(half, 2 * half),
    columns.map((_, k) => k),
  );
  const canaries = Array.from({ length: half }, (_, k) =>
    sampleOf(
      second,
      [k],
      columns.map((_, j) => j),
    ),
  );
  const oneRun = await auditInOneRun({
    mechanism,
    others: first,
    canaries,
    options: { ...synthesis, random: random("one run") },
    delta,
    guesses: Math.max(2, Math.floor(half / 5)),
    risk,
    coins: random("coins"),
  });
  await pause(signal);
  say("rebuilding rows from the tables");
  const reconstruction = await attackTables(first, second, mechanism, {
    ...synthesis,
    random: random("reconstruction"),
  });
  return {
    claimed: { epsilon, delta, mu: Math.sqrt(2 * rho) },
    canary: { ...canary, runs: 2 * runs },
    oneRun,
    reconstruction,
    rows: others.rows,
    columns: others.width,
    passed: canary.epsilon <= epsilon && canary.epsilonIfGaussian <= epsilon && oneRun.epsilon <= epsilon,
    notes: [
      `A right mechanism fails this audit by chance at most ${2 * risk} of the time.`,
      "A lower bound below the claim shows that these attacks found no fault; the claim itself rests on the proof.",
      "Rebuilt people are counted exactly: these figures are about real people and stay with whoever holds the table.",
      "How near synthetic rows are to real ones proves nothing, and is not reported.",
    ],
  };
}
