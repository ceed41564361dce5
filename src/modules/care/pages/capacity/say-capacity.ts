import type { CapacityQuestion } from "../../../../web/api/referral-answers.ts";
import type { Desk } from "../../../../web/desk-context.tsx";
import { sayCode, sayLanguage } from "../../../../web/texts/names.ts";

/** “Safe place. A woman, with 1 child. Arabic. From tonight”: all that anybody is told. */
export function sayQuestion(question: CapacityQuestion, { say, locale }: Desk): string {
  const { wanted, forWhom, children, language, needs, fromWhen } = question;
  const whom = [
    sayCode(say, "capacity-for", forWhom),
    ...(children > 0 ? [say("capacity.with-children", { count: children })] : []),
  ];
  return [
    sayCode(say, "wanted", wanted),
    whom.join(say("about.comma")),
    ...(language ? [sayLanguage(locale, language)] : []),
    ...needs.map((need) => sayCode(say, "capacity-need", need)),
    sayCode(say, "capacity-from", fromWhen),
  ].join(". ");
}

/** What was answered, and until or from when; or until when one may. */
export function sayAnswered({ answer, until, expiresAt }: CapacityQuestion, { say, when }: Desk): string {
  if (answer === null) return say("capacity.waits", { time: when.near(expiresAt) });
  if (answer === "yes" && until) return say("capacity.yes-until", { time: when.near(until) });
  if (answer === "later" && until) return say("capacity.later-from", { time: when.near(until) });
  return say("capacity.no");
}

/** Whether an agency says in the directory that it has places; how many, nobody is told. */
export const sayPlaces = (say: Desk["say"], free: boolean): string =>
  say(free ? "referral.free" : "referral.full");
