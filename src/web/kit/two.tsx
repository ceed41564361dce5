import { type ReactNode, useId } from "react";
import { Icon } from "./icon.tsx";

export interface Signer {
  readonly id: string;
  readonly standing: "done" | "you" | "awaited";
  readonly who: ReactNode;
  readonly note: ReactNode;
}

/** What two people decide: both of them, the same text, the deadline, what will change. */
export function Two(props: {
  title: ReactNode;
  say: ReactNode;
  signers: readonly Signer[];
  changes: ReactNode;
  children: ReactNode;
}) {
  const { title, say, signers, changes, children } = props;
  const id = useId();
  return (
    <section className="two" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <p className="small">{say}</p>
      <ol className="signers">
        {signers.map((signer, index) => (
          <li key={signer.id}>
            <span className={SEAL[signer.standing]}>
              {signer.standing === "done" ? <Icon name="tick" /> : index + 1}
            </span>
            <span>
              <strong>{signer.who}</strong>
              <small>{signer.note}</small>
            </span>
          </li>
        ))}
      </ol>
      <div className="small">{changes}</div>
      <div className="row">{children}</div>
    </section>
  );
}

const SEAL = { done: "seal seal-done", you: "seal seal-you", awaited: "seal" } as const;
