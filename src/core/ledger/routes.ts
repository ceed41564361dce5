import { readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  CHECKPOINT_PATH,
  parseCheckpoint,
  parseNote,
  parseTilePath,
  type ReadFile,
  TileReader,
} from "@leeward/ledger";
import { sha256 } from "@leeward/ledger/files";
import { Type } from "typebox";
import { asMember } from "../access/context.ts";
import type { House } from "../house.ts";
import { type App, HttpProblem } from "../http/index.ts";
import { memberSecret } from "../identity/requests.ts";
import { toBase64Url } from "../keys/index.ts";
import { commitmentOf, countWaiting, findEntry, listEntries } from "./store.ts";

const PAGE = 50;
const TILE_AGE_S = 3600;

export interface LedgerPlace {
  /** The folder with the checkpoint and the tiles. */
  readonly folder: string;
  /** The log's name, `name+id+key`, for those who verify. */
  readonly verifierKey: string;
}

/** The ledger for its readers: the log's files for anyone, entries and their proofs for those whose they are. */
export function registerLedger(app: App, house: House, place: LedgerPlace): void {
  const read: ReadFile = async (path) => {
    try {
      return await readFile(join(place.folder, path));
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
      throw error;
    }
  };
  const checkpoint = async () => {
    const bytes = await read(CHECKPOINT_PATH);
    if (!bytes) return null;
    const note = parseNote(bytes);
    return { text: new TextDecoder().decode(bytes), ...parseCheckpoint(note.text) };
  };

  app.get(
    "/ledger/checkpoint",
    { schema: { summary: "The newest signed checkpoint" } },
    async (_request, reply) => {
      const bytes = await read(CHECKPOINT_PATH);
      if (!bytes) throw new HttpProblem("not-found");
      return reply.type("text/plain; charset=utf-8").send(Buffer.from(bytes));
    },
  );
  app.get<{ Params: { "*": string } }>(
    "/ledger/tile/*",
    { schema: { summary: "A tile or a bundle of entries" } },
    async (request, reply) => {
      const path = `tile/${request.params["*"]}`;
      const tile = parseTilePath(path); // null for anything that is not exactly a tile's name
      const bytes = tile && (await read(path));
      if (!bytes) throw new HttpProblem("not-found");
      return reply
        .type("application/octet-stream")
        .header("cache-control", `public, max-age=${TILE_AGE_S}`)
        .send(Buffer.from(bytes));
    },
  );
  app.get("/api/ledger", { schema: { summary: "The ledger's state" } }, async (request) =>
    asMember(house.db, memberSecret(request), null, async (tx) => {
      const newest = await checkpoint();
      return {
        origin: newest?.origin ?? null,
        verifierKey: place.verifierKey,
        checkpoint: newest?.text ?? null,
        size: newest?.size ?? 0,
        waiting: await countWaiting(tx),
      };
    }),
  );
  app.get(
    "/api/ledger/entries",
    {
      schema: {
        summary: "Entries of the member's own agency, newest first",
        querystring: Type.Object({ cursor: Type.Optional(Type.String({ pattern: "^\\d{1,18}$" })) }),
      },
    },
    async (request) =>
      asMember(house.db, memberSecret(request), null, async (tx) => {
        const entries = await listEntries(tx, request.query.cursor ?? null, PAGE + 1);
        const page = entries.slice(0, PAGE);
        return { entries: page, nextCursor: entries.length > PAGE ? (page.at(-1)?.id ?? null) : null };
      }),
  );
  app.get(
    "/api/ledger/entries/:id",
    {
      schema: {
        summary: "One entry with what its commitment is made of, and the proof that it is in the log",
        params: Type.Object({ id: Type.String({ pattern: "^\\d{1,18}$" }) }),
      },
    },
    async (request) => {
      const entry = await asMember(house.db, memberSecret(request), null, (tx) =>
        findEntry(tx, request.params.id),
      );
      if (!entry) throw new HttpProblem("not-found");
      const newest = await checkpoint();
      const isIn = newest !== null && entry.logIndex !== null && entry.logIndex < newest.size;
      const proof =
        isIn && entry.logIndex !== null
          ? await new TileReader(sha256, read, newest.size).inclusionProof(entry.logIndex)
          : null;
      return {
        ...entry,
        salt: entry.salt && toBase64Url(entry.salt),
        commitment: toBase64Url(commitmentOf(entry)),
        proof: proof?.map(toBase64Url) ?? null,
        size: newest?.size ?? 0,
      };
    },
  );
}
