import type { MemberKeys } from "../../core/identity/member-keys.ts";
import type { Answered } from "./passkeys.ts";

/** One's present keys, and the former ones that they open. */
export interface OwnKeys extends MemberKeys {
  /** The newest first. */
  readonly former: readonly MemberKeys[];
}

export interface NewPasskey {
  readonly id: string;
  readonly wrapKey: Uint8Array;
}

/**
 * A member's own keys, in this page's memory and nowhere else: a reload, a sign-out or closing the page forgets them,
 * and the password opens them again.
 */
export class KeyRing {
  #keys: OwnKeys | null = null;
  /** Derived from the password at sign-in, held until the wrapped keys have come. */
  #wrapKey: Uint8Array | null = null;
  /** Of the passkey that signed in, until its copy of the wrapped keys has come. */
  #answered: Answered | null = null;
  /** Of a passkey just made, until the keys are open and can be wrapped for it. */
  #newPasskey: NewPasskey | null = null;
  readonly #listeners = new Set<() => void>();

  get keys(): OwnKeys | null {
    return this.#keys;
  }

  get wrapKey(): Uint8Array | null {
    return this.#wrapKey;
  }

  get answered(): Answered | null {
    return this.#answered;
  }

  get newPasskey(): NewPasskey | null {
    return this.#newPasskey;
  }

  holdAnswer(answered: Answered): void {
    this.#answered = answered;
    this.#tell();
  }

  holdNewPasskey(made: NewPasskey | null): void {
    this.#newPasskey = made;
    this.#tell();
  }

  holdWrapKey(wrapKey: Uint8Array): void {
    this.#wrapKey = wrapKey;
    this.#tell();
  }

  keep(keys: OwnKeys): void {
    this.#keys = keys;
    this.#wrapKey = null;
    this.#answered = null;
    this.#tell();
  }

  forget(): void {
    this.#keys = null;
    this.#wrapKey = null;
    this.#answered = null;
    this.#newPasskey = null;
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
