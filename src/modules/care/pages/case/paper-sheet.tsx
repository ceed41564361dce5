import { useState } from "react";
import type { Case, Paper } from "../../../../web/api/answers.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { Button } from "../../../../web/kit/button.tsx";
import { useSession } from "../../../../web/session/session.tsx";
import { sayCategory, sayPurpose } from "../../../../web/texts/names.ts";
import type { SectionDocument } from "../../model/field.ts";
import { DocumentFacts } from "./document.tsx";

/**
 * What goes on paper. Its head stands in the head of a table, which browsers repeat on every page of print and of PDF:
 * who printed it, for what, when. What is made for the person names no member, as their own file does not.
 */
export function PaperSheet(props: { file: Case; paper: Paper; onAgain: () => void }) {
  const { file, paper, onAgain } = props;
  const { say, when, now } = useDesk();
  const { me, purpose } = useSession();
  const [madeAt] = useState(now);
  const at = when.whole(madeAt);
  const isForPerson = paper.whom === "person";
  const head = isForPerson
    ? say("paper.by-agency", { agency: me.agency.name, at })
    : say("paper.by", {
        alias: file.alias,
        name: me.member.displayName,
        agency: me.agency.name,
        purpose: purpose ? sayPurpose(say, purpose) : "–",
        at,
      });
  return (
    <div className="stack stack-4">
      <div className="no-print stack stack-3">
        <p>{say("paper.made")}</p>
        <div className="row">
          <Button kind="main" icon="print" onClick={() => print()}>
            {say("paper.print")}
          </Button>
          <Button kind="plain" onClick={onAgain}>
            {say("paper.again")}
          </Button>
        </div>
      </div>
      <table className="paper">
        <thead>
          <tr>
            <th scope="col" className="paper-by">
              {head}
            </th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <td>
              {/* The person is never told what the desk calls their case. */}
              <h2>{isForPerson ? say("paper.for-person") : file.alias}</h2>
            </td>
          </tr>
          {paper.sections.map((section) => (
            <tr key={section.category}>
              <td>
                <section className="paper-part stack">
                  <h3>{sayCategory(say, section.category)}</h3>
                  <p className="small quiet">
                    {say("paper.version", { at: when.whole(section.writtenAt), version: section.version })}
                  </p>
                  {/* A document was checked by the same model when it was written. */}
                  <DocumentFacts category={section.category} document={section.document as SectionDocument} />
                </section>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
