import type { first as english } from "../en/first.ts";
import { names } from "./names.ts";
import { problems } from "./problems.ts";
import { shell } from "./shell.ts";
import { stepUp } from "./step-up.ts";

export const first: Readonly<Record<keyof typeof english, string>> = {
  ...shell,
  ...stepUp,
  ...names,
  ...problems,
};
