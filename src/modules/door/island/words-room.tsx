/** @jsxImportSource preact */
import { useEffect, useMemo, useState } from "preact/hooks";
import { Aloud } from "./aloud.tsx";
import { isRightPart } from "./is-right.ts";
import { Icon, Title } from "./parts.tsx";
import type { RoomProps } from "./rooms.tsx";
import type { ShownWay } from "./way.ts";
import { WordsCheck } from "./words-check.tsx";

type Form = "words" | "digits";

/** See, keep, check two of them; or numbers; or skip. */
export function WordsRoom({
  ground,
  shown,
  go,
  setUnsaved,
  next,
}: RoomProps & { readonly shown: ShownWay; readonly next: "done" | "letters" | "file" }) {
  const { say, language } = ground;
  const [form, setForm] = useState<Form>(shown.wordsIn === language ? "words" : "digits");
  const [isHidden, setHidden] = useState(false);
  useEffect(() => {
    setUnsaved(true);
  }, [setUnsaved]);
  useEffect(() => {
    // A phone that is laid down or passed on shows nothing when it is woken.
    const hide = (): void => {
      if (document.visibilityState === "hidden") setHidden(true);
    };
    document.addEventListener("visibilitychange", hide);
    return () => document.removeEventListener("visibilitychange", hide);
  }, []);
  const parts = shown[form];
  // Digit by digit: a voice reads four of them as one number.
  const apart = useMemo(() => shown.digits.map((group) => [...group].join(" ")), [shown]);
  const isRight = (at: number, typed: string): boolean => isRightPart(form, parts[at] ?? "", typed);
  return (
    <div class="stack stack-6">
      <div class="stack">
        {next !== "file" && (
          <p class="steps">
            <i class="on" />
            <i class="on" />
            <i />
            <span>{say("words-step")}</span>
          </p>
        )}
        <Title>{say(form === "words" ? "words-title" : "words-title-digits")}</Title>
        <p>{say(next === "file" ? "new-words-made" : "words-lead")}</p>
      </div>
      <section class="stack" aria-label={say(form === "words" ? "words-list-label" : "words-digits-label")}>
        {isHidden ? (
          <p class="words-away">{say("words-hidden")}</p>
        ) : (
          <ol
            class={form === "words" ? "words" : "digits"}
            translate={false}
            lang={form === "words" ? shown.wordsIn : undefined}
          >
            {parts.map((part, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: their order is their meaning, and two can be alike
              <li key={`${at} ${part}`}>
                {form === "digits" && <small>{at + 1}</small>}
                {part}
              </li>
            ))}
          </ol>
        )}
        <div class="answers">
          <button type="button" class="btn" aria-pressed={isHidden} onClick={() => setHidden(!isHidden)}>
            <Icon name={isHidden ? "eye" : "uneye"} />
            {say(isHidden ? "words-show" : "words-hide")}
          </button>
          <button type="button" class="btn" onClick={() => setForm(form === "words" ? "digits" : "words")}>
            {say(form === "words" ? "words-as-digits" : "words-as-words")}
          </button>
        </div>
        {!isHidden && (
          <Aloud
            say={say}
            language={form === "words" ? shown.wordsIn : language}
            parts={form === "words" ? parts : apart}
          />
        )}
      </section>
      <HowToKeep say={say} />
      <WordsCheck
        key={form}
        ground={ground}
        label={form === "words" ? "words-check-word" : "words-check-group"}
        count={form === "words" ? 8 : 7}
        isRight={isRight}
        onTyping={() => setHidden(true)}
        onDone={() => go({ name: next })}
      />
    </div>
  );
}

function HowToKeep({ say }: Pick<RoomProps["ground"], "say">) {
  return (
    <section class="stack stack-4">
      <h2>{say("words-keep-title")}</h2>
      <ul class="kept">
        <li>
          <Icon name="paper" />
          <span>
            <b>{say("words-keep-paper")}</b> {say("words-keep-paper-more")}
          </span>
        </li>
        <li>
          <Icon name="mind" />
          <span>
            <b>{say("words-keep-head")}</b> {say("words-keep-head-more")}
          </span>
        </li>
        <li>
          <Icon name="none" />
          <span>
            <b>{say("words-keep-not")}</b> {say("words-keep-not-more")}
          </span>
        </li>
      </ul>
    </section>
  );
}
