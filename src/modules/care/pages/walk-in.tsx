import { Link } from "@tanstack/react-router";
import { CATEGORIES } from "../../../core/access/context.ts";
import { ROLE_COVERAGE, ROLES } from "../../../core/access/coverage.ts";
import { useDesk } from "../../../web/desk-context.tsx";
import { Empty } from "../../../web/kit/states.tsx";
import { useSession } from "../../../web/session/session.tsx";
import { useTitle } from "../../../web/shell/title.ts";
import { canOpenCases } from "../model/opener.ts";
import { FirstFacts } from "./open-case/first-facts.tsx";

/** Opens a case with someone who is here. Nothing of it is shared. */
export function WalkInPage() {
  const { say } = useDesk();
  const { me, purpose } = useSession();
  useTitle(say("walk-in.title"));
  const { roles } = me.member;
  const categories = CATEGORIES.filter((category) =>
    ROLES.some(
      (role) => roles.includes(role) && purpose !== null && ROLE_COVERAGE[role][purpose]?.includes(category),
    ),
  );
  return (
    <>
      <header className="desk-head">
        <div>
          <p className="small">
            <Link to="/cases">{say("cases.title")}</Link> <span className="faint">/</span>
          </p>
          <h1>{say("walk-in.title")}</h1>
        </div>
      </header>
      {canOpenCases(roles) ? (
        <FirstFacts
          draft={{ id: "case in person", keyPath: "/api/cases/in-person/draft-key" }}
          opening={{ path: "/api/cases/in-person", basis: null, categories, done: "walk-in.done" }}
          shown={["identity"]}
          seenBy={null}
          lead={say("walk-in.lead")}
        />
      ) : (
        <Empty title={say("problem.open-case-role")} />
      )}
    </>
  );
}
