/** What a release promises, in figures that people can use; each is rounded against us. */

/** More than every rounding error of the functions below. */
const slack = 1e-12;

/** `value` with so many places, rounded up: for whatever stands under "at most". */
export function roundedUp(value: number, places: number): number {
  const up = Number((Math.ceil(value * 10 ** places) / 10 ** places).toFixed(places));
  return up >= value ? up : Number((up + 10 ** -places).toFixed(places));
}

/**
 * How sure someone can be, of 100, that a person is in the data (or is not) after reading a release of `epsilon`, where
 * they thought it even before: `100 e^epsilon / (1 + e^epsilon)`. Rounded up; 100 where nothing is left of the promise.
 */
export function surenessOf(epsilon: number): number {
  const sure = Math.min(100, (100 / (1 + Math.exp(-epsilon))) * (1 + slack));
  return roundedUp(sure, sure < 99 ? 1 : 4);
}

/**
 * The chance, at most, that a reader of something `rho`-zCDP becomes surer of either answer than `epsilon` lets them.
 *
 * That is not delta. Delta is the mean of `1 - e^(epsilon - loss)` where the privacy loss is beyond epsilon, so it counts a
 * near miss as a small part of one, and is the smaller of the two. `rho`-zCDP bounds every Renyi divergence, so by Markov's inequality
 * `P(loss > epsilon) <= exp(-(epsilon - rho)^2 / (4 rho))` (Bun and Steinke 2016, lemma 3.5), whatever the noise looks like and
 * whatever was asked; of the other answer it is that times `e^-epsilon`.
 */
export function chanceBeyond(epsilon: number, rho: number): number {
  if (!(epsilon > rho)) return 1;
  const oneAnswer = Math.exp(-((epsilon - rho) ** 2) / (4 * rho));
  return Math.min(1, oneAnswer * (1 + Math.exp(-epsilon)) * (1 + slack));
}

const oneInMost = 1e12;

/** The N of "1 time in N at most": two figures, rounded down; a million millions where it is rarer. */
export function oneInOf(chance: number): number {
  const times = Math.min(oneInMost, Math.floor(1 / chance));
  const step = 10 ** Math.max(0, Math.floor(Math.log10(times)) - 1);
  return Math.max(1, Math.floor(times / step) * step);
}

/** In words, what a member of the public can learn about one person at most, and how rarely that can fail. */
export function promiseOf({ epsilon, delta, rho }: { epsilon: number; delta: number; rho: number }): string {
  return (
    `Someone who thought it even (50 in 100) that a person is in the data can, after reading everything here, be at most ` +
    `${surenessOf(epsilon)} in 100 sure of either answer, but for ${failingOf({ epsilon, rho })}. ` +
    `That chance follows from rho, the amount of noise, whatever its shape. It is not delta, ${delta}, which counts a near miss as a small part of one.`
  );
}

/** How often the promise can fail, in words. */
export function failingOf({ epsilon, rho }: { epsilon: number; rho: number }): string {
  return `1 time in ${oneInOf(chanceBeyond(epsilon, rho)).toLocaleString("en-GB")} at most`;
}
