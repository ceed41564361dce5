import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { AllowedOrder, ProposedOrder } from "../../../../web/api/allowed-answers.ts";
import type { Case } from "../../../../web/api/answers.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { Button } from "../../../../web/kit/button.tsx";
import { Said } from "../../../../web/kit/field.tsx";
import { Part } from "../../../../web/kit/log.tsx";
import { Note, Tag } from "../../../../web/kit/marks.tsx";
import { Facts } from "../../../../web/kit/section.tsx";
import { Table } from "../../../../web/kit/table.tsx";
import { useNotices } from "../../../../web/kit/toast.tsx";
import { sayProblem } from "../../../../web/session/problems.ts";
import { useSession } from "../../../../web/session/session.tsx";
import { sayPurpose } from "../../../../web/texts/names.ts";
import { sayCategories, sayReads } from "./words.ts";

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
          <Proposed key={order.id} file={file} order={order} />
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
              {agency.name}, {sayPurpose(say, purpose)}
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
              <>
                {when.day(order.until)}
                {file.held && <EndOrder file={file} order={order} />}
              </>
            ),
        },
      ]}
    />
  );
}

function EndOrder({ file, order }: { file: Case; order: AllowedOrder }) {
  const { say } = useDesk();
  const { end, wrong } = useOrderAct(file, order.id, "DELETE", "", say("order.ended"));
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
      <Said wrong={wrong} />
    </>
  );
}

function useOrderAct(file: Case, orderId: string, method: "POST" | "DELETE", act: string, done: string) {
  const { say } = useDesk();
  const { api } = useSession();
  const queries = useQueryClient();
  const tell = useNotices();
  const end = useMutation({
    mutationFn: () => api.send(method, `/api/cases/${file.id}/orders/${orderId}${act}`),
    onSuccess: async () => {
      tell({ text: done });
      await queries.invalidateQueries({ queryKey: ["case", file.id] });
    },
  });
  return { end, wrong: end.isError && sayProblem(say, end.error) };
}

/** Written down by one member; another one holds the paper beside it. */
function Proposed({ file, order }: { file: Case; order: ProposedOrder }) {
  const desk = useDesk();
  const { say, when } = desk;
  const { me } = useSession();
  const confirm = useOrderAct(file, order.id, "POST", "/confirm", say("order.confirmed"));
  const refuse = useOrderAct(file, order.id, "POST", "/refuse", say("order.refused"));
  const own = order.proposedBy?.id === me.member.id;
  const facts = [
    { id: "by", name: say("order.by"), value: order.authority },
    { id: "article", name: say("order.article"), value: order.article },
    { id: "reference", name: say("order.reference"), value: order.reference },
    { id: "court", name: say("order.court"), value: order.court },
    { id: "to", name: say("order.to"), value: order.agency.name },
    { id: "purpose", name: say("consent.what-for"), value: sayPurpose(say, order.purpose) },
    { id: "scope", name: say("order.scope"), value: sayCategories(desk, order.categories) },
    { id: "issued", name: say("order.issued"), value: when.day(order.issuedAt) },
    { id: "until", name: say("order.expires"), value: when.day(order.until) },
    {
      id: "deferred",
      name: say("order.keeps-quiet"),
      value: order.deferredUntil && when.day(order.deferredUntil),
    },
  ].filter(({ value }) => value);
  return (
    <Note kind="soon">
      <div className="stack stack-4">
        <p>
          <b>
            {say("order.waits", {
              name: order.proposedBy?.displayName ?? "",
              at: when.near(order.proposedAt),
            })}
          </b>
        </p>
        <Facts facts={facts} />
        <p className="small">{say(own ? "order.own" : "order.compare")}</p>
        <Said wrong={confirm.wrong || refuse.wrong} />
        <div className="row">
          <Button
            kind="main"
            busy={confirm.end.isPending}
            notYet={own ? say("order.own-short") : undefined}
            onClick={() => confirm.end.mutate()}
          >
            {say("order.confirm")}
          </Button>
          <Button busy={refuse.end.isPending} onClick={() => refuse.end.mutate()}>
            {say(own ? "order.take-back" : "order.refuse")}
          </Button>
        </div>
      </div>
    </Note>
  );
}
