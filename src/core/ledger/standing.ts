import type { Transaction } from "../db/index.ts";
import type { LogFiles } from "./files.ts";
import {
  type CheckpointRow,
  findStanding,
  findUnwitnessedSince,
  listCheckpoints,
  listLogs,
  listWitnesses,
  type Refusal,
} from "./store.ts";

/** What anyone may know of how the ledger stands. */
export interface Standing {
  readonly origin: string | null;
  readonly verifierKey: string | null;
  /** The newest signed checkpoint, with the cosignatures that it has so far. */
  readonly checkpoint: string | null;
  readonly size: number;
  /** The newest checkpoint that enough witnesses cosigned. */
  readonly witnessed: { readonly checkpoint: string; readonly size: number; readonly at: Date } | null;
  /** Set where enough time has passed without enough witnesses: since then nobody outside vouches for what is here. */
  readonly unwitnessedSince: Date | null;
  /** How long a checkpoint may go unwitnessed before that is said, in seconds. */
  readonly patienceS: number;
  readonly quorum: number;
  readonly witnesses: readonly {
    readonly name: string;
    readonly verifierKey: string;
    readonly outcome: string;
    readonly cosignedSize: number | null;
    readonly cosignedAt: Date | null;
  }[];
  /** Set while nothing new is signed. */
  readonly refusal: { readonly code: Refusal; readonly since: Date; readonly size: number | null } | null;
  readonly periodS: number;
  /** Logs that came before this one, the first one first. */
  readonly before: readonly {
    readonly number: number;
    readonly origin: string;
    readonly verifierKey: string;
  }[];
  readonly number: number;
}

const PERIOD_S = 3600;
/** A witness may be away for a batch and a little; what lasts longer is said. */
const PATIENCE_PERIODS = 2;
const PATIENCE_S_MIN = 60;

/** How long a checkpoint may go unwitnessed before that is said. */
export function patienceFor(periodS: number): number {
  return Math.max(PATIENCE_S_MIN, PATIENCE_PERIODS * periodS);
}

/**
 * Since when nobody outside vouches for the newest entries; null while that is younger than the patience.
 *
 * @param oldest when the first checkpoint was signed that enough witnesses have not cosigned, in it or a later one
 */
export function unwitnessedSince(oldest: Date | null, patienceS: number, now: Date): Date | null {
  return oldest !== null && now.getTime() - oldest.getTime() > patienceS * 1000 ? oldest : null;
}

/** How the ledger stands, from its files and from what the sequencer noted. */
export async function lookAtStanding(tx: Transaction, files: LogFiles, now: Date): Promise<Standing> {
  const logs = await listLogs(tx);
  const newest = logs.at(-1);
  const number = newest?.number ?? 1;
  const checkpoint = await files.checkpoint({ number, newest: number });
  const standing = await findStanding(tx);
  const periodS = standing?.periodS ?? PERIOD_S;
  const patienceS = patienceFor(periodS);
  const [witnessed] = await listCheckpoints(tx, {
    ...{ logNumber: number, before: null, onlyWitnessed: true, limit: 1 },
  });
  return {
    origin: newest?.origin ?? null,
    verifierKey: newest?.verifierKey ?? null,
    checkpoint: checkpoint?.text ?? null,
    size: checkpoint?.size ?? 0,
    witnessed: witnessed ? toWitnessed(witnessed) : null,
    unwitnessedSince: unwitnessedSince(await findUnwitnessedSince(tx, number), patienceS, now),
    patienceS,
    quorum: standing?.quorum ?? 0,
    witnesses: (await listWitnesses(tx)).map(({ askedAt: _askedAt, ...witness }) => witness),
    refusal:
      standing?.refusal && standing.refusedSince
        ? { code: standing.refusal, since: standing.refusedSince, size: standing.refusedSize }
        : null,
    periodS,
    before: logs.slice(0, -1).map(({ number, origin, verifierKey }) => ({ number, origin, verifierKey })),
    number,
  };
}

function toWitnessed({ note, size, witnessedAt, signedAt }: CheckpointRow) {
  return { checkpoint: note, size, at: witnessedAt ?? signedAt };
}
