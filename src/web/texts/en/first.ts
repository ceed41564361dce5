import { names } from "./names.ts";
import { problems } from "./problems.ts";
import { shell } from "./shell.ts";
import { stepUp } from "./step-up.ts";

/** What any page may say; it comes with the first one. */
export const first = { ...shell, ...stepUp, ...names, ...problems };
