import { DOOR_LANGUAGES, type DoorLanguage } from "../../../core/texts/index.ts";
import { canLock } from "./can-lock.ts";

/**
 * The working pages' island. What it needs first is small; the texts, the locks and the rooms that follow load while
 * the person reads and writes.
 */

export interface Ground {
  /** The element that the server filled with a form, and that the rooms fill afterwards. */
  readonly root: HTMLElement;
  readonly language: DoorLanguage;
  readonly emergency: string;
  /** Where the worker that makes keys stands. */
  readonly argonUrl: string;
}

const root = document.getElementById("talk");
if (root) void start(root);

async function start(element: HTMLElement): Promise<void> {
  const language = DOOR_LANGUAGES.find((known) => known === element.dataset.language) ?? "en";
  const ground: Ground = {
    root: element,
    language,
    emergency: element.dataset.emergency ?? "",
    argonUrl: element.dataset.argon ?? "",
  };
  const button = element.querySelector<HTMLButtonElement>("button[aria-disabled]");
  const form = button?.form;
  if (!form) return; // the door is closed: there is nothing to send
  if (!canLock()) {
    form.remove();
    element.querySelector("#talk-no-lock")?.removeAttribute("hidden");
    return;
  }
  const said = element.querySelector<HTMLElement>("[role=status]");
  const show = (text: string | undefined): void => {
    if (said) said.textContent = text ?? "";
  };
  let loading: Promise<void> | undefined;
  // Until the locks are here, pressing the button says so and sends nothing; after a lost connection it tries again.
  const load = (): Promise<void> => {
    loading ??= openWhenLoaded(ground, form, button, wait).catch(() => {
      loading = undefined;
      show(button.dataset.failed);
    });
    return loading;
  };
  const wait = (event: Event): void => {
    event.preventDefault();
    show(button.dataset.waits);
    void load();
  };
  form.addEventListener("submit", wait);
  await load();
}

async function openWhenLoaded(
  ground: Ground,
  form: HTMLFormElement,
  button: HTMLButtonElement,
  wait: (event: Event) => void,
): Promise<void> {
  const { openForm } = await import("./forms.ts");
  await openForm(ground, form, button);
  form.removeEventListener("submit", wait);
}
