import type { Category } from "../../../../core/access/context.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { Icon } from "../../../../web/kit/icon.tsx";
import { fieldsOf } from "../../model/categories.ts";
import type { Answer, SectionDocument } from "../../model/field.ts";
import { fieldLabel, groupLabel } from "../../texts/index.ts";
import { useCareTexts } from "../care-words.ts";
import { FieldInput } from "./field-input.tsx";
import { RowsInput } from "./rows-input.tsx";

/**
 * The form of one category, made from its fields. No field is required; a part without answers is folded. What is never
 * asked of a child is not there for one, nor where the age is in doubt; what was answered before is.
 */
export function DocumentForm(props: {
  category: Category;
  document: SectionDocument;
  /** By what the case counts; `isTreatedAsChild`. */
  isChild: boolean;
  onChange: (document: SectionDocument) => void;
}) {
  const { category, document, isChild, onChange } = props;
  const { say } = useDesk();
  const texts = useCareTexts();
  const set = (name: string, answer: Answer | undefined) => {
    const { [name]: _before, ...rest } = document;
    onChange(answer === undefined ? rest : { ...rest, [name]: answer });
  };
  const asked = fieldsOf(category).filter(
    ({ adultsOnly, name }) => !(adultsOnly && isChild) || document[name] !== undefined,
  );
  const groups = [...Map.groupBy(asked, ({ group }) => group)];
  return groups.map(([group, fields], index) => {
    const { heading, why } = groupLabel(texts, category, group);
    const count = fields.filter(({ name }) => document[name] !== undefined).length;
    return (
      <details className="form-group" key={group} open={index === 0 || count > 0 || undefined}>
        <summary>
          <Icon name="next" turns />
          <span className="form-heading">{heading}</span>
          {count > 0 && <span className="tiny faint">{say("form.answered", { count })}</span>}
        </summary>
        <p className="why">{why}</p>
        <div className="form-fields">
          {fields.map((field) =>
            field.kind === "rows" ? (
              <div className="form-wide" key={field.name}>
                <RowsInput
                  category={category}
                  field={field}
                  answer={document[field.name]}
                  texts={texts}
                  onAnswer={(answer) => set(field.name, answer)}
                />
              </div>
            ) : (
              <FieldInput
                key={field.name}
                label={fieldLabel(texts, category, field)}
                field={field}
                answer={document[field.name]}
                texts={texts}
                onAnswer={(answer) => set(field.name, answer)}
              />
            ),
          )}
        </div>
      </details>
    );
  });
}
