/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import { sayDay } from "./days.ts";
import { sayFailure } from "./failures.ts";
import type { RestingFile } from "./file-answers.ts";
import { Icon, type Said, Status } from "./parts.tsx";
import type { RoomProps } from "./rooms.tsx";

interface Props {
  readonly resting: RestingFile;
  readonly room: RoomProps;
  readonly onChanged: () => void;
}

/** All that words open which someone said were stolen: that the file rests, until when, and a way to say no, once. */
export function FileRests({ resting, room, onChanged }: Props) {
  const { say, emergency, language } = room.ground;
  const { id, agency, opensAt, endsAt, saidNo, third } = resting;
  const [said, setSaid] = useState<Said | null>(null);
  const day = (at: string) => sayDay(new Date(at), language);
  const sayNo = async () => {
    setSaid({ kind: "busy", lines: [say("back-opening")] });
    try {
      await room.withVisit((visit) => visit.ask(`/api/my-file/words-resets/${id}/stop`, "POST"));
      setSaid(null);
      onChanged();
    } catch (error) {
      setSaid({ kind: "bad", lines: sayFailure(error, say, emergency, "file-failed") });
    }
  };
  return (
    <div class="note note-soon">
      <Icon name="alert" />
      <div class="stack">
        <p>{say("file-rests", { agency })}</p>
        {!saidNo && <p>{say("file-rests-yours", { agency, date: day(opensAt) })}</p>}
        {saidNo && !third && <p>{say("file-rests-said", { date: day(endsAt) })}</p>}
        {third && <p>{say("file-rests-third", { agency, date: day(opensAt) })}</p>}
        {!saidNo && (
          <button type="button" class="btn" onClick={() => void sayNo()}>
            {say("file-rests-no")}
          </button>
        )}
        <p class="small">{say("file-rests-pause", { agency })}</p>
        <p class="small">{say("file-rests-help")}</p>
        <Status said={said} />
      </div>
    </div>
  );
}
