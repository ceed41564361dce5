import { expect, it } from "vitest";
import { WANTED as ofCare } from "../src/modules/care/model/referral.ts";
import { WANTED as ofDoor } from "../src/modules/door/wanted.ts";

/** Kills: something new that an agency can be asked for, which the door's pages pass over. No module may see the other's inside. */
it("what an agency can be asked for is one list at the desk and at the door", () => {
  expect(ofDoor).toEqual(ofCare);
});
