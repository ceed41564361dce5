/** @jsxImportSource preact */
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { FLIPPED, ICONS, type IconName, LEE_LINE } from "../pages/icons.ts";

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class={FLIPPED.has(name) ? "i i-flip" : "i"} viewBox="0 0 24 24" aria-hidden="true">
      {ICONS[name].map((d) => (
        <path key={d} d={d} />
      ))}
    </svg>
  );
}

export function LeeLine() {
  return (
    <svg class="leeline" viewBox="0 0 350 30" aria-hidden="true">
      <path d={LEE_LINE} />
    </svg>
  );
}

/** The page's name; it takes the focus when its room opens, so that a screen reader begins there. */
export function Title({ children }: { readonly children: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    scrollTo(0, 0);
    heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}

export interface Said {
  readonly kind: "good" | "bad" | "busy";
  readonly lines: readonly string[];
}

/** What the page says about the last press of a button; read out when it changes. */
export function Status({ said }: { readonly said: Said | null }) {
  return (
    <div role="status">
      {said?.lines.map((line) => (
        <p
          key={line}
          class={said.kind === "busy" ? "said" : `said said-${said.kind === "bad" ? "bad" : "ok"}`}
        >
          {said.kind !== "busy" && <Icon name={said.kind === "bad" ? "alert" : "tick"} />}
          <span dir="auto">{line}</span>
        </p>
      ))}
    </div>
  );
}

/** A question before something that cannot be undone. The calm answer comes second and is not smaller. */
export function Sure(props: {
  readonly text: string;
  readonly yes: string;
  readonly no: string;
  readonly isBusy: boolean;
  readonly onYes: () => void;
  readonly onNo: () => void;
}) {
  const box = useRef<HTMLElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <section class="note note-danger" tabIndex={-1} ref={box} aria-label={props.text}>
      <Icon name="alert" />
      <div class="stack">
        <p>{props.text}</p>
        <div class="answers">
          <button type="button" class="btn btn-danger" aria-busy={props.isBusy} onClick={props.onYes}>
            {props.yes}
          </button>
          <button type="button" class="btn" onClick={props.onNo}>
            {props.no}
          </button>
        </div>
      </div>
    </section>
  );
}

/** What came of a question. */
export function AnswerNote({ text, isBad = false }: { readonly text: string; readonly isBad?: boolean }) {
  return (
    <p class={isBad ? "note note-danger" : "note"}>
      <Icon name={isBad ? "alert" : "tick"} />
      <span>{text}</span>
    </p>
  );
}
