import { setTimeout as sleep } from "node:timers/promises";
import type { Database, Transaction } from "../../db/index.ts";
import { fromBase64Url } from "../bytes.ts";
import { canonicalJson } from "../canonical-json.ts";
import type { HolderClient } from "./client.ts";
import type { KeyHolders } from "./holders.ts";
import { KeyHolderError } from "./key-holder.ts";
import type { HolderState } from "./protocol.ts";
import { isSignedBy } from "./statement.ts";
import {
  claimRotation,
  type EnrolledHolder,
  listHolders,
  listOldWraps,
  listRotations,
  noteAlarm,
  noteHolderState,
  noteRewrapped,
  type OldWrap,
  publishKey,
  type Rotation,
  replaceWraps,
  retireKey,
} from "./store.ts";

const EVERY_MS = 20_000;
const BATCH = 50;
/** Requests to one holder at a time; readers and writers use the same lines. */
const AT_ONCE = 8;
const ROLE = "leeward_clock_worker";

export interface RoundsOptions {
  readonly db: Database;
  readonly keys: KeyHolders;
  readonly log: (line: string) => void;
}

/**
 * The worker's part: asks every key holder how it is, publishes the keys that agencies have made, and moves wraps from
 * replaced keys to live ones, a batch in each transaction. It may be killed at any moment, and run twice.
 */
export class KeyRounds {
  readonly #options: RoundsOptions;
  readonly #said = new Map<string, string>();

  constructor(options: RoundsOptions) {
    this.#options = options;
  }

  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.once(signal).catch((error: unknown) => this.#say("rounds", `keys: ${describe(error)}`));
      await sleep(EVERY_MS, undefined, { signal }).catch(() => undefined); // aborted: the loop ends
    }
  }

  /** One round. @returns how many wraps were moved */
  async once(signal?: AbortSignal): Promise<number> {
    await this.#visitHolders();
    const { db } = this.#options;
    let moved = 0;
    for (const rotation of await db.transaction(ROLE, listRotations)) {
      if (signal?.aborted) break;
      moved += await this.#move(rotation, signal);
      await this.#retire(rotation);
    }
    return moved;
  }

  async #visitHolders(): Promise<void> {
    const { db, keys } = this.#options;
    const enrolled = await db.transaction(ROLE, listHolders);
    const clients = await keys.clients();
    await Promise.all(
      enrolled.map(async (holder) => {
        const client = clients.find(({ at }) => at.agencyId === holder.agencyId);
        if (client) {
          await this.#visit(holder, client).catch((error: unknown) =>
            this.#say(`visit ${holder.agencyId}`, `keys: holder of ${holder.agencyId}: ${describe(error)}`),
          );
        }
      }),
    );
  }

  async #visit(holder: EnrolledHolder, client: HolderClient): Promise<void> {
    const { agencyId } = holder;
    const state = await client.state().catch((error: unknown) => {
      if (error instanceof KeyHolderError) return null;
      throw error;
    });
    const word = state === null ? "away" : state.closed ? "closed" : "open";
    await this.#options.db.transaction(ROLE, async (tx) => {
      await noteHolderState(tx, agencyId, word);
      for (const alarm of state?.alarms ?? []) await noteAlarm(tx, agencyId, alarm);
    });
    if (!state) return;
    await this.#publish(holder, state);
    for (const version of holder.retired) {
      if (!state.unused.includes(version)) await client.noteUnused(version);
    }
  }

  async #publish(holder: EnrolledHolder, state: HolderState): Promise<void> {
    const { agencyId, signingKey } = holder;
    for (const signed of state.keys) {
      if (!(await isSignedBy(signed, agencyId, signingKey))) {
        this.#say(`word ${agencyId}`, `keys: the holder of ${agencyId} shows a key that it did not sign`);
        return;
      }
      const { version, publicKey } = signed.statement;
      const key = { agencyId, version, publicKey: fromBase64Url(publicKey) };
      const word = { statement: canonicalJson(signed.statement), signature: fromBase64Url(signed.signature) };
      const published = await this.#options.db.transaction(ROLE, (tx) => publishKey(tx, key, word));
      if (published) this.#options.log(`keys: version ${version} of agency ${agencyId} is live`);
    }
  }

  async #move(rotation: Rotation, signal: AbortSignal | undefined): Promise<number> {
    const { db, log } = this.#options;
    const { agencyId, version } = rotation.to;
    const failed: string[] = [];
    let moved = 0;
    for (;;) {
      const wraps = await db.transaction(ROLE, (tx) => listOldWraps(tx, rotation, failed, BATCH));
      // Nobody waits for a holder with a transaction open.
      const made = await this.#rewrapAll(rotation, wraps);
      const replaced =
        made.done.length === 0
          ? 0
          : await db.transaction(ROLE, (tx) => putRewrapped(tx, rotation, made.done));
      moved += replaced;
      failed.push(...made.failed);
      if (moved > 0 && wraps.length < BATCH)
        log(`keys: ${moved} wraps of agency ${agencyId} moved to version ${version}`);
      if (made.halted)
        this.#say(`move ${agencyId}`, `keys: moving wraps of agency ${agencyId} waits: ${made.halted}`);
      const isWithAnother = made.done.length > 0 && replaced === 0;
      if (wraps.length < BATCH || made.halted || isWithAnother || signal?.aborted) break;
    }
    if (failed.length > 0) {
      this.#say(
        `move ${agencyId}`,
        `keys: ${failed.length} wraps of agency ${agencyId} open under no key it has`,
      );
    }
    return moved;
  }

  async #rewrapAll(
    { to }: Rotation,
    wraps: readonly OldWrap[],
  ): Promise<{ done: OldWrap[]; failed: string[]; halted: string | null }> {
    const done: OldWrap[] = [];
    const failed: string[] = [];
    let halted: string | null = null;
    const waiting = [...wraps];
    const work = async (): Promise<void> => {
      for (let wrap = waiting.pop(); wrap && halted === null; wrap = waiting.pop()) {
        try {
          const sealed = await this.#options.keys.rewrap(wrap.place, wrap.sealed, to);
          done.push({ place: wrap.place, sealed });
        } catch (error) {
          // Closed or away concerns every wrap; one that does not open concerns itself.
          if (error instanceof KeyHolderError && error.code !== "no-key") halted = error.code;
          else failed.push(wrap.place.dataKeyId);
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return { done, failed, halted };
  }

  async #retire({ to, older }: Rotation): Promise<void> {
    const { db, log } = this.#options;
    const { agencyId } = to;
    for (const version of older) {
      if (await db.transaction(ROLE, (tx) => retireKey(tx, agencyId, version))) {
        log(`keys: version ${version} of agency ${agencyId} is retired: no wrap needs it`);
      }
    }
  }

  /** A state that lasts is said once, not at every round. */
  #say(about: string, line: string): void {
    if (this.#said.get(about) === line) return;
    this.#said.set(about, line);
    this.#options.log(line);
  }
}

/**
 * Puts a batch of new wraps in the place of the old ones: one worker at a time, since two that put the same rows in
 * another order would wait for each other.
 *
 * @returns how many; 0 where another worker is at the agency's wraps
 */
async function putRewrapped(tx: Transaction, { to }: Rotation, wraps: readonly OldWrap[]): Promise<number> {
  if (!(await claimRotation(tx, to.agencyId))) return 0;
  const replaced = await replaceWraps(tx, to, wraps);
  if (replaced > 0) await noteRewrapped(tx, to, replaced);
  return replaced;
}

const describe = (error: unknown): string => (error instanceof Error ? error.message : String(error));
