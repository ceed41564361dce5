import { type ReactNode, useId } from "react";

/** Acts at once; the word beside it says how it stands, and `told` who hears of a change. */
export function Switch(props: {
  label: ReactNode;
  told?: ReactNode;
  on: boolean;
  words: { readonly on: string; readonly off: string };
  onSwitch: (on: boolean) => void;
  busy?: boolean;
}) {
  const { label, told, on, words, onSwitch, busy = false } = props;
  const id = useId();
  return (
    <div className="switch-row">
      <label htmlFor={id}>
        {label}
        {told && (
          <span className="why" id={`${id}-told`}>
            {told}
          </span>
        )}
      </label>
      <span className="switch-set">
        <input
          className="switch"
          id={id}
          type="checkbox"
          role="switch"
          checked={on}
          aria-checked={on}
          aria-busy={busy || undefined}
          aria-describedby={told ? `${id}-told` : undefined}
          onChange={(event) => {
            if (!busy) onSwitch(event.target.checked);
          }}
        />
        <span className="switch-said" aria-hidden="true">
          {on ? words.on : words.off}
        </span>
      </span>
    </div>
  );
}
