import { Fragment, type ReactNode } from "react";
import type { Say, Values } from "../core/texts/index.ts";
import type { TextKey } from "./texts/index.ts";

const OPEN = "\uE000";
const CLOSE = "\uE001";

/**
 * A text with elements in place of some of its values: “You are working for {agency}”. The order of words stays the
 * translator's.
 */
export function sayWith(
  say: Say<TextKey>,
  key: TextKey,
  nodes: Readonly<Record<string, ReactNode>>,
  values: Values = {},
): ReactNode {
  const names = Object.keys(nodes);
  const marks = Object.fromEntries(names.map((name, index) => [name, `${OPEN}${index}${CLOSE}`]));
  return say(key, { ...values, ...marks })
    .split(new RegExp(`${OPEN}(\\d+)${CLOSE}`))
    .map((part, index) => {
      // Every second part is a mark's number.
      const node = index % 2 === 1 ? nodes[names[Number(part)] ?? ""] : part;
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text never move
      return <Fragment key={index}>{node}</Fragment>;
    });
}
