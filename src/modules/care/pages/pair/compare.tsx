import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import type { SectionAnswer } from "../../../../web/api/answers.ts";
import { isRefusal } from "../../../../web/api/client.ts";
import type { PairSide, PairSides } from "../../../../web/api/pair-answers.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { Answer } from "../../../../web/kit/answer.tsx";
import { Button } from "../../../../web/kit/button.tsx";
import { RadiosField } from "../../../../web/kit/choices-field.tsx";
import { Said } from "../../../../web/kit/field.tsx";
import { Tag } from "../../../../web/kit/marks.tsx";
import { Table } from "../../../../web/kit/table.tsx";
import { useNotices } from "../../../../web/kit/toast.tsx";
import { useOnceKey } from "../../../../web/session/once.ts";
import { sayProblem } from "../../../../web/session/problems.ts";
import { useSession } from "../../../../web/session/session.tsx";
import { NotFound } from "../../../../web/shell/lost.tsx";
import { sayCaseAbout, sayCategories } from "../../../../web/texts/names.ts";
import { fieldsOf } from "../../model/categories.ts";
import type { SectionDocument } from "../../model/field.ts";
import { fieldLabel } from "../../texts/index.ts";
import { useCareTexts, useCareWords } from "../care-words.ts";
import { sayAnswer } from "../case/document.tsx";

/** Two cases side by side. Who both are is read by a press, since that is a look at both; nothing is said before it is pressed. */
export function Compare({ caseId, otherId }: { caseId: string; otherId: string }) {
  const { say } = useDesk();
  const { api, purpose } = useSession();
  const sides = useQuery({
    queryKey: ["case", caseId, "pairs", otherId, purpose],
    queryFn: ({ signal }) => api.get<PairSides>(`/api/cases/${caseId}/pairs/${otherId}`, signal),
  });
  if (isRefusal(sides.error, "not-found")) return <NotFound />;
  return (
    <Answer query={sides} loading={say("case.loading")}>
      {({ cases }) => (
        <div className="stack stack-5">
          <Apart sides={cases} />
          <WhoBothAre sides={cases} />
          <Say sides={cases} />
        </div>
      )}
    </Answer>
  );
}

type Sides = PairSides["cases"];

interface Line {
  readonly id: string;
  readonly title: string;
  readonly of: readonly [ReactNode, ReactNode];
  readonly differs?: boolean;
}

function Beside({ caption, sides, lines }: { caption: string; sides: Sides; lines: readonly Line[] }) {
  const { say } = useDesk();
  const [first, second] = sides;
  return (
    <Table
      caption={caption}
      rows={lines}
      keyOf={({ id }) => id}
      columns={[
        {
          id: "what",
          title: say("pairs.what"),
          heads: true,
          cell: ({ title, differs }) => (
            <>
              {title}
              {differs && (
                <>
                  {" "}
                  <Tag kind="soon" icon="alert">
                    {say("pairs.differs")}
                  </Tag>
                </>
              )}
            </>
          ),
        },
        { id: "first", title: first.alias, cell: ({ of }) => of[0] },
        { id: "second", title: second.alias, cell: ({ of }) => of[1] },
      ]}
    />
  );
}

/** What tells two cases apart without a look at what is written. */
function Apart({ sides }: { sides: Sides }) {
  const desk = useDesk();
  const { say, when, locale } = desk;
  const { sayState } = useCareWords();
  const line = (id: string, title: string, cell: (side: PairSide) => ReactNode): Line => ({
    ...{ id, title, of: [cell(sides[0]), cell(sides[1])] },
  });
  return (
    <section aria-labelledby="apart" className="stack">
      <h2 id="apart">{say("pairs.compare")}</h2>
      <Beside
        caption={say("pairs.compare")}
        sides={sides}
        lines={[
          line("case", say("cases.name"), ({ id, alias }) => (
            <Link to="/cases/$caseId" params={{ caseId: id }}>
              {alias}
            </Link>
          )),
          line("about", say("pairs.counted"), (side) => sayCaseAbout(say, locale, side)),
          line("opened", say("pairs.opened"), ({ openedAt }) => when.day(openedAt)),
          line("state", say("cases.state"), ({ state }) => sayState(state)),
          line("lead", say("pairs.led"), ({ lead }) => lead?.displayName ?? say("pairs.nobody")),
          line("words", say("pairs.words"), ({ hasWords }) =>
            say(hasWords ? "pairs.has-words" : "pairs.no-words"),
          ),
          line("written", say("pairs.written"), ({ written }) =>
            written.length > 0 ? sayCategories(desk, written) : say("pairs.nothing"),
          ),
        ]}
      />
    </section>
  );
}

/** Both identities, on record, where something is written in them. */
function WhoBothAre({ sides }: { sides: Sides }) {
  const desk = useDesk();
  const { say } = desk;
  const { api } = useSession();
  const texts = useCareTexts();
  const readOne = async ({ id, written }: PairSide): Promise<SectionDocument> =>
    written.includes("identity")
      ? ((await api.get<SectionAnswer>(`/api/cases/${id}/sections/identity`)).document as SectionDocument)
      : {};
  const read = useMutation({
    mutationFn: async () => [await readOne(sides[0]), await readOne(sides[1])] as const,
    gcTime: 0,
  });
  if (!sides.some(({ written }) => written.includes("identity"))) {
    return <p className="quiet">{say("pairs.nobody-known")}</p>;
  }
  if (!read.data) {
    return (
      <div className="stack">
        <p className="small quiet">{say("pairs.look-say")}</p>
        <Said wrong={read.isError && sayProblem(say, read.error)} />
        <div className="row">
          <Button icon="open" busy={read.isPending} onClick={() => read.mutate()}>
            {say("pairs.look")}
          </Button>
        </div>
      </div>
    );
  }
  const [first, second] = read.data;
  const lines = fieldsOf("identity").flatMap((field): Line[] => {
    const [a, b] = [first[field.name], second[field.name]];
    if (a === undefined && b === undefined) return [];
    const said = [a, b].map((answer) => sayAnswer(field, answer, texts, desk)) as [string, string];
    const differs = a !== undefined && b !== undefined && said[0] !== said[1];
    const of = said.map((text) => <bdi key="said">{text}</bdi>) as unknown as [ReactNode, ReactNode];
    return [{ id: field.name, title: fieldLabel(texts, "identity", field), of, differs }];
  });
  return (
    <section aria-labelledby="who-both" className="stack">
      <h2 id="who-both">{say("pairs.who-both")}</h2>
      <Beside caption={say("pairs.who-both")} sides={sides} lines={lines} />
    </section>
  );
}

/** Which of both stands for the person: at first the one whose words they have, else the older. */
function standsAtFirst([first, second]: Sides): string {
  if (first.hasWords !== second.hasWords) return first.hasWords ? first.id : second.id;
  return first.openedAt <= second.openedAt ? first.id : second.id;
}

function Say({ sides }: { sides: Sides }) {
  const { say } = useDesk();
  const { api } = useSession();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const tell = useNotices();
  const keyFor = useOnceKey();
  const [keptId, setKept] = useState(standsAtFirst(sides));
  const [kept, aside] = keptId === sides[0].id ? sides : [sides[1], sides[0]];
  const pair = useMutation({
    mutationFn: () => {
      const body = { asideCaseId: aside.id };
      return api.send("POST", `/api/cases/${kept.id}/pairs`, { body, key: keyFor({ ...body, keptId }) });
    },
    onSuccess: async () => {
      tell({ icon: "people", text: say("pairs.done", { aside: aside.alias, kept: kept.alias }) });
      await queries.invalidateQueries();
      await navigate({ to: "/cases/$caseId", params: { caseId: kept.id } });
    },
  });
  return (
    <section aria-labelledby="say-so" className="stack stack-4 readable">
      <h2 id="say-so">{say("pairs.say")}</h2>
      <RadiosField
        label={say("pairs.which")}
        why={say("pairs.which-why")}
        value={keptId}
        choices={sides.map(({ id, alias, hasWords }) => ({
          value: id,
          label: alias,
          ...(hasWords && { why: say("pairs.has-words-why") }),
        }))}
        onChoose={setKept}
      />
      <ul className="plain-list small">
        <li>{say("pairs.means-aside", { aside: aside.alias, kept: kept.alias })}</li>
        <li>{say("pairs.means-nobody")}</li>
        <li>{say("pairs.means-both")}</li>
        <li>{say("pairs.means-undo")}</li>
      </ul>
      <Said wrong={pair.isError && sayProblem(say, pair.error)} />
      <div className="row">
        <Button kind="main" icon="people" busy={pair.isPending} onClick={() => pair.mutate()}>
          {say("pairs.do")}
        </Button>
        <Link to="/cases/$caseId" params={{ caseId: sides[0].id }}>
          {say("pairs.two-people")}
        </Link>
      </div>
    </section>
  );
}
