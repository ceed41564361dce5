import { fields } from "./en/fields.ts";
import { groups } from "./en/groups.ts";
import { indicators } from "./en/indicators.ts";
import { journey } from "./en/journey.ts";
import { options } from "./en/options.ts";

/** The words of a case in English. `ar.ts` has each of these keys, or the build fails. */
export const en = { ...fields, ...groups, ...options, ...indicators, ...journey };

export type CareKey = keyof typeof en;
