/** A table that answers nothing but its own keys, whatever it is asked. */
export const mapOf = <Value>(table: Readonly<Record<string, Value>>): ReadonlyMap<string, Value> =>
  new Map(Object.entries(table));
