/** @jsxImportSource preact */
import { useCallback, useEffect, useState } from "preact/hooks";
import { CALENDARS, type Calendar } from "../../../core/texts/calendars.ts";
import { localeOf } from "../../../core/texts/index.ts";
import { calendarOfDevice, sayDay, showCalendar } from "./days.ts";
import { sayFailure } from "./failures.ts";
import { FileAllowed } from "./file-allowed.tsx";
import type { MyFile, OwnCase } from "./file-answers.ts";
import { FileAsked } from "./file-asked.tsx";
import { FileCopy } from "./file-copy.tsx";
import { FileLooks } from "./file-looks.tsx";
import { FileNext } from "./file-next.tsx";
import { FileRests } from "./file-rests.tsx";
import { FileSays } from "./file-says.tsx";
import { FileWishes } from "./file-wishes.tsx";
import { FileWords } from "./file-words.tsx";
import { FileWritten } from "./file-written.tsx";
import { Icon, type Said, Status, Title } from "./parts.tsx";
import type { RoomProps } from "./rooms.tsx";

/** What every part of a file is given. */
export interface FilePart {
  readonly file: OwnCase;
  readonly room: RoomProps;
}

/** My file: what comes next, who looked and why, what is allowed, what is written. */
export function FileRoom(props: RoomProps) {
  const { ground, go, withVisit } = props;
  const { say, emergency, language } = ground;
  const [isSafe, setSafe] = useState(false);
  const [calendar, setCalendar] = useState(() => showCalendar(calendarOfDevice()));
  const [mine, setMine] = useState<MyFile | null>(null);
  const [said, setSaid] = useState<Said | null>({ kind: "busy", lines: [say("back-opening")] });
  const read = useCallback(async () => {
    try {
      setMine(await withVisit((visit) => visit.ask<MyFile>(`/api/my-file?lang=${language}`)));
      setSaid(null);
    } catch (error) {
      setSaid({ kind: "bad", lines: sayFailure(error, say, emergency, "back-failed") });
    }
  }, [withVisit, say, emergency, language]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: read once when it is safe to; later after a change
  useEffect(() => {
    if (isSafe) void read();
  }, [isSafe]);
  const hide = () => go({ name: "decoy" });
  if (!isSafe) {
    return (
      <div class="stack stack-5">
        <Title>{say("file-title")}</Title>
        <p>{say("file-safe")}</p>
        <div class="answers">
          <button type="button" class="btn btn-main" onClick={() => setSafe(true)}>
            {say("file-safe-yes")}
          </button>
          <button type="button" class="btn" onClick={hide}>
            {say("file-safe-no")}
          </button>
        </div>
      </div>
    );
  }
  return (
    <div class="stack stack-6">
      <div class="stack">
        <Title>{say("file-title")}</Title>
        <p>{say("file-lead")}</p>
        <button type="button" class="btn" onClick={hide}>
          {say("file-hide")}
        </button>
        <Status said={said} />
        {mine && mine.cases.length > 0 && (
          <CalendarField
            room={props}
            value={calendar}
            onChoose={(chosen) => setCalendar(showCalendar(chosen))}
          />
        )}
      </div>
      {mine?.resting.map((resting) => (
        <FileRests key={resting.id} resting={resting} room={props} onChanged={() => void read()} />
      ))}
      {mine?.cases.length === 0 && mine.resting.length === 0 && <p>{say("file-none")}</p>}
      {mine?.cases.map((file, at) => (
        <CaseView
          key={`${file.id} ${calendar}`}
          file={file}
          room={props}
          heading={mine.cases.length > 1 ? say("file-number", { number: at + 1 }) : null}
          onChanged={() => void read()}
        />
      ))}
      <button type="button" class="btn btn-wide" onClick={() => go({ name: "letters" })}>
        <Icon name="speak" />
        {say("file-back")}
      </button>
    </div>
  );
}

/** In which calendar days are said; nothing of the choice is kept. */
function CalendarField(props: { room: RoomProps; value: Calendar; onChoose: (calendar: Calendar) => void }) {
  const { room, value, onChoose } = props;
  const { say, language } = room.ground;
  const names = new Intl.DisplayNames([localeOf(language)], { type: "calendar" });
  return (
    <div class="field">
      <label for="file-calendar">{say("file-calendar")}</label>
      <select
        id="file-calendar"
        class="input"
        autocomplete="off"
        value={value}
        onChange={({ currentTarget }) =>
          onChoose(CALENDARS.find((one) => one === currentTarget.value) ?? "gregory")
        }
      >
        {CALENDARS.map((one) => (
          <option key={one} value={one}>
            {names.of(one) ?? one}
          </option>
        ))}
      </select>
    </div>
  );
}

function CaseView(props: FilePart & { readonly heading: string | null; readonly onChanged: () => void }) {
  const { file, room, heading, onChanged } = props;
  const { say, language } = room.ground;
  return (
    <article class="stack stack-6">
      {heading && <h2 class="file-heading">{heading}</h2>}
      <p class="small quiet">{say("file-held-by", { agency: file.holder.name })}</p>
      <FileWords file={file} room={room} onChanged={onChanged} />
      {file.guardians.map(({ id, namedAt, endedAt }) => (
        <p key={id} class={endedAt === null ? "note note-soon" : "small quiet"}>
          {say(endedAt === null ? "file-guardian-named" : "file-guardian-over", {
            agency: file.holder.name,
            date: sayDay(new Date(endedAt ?? namedAt), language),
          })}
        </p>
      ))}
      {file.handOvers.map(({ from, to, basis, at }) => (
        <p key={at} class="small quiet">
          {say(basis === "legal-order" ? "file-handed-by-order" : "file-handed-over", {
            day: sayDay(new Date(at), language),
            from: from.name,
            to: to.name,
          })}
        </p>
      ))}
      {file.left.map(({ name }) => (
        <p key={name} class="small quiet">
          {say("file-agency-left", { agency: name })}
        </p>
      ))}
      <FileNext file={file} room={room} onChanged={onChanged} />
      <FileAsked file={file} room={room} />
      <FileLooks file={file} room={room} />
      <FileAllowed file={file} room={room} onChanged={onChanged} />
      <FileWritten file={file} room={room} />
      <FileSays file={file} room={room} />
      <FileCopy file={file} room={room} />
      <FileWishes file={file} room={room} onChanged={onChanged} />
    </article>
  );
}
