import { sql } from "kysely";
import { Type } from "typebox";
import { type Database, newestMigration } from "../db/index.ts";
import type { App } from "../http/index.ts";
import type { Metrics } from "../metrics/index.ts";

const ANSWER_MS_MAX = 2_000;

export interface Health {
  /** From now on `/readyz` says no, so that a proxy sends nobody here any more. */
  drain(): void;
}

/**
 * `/healthz`: the process lives. `/readyz`: it can do its work. For a proxy or a supervisor on any host name; neither
 * says more than a word. Notes the time of each request for the metrics.
 */
export function registerHealth(app: App, db: Database, metrics: Metrics): Health {
  let isDraining = false;
  const config = { anyHost: true };
  app.get("/healthz", { config, schema: { hide: true } }, async (_request, reply) =>
    reply.type("text/plain").send("ok\n"),
  );
  app.get(
    "/readyz",
    {
      config,
      schema: { hide: true, response: { 200: Type.String(), 503: Type.String() } },
    },
    async (_request, reply) => {
      const why = isDraining ? "draining" : await whyNotReady(db);
      return reply
        .code(why ? 503 : 200)
        .type("text/plain")
        .send(`${why ?? "ready"}\n`);
    },
  );
  app.addHook("onResponse", async (request, reply) => {
    const route = request.routeOptions.url;
    if (route) metrics.observe(route, reply.elapsedTime / 1000, reply.statusCode);
  });
  metrics.gauge("leeward_draining", "1 while this process is ending", () => (isDraining ? 1 : 0));
  metrics.gauge("leeward_database_connections", "Connections of the server's pool", () =>
    Object.entries(db.connections()).map(([state, value]) => ({ labels: { state }, value })),
  );
  return {
    drain: () => {
      isDraining = true;
    },
  };
}

async function whyNotReady(db: Database): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"database-away">((resolve) => {
    timer = setTimeout(() => resolve("database-away"), ANSWER_MS_MAX);
  });
  const asked = db
    .transaction("leeward_visitor", async (tx) => {
      const { rows } = await sql<{
        newest: string;
        isReplica: boolean;
      }>`select installation.newest_migration() as newest, pg_is_in_recovery() as "isReplica"`.execute(tx);
      const newest = rows[0]?.newest ?? "";
      if (rows[0]?.isReplica) return "database-read-only";
      if (newest > newestMigration()) return "database-newer";
      return newest < newestMigration() ? "not-migrated" : null;
    })
    .catch(() => "database-away");
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}
