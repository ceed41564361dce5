import { kit as en } from "../en/kit.ts";
export const kit: Readonly<Record<keyof typeof en, string>> = en;
