import { type DoorLanguage, houseLanguageOf, type Say } from "../../../core/texts/index.ts";
import type { DoorKey } from "../pages/texts/en.ts";
import { sayDay } from "./days.ts";
import type { OwnCase } from "./file-answers.ts";
import { nowMs } from "./server-clock.ts";

/** The same as care's `JOURNEY_STATES`; each has texts in every language of the door. */
export const STATES = [
  "contact",
  "screened",
  "early-support",
  "referred",
  "reasonable-grounds",
  "recovery",
  "conclusive-grounds",
  "inclusion",
  "closed",
  "follow-up",
  "missing",
  "withdrawn",
  "abroad",
  "reopened",
  "reconsideration",
] as const satisfies readonly StateName[];

type StateName = StateOf<DoorKey>;
type StateOf<K> = K extends `state-${infer S}-more` ? S : never;
type ClockName = ClockOf<DoorKey>;
type ClockOf<K> = K extends `clock-${infer C}` ? C : never;

/**
 * What a clock is called in every language of the door: the house's own, and those of the jurisdictions that come with
 * it. One that only a State's own pack has goes by the pack's name.
 */
export const CLOCKS: Readonly<Record<string, `clock-${ClockName}`>> = {
  "early-support": "clock-early-support",
  "consent-review": "clock-consent-review",
  "risk-review": "clock-needs-review",
  "best-interests-review": "clock-needs-review",
  "referral-answer": "clock-referral-answer",
  "reasonable-grounds": "clock-reasonable-grounds",
  "recovery-ends": "clock-recovery-ends",
  "conclusive-grounds": "clock-conclusive-grounds",
  reconsideration: "clock-reconsideration",
  "follow-up": "clock-follow-up",
  "consent-disputed": "clock-consent-disputed",
  "contact-change": "clock-contact-change",
  triage: "clock-triage",
  "triage-urgent": "clock-triage",
  guardian: "clock-guardian",
  "early-support-review": "clock-early-support-review",
  "referral-acknowledged": "clock-referral-acknowledged",
  "referral-acknowledged-urgent": "clock-referral-acknowledged",
  "referral-accepted": "clock-referral-answer",
  "referral-accepted-urgent": "clock-referral-answer",
  "reasonable-grounds-child": "clock-reasonable-grounds",
  "missing-evidence": "clock-missing-evidence",
  recovery: "clock-recovery-ends",
  "reconsideration-asked": "clock-reconsideration-asked",
  "non-punishment": "clock-non-punishment",
  "consent-new-purpose": "clock-consent-review",
  "breach-notice": "clock-breach-notice",
  "follow-up-3-months": "clock-follow-up",
  "follow-up-6-months": "clock-follow-up",
  "follow-up-12-months": "clock-follow-up",
  permit: "clock-permit",
};

const isState = (state: string): state is StateName => STATES.some((known) => known === state);

/** Where someone is now; null for a state that is newer than the texts. */
export function sayNow(
  say: Say<DoorKey>,
  language: DoorLanguage,
  { state, stateSince }: OwnCase,
): { readonly now: string; readonly more: string; readonly since: string } | null {
  if (!isState(state)) return null;
  return {
    now: say("file-now", { state: say(`state-${state}`) }),
    more: say(`state-${state}-more`),
    since: say("file-since", { date: sayDay(new Date(stateSince), language) }),
  };
}

/** What is due, by when, and where its length is written; `lang`: of a name that a State's own pack has in no other language. */
export function sayDue(
  say: Say<DoorKey>,
  language: DoorLanguage,
  { what, name, dueAt, source }: OwnCase["next"][number],
): {
  readonly by: string;
  readonly what: string;
  readonly lang: string | undefined;
  readonly late: string | null;
  readonly unconfirmed: string | null;
} {
  const known = CLOCKS[what];
  const inHouse = houseLanguageOf(language);
  return {
    by: say("file-by", { date: sayDay(new Date(dueAt), language) }),
    what: known || !name ? say(known ?? "clock-other") : name[inHouse],
    lang: !known && name ? inHouse : undefined,
    late: Date.parse(dueAt) < nowMs() ? say("file-late") : null,
    unconfirmed: source.isConfirmed ? null : say("file-unconfirmed"),
  };
}
