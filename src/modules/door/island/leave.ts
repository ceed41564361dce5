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

/**
 * Empties the page at once and puts a blank one in its place of the history: no request, no question, and Back does
 * not return. A blank page says nothing about who was here; a search engine's would tell that engine.
 */
export function leaveNow(): void {
  forgetDraft();
  removeEventListener("beforeunload", ask);
  document.documentElement.replaceChildren();
  location.replace("about:blank");
}
