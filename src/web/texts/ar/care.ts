import { care as en } from "../en/care.ts";
export const care: Readonly<Record<keyof typeof en, string>> = en;
