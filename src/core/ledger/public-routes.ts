import type { FastifyReply } from "fastify";
import { Type } from "typebox";
import type { House } from "../house.ts";
import { type App, HttpProblem } from "../http/index.ts";
import { toBase64Url } from "../keys/index.ts";
import { type LogFiles, type Looked, proveIn, type WhichLog } from "./files.ts";
import { lookAtStanding } from "./standing.ts";
import { findPublication, listCheckpoints, listLogs, listPublicEntries } from "./store.ts";

const TILE_AGE_S = 3600;
const PAGE = 50;
/** Before every place that can be given: behind those that wait for one. */
const FIRST_PLACED = "999999999999999";

const Cursor = Type.Object({ cursor: Type.Optional(Type.String({ pattern: "^\\d{1,15}$" })) });

/** What anyone may read: how the ledger stands, its files and history, and the entries that are public by nature. */
export function registerPublicLedger(app: App, house: House, files: LogFiles): void {
  const logs = () => house.publicReads.read(listLogs);
  const newest = async (): Promise<WhichLog> => {
    const count = Math.max(1, (await logs()).length);
    return { number: count, newest: count };
  };
  const predecessor = async (number: string): Promise<WhichLog> => {
    const which = {
      number: /^[1-9]\d{0,5}$/.test(number) ? Number(number) : 0,
      newest: (await logs()).length,
    };
    if (which.number < 1 || which.number >= which.newest) throw new HttpProblem("not-found");
    return which;
  };

  app.get(
    "/ledger/state",
    { schema: { summary: "How the ledger stands, who witnesses it, and since when" } },
    async () => house.publicReads.read((tx) => lookAtStanding(tx, files, house.now())),
  );
  app.get(
    "/ledger/checkpoint",
    { schema: { summary: "The newest signed checkpoint" } },
    async (_request, reply) => sendCheckpoint(reply, await files.checkpoint(await newest())),
  );
  app.get<{ Params: { "*": string } }>(
    "/ledger/tile/*",
    { schema: { summary: "A tile or a bundle of entries" } },
    async (request, reply) =>
      sendTile(reply, await files.tile(await newest(), `tile/${request.params["*"]}`)),
  );
  app.get<{ Params: { number: string } }>(
    "/ledger/before/:number/checkpoint",
    { schema: { summary: "The last checkpoint of a log that came before" } },
    async (request, reply) =>
      sendCheckpoint(reply, await files.checkpoint(await predecessor(request.params.number))),
  );
  app.get<{ Params: { number: string; "*": string } }>(
    "/ledger/before/:number/tile/*",
    { schema: { summary: "A tile or a bundle of entries of a log that came before" } },
    async (request, reply) => {
      const which = await predecessor(request.params.number);
      return sendTile(reply, await files.tile(which, `tile/${request.params["*"]}`));
    },
  );
  app.get(
    "/ledger/history",
    { schema: { summary: "Checkpoints with their cosignatures, the newest first", querystring: Cursor } },
    async (request) =>
      house.publicReads.read(async (tx) => {
        const logNumber = (await listLogs(tx)).at(-1)?.number ?? 1;
        const before = request.query.cursor ? Number(request.query.cursor) : null;
        const rows = await listCheckpoints(tx, { logNumber, before, onlyWitnessed: false, limit: PAGE + 1 });
        const checkpoints = rows.slice(0, PAGE);
        return { checkpoints, nextCursor: rows.length > PAGE ? String(checkpoints.at(-1)?.size) : null };
      }),
  );
  app.get(
    "/ledger/public-entries",
    {
      schema: {
        summary: "Entries that are public by nature, each with its text, salt and proof, the newest first",
        querystring: Cursor,
      },
    },
    async (request) => {
      const [rows, known] = await house.publicReads.read(async (tx) => [
        await listPublicEntries(tx, request.query.cursor ?? null, PAGE + 1),
        await listLogs(tx),
      ]);
      const looked: Looked = new Map();
      const entries = [];
      for (const { salt, place, ...entry } of rows.slice(0, PAGE)) {
        const { checkpoint: _same, ...proven } = await proveIn(files, known, place, looked);
        entries.push({ ...entry, salt: toBase64Url(salt), ...proven });
      }
      const checkpoints = [...looked].map(([number, found]) => ({ number, checkpoint: found?.text ?? null }));
      const nextCursor = rows.length > PAGE ? String(rows[PAGE - 1]?.place ?? FIRST_PLACED) : null;
      return { entries, checkpoints, nextCursor };
    },
  );
  app.get(
    "/ledger/published/:sha256",
    {
      schema: {
        summary: "What browsers are given, as an entry `pages.published` names it by its hash",
        params: Type.Object({ sha256: Type.String({ pattern: "^[0-9a-f]{64}$" }) }),
      },
    },
    async (request, reply) => {
      const hash = Buffer.from(request.params.sha256, "hex");
      const list = await house.db.transaction("leeward_visitor", (tx) => findPublication(tx, hash));
      if (list === null) throw new HttpProblem("not-found");
      return reply
        .type("application/json; charset=utf-8")
        .header("cache-control", `public, max-age=${TILE_AGE_S}`)
        .send(Buffer.from(list));
    },
  );
}

function sendCheckpoint(reply: FastifyReply, checkpoint: { readonly text: string } | null): FastifyReply {
  if (!checkpoint) throw new HttpProblem("not-found");
  return reply.type("text/plain; charset=utf-8").send(checkpoint.text);
}

function sendTile(reply: FastifyReply, bytes: Uint8Array | null): FastifyReply {
  if (!bytes) throw new HttpProblem("not-found");
  return reply
    .type("application/octet-stream")
    .header("cache-control", `public, max-age=${TILE_AGE_S}`)
    .send(Buffer.from(bytes));
}
