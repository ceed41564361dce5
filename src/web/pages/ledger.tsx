import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useDesk } from "../desk-context.tsx";
import { Answer } from "../kit/answer.tsx";
import { Button } from "../kit/button.tsx";
import { Part } from "../kit/log.tsx";
import { Tag } from "../kit/marks.tsx";
import { Facts } from "../kit/section.tsx";
import { Empty } from "../kit/states.tsx";
import { Table } from "../kit/table.tsx";
import { useSession } from "../session/session.tsx";
import { useTitle } from "../shell/title.ts";
import { sayEntryKind } from "../texts/names.ts";
import { LedgerEntry } from "./ledger-entry.tsx";
import { Witnesses, type WitnessState } from "./ledger-witnesses.tsx";

const route = getRouteApi("/shell/ledger");
const HOUR_S = 3600;

interface LedgerState extends WitnessState {
  readonly origin: string | null;
  readonly verifierKey: string | null;
  readonly checkpoint: string | null;
  readonly waiting: number;
}

interface EntryLine {
  readonly id: string;
  readonly kind: string;
  readonly at: string;
  readonly place: number | null;
  readonly caseId: string | null;
}

/** The record that nobody can rewrite: where it stands, what of it is ours, and the proof of any entry. */
export function Ledger() {
  const { say } = useDesk();
  const { api } = useSession();
  const { entry } = route.useSearch();
  useTitle(say("ledger.title"));
  const state = useQuery({
    queryKey: ["ledger", "state"],
    queryFn: ({ signal }) => api.get<LedgerState>("/api/ledger", signal),
  });
  return (
    <>
      <header className="desk-head">
        <div>
          <h1>{say("ledger.title")}</h1>
          <p className="quiet">{say("ledger.lead")}</p>
        </div>
      </header>
      <div className="split">
        <Entries chosen={entry} />
        <div className="aside">
          {entry && state.data && (
            <LedgerEntry
              key={entry}
              id={entry}
              verifierKey={state.data.verifierKey ?? ""}
              checkpoint={state.data.checkpoint}
            />
          )}
          <Answer query={state} loading={say("ledger.loading")}>
            {(value) => (
              <>
                <State state={value} />
                <Witnesses state={value} />
              </>
            )}
          </Answer>
        </div>
      </div>
    </>
  );
}

function State({ state }: { state: LedgerState }) {
  const { say, locale } = useDesk();
  const count = new Intl.NumberFormat(locale);
  return (
    <Part id="checkpoint" title={say("ledger.checkpoint")}>
      <div className="stack part-body">
        <Facts
          facts={[
            {
              id: "size",
              name: say("ledger.size"),
              value: <span className="num">{count.format(state.size)}</span>,
            },
            {
              id: "waiting",
              name: say("ledger.waiting"),
              value: <span className="num">{count.format(state.waiting)}</span>,
            },
          ]}
        />
        <p className="tiny quiet">
          {state.periodS === HOUR_S ? say("ledger.hourly") : say("ledger.every", { seconds: state.periodS })}
        </p>
        {state.checkpoint && (
          <pre className="mono note-text" dir="ltr">
            {state.checkpoint}
          </pre>
        )}
        <p className="tiny quiet">{say("ledger.key")}</p>
        <pre className="mono note-text" dir="ltr">
          {state.verifierKey}
        </pre>
        <p className="tiny quiet">
          {say("ledger.anyone")} <a href="/ledger">{say("ledger.public")}</a>
        </p>
      </div>
    </Part>
  );
}

function Entries({ chosen }: { chosen: string | undefined }) {
  const { say, when } = useDesk();
  const { api } = useSession();
  const pages = useInfiniteQuery({
    queryKey: ["ledger", "entries"],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      api.get<{ entries: readonly EntryLine[]; nextCursor: string | null }>(
        `/api/ledger/entries${pageParam && `?cursor=${pageParam}`}`,
        signal,
      ),
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  const entries = pages.data?.pages.flatMap((page) => page.entries) ?? [];
  return (
    <Part id="entries" title={say("ledger.entries")}>
      <Answer query={pages} loading={say("ledger.loading")}>
        {() =>
          entries.length === 0 ? (
            <Empty title={say("ledger.none")} />
          ) : (
            <Table
              caption={say("ledger.entries")}
              rows={entries}
              keyOf={({ id }) => id}
              columns={[
                {
                  id: "what",
                  title: say("ledger.what"),
                  heads: true,
                  cell: ({ kind, caseId }) => (
                    <>
                      {sayEntryKind(say, kind)}
                      {caseId && (
                        <small>
                          <Link to="/cases/$caseId" params={{ caseId }}>
                            {say("ledger.to-case")}
                          </Link>
                        </small>
                      )}
                    </>
                  ),
                },
                { id: "when", title: say("ledger.when"), cell: ({ at }) => when.near(at) },
                {
                  id: "place",
                  title: say("ledger.place"),
                  cell: ({ place }) =>
                    place === null ? (
                      <Tag kind="soon">{say("ledger.not-in")}</Tag>
                    ) : (
                      <bdi className="num">{place}</bdi>
                    ),
                },
                {
                  id: "proof",
                  title: <span className="sr">{say("ledger.proof")}</span>,
                  number: true,
                  cell: ({ id }) => (
                    <Link
                      className="btn btn-small"
                      to="/ledger"
                      search={(before) => ({ ...before, entry: id })}
                      aria-current={id === chosen ? "true" : undefined}
                      aria-label={say("ledger.prove-entry", { id })}
                    >
                      {say("ledger.prove")}
                    </Link>
                  ),
                },
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
