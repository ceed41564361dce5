import { CryptoError, framed, fromBase64Url, toBase64Url, utf8 } from "../keys/bytes.ts";
import { type CanonicalValue, canonicalBytes } from "../keys/canonical-json.ts";
import { chooseCurves } from "../keys/curves.ts";

/** What two people sign, each with their own key: the kind of act, the agency that proposed it, its whole content. */
export interface SignedAct {
  readonly kind: string;
  readonly agencyId: string;
  /** As both people read it: JSON. */
  readonly content: unknown;
}

export interface ActSignature {
  readonly memberId: string;
  readonly name: string;
  /** Ed25519, 43 characters of base64url. */
  readonly signingKey: string;
  /** 86 characters of base64url. */
  readonly signature: string;
}

const actBytes = ({ kind, agencyId, content }: SignedAct, memberId: string) =>
  framed(
    ...(["leeward proposal v1", utf8(kind), utf8(agencyId), utf8(memberId)] as const),
    canonicalBytes(content as CanonicalValue),
  );

/** Signs with a member's own key (32 bytes). */
export async function signAct(
  act: SignedAct,
  person: { readonly memberId: string; readonly name: string; readonly signingKey: Uint8Array },
  privateKey: Uint8Array,
): Promise<ActSignature> {
  const signature = await (await chooseCurves()).sign(privateKey, actBytes(act, person.memberId));
  return {
    memberId: person.memberId,
    name: person.name,
    signingKey: toBase64Url(person.signingKey),
    signature: toBase64Url(signature),
  };
}

/** Whether that key signed this act for this member; false for what is no key or no signature. */
export async function isSignedAct(act: SignedAct, signed: ActSignature): Promise<boolean> {
  try {
    const key = fromBase64Url(signed.signingKey, 32);
    const signature = fromBase64Url(signed.signature, 64);
    return await (await chooseCurves()).verify(key, actBytes(act, signed.memberId), signature);
  } catch (error) {
    if (error instanceof CryptoError) return false;
    throw error;
  }
}
