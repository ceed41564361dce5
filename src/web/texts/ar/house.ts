import { house as en } from "../en/house.ts";
export const house: Readonly<Record<keyof typeof en, string>> = en;
