/** How many rows of each person were used, by a 64-bit digest of their key: 10 bytes a place, at most 7 in 10 places taken. */
export type PersonCounts = {
  /** Counts one more row of the person; false, and nothing counted, when they have `most` already. */
  use(high: number, low: number, most: number): boolean;
};

export function personCounts(): PersonCounts {
  let places = 1 << 12;
  let highs = new Uint32Array(places);
  let lows = new Uint32Array(places);
  let counts = new Uint16Array(places);
  let people = 0;

  const placeOf = (high: number, low: number): number => {
    let place = (low ^ high) & (places - 1);
    while (counts[place] !== 0 && (highs[place] !== high || lows[place] !== low)) {
      place = (place + 1) & (places - 1);
    }
    return place;
  };

  const grow = () => {
    const old = { highs, lows, counts };
    places *= 2;
    highs = new Uint32Array(places);
    lows = new Uint32Array(places);
    counts = new Uint16Array(places);
    for (const [k, count] of old.counts.entries()) {
      if (count === 0) continue;
      const place = placeOf(old.highs[k] ?? 0, old.lows[k] ?? 0);
      highs[place] = old.highs[k] ?? 0;
      lows[place] = old.lows[k] ?? 0;
      counts[place] = count;
    }
  };

  return {
    use(high, low, most) {
      const place = placeOf(high, low);
      const count = counts[place] ?? 0;
      if (count >= most) return false;
      counts[place] = count + 1;
      if (count > 0) return true;
      highs[place] = high;
      lows[place] = low;
      people++;
      if (people > places * 0.7) grow();
      return true;
    },
  };
}
