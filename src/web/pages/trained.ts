/**
 * Whether a training counts: to its last day, whole, in UTC, as the database counts.
 *
 * @param until `YYYY-MM-DD`; null where none is recorded
 */
export const isTrained = (until: string | null, now: Date): boolean =>
  until !== null && until >= now.toISOString().slice(0, 10);
