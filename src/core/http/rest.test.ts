import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createApp } from "./app.ts";
import { giveBackAtRest } from "./rest.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] }));
afterEach(() => void vi.useRealTimers());

it("gives memory back once for each rest: after the start, and after every busy time", async () => {
  const app = await createApp({ origins: ["http://leeward.test"], version: "test", log: () => undefined });
  let times = 0;
  giveBackAtRest(app, () => void times++, 1_000);
  app.get("/livez", { config: { anyHost: true } }, async () => "ok");
  const ask = (url = "/api/cases") => app.inject({ url, headers: { host: "leeward.test" } });
  const rounds = (n: number) => vi.advanceTimersByTime(n * 1_000);

  await ask();
  rounds(1);
  expect(times, "asked within the time").toBe(0);
  rounds(5);
  expect(times, "at rest, once").toBe(1);
  await ask();
  rounds(1);
  expect(times, "asked again").toBe(1);
  await ask("/livez");
  rounds(5);
  expect(times, "a second rest, though someone looks whether we live").toBe(2);
  await app.close();
  rounds(5);
  expect(times).toBe(2);
});

it("gives back what work needed that nobody asked for, though it went on after the first rest", async () => {
  const app = await createApp({ origins: ["http://leeward.test"], version: "test", log: () => undefined });
  let times = 0;
  let workedMs = 0;
  giveBackAtRest(
    app,
    () => void times++,
    1_000,
    () => workedMs,
  );
  const work = (ms: number) => {
    workedMs += ms;
    vi.advanceTimersByTime(1_000);
  };
  work(0);
  expect(times, "the start's").toBe(1);
  work(500);
  expect(times, "an idle server's jobs are no work").toBe(1);
  work(30_000);
  expect(times).toBe(2);
  work(500);
  expect(times, "once").toBe(2);
  await app.close();
});

it("collects for real when the house says so", async () => {
  const app = await createApp({ origins: ["http://leeward.test"], version: "test", log: () => undefined });
  giveBackAtRest(app);
  const gone = new WeakRef({ large: new Array(100_000).fill("kept by nobody") });
  await new Promise((resolve) => setImmediate(resolve));
  vi.advanceTimersByTime(120_000);
  expect(gone.deref()).toBeUndefined();
  await app.close();
});
