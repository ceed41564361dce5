import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon.tsx";

export interface LogEntry {
  readonly id: string;
  /** The moment in words, and for machines. */
  readonly at: ReactNode;
  readonly iso?: string;
  readonly text: ReactNode;
}

/** Who, what, why, when; refused looks too. */
export function Log({ entries, label }: { entries: readonly LogEntry[]; label?: string }) {
  return (
    <ul className="log" aria-label={label}>
      {entries.map((entry) => (
        <li key={entry.id}>
          {entry.iso ? (
            <time dateTime={entry.iso}>{entry.at}</time>
          ) : (
            <span className="log-name">{entry.at}</span>
          )}
          <span>{entry.text}</span>
        </li>
      ))}
    </ul>
  );
}

export interface Waiting {
  readonly id: string;
  readonly icon: IconName;
  readonly done?: boolean;
  readonly title: ReactNode;
  readonly note?: ReactNode;
  readonly wait?: ReactNode;
  readonly nearness?: "late" | "soon" | "done" | undefined;
}

/** What waits, each in two lines with its time at the end. */
export function WaitingList({ entries, label }: { entries: readonly Waiting[]; label?: string }) {
  return (
    <ul className="inbox" aria-label={label}>
      {entries.map((entry) => (
        <li key={entry.id}>
          <Icon name={entry.icon} also={entry.done ? "done" : ""} />
          <span>
            {entry.title}
            {entry.note && <small>{entry.note}</small>}
          </span>
          <span className={`wait ${entry.nearness ?? ""}`.trim()}>{entry.wait}</span>
        </li>
      ))}
    </ul>
  );
}

/** A titled part of a page, with what belongs to it at the end of the line. */
export function Part(props: { id: string; title: ReactNode; end?: ReactNode; children: ReactNode }) {
  const { id, title, end, children } = props;
  return (
    <section aria-labelledby={id}>
      <div className="part-head">
        <h2 id={id}>{title}</h2>
        {end}
      </div>
      {children}
    </section>
  );
}
