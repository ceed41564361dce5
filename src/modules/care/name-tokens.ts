import { createHmac, hkdfSync } from "node:crypto";
import { asks, tokens } from "@leeward/names";
import { type KnownToken, knownTokens } from "./known.ts";
import type { SectionDocument } from "./model/field.ts";

/** A person is also found by up to so many other names, apart by commas. */
const OTHER_NAMES_MAX = 4;
const TOKEN_BYTES = 16;

type Blind = (token: string) => Buffer;

/** Hashes tokens under a key of this agency alone, which is derived and in no database (`secrets.json`). */
function blindOf(secret: Uint8Array, agencyId: string): Blind {
  const key = hkdfSync("sha256", secret, agencyId, "leeward name tokens v1", 32);
  return (token) => createHmac("sha256", Buffer.from(key)).update(token).digest().subarray(0, TOKEN_BYTES);
}

/**
 * What a case is found by: keyed hashes of the names that stand in its identity.
 *
 * @param secret `House.secrets.names`
 */
export function nameTokensOf(secret: Uint8Array, agencyId: string, identity: SectionDocument): Buffer[] {
  const blind = blindOf(secret, agencyId);
  return [...new Set(namesIn(identity).flatMap(tokens))].map(blind);
}

/** The names of a document of the category identity: the whole one, and each that stands for itself. */
function namesIn(identity: SectionDocument): string[] {
  const text = (field: string): string => {
    const answer = identity[field];
    return typeof answer === "string" ? answer : "";
  };
  const whole = ["firstName", "middleName", "familyName"].map(text).filter(Boolean).join(" ");
  const others = text("otherNames")
    .split(/[,;،、\n]/)
    .slice(0, OTHER_NAMES_MAX);
  return [whole, text("nameInOwnScript"), text("wishesToBeCalled"), ...others].filter((name) => name.trim());
}

/** A name that is looked for: each token with the number of its word, from 1; those of all words as one are word 0. */
export function askedTokensOf(
  secret: Uint8Array,
  agencyId: string,
  name: string,
): { words: number[]; tokens: Buffer[] } {
  const blind = blindOf(secret, agencyId);
  const { words, whole } = asks(name);
  const asked = [whole, ...words].flatMap((list, word) => list.map((token) => ({ word, token })));
  return { words: asked.map(({ word }) => word), tokens: asked.map(({ token }) => blind(token)) };
}

export type KnownAsked = Omit<KnownToken, "token"> & { readonly name: number; readonly token: Buffer };

/** The names of a case that is about to be opened, as what other cases may be kept under. */
export function knownTokensOf(secret: Uint8Array, agencyId: string, identity: SectionDocument): KnownAsked[] {
  const blind = blindOf(secret, agencyId);
  return namesIn(identity).flatMap((text, name) =>
    knownTokens(text).map((one) => ({ ...one, name, token: blind(one.token) })),
  );
}
