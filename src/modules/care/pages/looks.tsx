import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { LooksPage as Page } from "../../../web/api/answers.ts";
import { useDesk } from "../../../web/desk-context.tsx";
import { Button } from "../../../web/kit/button.tsx";
import { Log } from "../../../web/kit/log.tsx";
import { Note } from "../../../web/kit/marks.tsx";
import { Empty, Failed, Loading } from "../../../web/kit/states.tsx";
import { sayProblem } from "../../../web/session/problems.ts";
import { useSession } from "../../../web/session/session.tsx";
import { useTitle } from "../../../web/shell/title.ts";
import { toLogEntry } from "./look-text.tsx";

const route = getRouteApi("/shell/cases/$caseId/looks");

/** Everyone who looked at a case, or tried to: the newest first, and back to the beginning. */
export function LooksPage() {
  const desk = useDesk();
  const { say } = desk;
  const { api, me } = useSession();
  const { caseId } = route.useParams();
  useTitle(say("looks.title"));
  const pages = useInfiniteQuery({
    queryKey: ["case", caseId, "looks"],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      api.get<Page>(
        `/api/cases/${caseId}/looks${pageParam && `?cursor=${encodeURIComponent(pageParam)}`}`,
        signal,
      ),
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  const looks = pages.data?.pages.flatMap((page) => page.looks) ?? [];
  return (
    <>
      <header className="desk-head">
        <div>
          <p className="small">
            <Link to="/cases">{say("cases.title")}</Link> <span className="faint">/</span>{" "}
            <Link to="/cases/$caseId" params={{ caseId }}>
              {say("looks.to-case")}
            </Link>{" "}
            <span className="faint">/</span>
          </p>
          <h1>{say("looks.title")}</h1>
        </div>
        <Button icon="print" onClick={() => print()}>
          {say("print")}
        </Button>
      </header>
      <div className="readable stack stack-4">
        <Note icon="person">{say("looks.person-sees")}</Note>
        {pages.isPending && <Loading>{say("looks.loading")}</Loading>}
        {pages.isError && looks.length === 0 && (
          <Failed
            what={sayProblem(say, pages.error)}
            again={() => void pages.refetch()}
            againLabel={say("try-again")}
          />
        )}
        {pages.isSuccess && looks.length === 0 && <Empty title={say("looks.none")} />}
        {looks.length > 0 && (
          <Log
            label={say("looks.title")}
            entries={looks.map((look, index) => toLogEntry(look, index, desk, me.member.id))}
          />
        )}
        {pages.hasNextPage && (
          <p>
            <Button busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
              {say("more-older")}
            </Button>
          </p>
        )}
      </div>
    </>
  );
}
