import { useQuery } from "@tanstack/react-query";
import type { Tools as Answered, Tool } from "../api/tool-answers.ts";
import { useDesk } from "../desk-context.tsx";
import { Answer } from "../kit/answer.tsx";
import { Part } from "../kit/log.tsx";
import { Empty } from "../kit/states.tsx";
import { Table } from "../kit/table.tsx";
import { useSession } from "../session/session.tsx";
import { useTitle } from "../shell/title.ts";
import { sayCode } from "../texts/names.ts";
import { ToolAdvice } from "./tools/advice.tsx";
import { Assess, Assessments } from "./tools/assessments.tsx";
import { Facts } from "./tools/facts.tsx";
import { VerdictTag } from "./tools/verdict.tsx";
import { Waiting } from "./tools/waiting.tsx";

/** What runs only with a rights assessment, and what protects people: how each stands, and the two signatures. */
export function Tools() {
  const { say } = useDesk();
  const { api } = useSession();
  useTitle(say("tools.title"));
  const tools = useQuery({
    queryKey: ["tools"],
    queryFn: ({ signal }) => api.get<Answered>("/api/tools", signal),
    staleTime: 0, // what another asked or answered a moment ago is acted on here
  });
  return (
    <>
      <header className="desk-head">
        <div>
          <h1>{say("tools.title")}</h1>
          <p className="quiet">{say("tools.lead")}</p>
        </div>
        <a className="btn" href="/tools">
          {say("tools.public")}
        </a>
      </header>
      <Answer query={tools} loading={say("tools.loading")}>
        {(answered) =>
          answered.tools.length === 0 ? (
            <Empty title={say("tools.none")}>{say("tools.none-say")}</Empty>
          ) : (
            <div className="stack stack-6">
              {answered.tools.map((tool) => (
                <One key={tool.name} tool={tool} all={answered} />
              ))}
            </div>
          )
        }
      </Answer>
    </>
  );
}

function One({ tool, all }: { tool: Tool; all: Answered }) {
  const { say } = useDesk();
  const { me } = useSession();
  const own = all.verdicts.find((verdict) => verdict.tool === tool.name && verdict.own);
  const elsewhere = all.verdicts.filter((verdict) => verdict.tool === tool.name && !verdict.own);
  const ofTool = <Row extends { assessment: { tool: string } }>(rows: readonly Row[]) =>
    rows.filter(({ assessment }) => assessment.tool === tool.name);
  const advice = all.advice.filter((one) => one.tool === tool.name);
  const mayAssess = me.member.supervises && !me.member.roles.includes("auditor");
  return (
    <Part
      id={`tool-${tool.name}`}
      title={sayCode(say, "tool", tool.name)}
      end={own && <VerdictTag verdict={own} isProtection={tool.kind === "protection"} />}
    >
      <div className="stack stack-4">
        <p className="small quiet">
          {say("tools.version", { version: tool.version, kind: sayCode(say, "tool-kind", tool.kind) })}{" "}
          {tool.needsAdvice && say("tools.needs-advice")}
        </p>
        <Facts tool={tool} />
        {ofTool(all.waiting).map((waiting) => (
          <Waiting key={waiting.id} waiting={waiting} advice={advice} />
        ))}
        <ToolAdvice tool={tool} advice={advice} hasCouncil={all.hasCouncil} />
        <Assessments tool={tool} assessments={ofTool(all.assessments)} advice={advice} />
        {elsewhere.length > 0 && (
          <details>
            <summary>{say("tools.elsewhere", { count: elsewhere.length })}</summary>
            <Table
              caption={say("tools.elsewhere", { count: elsewhere.length })}
              rows={elsewhere}
              keyOf={({ agencyId }) => agencyId}
              columns={[
                {
                  id: "agency",
                  title: say("tools.agency"),
                  heads: true,
                  cell: ({ agency }) => <bdi>{agency}</bdi>,
                },
                {
                  id: "state",
                  title: say("tools.state"),
                  cell: (verdict) => (
                    <VerdictTag verdict={verdict} isProtection={tool.kind === "protection"} />
                  ),
                },
              ]}
            />
          </details>
        )}
        {mayAssess && <Assess tool={tool} advice={advice} />}
      </div>
    </Part>
  );
}
