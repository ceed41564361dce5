/** @jsxImportSource preact */
import { useId, useState } from "preact/hooks";
import { sayFailure } from "./failures.ts";
import type { OwnReferral, Rated } from "./file-answers.ts";
import type { FilePart } from "./file-room.tsx";
import { Icon, type Said, Status } from "./parts.tsx";

const CHOICES: readonly Rated[] = ["yes", "partly", "no"];
const LENGTH_MAX = 4_000;

/** How the help was to which one was sent: asked once it has ended, opened by a press; each answer may be left out. */
export function HowItWas({ file, room, referral }: FilePart & { readonly referral: OwnReferral }) {
  const { say, emergency } = room.ground;
  const [isOpen, setOpen] = useState(false);
  const [helped, setHelped] = useState<Rated>();
  const [treatedWell, setTreatedWell] = useState<Rated>();
  const [text, setText] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [isSent, setSent] = useState(false);
  const [said, setSaid] = useState<Said | null>(null);
  const id = useId();
  const isEmpty = !helped && !treatedWell && text.trim() === "";
  const send = async (): Promise<void> => {
    if (isBusy || isEmpty) return;
    setBusy(true);
    try {
      const body = { helped, treatedWell, text: text.trim() };
      await room.withVisit((visit) =>
        visit.ask(`/api/my-file/referrals/${referral.id}/rating`, "POST", body),
      );
      setSent(true);
      setSaid({ kind: "good", lines: [say("ask-sent")] });
    } catch (error) {
      setSaid({ kind: "bad", lines: sayFailure(error, say, emergency, "file-failed") });
    }
    setBusy(false);
  };
  if (isSent) return <Status said={said} />;
  if (!isOpen) {
    return (
      <button type="button" class="plain-button" onClick={() => setOpen(true)}>
        {say("rate-title")}
        <Icon name="next" />
      </button>
    );
  }
  return (
    <div class="stack">
      <h3>{say("rate-title")}</h3>
      <p class="small quiet">{say("rate-lead", { agency: file.holder.name })}</p>
      <Choice legend={say("rate-helped")} value={helped} room={room} onChoose={setHelped} />
      <Choice legend={say("rate-well")} value={treatedWell} room={room} onChoose={setTreatedWell} />
      <label for={id}>{say("ask-text")}</label>
      <textarea
        class="input"
        id={id}
        rows={4}
        dir="auto"
        maxLength={LENGTH_MAX}
        autocomplete="off"
        value={text}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
      />
      <Status said={said} />
      <div class="answers">
        <button
          type="button"
          class="btn btn-main"
          aria-disabled={isBusy || isEmpty}
          onClick={() => void send()}
        >
          {say("ask-send")}
        </button>
        <button type="button" class="btn" onClick={() => setOpen(false)}>
          {say("wish-no")}
        </button>
      </div>
    </div>
  );
}

function Choice(props: {
  readonly legend: string;
  readonly value: Rated | undefined;
  readonly room: FilePart["room"];
  readonly onChoose: (value: Rated) => void;
}) {
  const { legend, value, room, onChoose } = props;
  const { say } = room.ground;
  const name = useId();
  return (
    <fieldset class="field">
      <legend>{legend}</legend>
      <div class="picks">
        {CHOICES.map((one) => (
          <label key={one} class="pick-one">
            <input
              type="radio"
              name={name}
              autocomplete="off"
              checked={value === one}
              onChange={() => onChoose(one)}
            />
            <span>{say(`rate-${one}`)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
