import type { Category } from "../../../../core/access/context.ts";
import type { Catalogue } from "../../../../core/texts/index.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { AddOne } from "../../../../web/kit/add-one.tsx";
import { Button } from "../../../../web/kit/button.tsx";
import { type Answer, type PlainAnswer, type Row, type RowsField, rowsOf } from "../../model/field.ts";
import { type CareKey, fieldLabel, rowFieldLabel } from "../../texts/index.ts";
import { FieldInput, useNamedOptions } from "./field-input.tsx";

/** Several entries: a list to add from, and under each its own few questions. */
export function RowsInput(props: {
  category: Category;
  field: RowsField;
  answer: Answer | undefined;
  texts: Catalogue<CareKey>;
  onAnswer: (answer: readonly Row[] | undefined) => void;
}) {
  const { category, field, answer, texts, onAnswer } = props;
  const { say } = useDesk();
  const options = useNamedOptions(field.key, texts);
  const rows = rowsOf(answer);
  const keyOf = (row: Row) => String(row[field.key.name]);
  const isFull = rows.length >= field.countMax;
  const chosen = new Set(rows.map(keyOf));
  const keep = (next: readonly Row[]) => onAnswer(next.length === 0 ? undefined : next);
  const set = (key: string, name: string, value: PlainAnswer | undefined) =>
    keep(rows.map((row) => (keyOf(row) === key ? withAnswer(row, name, value) : row)));
  return (
    <div className="stack stack-3">
      <AddOne
        label={fieldLabel(texts, category, field)}
        options={options.filter(({ value }) => !chosen.has(value))}
        full={isFull ? say("form.full", { count: field.countMax }) : undefined}
        onAdd={(key) => keep([...rows, { [field.key.name]: key, ...field.begin(key) }])}
      />
      {rows.map((row) => {
        const key = keyOf(row);
        const name = options.find(({ value }) => value === key)?.label ?? key;
        return (
          <fieldset className="entry" key={key}>
            <legend>{name}</legend>
            <div className="form-fields">
              {field.fields.map((one) => (
                <FieldInput
                  key={one.name}
                  label={rowFieldLabel(texts, category, field, one)}
                  field={one}
                  answer={row[one.name]}
                  texts={texts}
                  onAnswer={(value) => set(key, one.name, value)}
                />
              ))}
            </div>
            <Button
              kind="plain"
              small
              icon="cross"
              aria-label={say("form.remove", { name })}
              onClick={() => keep(rows.filter((other) => keyOf(other) !== key))}
            >
              <span aria-hidden="true">{say("form.remove-short")}</span>
            </Button>
          </fieldset>
        );
      })}
    </div>
  );
}

function withAnswer(row: Row, name: string, value: PlainAnswer | undefined): Row {
  const { [name]: _before, ...rest } = row;
  return value === undefined ? rest : { ...rest, [name]: value };
}
