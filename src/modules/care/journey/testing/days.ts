import type { Journey } from "../shape.ts";

const DAY_MS = 86_400_000;

/** A standing whose clocks and pauses are so many milliseconds later. */
export const moved = (standing: Journey, ms: number): Journey => ({
  ...standing,
  evidenceAskedAt: standing.evidenceAskedAt === null ? null : standing.evidenceAskedAt + ms,
  clocks: standing.clocks.map((clock) => ({
    ...clock,
    startedAt: clock.startedAt + ms,
    pauses: clock.pauses.map(({ from, until }) => ({
      from: from + ms,
      until: until === null ? null : until + ms,
    })),
  })),
});

/**
 * Days pass for one case by moving back what is stored of it, since nothing else waits for them.
 *
 * @param rows asks as the owner of the database
 */
export async function letDaysPass(
  rows: (text: string, ...values: unknown[]) => Promise<readonly { readonly standing: Journey }[]>,
  caseId: string,
  days: number,
): Promise<void> {
  const [row] = await rows("select standing from care.journey where case_id = $1", caseId);
  if (!row) throw new Error("The case has no journey.");
  await rows(
    "update care.journey set standing = $2 where case_id = $1",
    ...[caseId, JSON.stringify(moved(row.standing, -days * DAY_MS))],
  );
  await rows(
    `update care.clock set started_at = started_at - $2::interval, due_at = due_at - $2::interval, stands_since = stands_since - $2::interval,
       alarms = coalesce((select jsonb_agg(a || jsonb_build_object('at', (a ->> 'at')::timestamptz - $2::interval)) from jsonb_array_elements(alarms) a), '[]')
     where case_id = $1 and done_at is null`,
    ...[caseId, `${days} days`],
  );
  await rows(
    "update care.case_file set state_since = state_since - $2::interval where id = $1",
    ...[caseId, `${days} days`],
  );
}
