import { type Bytes, CryptoError, fromUtf8 } from "../../core/keys/bytes.ts";
import { type CanonicalValue, canonicalBytes } from "../../core/keys/canonical-json.ts";
import { asAttachments, type NamedAttachment } from "./attachments/named.ts";
import { asOffer, type Offer } from "./offer.ts";
import { type About, asAbout } from "./questions.ts";
import { asStandIn, type StandIn } from "./stand-in/agreed.ts";
import { asTransferQuestion, type TransferQuestion } from "./transfer/question.ts";

/** What a letter says. */
export interface LetterBody {
  /**
   * Up to 20,000 UTF-16 units, as a text field counts them, and at least one where no question was answered and nothing is
   * attached. Direction marks are kept; who shows it isolates it.
   */
  readonly text: string;
  /** The language of the text, a BCP 47 tag such as "ar" or "pt-BR". */
  readonly language: string;
  readonly offer?: Offer;
  readonly transfer?: TransferQuestion;
  /** Of a person's letter: who opens it when nobody does in time. */
  readonly standIn?: StandIn;
  readonly about?: About;
  readonly attachments?: readonly NamedAttachment[];
  /** A member wrote down what someone said on the telephone. Nothing in the letter of anyone else. */
  readonly byTelephone?: true;
  /** Of a person's letter: the server locked it, since their browser could not. */
  readonly byServer?: true;
}

export const textUnitsMax = 20_000;

const languageShape = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/;

type BodyRefusal =
  | "empty"
  | "too-long"
  | "not-text"
  | "bad-language"
  | "bad-offer"
  | "bad-transfer"
  | "bad-stand-in"
  | "bad-attachments"
  | "bad-about"
  | "unknown-field";

/** The body in a value, or why it is none. */
function asLetterBody(value: unknown): { readonly body: LetterBody } | { readonly reason: BodyRefusal } {
  if (typeof value !== "object" || value === null) return { reason: "not-text" };
  const { text, language, offer, transfer, standIn, about, attachments, byTelephone, byServer, ...others } =
    value as Record<string, unknown>;
  const isSaid = (said: unknown) => said === undefined || said === true;
  if (Object.keys(others).length > 0 || !isSaid(byTelephone) || !isSaid(byServer))
    return { reason: "unknown-field" };
  if (typeof text !== "string" || !text.isWellFormed() || text.includes("\u0000"))
    return { reason: "not-text" };
  const knownAbout = about === undefined ? undefined : asAbout(about);
  if (about !== undefined && knownAbout === undefined) return { reason: "bad-about" };
  const answers = knownAbout?.answers ?? [];
  const named = attachments === undefined ? undefined : asAttachments(attachments);
  if (attachments !== undefined && named === undefined) return { reason: "bad-attachments" };
  if (text.length === 0 && answers.length === 0 && named === undefined) return { reason: "empty" };
  const units = answers.reduce((sum, { answer }) => sum + answer.length, text.length);
  if (units > textUnitsMax) return { reason: "too-long" };
  if (typeof language !== "string" || !languageShape.test(language)) return { reason: "bad-language" };
  const knownOffer = offer === undefined ? undefined : asOffer(offer);
  if (offer !== undefined && knownOffer === undefined) return { reason: "bad-offer" };
  const knownTransfer = transfer === undefined ? undefined : asTransferQuestion(transfer);
  if (transfer !== undefined && knownTransfer === undefined) return { reason: "bad-transfer" };
  const knownStandIn = standIn === undefined ? undefined : asStandIn(standIn);
  if (standIn !== undefined && knownStandIn === undefined) return { reason: "bad-stand-in" };
  return {
    body: {
      text,
      language,
      ...(knownStandIn && { standIn: knownStandIn }),
      ...(knownTransfer && { transfer: knownTransfer }),
      ...(knownOffer && { offer: knownOffer }),
      ...(knownAbout && { about: knownAbout }),
      ...(named && { attachments: named }),
      ...(byTelephone && { byTelephone }),
      ...(byServer && { byServer }),
    },
  };
}

/** @throws CryptoError `bad-value`, with the reason and never with the text */
export function bodyBytes(body: LetterBody): Bytes {
  const checked = asLetterBody(body);
  if ("reason" in checked)
    throw new CryptoError("bad-value", `This letter cannot be sent: ${checked.reason}.`);
  const { text, language, offer, transfer, standIn, about, attachments, byTelephone, byServer } =
    checked.body;
  const value: CanonicalValue = {
    text,
    language,
    ...(offer && { offer: { ...offer } }),
    ...(transfer && { transfer: { ...transfer } }),
    ...(standIn && { standIn: { ...standIn } }),
    ...(byTelephone && { byTelephone }),
    ...(byServer && { byServer }),
    ...(attachments && { attachments: attachments.map((one) => ({ ...one })) }),
    ...(about && { about: { subject: about.subject, answers: about.answers.map((one) => ({ ...one })) } }),
  };
  return canonicalBytes(value);
}

/** The body in decrypted bytes, or undefined when they hold no valid one. */
export function bodyOf(bytes: Uint8Array): LetterBody | undefined {
  let value: unknown;
  try {
    value = JSON.parse(fromUtf8(bytes));
  } catch {
    // Signed by a known sender and yet no JSON: a broken or hostile writer. The reader is told "bad body".
    return undefined;
  }
  const checked = asLetterBody(value);
  return "body" in checked ? checked.body : undefined;
}
