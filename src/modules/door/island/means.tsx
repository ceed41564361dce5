/** @jsxImportSource preact */
import { WITHDRAWAL } from "../../../core/access/withdrawal.ts";
import { Icon } from "./parts.tsx";
import type { RoomsGround } from "./rooms.tsx";

/** What taking a yes back means for each thing that there is: told before a yes, and before it is taken back. */
export function Means({
  ground,
  isOpen = false,
}: {
  readonly ground: RoomsGround;
  readonly isOpen?: boolean;
}) {
  const { say } = ground;
  return (
    <details class="means" open={isOpen}>
      <summary>
        <Icon name="down" />
        {say("means-title")}
      </summary>
      <ul class="kept small">
        {WITHDRAWAL.map(({ name }) => (
          <li key={name}>
            <Icon name={name === "live-share" ? "lock" : "mind"} />
            <span>{say(`means-${name}`)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
