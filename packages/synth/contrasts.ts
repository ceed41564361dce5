/**
 * Tables as orthogonal whole-number contrasts (Helmert), so that each table of k columns is asked only what the tables
 * of fewer columns cannot say: ResidualPlanner's residuals (Xiao, He, Zhang, Kifer 2023) in an integer basis.
 *
 * Along one axis with d values, contrast 0 is the sum and contrast k (1 to d-1) is (x_0 + ... + x_{k-1}) - k x_k.
 * All entries stay whole numbers below 2^53, which a Float64Array holds exactly.
 */
function forEachFibre(
  sizes: readonly number[],
  axis: number,
  visit: (start: number, stride: number, size: number) => void,
): void {
  const size = sizes[axis] ?? 1;
  const stride = sizes.slice(axis + 1).reduce((product, d) => product * d, 1);
  const blocks = sizes.slice(0, axis).reduce((product, d) => product * d, 1);
  for (let block = 0; block < blocks; block++) {
    for (let inner = 0; inner < stride; inner++) visit(block * size * stride + inner, stride, size);
  }
}

/** Replaces counts by their contrasts, in place. */
export function toContrasts(cells: Float64Array, sizes: readonly number[]): void {
  for (let axis = 0; axis < sizes.length; axis++) {
    forEachFibre(sizes, axis, (start, stride, size) => {
      let sum = cells[start] ?? 0;
      for (let k = 1; k < size; k++) {
        const at = start + k * stride;
        const value = cells[at] ?? 0;
        cells[at] = sum - k * value;
        sum += value;
      }
      cells[start] = sum;
    });
  }
}

/** Turns contrasts back into cells, in place. */
export function fromContrasts(cells: Float64Array, sizes: readonly number[]): void {
  for (let axis = 0; axis < sizes.length; axis++) {
    forEachFibre(sizes, axis, (start, stride, size) => {
      let sum = cells[start] ?? 0;
      for (let k = size - 1; k >= 1; k--) {
        const at = start + k * stride;
        const value = (sum - (cells[at] ?? 0)) / (k + 1);
        cells[at] = value;
        sum -= value;
      }
      cells[start] = sum;
    });
  }
}

/** The squared length of contrast `k` along an axis of `size` values. */
function axisNorm(size: number, k: number): bigint {
  return k === 0 ? BigInt(size) : BigInt(k) * BigInt(k + 1);
}

/** Visits the contrasts that only the whole table can say: those that are a difference along every axis. */
export function forEachResidual(sizes: readonly number[], visit: (cell: number, norm: bigint) => void): void {
  const walk = (axis: number, cell: number, norm: bigint): void => {
    const size = sizes[axis];
    if (size === undefined) {
      visit(cell, norm);
      return;
    }
    for (let k = 1; k < size; k++) walk(axis + 1, cell * size + k, norm * axisNorm(size, k));
  };
  walk(0, 0, 1n);
}

/**
 * How much of one person's squared length falls on the residual contrasts of a table, each scaled to length one:
 * the product of (d-1)/d. The same for every person, whatever their values.
 */
export function residualShare(sizes: readonly number[]): number {
  return sizes.reduce((product, d) => product * ((d - 1) / d), 1);
}
