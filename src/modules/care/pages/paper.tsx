import { useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Category } from "../../../core/access/context.ts";
import type { Case, OpenCategory, Paper } from "../../../web/api/answers.ts";
import { isRefusal } from "../../../web/api/client.ts";
import { useDesk } from "../../../web/desk-context.tsx";
import { Answer } from "../../../web/kit/answer.tsx";
import { Button } from "../../../web/kit/button.tsx";
import { ChecksField, RadiosField } from "../../../web/kit/choices-field.tsx";
import { Said } from "../../../web/kit/field.tsx";
import { Empty } from "../../../web/kit/states.tsx";
import { sayProblem } from "../../../web/session/problems.ts";
import { useSession } from "../../../web/session/session.tsx";
import { NotFound } from "../../../web/shell/lost.tsx";
import { useTitle } from "../../../web/shell/title.ts";
import { sayCategory } from "../../../web/texts/names.ts";
import { PaperSheet } from "./case/paper-sheet.tsx";

const route = getRouteApi("/shell/cases/$caseId/paper");

/** Closed to the person's own file as a whole: where someone is, and what is being done about others. */
const NEVER_FOR_THE_PERSON: ReadonlySet<Category> = new Set<Category>(["contact", "justice"]);

/** Parts of a case on paper. What is chosen is read once, recorded as printed, and gone with the page. */
export function PaperPage() {
  const { say } = useDesk();
  const { api, purpose } = useSession();
  const { caseId } = route.useParams();
  const file = useQuery({
    queryKey: ["case", caseId, purpose],
    queryFn: ({ signal }) => api.get<Case>(`/api/cases/${caseId}`, signal),
  });
  useTitle(file.data ? say("paper.title", { alias: file.data.alias }) : say("paper.of-case"));
  if (isRefusal(file.error, "not-found")) return <NotFound />;
  return (
    <Answer query={file} loading={say("case.loading")}>
      {(value) => <Choose key={purpose} file={value} />}
    </Answer>
  );
}

function Choose({ file }: { file: Case }) {
  const { say } = useDesk();
  const { api } = useSession();
  const [whom, setWhom] = useState<Paper["whom"]>("work");
  const [chosen, setChosen] = useState<readonly Category[]>([]);
  const make = useMutation({
    mutationFn: (body: { categories: readonly Category[]; whom: Paper["whom"] }) =>
      api.send<Paper>("POST", `/api/cases/${file.id}/papers`, { body }),
    gcTime: 0, // what was read is gone with the page
  });
  const isFor = (category: Category) => whom === "work" || !NEVER_FOR_THE_PERSON.has(category);
  const parts = file.categories
    .filter((entry): entry is OpenCategory => entry.open && entry.version !== null)
    .filter(({ category }) => isFor(category));
  const categories = chosen.filter(isFor);
  return (
    <>
      <header className="desk-head no-print">
        <div>
          <p className="small">
            <Link to="/cases/$caseId" params={{ caseId: file.id }}>
              {file.alias}
            </Link>{" "}
            <span className="faint">/</span>
          </p>
          <h1>{say("paper.title", { alias: file.alias })}</h1>
          <p className="quiet">{say("paper.lead")}</p>
        </div>
      </header>
      {make.data ? (
        <PaperSheet file={file} paper={make.data} onAgain={() => make.reset()} />
      ) : (
        <form
          className="stack stack-4"
          onSubmit={(event) => {
            event.preventDefault();
            if (categories.length > 0) make.mutate({ categories, whom });
          }}
        >
          {file.held && (
            <RadiosField
              label={say("paper.whom")}
              value={whom}
              choices={[
                { value: "work", label: say("paper.work"), why: say("paper.work-why") },
                { value: "person", label: say("paper.person"), why: say("paper.person-why") },
              ]}
              onChoose={setWhom}
            />
          )}
          {parts.length === 0 ? (
            <Empty title={say("paper.no-parts")} />
          ) : (
            <ChecksField
              label={say("paper.parts")}
              values={categories}
              choices={parts.map(({ category }) => ({ value: category, label: sayCategory(say, category) }))}
              onChoose={setChosen}
            />
          )}
          <Said wrong={make.isError && sayProblem(say, make.error)} />
          {parts.length > 0 && (
            <p className="row">
              <Button
                kind="main"
                type="submit"
                icon="print"
                busy={make.isPending}
                notYet={categories.length === 0 ? say("paper.choose") : undefined}
              >
                {say("paper.make", { count: categories.length })}
              </Button>
            </p>
          )}
        </form>
      )}
    </>
  );
}
