import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { asMember } from "../../core/access/context.ts";
import { openDatabase } from "../../core/db/index.ts";
import { buildCaseload, hasStats, STATS_FOLDER } from "./import/build-caseload.ts";
import { findColumn } from "./import/columns.ts";
import { importCaseload } from "./index.ts";
import { tellClocks } from "./jobs.ts";
import { type TestCare, testCare } from "./testing.ts";

let care: TestCare;
beforeAll(async () => {
  care = await testCare();
});
afterAll(() => care.stop());

const count = async (table: string) =>
  Number((await care.house.owner.query(`select count(*) from ${table}`)).rows[0].count);
const run = (
  csv: string | Buffer,
  options: { dryRun?: boolean; as?: Uint8Array; signal?: AbortSignal } = {},
) =>
  importCaseload(care.house.house, options.as ?? care.caseworker.secret, {
    open: () => Readable.from([Buffer.from(csv)]),
    purpose: "support",
    ...(options.dryRun ? { dryRun: true } : {}),
    ...(options.signal ? { signal: options.signal } : {}),
  });
const HEADING =
  "prs_FirstName,prs_SecondName,prs_Gender,prs_Birthdate,con_Consent,vic_TypeOfExploitation,cas_Status";

describe("an import", () => {
  it("makes a case of each row, with its sections under the agency's key, as the member who imports", async () => {
    const report = await run(
      `\uFEFF${HEADING},prs_PrimaryLanguage,prs_MailingStreet\r\n"Selam ""S""",Haile,Feminine,2001-02-03,TRUE,ForcedLabour;Servitude,Active,tir,"12, Quay Lane"\r\n`,
    );
    expect(report).toMatchObject({ rows: 1, imported: 1, refusedRows: 0, refused: [] });
    const { rows } = await care.house.owner.query(
      "select * from care.case_file where import_id is not null order by opened_at desc limit 1",
    );
    expect(rows[0]).toMatchObject({
      state: "early-support",
      gender: "woman",
      language: "ti",
      lead_member_id: care.caseworker.id,
    });
    const read = async (category: string) =>
      (
        await care.request("GET", `/api/cases/${rows[0].id}/sections/${category}`, {
          as: care.caseworker,
          purpose: "support",
        })
      ).body.document;
    expect(await read("identity")).toEqual({
      firstName: 'Selam "S"',
      familyName: "Haile",
      gender: "feminine",
      birthDate: "2001-02-03",
      primaryLanguage: "ti",
    });
    expect(await read("account")).toEqual({ exploitationTypes: ["forced-labour", "servitude"] });
    expect(await read("contact")).toEqual({ street: "12, Quay Lane" });
    expect(await read("needs-and-risk")).toEqual({ agreedToRecord: true });
  });

  it("begins where each stands, with the clocks of the jurisdiction from the import: a child has the one for a guardian", async () => {
    const rows = [
      "Grown,Up,Feminine,1999-02-03,TRUE,Servitude,Active",
      "Half,Grown,Feminine,2014-02-03,TRUE,Servitude,Active",
      "Nobody,Knows,Feminine,,TRUE,Servitude,",
      "Long,Over,Feminine,2014-02-03,TRUE,Servitude,Closed",
    ];
    const report = await run([HEADING, ...rows].join("\r\n"));
    expect(report.imported).toBe(4);
    const { rows: begun } = await care.house.owner.query(
      `select f.state, f.age_band as age, j.pack, j.revision, s.code, s.taken_by as by, array(
         select k.what from care.clock k where k.case_id = f.id and k.of_journey and k.done_at is null
           and k.started_at = $1 and k.next_alarm_at is not null and k.member_id = f.lead_member_id order by k.what) as clocks
       from care.case_file f join care.journey j on j.case_id = f.id join care.step s on s.case_id = f.id
       where f.import_id = (select id from care.import where file_sha256 = $2) order by f.state, f.age_band`,
      [care.house.clock.now, Buffer.from(report.sha256, "hex")],
    );
    const by = { pack: "coe", revision: 1, code: "open", by: care.caseworker.id };
    expect(begun).toEqual([
      { state: "closed", age: "9-17", ...by, clocks: [] },
      { state: "contact", age: "unknown", ...by, clocks: ["early-support", "triage"] },
      { state: "early-support", age: "25-34", ...by, clocks: ["early-support-review"] },
      { state: "early-support", age: "9-17", ...by, clocks: ["early-support-review", "guardian"] },
    ]);
    const worker = openDatabase({
      connectionString: care.house.connectionString.replace("user=postgres", "user=leeward_worker"),
      ...{ sizeMax: 1, log: () => undefined },
    });
    try {
      await care.house.owner.query(
        `update care.clock set alarms = jsonb_set(alarms, '{0,at}', to_jsonb(now() - interval '1 hour'))
         where what = 'guardian' and started_at = $1`,
        [care.house.clock.now],
      );
      expect(await worker.transaction(tellClocks.role, (tx) => tellClocks.run(tx))).toBe(1);
    } finally {
      await worker.close();
    }
  });

  it("refuses the same file again, and leaves nothing of it", async () => {
    const csv = `${HEADING}\nAna,,,,,,\n`;
    await run(csv);
    const before = await count("care.case_file");
    await expect(run(csv)).rejects.toMatchObject({ code: "already-imported" });
    expect(await count("care.case_file")).toBe(before);
  });

  it("names row, column and mend of each wrong cell, and never the value", async () => {
    const report = await run(
      [
        HEADING,
        "Ana,Popa,F,03/02/2001,TRUE,ForcedLabour,Active",
        "Ana,Popa,Feminine,2001-02-30,FALSE,Unheard,Open",
        "Ana,Popa,Feminine",
        ",,,,,,",
        "A\0na,Popa,Feminine,2099-01-01,maybe,,",
        "Ana,Popa,constructor,,,toString,constructor",
        "Fine,Row,,,,,",
      ].join("\n"),
      { dryRun: true },
    );
    expect(report.refused).toEqual([
      { row: 2, column: "prs_Gender", code: "not-on-list" },
      { row: 2, column: "prs_Birthdate", code: "not-a-date" },
      { row: 3, column: "prs_Birthdate", code: "not-a-date" },
      { row: 3, column: "con_Consent", code: "no-consent" },
      { row: 3, column: "vic_TypeOfExploitation", code: "not-on-list" },
      { row: 3, column: "cas_Status", code: "not-on-list" },
      { row: 4, column: null, code: "cell-count" },
      { row: 5, column: null, code: "empty-row" },
      { row: 6, column: "prs_FirstName", code: "bad-text" },
      { row: 6, column: "prs_Birthdate", code: "later-than-today" },
      { row: 6, column: "con_Consent", code: "not-yes-or-no" },
      { row: 7, column: "prs_Gender", code: "not-on-list" },
      { row: 7, column: "vic_TypeOfExploitation", code: "not-on-list" },
      { row: 7, column: "cas_Status", code: "not-on-list" },
    ]);
    expect(report).toMatchObject({ rows: 7, imported: 1, refusedRows: 6 });
    expect(JSON.stringify(report)).not.toMatch(/Popa|Unheard|2099/);
  });

  it("takes the headings of IOM's own templates, with their slips, and passes over the row of labels", async () => {
    expect(findColumn("vic_TraffickinStatusDecisionMakingOrg")?.name).toBe(
      "vic_TraffickingStatusDecisionMakingOrg",
    );
    expect(findColumn("prs_First_Name")?.name).toBe("prs_FirstName");
    const report = await run(
      "prs_FirstName,prs_SecondName,con_Consent\nFirst Name,Second Name,Consent\nAna,Popa,TRUE\n",
      {
        dryRun: true,
      },
    );
    expect(report).toMatchObject({ rows: 1, imported: 1 });
  });

  it.each([
    ["a heading that is none", "prs_FirstName,colour\nAna,red\n", "import-columns"],
    ["a column twice", "prs_FirstName,prs_FirstName\nAna,Ana\n", "import-columns"],
    ["no rows", `${HEADING}\n`, "import-no-rows"],
    ["nothing", "", "import-no-rows"],
    ["a quote that never ends", `${HEADING}\n"Ana,Popa\n`, "import-not-csv"],
    ["a column that no role of the member covers", "per_RoleDetails\nsomeone\n", "import-role"],
  ])("refuses a file with %s, as a whole", async (_what, csv, code) => {
    const before = await count("care.case_file");
    await expect(run(csv)).rejects.toMatchObject({ code });
    expect(await count("care.case_file")).toBe(before);
  });

  it("is refused to a session that opens nothing, and to a member whose role opens no cases", async () => {
    await expect(run(`${HEADING}\nMa,,,,,,\n`, { as: new Uint8Array(32) })).rejects.toThrow(/session/);
    await expect(run("prs_FirstName\nMa\n", { as: care.police.secret })).rejects.toMatchObject({
      code: "import-role",
    });
  });

  it("makes keys by no short way: not for another's case, not for a shared one, not for an uncovered category", async () => {
    const opened = await care.openCase(await care.addPerson(), { sections: {} });
    const put = (secret: Uint8Array, category: string) =>
      asMember(care.house.house.db, secret, "support", async (tx) => {
        const { sql } = await import("kysely");
        await sql`select keys.put_first_keys(array[gen_random_uuid()], array[${opened.id}]::uuid[], array[${category}], 1,
          array['\\x00'::bytea])`.execute(tx);
      });
    await expect(put(care.caseworker.secret, "account"), "it is shared").rejects.toMatchObject({
      code: "42501",
    });
    await care.house.owner.query("delete from access.share where case_id = $1", [opened.id]);
    await expect(put(care.shelter.secret, "account")).rejects.toMatchObject({ code: "42501" });
    await expect(put(care.caseworker.secret, "health")).rejects.toMatchObject({ code: "42501" });
    await put(care.caseworker.secret, "account");
  });
});

describe("an import from the desk", () => {
  const CASELOAD = "application/vnd.leeward.caseload";
  const send = async (
    path: string,
    payload: string | Buffer,
    { as = care.caseworker, purpose = "support", type = CASELOAD } = {},
  ) => {
    const answer = await care.house.app.inject({
      method: "POST",
      url: `/api/imports${path}`,
      headers: { ...as.headers(purpose as "support"), "content-type": type },
      payload,
    });
    return { status: answer.statusCode, body: answer.json(), text: answer.body };
  };

  it("is looked through without a trace, then brought in once", async () => {
    const before = [await count("care.case_file"), await count("care.import")];
    const csv = `${HEADING}\nHiwot,,,,,,\nLidya,,F,,,,\n`;
    const looked = await send("/check", csv);
    expect(looked).toMatchObject({ status: 200, body: { rows: 2, imported: 1, refusedRows: 1 } });
    expect(looked.body.refused).toEqual([{ row: 3, column: "prs_Gender", code: "not-on-list" }]);
    expect(looked.text).not.toMatch(/Hiwot|Lidya/);
    expect([await count("care.case_file"), await count("care.import")]).toEqual(before);
    expect(await send("", csv)).toMatchObject({ status: 201, body: { imported: 1 } });
    expect(await send("", csv)).toMatchObject({ status: 409, body: { code: "already-imported" } });
    expect(await count("care.case_file")).toBe((before[0] ?? 0) + 1);
  });

  it("of what Primero exported leaves nothing behind unless the member says so", async () => {
    const csv = "id,name_first,name_last,religion\n1,Feven,Kidane,x\n";
    expect((await send("/check?form=primero", csv)).body).toMatchObject({
      imported: 1,
      leftOut: [{ column: "religion", rows: 1 }],
    });
    const before = await count("care.case_file");
    expect(await send("?form=primero", csv)).toMatchObject({
      status: 409,
      body: { code: "import-left-out", columns: ["religion"] },
    });
    expect(await count("care.case_file")).toBe(before);
    expect(await send("?form=primero&leavesOut=yes", csv)).toMatchObject({ status: 201 });
    const { id } = (
      await care.house.owner.query(
        "select id from care.case_file where import_id is not null order by opened_at desc limit 1",
      )
    ).rows[0];
    const read = await care.request("GET", `/api/cases/${id}/sections/identity`, {
      as: care.caseworker,
      purpose: "support",
    });
    expect(read.body.document).toEqual({ firstName: "Feven", familyName: "Kidane" });
  });

  it("knows a column or an answer called as a property of every object for one that it does not know", async () => {
    const csv = "name_first,constructor,nationality,sex,status\nFeven,x,constructor,toString,__proto__\n";
    expect((await send("/check?form=primero", csv)).body).toMatchObject({
      imported: 0,
      refused: [
        { row: 2, column: "nationality", code: "not-a-country" },
        { row: 2, column: "status", code: "not-on-list" },
      ],
      leftOut: [
        { column: "constructor", rows: 1 },
        { column: "sex", rows: 1 },
      ],
    });
  });

  it("is refused to who may not, of what is too much, and as another kind of body", async () => {
    const csv = `${HEADING}\nAster,,,,,,\n`;
    expect((await send("", csv, { as: care.police, purpose: "investigation" })).status).toBe(403);
    expect((await send("", csv, { purpose: "statistics" })).body.code).toBe("import-role");
    expect((await send("/check", csv, { type: "text/csv" })).status).toBe(415);
    expect(await send("/check", `${HEADING}\n${"A,,,,,,\n".repeat(2_001)}`)).toMatchObject({
      status: 413,
      body: { code: "import-too-large", rowsMax: 2_000 },
    });
    const large = await send("/check", Buffer.alloc(5 * 1024 * 1024, "a"));
    expect(large).toMatchObject({ status: 413, body: { code: "import-too-large" } });
    expect((await send("/check?form=excel", csv)).status).toBe(400);
  });
});

describe.skipIf(!hasStats())(
  `a caseload built from ${STATS_FOLDER} (skipped where the folder is missing)`,
  () => {
    it("is the same for the same seed, and has its wrong rows where it says", async () => {
      const built = buildCaseload(1_200, 7);
      expect(buildCaseload(1_200, 7).csv).toBe(built.csv);
      expect(buildCaseload(1_200, 8).csv).not.toBe(built.csv);
      const before = await count("care.case_file");
      const report = await run(built.csv);
      expect(report.refused.map(({ row, column, code }) => ({ row, column, code }))).toEqual(built.wrong);
      expect(report).toMatchObject({ rows: 1_200, imported: 1_200 - built.wrong.length });
      expect(await count("care.case_file")).toBe(before + report.imported);
      expect(await count("care.section_head")).toBe(await count("care.section"));
    });

    it("leaves nothing when it is stopped in the middle, and goes through when it is started again", async () => {
      const built = buildCaseload(600, 9);
      const before = await count("care.case_file");
      const stopping = new AbortController();
      const half = importCaseload(care.house.house, care.caseworker.secret, {
        open: () => Readable.from([Buffer.from(built.csv)]),
        purpose: "support",
        onProgress: () => stopping.abort(),
        signal: stopping.signal,
      });
      await expect(half).rejects.toThrow();
      expect(await count("care.case_file")).toBe(before);
      expect(await run(built.csv)).toMatchObject({ imported: 600 - built.wrong.length });
    });
  },
);
