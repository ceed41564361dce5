import { afterAll, beforeAll, expect, it } from "vitest";
import { describedRoutes } from "./core/http/testing.ts";
import { type TestHouse, testHouse } from "./core/testing.ts";
import { openTestDoor } from "./modules/door/testing.ts";
import { registerHouse } from "./testing.ts";

let house: TestHouse;
const routes: string[] = [];
beforeAll(async () => {
  house = await testHouse();
  house.app.addHook("onRoute", ({ method, url }) => {
    if (url.startsWith("/api/")) routes.push(`${String(method)} ${url}`);
  });
  registerHouse(house);
  await openTestDoor(house);
});
afterAll(() => house.stop());

it("the description of the whole house is OpenAPI 3.1 and lists every route under /api", async () => {
  const answer = await house.app.inject({ url: "/api/openapi.json", headers: { host: "leeward.test" } });
  expect(answer.statusCode).toBe(200);
  const listed = describedRoutes(answer.json()).filter((route) => route.includes(" /api/"));
  expect(routes.length).toBeGreaterThan(40);
  expect(listed).toEqual([...routes].sort());
});

it("bytes come in in one spelling: every shape of them is one of http/shapes.ts", async () => {
  const answer = await house.app.inject({ url: "/api/openapi.json", headers: { host: "leeward.test" } });
  const bodies = Object.values(
    answer.json().paths as Record<string, Record<string, { requestBody?: unknown }>>,
  ).flatMap((path) => Object.values(path).map(({ requestBody }) => requestBody ?? null));
  // All letters alike up to the last, some of whose bits say nothing: another spelling of the same bytes would pass.
  const loose = JSON.stringify(bodies).matchAll(/"pattern":"(\^\[[^\]]+\]\{(?:26|43|86|107)\}\$)"/g);
  expect([...loose].map(([, one]) => one)).toEqual([]);
  // Of any length: whoever reads these refuses another spelling itself, each with a test.
  const ofAnyLength = JSON.stringify(bodies).matchAll(/"(\w+)":\{[^{}]*"pattern":"\^\[A-Za-z0-9_-\]\+\$"/g);
  expect([...new Set([...ofAnyLength].map(([, name]) => name))].sort()).toEqual([
    ...["attestationObject", "authenticatorData", "ciphertext", "clientDataJSON", "hashes", "id", "rawId"],
    ...["signature", "userHandle"],
  ]);
});
