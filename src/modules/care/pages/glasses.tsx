import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Category } from "../../../core/access/context.ts";
import type { Named } from "../../../web/api/answers.ts";
import { useDesk } from "../../../web/desk-context.tsx";
import { Answer } from "../../../web/kit/answer.tsx";
import { Button, buttonClass } from "../../../web/kit/button.tsx";
import { Said } from "../../../web/kit/field.tsx";
import { Part } from "../../../web/kit/log.tsx";
import { Note, Tag } from "../../../web/kit/marks.tsx";
import { Table } from "../../../web/kit/table.tsx";
import { useNotices } from "../../../web/kit/toast.tsx";
import { sayProblem } from "../../../web/session/problems.ts";
import { useSession } from "../../../web/session/session.tsx";
import { useTitle } from "../../../web/shell/title.ts";
import { sayCategory } from "../../../web/texts/names.ts";

interface Glass {
  readonly id: string;
  readonly caseId: string;
  readonly alias: string | null;
  readonly category: Category;
  readonly reason: string;
  readonly agency: Named;
  readonly member: { readonly id: string; readonly displayName: string } | null;
  readonly openedAt: string;
  readonly confirmedBy: { readonly displayName: string } | null;
  readonly state: "waits" | "open" | "over";
  /** When it closes by itself as it stands; null where it is over. */
  readonly until: string | null;
}

/** Emergencies: what is open now and for how long, what waits for a second member, and what was. */
export function GlassesPage() {
  const { say } = useDesk();
  const { api } = useSession();
  useTitle(say("glasses.title"));
  const glasses = useQuery({
    queryKey: ["glasses"],
    queryFn: ({ signal }) => api.get<{ glasses: readonly Glass[] }>("/api/break-glass", signal),
    refetchInterval: 60_000, // time runs, and so does what is left of it
  });
  return (
    <>
      <header className="desk-head">
        <div>
          <h1>{say("glasses.title")}</h1>
          <p className="quiet">{say("glasses.lead")}</p>
        </div>
      </header>
      <div className="stack stack-6">
        <Note icon="person">{say("glasses.person-sees")}</Note>
        <Answer query={glasses} loading={say("glasses.loading")}>
          {({ glasses: all }) => (
            <>
              <Part id="live" title={say("glasses.live")}>
                <Rows
                  caption={say("glasses.live")}
                  none={say("glasses.none-live")}
                  glasses={all.filter(({ state }) => state !== "over")}
                />
              </Part>
              <Part id="over" title={say("glasses.over")}>
                <Rows
                  caption={say("glasses.over")}
                  none={say("glasses.none-over")}
                  glasses={all.filter(({ state }) => state === "over")}
                />
              </Part>
            </>
          )}
        </Answer>
      </div>
    </>
  );
}

function Rows({ caption, none, glasses }: { caption: string; none: string; glasses: readonly Glass[] }) {
  const { say, when } = useDesk();
  if (glasses.length === 0) return <p className="quiet">{none}</p>;
  return (
    <Table
      caption={caption}
      rows={glasses}
      keyOf={({ id }) => id}
      columns={[
        {
          id: "what",
          title: say("glasses.what"),
          heads: true,
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
          id: "who",
          title: say("glasses.who"),
          cell: ({ member, agency, openedAt }) => (
            <>
              {member?.displayName ?? agency.name}
              <small>{when.near(openedAt)}</small>
            </>
          ),
        },
        { id: "why", title: say("glasses.why"), cell: ({ reason }) => <bdi>{reason}</bdi> },
        { id: "stands", title: say("glasses.stands"), cell: (glass) => <Stands glass={glass} /> },
        {
          id: "act",
          title: <span className="sr">{say("allowed.act")}</span>,
          number: true,
          cell: (glass) => glass.state !== "over" && <Acts glass={glass} />,
        },
      ]}
    />
  );
}

function Stands({ glass }: { glass: Glass }) {
  const { say, when, now } = useDesk();
  const { state, until, confirmedBy } = glass;
  const left = until ? when.length(Date.parse(until) - now().getTime()) : "";
  if (state === "over") return <Tag kind="closed">{say("allowed.over")}</Tag>;
  return (
    <>
      <Tag kind={state === "open" ? "late" : "soon"}>
        {say(state === "open" ? "glasses.open" : "glasses.waits", { left })}
      </Tag>
      <small>
        {confirmedBy
          ? say("glasses.confirmed-by", { name: confirmedBy.displayName })
          : say("glasses.unconfirmed")}
      </small>
    </>
  );
}

function Acts({ glass }: { glass: Glass }) {
  const { say } = useDesk();
  const { api, me } = useSession();
  const queries = useQueryClient();
  const tell = useNotices();
  const act = useMutation({
    mutationFn: () => api.send("POST", `/api/break-glass/${glass.id}/end`),
    onSuccess: async () => {
      tell({ text: say("glasses.ended") });
      await queries.invalidateQueries({ queryKey: ["glasses"] });
    },
  });
  const mayConfirm =
    glass.confirmedBy === null && glass.agency.id === me.agency.id && glass.member?.id !== me.member.id;
  return (
    <>
      {mayConfirm && (
        <Link to="/seconds" className={buttonClass("other", true)}>
          {say("glasses.confirm")}
        </Link>
      )}
      <Button small busy={act.isPending} onClick={() => act.mutate()}>
        {say("glasses.end")}
      </Button>
      <Said wrong={act.isError && sayProblem(say, act.error)} />
    </>
  );
}
