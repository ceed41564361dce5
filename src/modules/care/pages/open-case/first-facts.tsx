import { Suspense } from "react";
import type { Category } from "../../../../core/access/context.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { Button } from "../../../../web/kit/button.tsx";
import { Said, SelectField } from "../../../../web/kit/field.tsx";
import { Note } from "../../../../web/kit/marks.tsx";
import { Loading } from "../../../../web/kit/states.tsx";
import { DraftNotes } from "../../../../web/session/draft-notes.tsx";
import { useKeptDraft } from "../../../../web/session/kept-draft.ts";
import { sayCategory, sayCode, sayLanguage } from "../../../../web/texts/names.ts";
import { isTreatedAsChild } from "../../model/age.ts";
import { LANGUAGE_CODES } from "../../model/languages.ts";
import { DocumentForm } from "../case/document-form.tsx";
import { Known } from "./known.tsx";
import { type NewCase, type Opening, useOpenCase } from "./use-open-case.ts";

const GENDERS = ["woman", "man", "non-binary", "unknown"] as const;
const AGE_BANDS = ["0-8", "9-17", "18-24", "25-34", "35-44", "45-54", "55-64", "65+", "unknown"] as const;

/** What is known of someone, from a letter or as they sit here; nothing is required. A part that is not shown can be added. */
export function FirstFacts(props: {
  draft: { readonly id: string; readonly keyPath: string };
  opening: Opening;
  /** Which are there from the start. */
  shown: readonly Category[];
  /** Who sees the parts, besides this agency. */
  seenBy: string | null;
  lead: string;
}) {
  const { opening, shown, seenBy, lead } = props;
  const { say, locale } = useDesk();
  const { draft, setDraft, isOpening, keptAt, isGone } = useKeptDraft<NewCase>(
    props.draft.id,
    props.draft.keyPath,
  );
  const facts: NewCase = draft ?? { gender: "unknown", ageBand: "unknown", language: "", documents: {} };
  const set = (change: Partial<NewCase>) => setDraft({ ...facts, ...change });
  const { send, open, busy, wrong, known } = useOpenCase(opening, facts, () => setDraft(undefined));
  const parts = opening.categories.filter(
    (category) => shown.includes(category) || facts.documents[category],
  );
  const others = opening.categories.filter((category) => !parts.includes(category));
  const languages = LANGUAGE_CODES.options
    .map(({ code }) => ({ value: code, label: sayLanguage(locale, code) }))
    .sort((a, b) => a.label.localeCompare(b.label, locale));
  if (isOpening) return <p className="quiet">{say("draft.opening")}</p>;
  return (
    <form autoComplete="off" className="stack stack-5 readable" onSubmit={send} noValidate>
      <DraftNotes keptAt={keptAt} isGone={isGone} />
      <Note icon="person">{lead}</Note>
      <div className="form-fields">
        <SelectField
          label={say("open-case.gender")}
          value={facts.gender}
          options={GENDERS.map((value) => ({ value: value as string, label: sayCode(say, "gender", value) }))}
          onChoose={(gender) => set({ gender })}
        />
        <SelectField
          label={say("open-case.age")}
          why={say("open-case.age-why")}
          value={facts.ageBand}
          options={AGE_BANDS.map((value) => ({
            value: value as string,
            label: value === "unknown" ? say("open-case.not-known") : value.replace("-", "–"),
          }))}
          onChoose={(ageBand) => set({ ageBand })}
        />
        <SelectField
          label={say("open-case.language")}
          value={facts.language}
          placeholder={say("open-case.not-known")}
          onClear={() => set({ language: "" })}
          options={languages}
          onChoose={(language) => set({ language })}
        />
      </div>
      {/* The words of its fields come by themselves: what stands around them waits for nothing. */}
      <Suspense fallback={<Loading>{say("shell.opening")}</Loading>}>
        {parts.map((category) => (
          <section key={category} className="stack" aria-labelledby={`kind-${category}`}>
            <div className="part-head">
              <h2 id={`kind-${category}`}>{sayCategory(say, category)}</h2>
              {seenBy && <span className="small quiet">{say("open-case.goes-to", { agency: seenBy })}</span>}
            </div>
            <DocumentForm
              category={category}
              document={facts.documents[category] ?? {}}
              isChild={isTreatedAsChild({
                ageBand: facts.ageBand,
                ageDisputed: facts.documents.identity?.ageDisputed === true,
                standingAge: null,
              })}
              onChange={(document) => set({ documents: { ...facts.documents, [category]: document } })}
            />
          </section>
        ))}
      </Suspense>
      {others.length > 0 && (
        <fieldset className="stack stack-2">
          <legend>{say("walk-in.more")}</legend>
          <div className="row">
            {others.map((category) => (
              <Button
                key={category}
                small
                icon="plus"
                onClick={() => set({ documents: { ...facts.documents, [category]: {} } })}
              >
                {sayCategory(say, category)}
              </Button>
            ))}
          </div>
        </fieldset>
      )}
      {/* There from the start, so that a screen reader says what appears in it. */}
      <div aria-live="polite">
        {known.length > 0 && <Known cases={known} busy={busy} onSame={(id) => void open(id)} />}
      </div>
      <div className="sticky-row">
        <Said wrong={wrong} />
        <div className="row">
          <Button kind="main" type="submit" icon="plus" busy={busy}>
            {say(known.length > 0 ? "known.open-anyway" : "open-case.do")}
          </Button>
        </div>
      </div>
    </form>
  );
}
