import { useState } from "react";
import { useDesk } from "../desk-context.tsx";
import { Button } from "./button.tsx";
import { type Option, SelectField } from "./field.tsx";

/**
 * A list to add from, one press for each. By keys a closed list changes with every letter and arrow: what is added must
 * therefore be what was chosen when the button was pressed, never what was passed by.
 */
export function AddOne<Value extends string>(props: {
  label: string;
  options: readonly Option<Value>[];
  /** Said in place of the list when no more can be added. */
  full?: string | undefined;
  onAdd: (value: Value) => void;
}) {
  const { label, options, full, onAdd } = props;
  const { say } = useDesk();
  const [chosen, setChosen] = useState<Value | "">("");
  const isThere = full === undefined && options.some(({ value }) => value === chosen);
  const add = () => {
    if (!isThere || chosen === "") return;
    onAdd(chosen);
    setChosen("");
  };
  return (
    <div className="add-one">
      <SelectField<Value | "">
        label={label}
        value={isThere ? chosen : ""}
        placeholder={full ?? say("form.choose")}
        options={full === undefined ? options : []}
        onClear={() => setChosen("")}
        onChoose={setChosen}
      />
      <Button small icon="plus" aria-disabled={!isThere} onClick={add}>
        {say("form.add-one")}
      </Button>
    </div>
  );
}
