import { auditMechanism, keyedRandom, type Release } from "@leeward/synth";
import type { House } from "../../core/house.ts";

/** What attacks could prove against the method of a release, beside what it claims; kept with it. */
export interface ReleaseAudit {
  readonly claimed: { readonly epsilon: number; readonly delta: number };
  /** At least so much, with no assumption about the method. */
  readonly epsilon: number;
  /** At least so much, if its noise is normal as it claims: far sharper, and what catches a broken build. */
  readonly epsilonIfGaussian: number;
  /** How sure both are, from 0 to 1. */
  readonly confidence: number;
  readonly runs: number;
  readonly passed: boolean;
}

/** With and without the worst person, each so often: a thousand runs, some ten seconds. */
export const AUDIT_RUNS = 500;
/** Few rows are as good as many: the attacker sees all noise. */
const ROWS = 40;
const RISK = 0.005;

/**
 * Attacks the method as this release used it: its columns, its epsilon, noise under keys of the same source. The rows are made-up
 * ones of the release itself, so nothing more is told of anyone.
 *
 * @param runs with and without the worst person, each
 * @throws SynthError `stopped`
 */
export async function auditRelease(
  { random }: Pick<House, "random">,
  { card, microdata }: Pick<Release, "card" | "microdata">,
  { runs, signal }: { readonly runs: number; readonly signal: AbortSignal },
): Promise<ReleaseAudit> {
  const { epsilon, delta } = card.privacy;
  const { canary, passed } = await auditMechanism(
    { data: microdata, rowsPerPerson: 1 },
    { ...{ epsilon, delta, runs, risk: RISK, rows: ROWS, signal }, random: () => keyedRandom(random(32)) },
  );
  return {
    claimed: { epsilon, delta },
    ...{ epsilon: canary.epsilon, epsilonIfGaussian: canary.epsilonIfGaussian },
    ...{ confidence: canary.confidence, runs: canary.runs, passed },
  };
}
