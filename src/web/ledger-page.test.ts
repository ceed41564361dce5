import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestHouse, testHouse } from "../core/testing.ts";
import type { Assets } from "./assets.ts";
import { registerLedgerPage } from "./ledger-page.ts";

let house: TestHouse;
beforeAll(async () => {
  house = await testHouse();
  const assets: Assets = { dir: "", url: (name) => `/assets/${name}`, pieces: () => [], files: new Map() };
  registerLedgerPage(house.app, house.house, assets, house.house.config.dataDir);
  await house.owner.query(
    "insert into ledger.log (number, origin, verifier_key, first_place) values (1, 'a', 'a+1', 0), (2, 'b', 'b+2', 5)",
  );
  await house.owner.query(`select ledger.record('log.succeeded', $1, null, null)`, [
    JSON.stringify({
      predecessor: { origin: "a", size: 5 },
      lastKnown: { size: 7 },
      reason: "<script>fire</script>",
    }),
  ]);
  await house.owner.query(
    "insert into ledger.standing (quorum, period_s, refusal, refused_since, refused_size) values (1, 3600, 'forked', '2026-11-25T10:00Z', null)",
  );
});
afterAll(() => house.stop());

const get = async (lang: string) =>
  (await house.app.inject({ url: `/ledger?lang=${lang}`, headers: { host: "leeward.test" } })).body;

it("shows without a script's help and in both languages that nothing is signed, that nobody vouches, and what came before", async () => {
  const english = await get("en");
  expect(english).toContain("A witness has seen another history than this one.");
  expect(english).toContain("No witness is set");
  expect(english).toContain("25 November 2026");
  expect(english).toMatch(/<bdi>a<\/bdi>: ended here at <bdi>5<\/bdi>; known elsewhere up to <bdi>7<\/bdi>/);
  const arabic = await get("ar");
  expect(arabic).toContain('<html lang="ar" dir="rtl">');
  expect(arabic).toContain("لم يُعيَّن أي شاهد");
  for (const page of [english, arabic]) {
    expect(page.match(/<script/g), "the way out, and what checks").toHaveLength(2);
    expect(page).toContain("<noscript>");
    expect(page).toContain("&#60;script&#62;fire");
  }
  expect(house.logged).toEqual([]);
});
