import { useSay } from "../desk-context.tsx";
import { RadiosField } from "./choices-field.tsx";

export type How = "safe-contact" | "in-person";

/** How a member knows what a person wishes. It is recorded with their name. */
export function HowKnown({ how, onHow }: { how: How | ""; onHow: (how: How) => void }) {
  const say = useSay();
  return (
    <RadiosField<How>
      label={say("wish.how")}
      why={say("wish.how-why")}
      value={how}
      choices={[
        { value: "safe-contact", label: say("wish.how-contact") },
        { value: "in-person", label: say("wish.how-person") },
      ]}
      onChoose={onHow}
    />
  );
}
