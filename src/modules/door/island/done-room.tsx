/** @jsxImportSource preact */
import { LeeLine, Title } from "./parts.tsx";
import type { RoomProps } from "./rooms.tsx";

/** It has arrived, and where the answer will be. */
export function DoneRoom({ ground, go }: RoomProps) {
  const { say } = ground;
  return (
    <div class="stack stack-5">
      <div class="stack">
        <p class="steps">
          <i class="on" />
          <i class="on" />
          <i class="on" />
          <span>{say("done-step")}</span>
        </p>
        <LeeLine />
        <Title>{say("done-title")}</Title>
        <p>{say("done-lead")}</p>
      </div>
      <div class="stack">
        <a class="exit exit-wide" href="about:blank" rel="noreferrer">
          {say("leave")}
        </a>
        <button type="button" class="btn btn-wide" onClick={() => go({ name: "letters" })}>
          {say("done-read")}
        </button>
      </div>
    </div>
  );
}
