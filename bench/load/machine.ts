import { readdirSync, readFileSync } from "node:fs";
import { loadavg } from "node:os";

/** What processes take of the machine, as Linux tells it. */

const TICKS_A_SECOND = 100; // getconf CLK_TCK, on every Linux that runs Node

interface ProcessTimes {
  readonly pid: number;
  readonly parent: number;
  /** Processor seconds, with those of children that have ended. */
  readonly seconds: number;
}

function readTimes(pid: number): ProcessTimes | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = text
      .slice(text.lastIndexOf(")") + 2)
      .split(" ")
      .map(Number);
    const ticks = [11, 12, 13, 14].reduce((sum, nth) => sum + (fields[nth] ?? 0), 0);
    return { pid, parent: fields[1] ?? 0, seconds: ticks / TICKS_A_SECOND };
  } catch {
    return null; // it ended meanwhile
  }
}

/** Processor seconds of a process and of those that it started, alive or ended. */
export function processorSeconds(pid: number, withChildren: boolean): number {
  const own = readTimes(pid);
  if (!own) return 0;
  if (!withChildren) return own.seconds;
  const children = readdirSync("/proc")
    .filter((name) => /^[0-9]+$/.test(name))
    .map((name) => readTimes(Number(name)))
    .filter((found) => found?.parent === pid);
  return children.reduce((sum, child) => sum + (child?.seconds ?? 0), own.seconds);
}

export interface Memory {
  readonly residentMb: number;
  /** Pages that others use too count by their share. */
  readonly proportionalMb: number;
}

export function readMemory(pid: number): Memory {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
  const mb = (name: string) =>
    Math.round(Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(text)?.[1] ?? 0) / 1024);
  return { residentMb: mb("Rss"), proportionalMb: mb("Pss") };
}

/** The most that this process ever had in memory, in MiB. */
export const ownPeakMib = (): number => readPeaks(process.pid)?.residentMb ?? Number.NaN;

/** How many processes wanted a core in the last minute. */
export const loadOfMachine = (): number => Number((loadavg()[0] ?? 0).toFixed(2));

export interface Peaks {
  /** The most that the process ever had in memory. */
  readonly residentMb: number;
  /** What it has at this moment that is its own: no pages of files, none that processes share. */
  readonly ownMb: number;
}

/**
 * Null once it ended. Of the process's own memory: what the kernel says in `getrusage` of a process that another one
 * started begins with the other's size at that moment.
 */
export function readPeaks(pid: number): Peaks | null {
  try {
    const text = readFileSync(`/proc/${pid}/status`, "utf8");
    const mb = (name: string) =>
      Math.round(Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(text)?.[1] ?? 0) / 1024);
    return { residentMb: mb("VmHWM"), ownMb: mb("RssAnon") };
  } catch {
    return null;
  }
}
