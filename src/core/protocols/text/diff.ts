import type { AgreementText, Span } from "./render.ts";

/** A piece of a text beside the version before: as it was, new, or gone. */
export interface ChangedSpan {
  readonly span: Span;
  readonly change: "same" | "new" | "gone";
}

export interface ChangedClause {
  readonly heading: string;
  /** Whether anything in it changed. */
  readonly changed: boolean;
  readonly paragraphs: readonly (readonly ChangedSpan[])[];
}

type Paragraph = readonly Span[];

/** What a paragraph is about: its first value's place in the object, without the field. A sentence has none. */
function aboutOf(paragraph: Paragraph): string {
  const mark = paragraph.find((span) => typeof span !== "string");
  return mark && typeof mark !== "string" ? mark.path.split(".").slice(0, 2).join(".") : "";
}

const all = (paragraph: Paragraph, change: ChangedSpan["change"]): ChangedSpan[] =>
  paragraph.map((span) => ({ span, change }));

/** A text beside an earlier one in the same language, value by value; `before` null: nothing to compare. */
export function diffText(now: AgreementText, before: AgreementText | null): ChangedClause[] {
  return now.clauses.map((clause, nth) => {
    const earlier = before?.clauses[nth]?.paragraphs ?? [];
    const paragraphs = clause.paragraphs.map((paragraph, at) => {
      if (!before) return all(paragraph, "same");
      const about = aboutOf(paragraph);
      if (about === "") return all(paragraph, "same");
      const was =
        earlier.find((other) => aboutOf(other) === about) ?? (isOnePlace(about) ? earlier[at] : undefined);
      return was ? diffParagraph(paragraph, was) : all(paragraph, "new");
    });
    const gone = earlier.filter((other) => {
      const about = aboutOf(other);
      return about !== "" && !isOnePlace(about) && !clause.paragraphs.some((one) => aboutOf(one) === about);
    });
    const shown = [...paragraphs, ...gone.map((paragraph) => all(paragraph, "gone"))];
    const changed = shown.some((paragraph) => paragraph.some(({ change }) => change !== "same"));
    return { heading: clause.heading, changed, paragraphs: shown };
  });
}

/** A value that every text has, not one of a list. */
const isOnePlace = (about: string): boolean => !about.startsWith("parties.") && !about.startsWith("scope.");

function diffParagraph(now: Paragraph, before: Paragraph): ChangedSpan[] {
  const was = new Map(
    before.flatMap((span) => (typeof span === "string" ? [] : [[span.path, span] as const])),
  );
  const spans = now.flatMap((span): ChangedSpan[] => {
    if (typeof span === "string") return [{ span, change: "same" }];
    const earlier = was.get(span.path);
    was.delete(span.path);
    if (earlier?.shown === span.shown) return [{ span, change: "same" }];
    const added: ChangedSpan = { span, change: "new" };
    return earlier ? [added, { span: " ", change: "same" }, { span: earlier, change: "gone" }] : [added];
  });
  const gone = [...was.values()].flatMap((span): ChangedSpan[] => [
    { span: " ", change: "same" },
    { span, change: "gone" },
  ]);
  return [...spans, ...gone];
}
