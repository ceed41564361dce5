/** What someone tells of, where they say so; and what is asked then. Nothing of it has to be answered. */
export const SUBJECTS = ["me", "someone", "seen", "job", "website"] as const;
export type Subject = (typeof SUBJECTS)[number];

/** Two each: the first is about danger or place, the second is what an answer needs. */
export const QUESTIONS = {
  me: ["safe", "reach"],
  someone: ["danger", "know"],
  seen: ["where", "who"],
  job: ["job", "before"],
  website: ["site", "there"],
} as const satisfies Readonly<Record<Subject, readonly string[]>>;
export type Question = (typeof QUESTIONS)[Subject][number];

export interface Answered {
  readonly question: Question;
  /** At least one UTF-16 unit; with the letter's text and the other answers at most as long as a text may be. */
  readonly answer: string;
}

/** What a letter is about. */
export interface About {
  readonly subject: Subject;
  /** In the order in which they are asked; those that were left out are not there. */
  readonly answers: readonly Answered[];
}

/** What a value says that a letter is about; undefined where it says something that nobody is asked. */
export function asAbout(value: unknown): About | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { subject, answers, ...others } = value as Record<string, unknown>;
  const known = SUBJECTS.find((one) => one === subject);
  if (!known || !Array.isArray(answers) || Object.keys(others).length > 0) return undefined;
  const asked: readonly Question[] = QUESTIONS[known];
  const read: Answered[] = [];
  for (const item of answers) {
    const { question, answer, ...more } = Object(item) as Record<string, unknown>;
    const place = asked.indexOf(question as Question);
    const before = read.at(-1);
    const isNext = place >= 0 && (before === undefined || asked.indexOf(before.question) < place);
    if (!isNext || typeof answer !== "string" || answer === "" || Object.keys(more).length > 0)
      return undefined;
    if (!answer.isWellFormed() || answer.includes("\u0000")) return undefined;
    read.push({ question: asked[place] as Question, answer });
  }
  return { subject: known, answers: read };
}
