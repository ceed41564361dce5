import type { SectionAnswer } from "../../../../web/api/answers.ts";
import type { SectionDocument } from "../../model/field.ts";
import { Conflict } from "./conflict.tsx";
import { DocumentFacts } from "./document.tsx";

/** What is written in a part, for whoever may read it and for whoever is about to open it to them; two texts where two wrote at once. */
export function SectionText(props: {
  section: SectionAnswer;
  /** Where the reader may bring two texts together. */
  onMerge?: (document: SectionDocument, resolves: readonly number[]) => void;
  onClose?: () => void;
}) {
  const { section } = props;
  if (section.conflicts.length > 0) return <Conflict {...props} />;
  // A document was checked by the same model when it was written.
  return <DocumentFacts category={section.category} document={section.document as SectionDocument} />;
}
