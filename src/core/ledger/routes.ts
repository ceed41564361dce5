import { Type } from "typebox";
import { asMember } from "../access/context.ts";
import type { House } from "../house.ts";
import { type App, HttpProblem } from "../http/index.ts";
import { memberSecret } from "../identity/requests.ts";
import { toBase64Url } from "../keys/index.ts";
import { LogFiles, proveIn } from "./files.ts";
import { registerPublicLedger } from "./public-routes.ts";
import { lookAtStanding } from "./standing.ts";
import { commitmentOf, countWaiting, findEntry, listEntries, listLogs } from "./store.ts";

const PAGE = 50;

export interface LedgerPlace {
  /** Holds `ledger`, the newest log, and `ledger-before`. */
  readonly dataDir: string;
}

/** The ledger for its readers: the logs' files for anyone, entries and their proofs for those whose they are. */
export function registerLedger(app: App, house: House, place: LedgerPlace): void {
  const files = new LogFiles(place.dataDir);
  registerPublicLedger(app, house, files);
  app.get("/api/ledger", { schema: { summary: "The ledger's state" } }, async (request) => {
    const waiting = await asMember(house.db, memberSecret(request), null, countWaiting);
    return {
      ...(await house.db.transaction("leeward_visitor", (tx) => lookAtStanding(tx, files, house.now()))),
      waiting,
    };
  });
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
      const logs = await house.db.transaction("leeward_visitor", listLogs);
      const commitment = commitmentOf(entry);
      return {
        ...entry,
        salt: entry.salt && toBase64Url(entry.salt),
        commitment: toBase64Url(commitment),
        ...(await proveIn(files, logs, entry.place)),
      };
    },
  );
}
