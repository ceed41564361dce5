/** Asks before a page with unsent text closes by accident; never on the way out, which has emptied the page. */
let unsent: (() => boolean) | undefined;

const ask = (event: BeforeUnloadEvent): void => {
  if (document.documentElement.hasChildNodes() && unsent?.()) event.preventDefault();
};

/** @param isUnsent whether something would be lost that the person has not sent or kept */
export function askBeforeLosing(isUnsent: () => boolean): void {
  unsent = isUnsent;
  addEventListener("beforeunload", ask);
}
