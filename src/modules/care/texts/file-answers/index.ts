import type { DoorLanguage, Language } from "../../../../core/texts/index.ts";
import type { OptionKey, PartKey } from "../../model/categories.ts";
import type { IndicatorCode } from "../../model/indicators.ts";
import { options } from "../en/options.ts";

/** The languages of the door that the desk is not written in. */
export type FileLanguage = Exclude<DoorLanguage, Language>;

/** Lists of fields that *My file* shows to nobody: the safe contact, justice, other people, sources. */
type Unshown =
  | "channels"
  | "guardian-conflicts"
  | "proceedings-wishes"
  | "report-choices"
  | "sources"
  | "suspect-roles";

type Shown = Exclude<OptionKey, `${Unshown}:${string}`> | `indicators:${IndicatorCode}` | PartKey;
/** Sites and apps go by their own names. */
type NameKey = Exclude<Extract<Shown, `platforms:${string}`>, "platforms:other">;
export type FileAnswerKey = Exclude<Shown, NameKey>;

/**
 * What *My file* calls the answers of our own lists, in one language of the door that the desk is not written in (docs/decisions/0265). The
 * type holds each to every answer that a person can read; a test holds the type to the fields. Nobody who speaks them has signed: they are the
 * door's texts, which its pages call unreviewed (`door/pages/texts/reviews.ts`).
 */
export type FileAnswers = Readonly<Record<FileAnswerKey, string>>;

const load: Readonly<Record<FileLanguage, () => Promise<FileAnswers>>> = {
  fr: async () => (await import("./fr.ts")).fr,
  es: async () => (await import("./es.ts")).es,
  zh: async () => (await import("./zh.ts")).zh,
  ru: async () => (await import("./ru.ts")).ru,
  bn: async () => (await import("./bn.ts")).bn,
  fil: async () => (await import("./fil.ts")).fil,
  ro: async () => (await import("./ro.ts")).ro,
  sq: async () => (await import("./sq.ts")).sq,
  uk: async () => (await import("./uk.ts")).uk,
  vi: async () => (await import("./vi.ts")).vi,
};

const isName = (key: string): key is NameKey => key.startsWith("platforms:") && key !== "platforms:other";

/** Every answer that a person can read, with the names of sites and apps; one language is loaded, when it is first read. */
export async function loadFileAnswers(language: FileLanguage): Promise<Readonly<Record<Shown, string>>> {
  const names = Object.fromEntries(Object.entries(options).filter(([key]) => isName(key))) as Readonly<
    Record<NameKey, string>
  >;
  return { ...names, ...(await load[language]()) };
}
