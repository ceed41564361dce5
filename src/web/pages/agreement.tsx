import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { SIGNED_LANGUAGES, type SignedLanguage } from "../../core/protocols/text/lexicon.ts";
import type { AgreementVersion, WholeAgreement } from "../api/agreement-answers.ts";
import { isRefusal } from "../api/client.ts";
import { useDesk } from "../desk-context.tsx";
import { Answer } from "../kit/answer.tsx";
import { Button, buttonClass } from "../kit/button.tsx";
import { SelectField } from "../kit/field.tsx";
import { Icon } from "../kit/icon.tsx";
import { Note } from "../kit/marks.tsx";
import { useSession } from "../session/session.tsx";
import { NotFound } from "../shell/lost.tsx";
import { useTitle } from "../shell/title.ts";
import { Deciding, Signatures } from "./agreement/deciding.tsx";
import { History } from "./agreement/history.tsx";
import { ProposeAgain } from "./agreement/propose-again.tsx";
import { agreedToLift, Standing } from "./agreement/standing.tsx";
import { AgreementTag } from "./agreement/tag.tsx";
import { SignedText } from "./agreement/text.tsx";
import { Unsigned } from "./agreement/unsigned.tsx";

const route = getRouteApi("/shell/agreements/$agreementId");

/** One agreement: its text as it is signed, in one or two languages; who signed; what became of it. */
export function AgreementPage() {
  const { say } = useDesk();
  const { api } = useSession();
  const { agreementId } = route.useParams();
  const agreement = useQuery({
    queryKey: ["agreement", agreementId],
    queryFn: ({ signal }) => api.get<WholeAgreement>(`/api/protocols/${agreementId}`, signal),
    retry: (count, error) => !isRefusal(error, "not-found") && count < 2,
  });
  useTitle(
    agreement.data
      ? say("agreements.name", { number: String(agreement.data.number), title: agreement.data.title })
      : say("agreements.title"),
  );
  if (isRefusal(agreement.error, "not-found")) return <NotFound />;
  return (
    <Answer query={agreement} loading={say("agreements.loading")}>
      {(found) => <Whole agreement={found} />}
    </Answer>
  );
}

function Whole({ agreement }: { agreement: WholeAgreement }) {
  const { me } = useSession();
  const reading = useReading(agreement);
  const { shown, against, languages } = reading;
  const isParty = agreement.parties.some(({ id }) => id === me.agency.id);
  return (
    <>
      <Head agreement={agreement} version={shown} />
      <Suspended agreement={agreement} />
      {shown ? (
        <>
          <Choosing {...reading} />
          <div className="split">
            <div className={languages.length > 1 ? "deeds" : undefined}>
              {languages.map((language) => (
                <SignedText key={language} version={shown} language={language} against={against} />
              ))}
            </div>
            <div className="aside stack stack-5">
              {shown.status === "proposed" && <Deciding agreement={agreement} version={shown} />}
              <ProposeAgain agreement={agreement} shown={shown} />
              <Signatures version={shown} />
              {isParty && me.member.supervises && <Standing agreement={agreement} />}
              <Legend />
              <History agreement={agreement} />
            </div>
          </div>
        </>
      ) : (
        <div className="split">
          <Unsigned agreement={agreement} />
          <div className="aside stack stack-5">
            {isParty && me.member.supervises && <Standing agreement={agreement} />}
            <History agreement={agreement} />
          </div>
        </div>
      )}
    </>
  );
}

/** What is read: which version, beside which, in which languages. It lives in the address. */
function useReading(agreement: WholeAgreement) {
  const { choices } = useDesk();
  const search = route.useSearch();
  const { versions } = agreement;
  const newest =
    versions.find(({ status }) => status === "proposed") ??
    versions.find(({ status }) => status === "adopted");
  const shown = versions.find(({ version }) => String(version) === search.version) ?? newest ?? versions[0];
  const against = versions.find(({ version }) => String(version) === search.against) ?? null;
  const known = (code: string | undefined) => SIGNED_LANGUAGES.find((language) => language === code);
  const first: SignedLanguage = known(search.lang) ?? choices.language;
  const second = known(search.beside);
  const languages = second && second !== first ? [first, second] : [first];
  return { versions, shown, against, languages };
}

function Choosing(reading: ReturnType<typeof useReading>) {
  const { versions, shown, against, languages } = reading;
  const { say } = useDesk();
  const navigate = useNavigate({ from: "/agreements/$agreementId" });
  const go = (change: Record<string, string | undefined>) =>
    void navigate({ to: ".", search: (before) => ({ ...before, ...change }), replace: true });
  const inLanguages = SIGNED_LANGUAGES.map((value) => ({ value, label: say(`language.${value}`) }));
  const nameOf = ({ version, status }: AgreementVersion) =>
    say("version.name", { version, status: say(`version.${status}`) });
  return (
    <div className="sieve no-print">
      <SelectField
        label={say("deed.language")}
        value={languages[0] ?? "en"}
        options={inLanguages}
        onChoose={(lang) => go({ lang })}
      />
      <SelectField
        label={say("deed.beside")}
        value={languages[1] ?? ""}
        placeholder={say("deed.beside-none")}
        options={inLanguages.filter(({ value }) => value !== languages[0])}
        onChoose={(beside) => go({ beside })}
        onClear={() => go({ beside: undefined })}
      />
      {versions.length > 1 && (
        <>
          <SelectField
            label={say("version.shown")}
            value={String(shown?.version ?? "")}
            options={versions.map((one) => ({ value: String(one.version), label: nameOf(one) }))}
            onChoose={(version) => go({ version })}
          />
          <SelectField
            label={say("version.against")}
            value={against ? String(against.version) : ""}
            placeholder={say("version.against-none")}
            options={versions
              .filter(({ version }) => version !== shown?.version)
              .map((one) => ({ value: String(one.version), label: nameOf(one) }))}
            onChoose={(version) => go({ against: version })}
            onClear={() => go({ against: undefined })}
          />
        </>
      )}
    </div>
  );
}

function Head({ agreement, version }: { agreement: WholeAgreement; version: AgreementVersion | undefined }) {
  const { say, when } = useDesk();
  return (
    <header className="desk-head">
      <div>
        <p className="small">
          <Link to="/agreements">{say("agreements.title")}</Link> <span className="faint">/</span>
        </p>
        <h1>{say("agreements.name", { number: String(agreement.number), title: agreement.title })}</h1>
        <p className="row quiet">
          <AgreementTag agreement={agreement} />
          {agreement.inForceUntil && (
            <span>{say("deed.until", { day: when.day(agreement.inForceUntil) })}</span>
          )}
          {version?.status === "proposed" && agreement.version !== null && (
            <span>{say("deed.stays", { version: version.version, before: agreement.version })}</span>
          )}
        </p>
      </div>
      <div className="row">
        {version && (
          <a className={buttonClass()} href={`/api/protocols/${agreement.id}/export`} download>
            <Icon name="deed" />
            {say("deed.export")}
          </a>
        )}
        <Button icon="print" onClick={() => print()}>
          {say("print")}
        </Button>
      </div>
    </header>
  );
}

function Suspended({ agreement }: { agreement: WholeAgreement }) {
  const { say, when } = useDesk();
  if (agreement.status !== "suspended") return null;
  const last = agreement.changes.find(({ kind }) => kind === "suspended");
  const agreed = agreedToLift(agreement);
  return (
    <Note kind="danger" icon="lock">
      <p>
        <strong>{say("suspended.title")}</strong> {say("suspended.say")}
      </p>
      {last && (
        <p>
          {say("suspended.by", {
            agency: last.agency ?? "",
            at: when.near(last.at),
            reason: last.reason ?? "",
          })}
        </p>
      )}
      <p>
        {say("suspended.lift", {
          agreed: agreed.length,
          all: agreement.parties.length,
        })}
      </p>
    </Note>
  );
}

function Legend() {
  const { say } = useDesk();
  return (
    <p className="small quiet">
      <span className="bound">{say("deed.marked")}</span> {say("deed.marked-say")}{" "}
      <span className="bound bound-kept">{say("deed.kept")}</span> {say("deed.kept-say")}{" "}
      {say("deed.counsel")}
    </p>
  );
}
