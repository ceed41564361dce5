import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { Agreement } from "../../../../web/api/answers.ts";
import type { OneReferral } from "../../../../web/api/referral-answers.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { Button } from "../../../../web/kit/button.tsx";
import { RadiosField } from "../../../../web/kit/choices-field.tsx";
import { Dialog } from "../../../../web/kit/dialog.tsx";
import { Said, SelectField } from "../../../../web/kit/field.tsx";
import { useSession } from "../../../../web/session/session.tsx";
import { sayCode } from "../../../../web/texts/names.ts";
import { REFERRAL_CODES } from "../../model/referral.ts";
import { sayReferralProblem } from "./problem.ts";
import { useSendOfReferral } from "./send.ts";

type ActWithCode = keyof typeof REFERRAL_CODES;
const asksWhy = (act: string): act is ActWithCode => act in REFERRAL_CODES;

interface Done {
  readonly act: string;
  readonly code?: string;
  readonly suggestedId?: string;
}

/** What this side can do now. What closes something, or ends it, asks why first. */
export function ReferralActs({ referral }: { referral: OneReferral }) {
  const { say } = useDesk();
  const [asking, setAsking] = useState<ActWithCode | null>(null);
  const act = useSendOfReferral<Done>(referral, "acts", () => setAsking(null));
  if (referral.acts.length === 0) return null;
  const sayAct = (of: string) => {
    const said = sayCode(say, "referral-act", of);
    const told = referral.outside !== null && of !== "close" && of !== "take-back";
    return told ? say("outside.they-say", { act: said }) : said;
  };
  const forward =
    referral.acts.find((each) => !asksWhy(each)) ?? referral.acts.find((each) => each === "end");
  return (
    <div className="stack">
      <div className="row">
        {referral.acts.map((each) => (
          <Button
            key={each}
            {...(each === forward && { kind: "main" as const })}
            busy={act.isPending && act.variables.act === each}
            onClick={() => (asksWhy(each) ? setAsking(each) : act.mutate({ act: each }))}
          >
            {sayAct(each)}
          </Button>
        ))}
      </div>
      {asking === null && <Said wrong={act.isError && sayReferralProblem(say, act.error)} />}
      <Dialog
        open={asking !== null}
        onClose={() => {
          act.reset();
          setAsking(null);
        }}
        title={asking ? sayAct(asking) : ""}
        closeLabel={say("close")}
      >
        {asking && <Why referral={referral} asking={asking} act={act} onClose={() => setAsking(null)} />}
      </Dialog>
    </div>
  );
}

function Why(props: {
  referral: OneReferral;
  asking: ActWithCode;
  act: ReturnType<typeof useSendOfReferral<Done>>;
  onClose: () => void;
}) {
  const { referral, asking, act, onClose } = props;
  const { say } = useDesk();
  const [code, setCode] = useState<string>("");
  const [suggestedId, setSuggestedId] = useState("");
  const [wrong, setWrong] = useState("");
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (act.isPending) return;
    if (code === "") return setWrong(say("referral.choose"));
    setWrong("");
    act.mutate({ act: asking, code, ...(suggestedId && { suggestedId }) });
  };
  const codes: readonly string[] = REFERRAL_CODES[asking];
  return (
    <form className="stack stack-4" onSubmit={send} noValidate>
      <p>{say(`referral.${asking}-means`)}</p>
      <RadiosField
        label={say(asking === "end" ? "referral.came" : asking === "close" ? "referral.how" : "referral.why")}
        value={code}
        choices={codes.map((value) => ({ value, label: sayCode(say, "referral-code", value) }))}
        onChoose={setCode}
        wrong={wrong}
      />
      {asking === "decline" && !referral.outside && (
        <Suggest referral={referral} value={suggestedId} onChoose={setSuggestedId} />
      )}
      <Said wrong={act.isError && sayReferralProblem(say, act.error)} />
      <div className="row">
        <Button kind="main" type="submit" busy={act.isPending}>
          {sayCode(say, "referral-act", asking)}
        </Button>
        <Button onClick={onClose}>{say("cancel")}</Button>
      </div>
    </form>
  );
}

/** Agencies that an agreement in force names, but for the two. */
function Suggest(props: { referral: OneReferral; value: string; onChoose: (id: string) => void }) {
  const { referral, value, onChoose } = props;
  const { say } = useDesk();
  const { api } = useSession();
  const agreements = useQuery({
    queryKey: ["agreements"],
    queryFn: ({ signal }) => api.get<{ protocols: readonly Agreement[] }>("/api/protocols", signal),
  });
  const others = new Map(
    (agreements.data?.protocols ?? [])
      .filter(({ status }) => status === "in-force")
      .flatMap(({ parties }) => parties)
      .filter(({ id }) => id !== referral.from.id && id !== referral.to.id)
      .map(({ id, name }) => [id, name]),
  );
  return (
    <SelectField
      label={say("referral.suggest")}
      why={say("referral.suggest-why")}
      value={value}
      options={[
        { value: "", label: say("referral.suggest-none") },
        ...[...others]
          .sort(([, one], [, other]) => one.localeCompare(other))
          .map(([id, name]) => ({ value: id, label: name })),
      ]}
      onChoose={onChoose}
    />
  );
}
