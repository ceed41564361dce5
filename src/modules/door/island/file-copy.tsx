/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import { calendarShown } from "./days.ts";
import { sayFailure } from "./failures.ts";
import type { OpenOwnAsk, OwnAsk, OwnLooks, OwnSection } from "./file-answers.ts";
import { type CopiedSection, writeCopy } from "./file-copy-text.ts";
import type { FilePart } from "./file-room.tsx";
import { Icon, type Said, Status, Sure } from "./parts.tsx";
import { nowMs } from "./server-clock.ts";

/** What one's own file says, to take along: for a lawyer, or for later. Each part that is copied is a look of the person's own. */
export function FileCopy({ file, room }: FilePart) {
  const { say, language, emergency } = room.ground;
  const [isSure, setSure] = useState(false);
  const [said, setSaid] = useState<Said | null>(null);
  const isBusy = said?.kind === "busy";
  const save = async (): Promise<void> => {
    if (isBusy) return;
    setSaid({ kind: "busy", lines: [say("file-copy-making")] });
    try {
      const sections: CopiedSection[] = [];
      for (const category of file.categories) {
        const path = `/api/my-file/cases/${file.id}/sections/${category}?lang=${language}&calendar=${calendarShown()}`;
        const section = await room.withVisit((visit) => visit.ask<OwnSection>(path));
        sections.push({ category, section });
      }
      const looks = [...file.looks];
      for (let cursor = file.nextLooks; cursor !== null; ) {
        const path = `/api/my-file/cases/${file.id}/looks?cursor=${cursor}`;
        const more = await room.withVisit((visit) => visit.ask<OwnLooks>(path));
        looks.push(...more.looks);
        cursor = more.nextCursor;
      }
      const said = await room.withVisit((visit) =>
        visit.ask<{ asks: readonly OwnAsk[] }>(`/api/my-file/cases/${file.id}/asks`),
      );
      const asks: OpenOwnAsk[] = [];
      for (const { id } of said.asks) {
        asks.push(await room.withVisit((visit) => visit.ask<OpenOwnAsk>(`/api/my-file/asks/${id}`)));
      }
      download(writeCopy(file, { sections, looks, asks }, { say, language, now: new Date(nowMs()) }));
      setSure(false);
      setSaid({ kind: "good", lines: [say("file-copy-done")] });
    } catch (error) {
      setSaid({ kind: "bad", lines: sayFailure(error, say, emergency, "file-failed") });
    }
  };
  return (
    <section class="stack">
      {isSure ? (
        <Sure
          text={say("file-copy-means")}
          yes={say("file-copy-yes")}
          no={say("file-copy-no")}
          isBusy={isBusy}
          onYes={() => void save()}
          onNo={() => setSure(false)}
        />
      ) : (
        <button type="button" class="plain-button" onClick={() => setSure(true)}>
          {say("file-copy")}
          <Icon name="next" />
        </button>
      )}
      <Status said={said} />
    </section>
  );
}

/** Under a name that says nothing of what it is. */
function download(page: string): void {
  const url = URL.createObjectURL(new Blob([page], { type: "text/html;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = "page.html";
  link.click();
  URL.revokeObjectURL(url);
}
