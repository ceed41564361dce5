import type { SecretSlip } from "../../../core/identity/words/read.ts";
import type { Say } from "../../../core/texts/index.ts";
import { ICONS } from "../pages/icons.ts";
import type { DoorKey } from "../pages/texts/en.ts";
import { ApiError, ask, type DoorAnswer } from "./api.ts";
import { argonIn, solveIn } from "./argon.ts";
import { sayFailure } from "./failures.ts";
import { FirstLetter, lookAtDoor } from "./first-letter.ts";
import { askBeforeLosing } from "./leave.ts";
import { saySlip } from "./slips.ts";
import type { Ground } from "./talk.ts";
import { keepable, loadTexts } from "./texts.ts";
import { Visit } from "./visit.ts";
import { makeWay, readWay, type Tools, type Way } from "./way.ts";
import { askWorking } from "./working.ts";

/** The two forms that the server sends: tell, and come back. What they lead to is in `rooms.tsx`. */

/** Makes a form work: its button is pressed, and what is typed is locked or opens something. */
export async function openForm(
  ground: Ground,
  form: HTMLFormElement,
  button: HTMLButtonElement,
): Promise<void> {
  const say = await loadTexts(ground.language);
  const said = form.querySelector<HTMLElement>("[role=status]");
  if (!said) throw new Error("each form has a place for what is said");
  const line = new StatusLine(said, button);
  if (
    globalThis.crypto?.subtle === undefined ||
    typeof Worker === "undefined" ||
    typeof WebAssembly === "undefined"
  ) {
    line.say([say("no-lock")], "bad");
    return;
  }
  const tools: Tools = {
    ask: askWorking(ask, solveIn(ground.argonUrl)),
    random: (n) => crypto.getRandomValues(new Uint8Array(n)),
    argon2id: argonIn(ground.argonUrl),
    newKey: () => crypto.randomUUID(),
  };
  button.removeAttribute("aria-disabled");
  line.say([], "plain");
  if (ground.root.dataset.view === "tell") openTell(ground, form, line, say, tools);
  else openBack(ground, form, line, say, tools);
}

const SVG = "http://www.w3.org/2000/svg";

/** A colour alone says nothing to who does not see it. */
function alertIcon(): SVGElement {
  const icon = document.createElementNS(SVG, "svg");
  icon.setAttribute("class", "i");
  icon.setAttribute("viewBox", "0 0 24 24");
  icon.setAttribute("aria-hidden", "true");
  for (const d of ICONS.alert) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", d);
    icon.append(path);
  }
  return icon;
}

/** What the page says about the form, and whether its button is at work. */
class StatusLine {
  readonly #said: HTMLElement;
  readonly #button: HTMLButtonElement;

  constructor(said: HTMLElement, button: HTMLButtonElement) {
    this.#said = said;
    this.#button = button;
  }

  get isBusy(): boolean {
    return this.#button.getAttribute("aria-busy") === "true";
  }

  say(lines: readonly string[], kind: "plain" | "busy" | "bad"): void {
    this.#button.setAttribute("aria-busy", String(kind === "busy"));
    this.#said.replaceChildren(
      ...lines.map((text) => {
        const paragraph = document.createElement("p");
        paragraph.className = kind === "bad" ? "said said-bad" : "said";
        if (kind === "bad") paragraph.append(alertIcon());
        const sentence = document.createElement("span");
        sentence.dir = "auto";
        sentence.textContent = text;
        paragraph.append(sentence);
        return paragraph;
      }),
    );
  }
}

const find = <T extends HTMLElement>(form: HTMLFormElement, id: string): T => {
  const element = form.querySelector<T>(`#${id}`);
  if (!element) throw new Error(`the form has #${id}`);
  return element;
};

function openTell(
  ground: Ground,
  form: HTMLFormElement,
  line: StatusLine,
  say: Say<DoorKey>,
  tools: Tools,
): void {
  const text = find<HTMLTextAreaElement>(form, "tell-text");
  const language = find<HTMLSelectElement>(form, "tell-language");
  askBeforeLosing(() => text.isConnected && text.value.trim() !== "");
  // Made while the person writes, so that sending is quick on an old phone too.
  let way: Promise<Way> | undefined;
  const wayBack = (): Promise<Way> => {
    way ??= lookAtDoor(tools).then(({ door }) => makeWay(tools, door.doorSalt));
    way.catch(() => {
      way = undefined; // no connection just now: another try when it is sent
    });
    return way;
  };
  text.addEventListener("input", () => void wayBack().catch(() => undefined), { once: true });
  let letter: FirstLetter | undefined;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (line.isBusy) return;
    const body = { text: keepable(text.value), language: language.value };
    if (body.text.trim() === "") {
      line.say([say("tell-empty")], "bad");
      text.focus();
      return;
    }
    try {
      line.say([say("tell-making-words")], "busy");
      const mine = await wayBack();
      letter ??= new FirstLetter(tools, mine);
      line.say([say("tell-sending")], "busy");
      await letter.send(body);
      const { openRooms } = await import("./rooms.tsx");
      openRooms({ ...ground, say, tools }, mine, { name: "words" }, undefined);
    } catch (error) {
      line.say(sayFailure(error, say, ground.emergency, "tell-not-sent"), "bad");
    }
  });
}

function openBack(
  ground: Ground,
  form: HTMLFormElement,
  line: StatusLine,
  say: Say<DoorKey>,
  tools: Tools,
): void {
  const words = find<HTMLTextAreaElement>(form, "back-words");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (line.isBusy) return;
    words.removeAttribute("aria-invalid");
    try {
      line.say([say("back-opening")], "busy");
      // Reading needs no list of readers: letters open even where it is not to be trusted.
      const door = await tools.ask<DoorAnswer>("/api/door");
      const read = await readWay(tools, words.value, ground.language, door.doorSalt);
      if ("slip" in read) {
        showSlip(read, words, line, say);
        return;
      }
      const visit = await Visit.begin(tools, read);
      words.value = "";
      const { openRooms } = await import("./rooms.tsx");
      const name = ground.root.dataset.then === "file" ? "file" : "letters";
      openRooms({ ...ground, say, tools }, read, { name }, visit);
    } catch (error) {
      if (error instanceof ApiError && error.code === "wrong-words")
        words.setAttribute("aria-invalid", "true");
      line.say(sayFailure(error, say, ground.emergency, "back-failed"), "bad");
    }
  });
}

function showSlip(slip: SecretSlip, words: HTMLTextAreaElement, line: StatusLine, say: Say<DoorKey>): void {
  words.setAttribute("aria-invalid", "true");
  line.say(saySlip(slip, say), "bad");
  words.focus();
}
