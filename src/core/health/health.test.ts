import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newestMigration } from "../db/index.ts";
import { createMetrics, serveMetrics } from "../metrics/index.ts";
import { type TestHouse, testHouse } from "../testing.ts";
import { type Health, registerHealth } from "./index.ts";

let house: TestHouse;
let health: Health;
const metrics = createMetrics("1.2.3");
beforeAll(async () => {
  house = await testHouse();
  health = registerHealth(house.app, house.house.db, metrics);
  house.app.get("/api/door/slow/:word", async () => ({}));
  house.app.get("/api/protocols/:id", async () => ({}));
});
afterAll(() => house.stop());

const get = async (url: string, host = "10.0.0.7:8080") => {
  const { statusCode, body } = await house.app.inject({ url, headers: { host } });
  return [statusCode, body.trim()];
};

describe("/readyz", () => {
  it("is answered on any host name, like /healthz; nothing else is", async () => {
    expect(await get("/healthz")).toEqual([200, "ok"]);
    expect(await get("/readyz")).toEqual([200, "ready"]);
    expect((await get("/api/protocols/1"))[0]).toBe(421);
  });

  it("says no where the database was migrated by another version, in either direction", async () => {
    await house.owner.query("insert into installation.migration values ('29991231T2359-later', '-')");
    expect(await get("/readyz")).toEqual([503, "database-newer"]);
    await house.owner.query("delete from installation.migration where name >= $1", [newestMigration()]);
    expect(await get("/readyz")).toEqual([503, "not-migrated"]);
    await house.owner.query("insert into installation.migration values ($1, '-')", [newestMigration()]);
    expect(await get("/readyz")).toEqual([200, "ready"]);
  });

  it("says no while the database is away, and while the process ends; /healthz goes on", async () => {
    await house.owner.query("revoke usage on schema installation from leeward_visitor");
    expect(await get("/readyz")).toEqual([503, "database-away"]);
    await house.owner.query("grant usage on schema installation to leeward_visitor");
    health.drain();
    expect(await get("/readyz")).toEqual([503, "draining"]);
    expect(await get("/healthz")).toEqual([200, "ok"]);
  });
});

describe("metrics", () => {
  it("tell how long a route takes once it was asked often, and never how often", async () => {
    for (let n = 0; n < 18; n++) await get(`/api/protocols/${n}`, "leeward.test");
    expect(metrics.render()).not.toContain("/api/protocols/:id");
    await get("/api/protocols/19", "leeward.test");
    const lines = metrics.render().split("\n");
    expect(
      lines.filter((line) => line.includes("/api/protocols/:id")).map((line) => line.split(" ")[0]),
    ).toEqual(
      ["0.5", "0.95", "0.99"].map(
        (quantile) => `leeward_http_request_seconds{route="/api/protocols/:id",quantile="${quantile}"}`,
      ),
    );
  });

  it("name no act of a person at the door, no parameter, no number by agency or case", async () => {
    for (let n = 0; n < 30; n++) await get("/api/door/slow/marigold", "leeward.test");
    const page = metrics.render();
    expect(page).toContain(`route="the person's own"`);
    expect(page).not.toMatch(/marigold|\/api\/door|_count|_bucket|agency|[0-9a-f]{8}-[0-9a-f]{4}/);
    const names = new Set([...page.matchAll(/^([a-z_]+)[{ ]/gm)].map(([, name]) => name));
    expect([...names].sort()).toEqual([
      "leeward_build_info",
      "leeward_database_connections",
      "leeward_draining",
      "leeward_event_loop_delay_seconds",
      "leeward_http_request_seconds",
      "leeward_http_responses_total",
      "process_resident_memory_bytes",
      "process_uptime_seconds",
    ]);
    for (const line of page.split("\n").filter((one) => one && !one.startsWith("#"))) {
      expect(line).toMatch(/^[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? -?[0-9.e+-]+$/);
    }
  });

  it("are served to this machine alone, at one address", async () => {
    const port = 20_000 + Math.floor(Math.random() * 20_000);
    const served = await serveMetrics(metrics, port);
    try {
      const page = await fetch(`http://127.0.0.1:${port}/metrics`);
      expect([page.status, (await page.text()).includes('leeward_build_info{version="1.2.3"} 1')]).toEqual([
        200,
        true,
      ]);
      expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(404);
      await expect(serveMetrics(metrics, port)).rejects.toMatchObject({ code: "EADDRINUSE" });
    } finally {
      await served.stop();
    }
  });
});
