/** @jsxImportSource preact */
import type { OwnOrder } from "./file-answers.ts";
import { overSince, sayOrder } from "./orders-text.ts";
import { Icon } from "./parts.tsx";
import type { RoomsGround } from "./rooms.tsx";

/** What opens a part without the person's yes: each order, what was read through it, and whether a court kept it quiet. */
export function Orders({
  orders,
  ground,
}: {
  readonly orders: readonly OwnOrder[];
  readonly ground: RoomsGround;
}) {
  const { say } = ground;
  return (
    <div class="stack stack-1">
      <p class="small quiet">
        {say("file-orders")} {orders.length === 0 ? say("file-orders-none") : ""}
      </p>
      {orders.map((order) => (
        <OrderView
          key={`${order.authority} ${order.reference} ${order.issuedAt}`}
          order={order}
          ground={ground}
        />
      ))}
      {orders.length > 0 && <p class="small quiet">{say("file-order-means")}</p>}
    </div>
  );
}

function OrderView({ order, ground }: { readonly order: OwnOrder; readonly ground: RoomsGround }) {
  const { what, deferred, reads } = sayOrder(ground.say, ground.language, order);
  return (
    <div class={overSince(order) ? "note" : "note note-soon"}>
      <Icon name="alert" />
      <div class="stack stack-1">
        <p dir="auto">{what}</p>
        {deferred && <p class="small">{deferred}</p>}
        {reads && <p class="small">{reads}</p>}
      </div>
    </div>
  );
}
