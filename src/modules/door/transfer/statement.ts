import type { DoorLanguage, Say } from "../../../core/texts/index.ts";
import type { DoorKey } from "../pages/texts/en.ts";

interface Named {
  readonly id: string;
  readonly name: string;
}

/** What is asked of the person: may this conversation go to another agency? */
export interface TransferTerms {
  readonly id: string;
  readonly from: Named;
  readonly to: Named;
  /** The root key of the agency that would read, base64url: whom they say yes to, beyond its name. */
  readonly toRootKey: string;
}

/** The value that a person's words sign when they say yes; `text` is the sentence that they read. */
export type TransferStatement = {
  readonly kind: "leeward transfer v1";
  readonly transferId: string;
  readonly fromAgencyId: string;
  readonly toAgencyId: string;
  readonly toRootKey: string;
  readonly language: DoorLanguage;
  readonly text: string;
};

/**
 * What a person agrees to, made from the terms. The browser makes it from what it shows and the server from what it keeps; both
 * call this, so that a yes is for exactly what was read.
 *
 * @param say the door's texts in `language`
 */
export const transferStatement = (
  { id, from, to, toRootKey }: TransferTerms,
  language: DoorLanguage,
  say: Say<DoorKey>,
): TransferStatement => ({
  kind: "leeward transfer v1",
  transferId: id,
  fromAgencyId: from.id,
  toAgencyId: to.id,
  toRootKey,
  language,
  text: say("transfer-sentence", { from: from.name, to: to.name }),
});
