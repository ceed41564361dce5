/**
 * Whether this browser has what locking needs: WebCrypto (over HTTPS, an onion address or loopback alone), a worker with
 * WebAssembly for Argon2id, and the newest of the language that letters are checked with. Where it has not, the page says so
 * before a word is typed.
 */
export const canLock = (): boolean =>
  globalThis.crypto?.subtle !== undefined &&
  typeof Worker !== "undefined" &&
  typeof WebAssembly !== "undefined" &&
  "isWellFormed" in String.prototype &&
  "with" in Array.prototype;
