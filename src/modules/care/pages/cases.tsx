import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { type FormEvent, useEffect, useState } from "react";
import type { CasePage } from "../../../web/api/answers.ts";
import { useDesk } from "../../../web/desk-context.tsx";
import { Button, buttonClass } from "../../../web/kit/button.tsx";
import { SelectField, TextField } from "../../../web/kit/field.tsx";
import { Empty, Failed, Loading } from "../../../web/kit/states.tsx";
import { sayProblem } from "../../../web/session/problems.ts";
import { useSession } from "../../../web/session/session.tsx";
import { useTitle } from "../../../web/shell/title.ts";
import { canOpenCases } from "../model/opener.ts";
import { useCareWords } from "./care-words.ts";
import { CaseTable } from "./case-table.tsx";
import { FindByName } from "./find-by-name.tsx";
import { STATES } from "./journey-steps.ts";

const route = getRouteApi("/shell/cases");

/** Cases that the agency holds or that were shared with it; search and state live in the address. */
export function CasesPage() {
  const { say } = useDesk();
  const { api, me, purpose } = useSession();
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
  const [isByName, setByName] = useState(false);
  return (
    <>
      <header className="desk-head">
        <div>
          <h1>{say("cases.title")}</h1>
          <p className="quiet">{say("cases.lead")}</p>
        </div>
        <div className="row">
          <Link className={buttonClass()} to="/imports">
            {say("cases.bring-in")}
          </Link>
          {canOpenCases(me.member.roles) && (
            <Link className={buttonClass()} to="/cases/new">
              {say("walk-in.title")}
            </Link>
          )}
        </div>
      </header>
      <FindByName onFound={setByName} />
      {!isByName && <Sieve search={search} state={state} />}
      {!isByName && pages.isPending && <Loading>{say("cases.loading")}</Loading>}
      {!isByName && pages.isError && cases.length === 0 && (
        <Failed
          what={sayProblem(say, pages.error)}
          again={() => void pages.refetch()}
          againLabel={say("try-again")}
        />
      )}
      {!isByName && pages.isSuccess && cases.length === 0 && (
        <Empty title={search || state ? say("cases.none-found") : say("cases.none")}>
          {search || state ? say("cases.none-found-say") : say("cases.none-say")}
        </Empty>
      )}
      {!isByName && cases.length > 0 && <CaseTable cases={cases} />}
      {!isByName && pages.hasNextPage && (
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
