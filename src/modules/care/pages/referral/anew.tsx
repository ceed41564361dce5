import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { Basis, Case } from "../../../../web/api/answers.ts";
import type { OneReferral } from "../../../../web/api/referral-answers.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { Answer } from "../../../../web/kit/answer.tsx";
import { Button } from "../../../../web/kit/button.tsx";
import { Dialog } from "../../../../web/kit/dialog.tsx";
import { useSession } from "../../../../web/session/session.tsx";

/** What was sent goes again, on the very yes or order on which it went before. */
export function Anew(props: {
  referral: OneReferral;
  children: (file: Case, basis: Basis, close: () => void) => ReactNode;
}) {
  const { referral, children } = props;
  const { say } = useDesk();
  const { api, purpose } = useSession();
  const [isOpen, setOpen] = useState(false);
  const file = useQuery({
    queryKey: ["case", referral.caseId, purpose],
    queryFn: ({ signal }) => api.get<Case>(`/api/cases/${referral.caseId}`, signal),
    enabled: isOpen,
  });
  const close = () => setOpen(false);
  return (
    <>
      <Button small icon="send" onClick={() => setOpen(true)}>
        {say("referral.anew")}
      </Button>
      <Dialog open={isOpen} onClose={close} title={say("referral.anew")} closeLabel={say("close")}>
        <Answer query={file} loading={say("case.loading")}>
          {(one) => {
            const basis = one.bases.find(({ id }) => id === referral.basisId);
            return basis ? children(one, basis, close) : <p>{say("referral.anew-no-basis")}</p>;
          }}
        </Answer>
      </Dialog>
    </>
  );
}

/** While it runs. */
export const canGoAnew = ({ side, state, closedAt }: OneReferral): boolean =>
  side === "sender" && closedAt === null && ["sent", "acknowledged", "accepted", "begun"].includes(state);
