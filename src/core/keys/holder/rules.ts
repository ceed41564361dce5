import { type Static, Type } from "typebox";
import { PURPOSES } from "../../access/context.ts";
import { dateFormat } from "../../texts/intl.ts";

/**
 * What a holder lets through, and what it finds unusual. Plain rules that a person can check by hand: an agency's
 * answer to a server that someone has taken.
 */

export const RULES = Type.Object(
  {
    /** Nothing is opened. */
    closed: Type.Boolean(),
    refusedPurposes: Type.Array(Type.Enum([...PURPOSES]), {
      maxItems: 8,
    }),
    refusedMembers: Type.Array(Type.String({ maxLength: 100 }), { maxItems: 10_000 }),
    /** Openings within a minute. */
    perMemberPerMinute: Type.Integer({ minimum: 1, maximum: 100_000 }),
    inAllPerMinute: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
    alarms: Type.Object(
      {
        /** More different cases than this by one member within an hour. */
        casesPerHour: Type.Integer({ minimum: 1, maximum: 100_000 }),
        /** More different cases than this by persons at their own files, all together, within an hour; rules of before it have none. */
        personCasesPerHour: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })),
        /** More refusals than this within ten minutes, whoever asks. */
        refusalsPerTenMinutes: Type.Integer({ minimum: 1, maximum: 100_000 }),
        /** More wraps than this, within ten minutes, that do not open where they say they belong. */
        unopenablePerTenMinutes: Type.Integer({ minimum: 0, maximum: 100_000 }),
        /** Openings outside of these hours, by the clock of `zone`; null: at any hour. */
        hours: Type.Union([
          Type.Null(),
          Type.Object(
            {
              from: Type.String({ pattern: "^([01]\\d|2[0-3]):[0-5]\\d$" }),
              until: Type.String({ pattern: "^([01]\\d|2[0-3]):[0-5]\\d$" }),
              /** 1 is Monday, 7 is Sunday. */
              days: Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), { minItems: 1, maxItems: 7 }),
              zone: Type.String({ maxLength: 60 }),
            },
            { additionalProperties: false },
          ),
        ]),
        /** A program that is started at each alarm, with the entry of the log on its standard input; null: none. */
        hook: Type.Union([Type.Null(), Type.String({ maxLength: 4096 })]),
      },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
);
export type Rules = Static<typeof RULES>;

const PERSON_CASES_PER_HOUR = 300;

export const FIRST_RULES: Rules = {
  closed: false,
  refusedPurposes: [],
  refusedMembers: [],
  perMemberPerMinute: 120,
  inAllPerMinute: 1200,
  alarms: {
    casesPerHour: 60,
    personCasesPerHour: PERSON_CASES_PER_HOUR,
    refusalsPerTenMinutes: 30,
    unopenablePerTenMinutes: 2,
    hours: null,
    hook: null,
  },
};

export interface Asking {
  readonly memberId: string | null;
  readonly purpose: string | null;
  readonly caseId: string;
}

export type Refusal = "closed" | "refused-member" | "refused-purpose" | "too-many";
export type AlarmRule = "many-cases" | "many-refusals" | "many-unopenable" | "outside-hours";
export interface Alarm {
  readonly rule: AlarmRule;
  /** Whose pattern it is; null for the person, and where it is nobody's own. */
  readonly memberId: string | null;
  /** How many were counted. */
  readonly count: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const TEN_MINUTES_MS = 10 * MINUTE_MS;
/** Members and cases are kept in memory for an hour; beyond this number the oldest are forgotten first. */
const KEPT_MAX = 50_000;

/** Whose tokens these are. A person has no name here and reads their own file: each case has a person of its own. */
const askerOf = ({ memberId, caseId }: Asking): string => memberId ?? `the person of ${caseId}`;
/** Whose different cases are counted: those of all persons together, since whoever has taken a server can call themself any. */
const counterOf = ({ memberId }: Asking): string => memberId ?? "the persons";

interface Bucket {
  tokens: number;
  atMs: number;
}

/** Counts what was asked, in memory alone; a restart begins anew. Time is passed in. */
export class Watch {
  readonly #buckets = new Map<string, Bucket>();
  /** By member: each case with the time of its last opening. */
  readonly #cases = new Map<string, Map<string, number>>();
  #refusedAtMs: number[] = [];
  #unopenableAtMs: number[] = [];
  readonly #raisedAtMs = new Map<string, number>();

  /** Why a request is refused, or null. Takes a token of whoever asks and of all where it is not. */
  refusalOf(rules: Rules, asking: Asking, nowMs: number): Refusal | null {
    if (rules.closed) return "closed";
    if (asking.memberId !== null && rules.refusedMembers.includes(asking.memberId)) return "refused-member";
    if (rules.refusedPurposes.some((purpose) => purpose === asking.purpose)) return "refused-purpose";
    const own = this.#bucket(`asker ${askerOf(asking)}`, rules.perMemberPerMinute, nowMs);
    const all = this.#bucket("all", rules.inAllPerMinute, nowMs);
    if (own.tokens < 1 || all.tokens < 1) return "too-many";
    own.tokens -= 1;
    all.tokens -= 1;
    return null;
  }

  /** Notes an opening. @returns the alarms that it raises, each at most once an hour */
  opened(rules: Rules, asking: Asking, nowMs: number): Alarm[] {
    const alarms: Alarm[] = [];
    const cases = this.#cases.get(counterOf(asking)) ?? new Map<string, number>();
    cases.delete(asking.caseId); // so that the map stays in the order of the last opening
    cases.set(asking.caseId, nowMs);
    forgetOldest(cases, (atMs) => atMs <= nowMs - HOUR_MS);
    this.#cases.delete(counterOf(asking));
    this.#cases.set(counterOf(asking), cases);
    forgetOldest(this.#cases, () => false);
    const { memberId } = asking;
    const { casesPerHour, personCasesPerHour = PERSON_CASES_PER_HOUR } = rules.alarms;
    if (cases.size > (memberId === null ? personCasesPerHour : casesPerHour)) {
      alarms.push({ rule: "many-cases", memberId, count: cases.size });
    }
    if (isOutsideHours(rules.alarms.hours, nowMs)) alarms.push({ rule: "outside-hours", memberId, count: 1 });
    return this.#onceAnHour(alarms, nowMs);
  }

  /** Notes a refusal. */
  refused(rules: Rules, nowMs: number): Alarm[] {
    this.#refusedAtMs = within(this.#refusedAtMs, nowMs);
    this.#refusedAtMs.push(nowMs);
    const count = this.#refusedAtMs.length;
    return count > rules.alarms.refusalsPerTenMinutes
      ? this.#onceAnHour([{ rule: "many-refusals", memberId: null, count }], nowMs)
      : [];
  }

  /** Notes a wrap that did not open in the place that was declared. */
  unopenable(rules: Rules, nowMs: number): Alarm[] {
    this.#unopenableAtMs = within(this.#unopenableAtMs, nowMs);
    this.#unopenableAtMs.push(nowMs);
    const count = this.#unopenableAtMs.length;
    return count > rules.alarms.unopenablePerTenMinutes
      ? this.#onceAnHour([{ rule: "many-unopenable", memberId: null, count }], nowMs)
      : [];
  }

  #bucket(name: string, perMinute: number, nowMs: number): Bucket {
    const bucket = this.#buckets.get(name) ?? { tokens: perMinute, atMs: nowMs };
    const gained = (Math.max(0, nowMs - bucket.atMs) / MINUTE_MS) * perMinute;
    bucket.tokens = Math.min(perMinute, bucket.tokens + gained);
    bucket.atMs = nowMs;
    this.#buckets.delete(name);
    this.#buckets.set(name, bucket);
    forgetOldest(this.#buckets, ({ atMs }) => atMs < nowMs - HOUR_MS);
    return bucket;
  }

  #onceAnHour(alarms: readonly Alarm[], nowMs: number): Alarm[] {
    return alarms.filter(({ rule, memberId }) => {
      const name = `${rule} ${memberId}`;
      const last = this.#raisedAtMs.get(name);
      if (last !== undefined && nowMs - last < HOUR_MS) return false;
      this.#raisedAtMs.delete(name);
      this.#raisedAtMs.set(name, nowMs);
      forgetOldest(this.#raisedAtMs, (atMs) => atMs < nowMs - HOUR_MS);
      return true;
    });
  }
}

const within = (times: readonly number[], nowMs: number): number[] =>
  times.filter((atMs) => atMs > nowMs - TEN_MINUTES_MS).slice(-KEPT_MAX);

/** A map is in the order in which it was set: the first are the oldest. */
function forgetOldest<V>(kept: Map<string, V>, isOver: (value: V) => boolean): void {
  for (const [name, value] of kept) {
    if (kept.size <= KEPT_MAX && !isOver(value)) return;
    kept.delete(name);
  }
}

/** Whether a time is outside of an agency's hours, by the clock on its wall; `until` before `from` runs over midnight. */
export function isOutsideHours(hours: Rules["alarms"]["hours"], nowMs: number): boolean {
  if (hours === null) return false;
  const parts = dateFormat("en-GB", {
    timeZone: hours.zone,
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(nowMs);
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? "";
  const time = `${part("hour")}:${part("minute")}`;
  const today = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].indexOf(part("weekday")) + 1;
  const yesterday = ((today + 5) % 7) + 1;
  const isOn = (day: number): boolean => hours.days.includes(day);
  if (hours.from <= hours.until) return !(isOn(today) && time >= hours.from && time < hours.until);
  const sinceYesterday = isOn(yesterday) && time < hours.until;
  return !(sinceYesterday || (isOn(today) && time >= hours.from));
}
