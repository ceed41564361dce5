import { type NoteSignature, type Submission, submitCheckpoint, type VerifierKey } from "@leeward/ledger";
import { type Log, verifyEd25519 } from "@leeward/ledger/files";
import type { Refusal } from "./store.ts";

/** A witness that the operator has chosen. */
export interface ChosenWitness {
  readonly url: string;
  /** Of type 4: what it cosigns with. */
  readonly key: VerifierKey;
}

/** What a witness said. */
export interface WitnessAnswer {
  readonly witness: ChosenWitness;
  readonly said: Submission;
}

const ASK_MS_MAX = 10_000;

/** Asks all of them at once to cosign the log's newest checkpoint; none can hold up the others for more than seconds. */
export async function askWitnesses(
  witnesses: readonly ChosenWitness[],
  log: Log,
  knownSizes: ReadonlyMap<string, number>,
  signal: AbortSignal,
): Promise<{ size: number; answers: WitnessAnswer[] }> {
  const { size, checkpoint } = log;
  const submitted = { size, checkpoint, consistencyProof: (old: number) => log.consistencyProof(old, size) };
  const ask: typeof fetch = (input, init) =>
    fetch(input, { ...init, signal: AbortSignal.any([signal, AbortSignal.timeout(ASK_MS_MAX)]) });
  const answers = witnesses.map(async (witness) => ({
    witness,
    said: await submitCheckpoint(
      { verifyEd25519, fetch: ask },
      witness,
      submitted,
      knownSizes.get(witness.key.name) ?? 0,
    ),
  }));
  return { size, answers: await Promise.all(answers) };
}

/** The cosignatures among answers. */
export function cosignaturesOf(answers: readonly WitnessAnswer[]): NoteSignature[] {
  return answers.flatMap(({ said }) => (said.outcome === "cosigned" ? [said.signature] : []));
}

/** Why nothing may be signed. */
export interface RefusalFound {
  readonly refusal: Refusal;
  /** How many entries a witness has seen, where that is why. */
  readonly size: number | null;
}

/**
 * Whether the log may grow after a start, from what witnesses said about the tree that it has. It may not where someone
 * has seen more of it than the database holds: then this is an older copy, and what it signed next would be a second
 * history. So many must have answered that one of them was at every witnessing: all but a quorum, and one more.
 *
 * @param held how many places of this log the database holds
 * @param ownSize the largest size that this database itself saw witnessed
 */
export function mayGrow(
  answers: readonly WitnessAnswer[],
  quorum: number,
  held: number,
  ownSize: number,
): RefusalFound | null {
  const seen = answers.flatMap(({ said }) => (said.outcome === "ahead" ? [said.size] : []));
  const largest = Math.max(ownSize, ...seen);
  if (largest > held) return { refusal: "older-than-witnessed", size: largest };
  if (answers.some(({ said }) => said.outcome === "forked")) return { refusal: "forked", size: null };
  const reached = answers.filter(({ said }) => said.outcome !== "failed").length;
  const needed = answers.length === 0 ? 0 : answers.length - quorum + 1;
  return reached < needed ? { refusal: "witnesses-silent", size: null } : null;
}
