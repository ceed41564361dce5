import { sql } from "kysely";
import type { Database, Transaction } from "./index.ts";

/** What anyone may read, from a replica where there is one that keeps up, else from the primary. */
export interface PublicReads {
  /** One transaction as a visitor. `work` may be called a second time: on the primary, where the replica failed. */
  read<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** How old what the replica shows may be, in seconds; null where there is no replica, or nobody knows. */
  lagS(): number | null;
  close(): Promise<void>;
}

/** So many wait already that another would only make everyone wait longer. */
export class PublicReadsFull extends Error {
  override readonly name = "PublicReadsFull";
}

export interface PublicReadsOptions {
  readonly primary: Database;
  readonly replica?: Database | undefined;
  readonly log: (line: string) => void;
  /** Milliseconds of a clock that never jumps. */
  readonly nowMs?: () => number;
}

/** Older than this, and the primary is asked: a public page may be a few seconds late, and no more. */
const LAG_MS_MAX = 5_000;
const LOOK_MS = 1_000;
/** Of a server's twenty connections: whoever floods public pages leaves the rest to letters and members. */
const AT_ONCE_MAX = 6;
const WAITING_MAX = 120;

/** A place in the primary's write-ahead log, and when it was there. */
export interface Mark {
  readonly atMs: number;
  readonly place: bigint;
}

/** `16/B374D848` as a number. */
export function readPlace(text: string): bigint {
  const [high = "", low = ""] = text.split("/");
  return (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`);
}

/** Since when the replica may be behind: the time of the newest mark that it has passed; null where it passed none. */
export const freshAtMs = (marks: readonly Mark[], replayed: bigint): number | null =>
  marks.findLast(({ place }) => place <= replayed)?.atMs ?? null;

/**
 * The replica is measured against the primary, not by its own clock: where it passed a place of the write-ahead log, it
 * shows all that was done before the primary was at that place. A replica that was promoted is not asked any more.
 */
export function openPublicReads(options: PublicReadsOptions): PublicReads {
  const { primary, replica, log, nowMs = () => performance.now() } = options;
  let marks: Mark[] = [];
  let freshMs: number | null = null;
  let lookedMs = Number.NEGATIVE_INFINITY;
  let looking: Promise<void> | undefined;
  let isUsed = replica !== undefined;

  const look = async (from: Database): Promise<void> => {
    lookedMs = nowMs();
    const atMs = lookedMs;
    const place = await findPlace(primary, "primary");
    const replayed = await findPlace(from, "replica");
    marks = marks.filter((mark) => atMs - mark.atMs <= LAG_MS_MAX);
    if (place !== null) marks.push({ atMs, place });
    freshMs = replayed === null ? null : freshAtMs(marks, replayed);
  };
  const keepsUp = async (from: Database): Promise<boolean> => {
    if (nowMs() - lookedMs >= LOOK_MS) {
      looking ??= look(from)
        .catch(() => {
          freshMs = null; // one of the two is away
        })
        .finally(() => {
          looking = undefined;
        });
      await looking;
    }
    const isFresh = freshMs !== null && nowMs() - freshMs <= LAG_MS_MAX;
    if (isFresh !== isUsed) {
      isUsed = isFresh;
      log(
        isFresh
          ? "The replica keeps up; public pages are read there."
          : "The replica is away or late; public pages are read from the primary.",
      );
    }
    return isFresh;
  };
  const places = new Places();
  return {
    read: async (work) => {
      using _place = await places.take();
      if (replica && (await keepsUp(replica))) {
        try {
          return await replica.transaction("leeward_visitor", work);
        } catch {
          freshMs = null; // the primary says whether it was the question or the replica
        }
      }
      return await primary.transaction("leeward_visitor", work); // awaited: the place is kept until then
    },
    lagS: () => (freshMs === null ? null : (nowMs() - freshMs) / 1000),
    close: async () => replica?.close(),
  };
}

/** Places for those who read at the same time; who comes later waits in the order of coming. */
class Places {
  #taken = 0;
  readonly #waiting: (() => void)[] = [];

  /** @throws PublicReadsFull where too many wait already */
  async take(): Promise<Disposable> {
    if (this.#taken < AT_ONCE_MAX) this.#taken++;
    else {
      if (this.#waiting.length >= WAITING_MAX) throw new PublicReadsFull();
      await new Promise<void>((resolve) => this.#waiting.push(resolve)); // a place is handed on, taken
    }
    return { [Symbol.dispose]: () => this.#giveBack() };
  }

  #giveBack(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#taken--;
  }
}

/** Up to where the primary has written, or the replica replayed; null where it is not what it was taken for. */
async function findPlace(db: Database, as: "primary" | "replica"): Promise<bigint | null> {
  return db.transaction("leeward_visitor", async (tx) => {
    const { rows } = await sql<{ place: string | null; isReplica: boolean }>`
      select r as "isReplica", case when r then pg_last_wal_replay_lsn() else pg_current_wal_flush_lsn() end::text as place
      from pg_is_in_recovery() r`.execute(tx);
    const [row] = rows;
    return row?.place && row.isReplica === (as === "replica") ? readPlace(row.place) : null;
  });
}
