import { createContext, type ReactNode, use, useCallback, useMemo, useState } from "react";
import { directionOf, localeOf, speaker, type Values } from "../core/texts/index.ts";
import { applyChoices, type Choices, keepChoices } from "./choices.ts";
import type { DeskSay, DeskTexts, TextKey } from "./texts/index.ts";
import { createWhen, type When } from "./when.ts";

/** What every page is given: texts in the reader's language, and time. */
export interface Desk {
  readonly say: DeskSay;
  readonly when: When;
  /** The reader's locale, with the digits that our pictures use. */
  readonly locale: string;
  readonly zone: string;
  readonly now: () => Date;
  readonly random: (lengthBytes: number) => Uint8Array;
  readonly choices: Choices;
  /** Rejects where the texts of another language could not be fetched; then all stays as it was. */
  readonly choose: (choices: Choices) => Promise<void>;
}

/** What the outside gives the desk; only its entry reads clock, randomness and storage. */
export interface Outside {
  readonly now: () => Date;
  readonly random: (lengthBytes: number) => Uint8Array;
  readonly zone: string;
  readonly storage: Pick<Storage, "setItem">;
  readonly root: HTMLElement;
}

const DeskContext = createContext<Desk | null>(null);

export function useDesk(): Desk {
  const desk = use(DeskContext);
  if (!desk) throw new Error("useDesk is called outside of the desk.");
  return desk;
}

export const useSay = (): DeskSay => useDesk().say;

export function DeskProvider(props: {
  outside: Outside;
  choices: Choices;
  texts: DeskTexts;
  children: ReactNode;
}) {
  const { outside, texts, children } = props;
  const [choices, setChosen] = useState(props.choices);
  const choose = useCallback(
    async (next: Choices) => {
      await texts.turnTo(next.language);
      keepChoices(outside.storage, next);
      applyChoices(outside.root, next);
      setChosen(next);
    },
    [outside, texts],
  );
  const desk = useMemo<Desk>(() => {
    const locale = localeOf(choices.language);
    const say = createSay(texts, choices.language, outside.zone);
    const { now, random, zone } = outside;
    return { say, when: createWhen({ say, locale, zone, now }), locale, zone, now, random, choices, choose };
  }, [choices, texts, outside, choose]);
  return <DeskContext value={desk}>{children}</DeskContext>;
}

const LEFT_TO_RIGHT_ISOLATE = "\u2066";
const FIRST_STRONG_ISOLATE = "\u2068";
const POP_ISOLATE = "\u2069";

/**
 * In a right-to-left text, a name or a range in Latin letters and digits keeps its own order and does not pull the
 * marks beside it along. Codes that choose between forms have no capitals and no digits, and stay as they are.
 */
function createSay(texts: DeskTexts, language: Choices["language"], zone: string): DeskSay {
  const { catalogue } = texts;
  const plain = speaker(language, catalogue, zone);
  const knows = (key: string): key is TextKey => Object.hasOwn(catalogue, key);
  if (directionOf(language) === "ltr") return Object.assign(plain, { knows });
  const isolate = (value: Values[string]) => {
    if (typeof value !== "string" || !/[A-Z0-9@\uE000]/.test(value)) return value;
    // A range of numbers has no letter to take its direction from.
    const start = /\p{Script=Arabic}|\uE000/u.test(value) ? FIRST_STRONG_ISOLATE : LEFT_TO_RIGHT_ISOLATE;
    return start + value + POP_ISOLATE;
  };
  const say = (key: TextKey, values: Values = {}) =>
    plain(key, Object.fromEntries(Object.entries(values).map(([name, value]) => [name, isolate(value)])));
  return Object.assign(say, { knows });
}
