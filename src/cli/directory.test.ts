import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestHouse, type TestMember, testHouse } from "../core/testing.ts";
import { runLeeward } from "./testing.ts";

const PASSWORD = "a lantern in the harbour 7";
const ID = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;

let house: TestHouse;
let folder: string;
let editor: TestMember;
let guardian: TestMember;
beforeAll(async () => {
  house = await testHouse();
  folder = await mkdtemp(join(tmpdir(), "leeward-directory-cli-"));
  // The commands refuse a database that is marked as a test's.
  await house.owner.query("update installation.mark set kind = 'production'");
  const agencyId = await house.addAgency({ name: "Harbour", kind: "health" });
  const add = (name: string, role: string) =>
    house.addMember({ agencyId, name, roles: [role], password: PASSWORD });
  [editor, guardian] = [await add("Ines", "caseworker"), await add("Gus", "guardian")];
});
afterAll(async () => {
  await house.stop();
  await rm(folder, { recursive: true, force: true });
});

const env = () => ({
  DATABASE_URL: house.connectionString,
  DATA_DIR: folder,
  LEEWARD_PASSWORD: PASSWORD,
});
const leeward = (...words: string[]) => runLeeward(["directory", ...words], env());
const published = async () =>
  (
    await house.owner.query("select name from directory.public_entry where kind = 'service' order by name")
  ).rows.map(({ name }) => name);

async function write(name: string, value: unknown): Promise<string> {
  await writeFile(join(folder, name), JSON.stringify(value));
  return join(folder, name);
}

const good = { id: ID(1), name: "Night", status: "active" };
const hiddenDoor = {
  ...{ id: ID(3), location_type: "physical", leeward_confidentiality: "hidden" },
  addresses: [
    {
      ...{ id: ID(4), address_1: "7 Rosewood Lane", city: "Northport", state_province: "Coast" },
      ...{ postal_code: "R9X 4ZZ", country: "XX", address_type: "physical" },
    },
  ],
};

describe("leeward directory import", () => {
  it("answers wrong use with 2 and touches nothing", async () => {
    const path = await write("services.json", [good]);
    const uses = [
      [],
      [path],
      [path, "second", "--as", editor.email],
      ["/nowhere.json", "--as", editor.email],
    ];
    for (const words of uses) expect((await leeward("import", ...words)).code, words.join(" ")).toBe(2);
    expect(await published()).toEqual([]);
  });

  it("imports all or nothing: one row to mend, and it is listed with what to change", async () => {
    const path = await write("services.json", [good, { ...good, id: ID(2), url: "javascript:alert(1)" }]);
    const ran = await leeward("import", path, "--as", editor.email, "--json");
    expect(ran.code, ran.err).toBe(1);
    expect(JSON.parse(ran.out)).toMatchObject({
      ...{ imported: 0, refusedCount: 1 },
      refused: [{ file: "services.json", row: 2, field: "url", code: "not-an-address" }],
    });
    expect((await leeward("import", path, "--as", editor.email)).out).toContain("Nothing was imported");
    expect(await published()).toEqual([]);
  });

  it("refuses whoever keeps no services, and a wrong password, with 1", async () => {
    const path = await write("services.json", [good]);
    const kept = await leeward("import", path, "--as", guardian.email);
    expect([kept.code, kept.err]).toEqual([1, expect.stringContaining("keeps their agency")]);
    const words = ["directory", "import", path, "--as", editor.email];
    expect((await runLeeward(words, { ...env(), LEEWARD_PASSWORD: "another" })).code).toBe(1);
    expect(await published()).toEqual([]);
  });

  it("says which texts are kept back because they lead to a hidden door, and never what they say", async () => {
    const service = {
      ...good,
      description: "Ring at 7, Rosewood-Lane",
      service_at_locations: [] as object[],
    };
    service.service_at_locations.push({ id: ID(5), location: hiddenDoor });
    const path = await write("services.json", [service]);
    const checked = await leeward("import", path, "--as", editor.email, "--check", "--json");
    expect(JSON.parse(checked.out)).toMatchObject({
      ...{ checkedOnly: true, published: 1 },
      withheld: [{ kind: "service", id: ID(1), field: "description" }],
    });
    expect(await published()).toEqual([]);
    const ran = await leeward("import", path, "--as", editor.email);
    expect(ran.code, ran.err).toBe(0);
    expect(ran.out).toContain(`service ${ID(1)}, description: kept, and not published`);
    expect(ran.out + checked.out).not.toContain("Rosewood");
    expect(await published()).toEqual(["Night"]);
  });
});

describe("leeward directory export", () => {
  it("writes everything of the agency, the hidden too, and over no file that is there", async () => {
    const path = join(folder, "out.json");
    const ran = await leeward("export", path, "--as", editor.email, "--json");
    expect(ran.code, ran.err).toBe(0);
    expect(JSON.parse(ran.out)).toMatchObject({ path, records: 4 });
    expect(await readFile(path, "utf8")).toContain("7 Rosewood Lane");
    expect((await leeward("export", path, "--as", editor.email)).code).toBe(2);
    expect((await leeward("export", `${path}.x`, "--as", editor.email, "--form", "xml")).code).toBe(2);
    expect((await leeward("export", `${path}.y`, "--as", guardian.email)).code).toBe(1);
  });
});
