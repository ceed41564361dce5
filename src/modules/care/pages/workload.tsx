import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import type { LedCases, MemberLoad } from "../../../web/api/lead-answers.ts";
import { useDesk } from "../../../web/desk-context.tsx";
import { Answer } from "../../../web/kit/answer.tsx";
import { Button } from "../../../web/kit/button.tsx";
import { ChecksField } from "../../../web/kit/choices-field.tsx";
import { Said } from "../../../web/kit/field.tsx";
import { Part } from "../../../web/kit/log.tsx";
import { Tag } from "../../../web/kit/marks.tsx";
import { Empty } from "../../../web/kit/states.tsx";
import { Table } from "../../../web/kit/table.tsx";
import { useSession } from "../../../web/session/session.tsx";
import { useTitle } from "../../../web/shell/title.ts";
import { sayCaseAbout } from "../../../web/texts/names.ts";
import { CaseTable } from "./case-table.tsx";
import { PassOn, useWorkload } from "./leads/pass-on.tsx";

const route = getRouteApi("/shell/workload");
/** In the address: the cases that nobody leads. */
const NOBODY = "nobody";

/** Who leads how many cases here, what is due for each, and how they are passed on, one or many. */
export function WorkloadPage() {
  const { say } = useDesk();
  const { lead } = route.useSearch();
  useTitle(say("leads.title"));
  const workload = useWorkload();
  return (
    <>
      <header className="desk-head">
        <div>
          <h1>{say("leads.title")}</h1>
          <p className="quiet">{say("leads.lead")}</p>
        </div>
      </header>
      <Answer query={workload} loading={say("leads.loading")}>
        {({ members }) => (
          <div className="stack stack-6">
            <Members members={members} />
            {lead !== undefined && (
              <Led
                key={lead}
                leadId={lead === NOBODY ? null : lead}
                name={members.find(({ member }) => member?.id === lead)?.member?.displayName ?? ""}
              />
            )}
          </div>
        )}
      </Answer>
    </>
  );
}

function Members({ members }: { members: readonly MemberLoad[] }) {
  const { say } = useDesk();
  const { me } = useSession();
  const rows = members.filter(
    ({ member, cases, overdue, dueThisWeek }) => member || cases + overdue + dueThisWeek > 0,
  );
  return (
    <Table
      caption={say("leads.title")}
      rows={rows}
      keyOf={({ member }) => member?.id ?? NOBODY}
      columns={[
        {
          id: "who",
          title: say("leads.who"),
          heads: true,
          cell: ({ member }) => (
            <>
              <Link
                to="/workload"
                search={(before) => ({ ...before, lead: member?.id ?? NOBODY })}
                resetScroll={false}
              >
                {member ? <bdi>{member.displayName}</bdi> : say("leads.nobody")}
              </Link>
              {!member && <small>{say("leads.nobody-say")}</small>}
              {member?.id === me.member.id && <small>{say("you")}</small>}
            </>
          ),
        },
        { id: "cases", title: say("leads.cases"), number: true, cell: ({ cases }) => String(cases) },
        {
          id: "overdue",
          title: say("leads.overdue"),
          number: true,
          cell: ({ overdue }) => (overdue > 0 ? <Tag kind="late">{String(overdue)}</Tag> : "0"),
        },
        { id: "today", title: say("leads.today"), number: true, cell: ({ dueToday }) => String(dueToday) },
        {
          id: "week",
          title: say("leads.week"),
          number: true,
          cell: ({ dueThisWeek }) => String(dueThisWeek),
        },
      ]}
    />
  );
}

function Led({ leadId, name }: { leadId: string | null; name: string }) {
  const { say } = useDesk();
  const { api, me } = useSession();
  const led = useQuery({
    queryKey: ["leads", "cases", leadId],
    queryFn: ({ signal }) =>
      api.get<LedCases>(`/api/workload/cases${leadId ? `?lead=${leadId}` : ""}`, signal),
  });
  const title =
    leadId === null
      ? say("leads.of-nobody")
      : leadId === me.member.id
        ? say("leads.of-you")
        : say("leads.of", { name });
  const mayPass = leadId === null || leadId === me.member.id || me.member.supervises;
  return (
    <Part id="led" title={title}>
      <Answer query={led} loading={say("leads.loading")}>
        {({ cases, isMore }) => (
          <div className="stack stack-4">
            {cases.length === 0 && <Empty title={say("leads.none")} />}
            {isMore && <p className="quiet">{say("leads.more")}</p>}
            {cases.length > 0 && <CaseTable cases={cases} />}
            {cases.length > 0 && mayPass && <Choose cases={cases} leadId={leadId} />}
          </div>
        )}
      </Answer>
    </Part>
  );
}

function Choose({ cases, leadId }: { cases: LedCases["cases"]; leadId: string | null }) {
  const { say, locale } = useDesk();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [isPassing, setPassing] = useState(false);
  const [isMissing, setMissing] = useState(false);
  const here = chosen.filter((id) => cases.some((one) => one.id === id));
  return (
    <div className="stack stack-4">
      <ChecksField
        label={say("leads.choose")}
        choices={cases.map((one) => ({
          value: one.id,
          label: one.alias,
          why: sayCaseAbout(say, locale, one),
        }))}
        values={here}
        onChoose={setChosen}
      />
      <Said wrong={isMissing && here.length === 0 && say("leads.choose-some")} />
      <div className="row">
        <Button
          kind="main"
          icon="people"
          onClick={() => {
            setMissing(here.length === 0);
            setPassing(here.length > 0);
          }}
        >
          {here.length === 0 ? say("leads.pass-on") : say("leads.pass-on-many", { count: here.length })}
        </Button>
        <Button onClick={() => setChosen(cases.map(({ id }) => id))}>{say("leads.choose-all")}</Button>
        {here.length > 0 && <Button onClick={() => setChosen([])}>{say("leads.choose-none")}</Button>}
      </div>
      <PassOn
        passed={{ caseIds: here, leadId }}
        open={isPassing}
        onClose={() => {
          setPassing(false);
          setChosen([]);
        }}
      />
    </div>
  );
}
