import { sql } from "kysely";
import type { House } from "../house.ts";
import type { App } from "../http/index.ts";

/** How many notices a court makes wait, as far as the public may know. */
export interface DeferredNotices {
  /** The first day of this month, UTC: it was counted then, and does not move with an order. */
  readonly asOf: string;
  /** Rounded down to a multiple of five; null where there were fewer than five, none included. */
  readonly atLeast: number | null;
  readonly fewerThan: number;
}

const STEP = 5;

/** The public count; it is rounded inside the database, so that no request can learn more. */
export async function countDeferredNotices(house: Pick<House, "publicReads">): Promise<DeferredNotices> {
  return house.publicReads.read(async (tx) => {
    const { rows } = await sql<{ as_of: string; at_least: number | null }>`
      select as_of::text, at_least from access.count_deferred_notices()`.execute(tx);
    const row = rows[0];
    if (!row) throw new Error("the database answers with one row for the count");
    return { asOf: row.as_of, atLeast: row.at_least, fewerThan: (row.at_least ?? 0) + STEP };
  });
}

/** `/api/deferred-notices`, for everyone. */
export function registerDeferredNotices(app: App, house: Pick<House, "publicReads">): void {
  app.get(
    "/api/deferred-notices",
    {
      schema: {
        summary: "How many courts' orders kept a look from a person when this month began, in fives",
      },
    },
    async () => countDeferredNotices(house),
  );
}
