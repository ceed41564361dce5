import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Clock, Today } from "../../../web/api/answers.ts";
import { useDesk } from "../../../web/desk-context.tsx";
import { Answer } from "../../../web/kit/answer.tsx";
import { Button } from "../../../web/kit/button.tsx";
import { Clocks } from "../../../web/kit/clocks.tsx";
import { Seg } from "../../../web/kit/seg.tsx";
import { Empty } from "../../../web/kit/states.tsx";
import { useSession } from "../../../web/session/session.tsx";
import { useTitle } from "../../../web/shell/title.ts";
import { canOpenCases } from "../model/opener.ts";
import { useCareWords } from "./care-words.ts";
import { ClockDone } from "./clock-done.tsx";
import { groupClocks } from "./clock-groups.tsx";
import { LeadsDue } from "./leads/leads-due.tsx";
import { RecallsDue } from "./outside/recalls-due.tsx";
import { ReferralsDue, useReferralsDue } from "./referrals-due.tsx";
import { Load, ToolsDue, WaitingLetters } from "./today-aside.tsx";

const route = getRouteApi("/shell/today");

/** What is due, by urgency. Nothing is red but what has passed. */
export function TodayPage() {
  const { say } = useDesk();
  const { api, purpose } = useSession();
  useTitle(say("today.title"));
  const today = useQuery({
    queryKey: ["today", purpose],
    queryFn: ({ signal }) => api.get<Today>("/api/today", signal),
    refetchInterval: 60_000,
  });
  return (
    <Answer query={today} loading={say("today.loading")}>
      {({ clocks }) => <Due clocks={clocks.filter(({ doneAt }) => doneAt === null)} />}
    </Answer>
  );
}

function Due({ clocks }: { clocks: readonly Clock[] }) {
  const desk = useDesk();
  const { say, when, now } = desk;
  const words = useCareWords();
  const { me } = useSession();
  const referrals = useReferralsDue();
  const { whose } = route.useSearch();
  const navigate = route.useNavigate();
  const [ending, setEnding] = useState<Clock | null>(null);
  const mine = whose !== "all";
  const shown = mine ? clocks.filter(({ member }) => !member || member.id === me.member.id) : clocks;
  const groups = groupClocks({ clocks: shown, desk, words, ownId: me.member.id, onDone: setEnding });
  const count = (id: string) => groups.find((group) => group.id === id)?.rows.length ?? 0;
  return (
    <>
      <header className="desk-head">
        <div>
          <h1>{say("today.title")}</h1>
          <p className="quiet">
            {when.whole(now())}.{" "}
            {say("today.sentence", { late: count("late"), today: count("today"), week: count("week") })}
          </p>
        </div>
        <div className="row">
          <Seg
            label={say("today.whose")}
            value={mine ? "mine" : "all"}
            options={[
              { value: "mine", label: say("today.mine") },
              { value: "all", label: say("today.team") },
            ]}
            onChoose={(value) =>
              navigate({
                search: ({ whose: _, ...rest }) => (value === "all" ? { ...rest, whose: "all" } : rest),
              })
            }
          />
          <Button icon="print" onClick={() => print()}>
            {say("print")}
          </Button>
        </div>
      </header>
      <div className="split">
        <div className="stack stack-6">
          <RecallsDue />
          <ReferralsDue waiting={referrals} />
          <LeadsDue />
          {groups.length > 0 && (
            <Clocks
              titles={{
                caption: say("clocks.caption"),
                due: say("clocks.due"),
                what: say("clocks.what"),
                whom: say("clocks.whom"),
                withWhom: say("clocks.with"),
                action: say("clocks.action"),
              }}
              groups={groups}
            />
          )}
          {groups.length === 0 && referrals.length === 0 && (
            <Empty title={say("today.empty")}>
              {mine && clocks.length > 0 && <p>{say("today.empty-mine", { count: clocks.length })}</p>}
              {canOpenCases(me.member.roles) && <Link to="/cases/new">{say("walk-in.title")}</Link>}
            </Empty>
          )}
        </div>
        <div className="aside">
          {me.member.roles.includes("intake-worker") && <WaitingLetters />}
          <ToolsDue />
          <Load clocks={clocks} />
        </div>
      </div>
      <ClockDone clock={ending} onClose={() => setEnding(null)} />
    </>
  );
}
