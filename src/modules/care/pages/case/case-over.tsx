import { Link } from "@tanstack/react-router";
import type { Category } from "../../../../core/access/context.ts";
import type { Refusal } from "../../../../web/api/client.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { Section } from "../../../../web/kit/section.tsx";
import { useSession } from "../../../../web/session/session.tsx";
import { sayCategory, sayPurpose, sayRefusal } from "../../../../web/texts/names.ts";
import { SuspendedAgreements } from "./suspended-agreements.tsx";

interface LostPart {
  readonly category: Category;
  readonly refusal: string;
}

/** For an agency that was party and is so no more: each part that it once saw, and why it is closed now. */
export function CaseOver({ refusal, alias }: { refusal: Refusal; alias: string | undefined }) {
  const { say } = useDesk();
  const { purpose } = useSession();
  const parts = Array.isArray(refusal.extra.parts) ? (refusal.extra.parts as readonly LostPart[]) : [];
  return (
    <>
      <header className="desk-head">
        <div>
          <p className="small">
            <Link to="/cases">{say("cases.title")}</Link> <span className="faint">/</span> {alias}
          </p>
          <h1>{say("case.over")}</h1>
          <p className="quiet">{say("case.over-say")}</p>
        </div>
      </header>
      <div className="sections readable">
        {parts.map((part) => {
          const title = sayCategory(say, part.category);
          return (
            <Section
              key={part.category}
              id={part.category}
              title={title}
              level={2}
              closed
              meta={[]}
              seesLabel={say("section.who-sees", { category: title })}
              sees={[]}
            >
              <p>
                <strong>{say("closed.to-you")}</strong>{" "}
                {sayRefusal(say, part.refusal, {
                  purpose: purpose ? sayPurpose(say, purpose) : "",
                  others: "",
                  agency: "",
                })}
              </p>
              {part.refusal === "protocol" && <SuspendedAgreements category={part.category} />}
            </Section>
          );
        })}
      </div>
    </>
  );
}
