import type { Language } from "../../../core/texts/index.ts";
import { statisticsAr } from "./texts-ar.ts";
import { type StatisticsTexts, statisticsEn } from "./texts-en.ts";

export type { StatisticsTexts };

export const STATISTICS_TEXTS: Readonly<Record<Language, StatisticsTexts>> = {
  en: statisticsEn,
  ar: statisticsAr,
};
