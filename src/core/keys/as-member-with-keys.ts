import { asMember, type Category, type MemberContext, type Purpose } from "../access/context.ts";
import type { Database, Transaction } from "../db/index.ts";
import { type OpenDataKey, type Opener, openWrap } from "./data-key.ts";
import { type KeyHolder, KeyHolderError } from "./holder/key-holder.ts";
import { findKeyForWriting, noteNotOpened, takeForWriting, type Wrap } from "./store.ts";

/** What a member of the agency that holds a case does with the keys of one of its parts. */
type Act = "write" | "share";

/** The id of a data key, or null for the open one, under which the next version is written. */
type Wanted = string | null;

/** Nine parts that are opened at once, and a key that moves meanwhile. */
const ROUNDS_MAX = 14;

/**
 * As `asMember`, for what writes under a case's keys, or wraps them for another agency.
 *
 * Nobody waits for a key holder with a transaction open, and none is asked for a key that is not on record. Where one is
 * needed, what was done so far is taken back; a transaction of its own judges the member's right and writes down that the
 * key is taken; then the holder is asked; then `work` runs anew, judges all again, and uses the key only where it is still
 * the one that is meant. Where the server's key file has the keys, `work` runs once.
 *
 * @param work may run several times: it changes nothing but the database
 * @throws NoSessionError; KeyHolderError, `keys-moved` where it was another key each time
 */
export async function asMemberWithKeys<T>(
  house: { readonly db: Database; readonly keys: KeyHolder },
  secret: Uint8Array,
  purpose: Purpose | null,
  act: Act,
  work: (tx: Transaction, me: MemberContext, keys: DataKeys) => Promise<T>,
): Promise<T> {
  const opened = new Map<string, OpenDataKey>();
  for (let round = 0; round < ROUNDS_MAX; round++) {
    try {
      return await asMember(house.db, secret, purpose, (tx, me) =>
        work(tx, me, new DataKeys(house.keys, openerOf(act, me), opened)),
      );
    } catch (error) {
      if (!(error instanceof KeysWanted)) throw error;
      const { wraps, opener } = await asMember(house.db, secret, purpose, async (tx, me) => ({
        wraps: await error.take(tx),
        opener: openerOf(act, me),
      }));
      const left = [...wraps];
      try {
        for (let wrap = left[0]; wrap; left.shift(), wrap = left[0]) {
          opened.set(wrap.dataKeyId, await openWrap(house.keys, error.caseId, error.category, wrap, opener));
        }
      } catch (cause) {
        if (!(cause instanceof KeyHolderError)) throw cause;
        await asMember(house.db, secret, purpose, (tx) => noteEach(tx, left, cause));
        throw cause;
      }
    }
  }
  throw new KeyHolderError("keys-moved");
}

const openerOf = (act: Act, { memberId, purpose }: MemberContext): Opener => ({
  ...{ act, memberId, purpose },
  clause: "holder",
});

/** What was taken and not opened must not stand there as if it had been. */
async function noteEach(tx: Transaction, left: readonly Wrap[], { code }: KeyHolderError): Promise<void> {
  for (const { entry } of left) if (entry) await noteNotOpened(tx, entry, code);
}

/** The keys of cases that the member's agency holds, in one transaction. */
export class DataKeys {
  readonly #holder: KeyHolder;
  readonly #opener: Opener;
  readonly #opened: ReadonlyMap<string, OpenDataKey>;

  /** @param opened what the agency's key holder gave before this transaction began */
  constructor(holder: KeyHolder, opener: Opener, opened: ReadonlyMap<string, OpenDataKey>) {
    this.#holder = holder;
    this.#opener = opener;
    this.#opened = opened;
  }

  /**
   * Keys of one part, without those that are not there and those that the member may not write under.
   *
   * @throws KeysWanted, which no one catches but `asMemberWithKeys`; KeyHolderError
   */
  async open(
    tx: Transaction,
    caseId: string,
    category: Category,
    wanted: readonly Wanted[],
  ): Promise<OpenDataKey[]> {
    const found: OpenDataKey[] = [];
    const missing: Wanted[] = [];
    for (const which of wanted) {
      const known = await this.#findOpened(tx, caseId, category, which);
      const wrap = known ? null : await takeForWriting(tx, caseId, category, which);
      if (known) found.push(known);
      // There is an entry where the agency runs a key holder, and only there.
      else if (wrap && wrap.entry !== null) missing.push(which);
      else if (wrap) found.push(await openWrap(this.#holder, caseId, category, wrap, this.#opener));
    }
    if (missing.length > 0) throw new KeysWanted(caseId, category, missing);
    return found;
  }

  async #findOpened(
    tx: Transaction,
    caseId: string,
    category: Category,
    which: Wanted,
  ): Promise<OpenDataKey | undefined> {
    if (this.#opened.size === 0) return undefined;
    const id = await findKeyForWriting(tx, caseId, category, which);
    return id === null ? undefined : this.#opened.get(id);
  }
}

/** Keys that the agency's own holder must be asked for. */
class KeysWanted extends Error {
  override readonly name = "KeysWanted";
  readonly caseId: string;
  readonly category: Category;
  readonly #keys: readonly Wanted[];

  constructor(caseId: string, category: Category, keys: readonly Wanted[]) {
    super("A transaction needs keys that are asked for outside of it.");
    this.caseId = caseId;
    this.category = category;
    this.#keys = keys;
  }

  /** Writes down that they are taken. @returns the wraps of those that are still there and still the member's to use */
  async take(tx: Transaction): Promise<Wrap[]> {
    const wraps: Wrap[] = [];
    for (const which of this.#keys) {
      const wrap = await takeForWriting(tx, this.caseId, this.category, which);
      if (wrap) wraps.push(wrap);
    }
    return wraps;
  }
}
