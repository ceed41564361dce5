import type { Letter } from "../../../../web/api/referral-answers.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { sayCategory } from "../../../../web/texts/names.ts";
import type { SectionDocument } from "../../model/field.ts";
import { DocumentFacts } from "../case/document.tsx";

/** What stands in a letter: the same for whoever is about to send it and for whoever received it. */
export function LetterFacts({ letter }: { letter: Letter }) {
  const { say } = useDesk();
  return letter.parts.map(({ category, document }) => (
    <section key={category} className="stack">
      <h3>{sayCategory(say, category)}</h3>
      <DocumentFacts category={category} document={document as SectionDocument} />
    </section>
  ));
}
