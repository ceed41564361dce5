import type { Case } from "../../../../web/api/answers.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { Part } from "../../../../web/kit/log.tsx";
import { Tag } from "../../../../web/kit/marks.tsx";
import { Table } from "../../../../web/kit/table.tsx";
import { sayCategory, sayPurpose } from "../../../../web/texts/names.ts";
import { EndShare, sayBasis } from "../case/seers.tsx";

/** Each part that another agency sees or saw: what, for what, on what it rests. Those that are open come first. */
export function SeesNow({ file }: { file: Case }) {
  const desk = useDesk();
  const { say } = desk;
  const shares = file.sees
    .filter(({ basis }) => basis !== "holder")
    .sort((left, right) => Number(left.endedAt !== null) - Number(right.endedAt !== null));
  return (
    <Part id="sees-now" title={say("allowed.sees")}>
      <p className="small quiet">{say("allowed.holder-sees", { agency: file.holder.name })}</p>
      {shares.length === 0 ? (
        <p className="quiet">{say("around.no-one")}</p>
      ) : (
        <Table
          caption={say("allowed.sees")}
          rows={shares}
          keyOf={({ shareId, category }) => shareId ?? category}
          columns={[
            {
              id: "who",
              title: say("allowed.who"),
              heads: true,
              cell: ({ agency, purpose }) => (
                <>
                  {agency.name}
                  {purpose && <small>{sayPurpose(say, purpose)}</small>}
                </>
              ),
            },
            { id: "what", title: say("allowed.what"), cell: ({ category }) => sayCategory(say, category) },
            { id: "basis", title: say("allowed.basis"), cell: (sight) => sayBasis(sight, desk) },
            {
              id: "act",
              title: <span className="sr">{say("allowed.act")}</span>,
              number: true,
              cell: (sight) =>
                sight.endedAt !== null ? (
                  <Tag kind="closed">{say("allowed.over")}</Tag>
                ) : (
                  file.held && sight.shareId !== null && <EndShare caseId={file.id} sight={sight} />
                ),
            },
          ]}
        />
      )}
    </Part>
  );
}
