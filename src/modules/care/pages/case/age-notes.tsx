import type { Case } from "../../../../web/api/answers.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { Note } from "../../../../web/kit/marks.tsx";
import { sayCode } from "../../../../web/texts/names.ts";
import { ageContradictions } from "../../model/age.ts";
import type { SectionDocument } from "../../model/field.ts";

/** What the answers about age say against one another; nothing where they agree, or where it is written down that they do not. */
export function AgeNotes({ file, document }: { file: Case; document: SectionDocument }) {
  const { say, now } = useDesk();
  if (document.ageDisputed === true) return null;
  const found = ageContradictions(document, now().toISOString().slice(0, 10), file.ageBand);
  if (found.length === 0) return null;
  return (
    <div role="status">
      <Note kind="soon" icon="alert">
        {found.map((one) => (
          <p key={one}>{sayCode(say, "age", one)}</p>
        ))}
        <p className="small">{say("age.doubt")}</p>
      </Note>
    </div>
  );
}
