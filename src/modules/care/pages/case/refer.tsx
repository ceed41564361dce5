import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import type { Category } from "../../../../core/access/context.ts";
import type { Basis, Case } from "../../../../web/api/answers.ts";
import { isRefusal } from "../../../../web/api/client.ts";
import type { Askable } from "../../../../web/api/referral-answers.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { Button } from "../../../../web/kit/button.tsx";
import { ChecksField, RadiosField } from "../../../../web/kit/choices-field.tsx";
import { Dialog } from "../../../../web/kit/dialog.tsx";
import { Said, SelectField } from "../../../../web/kit/field.tsx";
import { Note } from "../../../../web/kit/marks.tsx";
import { useNotices } from "../../../../web/kit/toast.tsx";
import { useOnceKey } from "../../../../web/session/once.ts";
import { useSession } from "../../../../web/session/session.tsx";
import { sayCategories, sayCategory, sayCode, sayPurpose } from "../../../../web/texts/names.ts";
import { WANTED, type Wanted } from "../../model/referral.ts";
import { sayAnswered, sayPlaces } from "../capacity/say-capacity.ts";
import { useCapacity } from "../capacity.tsx";
import { ChooseLines } from "../letter/choose-lines.tsx";
import type { ChosenLines } from "../letter/lines-field.tsx";
import { type Previewed, PreviewReferral } from "../letter/preview.tsx";
import { ReferOutside } from "../outside/refer-outside.tsx";
import { sayReferralProblem } from "../referral/problem.ts";

interface Props {
  readonly file: Case;
  /** A referral that came to nothing, which this one takes up. */
  readonly takesUp: string | null;
  readonly couldBeAsked: readonly Askable[];
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Asks another agency to help: whom, for what, and what they may see; shown before it is sent. */
export function Refer(props: Props) {
  const { file, open, onClose } = props;
  const { say } = useDesk();
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={say("refer.title", { alias: file.alias })}
      closeLabel={say("close")}
    >
      {file.bases.length === 0 ? (
        <div className="stack stack-4">
          <p>{say("refer.no-basis")}</p>
          <div className="row">
            <Link className="btn btn-main" to="/cases/$caseId/allowed" params={{ caseId: file.id }}>
              {say("refer.to-allowed")}
            </Link>
            <Button onClick={onClose}>{say("close")}</Button>
          </div>
        </div>
      ) : (
        <Form {...props} />
      )}
    </Dialog>
  );
}

/** Whom, and on what it rests; what is asked for follows from that. */
function Form(props: Props) {
  const { file, takesUp, onClose } = props;
  const { say, when } = useDesk();
  const [basisId, setBasisId] = useState(file.bases[0]?.id ?? "");
  const basis = file.bases.find(({ id }) => id === basisId);
  if (!basis) return null;
  return (
    <div className="stack stack-4">
      {takesUp && <p className="small quiet">{say("refer.takes-up")}</p>}
      <SelectField
        label={say("refer.basis")}
        why={say("refer.basis-why")}
        value={basisId}
        options={file.bases.map((one) => ({
          value: one.id,
          label: say(one.kind === "consent" ? "share.by-consent" : "share.by-order", {
            agency: one.agency.name,
            purpose: sayPurpose(say, one.purpose),
            until: when.day(one.until),
          }),
        }))}
        onChoose={setBasisId}
      />
      {basis.outside ? (
        <ReferOutside
          key={basisId}
          file={file}
          basis={basis}
          takesUp={takesUp}
          anew={null}
          onClose={onClose}
        />
      ) : (
        <ReferInside key={basisId} {...props} basis={basis} />
      )}
    </div>
  );
}

function ReferInside({ file, takesUp, couldBeAsked, onClose, basis }: Props & { basis: Basis }) {
  const desk = useDesk();
  const { say, when } = desk;
  const [wanted, setWanted] = useState<Wanted>(WANTED[0]);
  const [parts, setParts] = useState<readonly Category[]>([]);
  const [lines, setLines] = useState<readonly ChosenLines[]>([]);
  const [previewed, setPreviewed] = useState<Previewed | null>(null);
  const [soon, setSoon] = useState<"usual" | "urgent">("usual");
  const [wrong, setWrong] = useState("");
  const send = useSend(file, onClose);
  const room = useCapacity().data?.questions ?? [];
  const { agency, until } = basis;
  const asked = room.find(
    ({ side, to, wanted: of }) => side === "asker" && to.id === agency.id && of === wanted,
  );
  const free = couldBeAsked.find(({ id }) => id === agency.id)?.free ?? null;
  const reads = (category: Category) => file.categories.some((one) => one.category === category && one.open);
  const choose = (whole: readonly Category[], alone: readonly ChosenLines[]) => {
    setParts(whole);
    setLines(alone.filter(({ category }) => !whole.includes(category)));
    setPreviewed(null);
    setWrong("");
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (send.isPending) return;
    if (parts.length + lines.length === 0) return setWrong(say("referral-no.referral-parts"));
    if (previewed === null) return setWrong(say("refer-letter.look-first"));
    setWrong("");
    const asked = {
      agency: agency.name,
      body: {
        agencyId: agency.id,
        purpose: basis.purpose,
        ...previewed,
        wanted,
        urgent: soon === "urgent",
        ...(basis.kind === "consent" ? { consentId: basis.id } : { legalOrderId: basis.id }),
        ...(takesUp && { takesUp }),
      },
    };
    send.mutate(asked, { onError: (error) => isRefusal(error, "part-moved") && setPreviewed(null) });
  };
  return (
    <form autoComplete="off" className="stack stack-4" onSubmit={submit} noValidate>
      {free !== null && <p className="small">{sayPlaces(say, free)}</p>}
      <SelectField
        label={say("refer.wanted")}
        value={wanted}
        options={WANTED.map((value) => ({ value, label: sayCode(say, "wanted", value) }))}
        onChoose={setWanted}
      />
      {asked && (
        <p className="small">
          {say("capacity.latest", { agency: agency.name, answer: sayAnswered(asked, desk) })}
        </p>
      )}
      <ChecksField
        label={say("refer.parts")}
        why={say("refer.parts-why")}
        choices={basis.categories.map((value) => ({
          value,
          label: sayCategory(say, value),
          notYet: reads(value) ? undefined : say("refer.not-yours"),
        }))}
        values={parts}
        onChoose={(chosen) => choose(chosen, lines)}
        wrong={wrong}
      />
      <p className="small quiet">{say("refer-letter.instead")}</p>
      <ChooseLines
        basis={basis}
        reads={reads}
        whole={parts}
        lines={lines}
        onLines={(chosen) => choose(parts, chosen)}
      />
      <PreviewReferral
        caseId={file.id}
        agency={agency.name}
        categories={parts}
        lines={lines}
        isPreviewed={previewed !== null}
        onPreviewed={(seen) => {
          setPreviewed(seen);
          setWrong("");
        }}
      />
      <RadiosField
        label={say("refer.how-soon")}
        value={soon}
        choices={(["usual", "urgent"] as const).map((value) => ({ value, label: say(`refer.${value}`) }))}
        onChoose={setSoon}
      />
      <Note icon="eye">
        {parts.length === 0 && lines.length > 0
          ? say("refer-letter.preview", { agency: agency.name, day: when.day(until) })
          : parts.length === 0
            ? say("refer.preview-none", { agency: agency.name })
            : say("refer.preview", {
                agency: agency.name,
                parts: sayCategories(desk, parts),
                day: when.day(until),
              })}
      </Note>
      <Said wrong={send.isError && sayReferralProblem(say, send.error)} />
      <div className="row">
        <Button kind="main" type="submit" icon="send" iconTurns busy={send.isPending}>
          {say("refer.do")}
        </Button>
        <Button onClick={onClose}>{say("cancel")}</Button>
      </div>
    </form>
  );
}

function useSend(file: Case, onClose: () => void) {
  const { say } = useDesk();
  const { api } = useSession();
  const queries = useQueryClient();
  const tell = useNotices();
  const keyFor = useOnceKey();
  return useMutation({
    mutationFn: ({ body }: { agency: string; body: object }) =>
      api.send("POST", `/api/cases/${file.id}/referrals`, { body, key: keyFor(body) }),
    onSuccess: async (_sent, { agency }) => {
      onClose();
      tell({ icon: "send", text: say("refer.done", { agency }) });
      await Promise.all(
        ["case", "referrals", "referral"].map((key) => queries.invalidateQueries({ queryKey: [key] })),
      );
    },
  });
}
