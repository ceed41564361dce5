import { useDesk } from "../desk-context.tsx";
import { LeeLine } from "../kit/lee-line.tsx";
import { Looks } from "../shell/own.tsx";
import { useTitle } from "../shell/title.ts";
import { KitActs, KitFields, KitMarks, KitOver, KitStates } from "./kit-parts.tsx";
import { KitCase, KitClocks, KitLetters, KitTable, KitTwo } from "./kit-wholes.tsx";

/** Every part of the kit in each of its states, for those who draw pages and those who check them. */
export function Kit() {
  const { say } = useDesk();
  useTitle(say("kit.title"));
  return (
    <main className="kit" id="main">
      <header className="stack">
        <LeeLine lengthPx={350} />
        <div className="spread">
          <h1>{say("kit.title")}</h1>
          <Looks />
        </div>
        <p className="quiet">{say("kit.lead")}</p>
      </header>
      <div className="kit-grid">
        <KitActs />
        <KitMarks />
        <KitFields />
        <KitOver />
        <KitLetters />
        <KitTwo />
        <KitStates />
      </div>
      <KitClocks />
      <KitCase />
      <KitTable />
    </main>
  );
}
