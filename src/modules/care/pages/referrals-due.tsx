import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Referral, Referrals } from "../../../web/api/referral-answers.ts";
import { useDesk } from "../../../web/desk-context.tsx";
import { Part, WaitingList } from "../../../web/kit/log.tsx";
import { useSession } from "../../../web/session/session.tsx";
import { Asked, sayTurn, Where } from "./referral/where.tsx";

const SHOWN_MAX = 12;

/** Referrals where it is this agency's turn, or whose time is over; those first. */
export function useReferralsDue(): readonly Referral[] {
  const { api } = useSession();
  const open = useQuery({
    queryKey: ["referrals", "open"],
    queryFn: ({ signal }) => api.get<Referrals>("/api/referrals?open=true", signal),
    refetchInterval: 60_000,
  });
  return (open.data?.referrals ?? [])
    .filter(({ turn, side, overdue }) => overdue || turn.includes(side))
    .sort((a, b) => Number(b.overdue) - Number(a.overdue));
}

/** Nothing where none waits. */
export function ReferralsDue({ waiting }: { waiting: readonly Referral[] }) {
  const desk = useDesk();
  const { say } = desk;
  if (waiting.length === 0) return null;
  return (
    <Part
      id="referrals-due"
      title={say("referrals.due")}
      end={
        <Link className="small" to="/referrals">
          {say("referrals.all")}
        </Link>
      }
    >
      <WaitingList
        label={say("referrals.due")}
        entries={waiting.slice(0, SHOWN_MAX).map((referral) => ({
          id: referral.id,
          icon: referral.overdue ? "alert" : "send",
          title: <Asked referral={referral} desk={desk} />,
          note: sayTurn(referral, desk),
          wait: <Where referral={referral} desk={desk} />,
          nearness: referral.overdue ? "late" : "soon",
        }))}
      />
    </Part>
  );
}
