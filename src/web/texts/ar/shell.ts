import { shell as en } from "../en/shell.ts";
export const shell: Readonly<Record<keyof typeof en, string>> = en;
