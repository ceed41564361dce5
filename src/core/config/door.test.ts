import { expect, it } from "vitest";
import { readDoorConfig } from "./door.ts";

it("reads what the door says before a word is typed, and refuses what is no number or no hour", () => {
  expect(readDoorConfig({})).toEqual({
    ...{ emergencyNumber: "112", answerHours: undefined, quietHours: 24, jurisdiction: "coe" },
    attended: undefined,
  });
  const said = {
    LEEWARD_EMERGENCY_NUMBER: " +15550100 ",
    LEEWARD_DOOR_ANSWER_HOURS: "48",
    LEEWARD_DOOR_JURISDICTION: "GB-EAW",
  };
  expect(readDoorConfig({ ...said, LEEWARD_DOOR_QUIET_HOURS: "720" })).toEqual({
    emergencyNumber: "+15550100",
    answerHours: 48,
    attended: undefined,
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

it("reads when someone is there, past midnight and over the end of a week too, and refuses what is no part of a week", () => {
  const attended = (text: string) => readDoorConfig({ LEEWARD_DOOR_ATTENDED: text }).attended;
  expect(attended("mo-fr 08:00-20:30, SA 10:00-14:00")).toEqual([
    { days: [0, 1, 2, 3, 4], from: 480, until: 1230 },
    { days: [5], from: 600, until: 840 },
  ]);
  expect(attended("sa-mo 22:00-06:00")).toEqual([{ days: [5, 6, 0], from: 1320, until: 360 }]);
  expect(attended("Always")).toEqual([{ days: [0, 1, 2, 3, 4, 5, 6], from: 0, until: 1440 }]);
  expect(attended("su 00:00-24:00")).toEqual([{ days: [6], from: 0, until: 1440 }]);
  for (const text of [
    ...["mo-fr", "08:00-20:00", "mo-xx 08:00-20:00", "mo 8:00-20:00", "mo 08:00-24:01", "mo 24:00-08:00"],
    ...[
      "mo 08:60-20:00",
      "mo 08:00-08:00",
      "mo 08:00-00:00",
      "mo 08:00-20:00,",
      "mo 08:00-20:00; tu 08:00-20:00",
    ],
  ]) {
    expect(() => attended(text), text).toThrow(/no part of a week/);
  }
});
