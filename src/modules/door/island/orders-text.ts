import type { DoorLanguage, Say } from "../../../core/texts/index.ts";
import type { DoorKey } from "../pages/texts/en.ts";
import { sayDate, sayTime } from "./days.ts";
import type { OwnOrder } from "./file-answers.ts";
import { nowMs } from "./server-clock.ts";

/** When an order is over, or was; null while it stands. */
export const overSince = ({ endedAt, expiresAt }: OwnOrder): string | null =>
  endedAt ?? (Date.parse(expiresAt) <= nowMs() ? expiresAt : null);

/** An order, whether a court kept it quiet, and what was read through it; shown, read aloud and copied in the same words. */
export function sayOrder(
  say: Say<DoorKey>,
  language: DoorLanguage,
  order: OwnOrder,
): { readonly what: string; readonly deferred: string | null; readonly reads: string | null } {
  const date = (iso: string): string => sayDate(iso.slice(0, 10), language);
  const over = overSince(order);
  const what = [
    say(order.agency ? "file-order" : "file-hold", {
      authority: order.authority,
      article: order.article,
      agency: order.agency?.name ?? "",
      categories: new Intl.ListFormat(language).format(
        order.categories.map((category) => say(`category-${category}`)),
      ),
      date: date(order.expiresAt),
    }),
    order.reference && say("file-order-number", { reference: order.reference }),
    over && say("file-order-over", { date: date(over) }),
  ];
  const reads = order.reads.map(({ category, last }) =>
    say("reads-one", { category: say(`category-${category}`), time: sayTime(new Date(last), language) }),
  );
  return {
    what: what.filter(Boolean).join(" "),
    deferred: order.deferredUntil
      ? say("file-order-deferred", { court: order.court ?? "", date: date(order.deferredUntil) })
      : null,
    reads:
      order.agency && (reads.length === 0 ? say("reads-none") : [say("reads-title"), ...reads].join(" ")),
  };
}
