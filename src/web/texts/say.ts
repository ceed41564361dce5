import { type Catalogue, directionOf, type Language, speaker, type Values } from "../../core/texts/index.ts";
import type { DeskSay, TextKey } from "./index.ts";

/** @param catalogue may grow while it is spoken from */
export function createSay(catalogue: Catalogue<TextKey>, language: Language, zone: string): DeskSay {
  const plain = speaker(language, catalogue, zone);
  const knows = (key: string): key is TextKey => Object.hasOwn(catalogue, key);
  if (directionOf(language) === "ltr") return Object.assign(plain, { knows });
  const say = (key: TextKey, values: Values = {}) =>
    plain(key, Object.fromEntries(Object.entries(values).map(([name, value]) => [name, isolate(value)])));
  return Object.assign(say, { knows });
}

const LEFT_TO_RIGHT_ISOLATE = "\u2066";
const RIGHT_TO_LEFT_ISOLATE = "\u2067";
const FIRST_STRONG_ISOLATE = "\u2068";
const POP_ISOLATE = "\u2069";

/**
 * In a right-to-left text, a name or a range in Latin letters and digits keeps its own order and does not pull the
 * marks beside it along. Codes that choose between forms have no capitals and no digits, and stay as they are.
 */
function isolate(value: Values[string]): Values[string] {
  if (typeof value !== "string" || !/[A-Z0-9@\uE000]/.test(value)) return value;
  return startOf(value) + value + POP_ISOLATE;
}

/**
 * By the first letter, wherever it stands: the marks for "first strong letter" pass by what is isolated within, so a day
 * and an hour, isolated each, would be read from left to right. A range of numbers has no letter; an element's is unknown.
 */
function startOf(value: string): string {
  const first = /[\p{L}\uE000]/u.exec(value)?.[0];
  if (first === "\uE000") return FIRST_STRONG_ISOLATE;
  return first && /\p{Script=Arabic}/u.test(first) ? RIGHT_TO_LEFT_ISOLATE : LEFT_TO_RIGHT_ISOLATE;
}
