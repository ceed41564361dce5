import { expect, it } from "vitest";
import { readDoorConfig } from "./door.ts";

it("reads what the door says before a word is typed, and refuses what is no number or no hour", () => {
  expect(readDoorConfig({})).toEqual({
    ...{ emergencyNumber: "112", answerHours: undefined, quietHours: 24, jurisdiction: "coe" },
  });
  const said = {
    LEEWARD_EMERGENCY_NUMBER: " +15550100 ",
    LEEWARD_DOOR_ANSWER_HOURS: "48",
    LEEWARD_DOOR_JURISDICTION: "GB-EAW",
  };
  expect(readDoorConfig({ ...said, LEEWARD_DOOR_QUIET_HOURS: "720" })).toEqual({
    emergencyNumber: "+15550100",
    answerHours: 48,
    quietHours: 720,
    jurisdiction: "gb-eaw",
  });
  for (const number of ["one one two", "1", "112;tel", "1".repeat(16)]) {
    expect(() => readDoorConfig({ LEEWARD_EMERGENCY_NUMBER: number })).toThrow(/as one dials it/);
  }
  for (const hours of ["0", "721", "1.5", "-1", "soon"]) {
    expect(() => readDoorConfig({ LEEWARD_DOOR_QUIET_HOURS: hours })).toThrow(/whole hours from 1 to 720/);
  }
});
