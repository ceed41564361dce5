import type { Case, OpenCategory } from "../../../../web/api/answers.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { Button } from "../../../../web/kit/button.tsx";
import { Tag } from "../../../../web/kit/marks.tsx";
import { useDraft } from "../../../../web/session/drafts.tsx";
import { useStoredDraft } from "../../../../web/session/kept-draft.ts";
import { sayCategory } from "../../../../web/texts/names.ts";
import { type Draft, draftName } from "./draft.ts";

/** A kind that could be read: by whom it was written, and the button that reads it. */
export function UnopenedSection(props: { file: Case; entry: OpenCategory; onOpen: () => void }) {
  const { file, entry, onOpen } = props;
  const { say } = useDesk();
  const [draft] = useDraft<Draft>(draftName(file.id, entry.category));
  const stored = useStoredDraft(draftName(file.id, entry.category));
  const category = sayCategory(say, entry.category);
  const writer = typeof entry.writtenBy === "string" ? entry.writtenBy : entry.writtenBy?.displayName;
  const isEmpty = entry.version === null;
  return (
    <>
      <p>
        {isEmpty
          ? say("section.empty")
          : writer
            ? say("section.written-by", { name: writer })
            : say("section.written")}{" "}
        {entry.conflicts > 0 && <Tag kind="soon">{say("section.two-versions")}</Tag>}{" "}
        {(draft || stored) && (
          <Tag kind="here" icon="pen">
            {say("section.draft")}
          </Tag>
        )}
      </p>
      {(!isEmpty || file.held) && (
        <p>
          <Button
            small
            icon={isEmpty ? "pen" : "open"}
            onClick={onOpen}
            aria-label={say(isEmpty ? "section.write-what" : "section.open-what", { category })}
          >
            {say(isEmpty ? "section.write" : "section.open")}
          </Button>
        </p>
      )}
    </>
  );
}
