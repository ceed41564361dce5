import { problems as en } from "../en/problems.ts";
export const problems: Readonly<Record<keyof typeof en, string>> = en;
