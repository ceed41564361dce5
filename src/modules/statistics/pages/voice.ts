import { type Language, localeOf } from "../../../core/texts/index.ts";
import { dateFormat, numberFormat } from "../../../core/texts/intl.ts";
import { NOT_RECORDED_MEMBER, type Unit } from "../columns.ts";
import type { Range } from "../ranges.ts";
import { columnWord, NO_WORDS, type Words, wordOf } from "./codes.ts";
import { STATISTICS_TEXTS, type StatisticsTexts } from "./texts.ts";

/** What a page says in, and how it writes numbers and days. */
export interface Voice {
  readonly language: Language;
  readonly texts: StatisticsTexts;
  number(value: number): string;
  /** Of 100, in whole numbers. */
  hundred(value: number): string;
  day(at: Date): string;
  /** The name of a column or value; what the release calls it where we have no word. */
  column(name: string): string;
  value(name: string, column: string): string;
  unit(unit: Unit): string;
}

/** So many people, with the range: no count stands on a page without. */
export const peopleOf = ({ texts, number }: Voice, { count, low, high }: Range): string =>
  `${texts.people(number(count))} (${texts.between(number(low), number(high))})`;

export function voiceOf(wanted: string | undefined, words: Words = NO_WORDS): Voice {
  const language: Language = /^ar\b/i.test(wanted ?? "") ? "ar" : "en";
  const texts = STATISTICS_TEXTS[language];
  const number = numberFormat(localeOf(language), { maximumSignificantDigits: 6 });
  const hundred = numberFormat(localeOf(language), { maximumFractionDigits: 0 });
  const day = dateFormat(localeOf(language), { dateStyle: "long", timeZone: "UTC" });
  const value = (name: string, column: string) =>
    name === "" || name === NOT_RECORDED_MEMBER ? texts.notRecorded : wordOf(name, column, words, language);
  return {
    ...{ language, texts },
    number: (one) => number.format(one),
    hundred: (one) => hundred.format(one),
    day: (at) => day.format(at),
    column: (name) => {
      const [topic = "", member] = name.split(": ");
      // Our own plain words first: the codebook is written for whoever codes.
      const said = texts.columns[topic] ?? columnWord(name, words, language) ?? topic;
      return member === undefined ? said : `${said}: ${value(member, name)}`;
    },
    value,
    unit: ({ label, column }) => value(label, column),
  };
}
