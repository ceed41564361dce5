import { type Bytes, framed, fromBase64Url, toBase64Url, utf8 } from "../keys/bytes.ts";
import { canonicalBytes, canonicalJson } from "../keys/canonical-json.ts";
import { chooseCurves } from "../keys/curves.ts";
import { hash } from "../keys/derive.ts";
import type { Terms } from "./terms.ts";
import { inEachLanguage, type SignedLanguage } from "./text/lexicon.ts";
import { type Numbered, plainText, renderAgreement, TEMPLATE_VERSION } from "./text/render.ts";
import { templateReviewedBy } from "./text/reviews.ts";

/**
 * What the parties of an agreement sign: one text of bytes for all of them. It holds the object, the hash of what the
 * object reads like in each language, the version of the templates that made these, and the hash of the version before.
 */
export interface Statement {
  readonly format: "leeward agreement v1";
  /** UUID. */
  readonly agreement: string;
  /** 1, 2, 3 ... */
  readonly version: number;
  /** {@link statementHash} of the version before that was in force, in hexadecimal; null for the first. */
  readonly previous: string | null;
  readonly terms: Terms;
  readonly template: string;
  readonly texts: Readonly<Record<SignedLanguage, StatedText>>;
}

export interface StatedText {
  /** Of the plain text in UTF-8, hexadecimal. */
  readonly sha256: string;
  /** The counsel who confirmed the template in this language; null: unreviewed when it was proposed. */
  readonly reviewedBy: string | null;
}

/** The plain text of one version in each language. */
export type Texts = Readonly<Record<SignedLanguage, string>>;

/** A person of a party who signs: by their own key, over the statement. */
export interface SignedPerson {
  readonly memberId: string;
  /** As the party knows them. */
  readonly name: string;
  /** Ed25519, base64url. */
  readonly signingKey: string;
  /** 86 characters of base64url. */
  readonly signature: string;
}

/** A party's signature: its root key's, over the statement and over the people who signed for it. */
export interface PartySignature {
  readonly agencyId: string;
  /** Ed25519, base64url. */
  readonly rootKey: string;
  readonly people: readonly SignedPerson[];
  readonly signature: string;
}

const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** All four texts of a version, rendered from its object. */
export const renderTexts = (numbered: Numbered): Texts =>
  inEachLanguage((language) => plainText(renderAgreement(numbered, language)));

/** SHA-256 of a text in UTF-8, in hexadecimal. */
export const textHash = (text: string): string => hex(hash(utf8(text)));

/** The statement of an object as it is proposed today: its canonical JSON is what is signed. */
export function writeStatement(numbered: Numbered, previous: string | null): string {
  const texts = renderTexts(numbered);
  const statement: Statement = {
    format: "leeward agreement v1",
    ...numbered,
    previous,
    template: TEMPLATE_VERSION,
    texts: inEachLanguage((language) => ({
      sha256: textHash(texts[language]),
      reviewedBy: templateReviewedBy[language]?.name ?? null,
    })),
  };
  return canonicalJson(statement);
}

/** SHA-256 of a statement's bytes, in hexadecimal. */
export const statementHash = (statement: string): string => textHash(statement);

/** Four pairs of signs by which two people see that they read the same text: the head of its hash. */
export const shortSigns = (sha256: string): string =>
  (sha256.slice(0, 8).toUpperCase().match(/../g) ?? []).join("·");

function personBytes(statement: string, agencyId: string, memberId: string): Bytes {
  return framed("leeward agreement, a person v1", utf8(statement), utf8(agencyId), utf8(memberId));
}

function partyBytes(statement: string, agencyId: string, people: readonly SignedPerson[]): Bytes {
  const signers = canonicalBytes({ agencyId, people: people.map((person) => ({ ...person })) });
  return framed("leeward agreement, an agency v1", utf8(statement), signers);
}

/** A person signs for their agency, with their own key (32 bytes). */
export async function signAsPerson(
  statement: string,
  agencyId: string,
  person: { readonly memberId: string; readonly name: string; readonly signingKey: Uint8Array },
  privateKey: Uint8Array,
): Promise<SignedPerson> {
  const message = personBytes(statement, agencyId, person.memberId);
  const signature = await (await chooseCurves()).sign(privateKey, message);
  return {
    memberId: person.memberId,
    name: person.name,
    signingKey: toBase64Url(person.signingKey),
    signature: toBase64Url(signature),
  };
}

/** The agency signs, with its root key (32 bytes): the statement, and that these people signed it for the agency. */
export async function signAsParty(
  statement: string,
  agencyId: string,
  people: readonly SignedPerson[],
  root: { readonly publicKey: Uint8Array; readonly privateKey: Uint8Array },
): Promise<PartySignature> {
  const message = partyBytes(statement, agencyId, people);
  const signature = await (await chooseCurves()).sign(root.privateKey, message);
  return {
    agencyId,
    people,
    rootKey: toBase64Url(root.publicKey),
    signature: toBase64Url(signature),
  };
}

/** Whether a person's own key signed this statement for this agency. */
export async function isSignedByPerson(
  statement: string,
  agencyId: string,
  person: SignedPerson,
): Promise<boolean> {
  return isSigned(person.signingKey, personBytes(statement, agencyId, person.memberId), person.signature);
}

/** Whether the party's root key signed this statement and its people, and each of these signed it too. */
export async function isSignedByParty(statement: string, party: PartySignature): Promise<boolean> {
  const message = partyBytes(statement, party.agencyId, party.people);
  if (party.people.length === 0 || !(await isSigned(party.rootKey, message, party.signature))) return false;
  const each = await Promise.all(
    party.people.map((person) => isSignedByPerson(statement, party.agencyId, person)),
  );
  return each.every(Boolean);
}

async function isSigned(key: string, message: Bytes, signature: string): Promise<boolean> {
  let publicKey: Bytes;
  let signed: Bytes;
  try {
    publicKey = fromBase64Url(key, 32);
    signed = fromBase64Url(signature, 64);
  } catch {
    return false; // no key, or no signature at all
  }
  return (await chooseCurves()).verify(publicKey, message, signed);
}
