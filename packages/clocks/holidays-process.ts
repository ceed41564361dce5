import { text } from "node:stream/consumers";
import { ClockError } from "./errors.ts";
import { calendarOf } from "./holidays.ts";
import type { Answer } from "./holidays-apart.ts";

// A process that counts the public holidays of one region, for the one that started it (holidays-apart.ts), and ends.

const { region, years } = JSON.parse(await text(process.stdin));
process.stdout.write(JSON.stringify(count()));

function count(): Answer {
  try {
    const calendar = calendarOf(region, years);
    return { calendar: { ...calendar, holidays: [...calendar.holidays] } };
  } catch (error) {
    if (!(error instanceof ClockError)) throw error;
    return { code: error.code, message: error.message };
  }
}
