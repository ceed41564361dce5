import { randomUUID } from "node:crypto";
import { access, rename, rm } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { type Card, type Description, domainOf, SynthError } from "@leeward/synth";
import { asMember } from "../../core/access/context.ts";
import type { Transaction } from "../../core/db/index.ts";
import { run } from "../../core/gate/index.ts";
import type { House } from "../../core/house.ts";
import { AUDIT_RUNS, auditRelease, type ReleaseAudit } from "./audit.ts";
import type { CodebookVariable } from "./codebook.ts";
import { StatisticsError } from "./errors.ts";
import { makeRelease, type Snapshot, sealSnapshot } from "./snapshot.ts";
import { type AskedFrame, type Budget, keepRelease, keepSnapshot, listBudgets, spend } from "./store.ts";
import { ensureKeepable, labelled } from "./tables.ts";
import { caseloadRelease } from "./tool.ts";

/** What every release is asked with. */
export interface AskedRelease {
  /** Above 0, at most 4. */
  readonly epsilon: number;
  /** Above 0, at most 1e-5. */
  readonly delta: number;
  /** That it is to answer, 3 to 400 letters: asked before any number is seen, and published with them. */
  readonly question: string;
  /** The folder to make; it must not exist. */
  readonly out: string;
  /** Of the audit, with and without the worst person; 500 where nobody says otherwise. */
  readonly auditRuns?: number;
  readonly signal: AbortSignal;
  readonly onProgress: (step: string) => void;
}

export interface MadeRelease {
  readonly card: Card;
  readonly audit: ReleaseAudit;
  /** Null where the audit failed: it is kept and paid for, and no file of it is given out. */
  readonly folder: string | null;
}

/** Who is counted, and in which words that is kept. */
export interface FrozenGround {
  readonly snapshot: Snapshot;
  readonly variables: readonly CodebookVariable[];
  readonly frame: AskedFrame;
}

/** What a release is made of. */
export interface ReleaseGround {
  /** What is public about it: so what is too large to be kept is refused before it is paid for. */
  readonly description: Description;
  /** Out of the hands of the database, once, with the key that paid for it; null where too few are in it. */
  readonly freeze: (tx: Transaction, runId: string, key: Uint8Array) => Promise<FrozenGround | null>;
  readonly populationId: string | null;
  readonly sourceId: string | null;
}

/**
 * Makes a release through the gate, into a folder: it is written beside its place, and takes it when the gate has been
 * asked once more.
 *
 * @throws GateRefusal, StatisticsError, SynthError; NoSessionError
 */
export async function releaseThroughGate(
  house: Pick<House, "db" | "secrets" | "random">,
  secret: Uint8Array,
  { out, signal, onProgress, question, epsilon, delta, auditRuns = AUDIT_RUNS }: AskedRelease,
  { description, freeze, populationId, sourceId }: ReleaseGround,
): Promise<MadeRelease> {
  const by = { secret, purpose: "statistics" } as const;
  const place = resolve(out);
  await ensureFree(place);
  ensureKeepable(domainOf(description));
  return run(house, by, caseloadRelease, {
    prepare: async (runId) => {
      const key = house.random(32);
      // A transaction of its own: whoever dies from here on, in the middle of reading too, has paid.
      await asMember(house.db, secret, by.purpose, async (tx) => {
        const left = (await listBudgets(tx)).find((one) => one.populationId === populationId);
        if (left) onProgress(`of this year are left: ${sayBudget(left)}`);
        await spend(tx, runId, { populationId, sourceId, question, epsilon, delta, key });
      });
      const frozen = await asMember(house.db, secret, by.purpose, async (tx) => {
        const ground = await freeze(tx, runId, key);
        if (!ground) return null;
        await keepSnapshot(tx, runId, sealSnapshot(house, runId, ground.snapshot));
        return ground;
      });
      if (frozen === null) throw new StatisticsError("people-too-few");
      const { snapshot, variables, frame } = frozen;
      const draft = join(dirname(place), `.${basename(place)}-gate-${randomUUID()}`);
      const { release, tables } = await makeRelease(snapshot, { out: draft, signal, onProgress });
      const made = { tables: labelled(tables, { variables }), draft, runId, frame };
      onProgress(`attacking it in ${2 * auditRuns} runs`);
      try {
        const audit = await auditRelease(house, release, { runs: auditRuns, signal });
        return { card: release.card, audit, ...made };
      } catch (error) {
        await rm(draft, { recursive: true, force: true });
        throw error;
      }
    },
    effect: async ({ card, tables, draft, runId, frame, audit }, tx) => {
      await ensureFree(place);
      await keepRelease(tx, {
        ...{ id: randomUUID(), runId, card, tables, audit },
        ...{ populationId, sourceId, frame },
      });
      // Attacks proved more than it claims: no file of it is for anyone.
      if (!audit.passed) await rm(draft, { recursive: true, force: true });
      else await rename(draft, place);
      return { card, audit, folder: audit.passed ? place : null };
    },
    discard: ({ draft }) => rm(draft, { recursive: true, force: true }),
  });
}

/** Without the tails of sums. */
const sayBudget = ({ epsilon, delta }: Pick<Budget, "epsilon" | "delta">): string =>
  `epsilon ${Number(epsilon.toFixed(4))}, delta ${Number(delta.toPrecision(3))}`;

/** @throws SynthError `output-exists` */
async function ensureFree(place: string): Promise<void> {
  const exists = await access(place).then(
    () => true,
    () => false,
  );
  if (exists)
    throw new SynthError(
      "output-exists",
      `"${basename(place)}" exists already; name a folder that does not.`,
    );
}
