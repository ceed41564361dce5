import { ClockError, dueAt, ensureValidCalendar, escalationsOf } from "@leeward/clocks";
import { type JurisdictionPack, type PackClock, type PackStep, shapeFaults } from "./pack.ts";
import { clocksOf, type Lineage, lineageOf, packCalendar, rulesOf, stepsOf } from "./resolve.ts";
import { CONSENT_CLOCKS, type ConsentClock, type Rules } from "./rules.ts";
import { AGE_DISPUTED, AGE_SETTLED, DECIDED_IN, OPENING, STEPS } from "./steps.ts";

/** Steps that are the person's, or keep a decision fair: no pack leaves them out. */
const KEPT_STEPS = [
  "screen",
  "begin-support",
  "find-reasonable-grounds",
  "leave-recovery",
  "ask-for-evidence",
  "answer-evidence",
  "ask-reconsideration",
  "withdraw",
  "come-back",
  "reopen",
  "record-guardian",
  "review-non-punishment",
] as const;
const KEPT_CLOCKS = [
  ...(["guardian", "recovery", "missing-evidence", "reconsideration"] as const),
  ...CONSENT_CLOCKS,
] as const;
/** No step begins or ends these, but what happens to consents: of a pack count their limit and their source. */
const OF_CONSENTS: Readonly<Record<ConsentClock, { readonly begins: string; readonly ends: string }>> = {
  "consent-review": { begins: "consent-given, consent-reviewed", ends: "consent-reviewed" },
  "consent-new-purpose": { begins: "purpose-named", ends: "consent-reviewed" },
};
/** What is written down beside the steps of a journey, and begins clocks as they do. */
const NOT_TAKEN: readonly string[] = [OPENING, AGE_DISPUTED, AGE_SETTLED];
/** At whatever shows that someone may be a child, the clock for a guardian begins. */
const SHOWS_A_CHILD = [OPENING, AGE_DISPUTED, "record-age"] as const;
/** CETS 197, Article 13(1): at least 30 days, whatever a baseline says. */
const RECOVERY_DAYS_MIN = 30;
/** Where nobody is closed: someone is deciding, has been asked to, or has to leave the person alone. */
const NEVER_CLOSED_FROM = [...DECIDED_IN, "referred", "recovery"] as const;

/**
 * What is wrong in a jurisdiction's pack, a sentence each with the place; nothing where all is right.
 *
 * @param file its name is the pack's code
 * @param known the other packs, by code
 * @param year the calendar is tried from here ten years on
 */
export function checkJurisdiction(
  file: string,
  value: unknown,
  known: ReadonlyMap<string, JurisdictionPack>,
  year: number,
): string[] {
  const shape = shapeFaults(value);
  if (shape.length > 0) return shape.map((fault) => `${file}, ${fault}`);
  const pack = value as JurisdictionPack;
  const lineage = lineageOf(pack, known);
  const faults =
    typeof lineage === "string"
      ? [lineage]
      : [
          ...(file === `${pack.code}.json`
            ? []
            : [`the file is named ${pack.code}.json after what is in it`]),
          ...twice("step", pack.steps),
          ...twice("clock", pack.clocks),
          ...ofCalendar(pack, year),
          ...ofSteps(pack, lineage),
          ...ofClocks(pack, lineage),
          ...ofCycles(lineage),
          ...ofRecovery(pack, lineage),
          ...ofRetention(pack),
        ];
  const whole = faults.length === 0 ? ofTimes(lineage as Lineage, pack, year) : [];
  return [...faults, ...whole].map((fault) => `${file}, ${fault}`);
}

const twice = (kind: string, entries: readonly { readonly code: string }[]): string[] =>
  entries
    .filter(({ code }, nth) => entries.findIndex((other) => other.code === code) !== nth)
    .map(({ code }) => `${kind} ${code}: is there twice`);

function ofCalendar({ calendar }: JurisdictionPack, year: number): string[] {
  const years = { from: year, until: year + 10 };
  try {
    const region = packCalendar({ ...calendar, holidays: [] }, years);
    const faults = calendar.holidays.flatMap((holiday): string[] => {
      const place = `calendar, holiday “${holiday.name}”`;
      if ("dates" in holiday) {
        const named = new Set(holiday.dates.map((date) => Number(date.slice(0, 4))));
        const missing = Array.from({ length: 11 }, (_, n) => year + n).filter((each) => !named.has(each));
        return missing.length === 0 || named.size === 1
          ? []
          : [`${place}: has no date in ${missing.join(", ")}`];
      }
      const { every } = holiday;
      const dates = Array.from({ length: 11 }, (_, n) => `${year + n}-${every}`);
      if (dates.some((date) => !isDay(date))) return [`${place}: ${every} is no day of every year`];
      // The region's list has it in some years only: it is somebody's Easter.
      const listed = dates.filter((date) => region.holidays.has(date)).length;
      return listed > 0 && listed < dates.length
        ? [`${place}: moves, it is on ${every} in ${listed} of ${dates.length} years; write its dates`]
        : [];
    });
    if (faults.length === 0) ensureValidCalendar(packCalendar(calendar, years));
    return faults;
  } catch (error) {
    if (!(error instanceof ClockError)) throw error;
    return [`calendar: ${error.message}`];
  }
}

const isDay = (day: string): boolean =>
  !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day);

function ofSteps(pack: JurisdictionPack, lineage: Lineage): string[] {
  const before = new Map(stepsOf(lineage.slice(0, -1)));
  const clocks = new Set(clocksOf(lineage).map(({ code }) => code));
  const everyones = new Set(STEPS.map(({ code }) => code));
  return [
    ...pack.leavesOut.steps.flatMap((code) => {
      if (!before.has(code)) return [`leavesOut, steps: there is no step “${code}”`];
      return KEPT_STEPS.some((kept) => kept === code)
        ? [`leavesOut, steps: “${code}” is the person's, and stays`]
        : [];
    }),
    ...pack.steps.flatMap((step) =>
      [
        ...(everyones.has(step.code) || NOT_TAKEN.includes(step.code)
          ? ["is a step of every jurisdiction; give this one another name"]
          : []),
        ...[...(step.waitsFor ?? []), ...(step.extends ?? []).map(({ clock }) => clock)]
          .filter((clock) => !clocks.has(clock))
          .map((clock) => `there is no clock “${clock}”`),
        ...ofNature(step),
      ].map((fault) => `step ${step.code}: ${fault}`),
    ),
  ];
}

/** What no State's step may do. */
function ofNature({ from, to, decision, by }: PackStep): string[] {
  const faults: string[] = [];
  const isNegative = decision === "negative";
  if (isNegative && to !== "early-support") {
    faults.push("after a negative support goes on: it leads to early-support");
  }
  if (decision === "proposed-negative" && to !== "stay") faults.push("a proposal decides nothing: it stays");
  const closes = NEVER_CLOSED_FROM.filter((state) => to === "closed" && from.includes(state));
  if (closes.length > 0) faults.push(`closes someone who is in ${closes.join(", ")} without an answer`);
  if (to === "back" && from.some((state) => !["missing", "withdrawn", "abroad"].includes(state))) {
    faults.push("one comes back only from missing, withdrawn or abroad");
  }
  if (
    from.some((state) => ["missing", "withdrawn", "abroad"].includes(state)) &&
    !["back", "stay", "closed"].includes(to)
  ) {
    faults.push("from missing, withdrawn or abroad one comes back to where one was");
  }
  if (decision !== undefined && by.includes("person")) faults.push("nobody decides about themself");
  if (to !== "stay" && from.some((state) => state === to))
    faults.push("leads to where it begins: write stay");
  return faults;
}

function ofClocks(pack: JurisdictionPack, lineage: Lineage): string[] {
  const steps = new Set([...NOT_TAKEN, ...stepsOf(lineage).keys()]);
  const all = clocksOf(lineage);
  const clocks = new Set(all.map(({ code }) => code));
  const before = new Set(clocksOf(lineage.slice(0, -1)).map(({ code }) => code));
  return [
    ...pack.leavesOut.clocks.flatMap((code) => {
      if (!before.has(code)) return [`leavesOut, clocks: there is no clock “${code}”`];
      return KEPT_CLOCKS.some((kept) => kept === code)
        ? [`leavesOut, clocks: “${code}” protects the person, and stays`]
        : [];
    }),
    ...KEPT_CLOCKS.filter((code) => lineage.length === 1 && !clocks.has(code)).map(
      (code) => `clocks: a baseline has “${code}”`,
    ),
    ...all.filter(isOfConsents).flatMap(ofConsents),
    ...all
      .filter((clock) => !isOfConsents(clock))
      .flatMap((clock) =>
        [
          ...[...(clock.starts.steps ?? []), ...clock.ends]
            .filter((step) => !steps.has(step))
            .map((step) => `there is no step “${step}”`),
          ...[clock.starts.afterClock ?? []]
            .flat()
            .filter((code) => !clocks.has(code))
            .map((code) => `there is no clock “${code}”`),
          ...(isStarted(clock) ? [] : ["nothing begins it"]),
          ...SHOWS_A_CHILD.filter(
            (step) => clock.code === "guardian" && !clock.starts.steps?.includes(step),
          ).map((step) => `begins also at “${step}”, which may show that someone is a child`),
          ...(clock.ends.length > 0 ? [] : ["nothing ends it"]),
          ...clock.ends.filter((step) => step === OPENING).map(() => "opening a case ends no clock"),
          ...(clock.limit.movesToWorkingDay !== undefined && clock.limit.unit !== "calendar-days"
            ? ["only calendar days move to a working day"]
            : []),
          ...twice(
            "alarm",
            clock.alarms.map(({ name }) => ({ code: name })),
          ),
        ].map((fault) => `clock ${clock.code}: ${fault}`),
      ),
  ];
}

const isOfConsents = ({ code }: PackClock): boolean => CONSENT_CLOCKS.some((one) => one === code);

/** What a pack says of a clock of consents and nobody would do. */
function ofConsents({ code, runsFor, starts, ends, pausesIn, alarms }: PackClock): string[] {
  const { begins, ends: end } = OF_CONSENTS[code as ConsentClock];
  const isBegun =
    (starts.steps ?? []).join(", ") === begins && !starts.entering?.length && starts.afterClock === undefined;
  return [
    ...(isBegun ? [] : [`begins at ${begins} and at nothing else: write so`]),
    ...(ends.join(", ") === end ? [] : [`ends at ${end} and at nothing else: write so`]),
    ...(runsFor === "everyone" ? [] : ["runs for everyone who said yes: write everyone"]),
    ...(pausesIn.length === 0 ? [] : ["stands still nowhere: a yes holds wherever someone is"]),
    ...(alarms.length === 0 ? [] : ["tells at its end alone"]),
  ].map((fault) => `clock ${code}: ${fault}`);
}

const isStarted = ({ starts }: PackClock): boolean =>
  (starts.steps?.length ?? 0) + (starts.entering?.length ?? 0) > 0 || starts.afterClock !== undefined;

/** A clock that waits, over others, for itself would never begin, or never let anyone go on. */
function ofCycles(lineage: Lineage): string[] {
  const clocks = clocksOf(lineage);
  const steps = stepsOf(lineage);
  const waits = new Map(
    clocks.map(({ code, starts }) => [
      code,
      [
        ...(starts.afterClock === undefined ? [] : [starts.afterClock]),
        ...((starts.entering ?? []).length === 0 && (starts.steps ?? []).length === 1
          ? (steps.get(starts.steps?.[0] ?? "")?.waitsFor ?? [])
          : []),
      ],
    ]),
  );
  const circles = new Set<string>();
  for (const { code } of clocks) {
    const circle = circleFrom(code, waits);
    // Named once, from its first clock on.
    if (circle && code === [...circle].sort()[0])
      circles.add(`clocks: wait in a circle, ${[...circle, code].join(" for ")}`);
  }
  return [...circles];
}

function circleFrom(start: string, waits: ReadonlyMap<string, readonly string[]>): string[] | null {
  const walk = (path: readonly string[]): string[] | null => {
    for (const next of waits.get(path.at(-1) ?? "") ?? []) {
      if (next === start) return [...path];
      if (path.includes(next)) continue;
      const found = walk([...path, next]);
      if (found) return found;
    }
    return null;
  };
  return walk([start]);
}

function ofRecovery(pack: JurisdictionPack, lineage: Lineage): string[] {
  const recovery = clocksOf(lineage).find(({ code }) => code === "recovery");
  if (!recovery) return [];
  const baseline = clocksOf(lineage.slice(0, -1)).find(({ code }) => code === "recovery");
  const least = Math.max(RECOVERY_DAYS_MIN, lineage[0] === pack ? 0 : (firstRecovery(lineage) ?? 0));
  const steps = stepsOf(lineage);
  const { limit, runsFor, starts, ends, alarms } = recovery;
  const faults: string[] = [];
  if (limit.unit !== "calendar-days") faults.push("is counted in calendar-days");
  if (limit.length < least) faults.push(`has ${limit.length} days; the least is ${least}`);
  if (runsFor !== "everyone") faults.push("runs for everyone");
  if (!starts.entering?.includes("recovery")) faults.push("begins on entering recovery");
  for (const end of ends) {
    const step = steps.get(end);
    if (step?.to === "stay") faults.push(`“${end}” does not leave recovery, so it cannot end it`);
  }
  // One that ran on would be over before the next recovery has begun.
  for (const { code, from, to } of steps.values()) {
    const leaves =
      from.includes("recovery") && !["stay", "back", "missing", "withdrawn", "abroad"].includes(to);
    if (leaves && !ends.includes(code)) faults.push(`“${code}” leaves recovery, so it has to end it`);
  }
  const reviewed = alarms.some(({ when }) => "share" in when && when.share[0] * 3 <= when.share[1] * 2);
  if (!reviewed) faults.push("tells at two thirds or before that it is to be reviewed: { share: [2, 3] }");
  const isOwn = recovery !== baseline || pack.steps.length > 0;
  return !isOwn ? [] : faults.map((fault) => `clock recovery: ${fault}`);
}

const firstRecovery = (lineage: Lineage): number | undefined =>
  clocksOf(lineage.slice(0, 1)).find(({ code }) => code === "recovery")?.limit.length;

const ofRetention = ({ basedOn, retention }: JurisdictionPack): string[] => [
  ...(basedOn === null && retention.length === 0 ? ["retention: a baseline says how long what is kept"] : []),
  ...retention
    .filter(({ what }, nth) => retention.findIndex((other) => other.what === what) !== nth)
    .map(({ what }) => `retention ${what}: is there twice`),
];

/** Every clock is tried: it begins on a day of the calendar, ends, and tells. */
function ofTimes(lineage: Lineage, pack: JurisdictionPack, year: number): string[] {
  const rules: Rules = rulesOf(lineage, { from: year, until: year + 12 });
  return rules.clocks
    .filter(({ code }) => pack.clocks.some((own) => own.code === code))
    .flatMap(({ code, limit, alarms }) => {
      try {
        const clock = { startedAt: Date.UTC(year, 6, 1), limit };
        dueAt(clock, rules.calendar);
        escalationsOf(clock, alarms, rules.calendar);
        return [];
      } catch (error) {
        if (!(error instanceof ClockError)) throw error;
        return [`clock ${code}: ${error.message}`];
      }
    });
}
