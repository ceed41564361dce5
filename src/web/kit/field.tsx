import { type ComponentPropsWithRef, type ReactNode, useId } from "react";
import { Icon } from "./icon.tsx";

interface Question {
  label: ReactNode;
  /** Why it is asked: beside every question whose reason is not plain. */
  why?: ReactNode;
  /** The slip and the mend; what was typed stays. */
  wrong?: ReactNode;
  /** Said after a good answer, where it is worth saying. */
  right?: ReactNode;
}

/** Label, reason, input, answer: in this order, for the eye and for a screen reader. */
function Frame(props: Question & { id: string; children: ReactNode; action?: ReactNode }) {
  const { id, label, why, wrong, right, children, action } = props;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {why && (
        <span className="why" id={`${id}-why`}>
          {why}
        </span>
      )}
      {children}
      <Said id={`${id}-said`} wrong={wrong} right={right} />
      {action}
    </div>
  );
}

/** What an answer brought; the place is there from the start, so that a screen reader says what appears in it. */
export function Said({ id, wrong, right }: { id?: string; wrong?: ReactNode; right?: ReactNode }) {
  return (
    <div id={id} aria-live="polite">
      {wrong && (
        <p className="said said-bad">
          <Icon name="alert" />
          <span>{wrong}</span>
        </p>
      )}
      {!wrong && right && (
        <p className="said said-ok">
          <Icon name="tick" />
          <span>{right}</span>
        </p>
      )}
    </div>
  );
}

const describe = (id: string, { why, wrong, right }: Question): string | undefined =>
  [why && `${id}-why`, (wrong || right) && `${id}-said`].filter(Boolean).join(" ") || undefined;

export interface TextFieldProps
  extends Question,
    Omit<ComponentPropsWithRef<"input">, "className" | "id" | "onChange" | "value"> {
  value: string;
  onText: (value: string) => void;
  action?: ReactNode;
}

/** One line of text. */
export function TextField({ label, why, wrong, right, value, onText, action, ...rest }: TextFieldProps) {
  const id = useId();
  return (
    <Frame id={id} label={label} why={why} wrong={wrong} right={right} action={action}>
      <input
        dir="auto"
        {...rest}
        id={id}
        className={`input${right && !wrong ? " input-ok" : ""}`}
        value={value}
        onChange={(event) => onText(event.target.value)}
        aria-invalid={wrong ? true : undefined}
        aria-describedby={describe(id, { label, why, wrong, right })}
      />
    </Frame>
  );
}

export interface TextAreaProps
  extends Question,
    Omit<ComponentPropsWithRef<"textarea">, "className" | "id" | "onChange" | "value"> {
  value: string;
  onText: (value: string) => void;
}

/** Several lines; it grows with what is written where the browser can. */
export function TextArea({ label, why, wrong, right, value, onText, rows = 4, ...rest }: TextAreaProps) {
  const id = useId();
  return (
    <Frame id={id} label={label} why={why} wrong={wrong} right={right}>
      <textarea
        dir="auto"
        {...rest}
        id={id}
        rows={rows}
        className="input input-long"
        value={value}
        onChange={(event) => onText(event.target.value)}
        aria-invalid={wrong ? true : undefined}
        aria-describedby={describe(id, { label, why, wrong, right })}
      />
    </Frame>
  );
}

export interface Option<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

export interface SelectFieldProps<Value extends string> extends Question {
  value: Value | "";
  options: readonly Option<Value>[];
  onChoose: (value: Value) => void;
  /** Said while nothing is chosen. */
  placeholder?: string;
  required?: boolean;
  /** Given where an answer may be taken back: then the placeholder stays in the list. */
  onClear?: () => void;
}

/** One of a list, with the device's own picker: it is what phones and screen readers know best. */
export function SelectField<Value extends string>(props: SelectFieldProps<Value>) {
  const { label, why, wrong, right, value, options, onChoose, placeholder, required, onClear } = props;
  const id = useId();
  return (
    <Frame id={id} label={label} why={why} wrong={wrong} right={right}>
      <select
        id={id}
        className="input"
        value={value}
        required={required}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value);
          if (chosen) onChoose(chosen.value);
          else onClear?.();
        }}
        aria-invalid={wrong ? true : undefined}
        aria-describedby={describe(id, { label, why, wrong, right })}
      >
        {(value === "" || onClear) && <option value="">{placeholder}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Frame>
  );
}
