import type { Category } from "../access/context.ts";
import type { Transaction } from "../db/index.ts";
import type { Bytes, Random } from "./bytes.ts";
import type { KeyHolder } from "./holder.ts";
import { addWrap, findReaderKeys, putDataKey, takeForWriting, type Wrap } from "./store.ts";
import { wrapDataKey } from "./wrap.ts";

export interface OpenDataKey {
  readonly dataKeyId: string;
  /** 32 bytes. */
  readonly key: Bytes;
}

/** Opens a wrap that `take` handed out. */
export async function openWrap(
  holder: KeyHolder,
  caseId: string,
  category: Category,
  wrap: Wrap,
): Promise<OpenDataKey> {
  const { dataKeyId, agencyId, agencyKeyVersion } = wrap;
  const key = await holder.unwrap({ dataKeyId, caseId, category, agencyId, agencyKeyVersion }, wrap.sealed);
  return { dataKeyId, key };
}

/**
 * The data key for the next version of a section: the open one, or (at first, and after a share ended) a new one,
 * wrapped for exactly those agencies that may read the category now.
 */
export async function dataKeyForWriting(
  tx: Transaction,
  holder: KeyHolder,
  caseId: string,
  category: Category,
  random: Random,
  newId: string,
): Promise<OpenDataKey> {
  const wrap = await takeForWriting(tx, caseId, category, null);
  if (wrap) return openWrap(holder, caseId, category, wrap);
  const key = new Uint8Array(random(32));
  const readers = await findReaderKeys(tx, caseId, category);
  const wraps = await Promise.all(
    readers.map(async ({ agencyId, version, publicKey }) => ({
      agencyId,
      version,
      sealed: await wrapDataKey(
        publicKey,
        key,
        { dataKeyId: newId, caseId, category, agencyId, agencyKeyVersion: version },
        random,
      ),
    })),
  );
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
  random: Random,
): Promise<void> {
  const wrap = await takeForWriting(tx, caseId, category, currentDataKeyId);
  if (!wrap)
    throw new Error("the member who opens a share may write the category, and its current key has a wrap");
  const reader = (await findReaderKeys(tx, caseId, category)).find((entry) => entry.agencyId === agencyId);
  if (!reader) throw new Error("the share that was just opened is live, and its agency has a key");
  const { dataKeyId, key } = await openWrap(holder, caseId, category, wrap);
  const place = { dataKeyId, caseId, category, agencyId, agencyKeyVersion: reader.version };
  await addWrap(tx, dataKeyId, reader, await wrapDataKey(reader.publicKey, key, place, random));
}
