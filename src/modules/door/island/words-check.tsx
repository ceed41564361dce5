/** @jsxImportSource preact */
import { useRef, useState } from "preact/hooks";
import type { DoorKey } from "../pages/texts/en.ts";
import { twoPlaces } from "./is-right.ts";
import { Icon } from "./parts.tsx";
import type { RoomsGround } from "./rooms.tsx";

interface Props {
  readonly ground: RoomsGround;
  readonly label: Extract<DoorKey, "words-check-word" | "words-check-group">;
  /** How many words or groups there are. */
  readonly count: number;
  readonly isRight: (at: number, typed: string) => boolean;
  /** The list is hidden while someone types. */
  readonly onTyping: () => void;
  readonly onDone: () => void;
}

/** Two of them, asked again, so that a small slip does not lock someone out later. Skipping is allowed. */
export function WordsCheck({ ground, label, count, isRight, onTyping, onDone }: Props) {
  const { say } = ground;
  const [places] = useState(() => twoPlaces(count, ground.tools.random));
  const [typed, setTyped] = useState<readonly string[]>(["", ""]);
  const [isChecked, setChecked] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const check = (event: Event): void => {
    event.preventDefault();
    setChecked(true);
    const wrong = places.findIndex((place, at) => !isRight(place, typed[at] ?? ""));
    if (wrong === -1) onDone();
    else form.current?.querySelectorAll("input")[wrong]?.focus();
  };
  return (
    <form class="stack stack-5" ref={form} onSubmit={check} noValidate>
      <div class="stack stack-1">
        <h2>{say("words-check-title")}</h2>
        <p class="quiet small">{say("words-check-lead")}</p>
      </div>
      {places.map((place, at) => (
        <CheckField
          key={place}
          id={`check-${at}`}
          label={say(label, { position: place + 1 })}
          typed={typed[at] ?? ""}
          verdict={isChecked ? isRight(place, typed[at] ?? "") : null}
          say={say}
          onTyped={(text) => {
            onTyping();
            setChecked(false);
            setTyped(typed.map((old, other) => (other === at ? text : old)));
          }}
        />
      ))}
      <div class="stack">
        <button type="submit" class="btn btn-main btn-wide">
          {say("words-check-go")}
        </button>
        <button type="button" class="btn btn-wide" onClick={onDone}>
          {say("words-check-skip")}
        </button>
      </div>
    </form>
  );
}

function CheckField(props: {
  readonly id: string;
  readonly label: string;
  readonly typed: string;
  readonly verdict: boolean | null;
  readonly say: RoomsGround["say"];
  readonly onTyped: (text: string) => void;
}) {
  const { id, typed, verdict, say } = props;
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <input
        id={id}
        class={verdict ? "input input-ok" : "input"}
        value={typed}
        dir="auto"
        autocomplete="off"
        autocapitalize="none"
        autocorrect="off"
        spellcheck={false}
        aria-invalid={verdict === false}
        aria-describedby={`${id}-said`}
        onInput={(event) => props.onTyped(event.currentTarget.value)}
      />
      <div id={`${id}-said`} role="status">
        {verdict !== null && (
          <p class={verdict ? "said said-ok" : "said said-bad"}>
            <Icon name={verdict ? "tick" : "alert"} />
            {verdict
              ? say("words-check-right")
              : typed.trim() === ""
                ? say("words-check-empty")
                : say("words-check-wrong", { typed: typed.trim().slice(0, 40) })}
          </p>
        )}
      </div>
    </div>
  );
}
