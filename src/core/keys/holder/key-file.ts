import { statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { x25519Agreement } from "../agreement.ts";
import { type Bytes, fromBase64Url, toBase64Url } from "../bytes.ts";
import { sealKeysOf } from "../seal.ts";
import type { WrapPlace } from "../wrap.ts";
import { ManyOpenings } from "../wrap-many.ts";
import { type KeyHolder, KeyHolderError } from "./key-holder.ts";
import { isMissing, writePrivately } from "./private-file.ts";

/** Private agency keys by `agencyId/version`, base64url. */
type KeyFileContent = Record<string, string>;

const nameOf = (agencyId: string, version: number): string => `${agencyId}/${version}`;

/** A file with the private keys of agencies, readable by its owner alone. */
export class KeyFile implements KeyHolder {
  readonly #path: string;
  #keys: Map<string, Bytes>;
  readonly #openings = new Map<string, ManyOpenings>();
  /** Of the file as it was read; a command in another process may have written it since. */
  #readAtMs: number;

  private constructor(path: string, keys: Map<string, Bytes>, readAtMs: number) {
    this.#path = path;
    this.#keys = keys;
    this.#readAtMs = readAtMs;
  }

  /** Opens the file, or starts an empty one. @throws KeyHolderError `damaged-file` */
  static async open(path: string): Promise<KeyFile> {
    const readAtMs = changedAtMs(path);
    return new KeyFile(path, await readKeys(path), readAtMs);
  }

  async unwrap(place: WrapPlace, sealed: Uint8Array): Promise<Bytes> {
    const { agencyId, agencyKeyVersion } = place;
    if (!(await this.has(agencyId, agencyKeyVersion))) throw new KeyHolderError("no-key");
    const name = nameOf(agencyId, agencyKeyVersion);
    const openings = this.#openings.get(name) ?? new ManyOpenings(x25519Agreement(this.#keyOf(name)));
    this.#openings.set(name, openings);
    return openings.open(sealed, place);
  }

  /** Whether the file holds a key now: another process may have added one, or taken one away for ever. */
  async has(agencyId: string, version: number): Promise<boolean> {
    const changed = changedAtMs(this.#path);
    if (changed !== this.#readAtMs) {
      this.#keys = await readKeys(this.#path);
      this.#openings.clear();
      this.#readAtMs = changed;
    }
    return this.#keys.has(nameOf(agencyId, version));
  }

  /** Adds private keys; never in the place of another, under which something may still be locked. */
  async add(entries: readonly { agencyId: string; version: number; privateKey: Bytes }[]): Promise<void> {
    const keys = await readKeys(this.#path);
    for (const { agencyId, version, privateKey } of entries) {
      const name = nameOf(agencyId, version);
      const there = keys.get(name);
      if (there && !Buffer.from(there).equals(privateKey))
        throw new Error(`${name} is in the key file already.`);
      keys.set(name, privateKey);
    }
    await this.#write(keys);
  }

  /** Forgets a private key for ever. */
  async remove(agencyId: string, version: number): Promise<void> {
    const keys = await readKeys(this.#path);
    keys.delete(nameOf(agencyId, version));
    await this.#write(keys);
  }

  /** The public half of a key that this file holds. @throws KeyHolderError `no-key` */
  async publicKey(agencyId: string, version: number): Promise<Bytes> {
    if (!(await this.has(agencyId, version))) throw new KeyHolderError("no-key");
    return (await sealKeysOf(this.#keyOf(nameOf(agencyId, version)))).publicKey;
  }

  #keyOf(name: string): Bytes {
    const key = this.#keys.get(name);
    if (!key) throw new KeyHolderError("no-key");
    return key;
  }

  async #write(keys: Map<string, Bytes>): Promise<void> {
    const content: KeyFileContent = {};
    for (const [name, key] of keys) content[name] = toBase64Url(key);
    await writePrivately(this.#path, `${JSON.stringify(content, null, 1)}\n`);
    this.#keys = keys;
    this.#openings.clear();
    this.#readAtMs = changedAtMs(this.#path);
  }
}

function changedAtMs(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

async function readKeys(path: string): Promise<Map<string, Bytes>> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if (isMissing(error)) return new Map();
    throw error;
  }
  try {
    const content: KeyFileContent = JSON.parse(text);
    return new Map(Object.entries(content).map(([name, key]) => [name, fromBase64Url(key, 32)]));
  } catch (cause) {
    throw new KeyHolderError("damaged-file", { cause, file: path });
  }
}
