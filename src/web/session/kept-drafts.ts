import { type Bytes, fromUtf8, type Random, toBase64Url, utf8 } from "../../core/keys/bytes.ts";
import { decryptContent, encryptContent } from "../../core/keys/content.ts";

/**
 * What is being written, kept on this device over a reload, a sign-out or a lost network: locked under a key that the
 * server gives to its writer alone, and only while they may write there. Its name is a hash, its length is blurred; who
 * has the device and not the key learns that something was being written, and when.
 */

const DATABASE = "leeward";
const STORE = "drafts";
/** As long as the server keeps the keys (`draft-keys` of the retention schedules). */
const KEPT_MS = 30 * 86_400_000;
const STEP_BYTES = 1_024;

export interface Kept {
  readonly sealed: Bytes;
  /** When it was last changed, in milliseconds. */
  readonly at: number;
}

/** The name of a draft on this device, of 43 letters. */
export async function nameOfDraft(memberId: string, id: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", utf8(`leeward draft v1\n${memberId}\n${id}`));
  return toBase64Url(new Uint8Array(hash));
}

/** @param key 32 bytes */
export function sealDraft(key: Uint8Array, name: string, draft: unknown, random: Random): Promise<Bytes> {
  const json = utf8(JSON.stringify(draft));
  const padded = new Uint8Array(Math.ceil(json.length / STEP_BYTES) * STEP_BYTES).fill(0x20);
  padded.set(json);
  return encryptContent(key, padded, utf8(name), random);
}

/** @throws CryptoError where the key is another one by now */
export async function openKeptDraft(key: Uint8Array, name: string, sealed: Uint8Array): Promise<unknown> {
  return JSON.parse(fromUtf8(await decryptContent(key, sealed, utf8(name))));
}

/** The drafts on this device. Where a browser keeps nothing (private windows of some), each call fails. */
export const keptDrafts = {
  find: (name: string) => inStore<Kept | undefined>("readonly", (store) => store.get(name)),
  put: (name: string, kept: Kept) => inStore("readwrite", (store) => store.put(kept, name)),
  drop: (name: string) => inStore("readwrite", (store) => store.delete(name)),
  /** Takes away what nobody can open any more. */
  async sweep(now: number): Promise<void> {
    const names = await inStore("readonly", (store) => store.getAllKeys());
    for (const name of names) {
      const kept = await keptDrafts.find(String(name));
      if (kept && now - kept.at > KEPT_MS) await keptDrafts.drop(String(name));
    }
  },
};

let opened: Promise<IDBDatabase> | undefined;

async function inStore<T>(
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  opened ??= open();
  opened.catch(() => {
    opened = undefined;
  });
  const transaction = (await opened).transaction(STORE, mode);
  const request = ask(transaction.objectStore(STORE));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error ?? new Error("The browser kept nothing."));
  });
}

const open = (): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onerror = () => reject(request.error ?? new Error("The browser keeps nothing."));
    request.onsuccess = () => {
      const database = request.result;
      // Another tab removes or renews it: let go, and open it again when it is needed.
      database.onversionchange = () => {
        database.close();
        opened = undefined;
      };
      resolve(database);
    };
  });
