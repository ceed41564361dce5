import { leaveNow } from "./leave.ts";

/**
 * On every page of the door: the way out. Pages follow one another in one place of the browser's history, which the
 * way out empties; so Back leads to what was there before the door, and nowhere else.
 */

const ESCAPES = 3;
const WITHIN_MS = 2_000;

let pressedAt: number[] = [];

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") {
    pressedAt = [];
    return;
  }
  pressedAt = [...pressedAt.filter((at) => event.timeStamp - at < WITHIN_MS), event.timeStamp];
  if (pressedAt.length >= ESCAPES) leaveNow();
});

document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link) return;
  if (link.classList.contains("exit")) {
    event.preventDefault();
    leaveNow();
  } else if (isPageOfOurs(link) && !event.defaultPrevented) {
    event.preventDefault();
    location.replace(link.href);
  }
});

/** What is saved to the device is no page, though its address says that it is of here. */
const isPageOfOurs = (link: HTMLAnchorElement): boolean =>
  link.origin === location.origin && link.hash === "" && !link.hasAttribute("download");

// A page that a browser kept alive behind the scenes shows what was on it: load it anew.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
