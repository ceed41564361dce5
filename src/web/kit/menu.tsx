import type { ReactNode } from "react";
import {
  Button as AriaButton,
  Menu as AriaMenu,
  ListBox,
  ListBoxItem,
  MenuItem,
  MenuTrigger,
  Popover,
  Select,
  SelectValue,
} from "react-aria-components";
import { type ButtonKind, buttonClass } from "./button.tsx";
import { Icon, type IconName } from "./icon.tsx";

export interface MenuEntry {
  readonly id: string;
  readonly label: string;
  /** Ticked: this is how it stands now. */
  readonly chosen?: boolean;
  readonly act: () => void;
}

/** A few acts or settings behind one button. */
export function Menu(props: {
  label: string;
  icon?: IconName;
  kind?: ButtonKind;
  small?: boolean;
  entries: readonly MenuEntry[];
}) {
  const { label, icon, kind, small, entries } = props;
  return (
    <MenuTrigger>
      <AriaButton className={buttonClass(kind, small)}>
        {icon && <Icon name={icon} />}
        {label}
      </AriaButton>
      <Popover className="popover">
        <AriaMenu
          className="menu"
          onAction={(id) => entries.find((entry) => entry.id === id)?.act()}
          aria-label={label}
        >
          {entries.map((entry) => (
            <MenuItem key={entry.id} id={entry.id} className="menu-item" textValue={entry.label}>
              <span className="menu-mark">{entry.chosen && <Icon name="tick" />}</span>
              {entry.label}
            </MenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

/** One of a few inside a sentence: the choice counts when it is made, not while moving through the list. */
export function Pick<Value extends string>(props: {
  label: string;
  value: Value;
  options: readonly { readonly value: Value; readonly label: string; readonly why?: ReactNode }[];
  onPick: (value: Value) => void;
}) {
  const { label, value, options, onPick } = props;
  return (
    <Select
      className="pick-frame"
      aria-label={label}
      value={value}
      onChange={(key) => {
        const chosen = options.find((option) => option.value === key);
        if (chosen && chosen.value !== value) onPick(chosen.value);
      }}
    >
      <AriaButton className="pick">
        <SelectValue>{options.find((option) => option.value === value)?.label ?? value}</SelectValue>
        <Icon name="down" />
      </AriaButton>
      <Popover className="popover">
        <ListBox className="menu">
          {options.map((option) => (
            <ListBoxItem key={option.value} id={option.value} className="menu-item" textValue={option.label}>
              <span className="menu-mark">{option.value === value && <Icon name="tick" />}</span>
              <span>
                {option.label}
                {option.why && <small>{option.why}</small>}
              </span>
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}
