import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { gunzipSync, gzipSync } from "node:zlib";
import { encodeSource, fileSource, totalOf } from "@leeward/synth";
import { asMember } from "../../../core/access/context.ts";
import { openBytes, sealBytes } from "../../../core/codes/index.ts";
import type { House } from "../../../core/house.ts";
import { describeAll } from "../describe.ts";
import { StatisticsError } from "../errors.ts";
import { findCodebook, keepSource, type SourceKind } from "../store.ts";
import { type CountedRows, DIFFERENT_MAX, packRows } from "./counted-rows.ts";
import { ctdcShape } from "./ctdc.ts";
import { htcdsShape } from "./htcds.ts";
import { codedSource } from "./shape.ts";

/** The columns that a file can have: those of CTDC's public data, or of HTCDS 2.0. */
export const SOURCE_FORMS = ["ctdc", "htcds"] as const;
export type SourceForm = (typeof SOURCE_FORMS)[number];

/** A source as it lies sealed. */
export interface KeptSource extends CountedRows {
  readonly codebook: number;
}

/** What is told of an import; numbers of rows are for whoever has the file anyway. */
export interface ImportedSource {
  readonly id: string;
  readonly rows: number;
  /** Rows that may not be counted: their people did not agree. */
  readonly withoutConsent: number;
  readonly columns: readonly string[];
  readonly leftOut: readonly string[];
  /** Cells that held no code of the column's list, by column. */
  readonly notOnList: Readonly<Record<string, number>>;
}

const PEOPLE_MIN = 20;

const placeOf = (id: string): string => `source ${id}`;

export const openSource = (secret: Uint8Array, id: string, sealed: Uint8Array): KeptSource =>
  JSON.parse(gunzipSync(openBytes(secret, placeOf(id), sealed)).toString());

/**
 * Imports a file of people as codes, as a source of releases: read as a stream, each different row kept once.
 *
 * @param secret 32 bytes, of a session of a statistician
 * @throws StatisticsError, SynthError; NoSessionError
 */
export async function importSource(
  house: Pick<House, "db" | "secrets" | "random">,
  secret: Uint8Array,
  asked: {
    readonly path: string;
    readonly form: SourceForm;
    readonly kind: SourceKind;
    readonly title: string;
    readonly origin: string;
    readonly leavesOut: boolean;
    /** `2026-11-27` */
    readonly today: string;
    readonly signal: AbortSignal;
    readonly onRows: (rows: number) => void;
  },
): Promise<ImportedSource> {
  const { path, form, kind, title, origin, leavesOut, today, signal, onRows } = asked;
  const codebook = await asMember(house.db, secret, "statistics", findCodebook);
  const file = await fileSource(path);
  const shape =
    form === "ctdc"
      ? ctdcShape(file.header, codebook, leavesOut)
      : htcdsShape(file.header, codebook, leavesOut, today);
  let withoutConsent = 0;
  const coded = codedSource(shape, file, () => withoutConsent++);
  const encoded = await encodeSource(coded, describeAll(shape.variables), {
    ...{ signal, onRows, differentMax: DIFFERENT_MAX },
  });
  const rows = totalOf(encoded.data);
  if (rows < PEOPLE_MIN) throw new StatisticsError("source-few");
  const sha256 = await hashOf(path, signal);
  const id = randomUUID();
  const kept: KeptSource = { ...packRows(encoded), codebook: codebook.version };
  const sealed = sealBytes(house.secrets.codes, placeOf(id), gzipSync(JSON.stringify(kept)), house.random);
  const columns = shape.variables.map(({ name }) => name);
  await asMember(house.db, secret, "statistics", (tx) =>
    keepSource(tx, { id, title, origin, kind, form, sha256 }, shape.variables, sealed),
  );
  const notOnList = Object.fromEntries(encoded.seen.outside);
  return { id, rows, withoutConsent, columns, leftOut: shape.leftOut, notOnList };
}

async function hashOf(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash, { signal });
  return hash.digest("hex");
}
