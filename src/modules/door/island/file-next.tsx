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

/**
 * What a clock is called in every language of the door: the house's own, and those of the jurisdictions that come with
 * it. One that only a State's own pack has goes by the pack's name.
 */
export const CLOCKS: Readonly<Record<string, `clock-${ClockName}`>> = {
  "early-support": "clock-early-support",
  "consent-review": "clock-consent-review",
  "risk-review": "clock-needs-review",
  "best-interests-review": "clock-needs-review",
  "referral-answer": "clock-referral-answer",
  "reasonable-grounds": "clock-reasonable-grounds",
  "recovery-ends": "clock-recovery-ends",
  "conclusive-grounds": "clock-conclusive-grounds",
  reconsideration: "clock-reconsideration",
  "follow-up": "clock-follow-up",
  "consent-disputed": "clock-consent-disputed",
  "contact-change": "clock-contact-change",
  triage: "clock-triage",
  "triage-urgent": "clock-triage",
  guardian: "clock-guardian",
  "early-support-review": "clock-early-support-review",
  "referral-acknowledged": "clock-referral-acknowledged",
  "referral-acknowledged-urgent": "clock-referral-acknowledged",
  "referral-accepted": "clock-referral-answer",
  "referral-accepted-urgent": "clock-referral-answer",
  "reasonable-grounds-child": "clock-reasonable-grounds",
  "missing-evidence": "clock-missing-evidence",
  recovery: "clock-recovery-ends",
  "reconsideration-asked": "clock-reconsideration-asked",
  "non-punishment": "clock-non-punishment",
  "consent-new-purpose": "clock-consent-review",
  "breach-notice": "clock-breach-notice",
  "follow-up-3-months": "clock-follow-up",
  "follow-up-6-months": "clock-follow-up",
  "follow-up-12-months": "clock-follow-up",
  permit: "clock-permit",
};

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
        {file.next.map(({ what, name, dueAt, source }) => {
          const known = CLOCKS[what];
          const inHouse = houseLanguageOf(language);
          const isLate = Date.parse(dueAt) < Date.now();
          return (
            <li key={`${what} ${dueAt}`}>
              <p>
                <b>{say("file-by", { date: sayDay(new Date(dueAt), language) })}</b>
              </p>
              <p class="small quiet" {...(!known && name && { lang: inHouse })}>
                {known || !name ? say(known ?? "clock-other") : name[inHouse]}
              </p>
              {isLate && <p class="small">{say("file-late")}</p>}
              <p class="small faint">
                <bdi lang="en">
                  {source.cited}. {source.note}
                </bdi>{" "}
                {!source.isConfirmed && say("file-unconfirmed")}
              </p>
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
