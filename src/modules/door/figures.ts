import { sql } from "kysely";
import { asMember } from "../../core/access/context.ts";
import type { House } from "../../core/house.ts";
import type { App } from "../../core/http/index.ts";
import { memberSecret } from "../../core/identity/index.ts";
import type { Job } from "../../core/jobs/index.ts";

/**
 * What is counted of a month: conversations begun in it, by the hours until a member first answered; and calls, those of which
 * nothing was kept and those that a member wrote down.
 */
const FIGURES = ["begun", "within-4", "within-24", "within-72", "later", "unanswered", "calls"] as const;
type Figure = (typeof FIGURES)[number];

/** Each a multiple of five, rounded down inside the database; null: fewer than five, or none. */
export interface MonthFigures {
  /** Its first day, UTC: `2026-10-01`. */
  readonly month: string;
  readonly figures: Readonly<Record<Figure, number | null>>;
}

const MONTHS_MAX = 24;

/** Counts the month that has ended, once, from its eighth day after on; twice does nothing more. */
export const countMonth: Job = {
  name: "count-door-month",
  cron: "41 3 * * *",
  role: "leeward_clock_worker",
  run: async (tx) => {
    const { rows } = await sql<{ n: number }>`select door.count_month() as n`.execute(tx);
    return rows[0]?.n ?? 0;
  },
};

/**
 * The months of this supervisor's agency, the newest first.
 *
 * @throws NotASupervisorError
 */
async function readFigures(house: House, secret: Uint8Array): Promise<MonthFigures[]> {
  return asMember(
    house.db,
    secret,
    null,
    async (tx) => {
      const { rows } = await sql<MonthFigures>`
        select month::text, jsonb_object_agg(what, at_least) as figures from door.month_figure
        group by month order by month desc limit ${MONTHS_MAX}`.execute(tx);
      return rows;
    },
    "leeward_supervisor",
  );
}

export function registerFigures(app: App, house: House): void {
  app.get(
    "/api/inbox-figures",
    { schema: { summary: "How the door did by month, in fives, counted once (supervisors)" } },
    async (request) => ({ months: await readFigures(house, memberSecret(request)) }),
  );
}
