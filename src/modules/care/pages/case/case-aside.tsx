import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Case, Clock, LooksPage } from "../../../../web/api/answers.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { Answer } from "../../../../web/kit/answer.tsx";
import { Icon } from "../../../../web/kit/icon.tsx";
import { Log, Part, type Waiting, WaitingList } from "../../../../web/kit/log.tsx";
import { useSession } from "../../../../web/session/session.tsx";
import { useCareWords } from "../care-words.ts";
import { ClockDone } from "../clock-done.tsx";
import { isOfAnAsk, nearnessOf, saySource, sayTold } from "../clock-groups.tsx";
import { toLogEntry } from "../look-text.tsx";
import { CasePairs } from "../pair/case-pairs.tsx";
import { CaseAsks } from "./case-asks.tsx";
import { CaseLead } from "./case-lead.tsx";
import { CaseReferrals } from "./case-referrals.tsx";

const LOOKS_SHOWN = 5;

/** Beside what is written: limits, who looked, who helps. */
export function CaseAside({ file }: { file: Case }) {
  return (
    <div className="aside">
      <CaseLead file={file} />
      <CasePairs file={file} />
      {file.clocks.length > 0 && <CaseClocks file={file} />}
      <CaseAsks file={file} />
      <CaseReferrals file={file} />
      <Looked file={file} />
      <Around file={file} />
    </div>
  );
}

function CaseClocks({ file }: { file: Case }) {
  const desk = useDesk();
  const { say, when } = desk;
  const { sayClock } = useCareWords();
  const [ending, setEnding] = useState<Clock | null>(null);
  const toWaiting = (clock: Clock): Waiting => {
    const done = clock.doneAt !== null;
    const nearness = done ? "done" : clock.standsSince ? "later" : nearnessOf(clock.dueAt, desk);
    return {
      id: clock.id,
      icon: done ? "tick" : nearness === "late" ? "alert" : "clock",
      done,
      title: done ? (
        sayClock(clock)
      ) : file.held && !clock.ofJourney && !isOfAnAsk(clock) ? (
        <button type="button" className="as-link" onClick={() => setEnding({ ...clock, alias: file.alias })}>
          {sayClock(clock)}
        </button>
      ) : (
        <b>{sayClock(clock)}</b>
      ),
      note: [
        saySource(clock.source, desk),
        clock.standsSince && say("clocks.stands", { day: when.day(clock.standsSince) }),
        done ? null : sayTold(clock, desk),
      ]
        .filter((part) => part !== null)
        .join(" "),
      wait: clock.doneAt ? say("clocks.was-done", { day: when.day(clock.doneAt) }) : when.near(clock.dueAt),
      nearness: nearness === "later" ? undefined : nearness,
    };
  };
  const sorted = [...file.clocks].sort(
    (a, b) => Number(a.doneAt !== null) - Number(b.doneAt !== null) || a.dueAt.localeCompare(b.dueAt),
  );
  return (
    <Part id="clocks" title={say("case.clocks")}>
      <WaitingList entries={sorted.map(toWaiting)} label={say("case.clocks")} />
      <ClockDone clock={ending} onClose={() => setEnding(null)} />
    </Part>
  );
}

function Looked({ file }: { file: Case }) {
  const desk = useDesk();
  const { say } = desk;
  const { api, me } = useSession();
  const looks = useQuery({
    queryKey: ["case", file.id, "looks", "newest"],
    queryFn: ({ signal }) => api.get<LooksPage>(`/api/cases/${file.id}/looks`, signal),
  });
  return (
    <Part
      id="looked"
      title={say("looks.title")}
      end={
        <Link className="small" to="/cases/$caseId/looks" params={{ caseId: file.id }}>
          {say("looks.all")}
        </Link>
      }
    >
      <Answer query={looks} loading={say("looks.loading")}>
        {({ looks: all }) => (
          <>
            {all.length === 0 && <p className="quiet part-body">{say("looks.none")}</p>}
            <Log
              label={say("looks.title")}
              entries={all
                .slice(0, LOOKS_SHOWN)
                .map((look, index) => toLogEntry(look, index, desk, me.member.id))}
            />
            <p className="tiny quiet part-foot">
              <Icon name="person" /> {say("looks.person-sees")}
            </p>
          </>
        )}
      </Answer>
    </Part>
  );
}

function Around({ file }: { file: Case }) {
  const { say } = useDesk();
  const others = new Map(
    file.sees
      .filter(({ basis, endedAt }) => basis !== "holder" && endedAt === null)
      .map(({ agency }) => [agency.id, agency]),
  );
  return (
    <Part
      id="around"
      title={say("around.title")}
      end={
        <Link className="small" to="/cases/$caseId/allowed" params={{ caseId: file.id }}>
          {say("allowed.open")}
        </Link>
      }
    >
      <Log
        entries={[
          {
            id: "holder",
            at: say("around.holds"),
            text: (
              <>
                <b>{file.lead?.displayName ?? file.holder.name}</b>
                {file.lead && `${say("about.comma")}${file.holder.name}`}
              </>
            ),
          },
          ...[...others.values()].map((agency) => ({
            id: agency.id,
            at: say("around.sees"),
            text: <b>{agency.name}</b>,
          })),
        ]}
      />
      {file.held && others.size === 0 && <p className="quiet part-body">{say("around.no-one")}</p>}
    </Part>
  );
}
