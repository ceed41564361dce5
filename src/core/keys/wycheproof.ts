import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

const wycheproof = join(import.meta.dirname, "../../../../shared/data/wycheproof");

/** Whether the folder with Wycheproof's vectors is beside the checkout; tests that need it say that they skip. */
export const hasWycheproof = existsSync(wycheproof);

export interface WycheproofGroup<Test> {
  readonly publicKey?: { readonly pk: string };
  readonly tests: readonly Test[];
}

/** A file of Wycheproof's vectors, such as "x25519_test.json.gz". */
export function readWycheproof<Test>(file: string): readonly WycheproofGroup<Test>[] {
  const text = gunzipSync(readFileSync(join(wycheproof, file))).toString("utf8");
  return (JSON.parse(text) as { testGroups: WycheproofGroup<Test>[] }).testGroups;
}
