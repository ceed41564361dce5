import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useRef, useState } from "react";
import type { Category, Purpose } from "../../../core/access/context.ts";
import type { Agreement } from "../../../web/api/answers.ts";
import type { Mailbox } from "../../../web/api/door-answers.ts";
import { useDesk } from "../../../web/desk-context.tsx";
import { Button } from "../../../web/kit/button.tsx";
import { ChecksField } from "../../../web/kit/choices-field.tsx";
import { SelectField, TextArea, TextField } from "../../../web/kit/field.tsx";
import { useNotices } from "../../../web/kit/toast.tsx";
import { DraftNotes } from "../../../web/session/draft-notes.tsx";
import { useKeptDraft } from "../../../web/session/kept-draft.ts";
import type { OwnKeys } from "../../../web/session/key-ring.ts";
import { useOnceKey } from "../../../web/session/once.ts";
import { sayProblem } from "../../../web/session/problems.ts";
import { useSession } from "../../../web/session/session.tsx";
import { sayCategory, sayPurpose } from "../../../web/texts/names.ts";
import { textUnitsMax } from "../letter-body.ts";
import { draftKeyPath } from "./inbox-drafts.ts";
import { OfferPreview } from "./inbox-offer-preview.tsx";
import type { ReadMailbox } from "./inbox-read.ts";
import { useSendLetter } from "./inbox-send.ts";

const DAY_MS = 86_400_000;
const DAYS_USUAL = 90;

/** What is asked for: an agency, an agreement that covers it, a purpose, the kinds, a last day. */
interface Asked {
  readonly agencyId: string;
  readonly agreementId: string;
  readonly purpose: Purpose | "";
  readonly categories: readonly Category[];
  readonly until: string;
  readonly text: string;
}

export function OfferForm(props: {
  mailbox: Mailbox;
  reading: ReadMailbox;
  keys: OwnKeys;
  agreements: readonly Agreement[];
}) {
  const { mailbox, agreements } = props;
  const { say, now } = useDesk();
  const { me } = useSession();
  const usual: Asked = {
    agencyId: "",
    agreementId: "",
    purpose: "",
    categories: [],
    until: new Date(now().getTime() + DAYS_USUAL * DAY_MS).toISOString().slice(0, 10),
    text: "",
  };
  const { draft, setDraft, isOpening, keptAt, isGone } = useKeptDraft<Asked>(
    `offer ${mailbox.address}`,
    draftKeyPath(mailbox.address, "offer"),
  );
  const asked = draft ?? usual;
  const set = (change: Partial<Asked>) => setDraft({ ...asked, ...change });
  const { send, busy, wrong } = useAsk(props, asked, () => setDraft(undefined));
  const parties = new Map(
    agreements
      .flatMap(({ parties }) => parties)
      .filter(({ id }) => id !== me.agency.id)
      .map((party) => [party.id, party]),
  );
  const between = agreements.filter(({ parties }) => parties.some(({ id }) => id === asked.agencyId));
  const agreement = between.find(({ id }) => id === asked.agreementId);
  const purposes = [...new Set(agreement?.scope.map(({ purpose }) => purpose) ?? [])];
  const kinds =
    agreement?.scope.filter(({ purpose }) => purpose === asked.purpose).map(({ category }) => category) ?? [];
  if (isOpening) return <p className="quiet">{say("draft.opening")}</p>;
  return (
    <div className="split">
      <form autoComplete="off" className="stack stack-4 readable" onSubmit={send} noValidate>
        <DraftNotes keptAt={keptAt} isGone={isGone} />
        <SelectField
          label={say("ask.agency")}
          why={say("ask.agency-why")}
          value={asked.agencyId}
          placeholder={say("choose")}
          options={[...parties.values()].map(({ id, name }) => ({ value: id, label: name }))}
          onChoose={(agencyId) => set({ agencyId, ...firstAgreement(agreements, agencyId), categories: [] })}
          wrong={wrong === "agency" && say("ask.no-agency")}
        />
        {between.length > 0 && (
          <SelectField
            label={say("ask.agreement")}
            why={say("ask.agreement-why")}
            value={asked.agreementId}
            placeholder={say("choose")}
            options={between.map(({ id, number, title }) => ({
              value: id,
              label: say("agreements.name", { number: String(number), title }),
            }))}
            onChoose={(agreementId) => set({ agreementId, purpose: "", categories: [] })}
          />
        )}
        {agreement && (
          <SelectField
            label={say("ask.purpose")}
            value={asked.purpose}
            placeholder={say("choose")}
            options={purposes.map((value) => ({ value, label: sayPurpose(say, value) }))}
            onChoose={(purpose) => set({ purpose, categories: [] })}
            wrong={wrong === "purpose" && say("ask.no-purpose")}
          />
        )}
        {kinds.length > 0 && (
          <ChecksField
            label={say("ask.kinds")}
            why={say("ask.kinds-why")}
            choices={kinds.map((value) => ({
              value,
              label: sayCategory(say, value),
              why: say(`category-why.${value}`),
            }))}
            values={asked.categories}
            onChoose={(categories) => set({ categories })}
            wrong={wrong === "kinds" && say("ask.no-kinds")}
          />
        )}
        <TextField
          label={say("ask.until")}
          why={say("ask.until-why")}
          type="date"
          dir="ltr"
          value={asked.until}
          onText={(until) => set({ until })}
          wrong={wrong === "until" && say("ask.bad-until")}
        />
        <TextArea
          label={say("ask.text")}
          why={say("ask.text-why")}
          rows={5}
          maxLength={textUnitsMax}
          value={asked.text}
          onText={(text) => set({ text })}
          wrong={wrong === "text" && say("answer.empty")}
        />
        <div className="row">
          <Button kind="main" type="submit" icon="send" iconTurns busy={busy}>
            {busy ? say("answer.locking") : say("ask.send")}
          </Button>
        </div>
        <div aria-live="polite">{wrong.includes(" ") && <p className="said said-bad">{wrong}</p>}</div>
      </form>
      <div className="aside">
        <OfferPreview
          recipient={parties.get(asked.agencyId)?.name ?? ""}
          categories={asked.categories}
          purpose={asked.purpose}
          until={asked.until}
        />
      </div>
    </div>
  );

  function firstAgreement(
    all: readonly Agreement[],
    agencyId: string,
  ): Pick<Asked, "agreementId" | "purpose"> {
    const first = all.find(({ parties }) => parties.some(({ id }) => id === agencyId));
    const only = new Set(first?.scope.map(({ purpose }) => purpose));
    return { agreementId: first?.id ?? "", purpose: only.size === 1 ? ([...only][0] ?? "") : "" };
  }
}

/** Keeps the question, then sends the letter that holds it. A second try goes on where the first one stopped. */
function useAsk(
  given: { mailbox: Mailbox; reading: ReadMailbox; keys: OwnKeys },
  asked: Asked,
  onSent: () => void,
) {
  const { mailbox, reading, keys } = given;
  const { say } = useDesk();
  const { api, me } = useSession();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const tell = useNotices();
  const keyFor = useOnceKey();
  const sendLetter = useSendLetter(keys);
  const offerId = useRef(crypto.randomUUID());
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState("");
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const slip = findSlip(asked);
    setWrong(slip);
    if (slip !== "" || asked.purpose === "") return;
    setBusy(true);
    // The last moment of the day that was chosen, in UTC.
    const until = new Date(`${asked.until}T23:59:59.000Z`).toISOString();
    const terms = {
      id: offerId.current,
      recipientAgencyId: asked.agencyId,
      categories: asked.categories,
      purpose: asked.purpose,
      protocolId: asked.agreementId,
      consentUntil: until,
    };
    try {
      await api.send("POST", `/api/inbox/${mailbox.address}/offers`, { body: terms, key: keyFor(terms) });
      await sendLetter({ mailbox, reading }, asked.text, {
        offer: {
          offerId: terms.id,
          intakeAgency: me.agency.id,
          recipientAgency: terms.recipientAgencyId,
          categories: terms.categories,
          purpose: terms.purpose,
          until,
          protocolId: terms.protocolId,
        },
      });
      onSent();
      tell({ icon: "send", text: say("ask.sent") });
      await queries.invalidateQueries({ queryKey: ["inbox"] });
      void navigate({ to: "/inbox/$address", params: { address: mailbox.address } });
    } catch (error) {
      setWrong(`${say("answer.not-sent")} ${sayProblem(say, error)}`);
      await queries.invalidateQueries({ queryKey: ["inbox", mailbox.address] });
      setBusy(false);
    }
  };
  return { send, busy, wrong };
}

/** The first thing that is missing, by its field. */
function findSlip(asked: Asked): "" | "agency" | "purpose" | "kinds" | "until" | "text" {
  if (asked.agencyId === "" || asked.agreementId === "") return "agency";
  if (asked.purpose === "") return "purpose";
  if (asked.categories.length === 0) return "kinds";
  if (!/^\d{4}-\d{2}-\d{2}$/.test(asked.until)) return "until";
  return asked.text.trim() === "" ? "text" : "";
}
