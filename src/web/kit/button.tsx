import type { ComponentPropsWithRef, MouseEvent, ReactNode } from "react";
import { useId } from "react";
import { Icon, type IconName } from "./icon.tsx";

/** How loud a button is: `main` at most once a view. */
export type ButtonKind = "main" | "other" | "plain" | "danger";

const CLASS: Readonly<Record<ButtonKind, string>> = {
  main: "btn btn-main",
  other: "btn",
  plain: "btn btn-plain",
  danger: "btn btn-danger",
};

export const buttonClass = (kind: ButtonKind = "other", small = false): string =>
  small ? `${CLASS[kind]} btn-small` : CLASS[kind];

export interface ButtonProps extends Omit<ComponentPropsWithRef<"button">, "disabled" | "className"> {
  kind?: ButtonKind;
  small?: boolean;
  icon?: IconName;
  /** The icon runs with the reading direction. */
  iconTurns?: boolean;
  /** Working: it keeps its width and its place, and takes no second click. */
  busy?: boolean;
  /** Why it cannot be used now, said nearby; the button stays in reach of the keyboard, and dashed. */
  notYet?: string | undefined;
  children: ReactNode;
}

/** Something that acts here; what leads elsewhere is a link. */
export function Button({
  kind = "other",
  small = false,
  icon,
  iconTurns = false,
  busy = false,
  notYet,
  onClick,
  type = "button",
  children,
  ...rest
}: ButtonProps) {
  const reasonId = useId();
  const blocked = busy || notYet !== undefined;
  const act = (event: MouseEvent<HTMLButtonElement>) => {
    if (blocked) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <>
      <button
        {...rest}
        type={type}
        className={buttonClass(kind, small)}
        onClick={act}
        aria-busy={busy || undefined}
        aria-disabled={blocked || undefined}
        aria-describedby={notYet ? reasonId : rest["aria-describedby"]}
      >
        {busy ? <Icon name="back" /> : icon && <Icon name={icon} turns={iconTurns} />}
        {children}
      </button>
      {notYet && (
        <span className="not-yet" id={reasonId}>
          {notYet}
        </span>
      )}
    </>
  );
}
