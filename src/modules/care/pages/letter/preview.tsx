import { useMutation } from "@tanstack/react-query";
import { Suspense } from "react";
import type { Category } from "../../../../core/access/context.ts";
import type { ReferralPreview } from "../../../../web/api/referral-answers.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { Button } from "../../../../web/kit/button.tsx";
import { Said } from "../../../../web/kit/field.tsx";
import { Note } from "../../../../web/kit/marks.tsx";
import { useSession } from "../../../../web/session/session.tsx";
import { sayCategory } from "../../../../web/texts/names.ts";
import { SectionText } from "../case/section-text.tsx";
import { sayReferralProblem } from "../referral/problem.ts";
import { LetterFacts } from "./letter-facts.tsx";
import type { ChosenLines } from "./lines-field.tsx";

/** What was looked at as whoever is asked will see it: what is sent is of these versions. */
export interface Previewed {
  readonly parts: readonly { readonly category: Category; readonly version: number }[];
  readonly letter: readonly (ChosenLines & { readonly version: number })[];
}

/** The keyboard goes from the button, which is gone, to what it showed. */
const focusOn = (shown: HTMLElement | null) => shown?.focus();

/** Everything that a referral opens, by the components of the pages on which it is read there; each part is a look. */
export function PreviewReferral(props: {
  caseId: string;
  agency: string;
  categories: readonly Category[];
  lines: readonly ChosenLines[];
  isPreviewed: boolean;
  onPreviewed: (previewed: Previewed) => void;
}) {
  const { caseId, agency, categories, lines, isPreviewed, onPreviewed } = props;
  const { say } = useDesk();
  const { api } = useSession();
  const look = useMutation({
    mutationFn: (chosen: { categories: readonly Category[]; letter: readonly ChosenLines[] }) =>
      api.send<ReferralPreview>("POST", `/api/cases/${caseId}/referral-preview`, { body: chosen }),
    onSuccess: ({ sections, letter }, chosen) =>
      onPreviewed({
        parts: sections.map(({ category, version }) => ({ category, version })),
        letter: chosen.letter.map((one) => ({
          ...one,
          version: letter.parts.find(({ category }) => category === one.category)?.version ?? 0,
        })),
      }),
    gcTime: 0, // what was read is gone with the dialog
  });
  if (categories.length + lines.length === 0) return null;
  if (!isPreviewed || !look.data) {
    return (
      <>
        <div className="row">
          <Button icon="eye" busy={look.isPending} onClick={() => look.mutate({ categories, letter: lines })}>
            {say("refer-letter.look")}
          </Button>
        </div>
        <Said wrong={look.isError && sayReferralProblem(say, look.error)} />
      </>
    );
  }
  const { sections, letter } = look.data;
  const title = say("refer-letter.they-see", { agency });
  return (
    <section aria-label={title} tabIndex={-1} ref={focusOn}>
      <Note icon="eye">
        <p>{title}</p>
        <Suspense>
          {sections.map((section) => (
            <section key={section.category} className="stack">
              <h3>{sayCategory(say, section.category)}</h3>
              {section.version === 0 ? <p>{say("section.empty")}</p> : <SectionText section={section} />}
            </section>
          ))}
          {letter.parts.length > 0 && sections.length > 0 && (
            <p className="quiet">{say("refer-letter.in-letter")}</p>
          )}
          <LetterFacts letter={letter} />
        </Suspense>
      </Note>
    </section>
  );
}
