/** Rows as codes, one row after another: `codes[row * width + column]`. */
export type Microdata = {
  readonly rows: number;
  readonly width: number;
  /** How many values each column can take. */
  readonly sizes: readonly number[];
  readonly codes: Uint16Array;
  /** How many rows of the table each of these stands for; one each where absent. For rows that are only counted. */
  readonly times?: Uint32Array;
  /** How many rows of the table every one of these stands for, where that is the same for all; 1 where absent. */
  readonly each?: number;
};

/** How many rows of the table it holds. */
export function totalOf({ rows, times, each = 1 }: Pick<Microdata, "rows" | "times" | "each">): number {
  return times ? times.subarray(0, rows).reduce((sum, n) => sum + n, 0) : rows * each;
}

/** One to three columns, in rising order; the last varies fastest. */
export type TableShape = readonly number[];

export function sizesOf(data: Pick<Microdata, "sizes">, shape: TableShape): number[] {
  return shape.map((column) => data.sizes[column] ?? 1);
}

export function cellsOf(sizes: readonly number[]): number {
  return sizes.reduce((product, size) => product * size, 1);
}

/** Every choice of `size` columns out of `width`, in order. */
export function shapesOf(width: number, size: number): number[][] {
  if (size === 0) return [[]];
  return shapesOf(width, size - 1).flatMap((head) => {
    const next = (head.at(-1) ?? -1) + 1;
    return Array.from({ length: width - next }, (_, k) => [...head, next + k]);
  });
}

/** Every choice of the columns of a table, none and all among them. */
export function subsetsOf(shape: TableShape): number[][] {
  const sets: number[][] = [[]];
  for (const column of shape) sets.push(...sets.map((set) => [...set, column]));
  return sets;
}

/** For each cell of `shape`, the cell of the table over its columns `part`. */
export function projection(sizes: readonly number[], shape: TableShape, part: TableShape): Int32Array {
  const cells = cellsOf(sizes);
  const places = new Int32Array(cells);
  for (let cell = 0; cell < cells; cell++) {
    let rest = cell;
    let place = 0;
    let stride = 1;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const size = sizes[axis] ?? 1;
      if (part.includes(shape[axis] ?? -1)) {
        place += (rest % size) * stride;
        stride *= size;
      }
      rest = Math.floor(rest / size);
    }
    places[cell] = place;
  }
  return places;
}

/** Counts the rows of each cell; the one counting routine behind measurements, tables and cards. */
export function countTable(data: Microdata, shape: TableShape): Float64Array {
  const sizes = sizesOf(data, shape);
  const counts = new Float64Array(cellsOf(sizes));
  const [a = 0, b = 0, c = 0] = shape;
  const { codes, width } = data;
  const sizeB = sizes[1] ?? 1;
  const sizeC = sizes[2] ?? 1;
  const end = data.rows * width;
  if (shape.length === 0) {
    counts[0] = totalOf(data);
  } else if (data.times) {
    const { times } = data;
    const [strideA = 0, strideB = 0, strideC = 0] = shape.map((_, axis) => cellsOf(sizes.slice(axis + 1)));
    for (let row = 0, at = 0; row < data.rows; row++, at += width) {
      const cell = codes[at + a]! * strideA + codes[at + b]! * strideB + codes[at + c]! * strideC;
      counts[cell]! += times[row]!;
    }
  } else if (shape.length === 1) {
    for (let at = 0; at < end; at += width) counts[codes[at + a]!]!++;
  } else if (shape.length === 2) {
    for (let at = 0; at < end; at += width) counts[codes[at + a]! * sizeB + codes[at + b]!]!++;
  } else {
    for (let at = 0; at < end; at += width) {
      counts[(codes[at + a]! * sizeB + codes[at + b]!) * sizeC + codes[at + c]!]!++;
    }
  }
  const { each = 1 } = data;
  if (each > 1 && shape.length > 0) for (let cell = 0; cell < counts.length; cell++) counts[cell]! *= each;
  return counts;
}
