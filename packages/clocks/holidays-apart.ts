import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Calendar } from "./calendar.ts";
import { ClockError, type ClockErrorCode } from "./errors.ts";
import type { Region } from "./holidays.ts";

const PROCESS = fileURLToPath(new URL("./holidays-process.ts", import.meta.url));
const SECONDS_MAX = 120;

/** What the process answers; dates where the calendar has a set of them. */
export type Answer =
  | { readonly calendar: Omit<Calendar, "holidays"> & { readonly holidays: readonly string[] } }
  | { readonly code: ClockErrorCode; readonly message: string };

const known = new Map<string, Answer>();

/**
 * As `calendarOf`, counted in a process of its own that ends with its answer: the lists of all countries, and what counts
 * sun and moon for them, take 30 MB that a server would keep for as long as it runs. Asked twice, counted once.
 *
 * @throws ClockError as `calendarOf` does
 */
export function calendarApart(region: Region, years: Calendar["years"]): Calendar {
  const asked = JSON.stringify({ region, years });
  const answer = known.get(asked) ?? ask(asked);
  known.set(asked, answer);
  if ("code" in answer) throw new ClockError(answer.code, answer.message);
  return { ...answer.calendar, holidays: new Set(answer.calendar.holidays) };
}

function ask(asked: string): Answer {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [PROCESS], {
    input: asked,
    encoding: "utf8",
    timeout: SECONDS_MAX * 1000,
  });
  if (status !== 0) throw new Error(`The public holidays could not be counted. ${stderr}`, { cause: error });
  return JSON.parse(stdout);
}
