import { type ErrorComponentProps, Link } from "@tanstack/react-router";
import { useSay } from "../desk-context.tsx";
import { buttonClass } from "../kit/button.tsx";
import { LeeLine } from "../kit/lee-line.tsx";
import { Failed } from "../kit/states.tsx";
import { useTitle } from "./title.ts";

/** An address that leads nowhere, or to something that is not open: both look the same. */
export function NotFound() {
  const say = useSay();
  useTitle(say("shell.not-found"));
  return (
    <div className="state">
      <LeeLine />
      <h1>{say("shell.not-found")}</h1>
      <p className="quiet">{say("shell.not-found-say")}</p>
      <p>
        <Link className={buttonClass()} to="/today">
          {say("shell.to-today")}
        </Link>
      </p>
    </div>
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
