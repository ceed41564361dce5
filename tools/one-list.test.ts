import { expect, it } from "vitest";
import { JOURNEY_STATES } from "../src/modules/care/model/journey.ts";
import { WANTED as ofCare, REFERRAL_STATES } from "../src/modules/care/model/referral.ts";
import { TOLD } from "../src/modules/door/island/asked-text.ts";
import { STATES } from "../src/modules/door/island/next-text.ts";
import { WANTED as ofDoor } from "../src/modules/door/wanted.ts";

// No module may see another one's inside, so some lists stand twice.

/** Kills: something new that an agency can be asked for, which the door's pages pass over. */
it("what an agency can be asked for is one list at the desk and at the door", () => {
  expect(ofDoor).toEqual(ofCare);
});

/** Kills: a new state of the journey, of which a person's own file says nothing. */
it("the states of a journey are one list at the desk and in a person's own file", () => {
  expect(STATES).toEqual(JOURNEY_STATES);
});

/** Kills: a new state of a referral, which the person's own file would tell as one that came to nothing. */
it("a person's own file tells each state of a referral, and two as one that came to nothing", () => {
  const told: readonly string[] = TOLD;
  expect(REFERRAL_STATES.filter((state) => !told.includes(state))).toEqual(["declined", "taken-back"]);
  expect(TOLD.filter((state) => !REFERRAL_STATES.includes(state))).toEqual([]);
});
