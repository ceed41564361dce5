import type { ReactNode } from "react";
import { Icon } from "./icon.tsx";

export interface Seer {
  readonly id: string;
  readonly who: ReactNode;
  /** On what it rests and until when. */
  readonly basis: ReactNode;
  /** No longer, or no one: drawn with a stroke through. */
  readonly off?: boolean;
  readonly action?: ReactNode;
}

/** One kind of what is written: kind, content, who sees it and on what that rests. A closed one says why, and nothing of its size or dates. */
export function Section(props: {
  id: string;
  title: string;
  closed?: boolean;
  /** Of its heading: 3 below a part of a page, 2 where it is one itself. */
  level?: 2 | 3;
  meta: readonly ReactNode[];
  seesLabel: string;
  sees: readonly Seer[];
  children: ReactNode;
}) {
  const { id, title, closed = false, level = 3, meta, seesLabel, sees, children } = props;
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <article className={closed ? "sec sec-closed" : "sec"} id={id} aria-labelledby={`${id}-title`}>
      <div>
        <Heading id={`${id}-title`}>
          <Icon name={closed ? "lock" : "open"} />
          {title}
        </Heading>
        <p className="meta">
          {meta.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines of one section never move
            <span key={index}>{line}</span>
          ))}
        </p>
      </div>
      <div className="sec-body">{children}</div>
      {sees.length > 0 && (
        <ul className="sees" aria-label={seesLabel}>
          {sees.map((seer) => (
            <li key={seer.id} className={seer.off ? "off" : undefined}>
              <Icon name={seer.off ? "none" : "eye"} />
              <span>
                {seer.who}
                <small>{seer.basis}</small>
                {seer.action}
              </span>
            </li>
          ))}
        </ul>
      )}
    </article>
  );
}

/** What is known, as names and values; what is empty is left out by the caller. */
export function Facts({ facts }: { facts: readonly { id: string; name: ReactNode; value: ReactNode }[] }) {
  return (
    <dl className="facts">
      {facts.map((fact) => (
        <div key={fact.id}>
          <dt>{fact.name}</dt>
          <dd>
            <bdi>{fact.value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}
