import type { Bytes } from "../bytes.ts";
import type { WrapPlace } from "../wrap.ts";
import { ManyWraps } from "../wrap-many.ts";
import { type HolderAddress, HolderClient } from "./client.ts";
import type { Identity } from "./identity.ts";
import type { KeyFile } from "./key-file.ts";
import { type AgencyKey, type KeyHolder, KeyHolderError, type Opening } from "./key-holder.ts";

/** Where one knows of an agency that was just enrolled only by asking again. */
const ASK_AGAIN_MS = 2_000;

/**
 * Sends each wrap to whoever has its key: the key file where it has it, else the key holder that the agency runs.
 * One that is closed or away concerns its own agency alone.
 */
export class KeyHolders implements KeyHolder {
  readonly #file: KeyFile;
  readonly #own: () => Identity;
  readonly #list: () => Promise<readonly HolderAddress[]>;
  #clients = new Map<string, HolderClient>();
  #listedAtMs = Number.NEGATIVE_INFINITY;

  /**
   * @param own what this side shows; asked for when the first holder is spoken to
   * @param list the enrolled key holders, from the database
   */
  constructor(file: KeyFile, own: () => Identity, list: () => Promise<readonly HolderAddress[]>) {
    this.#file = file;
    this.#own = own;
    this.#list = list;
  }

  async unwrap(place: WrapPlace, sealed: Uint8Array, opening: Opening): Promise<Bytes> {
    if (await this.#file.has(place.agencyId, place.agencyKeyVersion)) return this.#file.unwrap(place, sealed);
    return this.#atHolder(place.agencyId, (client) => client.open(place, sealed, opening));
  }

  /** The same data key under a newer key of its agency. @throws as {@link unwrap} */
  async rewrap(place: WrapPlace, sealed: Uint8Array, to: AgencyKey): Promise<Uint8Array> {
    if (await this.#file.has(place.agencyId, place.agencyKeyVersion)) {
      const key = await this.#file.unwrap(place, sealed);
      return new ManyWraps(to.publicKey).wrap(key, { ...place, agencyKeyVersion: to.version });
    }
    return this.#atHolder(place.agencyId, (client) => client.rewrap(place, sealed, to.version));
  }

  /** The enrolled holders as they are now. */
  async clients(): Promise<readonly HolderClient[]> {
    await this.#listAgain();
    return [...this.#clients.values()];
  }

  close(): void {
    for (const client of this.#clients.values()) client.close();
  }

  async #atHolder<T>(agencyId: string, ask: (client: HolderClient) => Promise<T>): Promise<T> {
    const known = this.#clients.get(agencyId) ?? (await this.#lookAgain(agencyId));
    if (!known) throw new KeyHolderError("no-key");
    try {
      return await ask(known);
    } catch (error) {
      if (!(error instanceof KeyHolderError && error.code === "keys-away")) throw error;
      const moved = await this.#lookAgain(agencyId); // it may have been enrolled at another address meanwhile
      if (!moved || moved === known) throw error;
      return ask(moved);
    }
  }

  async #lookAgain(agencyId: string): Promise<HolderClient | undefined> {
    if (performance.now() - this.#listedAtMs >= ASK_AGAIN_MS) await this.#listAgain();
    return this.#clients.get(agencyId);
  }

  async #listAgain(): Promise<void> {
    this.#listedAtMs = performance.now();
    const next = new Map<string, HolderClient>();
    const listed = await this.#list();
    for (const at of listed) {
      const known = this.#clients.get(at.agencyId);
      const same = known && known.at.address === at.address && known.at.certificate === at.certificate;
      next.set(at.agencyId, same ? known : new HolderClient(at, this.#own()));
    }
    for (const [agencyId, client] of this.#clients) if (next.get(agencyId) !== client) client.close();
    this.#clients = next;
  }
}
