import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { foldWord } from "../../../core/identity/words/fold.ts";
import { useDesk } from "../../../web/desk-context.tsx";
import { Button, buttonClass } from "../../../web/kit/button.tsx";
import { Said, TextField } from "../../../web/kit/field.tsx";
import { Note } from "../../../web/kit/marks.tsx";
import type { KeptCall } from "./call-keep.ts";

/** The words to read out. They are in this page's memory and go with it; two of them are asked back before. */
export function CallWords({ kept, onDone }: { kept: KeptCall; onDone: () => void }) {
  const { say, random } = useDesk();
  const [places] = useState(() => twoOf(kept.words.length, random));
  const [typed, setTyped] = useState<readonly string[]>(["", ""]);
  const [wrong, setWrong] = useState(false);
  const check = (event: FormEvent) => {
    event.preventDefault();
    const isRight = places.every(
      (place, at) => foldWord(typed[at] ?? "") === foldWord(kept.words[place] ?? ""),
    );
    if (isRight) onDone();
    else setWrong(true);
  };
  return (
    <div className="stack stack-5 readable">
      <Note icon="lock">{say("call.kept")}</Note>
      <section className="stack" aria-labelledby="call-words">
        <h2 id="call-words">{say("call.words")}</h2>
        <p>{say("call.words-say")}</p>
        <ol className="call-words" lang={kept.wordsIn} dir="auto">
          {kept.words
            .map((word, index) => ({ word, position: index + 1 }))
            .map(({ word, position }) => (
              <li key={position}>{word}</li>
            ))}
        </ol>
      </section>
      <form autoComplete="off" className="stack" onSubmit={check} noValidate>
        <p>{say("call.words-check")}</p>
        <div className="form-fields">
          {places.map((place, at) => (
            <TextField
              key={place}
              label={say("call.word", { position: place + 1 })}
              dir="auto"
              autoComplete="off"
              spellCheck={false}
              value={typed[at] ?? ""}
              onText={(word) => {
                setWrong(false);
                setTyped(typed.map((old, other) => (other === at ? word : old)));
              }}
            />
          ))}
        </div>
        <Said wrong={wrong && say("call.words-wrong")} />
        <div className="row">
          <Button kind="main" type="submit" icon="tick">
            {say("call.words-done")}
          </Button>
          <Button onClick={onDone}>{say("call.words-none")}</Button>
          <Link className={buttonClass("plain")} to="/inbox/$address" params={{ address: kept.address }}>
            {say("call.open")}
          </Link>
        </div>
      </form>
    </div>
  );
}

/** Two different places from 0, in order. */
function twoOf(count: number, random: (lengthBytes: number) => Uint8Array): readonly [number, number] {
  const [one = 0, other = 0] = random(2);
  const first = one % count;
  const second = (first + 1 + (other % (count - 1))) % count;
  return first < second ? [first, second] : [second, first];
}
