import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, Suspense, useState } from "react";
import { CATEGORIES, type Category, type Purpose } from "../../../../core/access/context.ts";
import { LANGUAGES, type Language } from "../../../../core/texts/index.ts";
import type { Agreement, Case, Named } from "../../../../web/api/answers.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { Answer } from "../../../../web/kit/answer.tsx";
import { Button } from "../../../../web/kit/button.tsx";
import { ChecksField, RadiosField } from "../../../../web/kit/choices-field.tsx";
import { Dialog } from "../../../../web/kit/dialog.tsx";
import { Said, SelectField, TextField } from "../../../../web/kit/field.tsx";
import { Note } from "../../../../web/kit/marks.tsx";
import { sayProblem } from "../../../../web/session/problems.ts";
import { useSession } from "../../../../web/session/session.tsx";
import { sayCategory, sayLanguage, sayPurpose } from "../../../../web/texts/names.ts";
import { OUTSIDE_PURPOSES } from "../../model/outside.ts";
import { type ChosenLines, LinesFields } from "../letter/lines-field.tsx";
import { DeclareOutside } from "../outside/declare-outside.tsx";
import { ConsentSentence } from "./consent-sentence.tsx";

const DAY_MS = 86_400_000;

/** In the list of whom: an agency outside that is not written down yet. */
const NEW_OUTSIDE = "another";

/** What is asked of the person; the sentence is made of it. */
export interface Terms {
  readonly recipientAgencyId: string;
  readonly purpose: Purpose;
  readonly categories: readonly Category[];
  readonly lines: readonly ChosenLines[];
  readonly until: string;
  readonly language: Language;
}

/** Asks in person: first what for, then the very sentence to read, then their answer. `guarded`: two members named a guardian, who stands. */
export function ConsentForm(props: { file: Case; guarded: boolean; open: boolean; onClose: () => void }) {
  const { file, guarded, open, onClose } = props;
  const { say } = useDesk();
  const { api } = useSession();
  const agreements = useQuery({
    queryKey: ["agreements"],
    queryFn: ({ signal }) => api.get<{ protocols: readonly Agreement[] }>("/api/protocols", signal),
    enabled: open,
  });
  const outside = useOutsideAgencies(open);
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={say("consent.form-title", { alias: file.alias })}
      closeLabel={say("close")}
    >
      <Answer query={agreements} loading={say("agreements.loading")}>
        {({ protocols }) => (
          <Answer query={outside} loading={say("agreements.loading")}>
            {({ agencies }) => (
              <Steps
                file={file}
                guarded={guarded}
                agreements={protocols}
                outside={agencies}
                onClose={onClose}
              />
            )}
          </Answer>
        )}
      </Answer>
    </Dialog>
  );
}

/** Agencies that are not on Leeward, as this one wrote them down. */
function useOutsideAgencies(enabled: boolean) {
  const { api } = useSession();
  return useQuery({
    queryKey: ["outside-agencies"],
    queryFn: ({ signal }) => api.get<{ agencies: readonly Named[] }>("/api/outside-agencies", signal),
    enabled,
  });
}

function Steps(props: {
  file: Case;
  guarded: boolean;
  agreements: readonly Agreement[];
  outside: readonly Named[];
  onClose: () => void;
}) {
  const { file, guarded, agreements, outside, onClose } = props;
  const { say } = useDesk();
  const { api } = useSession();
  const queries = useQueryClient();
  const [ready, setReady] = useState<{ terms: Terms; text: string; recipient: string } | null>(null);
  const inForce = agreements.filter(
    ({ status, parties }) => status === "in-force" && parties.some(({ id }) => id === file.holder.id),
  );
  const sentence = useMutation({
    mutationFn: (terms: Terms) =>
      api.send<{ text: string }>("POST", `/api/cases/${file.id}/consents/sentence`, { body: terms }),
    onSuccess: ({ text }, terms) => {
      const names = [...inForce.flatMap(({ parties }) => parties), ...outside];
      setReady({
        terms,
        text,
        recipient: names.find(({ id }) => id === terms.recipientAgencyId)?.name ?? "",
      });
    },
  });
  if (ready) {
    return (
      <ConsentSentence
        file={file}
        guarded={guarded}
        {...ready}
        onBack={() => setReady(null)}
        onKept={async () => {
          onClose();
          await queries.invalidateQueries({ queryKey: ["case", file.id] });
        }}
      />
    );
  }
  return (
    <Choose
      file={file}
      inForce={inForce}
      outside={outside}
      busy={sentence.isPending}
      wrong={sentence.isError && sayProblem(say, sentence.error)}
      onTerms={(terms) => sentence.mutate(terms)}
      onClose={onClose}
    />
  );
}

function Choose(props: {
  file: Case;
  inForce: readonly Agreement[];
  outside: readonly Named[];
  busy: boolean;
  wrong: string | false;
  onTerms: (terms: Terms) => void;
  onClose: () => void;
}) {
  const { file, inForce, outside, busy, onTerms, onClose } = props;
  const { say, locale, now, choices } = useDesk();
  const [recipient, setRecipient] = useState("");
  const [purpose, setPurpose] = useState<Purpose | "">("");
  const [categories, setCategories] = useState<readonly Category[]>([]);
  const [lines, setLines] = useState<readonly ChosenLines[]>([]);
  const [until, setUntil] = useState(new Date(now().getTime() + 90 * DAY_MS).toISOString().slice(0, 10));
  // Theirs where there are texts in it: a sentence is for whoever says yes to it.
  const theirs = LANGUAGES.find((one) => one === file.language) ?? choices.language;
  const [language, setLanguage] = useState<Language>(theirs);
  const [wrong, setWrong] = useState("");
  const others = new Map(
    inForce
      .flatMap(({ parties }) => parties.filter(({ id }) => id !== file.holder.id))
      .map((one) => [one.id, one.name]),
  );
  const between = inForce.filter(({ parties }) => parties.some(({ id }) => id === recipient));
  const isOutside = outside.some(({ id }) => id === recipient);
  const purposes: readonly Purpose[] = isOutside
    ? OUTSIDE_PURPOSES
    : [...new Set(between.flatMap(({ scope }) => scope.map((covered) => covered.purpose)))];
  const covered: readonly Category[] = isOutside
    ? CATEGORIES
    : [
        ...new Set(
          between.flatMap(({ scope }) =>
            scope.filter((one) => one.purpose === purpose).map((one) => one.category),
          ),
        ),
      ];
  const chooseWho = (id: string) => {
    setRecipient(id);
    setPurpose("");
    setCategories([]);
    setLines([]);
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    if (recipient === "" || recipient === NEW_OUTSIDE || purpose === "")
      return setWrong(say("consent.choose-who"));
    if (categories.length === 0) return setWrong(say("share.no-kind"));
    if (!/^\d{4}-\d{2}-\d{2}$/.test(until)) return setWrong(say("consent.choose-day"));
    setWrong("");
    onTerms({
      recipientAgencyId: recipient,
      purpose,
      categories,
      lines,
      until: `${until}T12:00:00Z`,
      language,
    });
  };
  return (
    <form autoComplete="off" className="stack stack-4" onSubmit={send} noValidate>
      <Note>{say("consent.before")}</Note>
      <SelectField
        label={say("consent.who")}
        value={recipient}
        placeholder={say("choose")}
        options={[
          ...[...others].map(([value, label]) => ({ value, label })),
          ...outside.map(({ id, name }) => ({ value: id, label: say("outside.named", { agency: name }) })),
          { value: NEW_OUTSIDE, label: say("outside.another") },
        ]}
        onChoose={chooseWho}
      />
      {inForce.length === 0 && recipient === "" && <p className="small">{say("consent.no-agreement")}</p>}
      {recipient === NEW_OUTSIDE && <DeclareOutside onDeclared={chooseWho} />}
      {purposes.length > 0 && (
        <RadiosField
          label={say("consent.what-for")}
          value={purpose}
          choices={purposes.map((value) => ({ value, label: sayPurpose(say, value) }))}
          onChoose={(chosen) => {
            setPurpose(chosen);
            setCategories([]);
            setLines([]);
          }}
        />
      )}
      {purpose !== "" && (
        <ChecksField
          label={say("consent.which")}
          why={say("consent.one-by-one")}
          values={categories}
          choices={covered.map((value) => ({ value, label: sayCategory(say, value) }))}
          onChoose={(chosen) => {
            setCategories(chosen);
            setLines(lines.filter(({ category }) => chosen.includes(category)));
          }}
        />
      )}
      {categories.length > 0 && (
        <div className="stack">
          <p className="small quiet">{say("consent.lines")}</p>
          <Suspense>
            <LinesFields
              from={categories.map((category) => ({ category, allowed: null }))}
              chosen={lines}
              onChoose={setLines}
            />
          </Suspense>
        </div>
      )}
      <TextField
        label={say("consent.until-when")}
        why={say("consent.until-why")}
        type="date"
        dir="ltr"
        value={until}
        onText={setUntil}
      />
      <RadiosField
        label={say("consent.language")}
        value={language}
        choices={LANGUAGES.map((value) => ({ value, label: sayLanguage(locale, value) }))}
        onChoose={setLanguage}
      />
      <Said wrong={wrong || props.wrong} />
      <div className="row">
        <Button kind="main" type="submit" busy={busy}>
          {say("consent.to-sentence")}
        </Button>
        <Button onClick={onClose}>{say("cancel")}</Button>
      </div>
    </form>
  );
}
