import type { Category } from "../../../../core/access/context.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { ChecksField } from "../../../../web/kit/choices-field.tsx";
import { sayCategory } from "../../../../web/texts/names.ts";
import { fieldsOf } from "../../model/categories.ts";
import { fieldLabel } from "../../texts/index.ts";
import { useCareTexts } from "../care-words.ts";

export interface ChosenLines {
  readonly category: Category;
  readonly lines: readonly string[];
}

/** The list with another choice for one part; a part without lines is not in it. */
const withLines = (
  all: readonly ChosenLines[],
  category: Category,
  lines: readonly string[],
): readonly ChosenLines[] => [
  ...all.filter((one) => one.category !== category),
  ...(lines.length > 0 ? [{ category, lines }] : []),
];

/** Lines of some parts, chosen one by one; folded up until somebody wants them. */
export function LinesFields(props: {
  from: readonly { readonly category: Category; readonly allowed: readonly string[] | null }[];
  chosen: readonly ChosenLines[];
  onChoose: (chosen: readonly ChosenLines[]) => void;
}) {
  const { from, chosen, onChoose } = props;
  const { say } = useDesk();
  const texts = useCareTexts();
  return from.map(({ category, allowed }) => {
    const lines = chosen.find((one) => one.category === category)?.lines ?? [];
    const fields = fieldsOf(category).filter(({ name }) => allowed === null || allowed.includes(name));
    return (
      <details key={category} className="form-group">
        <summary>
          {say("refer-letter.lines-of", { part: sayCategory(say, category), count: lines.length })}
        </summary>
        <ChecksField
          label={sayCategory(say, category)}
          values={lines}
          choices={fields.map((field) => ({ value: field.name, label: fieldLabel(texts, category, field) }))}
          onChoose={(values) => onChoose(withLines(chosen, category, values))}
        />
      </details>
    );
  });
}
