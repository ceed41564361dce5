import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { Case, ClosedCategory } from "../../../../web/api/answers.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { Button } from "../../../../web/kit/button.tsx";
import { useSession } from "../../../../web/session/session.tsx";
import { sayPurpose, sayRefusal } from "../../../../web/texts/names.ts";
import { BreakGlass } from "./break-glass.tsx";
import { SuspendedAgreements } from "./suspended-agreements.tsx";

/** Who may never break glass (DESIGN section 4). The database holds them to it; here the button is not shown. */
const NEVER = new Set(["police", "bank", "platform", "regulator", "immigration-enforcement"]);

/** A closed kind: the reason, and the next step. Neither its length nor its dates are shown. */
export function ClosedSection({ file, entry }: { file: Case; entry: ClosedCategory }) {
  const { say, locale } = useDesk();
  const { me, purpose } = useSession();
  const navigate = useNavigate();
  const [breaking, setBreaking] = useState(false);
  const others = entry.purposes.filter((other) => other !== purpose);
  const forOthers = new Intl.ListFormat(locale, { type: "disjunction" }).format(
    others.map((other) => sayPurpose(say, other)),
  );
  return (
    <>
      <p>
        <strong>{say(others.length > 0 ? "closed.for-purpose" : "closed.to-you")}</strong>{" "}
        {sayRefusal(say, entry.refusal, {
          purpose: purpose ? sayPurpose(say, purpose) : "",
          others: forOthers,
          agency: file.holder.name,
        })}{" "}
        {say("closed.nothing-shown")}
      </p>
      {entry.refusal === "protocol" && (
        <SuspendedAgreements category={entry.category} holderId={file.holder.id} />
      )}
      <div className="row">
        {others.map((other) => (
          <Button
            key={other}
            small
            onClick={() => navigate({ to: ".", search: (before) => ({ ...before, for: other }) })}
          >
            {say("closed.look-for", { purpose: sayPurpose(say, other) })}
          </Button>
        ))}
        {!NEVER.has(me.agency.kind) && (
          <Button kind="plain" small onClick={() => setBreaking(true)}>
            {say("glass.open")}
          </Button>
        )}
      </div>
      <BreakGlass file={file} category={entry.category} open={breaking} onClose={() => setBreaking(false)} />
    </>
  );
}
