/**
 * On every page that anyone can open: the way out. Such pages follow one another in one place of the browser's history,
 * which the way out empties; so Back leads to what was there before them, and nowhere else (docs/decisions/0030).
 */

const ESCAPES = 3;
const WITHIN_MS = 2_000;

/**
 * Empties the page at once and puts a blank one in its place of the history: no request, no question, and Back does
 * not return. A blank page says nothing about who was here; a search engine's would tell that engine.
 */
export function leaveForGood(): void {
  document.documentElement.replaceChildren();
  location.replace("about:blank");
}

/** Keeps all pages in one place of the history, and leaves at the link of that class, or at Esc pressed three times. */
export function keepWayOut(leave: () => void): void {
  let pressedAt: number[] = [];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") {
      pressedAt = [];
      return;
    }
    pressedAt = [...pressedAt.filter((at) => event.timeStamp - at < WITHIN_MS), event.timeStamp];
    if (pressedAt.length >= ESCAPES) leave();
  });
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link) return;
    if (link.classList.contains("exit")) {
      event.preventDefault();
      leave();
    } else if (isPageOfOurs(link) && !event.defaultPrevented) {
      event.preventDefault();
      location.replace(link.href);
    }
  });
  // What answers a form would be a second place.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || event.defaultPrevented) return;
    if (form.hasAttribute("data-download")) return; // what is saved to the device is no page
    if (form.method === "post") return answerHere(event, form);
    event.preventDefault();
    const asked = new URL(form.action);
    for (const [name, value] of new FormData(form))
      if (typeof value === "string") asked.searchParams.append(name, value);
    if (
      asked.hash === location.hash &&
      asked.search === location.search &&
      asked.pathname === location.pathname
    )
      location.reload();
    else location.replace(asked);
  });
  // A page that a browser kept alive behind the scenes shows what was on it: load it anew.
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
}

let isSending = false;

/**
 * Sends a form of the plain way and puts what answers it into this page and its place. An answer with an address of its own
 * gives that to the place; one without (what failed, with the text in it) leaves the address as it was.
 */
function answerHere(event: SubmitEvent, form: HTMLFormElement): void {
  const button = event.submitter;
  if (!(button instanceof HTMLButtonElement)) return; // a browser that does not say which was pressed sends it itself
  event.preventDefault();
  if (isSending) return;
  isSending = true;
  const sent = new URLSearchParams({ [button.name]: button.value });
  for (const [name, value] of new FormData(form)) if (typeof value === "string") sent.append(name, value);
  // Not fetch: this one reads a page without running any of it, which trusted types allow.
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.responseType = "document";
  request.onloadend = () => {
    isSending = false;
    const here = document.querySelector("main");
    const main = (request.response as Document | null)?.querySelector("main");
    if (!here) return; // left meanwhile
    if (!main) {
      document.querySelector("#away")?.removeAttribute("hidden");
      scrollTo(0, 0);
      return;
    }
    here.replaceWith(main);
    if (request.responseURL !== form.action) history.replaceState(null, "", request.responseURL);
    const title = main.querySelector("h1");
    title?.setAttribute("tabindex", "-1");
    title?.focus();
    scrollTo(0, 0);
  };
  request.send(sent);
}

/** What is saved to the device is no page, though its address says that it is of here. */
const isPageOfOurs = (link: HTMLAnchorElement): boolean =>
  link.origin === location.origin && link.hash === "" && !link.hasAttribute("download");
