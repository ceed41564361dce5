import { describe, expect, it } from "vitest";
import {
  REFERRAL_ACTS,
  REFERRAL_CODES,
  REFERRAL_STATES,
  type ReferralAct,
  type ReferralSide,
  type ReferralState,
} from "./model/referral.ts";
import * as real from "./referral-rules.ts";

// The laws of a referral, each said without a look at the table of acts; and rules that break one, each of which a law
// must notice.

type Rules = typeof real;

const SIDES = ["sender", "recipient"] as const satisfies readonly ReferralSide[];
const NOW = new Date("2026-11-26T12:00:00Z");
const hoursFromNow = (hours: number): Date => new Date(NOW.getTime() + hours * 3_600_000);
const standing = (state: ReferralState, dueAt: Date | null = null, closedAt: Date | null = null) => ({
  state,
  dueAt,
  closedAt,
});

/** Every state that can be reached from a sent one by acts of the two sides; where it is stopped from outside too. */
function reachable(rules: Rules): Set<ReferralState> {
  const seen = new Set<ReferralState>(["sent", "stopped"]);
  for (const state of seen) {
    for (const side of SIDES) {
      for (const act of rules.actsOf(standing(state), side)) {
        const next = rules.afterAct(act, state, side);
        if (next) seen.add(next);
      }
    }
  }
  return seen;
}

const LAWS: Readonly<Record<string, (rules: Rules) => boolean>> = {
  "every state can be reached": (rules) => reachable(rules).size === REFERRAL_STATES.length,
  "while it runs, somebody must act, and can": (rules) =>
    REFERRAL_STATES.every((state) => {
      const turn = rules.turnOf(standing(state), NOW);
      return turn.length > 0 && turn.every((side) => rules.actsOf(standing(state), side).length > 0);
    }),
  "closed, nobody must act, and nobody can": (rules) =>
    REFERRAL_STATES.every(
      (state) =>
        rules.turnOf(standing(state, null, NOW), NOW).length === 0 &&
        SIDES.every((side) => rules.actsOf(standing(state, null, NOW), side).length === 0),
    ),
  "a no is possible for as long as it is under way, and gives the person back to the sender": (rules) =>
    (["sent", "acknowledged", "accepted", "begun"] as const).every(
      (state) =>
        rules.afterAct("decline", state, "recipient") === "declined" &&
        rules.turnOf(standing("declined"), NOW).join() === "sender",
    ),
  "the sender can take it back for as long as it is under way": (rules) =>
    (["sent", "acknowledged", "accepted", "begun"] as const).every(
      (state) => rules.afterAct("take-back", state, "sender") === "taken-back",
    ),
  "silence gives it back too, and the recipient may still answer": (rules) =>
    (["sent", "acknowledged", "accepted"] as const).every((state) => {
      const late = standing(state, hoursFromNow(-1));
      return (
        rules.turnOf(late, NOW).join() === "recipient,sender" && rules.actsOf(late, "recipient").length > 0
      );
    }),
  "before its time is over it is the recipient's alone": (rules) =>
    (["sent", "acknowledged", "accepted", "begun"] as const).every(
      (state) => rules.turnOf(standing(state, hoursFromNow(1)), NOW).join() === "recipient",
    ),
  "its time is over at the very instant": (rules) => rules.isOverdue(standing("sent", NOW), NOW),
  "nobody acts for the other side": (rules) =>
    REFERRAL_ACTS.every(
      (act) => !SIDES.every((side) => REFERRAL_STATES.some((state) => rules.afterAct(act, state, side))),
    ),
  "help begins only after a yes, and ends only after it began": (rules) =>
    REFERRAL_STATES.every(
      (state) =>
        (rules.afterAct("begin", state, "recipient") !== null) === (state === "accepted") &&
        (rules.afterAct("end", state, "recipient") !== null) === (state === "begun"),
    ),
  "nothing that came back goes on by itself": (rules) =>
    (["declined", "taken-back", "stopped", "ended"] as const).every((state) =>
      SIDES.every((side) =>
        rules.actsOf(standing(state), side).every((act) => rules.afterAct(act, state, side) === state),
      ),
    ),
  "whatever is not over has a time, but for help that goes on": (rules) =>
    REFERRAL_STATES.every((state) => (rules.waitAfter(state) === null) === (state === "begun")),
  "a late acknowledgement does not give more time for the answer": (rules) =>
    rules.waitAfter("acknowledged")?.counts === "from-sending",
  "urgent is never slower": (rules) =>
    real.REFERRAL_WAITS.every((wait) => {
      const { usual, urgent } = rules.HOUSE_LIMITS[wait];
      return urgent.unit === usual.unit && urgent.length <= usual.length;
    }),
  "a no, an end and a take-back say why": (rules) =>
    (["decline", "end", "take-back", "close"] as const).every(
      (act) =>
        !rules.isCodeOf(act, null) &&
        REFERRAL_CODES[act].every((code) => rules.isCodeOf(act, code)) &&
        !rules.isCodeOf(act, "because"),
    ) && (["acknowledge", "accept", "begin"] as const).every((act) => !rules.isCodeOf(act, "no-place")),
};

const brokenLaws = (rules: Rules): string[] =>
  Object.entries(LAWS)
    .filter(([, holds]) => !holds(rules))
    .map(([name]) => name);

type After = Rules["afterAct"];
/** Rules in which one pair of act and state leads elsewhere; `actsOf` follows. */
function leading(change: (was: After) => After): Rules {
  const afterAct = change(real.afterAct);
  return {
    ...real,
    afterAct,
    actsOf: ({ state, closedAt }, side) =>
      closedAt === null ? REFERRAL_ACTS.filter((act) => afterAct(act, state, side) !== null) : [],
  };
}
const forbidding = (which: ReferralAct, where: ReferralState): Rules =>
  leading((was) => (act, state, side) => (act === which && state === where ? null : was(act, state, side)));

const MUTANTS: Readonly<Record<string, Rules>> = {
  "a no is not possible any more after a yes": forbidding("decline", "accepted"),
  "a no is not possible before it is acknowledged": forbidding("decline", "sent"),
  "what has begun cannot be given back": forbidding("decline", "begun"),
  "the sender cannot take back what has begun": forbidding("take-back", "begun"),
  "the sender cannot take back what nobody saw": forbidding("take-back", "sent"),
  "a no closes it": {
    ...real,
    turnOf: (r, now) => (r.state === "declined" ? [] : real.turnOf(r, now)),
  },
  "what was stopped is nobody's": {
    ...real,
    turnOf: (r, now) => (r.state === "stopped" ? [] : real.turnOf(r, now)),
  },
  "silence stays with the recipient": {
    ...real,
    turnOf: (r, now) => real.turnOf({ ...r, dueAt: null }, now),
  },
  "silence takes it from the recipient": {
    ...real,
    turnOf: (r, now) => (real.isOverdue(r, now) ? ["sender"] : real.turnOf(r, now)),
  },
  "its time is over an instant too late": {
    ...real,
    isOverdue: (r, now) => real.isOverdue(r, new Date(now.getTime() - 1)),
  },
  "what is closed is still acted on": {
    ...real,
    actsOf: (r, side) => real.actsOf({ ...r, closedAt: null }, side),
  },
  "what is closed is still somebody's turn": {
    ...real,
    turnOf: (r, now) => real.turnOf({ ...r, closedAt: null }, now),
  },
  "the sender answers for the recipient": leading(
    (was) => (act, state, side) =>
      was(act, state, side) ?? (act === "accept" ? was(act, state, "recipient") : null),
  ),
  "help begins without a yes": leading(
    (was) => (act, state, side) =>
      act === "begin" && state === "acknowledged" && side === "recipient" ? "begun" : was(act, state, side),
  ),
  "help ends that never began": leading(
    (was) => (act, state, side) =>
      act === "end" && state === "accepted" && side === "recipient" ? "ended" : was(act, state, side),
  ),
  "a declined one is accepted after all": leading(
    (was) => (act, state, side) =>
      act === "accept" && state === "declined" && side === "recipient" ? "accepted" : was(act, state, side),
  ),
  "an ended one is never followed up": forbidding("close", "ended"),
  "no time runs for an answer": {
    ...real,
    waitAfter: (state) => (state === "acknowledged" ? null : real.waitAfter(state)),
  },
  "the answer's time begins anew when it is acknowledged": {
    ...real,
    waitAfter: (state) =>
      state === "acknowledged" ? { wait: "answered", counts: "from-now" } : real.waitAfter(state),
  },
  "urgent and usual are mixed up": {
    ...real,
    HOUSE_LIMITS: {
      ...real.HOUSE_LIMITS,
      acknowledged: {
        usual: real.HOUSE_LIMITS.acknowledged.urgent,
        urgent: real.HOUSE_LIMITS.acknowledged.usual,
      },
    },
  },
  "a no needs no reason": { ...real, isCodeOf: (act, code) => code === null || real.isCodeOf(act, code) },
  "any reason will do": { ...real, isCodeOf: (act, code) => code !== null || real.isCodeOf(act, code) },
};

describe("the rules of a referral", () => {
  it("keep every law", () => {
    expect(brokenLaws(real)).toEqual([]);
  });

  it.each(Object.entries(MUTANTS))("are noticed where they are wrong: %s", (_, mutant) => {
    expect(brokenLaws(mutant)).not.toEqual([]);
  });
});
