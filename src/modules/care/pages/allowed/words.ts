import type { Read } from "../../../../web/api/allowed-answers.ts";
import type { Desk } from "../../../../web/desk-context.tsx";
import { sayCategory } from "../../../../web/texts/names.ts";

/** What was read so far, and when last: ending it does not unread it. */
export const sayReads = ({ say, when }: Pick<Desk, "say" | "when">, reads: readonly Read[]): string =>
  reads.length === 0
    ? say("allowed.read-nothing")
    : reads
        .map(({ category, times, last }) =>
          say("allowed.read-one", { category: sayCategory(say, category), times, at: when.near(last) }),
        )
        .join(" ");
