import { createHash } from "node:crypto";
import { basename } from "node:path";
import type { Metafile } from "esbuild";
import { ASSETS_PATH } from "./assets.ts";

/** The name of the error of an import for which there was no connection; whoever catches it may try again. */
const PART_AWAY = "PartAwayError";

/**
 * A part that is imported later is fetched first, with every piece that it needs. A browser remembers for as long as
 * the page stands that an import failed (Chromium does), so one lost connection would leave a person with a form that
 * can never be sent. A fetch may fail as often as it likes, and what it brought is then imported out of the browser's
 * own cache, where built files stay for a year.
 */
const FETCH_FIRST = `
async function fetchPart(addresses,load){const bring=async(address)=>{const answer=await fetch(address);if(answer.ok)await answer.arrayBuffer();else throw new Error("A part of this page is gone.")};const away=(error)=>{if(error instanceof TypeError)error.name="${PART_AWAY}";throw error};await Promise.all(addresses.map(bring)).catch(away);return load()}
`;

const LATER = /\bimport\("(\/assets\/[\w-]+\.js)"\)/g;

/** In the name of every script: a browser keeps a name for a year, so what is written here is part of it. */
export const PARTS_MARK = createHash("sha256")
  .update(FETCH_FIRST)
  .update(LATER.source)
  .digest("hex")
  .slice(0, 4);

/**
 * A built script with each later import behind a fetch of all that it loads.
 *
 * @throws Error when the builder wrote an import in another form
 */
export function fetchPartsFirst(path: string, script: string, { outputs }: Metafile): string {
  const [, output] = Object.entries(outputs).find(([of]) => basename(of) === basename(path)) ?? [];
  const later = new Set(
    output?.imports.filter(({ kind }) => kind === "dynamic-import").map((one) => one.path),
  );
  if (later.size === 0) return script;
  const here = piecesOf(basename(path), outputs);
  const found = new Set<string>();
  const written = script.replaceAll(LATER, (whole, address: string) => {
    found.add(basename(address));
    const pieces = [...piecesOf(basename(address), outputs)].filter((piece) => !here.has(piece));
    const addresses = pieces.map((piece) => ASSETS_PATH + piece);
    return `fetchPart(${JSON.stringify(addresses)},()=>${whole})`;
  });
  const missed = [...later].filter((one) => !found.has(basename(one)));
  if (missed.length > 0)
    throw new Error(`${basename(path)} imports ${missed.join(", ")} in an unknown form.`);
  return written + FETCH_FIRST;
}

/** The part itself and all that it loads at once, by name. */
function piecesOf(name: string, outputs: Metafile["outputs"], known = new Set<string>()): Set<string> {
  if (known.has(name)) return known;
  known.add(name);
  const [, output] = Object.entries(outputs).find(([of]) => basename(of) === name) ?? [];
  for (const { kind, path } of output?.imports ?? []) {
    if (kind === "import-statement") piecesOf(basename(path), outputs, known);
  }
  return known;
}
