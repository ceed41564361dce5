import { type Static, type TSchema, Type } from "typebox";
import { Errors } from "typebox/value";
import { ROLES } from "../../../core/access/coverage.ts";
import { JOURNEY_STATES } from "../model/journey.ts";
import { RECORD_CODES } from "./records.ts";
import { CLOCK_CONDITIONS } from "./rules.ts";

const strict = { additionalProperties: false } as const;
const Code = Type.String({ pattern: "^[a-z0-9]+(-[a-z0-9]+)*$", maxLength: 40 });
const Name = Type.Object(
  { en: Type.String({ minLength: 1, maxLength: 120 }), ar: Type.String({ minLength: 1, maxLength: 120 }) },
  strict,
);
const Day = Type.String({ pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" });
const State = Type.Enum([...JOURNEY_STATES]);
const Whole = (min: number, max: number) => Type.Integer({ minimum: min, maximum: max });
const list = <T extends TSchema>(item: T) => Type.Array(item, { maxItems: 60 });

/** Where a rule is written by those who answer for it. */
const Source = Type.Object(
  {
    instrument: Type.String({ minLength: 1, maxLength: 200 }),
    article: Type.String({ minLength: 1, maxLength: 100 }),
    year: Whole(1900, 2100),
    /** What the source does not say, and we added. */
    note: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })),
  },
  strict,
);

/** The lawyer who confirmed an entry; null: to be confirmed by counsel. */
const Counsel = Type.Union([
  Type.Null(),
  Type.Object({ name: Type.String({ minLength: 1, maxLength: 100 }), on: Day }, strict),
]);
const cited = { source: Source, counsel: Counsel };

const Limit = Type.Object(
  {
    unit: Type.Enum(["hours", "calendar-days", "working-days"]),
    length: Whole(1, 3650),
    movesToWorkingDay: Type.Optional(Type.Boolean()),
  },
  strict,
);

const Alarm = Type.Object(
  {
    name: Code,
    when: Type.Union([
      Type.Object({ share: Type.Tuple([Whole(1, 1000), Whole(1, 1000)]) }, strict),
      Type.Object({ hoursBefore: Whole(0, 87_600) }, strict),
      Type.Object({ daysAfter: Whole(0, 3650) }, strict),
    ]),
  },
  strict,
);

const Time = Type.Object(
  {
    code: Code,
    name: Name,
    runsFor: Type.Enum([...CLOCK_CONDITIONS]),
    starts: Type.Object(
      {
        steps: Type.Optional(list(Code)),
        entering: Type.Optional(list(State)),
        afterClock: Type.Optional(Code),
      },
      strict,
    ),
    limit: Limit,
    ends: list(Code),
    pausesIn: list(State),
    alarms: list(Alarm),
    ...cited,
  },
  strict,
);

const Recorded = Type.Enum([...RECORD_CODES]);
const Step = Type.Object(
  {
    code: Code,
    name: Name,
    from: Type.Array(State, { minItems: 1, maxItems: JOURNEY_STATES.length }),
    to: Type.Union([State, Type.Literal("stay"), Type.Literal("back")]),
    by: Type.Array(Type.Enum([...ROLES, "person"]), { minItems: 1, maxItems: 20 }),
    records: list(Type.Union([Recorded, Type.Array(Recorded, { minItems: 2, maxItems: 6 })])),
    decision: Type.Optional(Type.Enum(["positive", "proposed-negative", "negative"])),
    waitsFor: Type.Optional(list(Code)),
    extends: Type.Optional(list(Type.Object({ clock: Code, by: Whole(1, 365) }, strict))),
    ...cited,
  },
  strict,
);

/** How long a kind of thing is kept after something happened. */
const Retention = Type.Object(
  {
    what: Type.Enum(["case", "sections", "journey", "clocks", "looks", "consents"]),
    after: Type.Enum(["written", "closed", "ended"]),
    days: Whole(1, 36_500),
    reason: Name,
    ...cited,
  },
  strict,
);

const Holiday = Type.Union([
  Type.Object({ name: Type.String({ minLength: 1, maxLength: 80 }), dates: list(Day) }, strict),
  Type.Object(
    {
      name: Type.String({ minLength: 1, maxLength: 80 }),
      every: Type.String({ pattern: "^[0-9]{2}-[0-9]{2}$" }),
    },
    strict,
  ),
]);

const Pack = Type.Object(
  {
    code: Code,
    name: Name,
    /** The pack whose steps, clocks and retention hold here too, unless this one says otherwise. */
    basedOn: Type.Union([Type.Null(), Code]),
    calendar: Type.Object(
      {
        /** As `LEEWARD_REGION`: a country, and a state or nation where its holidays differ. */
        region: Type.Union([Type.Null(), Type.String({ pattern: "^[A-Z]{2}(-[A-Za-z0-9]{1,8})?$" })]),
        zone: Type.String({ minLength: 1, maxLength: 60 }),
        weekend: Type.Array(Whole(1, 7), { maxItems: 6 }),
        /** Besides those that the region has. */
        holidays: list(Holiday),
      },
      strict,
    ),
    /** Steps of this place, besides those of `steps.ts`. */
    steps: list(Step),
    clocks: list(Time),
    /** What the law here does not know. */
    leavesOut: Type.Object({ steps: list(Code), clocks: list(Code) }, strict),
    retention: list(Retention),
  },
  strict,
);

export type JurisdictionPack = Static<typeof Pack>;
export type PackClock = Static<typeof Time>;
export type PackStep = Static<typeof Step>;

/** What a pack is, as a schema, says of a value: a sentence for each fault, with the place; nothing where it fits. */
export function shapeFaults(value: unknown): string[] {
  const seen = new Set<string>();
  return Errors(Pack, value)
    .filter(({ message }) => message !== "schema is false")
    .map(({ instancePath, message }) => `${placeOf(value, instancePath)}: ${message}`)
    .filter((fault) => !seen.has(fault) && seen.add(fault));
}

/** `/clocks/2/limit` as `clock recovery, limit`. */
function placeOf(value: unknown, path: string): string {
  const [, part = "", nth, ...rest] = path.split("/");
  const entries = (value as Readonly<Record<string, unknown>> | null)?.[part];
  const entry = Array.isArray(entries) ? entries[Number(nth)] : undefined;
  const code = (entry as { code?: unknown } | undefined)?.code;
  return typeof code === "string"
    ? [`${part.replace(/s$/, "")} ${code}`, ...rest].join(", ")
    : path.slice(1).replaceAll("/", ", ") || "the file";
}
