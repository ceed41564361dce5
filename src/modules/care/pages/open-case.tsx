import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { type FormEvent, useEffect, useRef, useState } from "react";
import type { Category } from "../../../core/access/context.ts";
import type { CaseLine } from "../../../web/api/answers.ts";
import type { Mailbox, MailboxOffer } from "../../../web/api/door-answers.ts";
import { useDesk } from "../../../web/desk-context.tsx";
import { Answer } from "../../../web/kit/answer.tsx";
import { Button } from "../../../web/kit/button.tsx";
import { Said, SelectField } from "../../../web/kit/field.tsx";
import { WaitingList } from "../../../web/kit/log.tsx";
import { Note } from "../../../web/kit/marks.tsx";
import { Empty } from "../../../web/kit/states.tsx";
import { useNotices } from "../../../web/kit/toast.tsx";
import { DraftNotes } from "../../../web/session/draft-notes.tsx";
import { useKeptDraft } from "../../../web/session/kept-draft.ts";
import { useOnceKey } from "../../../web/session/once.ts";
import { sayProblem } from "../../../web/session/problems.ts";
import { useSession } from "../../../web/session/session.tsx";
import { useTitle } from "../../../web/shell/title.ts";
import { sayCaseAbout, sayCategory, sayCode, sayLanguage } from "../../../web/texts/names.ts";
import { isTreatedAsChild } from "../model/age.ts";
import type { SectionDocument } from "../model/field.ts";
import { LANGUAGE_CODES } from "../model/languages.ts";
import { DocumentForm } from "./case/document-form.tsx";

const route = getRouteApi("/shell/inbox/$address/case");

/** Carries chosen facts from a conversation into a case, once the person has said yes. */
export function OpenCasePage() {
  const { say } = useDesk();
  const { api } = useSession();
  const { address } = route.useParams();
  const { offer: offerId } = route.useSearch();
  useTitle(say("open-case.title"));
  const mailbox = useQuery({
    queryKey: ["inbox", address],
    queryFn: ({ signal }) => api.get<Mailbox>(`/api/inbox/${address}`, signal),
    gcTime: 0,
  });
  return (
    <>
      <header className="desk-head">
        <div>
          <p className="small">
            <Link to="/inbox">{say("inbox.title")}</Link> <span className="faint">/</span>{" "}
            <Link to="/inbox/$address" params={{ address }}>
              {say("inbox.mailbox", { name: address.slice(0, 4).toUpperCase() })}
            </Link>{" "}
            <span className="faint">/</span>
          </p>
          <h1>{say("open-case.title")}</h1>
        </div>
      </header>
      <Answer query={mailbox} loading={say("conversation.loading")}>
        {({ offers }) => {
          const offer = offers.find(({ id }) => id === offerId);
          if (offer?.caseId) {
            return (
              <Empty title={say("problem.offer-carried")}>
                <Link to="/cases/$caseId" params={{ caseId: offer.caseId }}>
                  {say("offers.to-case")}
                </Link>
              </Empty>
            );
          }
          if (offer?.status !== "accepted") return <Empty title={say("problem.offer-not-accepted")} />;
          return <Facts address={address} offer={offer} />;
        }}
      </Answer>
    </>
  );
}

const GENDERS = ["woman", "man", "non-binary", "unknown"] as const;
const AGE_BANDS = ["0-8", "9-17", "18-24", "25-34", "35-44", "45-54", "55-64", "65+", "unknown"] as const;

interface NewCase {
  readonly gender: string;
  readonly ageBand: string;
  readonly language: string;
  readonly documents: Readonly<Partial<Record<Category, SectionDocument>>>;
}

function Facts({ address, offer }: { address: string; offer: MailboxOffer }) {
  const { say, locale } = useDesk();
  const { draft, setDraft, isOpening, keptAt, isGone } = useKeptDraft<NewCase>(
    `case from ${offer.id}`,
    `/api/inbox/${address}/draft-keys/case`,
  );
  const facts: NewCase = draft ?? { gender: "unknown", ageBand: "unknown", language: "", documents: {} };
  const set = (change: Partial<NewCase>) => setDraft({ ...facts, ...change });
  const { send, open, busy, wrong, known } = useOpenCase(offer, facts, () => setDraft(undefined));
  const languages = LANGUAGE_CODES.options
    .map(({ code }) => ({ value: code, label: sayLanguage(locale, code) }))
    .sort((a, b) => a.label.localeCompare(b.label, locale));
  if (isOpening) return <p className="quiet">{say("draft.opening")}</p>;
  return (
    <form autoComplete="off" className="stack stack-5 readable" onSubmit={send} noValidate>
      <DraftNotes keptAt={keptAt} isGone={isGone} />
      <Note icon="person">
        {say("open-case.lead", {
          agency: offer.recipientAgency.name,
          kinds: new Intl.ListFormat(locale).format(
            offer.categories.map((category) => sayCategory(say, category).toLocaleLowerCase(locale)),
          ),
        })}
      </Note>
      <div className="form-fields">
        <SelectField
          label={say("open-case.gender")}
          value={facts.gender}
          options={GENDERS.map((value) => ({ value: value as string, label: sayCode(say, "gender", value) }))}
          onChoose={(gender) => set({ gender })}
        />
        <SelectField
          label={say("open-case.age")}
          why={say("open-case.age-why")}
          value={facts.ageBand}
          options={AGE_BANDS.map((value) => ({
            value: value as string,
            label: value === "unknown" ? say("open-case.not-known") : value.replace("-", "–"),
          }))}
          onChoose={(ageBand) => set({ ageBand })}
        />
        <SelectField
          label={say("open-case.language")}
          value={facts.language}
          placeholder={say("open-case.not-known")}
          onClear={() => set({ language: "" })}
          options={languages}
          onChoose={(language) => set({ language })}
        />
      </div>
      {offer.categories.map((category) => (
        <section key={category} className="stack" aria-labelledby={`kind-${category}`}>
          <div className="part-head">
            <h2 id={`kind-${category}`}>{sayCategory(say, category)}</h2>
            <span className="small quiet">
              {say("open-case.goes-to", { agency: offer.recipientAgency.name })}
            </span>
          </div>
          <DocumentForm
            category={category}
            document={facts.documents[category] ?? {}}
            isChild={isTreatedAsChild({
              ageBand: facts.ageBand,
              ageDisputed: facts.documents.identity?.ageDisputed === true,
            })}
            onChange={(document) => set({ documents: { ...facts.documents, [category]: document } })}
          />
        </section>
      ))}
      {/* There from the start, so that a screen reader says what appears in it. */}
      <div aria-live="polite">
        {known.length > 0 && <Known cases={known} busy={busy} onSame={(id) => void open(id)} />}
      </div>
      <div className="sticky-row">
        <Said wrong={wrong} />
        <div className="row">
          <Button kind="main" type="submit" icon="plus" busy={busy}>
            {say(known.length > 0 ? "known.open-anyway" : "open-case.do")}
          </Button>
        </div>
      </div>
    </form>
  );
}

/** Cases of this agency that may be about the same person; it is for the member to say. */
function Known(props: { cases: readonly CaseLine[]; busy: boolean; onSame: (id: string) => void }) {
  const { cases, busy, onSame } = props;
  const { say, locale } = useDesk();
  // It stands below what was being written: whoever pressed the button is brought to it, so that no second press goes past it.
  const title = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: brought there anew for other cases
  useEffect(() => {
    title.current?.focus({ preventScroll: true });
    title.current?.scrollIntoView({ block: "center" });
  }, [cases]);
  return (
    <section className="stack" aria-labelledby="known">
      <div className="part-head">
        <h2 id="known" ref={title} tabIndex={-1}>
          {say("known.title")}
        </h2>
      </div>
      <p>{say("known.say")}</p>
      <WaitingList
        label={say("known.title")}
        entries={cases.map((one) => ({
          id: one.id,
          icon: "people",
          title: (
            <Link to="/cases/$caseId" params={{ caseId: one.id }}>
              {one.alias}
            </Link>
          ),
          note: sayCaseAbout(say, locale, one),
          wait: (
            <Button
              small
              busy={busy}
              onClick={() => onSame(one.id)}
              aria-label={say("known.same-of", { alias: one.alias })}
            >
              {say("known.same")}
            </Button>
          ),
        }))}
      />
    </section>
  );
}

function useOpenCase(offer: MailboxOffer, facts: NewCase, onOpened: () => void) {
  const { say } = useDesk();
  const { api } = useSession();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const tell = useNotices();
  const keyFor = useOnceKey();
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState("");
  const [known, setKnown] = useState<readonly CaseLine[]>([]);
  const [askedAs, setAskedAs] = useState("");
  /** Once for each name that is written: the second press opens the case. It never stands in the way. */
  const findKnown = async (): Promise<readonly CaseLine[]> => {
    const document = facts.documents.identity;
    const asks = JSON.stringify(document ?? {});
    if (!document || asks === "{}" || asks === askedAs) return [];
    setAskedAs(asks);
    try {
      return (await api.send<{ cases: CaseLine[] }>("POST", "/api/cases/known", { body: { document } }))
        .cases;
    } catch {
      return []; // what is wrong with it is said when it is opened
    }
  };
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setWrong("");
    const found = await findKnown();
    if (found.length > 0) {
      setKnown(found);
      setBusy(false);
      return;
    }
    await open(null);
  };
  /** Also where it is of a person who has one: what was told now has a place, and both stand side by side next. */
  const open = async (sameAs: string | null) => {
    setBusy(true);
    setWrong("");
    const body = {
      offerId: offer.id,
      gender: facts.gender,
      ageBand: facts.ageBand,
      language: facts.language || null,
      sections: offer.categories.flatMap((category) => {
        const document = facts.documents[category];
        return document && Object.keys(document).length > 0 ? [{ category, document }] : [];
      }),
    };
    try {
      const made = await api.send<{ id: string; alias: string }>("POST", "/api/cases", {
        body,
        key: keyFor(body),
      });
      onOpened();
      tell({ text: say("open-case.done", { alias: made.alias }) });
      await queries.invalidateQueries();
      const params = { caseId: made.id };
      if (sameAs === null) void navigate({ to: "/cases/$caseId", params });
      else void navigate({ to: "/cases/$caseId/same-person", params, search: { with: sameAs } });
    } catch (error) {
      setWrong(`${say("section.not-saved")} ${sayProblem(say, error)}`);
      setBusy(false);
    }
  };
  return { send, open, busy, wrong, known };
}
