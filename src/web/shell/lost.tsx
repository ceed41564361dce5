import { type ErrorComponentProps, Link } from "@tanstack/react-router";
import { useSay } from "../desk-context.tsx";
import { buttonClass } from "../kit/button.tsx";
import { LeeLine } from "../kit/lee-line.tsx";
import { Failed } from "../kit/states.tsx";
import { OutsideFrame } from "./outside.tsx";
import { useTitle } from "./title.ts";

/** An address that leads nowhere, or to something that is not open: both look the same. */
export function NotFound() {
  return (
    <div className="state">
      <LeeLine />
      <Nothing />
    </div>
  );
}

/** The same where nobody needs to be signed in, in the frame of those pages. */
export function NowhereOutside() {
  return (
    <OutsideFrame>
      <Nothing />
    </OutsideFrame>
  );
}

function Nothing() {
  const say = useSay();
  useTitle(say("shell.not-found"));
  return (
    <>
      <h1>{say("shell.not-found")}</h1>
      <p className="quiet">{say("shell.not-found-say")}</p>
      <p>
        <Link className={buttonClass()} to="/today">
          {say("shell.to-today")}
        </Link>
      </p>
    </>
  );
}

/** A page that stopped with an error of our own: it is said, and written to the browser's console for the operator. */
export function Broken({ error }: ErrorComponentProps) {
  const say = useSay();
  console.error(error);
  return (
    <Failed
      what={say("shell.broken")}
      kept={say("shell.broken-say")}
      again={() => location.reload()}
      againLabel={say("shell.reload")}
    />
  );
}
