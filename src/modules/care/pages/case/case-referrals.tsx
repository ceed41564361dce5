import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import type { Case } from "../../../../web/api/answers.ts";
import type { CaseReferrals as Answered } from "../../../../web/api/referral-answers.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { Answer } from "../../../../web/kit/answer.tsx";
import { Button } from "../../../../web/kit/button.tsx";
import { Part, WaitingList } from "../../../../web/kit/log.tsx";
import { useSession } from "../../../../web/session/session.tsx";
import { Asked, sayTurn, Where } from "../referral/where.tsx";
import { Refer } from "./refer.tsx";

const route = getRouteApi("/shell/cases/$caseId");

/** Whom this case was referred to, and where that is; its holder asks another agency here. */
export function CaseReferrals({ file }: { file: Case }) {
  const desk = useDesk();
  const { say } = desk;
  const { api } = useSession();
  const { instead } = route.useSearch();
  const navigate = route.useNavigate();
  const [open, setOpen] = useState(instead !== undefined);
  const referrals = useQuery({
    queryKey: ["referrals", "case", file.id],
    queryFn: ({ signal }) => api.get<Answered>(`/api/cases/${file.id}/referrals`, signal),
  });
  const close = () => {
    setOpen(false);
    if (instead) void navigate({ search: ({ instead: _, ...rest }) => rest, replace: true });
  };
  return (
    <Part
      id="referrals"
      title={say("referrals.in-case")}
      end={
        file.held && (
          <Button small icon="send" iconTurns onClick={() => setOpen(true)}>
            {say("refer.open")}
          </Button>
        )
      }
    >
      <Answer query={referrals} loading={say("referrals.loading")}>
        {({ referrals: all, couldBeAsked }) => (
          <>
            {all.length === 0 ? (
              <p className="quiet part-body">{say("referrals.none-in-case")}</p>
            ) : (
              <WaitingList
                label={say("referrals.in-case")}
                entries={all.map((referral) => ({
                  id: referral.id,
                  icon: referral.overdue ? "alert" : "send",
                  title: <Asked referral={referral} desk={desk} />,
                  note: sayTurn(referral, desk),
                  wait: <Where referral={referral} desk={desk} />,
                  nearness: referral.overdue ? "late" : undefined,
                }))}
              />
            )}
            <Refer
              file={file}
              takesUp={all.find(({ id, closedAt }) => id === instead && closedAt === null)?.id ?? null}
              couldBeAsked={couldBeAsked}
              open={open}
              onClose={close}
            />
          </>
        )}
      </Answer>
    </Part>
  );
}
