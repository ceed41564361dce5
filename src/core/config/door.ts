import { ConfigError } from "./error.ts";

/** What the door says before a word is typed. */
export interface DoorConfig {
  /** Of the place; digits, perhaps after a +. */
  readonly emergencyNumber: string;
  /** Within how many hours those who read there have agreed to answer, 1 to 720; absent: nothing is promised. */
  readonly answerHours: number | undefined;
  /** When one of them is there, by the clock of the place; absent: it is not said. */
  readonly attended: readonly AttendedSpan[] | undefined;
  /** After how many hours without any of them signed in the door says so, 1 to 720. */
  readonly quietHours: number;
  /** The place whose law about children is said there: the name of a file in `packs/advice/children`. */
  readonly jurisdiction: string;
}

/** A part of the week. One that ends before it begins goes on into the next day. */
export interface AttendedSpan {
  /** 0 is Monday. */
  readonly days: readonly number[];
  /** Minutes from midnight, 0 to 1,439. */
  readonly from: number;
  /** 1 to 1,440. */
  readonly until: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

const HOURS_MAX = 720;

/** @throws ConfigError */
export function readDoorConfig(env: Environment): DoorConfig {
  const emergencyNumber = env.LEEWARD_EMERGENCY_NUMBER?.trim() || "112";
  if (!/^\+?[0-9]{2,15}$/.test(emergencyNumber)) {
    throw new ConfigError(
      `LEEWARD_EMERGENCY_NUMBER is “${emergencyNumber}”. Write the number as one dials it, digits alone: 112, 999, +15550100.`,
    );
  }
  return {
    emergencyNumber,
    answerHours: readHours(env, "LEEWARD_DOOR_ANSWER_HOURS"),
    attended: readAttended(env.LEEWARD_DOOR_ATTENDED?.trim()),
    quietHours: readHours(env, "LEEWARD_DOOR_QUIET_HOURS") ?? 24,
    jurisdiction: env.LEEWARD_DOOR_JURISDICTION?.trim().toLowerCase() || "coe",
  };
}

function readHours(env: Environment, name: string): number | undefined {
  const text = env[name]?.trim();
  if (!text) return undefined;
  const hours = Number(text);
  if (!Number.isInteger(hours) || hours < 1 || hours > HOURS_MAX) {
    throw new ConfigError(
      `${name} is “${text}”, but it takes whole hours from 1 to ${HOURS_MAX}. Write 24, for example.`,
    );
  }
  return hours;
}

const DAYS = ["mo", "tu", "we", "th", "fr", "sa", "su"];
const SPAN = /^([a-z]{2})(?:-([a-z]{2}))? (\d\d):([0-5]\d)-(\d\d):([0-5]\d)$/;
const DAY_MINUTES = 1440;

function readAttended(text: string | undefined): readonly AttendedSpan[] | undefined {
  if (!text) return undefined;
  if (text.toLowerCase() === "always") return [{ days: [0, 1, 2, 3, 4, 5, 6], from: 0, until: DAY_MINUTES }];
  return text.split(",").map((part) => {
    const span = readSpan(part.trim().toLowerCase());
    if (!span) {
      throw new ConfigError(
        `LEEWARD_DOOR_ATTENDED says “${part.trim()}”, which is no part of a week. Write days and hours, with commas: mo-fr 08:00-20:00, sa 10:00-14:00; or: always.`,
      );
    }
    return span;
  });
}

function readSpan(text: string): AttendedSpan | undefined {
  const [, first = "", last = first, ...clock] = SPAN.exec(text) ?? [];
  const [begins, ends] = [DAYS.indexOf(first), DAYS.indexOf(last)];
  const [fromHour = 0, fromMinute = 0, untilHour = 0, untilMinute = 0] = clock.map(Number);
  const [from, until] = [fromHour * 60 + fromMinute, untilHour * 60 + untilMinute];
  if (begins < 0 || ends < 0 || from >= DAY_MINUTES || until > DAY_MINUTES || until < 1 || from === until)
    return undefined;
  const length = ((ends - begins + 7) % 7) + 1; // sa-mo is three days
  return { days: Array.from({ length }, (_, n) => (begins + n) % 7), from, until };
}
