import { signIn as en } from "../en/sign-in.ts";
export const signIn: Readonly<Record<keyof typeof en, string>> = en;
