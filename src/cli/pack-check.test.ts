import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { JURISDICTIONS_DIR } from "../modules/care/index.ts";
import { PACKS_DIR } from "../modules/door/index.ts";
import { dutiesUnsaid } from "./pack-check.ts";
import { runLeeward } from "./testing.ts";

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "leeward-packs-"));
  cpSync(PACKS_DIR, dir, { recursive: true });
});
afterAll(() => rmSync(dir, { recursive: true }));

it("the packs of the house pass, and it says of each who has not signed", async () => {
  const { code, out, err } = await runLeeward(["pack", "check"], {});
  expect([code, err]).toEqual([0, ""]);
  expect(out).toMatch(/^phone\.json: 5 statements; not signed in en fr es ar zh ru bn fil ro sq uk vi$/m);
});

it("a translator's slip is named by file, statement, field and language; what is due is no fault", async () => {
  const file = join(dir, "phone.json");
  const pack = JSON.parse(readFileSync(file, "utf8"));
  pack.statements[1].text.uk = "";
  pack.statements[0].writtenOn = "2020-01-01";
  pack.statements[0].reviewDue = "2021-01-01";
  writeFileSync(file, JSON.stringify(pack));
  const plain = await runLeeward(["pack", "check", dir], {});
  expect(plain).toMatchObject({
    ...{ code: 1, out: "phone.json, phone-code: text, uk: nothing is written\n", err: "1 wrong.\n" },
  });
  pack.statements[1].text.uk = "Готово.";
  writeFileSync(file, JSON.stringify(pack));
  const report = JSON.parse((await runLeeward(["pack", "check", dir, "--json"], {})).out);
  expect(report).toMatchObject({ ok: true, faults: [] });
  expect(report.packs.find((found: { file: string }) => found.file === "phone.json").overdue).toEqual([
    "phone-near",
  ]);
  writeFileSync(file, "{");
  expect((await runLeeward(["pack", "check", dir], {})).out).toBe("phone.json: is no JSON\n");
});

it("a jurisdiction's slip is named by file, entry and field; what counsel has not confirmed is counted", async () => {
  const own = join(dir, "states");
  cpSync(JURISDICTIONS_DIR, own, { recursive: true });
  const fine = await runLeeward(["pack", "check", own], {});
  expect(fine.code).toBe(0);
  expect(fine.out).toMatch(
    /^gb-sct\.json: based on coe; 3 clocks and 1 steps of its own; 4 to be confirmed by counsel$/m,
  );
  const file = join(own, "gb-sct.json");
  const pack = JSON.parse(readFileSync(file, "utf8"));
  pack.clocks[1].limit.length = 20;
  writeFileSync(file, JSON.stringify(pack));
  expect(await runLeeward(["pack", "check", own], {})).toMatchObject({
    ...{ code: 1, out: "gb-sct.json, clock recovery: has 20 days; the least is 30\n", err: "1 wrong.\n" },
  });
  rmSync(own, { recursive: true });
});

it("a jurisdiction whose duties about children nobody wrote down is a fault", () => {
  const led = ["coe", "it"].map((code) => ({ code, basedOn: null, clocks: 0, steps: 0, unconfirmed: 0 }));
  const said = { statements: 1, unsigned: [], unconfirmed: 0, overdue: [] };
  const packs = [{ ...said, file: "children/coe.json" }];
  expect(dutiesUnsaid({ packs, jurisdictions: led })).toEqual([
    "children/it.json: is missing; write who must report what about children there",
  ]);
});

it("a folder that is not there is wrong use", async () => {
  expect((await runLeeward(["pack", "check", join(dir, "nowhere")], {})).code).toBe(2);
});
