/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import { isOver, sayConsent } from "./consent-text.ts";
import { sayDate, sayTime } from "./days.ts";
import type { OwnConsent } from "./file-answers.ts";
import { Icon, Sure } from "./parts.tsx";
import type { RoomsGround } from "./rooms.tsx";

interface Props {
  readonly consent: OwnConsent;
  readonly ground: RoomsGround;
  readonly onOff: () => void;
  /** Says that it was never given. */
  readonly onDispute: () => Promise<void>;
}

/** One thing that the person allowed: how they said it, what was read so far, and the switch that acts at once. */
export function ConsentView({ consent, ground, onOff, onDispute }: Props) {
  const { say, language } = ground;
  const { id, withdrawnAt } = consent;
  const isOn = withdrawnAt === null && !isOver(consent);
  const { what, about } = sayConsent(say, language, consent);
  return (
    <div class="consent">
      <span>
        <b id={`what-${id}`}>{what}</b>
        <span class="small quiet" id={`about-${id}`}>
          {about} {isOn ? "" : say("file-turn-on")}
        </span>
        <Given consent={consent} ground={ground} onDispute={onDispute} />
        <Reads consent={consent} ground={ground} />
      </span>
      {isOn ? (
        <label class="consent-set">
          <input
            class="switch"
            type="checkbox"
            role="switch"
            autocomplete="off"
            checked
            aria-checked={true}
            aria-labelledby={`what-${id}`}
            aria-describedby={`about-${id}`}
            onChange={(event) => {
              event.currentTarget.checked = true; // it shows what is, not what was wished: the answer turns it off
              onOff();
            }}
          />
          <span class="switch-said">{say("file-on")}</span>
        </label>
      ) : (
        <span class="consent-set">
          <span class="tag tag-line">
            <Icon name="lock" />
            {say("file-off")}
          </span>
        </span>
      )}
    </div>
  );
}

/** How it was said: signed with their words, or in person, and then they may say that they did not. */
function Given({ consent, ground, onDispute }: Omit<Props, "onOff">) {
  const { say, language } = ground;
  const { heardBy, givenBy, assent, givenAt, sentence, sentenceIn, disputedAt } = consent;
  const [isSure, setSure] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const date = sayDate(givenAt.slice(0, 10), language);
  if (!heardBy) return <span class="small quiet">{say("given-words", { date })}</span>;
  const said = givenBy === "guardian" ? "given-by-guardian" : "given-in-person";
  if (disputedAt) {
    return (
      <span class="small quiet">
        {say(said, { date, agency: heardBy.name })}{" "}
        {say("given-disputed", { date: sayDate(disputedAt.slice(0, 10), language) })}
      </span>
    );
  }
  const dispute = async (): Promise<void> => {
    setBusy(true);
    await onDispute();
    setBusy(false);
    setSure(false);
  };
  return (
    <>
      <span class="small quiet">
        {say(said, { date, agency: heardBy.name })}
        {assent === "given" && ` ${say("given-assent")}`}
      </span>
      <span class="small signed" dir="auto" lang={sentenceIn ?? undefined}>
        {sentence}
      </span>
      {isSure ? (
        <Sure
          text={say("given-not-sure")}
          yes={say("given-not-yes")}
          no={say("given-not-no")}
          isBusy={isBusy}
          onYes={() => void dispute()}
          onNo={() => setSure(false)}
        />
      ) : (
        <button type="button" class="plain-button" onClick={() => setSure(true)}>
          {say("given-not")}
        </button>
      )}
    </>
  );
}

/** What was read while it stood: turning it off does not unread it. */
function Reads({ consent, ground }: Pick<Props, "consent" | "ground">) {
  const { say, language } = ground;
  if (consent.reads.length === 0) return <span class="small quiet">{say("reads-none")}</span>;
  return (
    <span class="small quiet">
      {say("reads-title")}{" "}
      {consent.reads
        .map(({ category, last }) =>
          say("reads-one", {
            category: say(`category-${category}`),
            time: sayTime(new Date(last), language),
          }),
        )
        .join(" ")}
    </span>
  );
}
