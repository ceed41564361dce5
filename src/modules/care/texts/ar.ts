import type { Catalogue } from "../../../core/texts/index.ts";
import { fields } from "./ar/fields.ts";
import { groups } from "./ar/groups.ts";
import { indicators } from "./ar/indicators.ts";
import { journey } from "./ar/journey.ts";
import { options } from "./ar/options.ts";
import type { CareKey } from "./en.ts";

/** The same in Arabic. Not yet read by a native speaker. */
export const ar: Catalogue<CareKey> = { ...fields, ...groups, ...options, ...indicators, ...journey };
