/** @jsxImportSource preact */
import { useMemo } from "preact/hooks";
import { Aloud } from "./aloud.tsx";
import { sayDay } from "./days.ts";
import type { FilePart } from "./file-room.tsx";
import { FileSteps } from "./file-steps.tsx";
import { sayDue, sayNow } from "./next-text.ts";
import { Icon } from "./parts.tsx";

/** Where someone is now, and what is due: the next before the past. */
export function FileNext({ file, room, onChanged }: FilePart & { readonly onChanged: () => void }) {
  const { say, language } = room.ground;
  const here = sayNow(say, language, file);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words change with the file and the language
  const aloud = useMemo(
    () => [
      ...(here ? [here.now, here.more, here.since] : []),
      ...file.next.map((clock) => {
        const { by, what, late, unconfirmed } = sayDue(say, language, clock);
        return [by, what, late, unconfirmed].filter(Boolean).join(" ");
      }),
    ],
    [file, language],
  );
  return (
    <section class="stack stack-4">
      <h2>{say("file-next")}</h2>
      <Aloud say={say} parts={aloud} language={language} />
      <ol class="next">
        {here && (
          <li class="here">
            <p>
              <b>{here.now}</b>
            </p>
            <p class="small quiet">{here.more}</p>
            <p class="small faint">{here.since}</p>
          </li>
        )}
        {file.next.map((clock) => {
          const { by, what, lang, late, unconfirmed } = sayDue(say, language, clock);
          const { cited, citedIn, note, noteIn } = clock.source;
          return (
            <li key={`${clock.what} ${clock.dueAt}`}>
              <p>
                <b>{by}</b>
              </p>
              <p class="small quiet" lang={lang}>
                {what}
              </p>
              {late && <p class="small">{late}</p>}
              <p class="small faint">
                <bdi lang={citedIn}>{cited}.</bdi> {note && <bdi lang={noteIn}>{note}</bdi>} {unconfirmed}
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
