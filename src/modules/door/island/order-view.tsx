/** @jsxImportSource preact */
import { sayDate, sayTime } from "./days.ts";
import type { OwnOrder } from "./file-answers.ts";
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
  const { say, language } = ground;
  const { endedAt, expiresAt, deferredUntil, reference } = order;
  const over = endedAt ?? (Date.parse(expiresAt) <= Date.now() ? expiresAt : null);
  const date = (iso: string): string => sayDate(iso.slice(0, 10), language);
  return (
    <div class={over ? "note" : "note note-soon"}>
      <Icon name="alert" />
      <div class="stack stack-1">
        <p dir="auto">
          {say(order.agency ? "file-order" : "file-hold", {
            authority: order.authority,
            article: order.article,
            agency: order.agency?.name ?? "",
            categories: new Intl.ListFormat(language).format(
              order.categories.map((category) => say(`category-${category}`)),
            ),
            date: date(expiresAt),
          })}{" "}
          {reference && say("file-order-number", { reference })}{" "}
          {over && say("file-order-over", { date: date(over) })}
        </p>
        {deferredUntil && (
          <p class="small">
            {say("file-order-deferred", { court: order.court ?? "", date: date(deferredUntil) })}
          </p>
        )}
        {order.agency && (
          <p class="small">
            {order.reads.length === 0 ? (
              say("reads-none")
            ) : (
              <>
                {say("reads-title")}{" "}
                {order.reads
                  .map(({ category, last }) =>
                    say("reads-one", {
                      category: say(`category-${category}`),
                      time: sayTime(new Date(last), language),
                    }),
                  )
                  .join(" ")}
              </>
            )}
          </p>
        )}
      </div>
    </div>
  );
}
