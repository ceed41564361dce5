import { FIELDS_OF, type Field, type Kind, OWN_FIELDS } from "./hsds.ts";

/** Whom a service is for, in codes. */
export const WELCOME = ["women", "men", "children", "families", "lgbtiq", "disabled", "everyone"] as const;
export type Welcome = (typeof WELCOME)[number];

/** What somebody may need, in codes, so that a page asks for it in its reader's language; a term with such a code counts too. */
export const NEEDS = ["sleep", "health", "talk", "law", "work", "papers", "language", "food"] as const;
export type Need = (typeof NEEDS)[number];

/** Of an organisation or a service: shown or not. Of a location: whole, its place without an address, or not at all. */
export const TIERS = ["public", "place", "hidden"] as const;
export type Tier = (typeof TIERS)[number];

const TEXT_LENGTH_MAX = 20_000;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** Two dots in a row, or a blank, are in no address that works; what else a mail server takes is its own business. */
const EMAIL =
  /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[A-Za-z0-9-]+\.)+[A-Za-z0-9-]+$/;
const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/i;
const DATE = /^\d{4}-\d\d-\d\d$/;
/** They turn the direction of what follows, so that a name can be read as another one. */
const TURNS_TEXT = /[\u202a-\u202e\u2066-\u2069]/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/u;

/** What is wrong with a row, with what to change. */
export const REFUSALS = {
  "not-an-id": "Write a UUID, such as ac148810-d857-441c-9679-408f346de14b.",
  needed: "HSDS asks for this field. Fill it in.",
  "not-a-number": "Write a number in plain digits, without leading zeros.",
  "not-an-address": "Write a whole web address that begins with https:// or http://.",
  "not-an-email": "Write one e-mail address.",
  "not-a-time": "Write a time such as 2026-11-25T10:30:00Z.",
  "not-a-date": "Write a date such as 2026-11-25.",
  "not-on-list": "Write one of the values that HSDS or docs/directory.md lists for this field.",
  "too-long": "Shorten it to 20,000 characters.",
  "hidden-character": "Take out control characters and those that turn the direction of text.",
  "not-text": "Write text here, no list or object.",
  "not-a-list": "Write a list of objects here.",
  "not-an-object": "Write an object here.",
  contradicts:
    "The same id stands elsewhere in these files with another value here. Make them agree, or give two ids.",
  "unknown-kind":
    "Name the file after its kind (services.json, organizations.csv), so that we know what it holds.",
  taken: "Another agency has published this id already. Give your record an id of its own.",
  "too-large": "The whole record is larger than 64 KiB. Shorten its texts.",
} as const;
export type RefusalCode = keyof typeof REFUSALS;

/** A field of HSDS or of the house; undefined for one that only the publisher knows. */
export function findField(kind: Kind, name: string): Field | undefined {
  const known = FIELDS_OF[kind].get(name);
  if (known) return known;
  return OWN_FIELDS[kind]?.includes(name) ? { name, type: "text", required: false } : undefined;
}

/** A value as it is kept, or why it is not taken. Numbers may come as text, as they stand in a table. */
export function checkField(
  kind: Kind,
  field: Field,
  value: unknown,
): { readonly value: unknown } | { readonly code: RefusalCode } {
  const { type, name } = field;
  if (type === "number" || (name.startsWith("leeward_capacity_") && name !== "leeward_capacity_at")) {
    return checkNumber(value, name.startsWith("leeward_"));
  }
  // The published tabular example writes company numbers as numbers: they are names, and kept as text.
  if (typeof value === "number" && Number.isSafeInteger(value)) return checkField(kind, field, String(value));
  if (typeof value !== "string") return { code: "not-text" };
  const code = whyNotText(value) ?? whyNotType(type, value) ?? whyNotOwn(kind, name, value);
  return code ? { code } : { value };
}

function checkNumber(value: unknown, isCount: boolean): { value: number } | { code: RefusalCode } {
  const written = typeof value === "string" ? value.trim() : value;
  const isWritten = typeof written === "string" && /^-?(0|[1-9]\d{0,14})(\.\d{1,12})?$/.test(written);
  const number = isWritten ? Number(written) : written;
  if (typeof number !== "number" || !Number.isFinite(number)) return { code: "not-a-number" };
  if (isCount && !(Number.isInteger(number) && number >= 0 && number <= 100_000))
    return { code: "not-a-number" };
  return { value: number };
}

/** For every text that comes in, also where only its publisher knows what it means. */
export function whyNotText(value: string): RefusalCode | null {
  if (value.length > TEXT_LENGTH_MAX) return "too-long";
  if (!value.isWellFormed() || CONTROLS.test(value) || TURNS_TEXT.test(value)) return "hidden-character";
  return null;
}

function whyNotType(type: Field["type"], value: string): RefusalCode | null {
  if (type === "uuid") return UUID.test(value) ? null : "not-an-id";
  if (type === "uri") return isWebAddress(value) ? null : "not-an-address";
  if (type === "email") return EMAIL.test(value) ? null : "not-an-email";
  if (type === "date-time") return isTime(value) ? null : "not-a-time";
  if (typeof type === "object") return type.includes(value) ? null : "not-on-list";
  return null;
}

function whyNotOwn(kind: Kind, name: string, value: string): RefusalCode | null {
  if (name === "leeward_confidentiality") {
    const tiers: readonly string[] = kind === "location" ? TIERS : ["public", "hidden"];
    return tiers.includes(value) ? null : "not-on-list";
  }
  if (name === "leeward_welcome") {
    return readWelcome(value).length === value.split(",").length ? null : "not-on-list";
  }
  if (name === "leeward_needs") {
    return readNeeds(value).length === value.split(",").length ? null : "not-on-list";
  }
  if (name === "leeward_capacity_at") return isTime(value) ? null : "not-a-time";
  if (name === "leeward_survivor_reviewed_date") return isDate(value) ? null : "not-a-date";
  return null;
}

const readCodes = <Code extends string>(codes: readonly Code[], value: unknown): Code[] =>
  typeof value === "string"
    ? value.split(",").flatMap((word) => codes.find((known) => known === word.trim()) ?? [])
    : [];
/** `women,children`: the codes that are known, in this order. */
export const readWelcome = (value: unknown): Welcome[] => readCodes(WELCOME, value);
/** `sleep,law`: the same. */
export const readNeeds = (value: unknown): Need[] => readCodes(NEEDS, value);

const isTime = (value: string): boolean => DATE_TIME.test(value) && !Number.isNaN(Date.parse(value));

export function isDate(value: string): boolean {
  const time = DATE.test(value) ? Date.parse(`${value}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}

/** Nothing that a browser would run, or that says a name and a password. */
function isWebAddress(value: string): boolean {
  if (/[\s<>"\\^`{|}]/.test(value) || !/^https?:\/\//i.test(value) || !/^[\x21-\x7e]+$/.test(value))
    return false;
  if (/%(?![0-9a-f]{2})/i.test(value)) return false;
  const url = URL.parse(value);
  return url !== null && url.username === "" && url.password === "";
}
