import { useMutation } from "@tanstack/react-query";
import { Suspense } from "react";
import type { Category } from "../../../../core/access/context.ts";
import type { Basis } from "../../../../web/api/answers.ts";
import type { Letter } from "../../../../web/api/referral-answers.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { Button } from "../../../../web/kit/button.tsx";
import { Said } from "../../../../web/kit/field.tsx";
import { Note } from "../../../../web/kit/marks.tsx";
import { useSession } from "../../../../web/session/session.tsx";
import { sayReferralProblem } from "../referral/problem.ts";
import { LetterFacts } from "./letter-facts.tsx";
import { type ChosenLines, LinesFields } from "./lines-field.tsx";

/** Lines that were looked at as whoever receives them will see them: what is sent is of these versions. */
export type Previewed = readonly (ChosenLines & { readonly version: number })[];

/** Single lines in place of whole parts: chosen, and looked at before they can be sent. */
export function ChooseLetter(props: {
  caseId: string;
  basis: Basis;
  reads: (category: Category) => boolean;
  whole: readonly Category[];
  lines: readonly ChosenLines[];
  onLines: (lines: readonly ChosenLines[]) => void;
  previewed: boolean;
  onPreviewed: (previewed: Previewed) => void;
}) {
  const { caseId, basis, reads, whole, lines, onLines, previewed, onPreviewed } = props;
  const { say } = useDesk();
  const { api } = useSession();
  const look = useMutation({
    mutationFn: (letter: readonly ChosenLines[]) =>
      api.send<Letter>("POST", `/api/cases/${caseId}/letter-preview`, { body: { letter } }),
    onSuccess: ({ parts }, letter) =>
      onPreviewed(
        letter.map((one) => ({
          ...one,
          version: parts.find(({ category }) => category === one.category)?.version ?? 0,
        })),
      ),
  });
  const from = [
    ...basis.categories.map((category) => ({ category, allowed: null })),
    ...basis.lines.map(({ category, lines: allowed }) => ({ category, allowed })),
  ].filter(({ category }) => reads(category) && !whole.includes(category));
  if (from.length === 0) return null;
  return (
    <div className="stack stack-4">
      <p className="small quiet">{say("refer-letter.instead")}</p>
      <Suspense>
        <LinesFields from={from} chosen={lines} onChoose={onLines} />
      </Suspense>
      {lines.length > 0 && !previewed && (
        <div className="row">
          <Button icon="eye" busy={look.isPending} onClick={() => look.mutate(lines)}>
            {say("refer-letter.look")}
          </Button>
        </div>
      )}
      <Said wrong={look.isError && sayReferralProblem(say, look.error)} />
      {previewed && look.data && (
        <Note icon="eye">
          <p>{say("refer-letter.they-see", { agency: basis.agency.name })}</p>
          <Suspense>
            <LetterFacts letter={look.data} />
          </Suspense>
        </Note>
      )}
    </div>
  );
}
