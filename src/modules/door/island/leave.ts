import { leaveForGood } from "../../../web/way-out.ts";
import { forgetDraft } from "./draft.ts";

/** Asks before a page with unsent text closes by accident; never on the way out. */
let unsent: (() => boolean) | undefined;

const ask = (event: BeforeUnloadEvent): void => {
  if (unsent?.()) event.preventDefault();
};

/** @param isUnsent whether something would be lost that the person has not sent or kept */
export function askBeforeLosing(isUnsent: () => boolean): void {
  unsent = isUnsent;
  addEventListener("beforeunload", ask);
}

/** Leaves for good, without a question: what was typed is gone too. */
export function leaveNow(): void {
  forgetDraft();
  removeEventListener("beforeunload", ask);
  leaveForGood();
}
