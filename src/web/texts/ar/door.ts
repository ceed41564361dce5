import { door as en } from "../en/door.ts";
export const door: Readonly<Record<keyof typeof en, string>> = en;
