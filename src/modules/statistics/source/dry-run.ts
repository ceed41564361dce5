import { randomInt, randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Card,
  countTable,
  type Encoded,
  type Microdata,
  type Release,
  releaseIdentifier,
  shapesOf,
  systemRandom,
  totalOf,
  writeRelease,
} from "@leeward/synth";
import { asMember } from "../../../core/access/context.ts";
import type { House } from "../../../core/house.ts";
import { describe, describeAll } from "../describe.ts";
import { StatisticsError } from "../errors.ts";
import { findSource, openPublicSource } from "../store.ts";
import { chooseColumns, unpackRows } from "./counted-rows.ts";
import { openSource } from "./import-source.ts";

/** How near the counts of so many columns at once came to those of the rows that they were made from. */
export interface ErrorOfOrder {
  readonly columns: number;
  readonly tables: number;
  readonly cells: number;
  /** People by which a count is off, on average. */
  readonly offByMean: number;
  readonly offByMost: number;
  /** Half of a range, on average, in people. */
  readonly halfRangeMean: number;
  /** True counts that lie in their range, of all, from 0 to 1. */
  readonly inRange: number;
  /** Of the cells with 20 people or more, those that came out as nobody, from 0 to 1. */
  readonly lost: number;
}

/** What a release would be like, seen on rows that anyone may see. */
export interface DryRun {
  readonly people: number;
  readonly rows: number;
  readonly bytes: number;
  readonly epsilon: number;
  readonly delta: number;
  readonly promise: string;
  readonly errors: readonly ErrorOfOrder[];
}

export interface AskedDryRun {
  readonly sourceId: string;
  readonly columns: readonly string[];
  readonly epsilon: number;
  readonly delta: number;
  /** As many people as one's own frame has, drawn from the source; all of it where nobody says. */
  readonly people?: number;
  readonly signal: AbortSignal;
  readonly onProgress: (step: string) => void;
}

/**
 * The same question, method and epsilon on a source that is public or was made up already: what to expect, before the year's
 * budget is touched. Nothing is spent, kept or published, and the database hands out no cases for it.
 *
 * @param secret 32 bytes, of a session of a statistician
 * @throws StatisticsError, SynthError; NoSessionError
 */
export async function dryRun(
  house: Pick<House, "db" | "secrets">,
  secret: Uint8Array,
  asked: AskedDryRun,
): Promise<DryRun> {
  const { sourceId, columns, epsilon, delta, people, signal, onProgress } = asked;
  const { sealed, variables } = await asMember(house.db, secret, "statistics", async (tx) => {
    const source = await findSource(tx, sourceId);
    if (!source) throw new StatisticsError("source-unknown");
    if (source.kind === "caseload") throw new StatisticsError("source-of-cases");
    return { sealed: await openPublicSource(tx, sourceId), variables: source.variables };
  });
  if (sealed === null) throw new StatisticsError("source-unknown");
  const kept = openSource(house.secrets.codes, sourceId, sealed);
  const description = describe(variables, columns);
  const whole = unpackRows(description, chooseColumns(describeAll(variables), description, kept));
  const encoded = people === undefined ? whole : drawn(whole, people);
  const out = join(tmpdir(), `leeward-dry-run-${randomUUID()}`);
  try {
    const release = await writeRelease(encoded, {
      ...{ description, epsilon, delta, out, signal, onProgress },
      ...{ release: releaseIdentifier(), random: systemRandom() },
    });
    return resultOf(encoded, release, { epsilon, delta });
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}

function resultOf(
  { data }: Encoded,
  release: Release,
  { epsilon, delta }: { readonly epsilon: number; readonly delta: number },
): DryRun {
  const { card } = release;
  const orders = [1, 2, 3].filter((order) => order <= data.width);
  return {
    ...{ people: totalOf(data), rows: card.rows, epsilon, delta, promise: card.privacy.promise },
    bytes: card.files.reduce((sum, { bytes }) => sum + bytes, 0),
    errors: orders.map((order) => errorOf(data, release, order)),
  };
}

/** Pure: the counts of a release against those of the rows that it was made from. */
function errorOf(
  data: Microdata,
  { bandOf, card }: Pick<Release, "bandOf"> & { readonly card: Pick<Card, "quality"> },
  order: number,
): ErrorOfOrder {
  const shapes = shapesOf(data.width, order);
  let [cells, off, offByMost, inRange, large, lost] = [0, 0, 0, 0, 0, 0];
  for (const shape of shapes) {
    const truth = countTable(data, shape);
    const { counts, low, high } = bandOf(shape);
    for (const [cell, count] of truth.entries()) {
      const made = counts[cell] ?? 0;
      const by = Math.abs(made - count);
      cells++;
      off += by;
      offByMost = Math.max(offByMost, by);
      if (count >= (low[cell] ?? 0) && count <= (high[cell] ?? 0)) inRange++;
      if (count >= LARGE) large++;
      if (count >= LARGE && made === 0) lost++;
    }
  }
  return {
    ...{ columns: order, tables: shapes.length, cells, offByMost },
    offByMean: off / Math.max(1, cells),
    halfRangeMean: card.quality[`${order}`]?.halfWidthMean ?? 0,
    inRange: inRange / Math.max(1, cells),
    lost: lost / Math.max(1, large),
  };
}
const LARGE = 20;

/** So many people, each drawn from all of the rows. */
function drawn(encoded: Encoded, people: number): Encoded {
  const { data } = encoded;
  const all = totalOf(data);
  const upTo = new Float64Array(data.rows);
  let sum = 0;
  for (let row = 0; row < data.rows; row++) {
    sum += data.times?.[row] ?? 1;
    upTo[row] = sum;
  }
  const times = new Uint32Array(data.rows);
  for (let n = 0; n < people; n++) {
    const at = randomInt(all);
    let [low, high] = [0, data.rows - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((upTo[middle] ?? 0) > at) high = middle;
      else low = middle + 1;
    }
    times[low] = (times[low] ?? 0) + 1;
  }
  return { ...encoded, data: { ...data, times } };
}
