import { type FormEvent, useState } from "react";
import type { Basis, Case } from "../../../../web/api/answers.ts";
import { isRefusal } from "../../../../web/api/client.ts";
import type { OneReferral } from "../../../../web/api/referral-answers.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { Button } from "../../../../web/kit/button.tsx";
import { Said } from "../../../../web/kit/field.tsx";
import { ChooseLines } from "../letter/choose-lines.tsx";
import type { ChosenLines } from "../letter/lines-field.tsx";
import { type Previewed, PreviewReferral } from "../letter/preview.tsx";
import { sayReferralProblem } from "./problem.ts";
import { useSendOfReferral } from "./send.ts";

/** A letter with other lines, or with what stands there now; it takes the place of the one before. */
export function LetterAnew(props: { referral: OneReferral; file: Case; basis: Basis; onClose: () => void }) {
  const { referral, file, basis, onClose } = props;
  const { say } = useDesk();
  const [lines, setLines] = useState<readonly ChosenLines[]>(
    referral.letter?.parts.map(({ category, lines: before }) => ({ category, lines: before })) ?? [],
  );
  const [previewed, setPreviewed] = useState<Previewed | null>(null);
  const [wrong, setWrong] = useState("");
  const send = useSendOfReferral<{ letter: Previewed["letter"] }>(referral, "letter", onClose);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (send.isPending) return;
    if (lines.length === 0) return setWrong(say("referral-no.referral-parts"));
    if (previewed === null) return setWrong(say("refer-letter.look-first"));
    const { letter } = previewed;
    send.mutate({ letter }, { onError: (error) => isRefusal(error, "part-moved") && setPreviewed(null) });
  };
  return (
    <form autoComplete="off" className="stack stack-4" onSubmit={submit} noValidate>
      <p>{say("refer-letter.anew", { agency: referral.to.name })}</p>
      <ChooseLines
        basis={basis}
        reads={(category) => file.categories.some((one) => one.category === category && one.open)}
        whole={referral.parts.map(({ category }) => category)}
        lines={lines}
        onLines={(chosen) => {
          setLines(chosen);
          setPreviewed(null);
          setWrong("");
        }}
      />
      <PreviewReferral
        caseId={file.id}
        agency={referral.to.name}
        categories={[]}
        lines={lines}
        isPreviewed={previewed !== null}
        onPreviewed={(seen) => {
          setPreviewed(seen);
          setWrong("");
        }}
      />
      <Said wrong={wrong || (send.isError && sayReferralProblem(say, send.error))} />
      <div className="row">
        <Button kind="main" type="submit" icon="send" iconTurns busy={send.isPending}>
          {say("refer.do")}
        </Button>
        <Button onClick={onClose}>{say("cancel")}</Button>
      </div>
    </form>
  );
}
