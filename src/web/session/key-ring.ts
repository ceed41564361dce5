import type { MemberKeys } from "../../core/identity/member-keys.ts";

/**
 * A member's own keys, in this page's memory and nowhere else: a reload, a sign-out or closing the page forgets them,
 * and the password opens them again.
 */
export class KeyRing {
  #keys: MemberKeys | null = null;
  /** Derived from the password at sign-in, held until the wrapped keys have come. */
  #wrapKey: Uint8Array | null = null;
  readonly #listeners = new Set<() => void>();

  get keys(): MemberKeys | null {
    return this.#keys;
  }

  get wrapKey(): Uint8Array | null {
    return this.#wrapKey;
  }

  holdWrapKey(wrapKey: Uint8Array): void {
    this.#wrapKey = wrapKey;
    this.#tell();
  }

  keep(keys: MemberKeys): void {
    this.#keys = keys;
    this.#wrapKey = null;
    this.#tell();
  }

  forget(): void {
    this.#keys = null;
    this.#wrapKey = null;
    this.#tell();
  }

  /** For `useSyncExternalStore`. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
