import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";

/** Open test vectors beside the checkout; absent on a machine that only has the repository. */
const SHARED_DATA = resolve(import.meta.dirname, "../../../../shared/data");

/** A folder of vectors, or null and a word on the console where it is missing: a skip must be seen. */
export function sharedFolder(name: string): string | null {
  const folder = join(SHARED_DATA, name);
  if (existsSync(folder)) return folder;
  console.warn(`SKIPPED: there is no ../shared/data/${name}, so its vectors were not tested`);
  return null;
}

/** Every JSON file below a folder, with its path. */
export function jsonFilesBelow(folder: string): { path: string; text: string }[] {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".json"),
  );
  return names.sort().map((name) => ({ path: name, text: readFileSync(join(folder, name), "utf8") }));
}

/** The text of a file packed with gzip. */
export function unzippedText(path: string): string {
  return gunzipSync(readFileSync(path)).toString("utf8");
}
