import { Link } from "@tanstack/react-router";
import { useDesk } from "../../desk-context.tsx";
import { buttonClass } from "../../kit/button.tsx";
import { Two } from "../../kit/two.tsx";
import { useSession } from "../../session/session.tsx";
import type { ThatWaits } from "./agreements-that-wait.ts";

/** It is read and signed on its own page: two people of each party and a root key stand under it. */
export function WaitingAgreement({ that: { agreement, proposed, isOurs } }: { that: ThatWaits }) {
  const { say, when } = useDesk();
  const { me } = useSession();
  return (
    <Two
      title={say("proposal.version-title", { number: String(agreement.number), title: agreement.title })}
      say={say("proposals.until", { time: when.near(proposed.expiresAt) })}
      signers={proposed.parties.map(({ id, name }) => {
        const hasSigned = proposed.signedBy.includes(id);
        return {
          id,
          standing: hasSigned ? "done" : id === me.agency.id ? "you" : "awaited",
          who: name,
          note: say(hasSigned ? "proposals.signed" : "proposals.awaited"),
        };
      })}
      changes={
        <p>
          {say("proposal.version", {
            agency: proposed.proposedBy,
            time: when.near(proposed.proposedAt),
          })}
        </p>
      }
    >
      <Link
        className={buttonClass(isOurs ? "main" : undefined)}
        to="/agreements/$agreementId"
        params={{ agreementId: agreement.id }}
      >
        {say(isOurs ? "deciding.sign" : "proposals.read")}
      </Link>
    </Two>
  );
}
