import { type ReactNode, useId } from "react";
import { Said } from "./field.tsx";

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: ReactNode;
  readonly why?: ReactNode;
  /** Said beside a choice that cannot be made now. */
  readonly notYet?: string | undefined;
}

interface GroupProps {
  label: ReactNode;
  why?: ReactNode;
  wrong?: ReactNode;
}

function Group({ label, why, wrong, id, children }: GroupProps & { id: string; children: ReactNode }) {
  return (
    <fieldset className="field" aria-describedby={why ? `${id}-why` : undefined}>
      <legend className="label">{label}</legend>
      {why && (
        <span className="why" id={`${id}-why`}>
          {why}
        </span>
      )}
      <div className="picks">{children}</div>
      <Said wrong={wrong} />
    </fieldset>
  );
}

function Pick(props: {
  type: "checkbox" | "radio";
  name: string;
  choice: Choice<string>;
  checked: boolean;
  onPick: (checked: boolean) => void;
}) {
  const { type, name, choice, checked, onPick } = props;
  const id = useId();
  const note = choice.notYet ?? choice.why;
  return (
    <label className="pick-one" htmlFor={id}>
      <input
        id={id}
        type={type}
        name={name}
        checked={checked}
        disabled={choice.notYet !== undefined}
        onChange={(event) => onPick(event.target.checked)}
        aria-describedby={note ? `${id}-why` : undefined}
      />
      <span>
        {choice.label}
        {note && (
          <span className="why" id={`${id}-why`}>
            {note}
          </span>
        )}
      </span>
    </label>
  );
}

/** Any number of a few. */
export function ChecksField<Value extends string>(
  props: GroupProps & {
    choices: readonly Choice<Value>[];
    values: readonly Value[];
    onChoose: (values: readonly Value[]) => void;
  },
) {
  const { choices, values, onChoose, ...group } = props;
  const id = useId();
  return (
    <Group {...group} id={id}>
      {choices.map((choice) => (
        <Pick
          key={choice.value}
          type="checkbox"
          name={id}
          choice={choice}
          checked={values.includes(choice.value)}
          onPick={(checked) =>
            onChoose(checked ? [...values, choice.value] : values.filter((value) => value !== choice.value))
          }
        />
      ))}
    </Group>
  );
}

/** Exactly one of a few. */
export function RadiosField<Value extends string>(
  props: GroupProps & {
    choices: readonly Choice<Value>[];
    value: Value | "";
    onChoose: (value: Value) => void;
  },
) {
  const { choices, value, onChoose, ...group } = props;
  const id = useId();
  return (
    <Group {...group} id={id}>
      {choices.map((choice) => (
        <Pick
          key={choice.value}
          type="radio"
          name={id}
          choice={choice}
          checked={value === choice.value}
          onPick={() => onChoose(choice.value)}
        />
      ))}
    </Group>
  );
}
