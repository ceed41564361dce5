import type { SecretSlip } from "../../../core/identity/words/read.ts";
import { toBase64Url } from "../../../core/keys/bytes.ts";
import type { DoorLanguage, Say } from "../../../core/texts/index.ts";
import { ICONS } from "../pages/icons.ts";
import type { DoorKey } from "../pages/texts/en.ts";
import { ApiError, ask, type DoorAnswer } from "./api.ts";
import { argonIn, solveIn } from "./argon.ts";
import { forgetDraft } from "./draft.ts";
import { sayFailure } from "./failures.ts";
import { FirstLetter, lookAtDoor } from "./first-letter.ts";
import { saySlip } from "./slips.ts";
import type { Ground } from "./talk.ts";
import { TellForm } from "./tell-form.ts";
import { loadTexts } from "./texts.ts";
import { typedDigits } from "./typed-digits.ts";
import { askBeforeLosing } from "./unsent.ts";
import { Visit } from "./visit.ts";
import { makeWay, readWay, showWay, type Tools, type Way } from "./way.ts";
import { askWorking } from "./working.ts";

/** The forms that the server sends: tell, come back, and new words for a file. What they lead to is in `rooms.tsx`. */

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
  const tools: Tools = {
    ask: askWorking(ask, solveIn(ground.argonUrl)),
    random: (n) => crypto.getRandomValues(new Uint8Array(n)),
    argon2id: argonIn(ground.argonUrl),
    newKey: () => crypto.randomUUID(),
  };
  button.removeAttribute("aria-disabled");
  line.say([], "plain");
  const { view } = ground.root.dataset;
  if (view === "tell") openTell(ground, form, line, say, tools);
  else if (view === "new-words") openNewWords(ground, form, line, say, tools);
  else openBack(ground, form, line, say, tools);
}

const CODE_DIGITS = 20;

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
  const tell = new TellForm(form, say, () => line.say([say("tell-keep-cannot")], "bad"));
  const { text } = tell;
  askBeforeLosing(() => text.isConnected && !tell.isEmpty);
  // Made while the person writes, so that sending is quick on an old phone too.
  let way: Promise<Way> | undefined;
  const wayBack = (): Promise<Way> => {
    way ??= lookAtDoor(tools).then(({ door }) => makeWay(tools, door.doorSalt));
    way.catch(() => {
      way = undefined; // no connection just now: another try when it is sent
    });
    return way;
  };
  // So is all that follows: nothing is left to be fetched when it is sent, whatever the connection or the server does.
  const prepare = async (): Promise<void> => void (await loadWordsRoom(await wayBack(), ground.language));
  form.addEventListener("input", () => void prepare().catch(() => undefined), { once: true });
  let letter: FirstLetter | undefined;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (line.isBusy) return;
    // Who cannot write sends the button's own sentence, and is led to where a voice is recorded.
    const rather = event.submitter?.id === "tell-rather" ? event.submitter : null;
    if (rather && text.value.trim() === "") text.value = rather.textContent ?? "";
    const body = tell.body();
    if (tell.isEmpty) {
      line.say([say("tell-empty")], "bad");
      text.focus();
      return;
    }
    try {
      line.say([say("tell-making-words")], "busy");
      const mine = await wayBack();
      const { shown, openRooms } = await loadWordsRoom(mine, ground.language);
      letter ??= new FirstLetter(tools, mine);
      line.say([say("tell-sending")], "busy");
      await letter.send(body, tell.isShown);
      forgetDraft();
      const next = rather ? "letters" : "done";
      openRooms({ ...ground, say, tools }, mine, { name: "words", shown, next }, undefined);
    } catch (error) {
      if (error instanceof ApiError && error.code === "stand-in-changed")
        await lookAtDoor(tools).then(
          ({ door }) => tell.showStandIn(door.agency.name, door.standIn),
          () => undefined, // no connection just now: it is looked at again when it is sent
        );
      line.say(sayFailure(error, say, ground.emergency, "tell-not-sent"), "bad");
    }
  });
}

/** All that shows the words is here before anything is sent: no one is left with a mailbox and no way back to it. */
async function loadWordsRoom(way: Way, language: DoorLanguage) {
  const [shown, { openRooms }] = await Promise.all([showWay(way, language), import("./rooms.tsx")]);
  return { shown, openRooms };
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

function openNewWords(
  ground: Ground,
  form: HTMLFormElement,
  line: StatusLine,
  say: Say<DoorKey>,
  tools: Tools,
): void {
  const code = find<HTMLInputElement>(form, "new-words-code");
  // The same words for the same code: an answer that was lost on the way costs nobody theirs.
  let made: Promise<Way> | undefined;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (line.isBusy) return;
    const digits = typedDigits(code.value);
    code.setAttribute("aria-invalid", String(digits.length !== CODE_DIGITS));
    if (digits.length !== CODE_DIGITS) {
      line.say([say("new-words-short")], "bad");
      code.focus();
      return;
    }
    try {
      line.say([say("tell-making-words")], "busy");
      made ??= tools.ask<DoorAnswer>("/api/door").then(({ doorSalt }) => makeWay(tools, doorSalt));
      made.catch(() => {
        made = undefined;
      });
      const way = await made;
      const { shown, openRooms } = await loadWordsRoom(way, ground.language);
      await sendNewWords(tools, digits, way);
      code.value = "";
      openRooms({ ...ground, say, tools }, way, { name: "words", shown, next: "file" }, undefined);
    } catch (error) {
      const isWrong = error instanceof ApiError && error.code === "words-code";
      line.say(
        isWrong ? [say("new-words-wrong")] : sayFailure(error, say, ground.emergency, "new-words-failed"),
        "bad",
      );
    }
  });
}

/** @throws ApiError `words-code` */
export async function sendNewWords(tools: Tools, code: string, way: Way): Promise<void> {
  const { address, reading, signing } = way.keys;
  await tools.ask("/api/new-words", {
    method: "POST",
    body: {
      code,
      address,
      readingKey: toBase64Url(reading.publicKey),
      signingKey: toBase64Url(signing.publicKey),
    },
  });
}

function showSlip(slip: SecretSlip, words: HTMLTextAreaElement, line: StatusLine, say: Say<DoorKey>): void {
  words.setAttribute("aria-invalid", "true");
  line.say(saySlip(slip, say), "bad");
  words.focus();
}
