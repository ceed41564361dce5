import { useDesk } from "../desk-context.tsx";
import { useSession } from "../session/session.tsx";
import { sayPurpose } from "../texts/names.ts";

/** On paper only: who printed it, for what, when. */
export function Printed() {
  const { say, when, now } = useDesk();
  const { me, purpose } = useSession();
  return (
    <p className="printed tiny">
      {say("printed", {
        name: me.member.displayName,
        agency: me.agency.name,
        purpose: purpose ? sayPurpose(say, purpose) : "–",
        at: when.whole(now()),
      })}
    </p>
  );
}
