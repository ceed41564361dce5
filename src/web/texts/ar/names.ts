import { names as en } from "../en/names.ts";
export const names: Readonly<Record<keyof typeof en, string>> = en;
