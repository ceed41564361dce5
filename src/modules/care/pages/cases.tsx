import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { type FormEvent, useEffect, useState } from "react";
import type { CaseLine, CasePage } from "../../../web/api/answers.ts";
import { useDesk } from "../../../web/desk-context.tsx";
import { Button } from "../../../web/kit/button.tsx";
import { SelectField, TextField } from "../../../web/kit/field.tsx";
import { Tag } from "../../../web/kit/marks.tsx";
import { Empty, Failed, Loading } from "../../../web/kit/states.tsx";
import { Table } from "../../../web/kit/table.tsx";
import { sayProblem } from "../../../web/session/problems.ts";
import { useSession } from "../../../web/session/session.tsx";
import { useTitle } from "../../../web/shell/title.ts";
import { sayCaseAbout } from "../../../web/texts/names.ts";
import { useCareWords } from "./care-words.ts";
import { nearnessOf } from "./clock-groups.tsx";
import { STATES } from "./journey-steps.ts";

const route = getRouteApi("/shell/cases");

/** Cases that the agency holds or that were shared with it; search and state live in the address. */
export function CasesPage() {
  const { say } = useDesk();
  const { api, purpose } = useSession();
  const { search = "", state = "" } = route.useSearch();
  useTitle(say("cases.title"));
  const pages = useInfiniteQuery({
    queryKey: ["cases", purpose, search, state],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) => {
      const asked = new URLSearchParams({
        ...(pageParam && { cursor: pageParam }),
        ...(search && { search }),
        ...(state && { state }),
      });
      return api.get<CasePage>(`/api/cases?${asked}`, signal);
    },
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  const cases = pages.data?.pages.flatMap((page) => page.cases) ?? [];
  return (
    <>
      <header className="desk-head">
        <div>
          <h1>{say("cases.title")}</h1>
          <p className="quiet">{say("cases.lead")}</p>
        </div>
      </header>
      <Sieve search={search} state={state} />
      {pages.isPending && <Loading>{say("cases.loading")}</Loading>}
      {pages.isError && cases.length === 0 && (
        <Failed
          what={sayProblem(say, pages.error)}
          again={() => void pages.refetch()}
          againLabel={say("try-again")}
        />
      )}
      {pages.isSuccess && cases.length === 0 && (
        <Empty title={search || state ? say("cases.none-found") : say("cases.none")}>
          {search || state ? say("cases.none-found-say") : say("cases.none-say")}
        </Empty>
      )}
      {cases.length > 0 && <CaseTable cases={cases} />}
      {pages.hasNextPage && (
        <p className="more">
          <Button busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {say("more-next")}
          </Button>
        </p>
      )}
    </>
  );
}

function Sieve({ search, state }: { search: string; state: string }) {
  const { say } = useDesk();
  const { sayState } = useCareWords();
  const navigate = route.useNavigate();
  const [text, setText] = useState(search);
  useEffect(() => setText(search), [search]);
  const go = (next: { search: string; state: string }) =>
    navigate({
      search: ({ search: _search, state: _state, ...rest }) => ({
        ...rest,
        ...(next.search && { search: next.search }),
        ...(next.state && { state: next.state }),
      }),
    });
  const send = (event: FormEvent) => {
    event.preventDefault();
    void go({ search: text.trim(), state });
  };
  return (
    <search>
      <form className="sieve" onSubmit={send}>
        <TextField
          label={say("cases.search")}
          type="search"
          value={text}
          onText={setText}
          autoComplete="off"
        />
        <SelectField
          label={say("cases.state")}
          value={state || "any"}
          options={[
            { value: "any", label: say("cases.any-state") },
            ...STATES.map((value) => ({ value: value as string, label: sayState(value) })),
          ]}
          onChoose={(value) => void go({ search: text.trim(), state: value === "any" ? "" : value })}
        />
        <Button type="submit" icon="find">
          {say("cases.find")}
        </Button>
      </form>
    </search>
  );
}

function CaseTable({ cases }: { cases: readonly CaseLine[] }) {
  const { say, when, locale, now } = useDesk();
  const { sayState } = useCareWords();
  return (
    <Table
      caption={say("cases.title")}
      rows={cases}
      keyOf={({ id }) => id}
      columns={[
        {
          id: "alias",
          title: say("cases.name"),
          heads: true,
          cell: (line) => (
            <>
              <Link className="who" to="/cases/$caseId" params={{ caseId: line.id }}>
                {line.alias}
              </Link>
              <small>{sayCaseAbout(say, locale, line)}</small>
            </>
          ),
        },
        {
          id: "state",
          title: say("cases.state"),
          cell: (line) => (
            <>
              {sayState(line.state)}
              <small>{say("cases.since", { day: when.day(line.stateSince) })}</small>
            </>
          ),
        },
        {
          id: "holder",
          title: say("cases.held-by"),
          cell: (line) => (
            <>
              {line.held ? say("cases.us") : line.holder.name}
              {line.lead && <small>{line.lead.displayName}</small>}
            </>
          ),
        },
        {
          id: "due",
          title: say("cases.next"),
          cell: ({ nextDue }) => nextDue && <NextDue dueAt={nextDue} desk={{ now, when }} />,
        },
      ]}
    />
  );
}

function NextDue({ dueAt, desk }: { dueAt: string; desk: Parameters<typeof nearnessOf>[1] }) {
  const nearness = nearnessOf(dueAt, desk);
  const at = desk.when.near(dueAt);
  return nearness === "later" ? <span className="num">{at}</span> : <Tag kind={nearness}>{at}</Tag>;
}
