import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Category, Purpose } from "../../../core/access/context.ts";
import { useDesk } from "../../../web/desk-context.tsx";
import { Answer } from "../../../web/kit/answer.tsx";
import { Button } from "../../../web/kit/button.tsx";
import { Part } from "../../../web/kit/log.tsx";
import { Note } from "../../../web/kit/marks.tsx";
import { Empty } from "../../../web/kit/states.tsx";
import { Table } from "../../../web/kit/table.tsx";
import { useSession } from "../../../web/session/session.tsx";
import { useTitle } from "../../../web/shell/title.ts";
import { sayCategory, sayCode, sayPurpose } from "../../../web/texts/names.ts";

interface Standing {
  readonly rule: string;
  readonly member: { readonly id: string; readonly displayName: string };
  readonly from: string;
  readonly until: string;
  readonly looks: number;
  readonly cases: readonly { readonly id: string; readonly alias: string | null }[];
}

interface Dispute {
  readonly caseId: string;
  readonly alias: string | null;
  readonly agency: string;
  readonly heardBy: string | null;
  readonly at: string;
}

interface OversightLook {
  readonly at: string;
  readonly member: { readonly displayName: string } | null;
  readonly caseId: string;
  readonly alias: string | null;
  readonly category: Category;
  readonly purpose: Purpose | null;
  readonly outcome: string;
  readonly clause: string | null;
}

/** For supervisors: who looked at what in this agency, and which looks a written rule asks to be explained. */
export function OversightPage() {
  const { say } = useDesk();
  const { api, me, purpose } = useSession();
  useTitle(say("oversight.title"));
  const allowed = me.member.supervises && purpose === "oversight";
  const found = useQuery({
    queryKey: ["oversight", purpose],
    queryFn: ({ signal }) =>
      api.get<{ standing: readonly Standing[]; disputes: readonly Dispute[] }>("/api/oversight", signal),
    enabled: allowed,
  });
  return (
    <>
      <header className="desk-head">
        <div>
          <h1>{say("oversight.title")}</h1>
          <p className="quiet">{say("oversight.lead", { agency: me.agency.name })}</p>
        </div>
      </header>
      {!allowed ? (
        <Empty title={say(me.member.supervises ? "oversight.purpose" : "problem.supervisors-only")} />
      ) : (
        <div className="stack stack-6">
          <Note>{say("oversight.no-score")}</Note>
          <Answer query={found} loading={say("oversight.loading")}>
            {({ standing, disputes }) => (
              <>
                <Part id="disputes" title={say("oversight.disputes")}>
                  <Disputes disputes={disputes} />
                </Part>
                <Part id="standing" title={say("oversight.standing")}>
                  <StandingOut standing={standing} />
                </Part>
              </>
            )}
          </Answer>
          <Looks />
        </div>
      )}
    </>
  );
}

function Disputes({ disputes }: { disputes: readonly Dispute[] }) {
  const { say, when } = useDesk();
  if (disputes.length === 0) return <p className="quiet">{say("oversight.no-disputes")}</p>;
  return (
    <ul className="plain-list">
      {disputes.map(({ caseId, alias, agency, heardBy, at }) => (
        <li key={`${caseId} ${at}`}>
          <p>
            {say("oversight.dispute", { agency, name: heardBy ?? "?", at: when.near(at) })}{" "}
            {alias && (
              <Link to="/cases/$caseId/allowed" params={{ caseId }}>
                {alias}
              </Link>
            )}
          </p>
        </li>
      ))}
    </ul>
  );
}

function StandingOut({ standing }: { standing: readonly Standing[] }) {
  const { say, when } = useDesk();
  if (standing.length === 0) return <p className="quiet">{say("oversight.nothing-stands-out")}</p>;
  return (
    <Table
      caption={say("oversight.standing")}
      rows={standing}
      keyOf={({ rule, member, from }) => `${rule} ${member.id} ${from}`}
      columns={[
        {
          id: "rule",
          title: say("oversight.rule"),
          heads: true,
          cell: ({ rule }) => sayCode(say, "oversight-rule", rule),
        },
        { id: "who", title: say("glasses.who"), cell: ({ member }) => member.displayName },
        {
          id: "when",
          title: say("ledger.when"),
          cell: ({ from, until }) => (
            <>
              {when.near(from)}
              {until !== from && <small>{when.near(until)}</small>}
            </>
          ),
        },
        {
          id: "what",
          title: say("oversight.looks-at"),
          cell: ({ looks, cases }) => (
            <>
              {say("oversight.count", { looks, cases: cases.length })}
              <small>
                {cases
                  .slice(0, 5)
                  .map(({ alias }) => alias ?? "…")
                  .join(", ")}
              </small>
            </>
          ),
        },
      ]}
    />
  );
}

function Looks() {
  const { say, when } = useDesk();
  const { api, purpose } = useSession();
  const pages = useInfiniteQuery({
    queryKey: ["oversight", "looks", purpose],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      api.get<{ looks: readonly OversightLook[]; nextCursor: string | null }>(
        `/api/oversight/looks${pageParam && `?cursor=${pageParam}`}`,
        signal,
      ),
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  const looks = pages.data?.pages.flatMap((page) => page.looks) ?? [];
  return (
    <Part id="looks" title={say("looks.title")}>
      <Answer query={pages} loading={say("looks.loading")}>
        {() =>
          looks.length === 0 ? (
            <p className="quiet">{say("looks.none")}</p>
          ) : (
            <Table
              caption={say("looks.title")}
              rows={looks}
              keyOf={({ at, caseId, category }) => `${at} ${caseId} ${category}`}
              columns={[
                {
                  id: "who",
                  title: say("glasses.who"),
                  heads: true,
                  cell: ({ member }) => member?.displayName ?? "",
                },
                {
                  id: "what",
                  title: say("oversight.looks-at"),
                  cell: ({ category, alias, caseId }) => (
                    <>
                      {sayCategory(say, category)}
                      {alias && (
                        <small>
                          <Link to="/cases/$caseId" params={{ caseId }}>
                            {alias}
                          </Link>
                        </small>
                      )}
                    </>
                  ),
                },
                {
                  id: "for",
                  title: say("consent.what-for"),
                  cell: ({ purpose: stated }) => stated && sayPurpose(say, stated),
                },
                {
                  id: "came",
                  title: say("oversight.came-of-it"),
                  cell: ({ outcome, clause }) =>
                    outcome === "refused"
                      ? say("looks.stayed-closed")
                      : say(clause === "break-glass" ? "looks.glass" : "oversight.read"),
                },
                { id: "when", title: say("ledger.when"), number: true, cell: ({ at }) => when.near(at) },
              ]}
            />
          )
        }
      </Answer>
      {pages.hasNextPage && (
        <p className="more">
          <Button busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {say("more-older")}
          </Button>
        </p>
      )}
    </Part>
  );
}
