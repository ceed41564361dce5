import { ConfigError } from "./error.ts";

/** What the door says before a word is typed. */
export interface DoorConfig {
  /** Of the place; digits, perhaps after a +. */
  readonly emergencyNumber: string;
  /** Within how many hours those who read there have agreed to answer, 1 to 720; absent: nothing is promised. */
  readonly answerHours: number | undefined;
  /** After how many hours without any of them signed in the door says so, 1 to 720. */
  readonly quietHours: number;
  /** The place whose law about children is said there: the name of a file in `packs/advice/children`. */
  readonly jurisdiction: string;
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
