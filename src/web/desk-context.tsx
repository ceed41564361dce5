import { createContext, type ReactNode, use, useCallback, useMemo, useState } from "react";
import { inCalendar } from "../core/texts/calendars.ts";
import { localeOf } from "../core/texts/index.ts";
import { applyChoices, type Choices, keepChoices } from "./choices.ts";
import type { DeskSay, DeskTexts } from "./texts/index.ts";
import { createSay } from "./texts/say.ts";
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
    const say = createSay(texts.catalogue, choices.language, outside.zone);
    const { now, random, zone } = outside;
    // Days alone are said in the reader's calendar: a locale of numbers and names stays as it is.
    const when = createWhen({ say, locale: inCalendar(locale, choices.calendar), zone, now });
    return { say, when, locale, zone, now, random, choices, choose };
  }, [choices, texts, outside, choose]);
  return <DeskContext value={desk}>{children}</DeskContext>;
}
