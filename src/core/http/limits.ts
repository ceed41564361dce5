import { createHmac } from "node:crypto";

/** Counts tries of one kind without keeping who tried: names are hashed under a key that is thrown away hourly. */
export interface TryLimit {
  /** Counts one try; false when there were too many in the hour. */
  take(name: string): boolean;
}

/**
 * @param perHourMax tries of one name in an hour, 1 to 100,000
 * @param random for the hourly key
 */
export function tryLimit(perHourMax: number, now: () => Date, random: (n: number) => Uint8Array): TryLimit {
  let hour = -1;
  let key: Uint8Array = new Uint8Array();
  let counts = new Map<string, number>();
  return {
    take: (name) => {
      const thisHour = Math.floor(now().getTime() / 3_600_000);
      if (thisHour !== hour) {
        hour = thisHour;
        key = random(32);
        counts = new Map();
      }
      const hashed = createHmac("sha256", key).update(name).digest("base64");
      const count = (counts.get(hashed) ?? 0) + 1;
      if (counts.size < 100_000 || counts.has(hashed)) counts.set(hashed, count);
      return count <= perHourMax;
    },
  };
}
