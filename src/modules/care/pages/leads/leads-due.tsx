import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { LeadOffers } from "../../../../web/api/lead-answers.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { Button } from "../../../../web/kit/button.tsx";
import { Part } from "../../../../web/kit/log.tsx";
import { useSession } from "../../../../web/session/session.tsx";
import { LeadOffersList, useLeadAct } from "./offers.tsx";

/** Cases that a colleague asks one to lead, that one passed on, and that nobody leads. Nothing where there is none. */
export function LeadsDue() {
  const { say } = useDesk();
  const { api, me } = useSession();
  const act = useLeadAct();
  const found = useQuery({
    queryKey: ["leads", "own"],
    queryFn: ({ signal }) => api.get<LeadOffers>("/api/lead-offers", signal),
    refetchInterval: 60_000,
  });
  const { offers = [], unled = 0 } = found.data ?? {};
  if (offers.length === 0 && unled === 0) return null;
  const toAccept = offers.filter(({ to, acts }) => to?.id === me.member.id && acts.includes("accept"));
  return (
    <Part
      id="leads-due"
      title={say("led.title")}
      end={
        <Link className="small" to="/workload">
          {say("led.workload")}
        </Link>
      }
    >
      {unled > 0 && <p className="quiet">{say("led.unled", { count: unled })}</p>}
      {offers.length > 0 && <LeadOffersList offers={offers} />}
      {toAccept.length > 1 && (
        <p>
          <Button
            busy={act.isPending}
            onClick={() => act.mutate(toAccept.map(({ id }) => ({ id, what: "accept" })))}
          >
            {say("led.accept-all", { count: toAccept.length })}
          </Button>
        </p>
      )}
    </Part>
  );
}
