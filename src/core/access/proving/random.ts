/** A repeatable source of chance for drawing worlds; not for secrets. */
export interface Chance {
  /** A whole number from 0 to `n - 1`. */
  below(n: number): number;
  /** True with probability `p`. */
  happens(p: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** Each element with probability `p`, in order. */
  some<T>(list: readonly T[], p: number): T[];
  /** `bytes` bytes in hexadecimal. */
  hex(bytes: number): string;
  uuid(): string;
}

/** Chris Doty-Humphrey's sfc32: 128 bits of state, so that two worlds of one run share no identifier. */
export function chanceFrom(seed: number, index: number): Chance {
  let a = seed | 0;
  let b = index | 0;
  let c = 0x9e3779b9 | 0;
  let counter = 1;
  const next = (): number => {
    const out = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + out) | 0;
    return out >>> 0;
  };
  for (let warming = 0; warming < 16; warming++) next();

  const below = (n: number): number => Math.floor((next() / 2 ** 32) * n);
  const happens = (p: number): boolean => next() / 2 ** 32 < p;
  const hex = (bytes: number): string => {
    let text = "";
    while (text.length < bytes * 2) text += next().toString(16).padStart(8, "0");
    return text.slice(0, bytes * 2);
  };
  return {
    below,
    happens,
    hex,
    pick: (list) => {
      const one = list[below(list.length)];
      if (one === undefined) throw new Error("nothing to pick from");
      return one;
    },
    some: (list, p) => list.filter(() => happens(p)),
    uuid: () => hex(16).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-"),
  };
}
