import { useEffect, useState } from "react";
import { dayIn, isoOf, monthNames } from "../../../../core/texts/calendar-days.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { SelectField, TextField } from "../../../../web/kit/field.tsx";

interface Typed {
  readonly day: string;
  readonly month: string;
  readonly year: string;
}

const typedOf = (iso: string, calendar: Parameters<typeof dayIn>[1]): Typed => {
  if (iso === "") return { day: "", month: "", year: "" };
  const { day, month, year } = dayIn(iso, calendar);
  return { day: String(day), month: String(month), year: String(year) };
};

/** A day in the calendar that the reader chose; what is kept is ISO. */
export function DateInput(props: { label: string; iso: string; onIso: (iso: string) => void }) {
  const { label, iso, onIso } = props;
  const { choices, say, locale } = useDesk();
  const { calendar } = choices;
  const [typed, setTyped] = useState(() => typedOf(iso, calendar));
  // What came from elsewhere, such as a draft, is shown; what is half typed is left alone.
  useEffect(() => {
    if (iso !== "") setTyped(typedOf(iso, calendar));
  }, [iso, calendar]);
  if (calendar === "gregory") {
    return <TextField label={label} type="date" dir="ltr" value={iso} onText={onIso} />;
  }
  const change = (next: Typed) => {
    setTyped(next);
    const found = isWhole(next) ? isoOf(numbersOf(next), calendar) : null;
    if ((found ?? "") !== iso) onIso(found ?? "");
  };
  const isWrong = isWhole(typed) && isoOf(numbersOf(typed), calendar) === null;
  return (
    <fieldset className="entry">
      <legend>{label}</legend>
      <div className="form-fields">
        <TextField
          label={say("date.day")}
          inputMode="numeric"
          maxLength={2}
          dir="ltr"
          autoComplete="off"
          value={typed.day}
          onText={(day) => change({ ...typed, day })}
        />
        <SelectField
          label={say("date.month")}
          value={typed.month}
          placeholder={say("form.no-answer")}
          options={monthNames(locale, calendar).map((name, at) => ({ value: String(at + 1), label: name }))}
          onClear={() => change({ ...typed, month: "" })}
          onChoose={(month) => change({ ...typed, month })}
        />
        <TextField
          label={say("date.year")}
          inputMode="numeric"
          maxLength={4}
          dir="ltr"
          autoComplete="off"
          value={typed.year}
          onText={(year) => change({ ...typed, year })}
          wrong={isWrong && say("date.none")}
          right={iso !== "" && say("date.kept", { day: iso })}
        />
      </div>
    </fieldset>
  );
}

const isWhole = ({ day, month, year }: Typed): boolean =>
  /^\d{1,2}$/.test(day) && month !== "" && /^\d{4}$/.test(year);
const numbersOf = ({ day, month, year }: Typed) => ({
  day: Number(day),
  month: Number(month),
  year: Number(year),
});
