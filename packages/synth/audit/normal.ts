/** The standard normal distribution function, to about 1e-15 (Marsaglia 2004). */
function normalCdf(x: number): number {
  if (x < -8) return 0;
  if (x > 8) return 1;
  let sum = x;
  let term = x;
  for (let k = 3; sum !== sum + term; k += 2) {
    term *= (x * x) / k;
    sum += term;
  }
  return 0.5 + sum * Math.exp(-0.5 * x * x - 0.9189385332046728);
}

/** The chance that a standard normal number is above `x`. */
export function upperTail(x: number): number {
  return normalCdf(-x);
}

/** The x at which the normal distribution function is `p`, within [-8, 8]. */
export function normalQuantile(p: number): number {
  let low = -8;
  let high = 8;
  for (let step = 0; step < 80; step++) {
    const middle = (low + high) / 2;
    if (normalCdf(middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The epsilon at `delta` of a mechanism that is exactly `mu`-Gaussian private (Balle and Wang 2018). */
export function epsilonOfGaussian(mu: number, delta: number): number {
  if (mu <= 0) return 0;
  const deltaAt = (epsilon: number) =>
    normalCdf(mu / 2 - epsilon / mu) - Math.exp(epsilon) * normalCdf(-mu / 2 - epsilon / mu);
  let low = 0;
  let high = 60;
  for (let step = 0; step < 80; step++) {
    const middle = (low + high) / 2;
    if (deltaAt(middle) > delta) low = middle;
    else high = middle;
  }
  return high;
}
