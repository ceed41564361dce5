import { DOOR_LANGUAGES, localeOf } from "../../../core/texts/index.ts";
import { dateFormat } from "../../../core/texts/intl.ts";

/**
 * The page on which an agency outside answers. The secret stands in the fragment, which no browser sends with a page; it is
 * sent in the body of a question, kept in memory, and taken out of the address.
 */

interface Answerable {
  readonly reference: string;
  readonly agency: string;
  readonly wanted: string | null;
  readonly urgent: boolean;
  readonly state: string | null;
  readonly dueAt: string | null;
  readonly over: boolean;
  readonly deleted: boolean;
  readonly answers: readonly string[];
}

const root = document.getElementById("answer");
const secret = location.hash.slice(1);
history.replaceState(null, "", location.pathname + location.search);
if (root) void start(root);

async function start(page: HTMLElement): Promise<void> {
  const form = find<HTMLFormElement>("answer-form");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const button = (event as SubmitEvent).submitter;
    if (button instanceof HTMLButtonElement) void answer(page, form, button.value);
  });
  await ask(page, form, "/api/answer", { secret }, "");
}

/** What an answer says beside itself; null where something has to be chosen first. */
function wordsOf(page: HTMLElement, act: string): object | null {
  if (act === "accept") {
    if (find<HTMLInputElement>("answer-declares").checked) return { declares: true };
    say(page.dataset.declare);
    return null;
  }
  const list = act === "decline" ? "answer-why" : act === "end" ? "answer-came" : null;
  if (list === null) return {};
  const code = find<HTMLSelectElement>(list).value;
  if (code !== "") return { code };
  say(page.dataset.choose);
  find(list).focus();
  return null;
}

async function answer(page: HTMLElement, form: HTMLFormElement, act: string): Promise<void> {
  const words = wordsOf(page, act);
  if (words === null || form.ariaBusy === "true") return;
  form.ariaBusy = "true";
  await ask(page, form, "/api/answer/acts", { secret, act, ...words }, page.dataset.done ?? "");
  form.ariaBusy = "false";
}

async function ask(
  page: HTMLElement,
  form: HTMLFormElement,
  path: string,
  body: object,
  done: string,
): Promise<void> {
  const answered = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  }).catch(() => null);
  if (answered?.ok) {
    show(page, form, await answered.json());
    return say(done);
  }
  // Somebody else answered meanwhile, or the person took their yes back: what is true now is shown.
  if (answered?.status === 409) return ask(page, form, "/api/answer", { secret }, "");
  if (answered?.status === 429) return say(page.dataset.many);
  if (answered === null || answered.status >= 500) return say(page.dataset.failed);
  find("answer-shown").hidden = true;
  form.hidden = true;
  say(page.dataset.wrong);
}

function show(page: HTMLElement, form: HTMLFormElement, of: Answerable): void {
  const { reference, agency, wanted, urgent, state, dueAt, over, deleted, answers } = of;
  find("answer-reference").textContent = reference;
  find("answer-from").textContent = agency;
  find("answer-wanted").hidden = wanted === null;
  only(page, "wanted", wanted);
  only(page, "state", state);
  find("answer-urgent").hidden = !urgent || over;
  find("answer-by").hidden = dueAt === null;
  if (dueAt !== null) sayDue(page, dueAt);
  find("answer-over").hidden = !over || deleted;
  find("answer-deleted").hidden = !deleted;
  for (const button of form.querySelectorAll("button")) button.hidden = !answers.includes(button.value);
  for (const each of form.querySelectorAll<HTMLElement>("[data-with]")) {
    each.hidden = !answers.includes(each.dataset.with ?? "");
  }
  form.hidden = answers.length === 0;
  find("answer-shown").hidden = false;
}

/** Of the sentences of one kind the one that is true. */
function only(page: HTMLElement, kind: "wanted" | "state", value: string | null): void {
  for (const each of page.querySelectorAll<HTMLElement>(`[data-${kind}]`)) {
    each.hidden = each.dataset[kind] !== value;
  }
}

function sayDue(page: HTMLElement, dueAt: string): void {
  const language = DOOR_LANGUAGES.find((known) => known === page.dataset.language) ?? "en";
  const time = find<HTMLTimeElement>("answer-due");
  time.dateTime = dueAt;
  time.textContent = dateFormat(localeOf(language), { dateStyle: "long", timeStyle: "short" }).format(
    new Date(dueAt),
  );
}

function say(text: string | undefined): void {
  find("answer-said").textContent = text ?? "";
}

function find<E extends HTMLElement = HTMLElement>(id: string): E {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no ${id}.`);
  return found as E;
}
