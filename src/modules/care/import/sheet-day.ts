const DAY_MS = 86_400_000;

/**
 * A day as a workbook keeps it, a number of days, as `2026-11-23`; any other text as it is. Excel takes 1900 for a leap
 * year, after Lotus 1-2-3: day 60 is a 29 February that never was, and all before it are one off (ECMA-376, 18.17.4.1).
 */
export function dayOfNumber(cell: string, daysFrom: 1900 | 1904): string {
  if (!/^\d{1,6}(\.\d+)?$/.test(cell)) return cell;
  const days = Math.floor(Number(cell));
  if (daysFrom === 1900 && (days === 0 || days === 60)) return cell;
  const zero = daysFrom === 1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, days < 60 ? 31 : 30);
  return new Date(zero + days * DAY_MS).toISOString().slice(0, 10);
}
