import { createVerifierKey, formatNote, formatReceipt } from "@leeward/ledger";
import { createSigner, sha256 } from "@leeward/ledger/files";

/** Signs, under the ledger's key, that the ledger holds an entry or will hold it at its next growth: a note as text. */
export type SignReceipt = (entry: { readonly content: string; readonly salt: Uint8Array }) => Promise<string>;

/** @param key whose name is the ledger's origin, from a seed of 32 bytes */
export function receiptsOf(key: { readonly origin: string; readonly seed: Uint8Array }): SignReceipt {
  const signer = createSigner(key.seed);
  const { id } = createVerifierKey(sha256, key.origin, signer.publicKey);
  return async (entry) => {
    const text = formatReceipt({ origin: key.origin, ...entry });
    const payload = await signer.sign(Buffer.from(text));
    return Buffer.from(
      formatNote({ text, signatures: [{ name: key.origin, keyId: id, payload }] }),
    ).toString();
  };
}
