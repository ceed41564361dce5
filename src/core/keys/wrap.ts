import { type Bytes, type Random, utf8 } from "./bytes.ts";
import { canonicalBytes } from "./canonical-json.ts";
import { decryptContent, encryptContent } from "./content.ts";
import { type SealContext, seal } from "./seal.ts";

/** Where one wrap belongs; a wrap that is moved elsewhere does not open. */
export interface WrapPlace {
  readonly dataKeyId: string;
  readonly caseId: string;
  readonly category: string;
  readonly agencyId: string;
  readonly agencyKeyVersion: number;
}

/** Where one version of a section belongs; the additional data of its encryption. */
export interface SectionPlace {
  readonly caseId: string;
  readonly category: string;
  readonly version: number;
  readonly dataKeyId: string;
}

export const wrapContext = (place: WrapPlace): SealContext => ({
  info: utf8("leeward/data-key/v1"),
  aad: canonicalBytes({ ...place }),
});

/** Wraps a data key (32 bytes) for one agency, by its public key (32 bytes). */
export function wrapDataKey(
  publicKey: Uint8Array,
  dataKey: Uint8Array,
  place: WrapPlace,
  random: Random,
): Promise<Bytes> {
  return seal(publicKey, dataKey, wrapContext(place), random);
}

export function encryptSection(
  dataKey: Uint8Array,
  document: Uint8Array,
  place: SectionPlace,
  random: Random,
): Promise<Bytes> {
  return encryptContent(dataKey, document, canonicalBytes({ ...place }), random);
}

/** @throws CryptoError `cannot-open` when the row was moved, changed, or is under another key */
export function decryptSection(
  dataKey: Uint8Array,
  ciphertext: Uint8Array,
  place: SectionPlace,
): Promise<Bytes> {
  return decryptContent(dataKey, ciphertext, canonicalBytes({ ...place }));
}
