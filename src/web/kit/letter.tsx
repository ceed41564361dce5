import type { ReactNode } from "react";
import { Icon } from "./icon.tsx";

/** A letter in a conversation: ours has a rule beside it, theirs a tint. */
export function Letter(props: {
  ours: boolean;
  from: ReactNode;
  at: ReactNode;
  mark?: ReactNode;
  children: ReactNode;
}) {
  const { ours, from, at, mark, children } = props;
  return (
    <article className="letter">
      <p className="letter-head">
        <b>{from}</b>
        {mark}
        <span>{at}</span>
      </p>
      <div className={`letter-body ${ours ? "letter-us" : "letter-you"}`}>{children}</div>
    </article>
  );
}

/** What someone is asked to agree to: what will be seen, and what will not. */
export function Offer(props: {
  title: ReactNode;
  seenTitle: ReactNode;
  seen: readonly string[];
  unseenTitle: ReactNode;
  unseen: readonly string[];
  children?: ReactNode;
}) {
  const { title, seenTitle, seen, unseenTitle, unseen, children } = props;
  return (
    <section className="offer">
      <h3>{title}</h3>
      <p className="small">{seenTitle}</p>
      <Kept lines={seen} />
      <p className="small">{unseenTitle}</p>
      <Kept lines={unseen} not />
      {children}
    </section>
  );
}

/** Lines with a tick, or with a stroke through for what is not so. */
export function Kept({ lines, not = false }: { lines: readonly string[]; not?: boolean }) {
  return (
    <ul className={not ? "kept kept-not" : "kept"}>
      {lines.map((line) => (
        <li key={line}>
          <Icon name={not ? "none" : "tick"} />
          <span>{line}</span>
        </li>
      ))}
    </ul>
  );
}
