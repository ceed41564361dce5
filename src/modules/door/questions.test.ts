import fc from "fast-check";
import { expect, it } from "vitest";
import { bodyBytes, bodyOf, type LetterBody, textUnitsMax } from "./letter-body.ts";
import { asAbout, QUESTIONS, SUBJECTS } from "./questions.ts";

const answersOf = (subject: (typeof SUBJECTS)[number]) =>
  fc
    .tuple(
      ...QUESTIONS[subject].map((question) =>
        fc.record({ question: fc.constant(question), answer: fc.string({ minLength: 1, maxLength: 40 }) }),
      ),
    )
    .chain((all) => fc.subarray(all));
const abouts = fc
  .constantFrom(...SUBJECTS)
  .chain((subject) => fc.record({ subject: fc.constant(subject), answers: answersOf(subject) }));

it("what a letter is about is read as it was written, with any of its questions left out", () => {
  fc.assert(
    fc.property(abouts, fc.string({ maxLength: 40 }), (about, text) => {
      const body = { text, language: "en", about } as LetterBody;
      if (text === "" && about.answers.length === 0) {
        expect(() => bodyBytes(body)).toThrow(/empty/);
        return;
      }
      const isText = [text, ...about.answers.map(({ answer }) => answer)].every((one) => !one.includes("\0"));
      if (isText) expect(bodyOf(bodyBytes(body))).toEqual(body);
    }),
  );
});

it.each([
  ["nothing that is asked", { subject: "weather", answers: [] }],
  ["a question of another subject", { subject: "me", answers: [{ question: "site", answer: "x" }] }],
  [
    "a question twice",
    {
      subject: "me",
      answers: [
        { question: "safe", answer: "x" },
        { question: "safe", answer: "y" },
      ],
    },
  ],
  [
    "another order",
    {
      subject: "me",
      answers: [
        { question: "reach", answer: "x" },
        { question: "safe", answer: "y" },
      ],
    },
  ],
  ["an empty answer", { subject: "me", answers: [{ question: "safe", answer: "" }] }],
  ["no text", { subject: "me", answers: [{ question: "safe", answer: 7 }] }],
  ["a half of a character", { subject: "me", answers: [{ question: "safe", answer: "\ud800" }] }],
  ["a zero", { subject: "me", answers: [{ question: "safe", answer: "a\0" }] }],
  ["more than was asked", { subject: "me", answers: [], from: "10.0.0.1" }],
  ["more in an answer", { subject: "me", answers: [{ question: "safe", answer: "x", at: "noon" }] }],
  ["no list", { subject: "me", answers: "x" }],
  ["nothing", null],
])("%s is refused", (_what, about) => {
  expect(asAbout(about)).toBeUndefined();
  expect(bodyOf(Buffer.from(JSON.stringify({ text: "x", language: "en", about })))).toBeUndefined();
});

it("text and answers together are no longer than a text may be", () => {
  const about = { subject: "job", answers: [{ question: "job", answer: "b".repeat(9) }] } as const;
  const text = "a".repeat(textUnitsMax - 9);
  expect(bodyOf(bodyBytes({ text, language: "en", about }))?.text).toBe(text);
  expect(() => bodyBytes({ text: `${text}a`, language: "en", about })).toThrow(/too-long/);
});
