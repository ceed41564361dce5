import type { Static } from "typebox";
import { type TSchema, Type } from "typebox";
import { Errors } from "typebox/value";
import { DOOR_LANGUAGES, type DoorLanguage } from "../../../core/texts/index.ts";

const inEach = <Value extends TSchema>(value: Value) =>
  Type.Object(
    Object.fromEntries(DOOR_LANGUAGES.map((language) => [language, value])) as Record<DoorLanguage, Value>,
    { additionalProperties: false },
  );
const strict = { additionalProperties: false } as const;
const Name = Type.String({ pattern: "^[a-z]{2,}(-[a-z]+)*$", maxLength: 40 });
const Day = Type.String({ pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" });
const Texts = inEach(Type.String({ maxLength: 600 }));
const Signed = Type.Union([
  Type.Null(),
  Type.Object({ name: Type.String({ minLength: 1, maxLength: 100 }), on: Day }, strict),
]);

/** Where a fact is written by those who answer for it; the sentence about it is our own. */
const Source = Type.Object(
  {
    title: Type.String({ minLength: 1, maxLength: 200 }),
    publisher: Type.String({ minLength: 1, maxLength: 100 }),
    /** When it was published: a year, a month or a day. */
    date: Type.String({ pattern: "^[0-9]{4}(-[0-9]{2}){0,2}$" }),
    /** On the web; or a document of this house, where the statement is about the house itself. */
    address: Type.String({ pattern: '^(https://[^\\s<>"]+|docs/[a-z-]+\\.md)$' }),
  },
  strict,
);

const Statement = Type.Object(
  {
    id: Name,
    title: Texts,
    text: Texts,
    sources: Type.Array(Source, { minItems: 1, maxItems: 5 }),
    writtenOn: Day,
    /** By then someone looks whether it still holds. */
    reviewDue: Day,
    /** Who has read it as a native speaker and signed that it is right and safe. */
    reviews: inEach(Signed),
    /** Of what the law asks: the lawyer who confirmed it. */
    counsel: Type.Optional(Signed),
  },
  strict,
);

const Pack = Type.Object(
  {
    topic: Name,
    /** For what the law of one place asks: the code that `LEEWARD_DOOR_JURISDICTION` names, and its name. */
    jurisdiction: Type.Optional(Type.Object({ code: Name, name: Texts }, strict)),
    title: Texts,
    lead: Texts,
    statements: Type.Array(Statement, { minItems: 1, maxItems: 20 }),
  },
  strict,
);

export type AdviceSource = Static<typeof Source>;
export type AdviceStatement = Static<typeof Statement>;
/** One page of advice: each statement with where it comes from, in every language of the door. */
export type AdvicePack = Static<typeof Pack>;

/** Marks that turn the direction of what follows, and other signs that nobody sees. */
const UNSEEN = /[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u;

/**
 * What is wrong in one pack, a sentence each with the place; nothing where all is right.
 *
 * @param file where it stands below the folder of packs: its name is its topic, or the code of its jurisdiction
 */
export function checkPack(file: string, value: unknown): string[] {
  // "schema is false" says again, of the same word, that nobody asked for it.
  const faults = Errors(Pack, value)
    .filter(({ message }) => message !== "schema is false")
    .map(({ instancePath, message }) => `${placeOf(value, instancePath)}: ${message}`);
  if (faults.length > 0) return faults.map((fault) => `${file}, ${fault}`);
  const pack = value as AdvicePack;
  const { topic, jurisdiction, statements } = pack;
  const expected = jurisdiction ? `${topic}/${jurisdiction.code}.json` : `${topic}.json`;
  return [
    ...(file === expected ? [] : [`the file is named ${expected} after what is in it`]),
    ...checkTexts("title", pack.title),
    ...checkTexts("lead", pack.lead),
    ...(jurisdiction ? checkTexts("jurisdiction name", jurisdiction.name) : []),
    ...statements.flatMap((statement, nth) => [
      ...(statements.findIndex(({ id }) => id === statement.id) === nth
        ? []
        : [`${statement.id}: is there twice`]),
      ...checkStatement(statement, jurisdiction !== undefined).map((fault) => `${statement.id}: ${fault}`),
    ]),
  ].map((fault) => `${file}, ${fault}`);
}

/** `/statements/2/text` as `phone-code, text`. */
function placeOf(value: unknown, path: string): string {
  const [, list, nth, ...rest] = path.split("/");
  const statements = (value as Partial<AdvicePack> | null)?.statements;
  const id = list === "statements" && Array.isArray(statements) ? statements[Number(nth)]?.id : undefined;
  return typeof id === "string"
    ? [id, ...rest].join(", ")
    : path.slice(1).replaceAll("/", ", ") || "the file";
}

function checkTexts(place: string, texts: Readonly<Record<DoorLanguage, string>>): string[] {
  return DOOR_LANGUAGES.flatMap((language) => {
    const text = texts[language];
    const at = `${place}, ${language}`;
    if (text.trim() === "") return [`${at}: nothing is written`];
    if (text !== text.trim() || /[<>{}]/.test(text) || UNSEEN.test(text))
      return [`${at}: has spaces around it, < > { } or a sign that nobody sees`];
    return language !== "en" && text === texts.en ? [`${at}: is still the English text`] : [];
  });
}

function checkStatement(statement: AdviceStatement, isLaw: boolean): string[] {
  const { writtenOn, reviewDue, reviews, counsel } = statement;
  const signatures = [...Object.values(reviews), counsel ?? null].filter((signed) => signed !== null);
  const days = [writtenOn, reviewDue, ...signatures.map(({ on }) => on)];
  const wrong = days.filter((day) => !isDay(day));
  if (wrong.length > 0) return wrong.map((day) => `${day} is no day of the calendar`);
  return [
    ...checkTexts("title", statement.title),
    ...checkTexts("text", statement.text),
    ...(reviewDue > writtenOn ? [] : [`reviewDue ${reviewDue} is not after writtenOn ${writtenOn}`]),
    ...signatures
      .filter(({ on }) => on < writtenOn)
      .map(({ name, on }) => `${name} signed on ${on}, before it was written`),
    ...(isLaw === (counsel !== undefined)
      ? []
      : [
          isLaw
            ? "counsel is missing: null until a lawyer confirms it"
            : "counsel stands only beside what a law asks",
        ]),
  ];
}

const isDay = (day: string): boolean =>
  !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day);

/** Whether all of it is signed in a language, and by a lawyer where it says what a law asks. */
export const isSigned = ({ statements }: AdvicePack, language: DoorLanguage): boolean =>
  statements.every(({ reviews, counsel }) => reviews[language] !== null && counsel !== null);
