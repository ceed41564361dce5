import { once } from "node:events";
import { request as ask } from "node:http";
import { type AddressInfo, connect, createServer } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { registerHealth } from "../health/index.ts";
import { registerIdentity } from "../identity/index.ts";
import { toBase64Url } from "../keys/index.ts";
import { createMetrics } from "../metrics/index.ts";
import { type TestHouse, testHouse, testRandom } from "../testing.ts";
import { type App, createApp, listenForTor, registerWork } from "./index.ts";

const ONION = `${"leeward".repeat(8)}.onion`;
const OPEN = "door.house.test";
const ORIGINS = [`https://${OPEN}`, `http://${ONION}`];

let house: TestHouse;
let app: App;
let overTor: number;
let elsewhere: number;

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

async function openApp(origins: readonly string[], isTorApart = true): Promise<App> {
  const one = await createApp({ origins, isTorApart, version: "test", log: () => {} });
  const config = { ...house.house.config, origins };
  registerWork(one, { ...house.house, config });
  registerHealth(one, house.house.db, createMetrics("1.2.3"));
  registerIdentity(one, { ...house.house, config });
  return one;
}

beforeAll(async () => {
  house = await testHouse();
  app = await openApp(ORIGINS);
  overTor = await freePort();
  await listenForTor(app, overTor);
  await app.listen({ port: 0, host: "127.0.0.1" });
  elsewhere = (app.server.address() as AddressInfo).port;
});
afterAll(async () => {
  await app.close();
  await house.stop();
});

interface Question {
  readonly host: string;
  readonly path?: string;
  readonly body?: unknown;
  readonly origin?: string;
}

async function answerAt(port: number, { host, path = "/api/openapi.json", body, origin }: Question) {
  const headers = {
    host,
    ...(body ? { "content-type": "application/json" } : {}),
    ...(origin && { origin }),
  };
  const asked = ask({ port, host: "127.0.0.1", path, method: body ? "POST" : "GET", headers, agent: false });
  asked.end(body && JSON.stringify(body));
  const [answer] = await once(asked, "response");
  let text = "";
  for await (const part of answer) text += part;
  return { status: answer.statusCode as number, text };
}
const statusAt = async (port: number, question: Question) => (await answerAt(port, question)).status;

describe("at the port that Tor alone is sent to", () => {
  it("the onion name is heard, and no other one; elsewhere every other one, and not that", async () => {
    expect(await statusAt(overTor, { host: ONION })).toBe(200);
    for (const host of [OPEN, "127.0.0.1", `127.0.0.1:${elsewhere}`, "localhost", "evil.test", `${ONION}:81`])
      expect(await statusAt(overTor, { host }), host).toBe(421);
    expect(await statusAt(overTor, { host: OPEN, path: "/%zz" }), "an address that is none").toBe(421);
    expect(await statusAt(elsewhere, { host: OPEN })).toBe(200);
    expect(await statusAt(elsewhere, { host: ONION })).toBe(421);
  });

  it("nobody hears how the house is, under whatever name they ask", async () => {
    for (const path of ["/healthz", "/readyz"]) {
      expect(await statusAt(overTor, { host: ONION, path })).toBe(404);
      expect(await statusAt(overTor, { host: "127.0.0.1", path })).toBe(421);
    }
    expect(await statusAt(elsewhere, { host: "10.0.0.7:8080", path: "/healthz" })).toBe(200);
  });

  it("work is asked for each time, and a page of the other address may not act", async () => {
    const body = { email: "nobody@house.test", authSecret: toBase64Url(testRandom(32)) };
    const signIn = (port: number, host: string, origin: string) =>
      statusAt(port, { host, origin, path: "/api/sign-in", body });
    expect(await signIn(overTor, ONION, `http://${ONION}`)).toBe(428);
    expect(await signIn(overTor, ONION, `https://${OPEN}`), "cross-site").toBe(403);
    expect(await signIn(elsewhere, OPEN, `https://${OPEN}`)).toBe(401);
  });

  it("a line ends with the server, and nobody new is let in", async () => {
    const one = await openApp(ORIGINS);
    const port = await freePort();
    await listenForTor(one, port);
    await one.listen({ port: 0, host: "127.0.0.1" });
    const line = connect(port, "127.0.0.1");
    line.on("error", () => undefined);
    line.write(`GET /api/openapi.json HTTP/1.1\r\nHost: ${ONION}\r\n\r\n`);
    await once(line, "data");
    line.resume();
    const ended = once(line, "close");
    await one.close();
    await ended;
    await expect(statusAt(port, { host: ONION })).rejects.toThrow("ECONNREFUSED");
  });

  it("a port that is taken is said", async () => {
    const one = await openApp(ORIGINS);
    await expect(listenForTor(one, overTor)).rejects.toThrow("EADDRINUSE");
    await one.close();
  });
});

it("a house without a port for Tor alone, or with onion names alone, hears them where it listens", async () => {
  for (const one of [await openApp(ORIGINS, false), await openApp([`http://${ONION}`])]) {
    const { statusCode } = await one.inject({ url: "/api/openapi.json", headers: { host: ONION } });
    expect(statusCode).toBe(200);
    await one.close();
  }
});
