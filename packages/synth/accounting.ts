import { SynthError } from "./errors.ts";

/** A hair more than every rounding error below can add up to; always pushed against us. */
const slack = 1e-9;

/**
 * The least delta for which `rho`-zCDP is known to give (`epsilon`, delta)-differential privacy, rounded up.
 *
 * Canonne, Kamath, Steinke 2020, proposition 7: the infimum over alpha > 1 of
 * exp((alpha - 1)(alpha rho - epsilon)) / (alpha - 1) * (1 - 1/alpha)^alpha.
 * The logarithm of that is convex in alpha; any alpha is a valid bound, so an imperfect search only costs utility.
 */
export function deltaOf(rho: number, epsilon: number): number {
  if (!(rho >= 0) || !Number.isFinite(rho)) throw new RangeError(`rho must be zero or more, and is ${rho}`);
  if (!(epsilon >= 0)) throw new RangeError(`epsilon must be zero or more, and is ${epsilon}`);
  if (rho === 0) return 0;
  const logBound = (alpha: number) =>
    (alpha - 1) * (alpha * rho - epsilon) + alpha * Math.log1p(-1 / alpha) - Math.log(alpha - 1);
  let low = 1 + 1e-9;
  let high = Math.max(2, (epsilon + 1) / rho) + 2;
  for (let step = 0; step < 300; step++) {
    const third = (high - low) / 3;
    if (logBound(low + third) < logBound(high - third)) high -= third;
    else low += third;
  }
  return Math.min(1, Math.exp(logBound((low + high) / 2)) * (1 + slack));
}

/** The least epsilon, rounded up, for which `rho`-zCDP is known to give (epsilon, `delta`)-differential privacy. */
export function epsilonOf(rho: number, delta: number): number {
  ensureValidDelta(delta);
  if (rho === 0) return 0;
  let low = 0;
  let high = rho + 2 * Math.sqrt(rho * Math.log(1 / delta)) + 1;
  for (let step = 0; step < 200; step++) {
    const middle = (low + high) / 2;
    if (deltaOf(rho, middle) <= delta) high = middle;
    else low = middle;
  }
  return high * (1 + slack);
}

/** The most rho, rounded down, that still gives (`epsilon`, `delta`)-differential privacy. */
export function rhoOf(epsilon: number, delta: number): number {
  ensureValidEpsilon(epsilon);
  ensureValidDelta(delta);
  let low = 0;
  let high = epsilon + 1;
  for (let step = 0; step < 200; step++) {
    const middle = (low + high) / 2;
    if (deltaOf(middle, epsilon) <= delta) low = middle;
    else high = middle;
  }
  return low * (1 - slack);
}

/** Below this the noise on the number of rows alone is many thousands: the rows would be nobody's, and without end. */
const epsilonLeast = 0.01;

function ensureValidEpsilon(epsilon: number): void {
  if (epsilon >= epsilonLeast && epsilon <= 100) return;
  throw new SynthError(
    "epsilon-out-of-range",
    `epsilon is ${epsilon}; it must be a number from ${epsilonLeast} to 100. Small is safer: up to 4 is usual, 1 is strong.`,
  );
}

function ensureValidDelta(delta: number): void {
  if (Number.isFinite(delta) && delta >= 1e-15 && delta <= 1e-3) return;
  throw new SynthError(
    "delta-out-of-range",
    `delta is ${delta}; it must lie between 1e-15 and 1e-3, and well below one in the number of people, such as 1e-6.`,
  );
}

export type Spending = { what: string; rho: number };

/** Keeps what was promised (rho) beside what was spent, and refuses to spend beyond it. */
export type Budget = {
  readonly rho: number;
  readonly spent: readonly Spending[];
  left(): number;
  /** @throws SynthError `budget-exhausted` */
  spend(what: string, rho: number): void;
};

export function openBudget(rho: number): Budget {
  const spent: Spending[] = [];
  const left = () => rho - spent.reduce((sum, entry) => sum + entry.rho, 0);
  return {
    rho,
    spent,
    left,
    spend(what, amount) {
      if (!(amount >= 0)) throw new RangeError(`cannot spend ${amount}`);
      if (amount > left() + rho * 1e-12) {
        throw new SynthError("budget-exhausted", `${what} would spend more privacy than was promised.`);
      }
      spent.push({ what, rho: amount });
    },
  };
}
