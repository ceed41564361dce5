import type { Source } from "../encode.ts";
import { csvSource } from "./csv.ts";
import { parquetSource } from "./parquet.ts";
import { xlsxSource } from "./xlsx.ts";

/** A file as a source, by its ending: `.parquet`, `.xlsx`, `.tsv`, or CSV (also `.gz`). */
export function fileSource(path: string): Promise<Source> {
  if (path.endsWith(".parquet")) return parquetSource(path);
  if (path.endsWith(".xlsx")) return xlsxSource(path);
  return csvSource(path, /\.tsv(\.gz)?$/.test(path) ? "\t" : undefined);
}
