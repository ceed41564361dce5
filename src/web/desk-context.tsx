import { createContext, type ReactNode, use, useCallback, useMemo, useState } from "react";
import {
  type Catalogue,
  directionOf,
  localeOf,
  type Say,
  speaker,
  type Values,
} from "../core/texts/index.ts";
import { applyChoices, type Choices, keepChoices } from "./choices.ts";
import { loadCatalogue, type TextKey } from "./texts/index.ts";
import { createWhen, type When } from "./when.ts";

/** What every page is given: texts in the reader's language, and time. */
export interface Desk {
  readonly say: Say<TextKey>;
  readonly when: When;
  /** The reader's locale, with the digits that our pictures use. */
  readonly locale: string;
  readonly zone: string;
  readonly now: () => Date;
  readonly random: (lengthBytes: number) => Uint8Array;
  readonly choices: Choices;
  readonly choose: (choices: Choices) => void;
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

export const useSay = (): Say<TextKey> => useDesk().say;

export function DeskProvider(props: {
  outside: Outside;
  choices: Choices;
  catalogue: Catalogue<TextKey>;
  children: ReactNode;
}) {
  const { outside, children } = props;
  const [{ choices, catalogue }, setChosen] = useState({
    choices: props.choices,
    catalogue: props.catalogue,
  });
  const choose = useCallback(
    (next: Choices) => {
      keepChoices(outside.storage, next);
      applyChoices(outside.root, next);
      if (next.language === choices.language) setChosen({ choices: next, catalogue });
      else
        void loadCatalogue(next.language).then((loaded) => setChosen({ choices: next, catalogue: loaded }));
    },
    [outside, choices, catalogue],
  );
  const desk = useMemo<Desk>(() => {
    const locale = localeOf(choices.language);
    const say = isolating(speaker(choices.language, catalogue, outside.zone), choices.language);
    const { now, random, zone } = outside;
    return { say, when: createWhen({ say, locale, zone, now }), locale, zone, now, random, choices, choose };
  }, [choices, catalogue, outside, choose]);
  return <DeskContext value={desk}>{children}</DeskContext>;
}

const LEFT_TO_RIGHT_ISOLATE = "\u2066";
const FIRST_STRONG_ISOLATE = "\u2068";
const POP_ISOLATE = "\u2069";

/**
 * In a right-to-left text, a name or a range in Latin letters and digits keeps its own order and does not pull the
 * marks beside it along. Codes that choose between forms have no capitals and no digits, and stay as they are.
 */
function isolating(say: Say<TextKey>, language: Choices["language"]): Say<TextKey> {
  if (directionOf(language) === "ltr") return say;
  const isolate = (value: Values[string]) => {
    if (typeof value !== "string" || !/[A-Z0-9@\uE000]/.test(value)) return value;
    // A range of numbers has no letter to take its direction from.
    const start = /\p{Script=Arabic}|\uE000/u.test(value) ? FIRST_STRONG_ISOLATE : LEFT_TO_RIGHT_ISOLATE;
    return start + value + POP_ISOLATE;
  };
  return (key, values = {}) =>
    say(key, Object.fromEntries(Object.entries(values).map(([name, value]) => [name, isolate(value)])));
}
