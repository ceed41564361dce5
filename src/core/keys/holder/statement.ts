import { createHash } from "node:crypto";
import { type Static, Type } from "typebox";
import { Value } from "typebox/value";
import { type Bytes, framed, fromBase64Url, toBase64Url } from "../bytes.ts";
import { canonicalBytes } from "../canonical-json.ts";
import { chooseCurves } from "../curves.ts";

const BASE64URL = (length: number) => Type.String({ pattern: `^[A-Za-z0-9_-]{${length}}$` });

const STATEMENT = Type.Object(
  {
    agencyId: Type.String({ format: "uuid" }),
    version: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
    /** Of 32 bytes (X25519) or 65 (P-256). */
    publicKey: Type.Union([BASE64URL(43), BASE64URL(87)]),
    madeAt: Type.String({ maxLength: 40 }),
    /** SHA-256 of the statement before, base64url; null for the first of a holder. */
    previous: Type.Union([Type.Null(), BASE64URL(43)]),
  },
  { additionalProperties: false },
);
/** An agency's word that this is its key from now on. */
export type KeyStatement = Static<typeof STATEMENT>;

export const SIGNED_STATEMENT = Type.Object(
  { statement: STATEMENT, signature: BASE64URL(86) },
  { additionalProperties: false },
);
export type SignedStatement = Static<typeof SIGNED_STATEMENT>;

const message = (statement: KeyStatement): Bytes =>
  framed("leeward agency key v1", canonicalBytes({ ...statement }));

/** The hash by which the next statement names this one. */
export const statementHash = (statement: KeyStatement): string =>
  toBase64Url(createHash("sha256").update(message(statement)).digest());

/** @param signingKey the holder's, Ed25519, 32 bytes */
export async function signStatement(
  statement: KeyStatement,
  signingKey: Uint8Array,
): Promise<SignedStatement> {
  const signature = await (await chooseCurves()).sign(signingKey, message(statement));
  return { statement, signature: toBase64Url(signature) };
}

/** Whether a statement is well-formed, of this agency, and signed by its holder. @param signingKey public, 32 bytes */
export async function isSignedBy(
  signed: unknown,
  agencyId: string,
  signingKey: Uint8Array,
): Promise<boolean> {
  if (!Value.Check(SIGNED_STATEMENT, signed) || signed.statement.agencyId !== agencyId) return false;
  const signature = fromBase64Url(signed.signature);
  return (await chooseCurves()).verify(signingKey, message(signed.statement), signature);
}
