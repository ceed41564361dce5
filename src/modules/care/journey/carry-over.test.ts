import { plainCalendar } from "@leeward/clocks";
import { expect, it } from "vitest";
import { JOURNEY_STATES } from "../model/journey.ts";
import { carryOver } from "./carry-over.ts";
import { housePack } from "./house-packs.ts";

const NOTHING = { evidenceWritten: false, reasonsWrittenIn: null };

/** Kills: a recovery that is taken as lived through where nobody knows of one, so that it could be passed by. */
it("takes nothing for granted of a case whose steps nobody wrote down", () => {
  const { rules } = housePack("coe", new Date("2026-11-26T10:00:00Z"), plainCalendar("UTC"));
  for (const state of JOURNEY_STATES) {
    const stateSince = new Date("2026-11-01T10:00:00Z");
    const known = { state, stateSince, ageBand: "unknown", ageDisputed: false, language: null, ...NOTHING };
    const journey = carryOver(rules, known);
    expect(journey.recovered, state).toBe(state === "conclusive-grounds");
    expect([journey.age, journey.proposedBy, journey.evidence], state).toEqual(["not-asked", null, "none"]);
  }
});
