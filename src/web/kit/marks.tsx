import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon.tsx";

export type TagKind = "late" | "soon" | "done" | "here" | "closed" | "line";

const TAGS: Readonly<Record<TagKind, { readonly icon: IconName; readonly className: string }>> = {
  late: { icon: "alert", className: "tag tag-late" },
  soon: { icon: "clock", className: "tag tag-soon" },
  done: { icon: "tick", className: "tag tag-done" },
  here: { icon: "speak", className: "tag tag-here" },
  closed: { icon: "lock", className: "tag" },
  line: { icon: "help", className: "tag tag-line" },
};

/** How something stands: a colour, a shape and a word. */
export function Tag({ kind, icon, children }: { kind: TagKind; icon?: IconName; children: ReactNode }) {
  return (
    <span className={TAGS[kind].className}>
      <Icon name={icon ?? TAGS[kind].icon} />
      {children}
    </span>
  );
}

/** Safety first: what must be known before anything is done. */
export function Flag(props: { icon: IconName; kind?: "danger" | "soon" | "plain"; children: ReactNode }) {
  const { icon, kind = "danger", children } = props;
  return (
    <li className={kind === "danger" ? "flag" : `flag flag-${kind}`}>
      <Icon name={icon} />
      <span>{children}</span>
    </li>
  );
}

/** One thought set apart. */
export function Note(props: { kind?: "calm" | "soon" | "danger"; icon?: IconName; children: ReactNode }) {
  const { kind = "calm", icon, children } = props;
  const drawing = icon ?? (kind === "calm" ? "help" : kind === "soon" ? "clock" : "alert");
  return (
    <div className={kind === "calm" ? "note" : `note note-${kind}`}>
      <Icon name={drawing} />
      <div className="note-body">{children}</div>
    </div>
  );
}
