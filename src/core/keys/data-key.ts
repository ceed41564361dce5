import type { Category, MemberContext } from "../access/context.ts";
import type { Transaction } from "../db/index.ts";
import type { Bytes, Random } from "./bytes.ts";
import type { KeyHolder, Opening } from "./holder/key-holder.ts";
import { addWrap, findReaderKeys, putDataKey, takeForWriting, type Wrap } from "./store.ts";
import { ManyWraps } from "./wrap-many.ts";

export interface OpenDataKey {
  readonly dataKeyId: string;
  /** 32 bytes. */
  readonly key: Bytes;
}

/** Who opens, why and by what right; the wrap itself names its entry in the ledger. */
export type Opener = Omit<Opening, "entry">;

/** Opens a wrap that `take` or `takeForWriting` handed out. @throws KeyHolderError */
export async function openWrap(
  holder: KeyHolder,
  caseId: string,
  category: Category,
  wrap: Wrap,
  opener: Opener,
): Promise<OpenDataKey> {
  const { dataKeyId, agencyId, agencyKeyVersion, entry } = wrap;
  const place = { dataKeyId, caseId, category, agencyId, agencyKeyVersion };
  const key = await holder.unwrap(place, wrap.sealed, { ...opener, entry });
  return { dataKeyId, key };
}

/** A member of the agency that holds the case, who writes a part of it or opens it to another agency. */
export const holderWho = (
  act: "write" | "share",
  me: Pick<MemberContext, "memberId" | "purpose">,
): Opener => ({ act, memberId: me.memberId, purpose: me.purpose, clause: "holder" });

/**
 * The data key for the next version of a section: the open one, or (at first, and after a share ended) a new one,
 * wrapped for exactly those agencies that may read the category now.
 */
export async function dataKeyForWriting(
  tx: Transaction,
  holder: KeyHolder,
  caseId: string,
  category: Category,
  me: Pick<MemberContext, "memberId" | "purpose">,
  random: Random,
  newId: string,
): Promise<OpenDataKey> {
  const wrap = await takeForWriting(tx, caseId, category, null);
  if (wrap) return openWrap(holder, caseId, category, wrap, holderWho("write", me));
  const key = new Uint8Array(random(32));
  const readers = await findReaderKeys(tx, caseId, category);
  const wraps = readers.map(({ agencyId, version, publicKey }) => ({
    agencyId,
    version,
    sealed: new ManyWraps(publicKey).wrap(key, {
      dataKeyId: newId,
      caseId,
      category,
      agencyId,
      agencyKeyVersion: version,
    }),
  }));
  await putDataKey(tx, newId, caseId, category, wraps);
  return { dataKeyId: newId, key };
}

/** After a share opened: wraps a data key (that of the current version, open or closed) for its agency too. */
export async function wrapForNewReader(
  tx: Transaction,
  holder: KeyHolder,
  caseId: string,
  category: Category,
  currentDataKeyId: string,
  agencyId: string,
  me: Pick<MemberContext, "memberId" | "purpose">,
): Promise<void> {
  const wrap = await takeForWriting(tx, caseId, category, currentDataKeyId);
  if (!wrap)
    throw new Error("the member who opens a share may write the category, and its current key has a wrap");
  const reader = (await findReaderKeys(tx, caseId, category)).find((entry) => entry.agencyId === agencyId);
  if (!reader) throw new Error("the share that was just opened is live, and its agency has a key");
  const { dataKeyId, key } = await openWrap(holder, caseId, category, wrap, holderWho("share", me));
  const place = { dataKeyId, caseId, category, agencyId, agencyKeyVersion: reader.version };
  await addWrap(tx, dataKeyId, reader, new ManyWraps(reader.publicKey).wrap(key, place));
}
