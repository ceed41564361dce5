import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import {
  boundParties,
  type DraftTerms,
  type Fault,
  findFaults,
  LEGAL_TEXT_MAX,
  LINE_MAX,
  ONWARD_RULES,
  TITLE_MAX,
  toTerms,
} from "../../core/protocols/terms.ts";
import { diffText } from "../../core/protocols/text/diff.ts";
import { renderAgreement } from "../../core/protocols/text/render.ts";
import type { AgreementDraft, EditorAgency, Effects } from "../api/agreement-answers.ts";
import { isRefusal } from "../api/client.ts";
import { useDesk } from "../desk-context.tsx";
import { Answer } from "../kit/answer.tsx";
import { Button } from "../kit/button.tsx";
import { RadiosField } from "../kit/choices-field.tsx";
import { Said, TextArea, TextField } from "../kit/field.tsx";
import { Icon } from "../kit/icon.tsx";
import { Part } from "../kit/log.tsx";
import { Note } from "../kit/marks.tsx";
import { useNotices } from "../kit/toast.tsx";
import { useOnceKey } from "../session/once.ts";
import { sayProblem } from "../session/problems.ts";
import { useSession } from "../session/session.tsx";
import { NotFound } from "../shell/lost.tsx";
import { useTitle } from "../shell/title.ts";
import { sayCode } from "../texts/names.ts";
import { EffectList } from "./agreement/effects.tsx";
import { useKeptDraft } from "./agreement/keeping.ts";
import { PartiesField, sayBond } from "./agreement/parties-field.tsx";
import { ScopeMatrix } from "./agreement/scope-matrix.tsx";
import { Clauses } from "./agreement/text.tsx";

const route = getRouteApi("/shell/agreements/draft/$draftId");

type DraftAnswer = AgreementDraft & { readonly agencies: readonly EditorAgency[] };

/** Writes an agreement from its parts; what is typed is kept, whole or not. */
export function AgreementDraftPage() {
  const { say } = useDesk();
  const { api } = useSession();
  const { draftId } = route.useParams();
  useTitle(say("editor.title"));
  const draft = useQuery({
    queryKey: ["agreement-draft", draftId],
    queryFn: ({ signal }) => api.get<DraftAnswer>(`/api/protocol-drafts/${draftId}`, signal),
    // What is typed here is newer than what is fetched: fetched once for each visit.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: (count, error) => !isRefusal(error, "not-found") && count < 2,
  });
  if (isRefusal(draft.error, "not-found")) return <NotFound />;
  return (
    <Answer query={draft} loading={say("editor.loading")}>
      {(found) => <Editor draft={found} />}
    </Answer>
  );
}

function Editor({ draft }: { draft: DraftAnswer }) {
  const { say } = useDesk();
  const kept = useKeptDraft(draft);
  const { terms, write } = kept;
  const [isChecked, setChecked] = useState(false);
  const faults = findFaults(terms, draft.agencies);
  const put = (change: Partial<DraftTerms>) => write({ ...terms, ...change });
  return (
    <>
      <header className="desk-head">
        <div>
          <p className="small">
            <Link to="/agreements">{say("agreements.title")}</Link> <span className="faint">/</span>
          </p>
          <h1>{say(draft.protocolId ? "editor.change" : "editor.title")}</h1>
          <p className="quiet" role="status">
            {say(`keeping.${kept.keeping}`)}
          </p>
        </div>
      </header>
      {draft.protocolId && <Note>{say("editor.change-say")}</Note>}
      <div className="split">
        <Parts draft={draft} terms={terms} put={put} faults={isChecked ? faults : []} />
        <div className="aside stack stack-5">
          <Propose draft={draft} faults={faults} keepNow={kept.keepNow} onCheck={() => setChecked(true)} />
          <Preview terms={terms} agencies={draft.agencies} isWhole={faults.length === 0} />
        </div>
      </div>
    </>
  );
}

function Parts(props: {
  draft: DraftAnswer;
  terms: DraftTerms;
  put: (change: Partial<DraftTerms>) => void;
  faults: readonly Fault[];
}) {
  const { draft, terms, put, faults } = props;
  const { agencies } = draft;
  const { say } = useDesk();
  const { me } = useSession();
  const wrongOf = (part: keyof DraftTerms, agencyId?: string): string => {
    const fault = faults.find((one) => one.part === part && one.agencyId === agencyId);
    return fault ? sayCode(say, "fault", fault.code) : "";
  };
  // Chosen or about to be: as soon as a bound agency is a party, what says who or where is closed.
  const bound = terms.parties.flatMap(({ agencyId }) =>
    agencies.filter(({ id, immigrationBound }) => id === agencyId && immigrationBound),
  );
  const [first] = bound;
  const isBroken = boundParties(terms, agencies).length > 0;
  return (
    <form
      className="stack stack-6"
      onSubmit={(event: FormEvent) => event.preventDefault()}
      noValidate
      autoComplete="off"
    >
      <Numbered number={0} title={say("editor.name")}>
        <TextField
          label={say("editor.name-label")}
          value={terms.title}
          maxLength={TITLE_MAX}
          onText={(title) => put({ title })}
          wrong={wrongOf("title")}
        />
      </Numbered>
      <Numbered number={1} title={say("agreements.parties")}>
        <PartiesField
          draft={terms}
          agencies={agencies}
          own={me.agency.id}
          onParties={(parties) => put({ parties })}
          wrong={wrongOf("parties")}
          wrongOf={(agencyId) => wrongOf("parties", agencyId)}
        />
      </Numbered>
      <Numbered number={2} title={say("editor.scope")}>
        <ScopeMatrix
          scope={terms.scope}
          onScope={(scope) => put({ scope })}
          closed={first ? `${sayBond(say, first)} ${say(isBroken ? "bond.broken" : "bond.say")}` : undefined}
          wrong={wrongOf("scope")}
        />
      </Numbered>
      <Numbered number={3} title={say("editor.basis")}>
        <TextArea
          label={say("editor.legal-text")}
          why={say("editor.legal-text-why")}
          value={terms.legalText}
          maxLength={LEGAL_TEXT_MAX}
          rows={3}
          onText={(legalText) => put({ legalText: legalText.replaceAll("\n", " ") })}
          wrong={wrongOf("legalText")}
        />
        <TextField
          label={say("editor.citation")}
          why={say("editor.citation-why")}
          value={terms.citation}
          maxLength={LINE_MAX}
          onText={(citation) => put({ citation })}
          wrong={wrongOf("citation")}
        />
      </Numbered>
      <Numbered number={4} title={say("editor.how-long")}>
        <TextField
          label={say("editor.retention")}
          why={say("editor.retention-why")}
          value={terms.retentionDays}
          inputMode="numeric"
          maxLength={5}
          onText={(retentionDays) => put({ retentionDays })}
          wrong={wrongOf("retentionDays")}
        />
      </Numbered>
      <Numbered number={5} title={say("editor.onward")}>
        <RadiosField
          label={say("editor.onward-label")}
          value={terms.onwardRule}
          choices={ONWARD_RULES.map((rule) => ({ value: rule, label: sayCode(say, "onward", rule) }))}
          onChoose={(onwardRule) => put({ onwardRule })}
          wrong={wrongOf("onwardRule")}
        />
      </Numbered>
      <Numbered number={6} title={say("editor.time")}>
        <div className="form-fields">
          <TextField
            label={say("editor.from")}
            why={say(draft.protocolId ? "editor.from-kept" : "editor.from-why")}
            type="date"
            value={terms.inForceFrom}
            readOnly={draft.protocolId !== null}
            onText={(inForceFrom) => put({ inForceFrom })}
            wrong={wrongOf("inForceFrom")}
          />
          <TextField
            label={say("editor.until")}
            why={say("editor.until-why")}
            type="date"
            value={terms.inForceUntil}
            onText={(inForceUntil) => put({ inForceUntil })}
            wrong={wrongOf("inForceUntil")}
          />
          <TextField
            label={say("editor.review")}
            why={say("editor.review-why")}
            type="date"
            value={terms.reviewOn}
            onText={(reviewOn) => put({ reviewOn })}
            wrong={wrongOf("reviewOn")}
          />
        </div>
      </Numbered>
    </form>
  );
}

function Numbered({ number, title, children }: { number: number; title: string; children: ReactNode }) {
  return (
    <Part id={`part-${number}`} title={number === 0 ? title : `${number}. ${title}`}>
      <div className="stack stack-4 part-body">{children}</div>
    </Part>
  );
}

/** What is still lacking, what it would do to live shares, and the step to its parties. */
function Propose(props: {
  draft: DraftAnswer;
  faults: readonly Fault[];
  keepNow: () => Promise<boolean>;
  onCheck: () => void;
}) {
  const { draft, faults, keepNow, onCheck } = props;
  const { say } = useDesk();
  const { api, me } = useSession();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const tell = useNotices();
  const keyFor = useOnceKey();
  const [wrong, setWrong] = useState("");
  const [shown, setShown] = useState<Effects | null>(null);
  const url = `/api/protocol-drafts/${draft.id}`;
  const orWrong = async (work: () => Promise<void>) => {
    onCheck();
    if (faults.length > 0) return setWrong(say("editor.lacks", { count: faults.length }));
    setWrong("");
    if (!(await keepNow())) return setWrong(say("editor.not-kept"));
    await work();
  };
  const look = useMutation({
    mutationFn: () => orWrong(async () => setShown(await api.get<Effects>(`${url}/effects`))),
  });
  const propose = useMutation({
    mutationFn: () =>
      orWrong(async () => {
        const { id } = await api.send<{ id: string }>("POST", `${url}/proposal`, { key: keyFor(draft.id) });
        tell({ icon: "deed", text: say("editor.proposed") });
        await queries.invalidateQueries({ queryKey: ["agreements"] });
        await navigate({ to: "/agreements/$agreementId", params: { agreementId: id } });
      }),
  });
  const throwAway = useMutation({
    mutationFn: async () => {
      await api.send("DELETE", url);
      await queries.invalidateQueries({ queryKey: ["agreement-drafts"] });
      await navigate({ to: "/agreements" });
    },
  });
  const failed = propose.error ?? look.error ?? throwAway.error;
  return (
    <section className="two" aria-labelledby="propose">
      <h2 id="propose">{say("editor.propose-title")}</h2>
      <p className="small">{say("editor.propose-say")}</p>
      {draft.protocolId && (
        <div className="stack stack-2">
          <div className="row">
            <Button small icon="eye" busy={look.isPending} onClick={() => look.mutate()}>
              {say("editor.effects")}
            </Button>
          </div>
          {shown && <EffectList effects={shown} />}
        </div>
      )}
      <Said wrong={wrong || (failed ? sayProblem(say, failed) : "")} />
      <div className="row">
        <Button kind="main" icon="deed" busy={propose.isPending} onClick={() => propose.mutate()}>
          {say("editor.propose")}
        </Button>
        {draft.agency.id === me.agency.id && (
          <Button busy={throwAway.isPending} onClick={() => throwAway.mutate()}>
            {say("editor.throw-away")}
          </Button>
        )}
      </div>
    </section>
  );
}

const NO_AGREEMENT = "00000000-0000-0000-0000-000000000000";

/** The text as it would be signed, while it is written. */
function Preview(props: { terms: DraftTerms; agencies: readonly EditorAgency[]; isWhole: boolean }) {
  const { terms, agencies, isWhole } = props;
  const { say, choices } = useDesk();
  if (!isWhole) {
    return (
      <p className="small quiet">
        <Icon name="deed" /> {say("editor.preview-later")}
      </p>
    );
  }
  const { language } = choices;
  // The number of the agreement is given when it is proposed; that clause is left out here.
  const text = renderAgreement(
    { agreement: NO_AGREEMENT, version: 1, terms: toTerms(terms, agencies) },
    language,
  );
  return (
    <details className="form-group">
      <summary>
        <Icon name="down" turns />
        <span className="form-heading">{say("editor.preview")}</span>
      </summary>
      <article className="deed deed-small" lang={language}>
        <h2>{text.title.shown}</h2>
        <Clauses clauses={diffText(text, null).slice(0, -1)} language={language} />
      </article>
    </details>
  );
}
