import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Mailbox, MailboxTransfer } from "../../../web/api/door-answers.ts";
import { useDesk } from "../../../web/desk-context.tsx";
import { Button } from "../../../web/kit/button.tsx";
import { Part } from "../../../web/kit/log.tsx";
import { Tag } from "../../../web/kit/marks.tsx";
import { useNotices } from "../../../web/kit/toast.tsx";
import { sayProblem } from "../../../web/session/problems.ts";
import { useSession } from "../../../web/session/session.tsx";

const HOUR_MS = 3_600_000;

/** Whether the conversation came from another agency, and what was asked about going to one. */
export function TransfersAside({ mailbox }: { mailbox: Mailbox }) {
  const { say } = useDesk();
  if (mailbox.transfers.length === 0) return null;
  return (
    <Part id="transfers" title={say("transfers.title")}>
      <ul className="plain-list">
        {mailbox.transfers.map((transfer) => (
          <TransferLine key={transfer.id} transfer={transfer} address={mailbox.address} />
        ))}
      </ul>
    </Part>
  );
}

function TransferLine({ transfer, address }: { transfer: MailboxTransfer; address: string }) {
  const { say, when } = useDesk();
  const { api } = useSession();
  const queries = useQueryClient();
  const tell = useNotices();
  const takeBack = useMutation({
    mutationFn: () => api.send("DELETE", `/api/inbox/transfers/${transfer.id}`),
    onSettled: () => queries.invalidateQueries({ queryKey: ["inbox", address] }),
    onError: (error) => tell({ icon: "alert", text: sayProblem(say, error) }),
  });
  if (transfer.status === "done") {
    return (
      <li>
        <p>
          {say(transfer.why === "unread" ? "transfers.unread" : "transfers.came", {
            agency: transfer.from.name,
          })}
        </p>
        <p className="small quiet">{when.near(new Date((transfer.doneHour ?? 0) * HOUR_MS))}</p>
      </li>
    );
  }
  return (
    <li>
      <p>{say("transfers.asked", { agency: transfer.to.name })}</p>
      <p className="row">
        <Tag kind="line">{say(`transfers.${transfer.status}`)}</Tag>
        {transfer.status === "open" && (
          <Button small busy={takeBack.isPending} onClick={() => takeBack.mutate()}>
            {say("transfers.take-back")}
          </Button>
        )}
      </p>
    </li>
  );
}
