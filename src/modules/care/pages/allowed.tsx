import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Allowed } from "../../../web/api/allowed-answers.ts";
import type { Case } from "../../../web/api/answers.ts";
import { isRefusal } from "../../../web/api/client.ts";
import { useDesk } from "../../../web/desk-context.tsx";
import { Answer } from "../../../web/kit/answer.tsx";
import { Button } from "../../../web/kit/button.tsx";
import { Note } from "../../../web/kit/marks.tsx";
import { useSession } from "../../../web/session/session.tsx";
import { NotFound } from "../../../web/shell/lost.tsx";
import { useTitle } from "../../../web/shell/title.ts";
import { ConsentForm } from "./allowed/consent-form.tsx";
import { Consents } from "./allowed/consents.tsx";
import { FirstWords } from "./allowed/first-words.tsx";
import { GuardianForm } from "./allowed/guardian-form.tsx";
import { Guardians, stands } from "./allowed/guardians.tsx";
import { HandOverForm } from "./allowed/hand-over-form.tsx";
import { OrderForm } from "./allowed/order-form.tsx";
import { Orders } from "./allowed/orders.tsx";
import { SeesNow } from "./allowed/sees-now.tsx";
import { listRunning, StopAll } from "./allowed/stop-all.tsx";
import { HearWish, Wishes } from "./allowed/wishes.tsx";
import { AskForNewWords, WordsResets } from "./allowed/words-resets.tsx";
import { CaseOver } from "./case/case-over.tsx";

const route = getRouteApi("/shell/cases/$caseId/allowed");

/** Who may see what of a case, on what it rests, until when, and what ended; and the acts that change it. */
export function AllowedPage() {
  const { say } = useDesk();
  const { api, purpose } = useSession();
  const { caseId } = route.useParams();
  useTitle(say("allowed.title"));
  const file = useQuery({
    queryKey: ["case", caseId, purpose],
    queryFn: ({ signal }) => api.get<Case>(`/api/cases/${caseId}`, signal),
  });
  const allowed = useQuery({
    queryKey: ["case", caseId, "allowed"],
    queryFn: ({ signal }) => api.get<Allowed>(`/api/cases/${caseId}/allowed`, signal),
  });
  if (isRefusal(file.error, "not-found")) return <NotFound />;
  if (isRefusal(file.error, "case-over-for-you")) return <CaseOver refusal={file.error} alias={undefined} />;
  return (
    <Answer query={file} loading={say("allowed.loading")}>
      {(value) => (
        <Answer query={allowed} loading={say("allowed.loading")}>
          {(rests) => <Page file={value} allowed={rests} />}
        </Answer>
      )}
    </Answer>
  );
}

type Act = "consent" | "order" | "stop-all" | "wish" | "words" | "guardian" | "hand-over" | null;

function Page({ file, allowed }: { file: Case; allowed: Allowed }) {
  const { say, now } = useDesk();
  const [act, setAct] = useState<Act>(null);
  const close = () => setAct(null);
  const isGuarded = allowed.guardians.some((one) => stands(one, now()));
  return (
    <>
      <header className="desk-head">
        <div>
          <p className="small">
            <Link to="/cases">{say("cases.title")}</Link> <span className="faint">/</span>{" "}
            <Link to="/cases/$caseId" params={{ caseId: file.id }}>
              {file.alias}
            </Link>{" "}
            <span className="faint">/</span>
          </p>
          <h1>{say("allowed.title")}</h1>
          <p className="quiet">{say("allowed.lead")}</p>
        </div>
        <div className="row">
          <Button icon="print" onClick={() => print()}>
            {say("print")}
          </Button>
          {file.held && (
            <>
              <Button icon="deed" onClick={() => setAct("order")}>
                {say("order.record")}
              </Button>
              <Button kind="main" icon="speak" onClick={() => setAct("consent")}>
                {say("consent.record")}
              </Button>
            </>
          )}
        </div>
      </header>
      <div className="stack stack-6">
        <Note icon="person">{say("allowed.no-changes-nothing")}</Note>
        <SeesNow file={file} />
        {allowed.wishes.length > 0 && <Wishes file={file} wishes={allowed.wishes} />}
        {(allowed.firstWords.lacking || allowed.firstWords.takenAt !== null) && (
          <FirstWords file={file} given={allowed.firstWords} />
        )}
        {allowed.wordsResets.length > 0 && <WordsResets file={file} resets={allowed.wordsResets} />}
        {allowed.guardians.length > 0 && <Guardians file={file} guardians={allowed.guardians} />}
        <Consents file={file} consents={allowed.consents} />
        <Orders file={file} orders={allowed.orders} proposed={allowed.proposedOrders} />
        {file.held && (
          <div className="row">
            {listRunning(allowed.consents, now()).length > 0 && (
              <Button small icon="lock" onClick={() => setAct("stop-all")}>
                {say("stop-all.open")}
              </Button>
            )}
            <Button small onClick={() => setAct("wish")}>
              {say("wish.hear")}
            </Button>
            <Button small onClick={() => setAct("words")}>
              {say("words-reset.ask")}
            </Button>
            {file.isChild && !isGuarded && (
              <Button small onClick={() => setAct("guardian")}>
                {say("guardian.name")}
              </Button>
            )}
            <Button small onClick={() => setAct("hand-over")}>
              {say("hand-over.offer")}
            </Button>
          </div>
        )}
      </div>
      <ConsentForm file={file} guarded={isGuarded} open={act === "consent"} onClose={close} />
      <OrderForm file={file} open={act === "order"} onClose={close} />
      <StopAll file={file} allowed={allowed} open={act === "stop-all"} onClose={close} />
      <HearWish file={file} open={act === "wish"} onClose={close} />
      <GuardianForm file={file} open={act === "guardian"} onClose={close} />
      <HandOverForm file={file} open={act === "hand-over"} onClose={close} />
      <AskForNewWords file={file} open={act === "words"} onClose={close} />
    </>
  );
}
