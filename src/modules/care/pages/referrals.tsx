import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { Referral, Referrals } from "../../../web/api/referral-answers.ts";
import { useDesk } from "../../../web/desk-context.tsx";
import { Answer } from "../../../web/kit/answer.tsx";
import { Seg } from "../../../web/kit/seg.tsx";
import { Empty } from "../../../web/kit/states.tsx";
import { Table } from "../../../web/kit/table.tsx";
import { useSession } from "../../../web/session/session.tsx";
import { useTitle } from "../../../web/shell/title.ts";
import { sayCaseAbout } from "../../../web/texts/names.ts";
import { CapacityPart } from "./capacity.tsx";
import { Asked, sayTurn, Where } from "./referral/where.tsx";

const route = getRouteApi("/shell/referrals");

/** What the agency sent and received; what waits comes first. */
export function ReferralsPage() {
  const { say } = useDesk();
  const { api } = useSession();
  const { box } = route.useSearch();
  const navigate = route.useNavigate();
  const chosen = box === "sent" || box === "received" ? box : "all";
  useTitle(say("referrals.title"));
  const referrals = useQuery({
    queryKey: ["referrals", chosen],
    queryFn: ({ signal }) =>
      api.get<Referrals>(chosen === "all" ? "/api/referrals" : `/api/referrals?box=${chosen}`, signal),
  });
  return (
    <>
      <header className="desk-head">
        <div>
          <h1>{say("referrals.title")}</h1>
          <p className="quiet">{say("referrals.lead")}</p>
        </div>
        <Seg
          label={say("referrals.which")}
          value={chosen}
          options={[
            { value: "all", label: say("referrals.all") },
            { value: "received", label: say("referrals.received") },
            { value: "sent", label: say("referrals.sent") },
          ]}
          onChoose={(value) =>
            navigate({ search: ({ box: _, ...rest }) => (value === "all" ? rest : { ...rest, box: value }) })
          }
        />
      </header>
      <Answer query={referrals} loading={say("referrals.loading")}>
        {({ referrals: all }) =>
          all.length === 0 ? (
            <Empty title={say("referrals.none")}>{say("referrals.none-say")}</Empty>
          ) : (
            <Rows rows={all} />
          )
        }
      </Answer>
      <CapacityPart />
    </>
  );
}

function Rows({ rows }: { rows: readonly Referral[] }) {
  const desk = useDesk();
  const { say, when, locale } = desk;
  return (
    <Table
      caption={say("referrals.title")}
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        {
          id: "what",
          title: say("referrals.what"),
          heads: true,
          cell: (referral) => <Asked referral={referral} desk={desk} />,
        },
        {
          id: "whom",
          title: say("referrals.whom"),
          cell: ({ about, caseId }) =>
            about ? (
              <>
                <Link to="/cases/$caseId" params={{ caseId }}>
                  {about.alias}
                </Link>
                <small>{sayCaseAbout(say, locale, about)}</small>
              </>
            ) : (
              <span className="quiet">{say("referrals.closed-to-us")}</span>
            ),
        },
        {
          id: "where",
          title: say("referrals.where"),
          cell: (referral) => (
            <>
              <Where referral={referral} desk={desk} />
              <small>{sayTurn(referral, desk)}</small>
            </>
          ),
        },
        {
          id: "by",
          title: say("referrals.by"),
          cell: ({ dueAt, closedAt }) =>
            dueAt ? when.near(dueAt) : closedAt ? "" : say("referrals.no-time"),
        },
      ]}
    />
  );
}
