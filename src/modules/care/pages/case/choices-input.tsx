import { useDesk } from "../../../../web/desk-context.tsx";
import { AddOne } from "../../../../web/kit/add-one.tsx";
import { Button } from "../../../../web/kit/button.tsx";
import { ChecksField } from "../../../../web/kit/choices-field.tsx";
import type { Option } from "../../../../web/kit/field.tsx";

/** More than these in a row of boxes are not looked through: a list to add from is shorter. */
const BOXES_MAX = 14;

/** Any number of a list: boxes for a few, a list to add from for many. */
export function ChoicesInput(props: {
  label: string;
  options: readonly Option<string>[];
  values: readonly string[];
  countMax: number;
  onChoose: (values: readonly string[]) => void;
}) {
  const { label, options, values, countMax, onChoose } = props;
  const { say } = useDesk();
  if (options.length <= BOXES_MAX) {
    return <ChecksField label={label} choices={options} values={values} onChoose={onChoose} />;
  }
  const nameOf = (value: string) => options.find((option) => option.value === value)?.label ?? value;
  return (
    <div className="stack stack-1">
      <AddOne
        label={label}
        options={options.filter(({ value }) => !values.includes(value))}
        full={values.length < countMax ? undefined : say("form.full", { count: countMax })}
        onAdd={(value) => onChoose([...values, value])}
      />
      {values.length > 0 && (
        <ul className="chosen" aria-label={label}>
          {values.map((value) => (
            <li key={value}>
              {nameOf(value)}
              <Button
                kind="plain"
                small
                icon="cross"
                aria-label={say("form.remove", { name: nameOf(value) })}
                onClick={() => onChoose(values.filter((other) => other !== value))}
              >
                <span aria-hidden="true">{say("form.remove-short")}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
