import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Effect, Effects } from "../../api/agreement-answers.ts";
import { useDesk } from "../../desk-context.tsx";
import { Button } from "../../kit/button.tsx";
import { Table } from "../../kit/table.tsx";
import { sayCategory, sayCode, sayPurpose } from "../../texts/names.ts";

/** What a version would do to live shares of one's own, and which; of others' shares, how many, in fives. */
export function EffectList({ effects: { effects, others } }: { effects: Effects }) {
  const { say, locale } = useDesk();
  const [isOpen, setOpen] = useState(false);
  const groups = [
    ...Map.groupBy(effects, ({ effect, category, recipient }) => `${effect} ${category} ${recipient.id}`),
  ];
  const cases = new Set(effects.map(({ caseId }) => caseId)).size;
  return (
    <div className="stack stack-2 small">
      {effects.length === 0 && <p>{say("effects.none")}</p>}
      <ul className="effects">
        {groups.map(([key, [first, ...more]]) =>
          first ? (
            <li key={key}>
              {say(first.effect === "ends" ? "effects.end" : "effects.cut", {
                count: more.length + 1,
                kind: sayCategory(say, first.category).toLocaleLowerCase(locale),
                agency: first.recipient.name,
              })}
            </li>
          ) : null,
        )}
      </ul>
      {cases > 0 && (
        <div className="row">
          <Button small onClick={() => setOpen(!isOpen)} aria-expanded={isOpen}>
            {say(isOpen ? "effects.hide" : "effects.which", { count: cases })}
          </Button>
        </div>
      )}
      {isOpen && <Which effects={effects} />}
      <p className="quiet">
        {others === null ? say("effects.others-few") : say("effects.others", { count: others })}
      </p>
    </div>
  );
}

function Which({ effects }: { effects: readonly Effect[] }) {
  const { say, when } = useDesk();
  return (
    <Table
      caption={say("effects.title")}
      rows={effects}
      keyOf={({ caseId, category, purpose, recipient }) => `${caseId} ${category} ${purpose} ${recipient.id}`}
      columns={[
        {
          id: "case",
          title: say("effects.case"),
          heads: true,
          cell: ({ caseId, category }) => (
            <>
              <Link to="/cases/$caseId" params={{ caseId }}>
                <bdi className="num">{caseId.slice(0, 8)}</bdi>
              </Link>
              <small>{sayCategory(say, category)}</small>
            </>
          ),
        },
        {
          id: "what",
          title: say("effects.what"),
          cell: ({ effect, because, recipient, purpose, wouldEndAt }) => (
            <>
              {effect === "ends" ? say("effects.ends") : say("effects.until", { day: when.day(wouldEndAt) })}
              <small>
                {recipient.name}
                {say("about.comma")}
                {sayPurpose(say, purpose)}. {sayCode(say, "effect-because", because)}
              </small>
            </>
          ),
        },
      ]}
    />
  );
}
