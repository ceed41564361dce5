import type { ReactNode } from "react";
import { useDesk } from "../desk-context.tsx";
import { LeeLine, Mark } from "../kit/lee-line.tsx";
import { Looks } from "./own.tsx";

/** The frame of pages before the sign-in: the mark, one column, theme and language. */
export function OutsideFrame({ children }: { children: ReactNode }) {
  const { say } = useDesk();
  return (
    <div className="outside">
      <a className="skip" href="#main">
        {say("shell.skip")}
      </a>
      <header className="outside-bar">
        <span className="brand">
          <Mark />
          <span>Leeward</span>
        </span>
        <Looks />
      </header>
      <main className="outside-main" id="main">
        <LeeLine lengthPx={350} />
        {children}
      </main>
    </div>
  );
}
