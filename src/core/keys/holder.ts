import { chmod, mkdir, open as openFile, readFile, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { type Bytes, fromBase64Url, toBase64Url } from "./bytes.ts";
import { sealKeysOf } from "./seal.ts";
import type { WrapPlace } from "./wrap.ts";
import { ManyOpenings } from "./wrap-many.ts";

/** Opens wraps for agencies. An agency runs its own, or (a demonstration, a single agency) a key file serves. */
export interface KeyHolder {
  /**
   * The data key inside one wrap: one case and category at a time.
   *
   * @returns 32 bytes
   * @throws KeyHolderError `no-key` when this holder has no such agency key
   * @throws CryptoError `cannot-open` when the wrap belongs elsewhere or was changed
   */
  unwrap(place: WrapPlace, sealed: Uint8Array): Promise<Bytes>;
}

export class KeyHolderError extends Error {
  override readonly name = "KeyHolderError";
  readonly code: "no-key" | "damaged-file";
  constructor(code: "no-key" | "damaged-file", message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Private agency keys by `agencyId/version`, base64url. */
type KeyFileContent = Record<string, string>;

/** A file with the private keys of agencies, readable by its owner alone. */
export class KeyFile implements KeyHolder {
  readonly #path: string;
  readonly #keys: Map<string, Bytes>;
  readonly #openings = new Map<string, ManyOpenings>();

  private constructor(path: string, keys: Map<string, Bytes>) {
    this.#path = path;
    this.#keys = keys;
  }

  /** Opens the file, or starts an empty one. */
  static async open(path: string): Promise<KeyFile> {
    let text: string;
    try {
      text = await readFile(path, "utf8");
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
      return new KeyFile(path, new Map());
    }
    try {
      const content: KeyFileContent = JSON.parse(text);
      return new KeyFile(
        path,
        new Map(Object.entries(content).map(([name, key]) => [name, fromBase64Url(key, 32)])),
      );
    } catch (cause) {
      throw new KeyHolderError(
        "damaged-file",
        `The key file ${path} cannot be read. Bring it back from its backup: without it no section can be opened.`,
        { cause },
      );
    }
  }

  async unwrap(place: WrapPlace, sealed: Uint8Array): Promise<Bytes> {
    const name = `${place.agencyId}/${place.agencyKeyVersion}`;
    const key = this.#keys.get(name);
    if (!key) throw new KeyHolderError("no-key", "This key holder does not hold the key of that agency.");
    const openings = this.#openings.get(name) ?? new ManyOpenings(key);
    this.#openings.set(name, openings);
    return openings.open(sealed, place);
  }

  /** Adds private keys and writes the file whole: to a neighbour first, then by name. */
  async add(entries: readonly { agencyId: string; version: number; privateKey: Bytes }[]): Promise<void> {
    for (const entry of entries) {
      const name = `${entry.agencyId}/${entry.version}`;
      this.#keys.set(name, entry.privateKey);
      this.#openings.delete(name);
    }
    const content: KeyFileContent = {};
    for (const [name, key] of this.#keys) content[name] = toBase64Url(key);
    await mkdir(dirname(this.#path), { recursive: true, mode: 0o700 });
    const next = `${this.#path}.next`;
    const file = await openFile(next, "w", 0o600);
    try {
      await file.writeFile(`${JSON.stringify(content, null, 1)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await chmod(next, 0o600);
    await rename(next, this.#path);
  }

  /** The public half of a key that this file holds. */
  async publicKey(agencyId: string, version: number): Promise<Bytes> {
    const key = this.#keys.get(`${agencyId}/${version}`);
    if (!key) throw new KeyHolderError("no-key", "This key holder does not hold the key of that agency.");
    return (await sealKeysOf(key)).publicKey;
  }
}
