import type { Limit } from "@leeward/clocks";
import {
  REFERRAL_ACTS,
  REFERRAL_CODES,
  type ReferralAct,
  type ReferralSide,
  type ReferralState,
} from "./model/referral.ts";

/** Pure decisions about a referral: what follows what, whose turn it is, and by when. No clock, no database. */

interface ActRule {
  readonly by: ReferralSide;
  readonly from: readonly ReferralState[];
  /** Null where the act leaves it where it is, and nobody has to do anything any more. */
  readonly to: ReferralState | null;
}

/** The recipient may say no at any time, also after a yes: whoever cannot help must be able to say so. */
const UNDER_WAY = ["sent", "acknowledged", "accepted", "begun"] as const satisfies readonly ReferralState[];
/** It came to nothing, and the person is the sender's again. */
const CAME_BACK = ["declined", "taken-back", "stopped"] as const satisfies readonly ReferralState[];

const RULES: Readonly<Record<ReferralAct, ActRule>> = {
  acknowledge: { by: "recipient", from: ["sent"], to: "acknowledged" },
  accept: { by: "recipient", from: ["sent", "acknowledged"], to: "accepted" },
  begin: { by: "recipient", from: ["accepted"], to: "begun" },
  end: { by: "recipient", from: ["begun"], to: "ended" },
  decline: { by: "recipient", from: UNDER_WAY, to: "declined" },
  "take-back": { by: "sender", from: UNDER_WAY, to: "taken-back" },
  close: { by: "sender", from: ["ended", ...CAME_BACK], to: null },
};

/** Where an act leads; null where this side cannot do it there. */
export function afterAct(act: ReferralAct, state: ReferralState, side: ReferralSide): ReferralState | null {
  const { by, from, to } = RULES[act];
  return by === side && from.includes(state) ? (to ?? state) : null;
}

/** Whether an act is the recipient's; an agency that is not on Leeward says it on its page, or on the telephone. */
export const isTold = (act: ReferralAct): boolean => RULES[act].by === "recipient";

/** How a referral stands, as far as turns and times go. */
export interface ReferralStanding {
  readonly state: ReferralState;
  readonly closedAt: Date | null;
  readonly dueAt: Date | null;
}

/** What one side can do now. */
export function actsOf({ state, closedAt }: ReferralStanding, side: ReferralSide): ReferralAct[] {
  return closedAt === null ? REFERRAL_ACTS.filter((act) => afterAct(act, state, side) !== null) : [];
}

const isUnderWay = (state: ReferralState): boolean => UNDER_WAY.some((each) => each === state);

/**
 * Who must act. Silence gives it back: once the recipient's time is over, the sender must see to the person too; the
 * recipient may still answer.
 */
export function turnOf(referral: ReferralStanding, now: Date): readonly ReferralSide[] {
  if (referral.closedAt !== null) return [];
  if (!isUnderWay(referral.state)) return ["sender"];
  return isOverdue(referral, now) ? ["recipient", "sender"] : ["recipient"];
}

export const isOverdue = ({ dueAt, closedAt }: ReferralStanding, now: Date): boolean =>
  closedAt === null && dueAt !== null && dueAt.getTime() <= now.getTime();

/** Whether what an act says is on its list; an act without a list says nothing. */
export function isCodeOf(act: ReferralAct, code: string | null): boolean {
  const codes: readonly string[] | undefined = (
    REFERRAL_CODES as Partial<Record<ReferralAct, readonly string[]>>
  )[act];
  return codes === undefined ? code === null : code !== null && codes.includes(code);
}

/** What a referral waits for, and how long. */
export const REFERRAL_WAITS = ["acknowledged", "answered", "begun", "seen-to", "followed-up"] as const;
export type ReferralWait = (typeof REFERRAL_WAITS)[number];
export type ReferralLimits = Readonly<
  Record<ReferralWait, { readonly usual: Limit; readonly urgent: Limit }>
>;

const hours = (length: number): Limit => ({ unit: "hours", length });
const days = (length: number): Limit => ({ unit: "calendar-days", length });

/** What a jurisdiction's pack may say of them, by the codes of its clocks. */
const IN_PACKS = { acknowledged: "referral-acknowledged", answered: "referral-accepted" } as const;

/** The limits of a place: those that its clocks name, and the house's for what they leave open. */
export function limitsOf(
  clocks: readonly { readonly code: string; readonly limit: Limit }[],
): ReferralLimits {
  const named = (code: string): Limit | undefined => clocks.find((clock) => clock.code === code)?.limit;
  const own = (wait: keyof typeof IN_PACKS) => ({
    usual: named(IN_PACKS[wait]) ?? HOUSE_LIMITS[wait].usual,
    urgent: named(`${IN_PACKS[wait]}-urgent`) ?? HOUSE_LIMITS[wait].urgent,
  });
  return { ...HOUSE_LIMITS, acknowledged: own("acknowledged"), answered: own("answered") };
}

/** House rules, to be agreed by the agencies of a place. */
export const HOUSE_LIMITS: ReferralLimits = {
  acknowledged: { usual: hours(24), urgent: hours(1) },
  answered: { usual: hours(72), urgent: hours(4) },
  begun: { usual: hours(72), urgent: hours(24) },
  "seen-to": { usual: hours(24), urgent: hours(4) },
  "followed-up": { usual: days(30), urgent: days(30) },
};

/** What is waited for next, and from when its time counts; null where nothing is agreed: help takes as long as it takes. */
export function waitAfter(
  state: ReferralState,
): { readonly wait: ReferralWait; readonly counts: "from-sending" | "from-now" } | null {
  if (state === "sent") return { wait: "acknowledged", counts: "from-sending" };
  // However late it was acknowledged: the time for the answer has run since it was sent.
  if (state === "acknowledged") return { wait: "answered", counts: "from-sending" };
  if (state === "accepted") return { wait: "begun", counts: "from-now" };
  if (state === "begun") return null;
  if (state === "ended") return { wait: "followed-up", counts: "from-now" };
  return { wait: "seen-to", counts: "from-now" };
}
