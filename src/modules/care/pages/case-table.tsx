import { Link } from "@tanstack/react-router";
import type { CaseLine } from "../../../web/api/answers.ts";
import { useDesk } from "../../../web/desk-context.tsx";
import { Tag } from "../../../web/kit/marks.tsx";
import { Table } from "../../../web/kit/table.tsx";
import { sayCaseAbout } from "../../../web/texts/names.ts";
import { useCareWords } from "./care-words.ts";
import { nearnessOf } from "./clock-groups.tsx";

/** Cases, a line each, that lead to their case. */
export function CaseTable({ cases }: { cases: readonly CaseLine[] }) {
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
              {line.keptWith && <small>{say("cases.kept-with", { alias: line.keptWith.alias })}</small>}
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
