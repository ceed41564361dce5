import type { ReactNode } from "react";

export interface Step {
  readonly id: string;
  readonly name: string;
  readonly standing: "past" | "here" | "ahead";
  /** Since when, on what; one short line each. */
  readonly notes?: readonly ReactNode[];
}

/** Where a person's protection stands: past solid, here ringed, ahead dashed; upright on phones. */
export function Journey({ label, steps }: { label: string; steps: readonly Step[] }) {
  return (
    <ol className="journey" aria-label={label}>
      {steps.map((step) => (
        <li
          key={step.id}
          className={step.standing === "ahead" ? undefined : step.standing}
          aria-current={step.standing === "here" ? "step" : undefined}
        >
          <span className="dot" />
          <b>{step.name}</b>
          {step.notes?.map((note, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: notes of one step never move
            <small key={index}>{note}</small>
          ))}
        </li>
      ))}
    </ol>
  );
}
