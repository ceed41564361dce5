import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { Icon } from "./icon.tsx";
import { LeeLine } from "./lee-line.tsx";

/** Nothing here: what is next. */
export function Empty({ title, children }: { title: ReactNode; children?: ReactNode }) {
  return (
    <div className="state">
      <LeeLine />
      <p>
        <b>{title}</b>
      </p>
      {children && <div className="quiet">{children}</div>}
    </div>
  );
}

/** On its way: what, and that nothing typed is lost. */
export function Loading({ children }: { children: ReactNode }) {
  return (
    <div className="state" role="status">
      <span className="wait-bar w-1" />
      <span className="wait-bar w-2" />
      <span className="wait-bar w-3" />
      <p className="quiet">{children}</p>
    </div>
  );
}

/** It did not work: what happened, what is kept, and the way to try again. */
export function Failed(props: {
  what: ReactNode;
  kept?: ReactNode;
  again?: () => void;
  againLabel?: string;
}) {
  const { what, kept, again, againLabel } = props;
  return (
    <div className="state" role="alert">
      <p className="said said-bad">
        <Icon name="alert" />
        <span>{what}</span>
      </p>
      {kept && <p>{kept}</p>}
      {again && <Button onClick={again}>{againLabel}</Button>}
    </div>
  );
}

/** No network: what still works. */
export function Offline({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <div className="offline" role="status">
      <Icon name="none" />
      <p>
        <b>{title}</b> {children}
      </p>
    </div>
  );
}
