import { Refusal } from "../../../../web/api/client.ts";
import { sayProblem } from "../../../../web/session/problems.ts";
import type { DeskSay } from "../../../../web/texts/index.ts";

/** Why a referral was refused; its sentences come with its pages and not with the first one. */
export function sayReferralProblem(say: DeskSay, error: unknown): string {
  const key = error instanceof Refusal ? `referral-no.${error.code}` : "";
  return say.knows(key) ? say(key) : sayProblem(say, error);
}
