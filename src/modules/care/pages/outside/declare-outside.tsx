import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { DOOR_LANGUAGES, type DoorLanguage } from "../../../../core/texts/index.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { Button } from "../../../../web/kit/button.tsx";
import { RadiosField } from "../../../../web/kit/choices-field.tsx";
import { Said, SelectField, TextField } from "../../../../web/kit/field.tsx";
import { Note } from "../../../../web/kit/marks.tsx";
import { sayProblem } from "../../../../web/session/problems.ts";
import { useSession } from "../../../../web/session/session.tsx";
import { sayLanguage } from "../../../../web/texts/names.ts";

type Bound = "" | "no" | "yes";

/** An agency that is not on Leeward, as it was written down. */
export interface OutsideAgency {
  readonly id: string;
  readonly name: string;
  readonly phone: string;
  readonly language: DoorLanguage;
  readonly ageRecipient: string | null;
}

/** Writes down an agency that is not on Leeward, with what it says of immigration enforcement; or one that is known, as it is now. */
export function DeclareOutside(props: { known?: OutsideAgency; onDeclared: (id: string) => void }) {
  const { known, onDeclared } = props;
  const { say, locale, choices } = useDesk();
  const { api } = useSession();
  const queries = useQueryClient();
  const [name, setName] = useState(known?.name ?? "");
  const [phone, setPhone] = useState(known?.phone ?? "");
  const [language, setLanguage] = useState<DoorLanguage>(known?.language ?? choices.language);
  const [recipient, setRecipient] = useState(known?.ageRecipient ?? "");
  const [enforces, setEnforces] = useState<Bound>("");
  const [passesOn, setPassesOn] = useState<Bound>("");
  const [wrong, setWrong] = useState("");
  const declare = useMutation({
    mutationFn: (body: object) => api.send<{ id: string }>("POST", "/api/outside-agencies", { body }),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ["outside-agencies"] });
      onDeclared(id);
    },
  });
  const keep = () => {
    if (declare.isPending) return;
    if (name.trim().length < 2 || !/^[+]?[0-9][0-9 ()/.-]{2,39}$/.test(phone.trim())) {
      return setWrong(say("outside.name-first"));
    }
    if (enforces === "" || passesOn === "") return setWrong(say("outside.bound-first"));
    setWrong("");
    declare.mutate({
      ...{ name: name.trim(), phone: phone.trim(), language },
      ...(recipient.trim() !== "" && { ageRecipient: recipient.trim() }),
      ...{ enforcesImmigrationLaw: enforces === "yes", mustPassOn: passesOn === "yes" },
    });
  };
  const answers = (["no", "yes"] as const).map((value) => ({ value, label: say(`form.${value}`) }));
  return (
    <div className="stack stack-4">
      {!known && (
        <>
          <Note>{say("outside.what")}</Note>
          <TextField
            label={say("outside.name")}
            value={name}
            onText={setName}
            maxLength={200}
            autoComplete="off"
          />
        </>
      )}
      <TextField
        label={say("outside.phone")}
        why={say("outside.phone-why")}
        type="tel"
        dir="ltr"
        value={phone}
        onText={setPhone}
        maxLength={40}
        autoComplete="off"
      />
      <SelectField
        label={say("outside.language")}
        value={language}
        options={DOOR_LANGUAGES.map((value) => ({ value, label: sayLanguage(locale, value) }))}
        onChoose={setLanguage}
      />
      <RadiosField
        label={say("outside.enforces")}
        value={enforces}
        choices={answers}
        onChoose={(value) => setEnforces(value)}
      />
      <RadiosField
        label={say("outside.passes-on")}
        value={passesOn}
        choices={answers}
        onChoose={(value) => setPassesOn(value)}
      />
      <TextField
        label={say("outside.recipient")}
        why={say("outside.recipient-why")}
        dir="ltr"
        value={recipient}
        onText={setRecipient}
        maxLength={4004}
        autoComplete="off"
        spellCheck={false}
      />
      <Said wrong={wrong || (declare.isError && sayProblem(say, declare.error))} />
      <div className="row">
        <Button busy={declare.isPending} onClick={keep}>
          {say("outside.keep")}
        </Button>
      </div>
    </div>
  );
}
