import type { Page } from "playwright-core";
import { expect } from "vitest";

/** Beyond this many stops a page is a long list: what comes after is more of the same. */
const STOPS_MAX = 250;

/**
 * Walks round the page with Tab: whatever can be used is reached, nothing holds the focus, and wherever it is, it is
 * seen. What does something when pressed and is no stop for the keyboard is found by what React was told.
 */
export async function expectReachedByTab(page: Page): Promise<void> {
  const stops = await page.evaluate(beginWalk);
  for (let presses = 0; presses < Math.min(stops, STOPS_MAX) + 2; presses++) await page.keyboard.press("Tab");
  const { missed, unseen, mute } = await page.evaluate(endWalk);
  const where = new URL(page.url()).pathname;
  expect(mute, `${where}: done by a pointer alone`).toEqual([]);
  if (stops <= STOPS_MAX) expect(missed, `${where}: not reached by Tab`).toEqual([]);
  expect(unseen, `${where}: has the focus and does not show it`).toEqual([]);
}

/** Runs in the page: puts the focus at its beginning, and keeps whatever gets it. @returns how many stops there are */
function beginWalk(): number {
  const isShown = (element: Element) => element.checkVisibility({ visibilityProperty: true });
  const isStop = (element: HTMLElement) =>
    element.tabIndex >= 0 && !element.matches(":disabled, [inert] *") && isShown(element);
  const all = [
    ...document.querySelectorAll<HTMLElement>(
      "a[href], button, input, select, textarea, summary, audio[controls], [tabindex]",
    ),
  ];
  // Of radio buttons of one name one is the stop; arrows go on from there.
  const groups = new Set<string>();
  const stops = all.filter((element) => {
    if (!isStop(element)) return false;
    if (!(element instanceof HTMLInputElement) || element.type !== "radio") return true;
    if (groups.has(element.name)) return false;
    groups.add(element.name);
    return true;
  });
  const reached = new Set<Element | string>();
  const unseen: string[] = [];
  const name = (element: Element) => element.outerHTML.slice(0, 140);
  const isMarked = (element: Element) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    return (outlineStyle !== "none" && outlineWidth !== "0px") || boxShadow !== "none";
  };
  const onFocus = ({ target }: FocusEvent) => {
    if (!(target instanceof Element)) return;
    reached.add(target);
    if (target instanceof HTMLInputElement && target.type === "radio") reached.add(target.name);
    const around = [
      target,
      target.parentElement,
      target.parentElement?.parentElement,
      target.nextElementSibling,
    ];
    if (!around.some((one) => one && isMarked(one))) unseen.push(name(target));
  };
  const pressed = [...document.querySelectorAll<HTMLElement>("main *")].filter((element) => {
    const key = Object.keys(element).find((one) => one.startsWith("__reactProps$"));
    const given = key && Reflect.get(element, key);
    return typeof given?.onClick === "function" && isShown(element);
  });
  const mute = pressed.filter(
    (element) =>
      !element.matches(":disabled, label, form, dialog, [role=dialog]") &&
      element.tabIndex < 0 &&
      !element.closest("[role=listbox], [role=menu], [role=tablist], [role=grid], [role=radiogroup]"),
  );
  Object.assign(globalThis, {
    endOfWalk: () => {
      document.removeEventListener("focusin", onFocus);
      const missed = stops.filter(
        (element) =>
          !reached.has(element) &&
          !(element instanceof HTMLInputElement && element.type === "radio" && reached.has(element.name)) &&
          element.isConnected,
      );
      return { missed: missed.map(name), unseen: [...new Set(unseen)], mute: mute.map(name) };
    },
  });
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute("tabindex");
  document.addEventListener("focusin", onFocus);
  return stops.length;
}

/** Runs in the page. */
const endWalk = (): { missed: string[]; unseen: string[]; mute: string[] } =>
  Reflect.get(globalThis, "endOfWalk")();
