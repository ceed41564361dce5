/** The server's face of `core/keys`. Browser code imports the single files, which need no server. */
export { asMemberWithKeys, type DataKeys } from "./as-member-with-keys.ts";
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
export {
  makeDataKey,
  type OpenDataKey,
  type Opener,
  openWrap,
  wrapFor,
  wrapForNewReader,
} from "./data-key.ts";
export { KeyHolders } from "./holder/holders.ts";
export { type Identity, readIdentity } from "./holder/identity.ts";
export { KeyFile } from "./holder/key-file.ts";
export {
  type KeyHolder,
  KeyHolderError,
  type KeyHolderErrorCode,
  type Opening,
} from "./holder/key-holder.ts";
export { KeyRounds } from "./holder/rounds.ts";
export { listHolders } from "./holder/store.ts";
export { registerKeys } from "./routes.ts";
export { noteNotOpened, type Taken, take, takeForWriting, type Wrap } from "./store.ts";
export { decryptSection, encryptSection, type SectionPlace, type WrapPlace, wrapDataKey } from "./wrap.ts";
