import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { HandOver } from "../api/leaving-answers.ts";
import { useDesk } from "../desk-context.tsx";
import { Answer } from "../kit/answer.tsx";
import { Button } from "../kit/button.tsx";
import { Said } from "../kit/field.tsx";
import { Part } from "../kit/log.tsx";
import { Tag } from "../kit/marks.tsx";
import { Empty } from "../kit/states.tsx";
import { Table } from "../kit/table.tsx";
import { useNotices } from "../kit/toast.tsx";
import { sayProblem } from "../session/problems.ts";
import { useSession } from "../session/session.tsx";
import { useTitle } from "../shell/title.ts";
import { sayCode } from "../texts/names.ts";

/** Cases that go to another holder: what waits for us, what we offered and can take back, what was settled. */
export function HandOvers() {
  const { say } = useDesk();
  const { api, me } = useSession();
  useTitle(say("hand-over.title"));
  const handOvers = useQuery({
    queryKey: ["hand-overs"],
    queryFn: ({ signal }) => api.get<{ handOvers: readonly HandOver[] }>("/api/hand-overs", signal),
  });
  return (
    <>
      <header className="desk-head">
        <div>
          <h1>{say("hand-over.title")}</h1>
          <p className="quiet">{say("hand-over.lead")}</p>
        </div>
        {me.member.supervises && (
          <Link className="btn" to="/leaving">
            {say("leaving.title")}
          </Link>
        )}
      </header>
      <Answer query={handOvers} loading={say("hand-over.loading")}>
        {({ handOvers: all }) => <Lists all={all} />}
      </Answer>
    </>
  );
}

function Lists({ all }: { all: readonly HandOver[] }) {
  const { say } = useDesk();
  const lists = [
    { id: "for-you", rows: all.filter(({ outcome, isForUs }) => outcome === null && isForUs) },
    { id: "by-you", rows: all.filter(({ outcome, isForUs }) => outcome === null && !isForUs) },
    { id: "settled", rows: all.filter(({ outcome }) => outcome !== null) },
  ] as const;
  if (all.length === 0) return <Empty title={say("hand-over.none")}>{say("hand-over.none-say")}</Empty>;
  return (
    <div className="stack stack-6">
      {lists.map(
        ({ id, rows }) =>
          rows.length > 0 && (
            <Part key={id} id={id} title={say(`hand-over.${id}`)}>
              <Rows caption={say(`hand-over.${id}`)} rows={rows} />
            </Part>
          ),
      )}
    </div>
  );
}

function Rows({ caption, rows }: { caption: string; rows: readonly HandOver[] }) {
  const { say, when } = useDesk();
  return (
    <Table
      caption={caption}
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        {
          id: "to",
          title: say("hand-over.to"),
          heads: true,
          cell: ({ from, to }) => (
            <>
              <bdi>{to.name}</bdi>
              <small>
                {say("hand-over.from")}: <bdi>{from.name}</bdi>
              </small>
            </>
          ),
        },
        {
          id: "case",
          title: say("hand-over.case"),
          cell: ({ caseId }) => (
            <Link to="/cases/$caseId" params={{ caseId }}>
              {say("hand-over.open-case")}
            </Link>
          ),
        },
        {
          id: "why",
          title: say("hand-over.why"),
          cell: ({ basis }) => sayCode(say, "hand-over-basis", basis),
        },
        {
          id: "when",
          title: say("hand-over.when"),
          cell: ({ offeredAt, settledAt }) => when.near(settledAt ?? offeredAt),
        },
        {
          id: "act",
          title: <span className="sr">{say("hand-over.act")}</span>,
          number: true,
          cell: (handOver) =>
            handOver.outcome === null ? (
              <Acts handOver={handOver} />
            ) : (
              <Tag kind={handOver.outcome === "accepted" ? "done" : "closed"}>
                {sayCode(say, "hand-over-outcome", handOver.outcome)}
              </Tag>
            ),
        },
      ]}
    />
  );
}

function Acts({ handOver: { id, isForUs } }: { handOver: HandOver }) {
  const { say } = useDesk();
  const { api } = useSession();
  const queries = useQueryClient();
  const tell = useNotices();
  const act = useMutation({
    mutationFn: (what: "accept" | "decline" | "take-back") =>
      what === "take-back"
        ? api.send("DELETE", `/api/hand-overs/${id}`, {})
        : api.send("POST", `/api/hand-overs/${id}/${what}`, {}),
    onSuccess: (_nothing, what) => {
      if (what === "accept") tell({ icon: "tick", text: say("hand-over.accepted-say") });
    },
    onSettled: () =>
      Promise.all(
        ["hand-overs", "case", "cases", "leaving"].map((key) =>
          queries.invalidateQueries({ queryKey: [key] }),
        ),
      ),
  });
  return (
    <div className="stack stack-4">
      <div className="row">
        {isForUs ? (
          <>
            <Button small kind="main" icon="tick" busy={act.isPending} onClick={() => act.mutate("accept")}>
              {say("hand-over.accept")}
            </Button>
            <Button small icon="none" busy={act.isPending} onClick={() => act.mutate("decline")}>
              {say("hand-over.decline")}
            </Button>
          </>
        ) : (
          <Button small icon="back" iconTurns busy={act.isPending} onClick={() => act.mutate("take-back")}>
            {say("hand-over.take-back")}
          </Button>
        )}
      </div>
      <Said wrong={act.isError && sayProblem(say, act.error)} />
    </div>
  );
}
