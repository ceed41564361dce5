/** What a referral asks for, where it can be, and why it comes to nothing. Codes: words about the person stay in the sections. */

export const REFERRAL_STATES = [
  "sent",
  "acknowledged",
  "accepted",
  "begun",
  "ended",
  "declined",
  "taken-back",
  "stopped",
] as const;
export type ReferralState = (typeof REFERRAL_STATES)[number];

export const REFERRAL_ACTS = [
  "acknowledge",
  "accept",
  "begin",
  "end",
  "decline",
  "take-back",
  "close",
] as const;
export type ReferralAct = (typeof REFERRAL_ACTS)[number];

export type ReferralSide = "sender" | "recipient";

export const WANTED = [
  "safe-place",
  "health-care",
  "counselling",
  "legal-advice",
  "child-protection",
  "identification",
  "interpreting",
  "work-and-income",
  "return-home",
  "other-support",
] as const;
export type Wanted = (typeof WANTED)[number];

/** What an act has to say, from a closed list; an act that is not named here says nothing. */
export const REFERRAL_CODES = {
  decline: [
    "no-place",
    "not-what-we-do",
    "no-language",
    "too-far",
    "not-safe-here",
    "conflict-of-interest",
    "person-does-not-want",
  ],
  end: ["helped", "helped-in-part", "person-chose-to-stop", "not-reached", "went-elsewhere"],
  "take-back": ["no-answer", "person-does-not-want", "found-other-help", "sent-by-mistake"],
  close: ["person-is-well", "needs-more", "not-reached", "support-with-us"],
} as const satisfies Partial<Record<ReferralAct, readonly string[]>>;
