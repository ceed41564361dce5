/** What members do, how often, and how long it took. */

export const ACTS = [
  "open a section",
  "open a case",
  "save",
  "Today",
  "cases",
  "find",
  "find by name",
] as const;
export type Act = (typeof ACTS)[number];

/** Of a hundred things that a member does. */
export const MIX: Readonly<Record<Act, number>> = {
  "open a section": 45,
  "open a case": 15,
  save: 15,
  Today: 10,
  cases: 7,
  find: 4,
  "find by name": 4,
};

/** p95 in milliseconds. */
export const BARS: Readonly<Record<Act, number>> = {
  "open a section": 160,
  "open a case": 160,
  save: 340,
  Today: 300,
  cases: 300,
  find: 300,
  "find by name": 300,
};

/** @param drawn 0 to 1 */
export function drawAct(drawn: number): Act {
  let left = drawn * 100;
  for (const act of ACTS) {
    left -= MIX[act];
    if (left < 0) return act;
  }
  return "open a section";
}

export interface Times {
  readonly count: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
}

export function timesOf(times: readonly number[]): Times {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) =>
    Number((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1));
  return { count: times.length, p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99) };
}

export interface Result {
  readonly perSecond: number;
  readonly errors: number;
  /** The first few. */
  readonly said: readonly string[];
  readonly acts: Readonly<Record<Act, Times>>;
  /** Of the driving process, as a share of one core. */
  readonly cpu: number;
}

/** Notes what is done from `begin` on. */
export interface Bench {
  begin(): void;
  note(act: Act, ms: number, error: string | null): void;
  result(): Result;
}

export function makeBench(): Bench {
  const times = new Map<Act, number[]>(ACTS.map((act) => [act, []]));
  const said: string[] = [];
  let errors = 0;
  let began = 0;
  let cpuAtBegin = process.cpuUsage();
  return {
    begin: () => {
      began = performance.now();
      cpuAtBegin = process.cpuUsage();
    },
    note: (act, ms, error) => {
      if (error !== null) {
        errors++; // also while warming up
        if (said.length < 5) said.push(`${act}: ${error.slice(0, 200)}`);
      } else if (began > 0) times.get(act)?.push(ms);
    },
    result: () => {
      const seconds = (performance.now() - began) / 1_000;
      const { user, system } = process.cpuUsage(cpuAtBegin);
      const count = [...times.values()].reduce((sum, { length }) => sum + length, 0);
      return {
        perSecond: Number((count / seconds).toFixed(1)),
        errors,
        said,
        acts: Object.fromEntries(ACTS.map((act) => [act, timesOf(times.get(act) ?? [])])) as Result["acts"],
        cpu: Number(((user + system) / 1e6 / seconds).toFixed(2)),
      };
    },
  };
}
