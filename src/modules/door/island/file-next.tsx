/** @jsxImportSource preact */
import { houseLanguageOf } from "../../../core/texts/index.ts";
import type { DoorKey } from "../pages/texts/en.ts";
import { sayDay } from "./days.ts";
import type { FilePart } from "./file-room.tsx";
import { FileSteps } from "./file-steps.tsx";
import { Icon } from "./parts.tsx";

const STATES: ReadonlySet<string> = new Set([
  "contact",
  "screened",
  "early-support",
  "referred",
  "reasonable-grounds",
  "recovery",
  "conclusive-grounds",
  "inclusion",
  "closed",
  "follow-up",
  "missing",
  "withdrawn",
  "abroad",
  "reopened",
  "reconsideration",
] satisfies StateName[]);

type StateName = StateOf<DoorKey>;
type StateOf<K> = K extends `state-${infer S}-more` ? S : never;
type ClockName = ClockOf<DoorKey>;
type ClockOf<K> = K extends `clock-${infer C}` ? C : never;

const CLOCKS = [
  "early-support",
  "consent-review",
  "referral-answer",
  "reasonable-grounds",
  "recovery-ends",
  "conclusive-grounds",
  "reconsideration",
  "follow-up",
  "consent-disputed",
  "contact-change",
] as const satisfies readonly ClockName[];

const isState = (state: string): state is StateName => STATES.has(state);

/** Where someone is now, and what is due: the next before the past. */
export function FileNext({ file, room, onChanged }: FilePart & { readonly onChanged: () => void }) {
  const { say, language } = room.ground;
  const { state } = file;
  return (
    <section class="stack stack-4">
      <h2>{say("file-next")}</h2>
      <ol class="next">
        {isState(state) && (
          <li class="here">
            <p>
              <b>{say("file-now", { state: say(`state-${state}`) })}</b>
            </p>
            <p class="small quiet">{say(`state-${state}-more`)}</p>
            <p class="small faint">
              {say("file-since", { date: sayDay(new Date(file.stateSince), language) })}
            </p>
          </li>
        )}
        {file.next.map(({ what, name, dueAt }) => {
          const clock = CLOCKS.find((known) => known === what);
          const inHouse = houseLanguageOf(language);
          const isLate = Date.parse(dueAt) < Date.now();
          return (
            <li key={`${what} ${dueAt}`}>
              <p>
                <b>{say("file-by", { date: sayDay(new Date(dueAt), language) })}</b>
              </p>
              <p class="small quiet" {...(!clock && name && { lang: inHouse })}>
                {clock || !name ? say(`clock-${clock ?? "other"}`) : name[inHouse]}
              </p>
              {isLate && <p class="small">{say("file-late")}</p>}
            </li>
          );
        })}
      </ol>
      {file.goesAt && (
        <div class="note note-soon">
          <Icon name="alert" />
          <p>{say("file-goes", { date: sayDay(new Date(file.goesAt), language) })}</p>
        </div>
      )}
      <FileSteps file={file} room={room} onChanged={onChanged} />
      {file.next.length === 0 && <p class="quiet">{say("file-nothing-due")}</p>}
    </section>
  );
}
