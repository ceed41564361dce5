import { useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import type { Case, CaseLine, CasePage, FoundByName } from "../../../web/api/answers.ts";
import { isRefusal } from "../../../web/api/client.ts";
import { useDesk } from "../../../web/desk-context.tsx";
import { Answer } from "../../../web/kit/answer.tsx";
import { Button } from "../../../web/kit/button.tsx";
import { TextField } from "../../../web/kit/field.tsx";
import { Empty } from "../../../web/kit/states.tsx";
import { sayProblem } from "../../../web/session/problems.ts";
import { useSession } from "../../../web/session/session.tsx";
import { NotFound } from "../../../web/shell/lost.tsx";
import { useTitle } from "../../../web/shell/title.ts";
import { CasesToChoose } from "./pair/cases-to-choose.tsx";
import { Compare } from "./pair/compare.tsx";

const route = getRouteApi("/shell/cases/$caseId/same-person");

/** Which other case is of the same person: looked for, then both side by side. Which one is looked at stands in the address. */
export function SamePersonPage() {
  const { say } = useDesk();
  const { api, purpose } = useSession();
  const { caseId } = route.useParams();
  const { with: otherId } = route.useSearch();
  useTitle(say("pairs.title"));
  const file = useQuery({
    queryKey: ["case", caseId, purpose],
    queryFn: ({ signal }) => api.get<Case>(`/api/cases/${caseId}`, signal),
  });
  if (isRefusal(file.error, "not-found")) return <NotFound />;
  return (
    <Answer query={file} loading={say("case.loading")}>
      {(value) => (
        <>
          <header className="desk-head">
            <div>
              <p className="small">
                <Link to="/cases">{say("cases.title")}</Link> <span className="faint">/</span>{" "}
                <Link to="/cases/$caseId" params={{ caseId }}>
                  {value.alias}
                </Link>{" "}
                <span className="faint">/</span>
              </p>
              <h1>{say("pairs.title")}</h1>
              <p className="quiet">{say("pairs.lead")}</p>
            </div>
          </header>
          {otherId ? (
            <Compare key={`${otherId} ${purpose}`} caseId={caseId} otherId={otherId} />
          ) : (
            <Look file={value} />
          )}
        </>
      )}
    </Answer>
  );
}

/** By the person's name, which stands in no address, or by the case's made-up one. */
function Look({ file }: { file: Case }) {
  const { say } = useDesk();
  const { api } = useSession();
  const [name, setName] = useState("");
  const [alias, setAlias] = useState("");
  const byName = useMutation({
    mutationFn: (asked: string) =>
      api.send<FoundByName>("POST", "/api/cases/by-name", { body: { name: asked } }),
  });
  const byAlias = useMutation({
    mutationFn: (asked: string) => api.get<CasePage>(`/api/cases?${new URLSearchParams({ search: asked })}`),
  });
  const find = (
    event: FormEvent,
    asked: string,
    from: typeof byName | typeof byAlias,
    other: typeof from,
  ) => {
    event.preventDefault();
    if (asked.trim() === "") return;
    other.reset();
    from.mutate(asked.trim());
  };
  const found = byName.data?.cases ?? byAlias.data?.cases;
  return (
    <div className="stack stack-4 readable">
      <form className="sieve sieve-wide" onSubmit={(event) => find(event, name, byName, byAlias)}>
        <TextField
          label={say("cases.by-name")}
          why={say("cases.by-name-why")}
          wrong={byName.isError && sayProblem(say, byName.error)}
          type="search"
          value={name}
          onText={setName}
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
        />
        <Button type="submit" icon="find" busy={byName.isPending}>
          {say("cases.by-name-find")}
        </Button>
      </form>
      <form className="sieve sieve-wide" onSubmit={(event) => find(event, alias, byAlias, byName)}>
        <TextField
          label={say("cases.search")}
          wrong={byAlias.isError && sayProblem(say, byAlias.error)}
          type="search"
          value={alias}
          onText={setAlias}
          autoComplete="off"
          maxLength={60}
        />
        <Button type="submit" icon="find" busy={byAlias.isPending}>
          {say("cases.find")}
        </Button>
      </form>
      <div aria-live="polite">
        {found && <Found file={file} cases={found} isMore={byName.data?.isMore === true} />}
      </div>
    </div>
  );
}

function Found({ file, cases, isMore }: { file: Case; cases: readonly CaseLine[]; isMore: boolean }) {
  const { say } = useDesk();
  const others = cases.filter(({ id, held, keptWith }) => held && id !== file.id && keptWith === null);
  if (others.length === 0) return <Empty title={say("pairs.none")}>{say("pairs.none-say")}</Empty>;
  return (
    <>
      <CasesToChoose label={say("pairs.found")} file={file} cases={others} />
      {isMore && <p className="quiet">{say("cases.by-name-more")}</p>}
    </>
  );
}
