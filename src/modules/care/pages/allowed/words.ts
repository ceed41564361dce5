import type { Category } from "../../../../core/access/context.ts";
import type { Read } from "../../../../web/api/allowed-answers.ts";
import type { Desk } from "../../../../web/desk-context.tsx";
import { sayCategory } from "../../../../web/texts/names.ts";

/** “Contact, Needs and risk”, in the reader's own way of listing. */
export const sayCategories = (
  { say, locale }: Pick<Desk, "say" | "locale">,
  categories: readonly Category[],
): string =>
  new Intl.ListFormat(locale, { type: "unit" }).format(categories.map((one) => sayCategory(say, one)));

/** What was read so far, and when last: ending it does not unread it. */
export const sayReads = ({ say, when }: Pick<Desk, "say" | "when">, reads: readonly Read[]): string =>
  reads.length === 0
    ? say("allowed.read-nothing")
    : reads
        .map(({ category, times, last }) =>
          say("allowed.read-one", { category: sayCategory(say, category), times, at: when.near(last) }),
        )
        .join(" ");
