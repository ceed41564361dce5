import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { directionOf } from "../../../../core/texts/index.ts";
import type { Case } from "../../../../web/api/answers.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { Button } from "../../../../web/kit/button.tsx";
import { ChecksField, RadiosField } from "../../../../web/kit/choices-field.tsx";
import { Said, SelectField } from "../../../../web/kit/field.tsx";
import { useNotices } from "../../../../web/kit/toast.tsx";
import { useOnceKey } from "../../../../web/session/once.ts";
import { sayProblem } from "../../../../web/session/problems.ts";
import { useSession } from "../../../../web/session/session.tsx";
import { sayLanguage } from "../../../../web/texts/names.ts";
import { LANGUAGE_CODES } from "../../model/languages.ts";
import type { Terms } from "./consent-form.tsx";
import { ReadAloud } from "./read-aloud.tsx";
import { WithdrawalMeans } from "./withdrawal-means.tsx";

type By = "person" | "guardian";
type Assent = "given" | "too-young" | "no";

/** The sentence as it is kept, who says yes to it, and, by a guardian, what the child says. */
export function ConsentSentence(props: {
  file: Case;
  guarded: boolean;
  terms: Terms;
  text: string;
  recipient: string;
  onBack: () => void;
  onKept: () => Promise<void>;
}) {
  const { file, guarded, terms, text, recipient, onBack, onKept } = props;
  const { say, locale } = useDesk();
  const { api } = useSession();
  const tell = useNotices();
  const keyFor = useOnceKey();
  const [by, setBy] = useState<By>("person");
  const [assent, setAssent] = useState<Assent | "">("");
  const [aloud, setAloud] = useState<readonly "aloud"[]>([]);
  const [interpreted, setInterpreted] = useState("");
  const [wrong, setWrong] = useState("");
  const keep = useMutation({
    mutationFn: (body: object) =>
      api.send("POST", `/api/cases/${file.id}/consents`, { body, key: keyFor(body) }),
    onSuccess: async () => {
      tell({ icon: "tick", text: say("consent.kept", { agency: recipient }) });
      await onKept();
    },
  });
  const sayYes = () => {
    if (by === "guardian" && assent === "") return setWrong(say("consent.ask-child"));
    setWrong("");
    keep.mutate({
      ...terms,
      text,
      by,
      assent: by === "guardian" ? assent : null,
      readAloud: aloud.length > 0,
      interpretedInto: interpreted || null,
    });
  };
  const childSaysNo = by === "guardian" && assent === "no";
  return (
    <div className="stack stack-4">
      <p>{say("consent.read-this")}</p>
      <blockquote className="note" lang={terms.language} dir={directionOf(terms.language)}>
        {text}
      </blockquote>
      <ReadAloud text={text} language={terms.language} />
      <WithdrawalMeans title={say("consent.means-title")} />
      <ChecksField
        label={say("consent.how-read")}
        values={aloud}
        choices={[{ value: "aloud", label: say("consent.i-read-aloud") }]}
        onChoose={setAloud}
      />
      <SelectField
        label={say("consent.interpreter")}
        why={say("consent.interpreter-why")}
        value={interpreted}
        placeholder={say("consent.no-interpreter")}
        onClear={() => setInterpreted("")}
        options={LANGUAGE_CODES.options.map(({ code }) => ({
          value: code,
          label: sayLanguage(locale, code),
        }))}
        onChoose={setInterpreted}
      />
      {file.isChild && guarded && (
        <RadiosField<By>
          label={say("consent.who-says")}
          value={by}
          choices={[
            { value: "person", label: say("consent.person-says") },
            { value: "guardian", label: say("consent.guardian-says") },
          ]}
          onChoose={setBy}
        />
      )}
      {file.isChild && !guarded && <p className="small quiet">{say("consent.no-guardian-yet")}</p>}
      {by === "guardian" && (
        <RadiosField<Assent>
          label={say("consent.child-says")}
          why={say("consent.child-why")}
          value={assent}
          choices={[
            { value: "given", label: say("consent.child-yes") },
            { value: "too-young", label: say("consent.child-young") },
            { value: "no", label: say("consent.child-no") },
          ]}
          onChoose={setAssent}
        />
      )}
      <p className="small quiet">{say("consent.hesitates")}</p>
      <Said wrong={wrong || (keep.isError && sayProblem(say, keep.error))} />
      <div className="row">
        <Button
          kind="main"
          busy={keep.isPending}
          notYet={childSaysNo ? say("consent.child-said-no") : undefined}
          onClick={sayYes}
        >
          {say("consent.they-said-yes")}
        </Button>
        <Button onClick={onBack}>{say("consent.back")}</Button>
      </div>
    </div>
  );
}
