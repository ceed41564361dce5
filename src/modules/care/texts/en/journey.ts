import type { ClockCode } from "../../model/clocks.ts";
import type { JourneyState } from "../../model/journey.ts";

/** What the states of a journey and its clocks are called. */
export const journey: Readonly<Record<`state.${JourneyState}` | `clock.${ClockCode}`, string>> = {
  "state.contact": "Contact",
  "state.screened": "Screened",
  "state.early-support": "Early support",
  "state.referred": "Referred",
  "state.reasonable-grounds": "Reasonable grounds",
  "state.recovery": "Recovery",
  "state.conclusive-grounds": "Conclusive grounds",
  "state.inclusion": "Inclusion",
  "state.closed": "Closed",
  "state.follow-up": "Follow-up",
  "state.missing": "Missing",
  "state.withdrawn": "Withdrew",
  "state.abroad": "Abroad",
  "state.reopened": "Reopened",
  "state.reconsideration": "Reconsideration",
  "clock.early-support": "Early support begins",
  "clock.consent-review": "Consent looked at again",
  "clock.referral-answer": "Referral answered",
  "clock.reasonable-grounds": "Decision on reasonable grounds",
  "clock.recovery-ends": "Recovery ends: ask if longer",
  "clock.conclusive-grounds": "Decision on conclusive grounds",
  "clock.reconsideration": "Reconsideration answered",
  "clock.follow-up": "Follow-up talk",
  "clock.consent-disputed": "A yes that the person says they did not give",
  "clock.wish-asked": "Reach the person: they asked for what cannot be undone",
  "clock.contact-change": "New safe contact written down",
  "clock.file-goes": "The whole file is deleted: tell the person, offer a copy",
};
