import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Case } from "../../../web/api/answers.ts";
import { isRefusal } from "../../../web/api/client.ts";
import { useDesk } from "../../../web/desk-context.tsx";
import { Answer } from "../../../web/kit/answer.tsx";
import { Button, buttonClass } from "../../../web/kit/button.tsx";
import { Icon } from "../../../web/kit/icon.tsx";
import { Journey } from "../../../web/kit/journey.tsx";
import { useSession } from "../../../web/session/session.tsx";
import { NotFound } from "../../../web/shell/lost.tsx";
import { useTitle } from "../../../web/shell/title.ts";
import { sayCaseAbout } from "../../../web/texts/names.ts";
import { useCareWords } from "./care-words.ts";
import { CaseAside } from "./case/case-aside.tsx";
import { CaseFlags } from "./case/case-flags.tsx";
import { CaseOver } from "./case/case-over.tsx";
import { CaseSections } from "./case/case-sections.tsx";
import { MoveOn } from "./case/move-on.tsx";
import { Share } from "./case/share.tsx";
import { journeySteps } from "./journey-steps.ts";
import { SetAside } from "./pair/case-pairs.tsx";

const route = getRouteApi("/shell/cases/$caseId");

/** One person's protection: safety first, then where it stands, then what is written, by kind. */
export function CasePage() {
  const { say } = useDesk();
  const { api, purpose } = useSession();
  const { caseId } = route.useParams();
  const file = useQuery({
    queryKey: ["case", caseId, purpose],
    queryFn: ({ signal }) => api.get<Case>(`/api/cases/${caseId}`, signal),
  });
  useTitle(file.data?.alias ?? say("case.title"));
  if (isRefusal(file.error, "not-found")) return <NotFound />;
  // The name of the case is known only where this page showed it before: the refusal does not say it again.
  if (isRefusal(file.error, "case-over-for-you"))
    return <CaseOver refusal={file.error} alias={file.data?.alias} />;
  return (
    <Answer query={file} loading={say("case.loading")}>
      {/* Another purpose is another reading: what was opened for the one is closed for the other. */}
      {(value) => <CaseFile key={purpose} file={value} />}
    </Answer>
  );
}

/** Roles in which members of another agency take steps: who decides, advises, guards, prosecutes. */
const FROM_OUTSIDE: ReadonlySet<string> = new Set([
  ...[
    "decision-maker",
    "legal-adviser",
    "guardian",
    "child-protection-officer",
    "prosecutor",
    "investigator",
  ],
]);

type Act = "share" | "move-on" | null;

function CaseFile({ file }: { file: Case }) {
  const desk = useDesk();
  const { say } = desk;
  const words = useCareWords();
  const { me } = useSession();
  const [act, setAct] = useState<Act>(null);
  const close = () => setAct(null);
  return (
    <>
      <header className="stack stack-4 journey-wrap">
        <div className="case-head">
          <div>
            <p className="small">
              <Link to="/cases">{say("cases.title")}</Link> <span className="faint">/</span>
            </p>
            <h1>{file.alias}</h1>
            <p className="quiet">{sayWhoHolds(file, desk)}</p>
          </div>
          <div className="row">
            <Link className={buttonClass()} to="/cases/$caseId/paper" params={{ caseId: file.id }}>
              <Icon name="print" />
              {say("print")}
            </Link>
            {file.held && (
              <Button icon="share" onClick={() => setAct("share")}>
                {say("share.open")}
              </Button>
            )}
            {(file.held || me.member.roles.some((role) => FROM_OUTSIDE.has(role))) && (
              <Button kind="main" icon="send" iconTurns onClick={() => setAct("move-on")}>
                {say("move.open")}
              </Button>
            )}
          </div>
        </div>
        <SetAside file={file} />
        <CaseFlags file={file} />
        <Journey label={say("case.journey")} steps={journeySteps(file, desk, words)} />
      </header>
      <div className="split">
        <CaseSections file={file} />
        <CaseAside file={file} />
      </div>
      <Share file={file} open={act === "share"} onClose={close} />
      <MoveOn file={file} open={act === "move-on"} onClose={close} />
    </>
  );
}

function sayWhoHolds(file: Case, desk: Pick<ReturnType<typeof useDesk>, "say" | "locale">): string {
  const { say, locale } = desk;
  const about = sayCaseAbout(say, locale, file);
  const held = say("case.held", { agency: file.holder.name });
  const lead = file.lead ? say("case.lead", { name: file.lead.displayName }) : say("case.no-lead");
  return `${about.charAt(0).toLocaleUpperCase(locale)}${about.slice(1)}. ${held}${lead}`;
}
