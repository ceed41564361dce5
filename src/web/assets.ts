import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { App } from "../core/http/index.ts";
import { fileHash } from "../core/ledger/index.ts";

/** What the build wrote, asked for by name. */
export interface Assets {
  /** The folder with the built files. */
  readonly dir: string;
  /**
   * The address of an entry, such as `url("desk.js")` -> `/assets/desk-K3T5QDNS.js`.
   *
   * @throws Error when no entry of that name is listed in `entries.ts`
   */
  url(name: string): string;
  /** The pieces that a script loads at once, for `<link rel="modulepreload">`. */
  pieces(name: string): readonly string[];
  /** Every built file by its name in the address, with the type and the encodings it is kept in. */
  readonly files: ReadonlyMap<string, AssetFile>;
}

export interface AssetFile {
  readonly type: string;
  readonly encodings: readonly ("br" | "gzip")[];
}

export const ASSETS_PATH = "/assets/";

/**
 * Serves the built files under `/assets/`. A name holds a hash of its content, so it is kept for a year; what is asked
 * for is looked up in the list that the build wrote, never on the disk.
 */
export function serveAssets(app: App, assets: Assets): void {
  app.get<{ Params: { "*": string } }>(
    `${ASSETS_PATH}*`,
    { schema: { hide: true } },
    async (request, reply) => sendAsset(assets, request, reply),
  );
}

async function sendAsset(
  assets: Assets,
  request: FastifyRequest<{ Params: { "*": string } }>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const name = request.params["*"];
  const file = assets.files.get(name);
  if (!file) {
    reply.callNotFound();
    return reply;
  }
  const encoding = chooseEncoding(file, request.headers["accept-encoding"]);
  const bytes = await readShared(join(assets.dir, name + (encoding ? SUFFIX_OF[encoding] : "")));
  reply.headers({
    "content-type": file.type,
    "cache-control": "public, max-age=31536000, immutable",
    vary: "Accept-Encoding",
  });
  if (encoding) reply.header("content-encoding", encoding);
  return reply.send(bytes);
}

const shared = new Map<string, WeakRef<Buffer>>();
const reading = new Map<string, Promise<Buffer>>();

/**
 * The same bytes for everyone to whom they are being sent, and nobody's once they are: a thousand lines that ask and
 * never read each held a copy of their own (docs/attacks.md, Slow clients).
 */
async function readShared(path: string): Promise<Buffer> {
  const there = shared.get(path)?.deref();
  if (there) return there;
  const begun =
    reading.get(path) ??
    readFile(path)
      .then((bytes) => {
        shared.set(path, new WeakRef(bytes));
        return bytes;
      })
      .finally(() => reading.delete(path));
  reading.set(path, begun);
  return begun;
}

/** SHA-256 in hexadecimal of every built file, by its path: for the ledger. */
export async function hashAssets({ dir, files }: Assets): Promise<Record<string, string>> {
  const hashes = [...files.keys()].map(
    async (name) => [ASSETS_PATH + name, fileHash(await readFile(join(dir, name)))] as const,
  );
  return Object.fromEntries(await Promise.all(hashes));
}

export const SUFFIX_OF = { br: ".br", gzip: ".gz" } as const;

/** The first encoding that both sides know and the browser does not refuse with `q=0`. */
export function chooseEncoding(file: AssetFile, accepted: string | undefined): "br" | "gzip" | undefined {
  const offers = new Map(
    (accepted ?? "").split(",").map((offer) => {
      const [coding = "", ...rest] = offer.split(";").map((part) => part.trim().toLowerCase());
      return [coding, !rest.some((part) => /^q=0(\.0*)?$/.test(part))];
    }),
  );
  return file.encodings.find((encoding) => offers.get(encoding) === true);
}
