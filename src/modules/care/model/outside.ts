import type { Category, Purpose } from "../../../core/access/context.ts";
import type { Language } from "../../../core/texts/index.ts";
import type { Fact } from "../texts/describe.ts";

/** What goes to an agency that is not on Leeward. */

/**
 * No agreement binds such an agency, so nothing but help is asked of it, and that it finds what someone lived through, where it is the
 * authority (`access.record_consent_in_person` holds it too).
 */
export const OUTSIDE_PURPOSES = ["support", "identification", "remedy"] as const satisfies readonly Purpose[];

/** Without letters that are heard or read as another: it is said over the telephone. */
const LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
export const REFERENCE = "^[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}$";

/** Under what both sides speak of a referral: it says nothing of the person. Eight letters out of eight random bytes. */
export function referenceOf(bytes: Uint8Array): string {
  const letters = [...bytes.subarray(0, 8)].map((byte) => LETTERS[byte % LETTERS.length]).join("");
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}

export interface OutsideText {
  readonly reference: string;
  readonly from: string;
  readonly to: string;
  readonly wanted: string;
  readonly urgent: boolean;
  readonly purpose: string;
  readonly until: Date;
  readonly parts: readonly {
    readonly category: Category;
    readonly name: string;
    readonly facts: readonly Fact[];
  }[];
}

interface Frame {
  readonly reference: string;
  readonly from: string;
  readonly to: string;
  readonly wanted: string;
  readonly urgent: string;
  readonly purpose: string;
  readonly until: string;
  readonly keep: string;
}

const FRAMES: Readonly<Record<Language, Frame>> = {
  en: {
    reference: "Reference",
    from: "From",
    to: "To",
    wanted: "Asked for",
    urgent: "urgent",
    purpose: "For this alone",
    until: "Until",
    keep: "The person allowed this, and can take it back at any time. Use it for this help alone, pass it on to nobody, and delete it when you are asked to. If it is not for you, tell whoever sent it.",
  },
  ar: {
    reference: "الرقم المرجعي",
    from: "من",
    to: "إلى",
    wanted: "المطلوب",
    urgent: "عاجل",
    purpose: "لهذا الغرض وحده",
    until: "حتى",
    keep: "سمح الشخص المعني بهذا، ويمكنه سحب موافقته في أي وقت. استعملوه لهذه المساعدة وحدها، ولا تنقلوه إلى أحد، واحذفوه حين يُطلب منكم ذلك. وإن لم يكن موجهًا إليكم فأخبروا من أرسله.",
  },
};

/** The text of the file, as its sender is shown it and as it is sealed: plain, so that it opens wherever a text does. */
export function outsideText(letter: OutsideText, language: Language): string {
  const frame = FRAMES[language];
  const head = [
    [frame.reference, letter.reference],
    [frame.from, letter.from],
    [frame.to, letter.to],
    [frame.wanted, letter.urgent ? `${letter.wanted} (${frame.urgent})` : letter.wanted],
    [frame.purpose, letter.purpose],
    [frame.until, letter.until.toISOString().slice(0, 10).replaceAll("-", "/")],
  ].map(([name, value]) => `${name}: ${value}`);
  const parts = letter.parts.map(({ name, facts }) =>
    [`# ${name}`, ...facts.map(({ label, value }) => `${label}: ${value}`)].join("\n"),
  );
  return `${[head.join("\n"), frame.keep, ...parts].join("\n\n")}\n`;
}
