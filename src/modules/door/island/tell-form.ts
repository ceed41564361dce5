import type { Say } from "../../../core/texts/index.ts";
import type { LetterBody } from "../letter-body.ts";
import type { DoorKey } from "../pages/texts/en.ts";
import { type About, asAbout, QUESTIONS, type Question, SUBJECTS } from "../questions.ts";
import type { StandInOffered } from "./api.ts";
import { forgetDraft, keepDraft, readDraft } from "./draft.ts";
import { keepable } from "./texts.ts";

/** What is typed into the form of a first letter: its text, what it is about, and the questions that follow from that. */
export class TellForm {
  readonly text: HTMLTextAreaElement;
  readonly #language: HTMLSelectElement;
  readonly #subject: HTMLSelectElement;
  readonly #questions: HTMLElement;
  readonly #keep: HTMLInputElement;
  /** Null where nobody stands in. */
  #standIn: HTMLInputElement | null;
  readonly #form: HTMLFormElement;
  readonly #say: Say<DoorKey>;
  /** What was answered, also to questions that another choice hides just now. */
  readonly #answers = new Map<Question, string>();

  constructor(form: HTMLFormElement, say: Say<DoorKey>, cannotKeep: () => void) {
    const find = <T extends HTMLElement>(id: string): T => {
      const element = form.querySelector<T>(`#${id}`);
      if (!element) throw new Error(`the form has #${id}`);
      return element;
    };
    this.text = find("tell-text");
    this.#language = find("tell-language");
    this.#subject = find("tell-subject");
    this.#questions = find("tell-questions");
    this.#keep = find("tell-keep");
    this.#standIn = form.querySelector("#tell-stand-in");
    this.#form = form;
    this.#say = say;
    this.#bringBack();
    this.#subject.addEventListener("change", () => this.#ask());
    form.addEventListener("input", () => {
      if (!this.#keep.checked || this.#remember()) return;
      this.#keep.checked = false;
      cannotKeep();
    });
    this.#keep.addEventListener("change", () => {
      if (!this.#keep.checked) forgetDraft();
    });
  }

  get isEmpty(): boolean {
    return this.text.value.trim() === "" && (this.#about()?.answers.length ?? 0) === 0;
  }

  /** As it can be locked. */
  body(): LetterBody {
    const about = this.#about();
    const text = keepable(this.text.value);
    return { text, language: this.#language.value, ...(about && { about }) };
  }

  /** Whether a stand-in is the one whose name and hours the page shows; null where there is none, or they took it out. */
  get isShown(): ((agency: string, offered: StandInOffered) => boolean) | null {
    if (!this.#standIn?.checked) return null;
    const shown = this.#form.querySelector("#tell-stand-in-ask")?.textContent;
    return (agency, offered) => shown === this.#say("stand-in-ask", namesOf(agency, offered));
  }

  /** Shows who stands in now, after that has changed. */
  showStandIn(agency: string, offered: StandInOffered | null): void {
    const field = this.#form.querySelector("#tell-stand-in-field");
    if (offered) {
      for (const part of ["ask", "why"] as const) {
        const place = field?.querySelector(`#tell-stand-in-${part}`);
        if (place) place.textContent = this.#say(`stand-in-${part}`, namesOf(agency, offered));
      }
    } else {
      field?.remove();
      this.#standIn = null;
    }
  }

  #about(): About | undefined {
    const subject = SUBJECTS.find((one) => one === this.#subject.value);
    if (!subject) return undefined;
    const answers = QUESTIONS[subject].flatMap((question) => {
      const answer = keepable(this.#answers.get(question) ?? "");
      return answer.trim() === "" ? [] : [{ question, answer }];
    });
    return { subject, answers };
  }

  /** Shows the questions of what was chosen, with what was answered before. */
  #ask(): void {
    const subject = SUBJECTS.find((one) => one === this.#subject.value);
    this.#questions.replaceChildren(
      ...(subject ? QUESTIONS[subject].map((question) => this.#field(question)) : []),
    );
  }

  #field(question: Question): HTMLElement {
    const id = `ask-${question}`;
    const field = document.createElement("div");
    field.className = "field";
    const label = document.createElement("label");
    label.htmlFor = id;
    label.textContent = this.#say(`ask-${question}`);
    const why = document.createElement("p");
    why.className = "why";
    why.id = `${id}-why`;
    why.textContent = this.#say(`ask-${question}-why`);
    const answer = document.createElement("textarea");
    Object.assign(answer, { id, className: "input", rows: 2, maxLength: 2_000, dir: "auto" });
    answer.autocomplete = "off";
    answer.spellcheck = false;
    answer.setAttribute("aria-describedby", why.id);
    answer.value = this.#answers.get(question) ?? "";
    answer.addEventListener("input", () => this.#answers.set(question, answer.value));
    field.append(label, why, answer);
    return field;
  }

  #remember(): boolean {
    return keepDraft({
      text: this.text.value,
      language: this.#language.value,
      about: this.#about() ?? null,
      declines: this.#standIn !== null && !this.#standIn.checked,
    });
  }

  #bringBack(): void {
    const draft = readDraft();
    if (!draft) return;
    const about = asAbout(draft.about);
    this.text.value = draft.text;
    this.#language.value = draft.language;
    this.#subject.value = about?.subject ?? "";
    for (const { question, answer } of about?.answers ?? []) this.#answers.set(question, answer);
    this.#keep.checked = true;
    if (this.#standIn && draft.declines) this.#standIn.checked = false;
    this.#ask();
  }
}

const namesOf = (agency: string, { agency: other, hours }: StandInOffered) => ({
  ...{ agency, other: other.name, hours },
});
