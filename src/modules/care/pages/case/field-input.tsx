import type { Catalogue } from "../../../../core/texts/index.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { SelectField, TextArea, TextField } from "../../../../web/kit/field.tsx";
import {
  type Answer,
  codesOf,
  type OptionSet,
  type PlainAnswer,
  type PlainField,
} from "../../model/field.ts";
import { type CareKey, optionLabel } from "../../texts/index.ts";
import { ChoicesInput } from "./choices-input.tsx";
import { DateInput } from "./date-input.tsx";

interface Given {
  label: string;
  field: PlainField;
  answer: Answer | undefined;
  texts: Catalogue<CareKey>;
  onAnswer: (answer: PlainAnswer | undefined) => void;
}

/** The input that a field's kind asks for. An emptied one is no answer. */
export function FieldInput(given: Given) {
  const { label, field, answer, texts, onAnswer } = given;
  const { say } = useDesk();
  const options = useNamedOptions(field, texts);
  const asText = answer === undefined ? "" : String(answer);
  const setText = (text: string) => onAnswer(text === "" ? undefined : text);
  switch (field.kind) {
    case "text":
      return (
        <TextField
          label={label}
          type={field.input ?? "text"}
          maxLength={field.lengthMax}
          autoComplete="off"
          value={asText}
          onText={setText}
        />
      );
    case "long-text":
      return (
        <div className="form-wide">
          <TextArea label={label} maxLength={field.lengthMax} value={asText} onText={setText} />
        </div>
      );
    case "date":
      return <DateInput label={label} iso={asText} onIso={setText} />;
    case "number":
      return (
        <TextField
          label={label}
          type="number"
          dir="ltr"
          min={field.min}
          max={field.max}
          step={10 ** -field.decimals}
          value={asText}
          onText={(text) => onAnswer(text === "" ? undefined : Number(text))}
        />
      );
    case "yes-no":
      return (
        <SelectField
          label={label}
          value={answer === undefined ? "" : answer === true ? "yes" : "no"}
          placeholder={say("form.no-answer")}
          onClear={() => onAnswer(undefined)}
          options={[
            { value: "yes", label: say("form.yes") },
            { value: "no", label: say("form.no") },
          ]}
          onChoose={(value) => onAnswer(value === "yes")}
        />
      );
    case "choice":
      return (
        <SelectField
          label={label}
          value={asText}
          placeholder={say("form.no-answer")}
          onClear={() => onAnswer(undefined)}
          options={options}
          onChoose={onAnswer}
        />
      );
    case "choices":
      return (
        <div className="form-wide">
          <ChoicesInput
            label={label}
            options={options}
            values={codesOf(answer)}
            countMax={field.countMax}
            onChoose={(values) => onAnswer(values.length === 0 ? undefined : values)}
          />
        </div>
      );
  }
}

/** Options by their names; long lists that browsers name are sorted as the reader's language sorts. */
export function useNamedOptions(field: PlainField, texts: Catalogue<CareKey>) {
  const { locale } = useDesk();
  if (field.kind !== "choice" && field.kind !== "choices") return [];
  const set: OptionSet = field.options;
  const named = set.options.map(({ code }) => ({
    value: code,
    label: optionLabel(texts, locale, set, code),
  }));
  return set.namedAs ? named.sort((a, b) => a.label.localeCompare(b.label, locale)) : named;
}
