/** The server's face of `core/keys`. Browser code imports the single files, which need no server. */
export {
  type Bytes,
  CryptoError,
  fromBase32,
  fromBase64Url,
  fromUtf8,
  type Random,
  toBase32,
  toBase64Url,
  utf8,
} from "./bytes.ts";
export { dataKeyForWriting, type OpenDataKey, openWrap, wrapForNewReader } from "./data-key.ts";
export { KeyFile, type KeyHolder, KeyHolderError } from "./holder.ts";
export { type Taken, take, takeForWriting, type Wrap } from "./store.ts";
export { decryptSection, encryptSection, type SectionPlace, type WrapPlace, wrapDataKey } from "./wrap.ts";
