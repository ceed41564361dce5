/** Bands of age of those under 18, and of whose age nobody knows: age in doubt means child (Warsaw Convention, art. 10 (3)). */
const CHILD_BANDS: ReadonlySet<string> = new Set(["0-8", "9-17", "unknown"]);

/** Whether someone of this band is treated as a child. */
export const isTreatedAsChild = (ageBand: string): boolean => CHILD_BANDS.has(ageBand);
