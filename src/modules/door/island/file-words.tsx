/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import { sayDay } from "./days.ts";
import { sayFailure } from "./failures.ts";
import type { FilePart } from "./file-room.tsx";
import { Icon, type Said, Status } from "./parts.tsx";

/** New words that someone asked for at the agency: whoever has the old ones can stop it; later, that it was done. */
export function FileWords({ file, room, onChanged }: FilePart & { readonly onChanged: () => void }) {
  const { say, emergency, language } = room.ground;
  const [said, setSaid] = useState<Said | null>(null);
  const stop = async (id: string) => {
    setSaid({ kind: "busy", lines: [say("back-opening")] });
    try {
      await room.withVisit((visit) => visit.ask(`/api/my-file/words-resets/${id}/stop`, "POST"));
      setSaid({ kind: "good", lines: [say("new-words-stopped")] });
      onChanged();
    } catch (error) {
      setSaid({ kind: "bad", lines: sayFailure(error, say, emergency, "file-failed") });
    }
  };
  return (
    <>
      {file.wordsResets.map(({ id, saidNo, opensAt, endedAt }) =>
        saidNo && endedAt === null ? (
          <p key={id} class="note note-soon">
            {say("file-no-counts", { agency: file.holder.name })}
          </p>
        ) : endedAt === null ? (
          <div key={id} class="note note-soon">
            <Icon name="alert" />
            <div class="stack">
              <p>
                {say("new-words-waits", {
                  agency: file.holder.name,
                  date: sayDay(new Date(opensAt), language),
                })}
              </p>
              <button type="button" class="btn" onClick={() => void stop(id)}>
                {say("new-words-stop")}
              </button>
            </div>
          </div>
        ) : (
          <p key={id} class="small quiet">
            {say("new-words-were-made", {
              agency: file.holder.name,
              date: sayDay(new Date(endedAt), language),
            })}
          </p>
        ),
      )}
      {file.firstWords && (
        <p class="small quiet">
          {say("new-words-were-made", {
            agency: file.firstWords.agency,
            date: sayDay(new Date(file.firstWords.at), language),
          })}
        </p>
      )}
      <Status said={said} />
    </>
  );
}
