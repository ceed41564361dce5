import type { Category } from "../access/context.ts";
import type { Transaction } from "../db/index.ts";
import type { Bytes, Random } from "./bytes.ts";
import type { KeyHolder, Opening } from "./holder/key-holder.ts";
import { addWrap, findReaderKeys, putDataKey, type ReaderKey, type Wrap } from "./store.ts";
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

/** A new data key for a part of a case, wrapped for exactly those agencies that may read it now. */
export async function makeDataKey(
  tx: Transaction,
  caseId: string,
  category: Category,
  random: Random,
  newId: string,
): Promise<OpenDataKey> {
  const dataKey = { dataKeyId: newId, key: new Uint8Array(random(32)) };
  const readers = await findReaderKeys(tx, caseId, category);
  const wraps = readers.map((reader) => ({
    agencyId: reader.agencyId,
    version: reader.version,
    sealed: wrapFor(reader, caseId, category, dataKey),
  }));
  await putDataKey(tx, newId, caseId, category, wraps);
  return dataKey;
}

/** After a share opened: wraps the part's keys for its agency too. */
export async function wrapForNewReader(
  tx: Transaction,
  caseId: string,
  category: Category,
  agencyId: string,
  dataKeys: readonly OpenDataKey[],
): Promise<void> {
  const reader = (await findReaderKeys(tx, caseId, category)).find((entry) => entry.agencyId === agencyId);
  if (!reader) throw new Error("the share that was just opened is live, and its agency has a key");
  for (const dataKey of dataKeys) {
    await addWrap(tx, dataKey.dataKeyId, reader, wrapFor(reader, caseId, category, dataKey));
  }
}

/** A data key, wrapped for one agency. */
export function wrapFor(
  { agencyId, version, publicKey }: ReaderKey,
  caseId: string,
  category: Category,
  { dataKeyId, key }: OpenDataKey,
): Uint8Array {
  const place = { dataKeyId, caseId, category, agencyId, agencyKeyVersion: version };
  return new ManyWraps(publicKey).wrap(key, place);
}
