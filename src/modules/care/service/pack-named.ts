import type { House } from "../../../core/house.ts";
import { type HousePack, housePack } from "../journey/house-packs.ts";

/** A pack by which cases are led here; the house's own where none is named. */
export const packNamed = (
  { config, calendar, now }: Pick<House, "config" | "calendar" | "now">,
  code: string = config.jurisdiction,
): HousePack => housePack(code, now(), calendar, config.jurisdictionsDir);
