import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { Capacity } from "../../../../web/api/referral-answers.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { Button } from "../../../../web/kit/button.tsx";
import { ChecksField, RadiosField } from "../../../../web/kit/choices-field.tsx";
import { Said, SelectField } from "../../../../web/kit/field.tsx";
import { Note } from "../../../../web/kit/marks.tsx";
import { useNotices } from "../../../../web/kit/toast.tsx";
import { useOnceKey } from "../../../../web/session/once.ts";
import { useSession } from "../../../../web/session/session.tsx";
import { sayCode, sayLanguage } from "../../../../web/texts/names.ts";
import {
  ASKED_MAX,
  CAPACITY_FOR,
  CAPACITY_FROM,
  CAPACITY_NEEDS,
  CHILDREN_MAX,
} from "../../model/capacity.ts";
import { LANGUAGE_CODES } from "../../model/languages.ts";
import { WANTED, type Wanted } from "../../model/referral.ts";
import { sayReferralProblem } from "../referral/problem.ts";
import { sayPlaces } from "./say-capacity.ts";

/** Asks for room, without saying for whom: every answer of this form is one of a list, or a number. */
export function AskCapacity(props: { couldBeAsked: Capacity["couldBeAsked"]; onClose: () => void }) {
  const { couldBeAsked, onClose } = props;
  const { say, locale } = useDesk();
  const [agencyIds, setAgencyIds] = useState<readonly string[]>([]);
  const [wanted, setWanted] = useState<Wanted>(WANTED[0]);
  const [forWhom, setForWhom] = useState<(typeof CAPACITY_FOR)[number]>("woman");
  const [children, setChildren] = useState("0");
  const [language, setLanguage] = useState("");
  const [needs, setNeeds] = useState<readonly (typeof CAPACITY_NEEDS)[number][]>([]);
  const [fromWhen, setFromWhen] = useState<(typeof CAPACITY_FROM)[number]>("tonight");
  const [wrong, setWrong] = useState("");
  const send = useSend(onClose);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (send.isPending) return;
    if (agencyIds.length === 0) return setWrong(say("capacity.choose"));
    if (agencyIds.length > ASKED_MAX) return setWrong(say("capacity.too-many", { count: ASKED_MAX }));
    setWrong("");
    send.mutate({
      ...{ agencyIds, wanted, forWhom, children: Number(children) },
      ...{ language: language || null, needs, fromWhen },
    });
  };
  if (couldBeAsked.length === 0) return <p>{say("capacity.nobody")}</p>;
  return (
    <form autoComplete="off" className="stack stack-4" onSubmit={submit} noValidate>
      <Note icon="eye">{say("capacity.nobody-named")}</Note>
      <SelectField
        label={say("refer.wanted")}
        value={wanted}
        options={WANTED.map((value) => ({ value, label: sayCode(say, "wanted", value) }))}
        onChoose={setWanted}
      />
      <RadiosField
        label={say("capacity.for-whom")}
        value={forWhom}
        choices={CAPACITY_FOR.map((value) => ({ value, label: sayCode(say, "capacity-for", value) }))}
        onChoose={setForWhom}
      />
      <SelectField
        label={say("capacity.children")}
        value={children}
        options={Array.from({ length: CHILDREN_MAX + 1 }, (_, count) => ({
          value: String(count),
          label: new Intl.NumberFormat(locale).format(count),
        }))}
        onChoose={setChildren}
      />
      <SelectField
        label={say("capacity.language")}
        value={language}
        placeholder={say("capacity.any-language")}
        onClear={() => setLanguage("")}
        options={LANGUAGE_CODES.options.map(({ code }) => ({
          value: code,
          label: sayLanguage(locale, code),
        }))}
        onChoose={setLanguage}
      />
      <ChecksField
        label={say("capacity.needs")}
        values={needs}
        choices={CAPACITY_NEEDS.map((value) => ({ value, label: sayCode(say, "capacity-need", value) }))}
        onChoose={setNeeds}
      />
      <RadiosField
        label={say("capacity.from")}
        value={fromWhen}
        choices={CAPACITY_FROM.map((value) => ({ value, label: sayCode(say, "capacity-from", value) }))}
        onChoose={setFromWhen}
      />
      <ChecksField
        label={say("capacity.agencies")}
        why={say("capacity.agencies-why")}
        values={agencyIds}
        choices={couldBeAsked.map(({ id, name, free }) => ({
          value: id,
          label: <bdi>{name}</bdi>,
          ...(free !== null && { why: sayPlaces(say, free) }),
        }))}
        onChoose={(chosen) => {
          setAgencyIds(chosen);
          setWrong("");
        }}
        wrong={wrong}
      />
      <Said wrong={send.isError && sayReferralProblem(say, send.error)} />
      <div className="row">
        <Button kind="main" type="submit" icon="send" iconTurns busy={send.isPending}>
          {say("capacity.do")}
        </Button>
        <Button onClick={onClose}>{say("cancel")}</Button>
      </div>
    </form>
  );
}

function useSend(onClose: () => void) {
  const { say } = useDesk();
  const { api } = useSession();
  const queries = useQueryClient();
  const tell = useNotices();
  const keyFor = useOnceKey();
  return useMutation({
    mutationFn: (body: { agencyIds: readonly string[] } & Record<string, unknown>) =>
      api.send("POST", "/api/capacity-questions", { body, key: keyFor(body) }),
    onSuccess: async (_asked, { agencyIds }) => {
      onClose();
      tell({ icon: "send", text: say("capacity.done", { count: agencyIds.length }) });
      await queries.invalidateQueries({ queryKey: ["capacity"] });
    },
  });
}
