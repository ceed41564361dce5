import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import { unzipSync, zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestHouse, type TestMember, testHouse } from "../../core/testing.ts";
import { Gathering } from "./flatten.ts";
import { FIELDS_OF, type Kind, PARTS_OF } from "./hsds.ts";
import { gatherFiles, importRecords, registerDirectory, takeRecords, writeExport } from "./index.ts";
import { conformanceOf, type Schema } from "./testing.ts";

const HSDS = "../shared/data/hsds";
const hasHsds = existsSync(join(HSDS, "examples"));
const exampleNames = (): string[] =>
  readdirSync(join(HSDS, "examples")).filter((name) => name.endsWith(".json") && name !== "base.json");

if (!hasHsds)
  process.stderr.write("Without ../shared/data/hsds the published examples of HSDS are not tried.\n");

let house: TestHouse;
let clinic: TestMember;
let shelter: TestMember;
let folder: string;
beforeAll(async () => {
  house = await testHouse();
  registerDirectory(house.app, house.house);
  const of = async (name: string, kind: string) =>
    house.addMember({ agencyId: await house.addAgency({ name, kind }), name, roles: ["supervisor"] });
  clinic = await of("Clinic", "health");
  shelter = await of("Shelter", "shelter");
  folder = await mkdtemp(join(tmpdir(), "leeward-directory-"));
});
afterAll(async () => {
  await house.stop();
  await rm(folder, { recursive: true, force: true });
});

const get = (url: string, headers: Record<string, string> = {}) =>
  house.app.inject({ url: `/api/directory${url}`, headers: { host: "leeward.test", ...headers } });

const ID = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;

const gather = (...records: [Kind, object][]): Gathering => {
  const gathering = new Gathering();
  for (const [nth, [kind, record]] of records.entries())
    gathering.add(kind, record, { file: "test", row: nth + 1 });
  return gathering;
};

const put = (member: TestMember, gathering: Gathering, replaces = true) => {
  expect(gathering.refused).toEqual([]);
  return importRecords(house.house, member.secret, gathering, { replaces });
};

const contents = (gathering: Gathering) =>
  gathering
    .records()
    .map(({ kind, content }) => [kind, content])
    .sort((a, b) => JSON.stringify(a[1]).localeCompare(JSON.stringify(b[1])));

/** What a table says, by kind and id. */
const empty = (n: number): Gathering => gather(["taxonomy", { id: ID(n), name: "x", description: "x" }]);

const inSets = (gathering: Gathering) =>
  new Map(gathering.records().map(({ kind, id, content }) => [`${kind} ${id}`, content]));

describe("the published examples of HSDS", () => {
  it("are read, every one of them, and come out of the database again with nothing lost", async ({
    skip,
  }) => {
    skip(!hasHsds, "needs ../shared/data/hsds");
    const paths = [...exampleNames().map((name) => join(HSDS, "examples", name)), join(HSDS, "examples/csv")];
    expect(paths.length).toBeGreaterThan(12);
    for (const path of paths) {
      const gathered = await gatherFiles(path);
      expect(gathered.size, path).toBeGreaterThan(0);
      await put(clinic, gathered);
      const isTabular = /tabular|csv$/.test(path);
      for (const form of isTabular ? (["json", "csv", "zip"] as const) : (["json"] as const)) {
        const out = join(folder, `${path.replaceAll(/[^a-z]/g, "")}.${form}`);
        await writeExport(await takeRecords(house.house, clinic.secret), form, out);
        const again = await gatherFiles(out);
        expect(again.refused, out).toEqual([]);
        expect(inSets(again), `${path} as ${form}`).toEqual(inSets(gathered));
      }
    }
  });

  it("come out as they went in: the nested service as the very object, the tables cell by cell", async ({
    skip,
  }) => {
    skip(!hasHsds, "needs ../shared/data/hsds");
    const service = JSON.parse(readFileSync(join(HSDS, "examples/service_full.json"), "utf8"));
    await put(clinic, await gatherFiles(join(HSDS, "examples/service_full.json")));
    const nested = join(folder, "very.json");
    await writeExport(await takeRecords(house.house, clinic.secret), "json", nested);
    expect(JSON.parse(readFileSync(nested, "utf8")).service).toEqual([service]);
    await put(clinic, await gatherFiles(join(HSDS, "examples/csv")));
    await writeExport(await takeRecords(house.house, clinic.secret), "csv", join(folder, "very"));
    for (const name of readdirSync(join(HSDS, "examples/csv"))) {
      const tables = [join(HSDS, "examples/csv", name), join(folder, "very", name)].map(async (path) =>
        contents(await gatherFiles(path)),
      );
      expect(await tables[1], name).toEqual(await tables[0]);
    }
  });

  const readSchema = (name: string): Schema => {
    const bytes = readFileSync(join(HSDS, "schema", name));
    return JSON.parse((name.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8"));
  };
  /** What the published description answers at each of its lists, and alone. */
  const ITEMS: Readonly<Record<string, string>> = {
    services: "compiled/service.json.gz",
    organizations: "compiled/organization.json.gz",
    service_at_locations: "service_at_location.json",
    taxonomies: "taxonomy.json",
    taxonomy_terms: "taxonomy_term.json",
  };

  it("are answered, each of them, by every public endpoint in every form as the published schemas say", async ({
    skip,
  }) => {
    skip(!hasHsds, "needs ../shared/data/hsds");
    const check = conformanceOf(readSchema);
    const description = JSON.parse(readFileSync(join(HSDS, "schema/openapi.json"), "utf8"));
    const lists = Object.keys(description.paths).filter((path) => path !== "/" && !path.includes("{"));
    expect(lists.map((path) => path.slice(1)).sort()).toEqual(Object.keys(ITEMS).sort());
    const answered = new Map<string, number>();
    await put(shelter, empty(198));
    for (const path of [...exampleNames(), "csv"]) {
      await put(clinic, await gatherFiles(join(HSDS, "examples", path)));
      for (const list of lists) {
        const item = readSchema(ITEMS[list.slice(1)] ?? "");
        const own = description.paths[list].get.parameters as { $ref?: string }[];
        const offers = (name: string) => own.some(({ $ref }) => $ref?.endsWith(`/${name}`));
        for (const form of ["", "full=true", "minimal=true", "per_page=1", "search=zzz"]) {
          if ((form === "full=true" && !offers("full")) || (form === "minimal=true" && !offers("minimal")))
            continue;
          const at = `${path} ${list}?${form}`;
          const page = (await get(`${list}?${form}`)).json();
          expect(check(description.components.schemas.Page, page), at).toEqual([]);
          expect(Object.keys(page).sort(), at).toEqual(
            [...Object.keys(description.components.schemas.Page.properties), "contents"].sort(),
          );
          for (const listed of page.contents) {
            if (form === "minimal=true")
              expect(Object.keys(listed).sort(), at).toEqual(["id", "modified_date"]);
            else expect(check(item, listed), at).toEqual([]);
          }
          answered.set(`${list}?${form}`, (answered.get(`${list}?${form}`) ?? 0) + page.contents.length);
        }
        const all = (await get(`${list}?per_page=500`)).json().contents;
        for (const { id } of all) {
          const whole = (await get(`${list}/${id}`)).json();
          expect(check(item, whole), `${path} ${list}/${id}`).toEqual([]);
        }
      }
    }
    const none = [...answered].filter(([at, count]) => count === 0 && !at.endsWith("search=zzz"));
    expect(none, "each answered something").toEqual([]);
    const service = readSchema("compiled/service.json.gz");
    expect(check(service, { id: "no", name: 7 })).not.toEqual([]);
    const root = (await get("")).json();
    const rootSchema = description.paths["/"].get.responses["200"].content["application/json"].schema;
    expect(check(rootSchema, root)).toEqual([]);
    expect(root).toMatchObject({ version: "3.0", openapi_url: "http://leeward.test/api/openapi.json" });
  });

  it("are exported as the published schemas say, and what the public API gives of them, read again, adds and changes nothing", async ({
    skip,
  }) => {
    skip(!hasHsds, "needs ../shared/data/hsds");
    const check = conformanceOf(readSchema);
    const schemaOf = (kind: string) =>
      readSchema(
        existsSync(join(HSDS, `schema/compiled/${kind}.json.gz`))
          ? `compiled/${kind}.json.gz`
          : `${kind}.json`,
      );
    let served = 0;
    for (const path of [...exampleNames(), "csv"]) {
      const gathered = await gatherFiles(join(HSDS, "examples", path));
      await put(clinic, gathered);
      const out = join(folder, `valid-${path.replaceAll(/[^a-z]/g, "")}.json`);
      await writeExport(await takeRecords(house.house, clinic.secret), "json", out);
      const roots = Object.entries(JSON.parse(readFileSync(out, "utf8"))) as [string, unknown[]][];
      expect(roots.length, path).toBeGreaterThan(0);
      for (const [kind, all] of roots)
        for (const root of all) expect(check(schemaOf(kind), root), `${path} ${kind}`).toEqual([]);
      const before = inSets(gathered);
      for (const [list, kind] of [
        ...[["services", "service"] as const, ["organizations", "organization"] as const],
        ...[["service_at_locations", "service_at_location"] as const],
      ]) {
        const again = new Gathering();
        for (const each of (await get(`/${list}?full=true&per_page=100`)).json().contents ?? []) {
          again.add(kind, each, { file: list, row: 1 });
        }
        expect(again.refused, `${path} ${list}`).toEqual([]);
        for (const [name, content] of inSets(again)) {
          expect(before.get(name), `${path} ${name}`).toMatchObject(content);
          served++;
        }
      }
    }
    expect(served).toBeGreaterThan(100);
  });

  it("are exported as tables with every column, and in each what the published data package demands", async ({
    skip,
  }) => {
    skip(!hasHsds, "needs ../shared/data/hsds");
    const published: DataPackage = JSON.parse(readFileSync(join(HSDS, "datapackage.json"), "utf8"));
    const resources = new Map(published.resources.map((resource) => [resource.path, resource]));
    let cells = 0;
    for (const path of [...exampleNames(), "csv"]) {
      const gathered = await gatherFiles(join(HSDS, "examples", path));
      await put(clinic, gathered);
      const out = join(folder, `tables-${path.replaceAll(/[^a-z]/g, "")}`);
      const records = await takeRecords(house.house, clinic.secret);
      await writeExport(records, "csv", out);
      await writeExport(records, "zip", `${out}.zip`);
      const zipped = unzipSync(readFileSync(`${out}.zip`));
      expect(Object.keys(zipped).sort(), path).toEqual(readdirSync(out).sort());
      for (const name of Object.keys(zipped).filter((name) => name.endsWith(".csv"))) {
        const text = readFileSync(join(out, name), "utf8");
        expect(Buffer.from(zipped[name] ?? []).toString("utf8"), `${path} ${name}`).toBe(text);
        const resource = resources.get(name);
        if (!resource) throw new Error(`The published data package has no ${name}.`);
        const [head = [], ...rows] = parse(text);
        for (const { name: column, constraints = {} } of resource.schema.fields) {
          const at = `${path} ${name} ${column}`;
          const place = head.indexOf(column);
          expect(place, at).toBeGreaterThanOrEqual(0);
          const all = rows.map((row) => row[place] ?? "");
          const { required, unique, enum: allowed, pattern } = constraints;
          if (required) expect(all, at).not.toContain("");
          if (unique) expect(new Set(all).size, at).toBe(all.length);
          const said = all.filter((cell) => cell !== "");
          if (allowed) for (const cell of said) expect(allowed, at).toContain(cell);
          if (pattern) for (const cell of said) expect(cell, at).toMatch(new RegExp(`^(?:${pattern})$`, "u"));
          cells += all.length;
        }
      }
    }
    expect(cells).toBeGreaterThan(1_000);
  });
});

interface DataPackage {
  readonly resources: readonly {
    readonly path: string;
    readonly schema: {
      readonly fields: readonly {
        readonly name: string;
        readonly constraints?: {
          readonly required?: boolean;
          readonly unique?: boolean;
          readonly enum?: readonly string[];
          readonly pattern?: string;
        };
      }[];
    };
  }[];
}

/** One of each part that a service can have, written by us: what is lost of it shows without the published examples. */
const FULL_SERVICE = {
  ...{ id: ID(900), name: "Safe night", status: "active", description: "Beds, and someone to talk to" },
  ...{ url: "https://example.org/night", minimum_age: 16, maximum_age: 45.5, assured_date: "2026-11-01" },
  ...{ last_modified: "2026-11-02T10:00:00Z", leeward_welcome: "women,children", leeward_capacity_free: 2 },
  organization: {
    ...{ id: ID(901), name: "Harbour", description: "Nights", tax_id: "X-1" },
    funding: [{ id: ID(902), source: "City" }],
    organization_identifiers: [{ id: ID(903), identifier_type: "Register", identifier: "77" }],
  },
  program: { id: ID(904), name: "Winter", description: "From November" },
  phones: [{ id: ID(905), number: "+43 800 1", languages: [{ id: ID(906), code: "ar" }] }],
  contacts: [{ id: ID(907), name: "Desk", phones: [{ id: ID(908), number: "+43 800 2" }] }],
  schedules: [
    {
      ...{ id: ID(909), freq: "WEEKLY", byday: "MO", opens_at: "20:00", closes_at: "08:00", timezone: 1 },
    },
  ],
  service_areas: [{ id: ID(910), name: "Coast" }],
  languages: [{ id: ID(911), code: "fr", name: "French" }],
  cost_options: [{ id: ID(912), option: "Nothing", amount: 0 }],
  required_documents: [{ id: ID(913), document: "None" }],
  attributes: [
    {
      id: ID(914),
      taxonomy_term: {
        ...{ id: ID(915), name: "Shelter", description: "A bed", code: "S" },
        taxonomy_detail: { id: ID(916), name: "Needs", description: "Ours" },
      },
    },
  ],
  service_at_locations: [
    {
      ...{ id: ID(917), description: "Second floor" },
      location: {
        ...{ id: ID(918), location_type: "physical", name: "Old school", latitude: 1.25, longitude: 2.5 },
        addresses: [
          {
            ...{ id: ID(919), address_1: "1 School Road", city: "Northport", state_province: "Coast" },
            ...{ postal_code: "N1", country: "XX", address_type: "physical" },
          },
        ],
        accessibility: [{ id: ID(920), description: "Lift" }],
      },
    },
  ],
};

describe("an example of our own, with every part", () => {
  it("comes out of the database in each form with nothing lost, and in the nested one as the very object", async () => {
    const gathered = gather(["service", FULL_SERVICE]);
    await put(clinic, gathered);
    for (const form of ["json", "csv", "zip"] as const) {
      const out = join(folder, `own.${form}`);
      await writeExport(await takeRecords(house.house, clinic.secret), form, out);
      const program = `program ${FULL_SERVICE.program.id}`;
      const own = inSets(gathered).get(program);
      // What nesting says of a programme's organisation, a table says in its row.
      const said = form === "json" ? own : { ...own, organization_id: FULL_SERVICE.organization.id };
      expect(inSets(await gatherFiles(out)), form).toEqual(
        new Map<string, unknown>([...inSets(gathered), [program, said]]),
      );
      if (form === "json")
        expect(JSON.parse(readFileSync(out, "utf8")).service[0]).toMatchObject(FULL_SERVICE);
    }
  });

  it("is answered with every field that HSDS needs and none that it does not know, at any depth", async () => {
    const whole = (await get(`/services/${ID(900)}`)).json();
    const wrong: string[] = [];
    const look = (kind: Kind, value: Record<string, unknown>, links: readonly string[] = []) => {
      const parts = new Map(PARTS_OF[kind].map((part) => [part.name, part]));
      for (const { name, required } of FIELDS_OF[kind].values())
        if (required && !(name in value) && !links.includes(name)) wrong.push(`${kind} without ${name}`);
      for (const [name, inner] of Object.entries(value)) {
        const part = parts.get(name);
        if (part) for (const each of [inner].flat()) look(part.kind, each as Record<string, unknown>);
        else if (!FIELDS_OF[kind].has(name) && !name.startsWith("leeward_"))
          wrong.push(`${kind} with ${name}`);
      }
    };
    look("service", whole);
    expect(wrong).toEqual([]);
    expect(Object.keys(whole).sort()).toEqual(
      Object.keys(FULL_SERVICE)
        .filter((name) => name !== "metadata")
        .map((name) => (name === "leeward_capacity_free" ? "leeward_places" : name))
        .sort(),
    );
  });
});

describe("a change", () => {
  const services = (second: object): Gathering =>
    gather(
      ["service", { id: ID(700), name: "One", status: "active" }],
      ["service", { id: ID(701), name: "Two", status: "active", ...second }],
    );
  const versions = async (table: string) => {
    const { rows } = await house.owner.query(
      `select id, xmin::text as by from directory.${table} where id = any ($1) and kind = 'service'`,
      [[ID(700), ID(701)]],
    );
    return new Map(rows.map(({ id, by }) => [id, by]));
  };

  it("writes what differs and leaves the rest as it stands, in what is known and in what is published", async () => {
    await put(clinic, services({}));
    for (const table of ["record", "public_entry"]) {
      const before = await versions(table);
      await put(clinic, services({ leeward_capacity_free: table === "record" ? 0 : 2 }));
      const after = await versions(table);
      expect(
        [after.get(ID(700)) === before.get(ID(700)), after.get(ID(701)) === before.get(ID(701))],
        table,
      ).toEqual([true, false]);
    }
    const { leeward_places } = (await get(`/services/${ID(701)}`)).json();
    expect(leeward_places).toBe("free");
  });

  it("of a service shows at its places too, and of a place in its service, though each text stands once", async () => {
    const desk = (description: string, name: string) => ({
      ...{ id: ID(705), name: "Desk", status: "active", description, phones: [{ id: ID(708), number: "1" }] },
      service_at_locations: [
        { id: ID(706), location: { id: ID(707), location_type: "virtual", name } },
        { id: ID(709), description: "Second", location: { id: ID(710), location_type: "virtual" } },
      ],
    });
    await put(clinic, gather(["service", desk("Old words", "Old line")]));
    await put(clinic, gather(["service", desk("New words", "New line")]));
    const whole = (await get(`/services/${ID(705)}`)).json();
    expect(whole.service_at_locations.map(({ id }: { id: string }) => id)).toEqual([ID(706), ID(709)]);
    expect(whole).toMatchObject(desk("New words", "New line"));
    const place = (await get(`/service_at_locations/${ID(706)}`)).json();
    expect(place).toMatchObject({
      location: { name: "New line" },
      service: { name: "Desk", description: "New words" },
    });
    expect(place.service, "without the service's own parts").not.toHaveProperty("phones");
    const listed = (await get("/service_at_locations")).json().contents;
    expect(listed[0]).toMatchObject({
      service: { description: "New words" },
      location: { name: "New line" },
    });
    const { rows } = await house.owner.query(
      "select count(*)::int as n from directory.public_entry where content::text like '%New words%'",
    );
    expect(rows[0].n).toBe(1);
  });

  it("takes away what the files no longer hold, and is in the order in which it came", async () => {
    const one = (n: number): [Kind, object] => ["service", { id: ID(n), name: `S${n}`, status: "active" }];
    await put(clinic, gather(one(700), one(701), one(702)));
    await put(clinic, gather(one(703), one(702), one(700)));
    const { all } = await takeRecords(house.house, clinic.secret);
    expect(all.map(({ id }) => id)).toEqual([ID(703), ID(702), ID(700)]);
    expect((await get(`/services/${ID(701)}`)).statusCode).toBe(404);
  });
});

describe("a place that is confidential", () => {
  /** Everything by which it would be found, each in a spelling of its own. */
  const WAYS = [
    "Rosewood",
    "rosewood",
    "R9X",
    "r9x4zz",
    "10092008082",
    "cheer.parent.mole",
    "48.2106",
    "16.3612",
    "+43 1 555 0199",
    "Tram 49",
    "blue gate",
    "Ms Amsel",
    "House of Linden",
  ];
  const location = (n: number, tier?: string) => ({
    ...{
      id: ID(n),
      location_type: "physical",
      name: "House of Linden",
      latitude: 48.2106,
      longitude: 16.3612,
    },
    ...{
      external_identifier: "10092008082",
      external_identifier_type: "UPRN",
      url: "https://example.org/cheer.parent.mole",
    },
    ...{ description: "Behind the blue gate", transportation: "Tram 49 to the end" },
    ...{ secret_field: "7 Rosewood Lane", ...(tier && { leeward_confidentiality: tier }) },
    addresses: [
      {
        ...{ id: ID(n + 1), attention: "Ms Amsel", address_1: "7 Rosewood Lane", city: "Northport" },
        ...{ state_province: "Coast", postal_code: "R9X 4ZZ", country: "XX", address_type: "physical" },
        metadata: [
          {
            ...{
              id: ID(n + 2),
              last_action_date: "2026-01-01",
              last_action_type: "update",
              field_name: "address_1",
            },
            ...{ previous_value: "7 Rosewood Lane", replacement_value: "x", updated_by: "Ms Amsel" },
          },
        ],
      },
    ],
    phones: [{ id: ID(n + 3), number: "+43 1 555 0199" }],
    contacts: [{ id: ID(n + 4), name: "Ms Amsel" }],
    accessibility: [{ id: ID(n + 5), description: "Ramp at the blue gate" }],
    schedules: [
      {
        ...{ id: ID(n + 6), freq: "WEEKLY", byday: "MO", opens_at: "09:00", closes_at: "17:00", timezone: 0 },
        ...{ description: "Ring at the blue gate", notes: "7 Rosewood Lane" },
      },
    ],
    attributes: [{ id: ID(n + 7), value: "7 Rosewood Lane" }],
    languages: [{ id: ID(n + 8), name: "Arabic", code: "ara", note: "Ms Amsel at the blue gate" }],
  });
  const service = (n: number, at: object) => ({
    ...{
      id: ID(n),
      name: "A bed for the night",
      status: "active",
      description: "At 7, Rosewood-Lane. Ask for us.",
    },
    ...{ url: "https://example.org/?at=7%20Rosewood+Lane", alert: "Now at 48.21, 16.36!", fees: "r9x4zz" },
    phones: [{ id: ID(n + 1), number: "+43 800 1234" }],
    service_areas: [
      { id: ID(n + 2), extent_type: "geojson", extent: '{"type":"Point","coordinates":[16.361,48.211]}' },
    ],
    service_at_locations: [
      {
        ...{ id: ID(n + 3), description: "Behind the blue gate", location: at },
        contacts: [{ id: ID(n + 4), name: "Ms Amsel" }],
        phones: [{ id: ID(n + 5), number: "+43 1 555 0199" }],
      },
    ],
    organization: {
      ...{ id: ID(n + 6), name: "Linden", description: "Nights", tax_id: "7 Rosewood Lane" },
      locations: [at],
    },
    metadata: [],
  });

  /** Whatever anybody can ask: every list in every form, every id that is told or known, every search for a way there. */
  async function everythingPublic(): Promise<string> {
    const kinds = ["services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms"];
    const ids = [
      ...Array.from({ length: 9 }, (_, n) => n + 1),
      ...Array.from({ length: 7 }, (_, n) => n + 50),
      198,
      199,
    ].map(ID);
    const urls = [
      "",
      ...kinds.flatMap((kind) => [`/${kind}`, `/${kind}?per_page=500`, ...ids.map((id) => `/${kind}/${id}`)]),
      ...["services", "service_at_locations", "organizations"].map((kind) => `/${kind}?full=true`),
      "/services?minimal=true",
    ];
    const answers: string[] = [];
    for (const url of urls) answers.push((await get(url)).body);
    return answers.join("\n");
  }

  const COUNTED = [
    "search=Rosewood",
    "search=7%20Rosewood%20Lane",
    "search=Amsel",
    "search=Linden%20House",
    "postcode=R9X%204ZZ",
    "postcode=r9x%204zz",
    "place=7%20Rosewood%20Lane",
    "search=blue%20gate",
  ];

  for (const [who, tier, seesTown] of [
    ["a shelter's that says nothing", undefined, false],
    ["a shelter's that says it is public", "public", true],
    ["a shelter's of which the town is told", "place", true],
    ["a clinic's that is hidden", "hidden", false],
    ["a clinic's of which the town is told", "place", true],
  ] as const) {
    it(`gives no way there by any public route or search: ${who}`, async () => {
      const member = who.startsWith("a shelter") ? shelter : clinic;
      await put(member === shelter ? clinic : shelter, empty(198));
      await put(member, gather(["service", service(50, location(1, tier))]));
      const body = await everythingPublic();
      expect(body).toContain("A bed for the night");
      expect(body).toContain("+43 800 1234");
      for (const way of WAYS) expect(body.includes(way), `${way} of ${who}`).toBe(false);
      expect(body.includes("Northport")).toBe(seesTown);
      for (const query of COUNTED) {
        for (const kind of ["services", "service_at_locations"]) {
          expect((await get(`/${kind}?${query}`)).json().total_items ?? 0, query).toBe(0);
        }
      }
      expect((await get("/services?place=northport")).json().total_items).toBe(seesTown ? 1 : 0);
      const taken = await takeRecords(house.house, member.secret);
      expect(JSON.stringify(taken.all), "the agency has it still").toContain("7 Rosewood Lane");
    });
  }

  it("would be found by the same looks if it were public, so that they can fail", async () => {
    await put(shelter, empty(198));
    await put(clinic, gather(["service", service(50, location(1, "public"))]));
    const body = await everythingPublic();
    for (const way of WAYS.filter((each) => each !== "rosewood")) expect(body, way).toContain(way);
    expect(body).not.toContain("tax_id");
    expect(body).not.toContain("secret_field");
    expect(body).not.toContain("previous_value");
  });

  it("is in no text however often it was encoded, nor behind a percent sign that spells nothing", async () => {
    const said = [
      "7%20Rosewood%20Lane",
      "100% sure: 7%20Rosewood+Lane",
      "7%2520Rosewood%252520Lane",
      "７ Ｒｏｓｅｗｏｏｄ Lane",
    ];
    for (const description of said) {
      await put(clinic, gather(["service", { ...service(50, location(1, "hidden")), description }]));
      expect((await get(`/services/${ID(50)}`)).json(), description).not.toHaveProperty("description");
    }
  });

  it("goes from everything public when it becomes confidential, also from services that did not change", async () => {
    const bare = { id: ID(720), name: "Talk", status: "active", description: "Walk to 7 Rosewood Lane" };
    await put(clinic, gather(["service", service(50, location(1, "public"))], ["service", bare]));
    expect((await get(`/services/${ID(720)}`)).json().description).toContain("Rosewood");
    await put(clinic, gather(["location", location(1, "hidden")]), false);
    const left = [
      `/services/${ID(720)}`,
      `/services/${ID(50)}`,
      "/services?full=true",
      `/organizations/${ID(56)}`,
    ];
    for (const url of left) expect((await get(url)).body, url).not.toContain("Rosewood");
    for (const url of [
      `/service_at_locations/${ID(53)}`,
      `/service_at_locations?search=talk&place=northport`,
    ])
      expect((await get(url)).json().contents ?? [], url).toEqual([]);
  });

  it("moves no count, no order and no page: a directory with it answers, byte by byte, as one without", async () => {
    const plainOnes = [731, 732, 733].map((n): [Kind, object] => [
      "service",
      { id: ID(n), name: `Talk ${n}`, status: "active", description: "Ring us" },
    ]);
    const open = { id: ID(730), name: "Talk", status: "active", description: "Ring us" };
    const visit = { id: ID(734), location: location(1, "hidden") };
    const asked = [
      ...[
        "/services?per_page=2",
        "/services?per_page=2&page=2",
        "/services?full=true",
        "/services?minimal=true",
      ],
      ...["/services?search=talk&place=northport", "/services?postcode=R9X%204ZZ", "/services?open_now=true"],
      ...["/services?language=ara", "/service_at_locations", "/organizations", `/services/${ID(730)}`],
      ...[`/service_at_locations/${ID(734)}`, `/services?search=${encodeURIComponent("7 Rosewood Lane")}`],
    ];
    const answers = async () => {
      const all: string[] = [];
      // A problem's number is its own each time.
      for (const url of asked) all.push((await get(url)).body.replaceAll(/"instance":"[^"]*"/g, ""));
      return all;
    };
    await put(clinic, gather(["service", open], ...plainOnes));
    const without = await answers();
    await put(clinic, gather(["service", { ...open, service_at_locations: [visit] }], ...plainOnes));
    expect(await answers()).toEqual(without);
    await put(
      clinic,
      gather(
        ["service", { ...open, service_at_locations: [{ ...visit, location: location(1, "public") }] }],
        ...plainOnes,
      ),
    );
    expect(await answers(), "so that it can fail").not.toEqual(without);
  });

  it("is asked for by nearness in vain: there is no such question", async () => {
    for (const query of [
      "proximity=5&postcode=R9X",
      "latitude=48.21&longitude=16.36",
      "sort=distance",
      "location_id=x",
    ])
      expect(
        (await get(`/services?${query}`)).statusCode === 400 ||
          !(await get(`/services?${query}`)).body.includes("48.2"),
        query,
      ).toBe(true);
  });

  it("is out of reach of everybody's database role, and of other agencies", async () => {
    await put(clinic, empty(198));
    await put(shelter, gather(["service", service(50, location(1))]));
    const asVisitor = house.house.db.transaction("leeward_visitor", (tx) =>
      tx.selectFrom("directory.record").selectAll().execute(),
    );
    await expect(asVisitor).rejects.toThrow(/permission denied/);
    const others = await takeRecords(house.house, clinic.secret);
    expect(JSON.stringify(others.all)).not.toContain("Rosewood");
    const intern = await house.addMember({
      agencyId: shelter.agencyId,
      name: "Guardian",
      roles: ["guardian"],
    });
    await expect(takeRecords(house.house, intern.secret)).rejects.toThrow(/keeps their agency's part/);
    const theft = importRecords(
      house.house,
      clinic.secret,
      gather(["service", service(50, location(1))]),
      {},
    );
    await expect(theft).rejects.toThrow(/Another agency/);
  });
});

describe("searching", () => {
  beforeAll(async () => {
    const language = (n: number, code: string) => [{ id: ID(n), code }];
    const schedule = (n: number, byday: string, opens_at: string, closes_at: string, more: object = {}) => [
      { ...{ id: ID(n), freq: "WEEKLY", byday, opens_at, closes_at, timezone: 0 }, ...more },
    ];
    const term = { id: ID(301), code: "BH-1800", name: "Emergency shelter", description: "x" };
    const service = (n: number, name: string, more: object): [Kind, object] => [
      "service",
      { id: ID(n), name, status: "active", ...more },
    ];
    await put(
      clinic,
      gather(
        service(310, "Night", {
          schedules: schedule(311, "SU", "22:00", "06:00"),
          languages: language(312, "ara"),
          leeward_welcome: "women,children",
          attributes: [{ id: ID(313), taxonomy_term: term }],
        }),
        service(320, "Day", {
          leeward_needs: "law,work",
          schedules: schedule(321, "MO,TU", "09:00", "17:00"),
          leeward_welcome: "men",
        }),
        service(330, "Once a month", {
          schedules: schedule(331, "MO", "09:00", "17:00", { freq: "MONTHLY" }),
        }),
        service(340, "Past", {
          schedules: schedule(341, "MO", "00:00", "24:00", { valid_to: "2026-01-01" }),
        }),
        service(350, "East", { schedules: schedule(351, "MO", "09:00", "17:00", { timezone: 5 }) }),
      ),
    );
  });

  it("finds by language, need and who is welcome, and leaves nobody out who did not say", async () => {
    const names = async (query: string) =>
      (await get(`/services?${query}`)).json().contents.map(({ name }: { name: string }) => name);
    for (const written of ["ar", "ARA", "ara"]) expect(await names(`language=${written}`)).toEqual(["Night"]);
    expect(await names("need=bh-1800")).toEqual(["Night"]);
    expect(await names("need=emergency%20shelter")).toEqual(["Night"]);
    expect(await names(`taxonomy_term_id=${ID(301)}`)).toEqual(["Night"]);
    expect(await names("welcome=men")).toEqual([
      "A bed for the night",
      "Day",
      "East",
      "Once a month",
      "Past",
    ]);
    for (const need of ["law", "Work"]) expect(await names(`need=${need}`)).toEqual(["Day"]);
    expect(await names("need=sleep")).toEqual([]);
    expect(await names("search=night")).toEqual(["A bed for the night", "Night"]);
    expect((await get("/services?welcome=nobody")).statusCode).toBe(400);
    expect((await get("/services?page=100000&per_page=500")).statusCode).toBe(400);
  });

  it("says open now only of hours that are sure, in the clock of the place", async () => {
    const open = async (at: string) => {
      house.clock.now = new Date(at);
      return (await get("/services?open_now=true")).json().contents.map(({ name }: { name: string }) => name);
    };
    const before = house.clock.now;
    // 30 November 2026 is a Monday.
    expect(await open("2026-11-29T23:00:00Z")).toEqual(["Night"]);
    expect(await open("2026-11-30T05:59:00Z")).toEqual(["East", "Night"]);
    expect(await open("2026-11-30T06:00:00Z")).toEqual(["East"]);
    expect(await open("2026-11-30T09:00:00Z")).toEqual(["Day", "East"]);
    expect(await open("2026-11-30T17:00:00Z")).toEqual([]);
    house.clock.now = before;
  });

  it("pages as HSDS says, and what was not changed is not sent again", async () => {
    const page = (await get("/services?per_page=2&page=2")).json();
    expect(page).toMatchObject({
      page_number: 2,
      size: 2,
      first_page: false,
      last_page: false,
      empty: false,
    });
    expect(page.total_pages).toBe(Math.ceil(page.total_items / 2));
    const first = await get("/services");
    expect(first.headers["cache-control"]).toBe("public, max-age=300");
    expect((await get("/services", { "if-none-match": String(first.headers.etag) })).statusCode).toBe(304);
  });
});

describe("files that should not be", () => {
  const write = async (name: string, text: string | Uint8Array) => {
    const path = join(folder, name);
    await writeFile(path, text);
    return path;
  };
  const refusedIn = async (name: string, value: unknown) => {
    const gathered = await gatherFiles(await write(name, JSON.stringify(value)));
    return gathered.refused.map(({ row, field, code }) => `${row} ${field} ${code}`);
  };

  it("are answered row by row with what to change, and nothing of them is written", async () => {
    const good = { id: ID(401), name: "A", status: "active" };
    expect(
      await refusedIn("services.json", [
        good,
        { ...good, id: "7" },
        { ...good, id: ID(402), name: "pay\u202elap" },
        { ...good, id: ID(403), url: "javascript:alert(1)" },
        { ...good, id: ID(404), status: "open", minimum_age: "012" },
        { ...good, id: ID(405), phones: [{ id: ID(406) }], schedules: {} },
        { id: ID(407), status: "active" },
        { ...good, name: "B" },
        { ...good, id: ID(408), leeward_welcome: "women,dogs", leeward_capacity_free: -1 },
        { ...good, id: ID(409), leeward_confidentiality: "placе" },
        { ...good, id: ID(410), description: "x".repeat(20_001) },
        7,
      ]),
    ).toEqual([
      "2 id not-an-id",
      "3 name hidden-character",
      "4 url not-an-address",
      "5 status not-on-list",
      "5 minimum_age not-a-number",
      "6 phones.number needed",
      "6 schedules not-a-list",
      "7 name needed",
      "8 name contradicts",
      "9 leeward_welcome not-on-list",
      "9 leeward_capacity_free not-a-number",
      "10 leeward_confidentiality not-on-list",
      "11 description too-long",
      "12  not-an-object",
    ]);
  });

  it("an archive that grows beyond the limit, has too many files or is none is refused before it is held", async () => {
    const zeros = { "services.csv": new Uint8Array(30_000_000) };
    const bomb = await write("bomb.zip", zipSync(zeros));
    expect(readFileSync(bomb).length).toBeLessThan(100_000);
    const limits = { bytesMax: 1_000_000, filesMax: 3, recordsMax: 10 };
    await expect(gatherFiles(bomb, limits)).rejects.toMatchObject({ code: "too-much" });
    const many = Object.fromEntries(Array.from({ length: 4 }, (_, n) => [`${n}.csv`, new Uint8Array(1)]));
    await expect(gatherFiles(await write("many.zip", zipSync(many)), limits)).rejects.toMatchObject({
      code: "too-much",
    });
    const rows = Array.from({ length: 11 }, (_, n) => ({ id: ID(500 + n), name: "x", status: "active" }));
    await expect(
      gatherFiles(await write("service.json", JSON.stringify(rows)), limits),
    ).rejects.toMatchObject({ code: "too-much" });
    for (const [name, text] of [
      ["broken.zip", "PK\u0003\u0004 and nothing"],
      ["services-broken.json", "[{"],
      ["services-latin.csv", Buffer.from([0x69, 0x64, 0x0a, 0xff])],
      ["services-quote.csv", 'id,name\n"a,b'],
    ] as const) {
      const outcome = await gatherFiles(await write(name, text)).then(
        (gathered) => gathered.size,
        (error) => error.code,
      );
      expect([0, "unreadable-file"], name).toContain(outcome);
    }
  });

  it("a name out of a ZIP is never a path", async () => {
    const table = `id,name,status\n${ID(601)},"<img src=x onerror=alert(1)>",active\n`;
    const path = await write("slip.zip", zipSync({ "../../../etc/services.csv": Buffer.from(table) }));
    const gathered = await gatherFiles(path);
    expect(gathered.records().map(({ content }) => content.name)).toEqual(["<img src=x onerror=alert(1)>"]);
  });
});
