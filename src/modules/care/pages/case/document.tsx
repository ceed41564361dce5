import type { Category } from "../../../../core/access/context.ts";
import type { Catalogue } from "../../../../core/texts/index.ts";
import { type Desk, useDesk } from "../../../../web/desk-context.tsx";
import { Facts } from "../../../../web/kit/section.tsx";
import { fieldsOf } from "../../model/categories.ts";
import { type Answer, codesOf, type Field, rowsOf, type SectionDocument } from "../../model/field.ts";
import { type CareKey, fieldLabel, groupLabel, optionLabel, rowInWords } from "../../texts/index.ts";
import { useCareTexts } from "../care-words.ts";

/** What is written in one category: answered fields only, under the headings of the form. */
export function DocumentFacts({ category, document }: { category: Category; document: SectionDocument }) {
  const desk = useDesk();
  const texts = useCareTexts();
  const groups = answeredGroups(category, document);
  if (groups.length === 0) return <p className="quiet">{desk.say("section.nothing-in-it")}</p>;
  return groups.map(({ group, fields }) => (
    <div className="fact-group" key={group}>
      {groups.length > 1 && <h4>{groupLabel(texts, category, group).heading}</h4>}
      <Facts
        facts={fields.map((field) => ({
          id: field.name,
          name: fieldLabel(texts, category, field),
          value: (
            <span className="as-written" dir="auto">
              {sayAnswer(field, document[field.name], texts, desk)}
            </span>
          ),
        }))}
      />
    </div>
  ));
}

function answeredGroups(category: Category, document: SectionDocument) {
  const answered = fieldsOf(category).filter(({ name }) => document[name] !== undefined);
  return [...Map.groupBy(answered, ({ group }) => group)].map(([group, fields]) => ({ group, fields }));
}

/** An answer in words: options by their names, days as days, numbers with their marks. */
export function sayAnswer(
  field: Field,
  answer: Answer | undefined,
  texts: Catalogue<CareKey>,
  desk: Pick<Desk, "say" | "when" | "locale">,
): string {
  const { say, when, locale } = desk;
  if (answer === undefined) return say("form.no-answer");
  if (field.kind === "rows") {
    const inWords = (one: Field, said: Answer) => sayAnswer(one, said, texts, desk);
    return rowsOf(answer)
      .map((row) => rowInWords(field, row, inWords))
      .join("\n");
  }
  if (field.kind === "choice") return optionLabel(texts, locale, field.options, String(answer));
  if (field.kind === "choices") {
    const named = codesOf(answer).map((code) => optionLabel(texts, locale, field.options, code));
    return new Intl.ListFormat(locale, { type: "conjunction" }).format(named);
  }
  if (field.kind === "yes-no") return say(answer === true ? "form.yes" : "form.no");
  if (field.kind === "date") return when.day(String(answer));
  if (field.kind === "number" && typeof answer === "number") {
    return new Intl.NumberFormat(locale, { maximumFractionDigits: field.decimals }).format(answer);
  }
  return String(answer);
}
