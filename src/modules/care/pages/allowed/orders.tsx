import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import type { AllowedOrder, ProposedOrder } from "../../../../web/api/allowed-answers.ts";
import type { Case } from "../../../../web/api/answers.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { Button } from "../../../../web/kit/button.tsx";
import { Dialog } from "../../../../web/kit/dialog.tsx";
import { Said, TextArea } from "../../../../web/kit/field.tsx";
import { Part } from "../../../../web/kit/log.tsx";
import { Note, Tag } from "../../../../web/kit/marks.tsx";
import { Table } from "../../../../web/kit/table.tsx";
import { useNotices } from "../../../../web/kit/toast.tsx";
import { useOnceKey } from "../../../../web/session/once.ts";
import { sayProblem } from "../../../../web/session/problems.ts";
import { useSession } from "../../../../web/session/session.tsx";
import { sayCategories, sayPurpose } from "../../../../web/texts/names.ts";
import { sayReads } from "./words.ts";

const REASON_LENGTH_MIN = 3;

/** Orders that wait for a second member, those that stand, and those that are over. */
export function Orders(props: {
  file: Case;
  orders: readonly AllowedOrder[];
  proposed: readonly ProposedOrder[];
}) {
  const { file, orders, proposed } = props;
  const { say } = useDesk();
  return (
    <Part id="orders" title={say("order.title")}>
      <p className="small quiet">{say("order.lead")}</p>
      <div className="stack stack-4">
        {proposed.map((order) => (
          <Proposed key={order.id} order={order} />
        ))}
      </div>
      {orders.length === 0 ? (
        proposed.length === 0 && <p className="quiet">{say("order.none")}</p>
      ) : (
        <OrderTable file={file} orders={orders} />
      )}
    </Part>
  );
}

function OrderTable({ file, orders }: { file: Case; orders: readonly AllowedOrder[] }) {
  const desk = useDesk();
  const { say, when, now } = desk;
  return (
    <Table
      caption={say("order.title")}
      rows={orders}
      keyOf={({ id }) => id}
      columns={[
        {
          id: "order",
          title: say("order.by"),
          heads: true,
          cell: ({ authority, article, reference }) => (
            <>
              {authority}
              <small>
                {article} {reference && <bdi>{say("order.number", { reference })}</bdi>}
              </small>
            </>
          ),
        },
        {
          id: "opens",
          title: say("order.opens"),
          cell: ({ agency, purpose, categories }) => (
            <>
              {agency && purpose ? `${agency.name}, ${sayPurpose(say, purpose)}` : say("order.keeps")}
              <small>{sayCategories(desk, categories)}</small>
            </>
          ),
        },
        {
          id: "told",
          title: say("order.told"),
          cell: ({ deferredUntil, court }) =>
            deferredUntil && Date.parse(deferredUntil) > now().getTime() ? (
              <Tag kind="soon">
                {say("order.deferred", { court: court ?? "", day: when.day(deferredUntil) })}
              </Tag>
            ) : (
              say("order.is-told")
            ),
        },
        { id: "read", title: say("allowed.read"), cell: ({ reads }) => sayReads(desk, reads) },
        {
          id: "act",
          title: say("allowed.until"),
          number: true,
          cell: (order) =>
            order.endedAt !== null || Date.parse(order.until) <= now().getTime() ? (
              <Tag kind="closed">{say("allowed.over")}</Tag>
            ) : (
              <div className="stack">
                <span>{when.day(order.until)}</span>
                {file.held &&
                  (order.agency ? (
                    <EndOrder file={file} order={order} />
                  ) : (
                    <EndHold file={file} order={order} />
                  ))}
              </div>
            ),
        },
      ]}
    />
  );
}

function EndOrder({ file, order }: { file: Case; order: AllowedOrder }) {
  const { say } = useDesk();
  const { api } = useSession();
  const queries = useQueryClient();
  const tell = useNotices();
  const end = useMutation({
    mutationFn: () => api.send("DELETE", `/api/cases/${file.id}/orders/${order.id}`),
    onSuccess: async () => {
      tell({ text: say("order.ended") });
      await queries.invalidateQueries({ queryKey: ["case", file.id] });
    },
  });
  return (
    <>
      <Button
        small
        busy={end.isPending}
        onClick={() => end.mutate()}
        aria-label={say("order.end-of", { reference: order.reference ?? order.authority })}
      >
        {say("order.end")}
      </Button>
      <Said wrong={end.isError && sayProblem(say, end.error)} />
    </>
  );
}

/** A hold ends by two: one says that it was lifted and by what, a second one confirms. */
function EndHold({ file, order }: { file: Case; order: AllowedOrder }) {
  const { say } = useDesk();
  const { api } = useSession();
  const tell = useNotices();
  const keyFor = useOnceKey();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const [wrong, setWrong] = useState("");
  const close = () => setOpen(false);
  const propose = useMutation({
    mutationFn: (body: { reason: string }) =>
      api.send("POST", `/api/cases/${file.id}/orders/${order.id}/ending`, { body, key: keyFor(body) }),
    onSuccess: () => {
      close();
      tell({ icon: "deed", text: say("hold.proposed") });
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (propose.isPending) return;
    const isShort = reason.trim().length < REASON_LENGTH_MIN;
    setWrong(isShort ? say("hold.reason-needed") : "");
    if (!isShort) propose.mutate({ reason: reason.trim() });
  };
  return (
    <>
      <Button
        small
        onClick={() => setOpen(true)}
        aria-label={say("order.end-of", { reference: order.reference ?? order.authority })}
      >
        {say("order.end")}
      </Button>
      <Dialog open={open} onClose={close} title={say("hold.end-title")} closeLabel={say("close")}>
        <form className="stack stack-4" onSubmit={send} noValidate autoComplete="off">
          <p>{say("hold.end-say")}</p>
          <TextArea
            label={say("hold.reason")}
            value={reason}
            onText={setReason}
            maxLength={1000}
            wrong={wrong}
          />
          <Said wrong={propose.isError && sayProblem(say, propose.error)} />
          <div className="row">
            <Button kind="main" type="submit" busy={propose.isPending}>
              {say("hold.propose")}
            </Button>
            <Button onClick={close}>{say("cancel")}</Button>
          </div>
        </form>
      </Dialog>
    </>
  );
}

/** Written down by one member; another one holds the paper beside it, where everything waits that takes two. */
function Proposed({ order }: { order: ProposedOrder }) {
  const { say, when } = useDesk();
  return (
    <Note kind="soon">
      <p>
        <b>{say("order.waits", { name: order.proposedBy, at: when.near(order.proposedAt) })}</b>{" "}
        {order.authority} <bdi>{say("order.number", { reference: order.reference })}</bdi>{" "}
        <Link to="/seconds">{say("order.compare")}</Link>
      </p>
    </Note>
  );
}
