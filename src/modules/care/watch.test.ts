import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { registerAudit } from "../../core/access/audit.ts";
import type { TestMember } from "../../core/testing.ts";
import { stateOfGlass } from "./rules.ts";
import { type TestCare, testCare } from "./testing.ts";

let care: TestCare;
let boss: TestMember;
let auditor: TestMember;
beforeAll(async () => {
  care = await testCare();
  registerAudit(care.house.app, care.house.house);
  boss = await care.house.addMember({ agencyId: care.ngoId, name: "Boss", roles: ["supervisor"] });
  auditor = await care.house.addMember({ agencyId: care.ngoId, name: "Lucia", roles: ["auditor"] });
});
afterAll(() => care.stop());

const rows = async (text: string, ...values: unknown[]) => (await care.house.owner.query(text, values)).rows;
const REASON = "She is not breathing well and we need to know why.";

describe("broken glass", () => {
  const now = new Date("2026-11-25T12:00:00Z");
  const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

  it("stands as the rule of access has it: an hour, four when it is confirmed, and a place waits", () => {
    const state = (category: string, opened: number, confirmed: number | null, ended: number | null = null) =>
      stateOfGlass(
        {
          category,
          openedAt: minutesAgo(opened),
          confirmedAt: confirmed === null ? null : minutesAgo(confirmed),
          endedAt: ended === null ? null : minutesAgo(ended),
        },
        now,
      ).state;
    expect(state("health", 59, null)).toBe("open");
    expect(state("health", 60, null)).toBe("over");
    expect(state("contact", 59, null)).toBe("waits");
    expect(state("contact", 59, 1)).toBe("open");
    expect(state("health", 239, 200)).toBe("open");
    expect(state("health", 240, 200)).toBe("over");
    expect(state("health", 10, 5, 1)).toBe("over");
  });

  it("is seen by colleagues and the holder, ended early by either, and shown to the person with the agency that broke it", async () => {
    const person = await care.addPerson();
    const { id } = await care.openCase(person);
    const broken = await care.request("POST", `/api/cases/${id}/break-glass`, {
      as: care.shelter,
      purpose: "support",
      body: { category: "health", reason: REASON },
    });
    const seen = async (as: TestMember) =>
      (await care.request("GET", "/api/break-glass", { as })).body.glasses.filter(
        ({ id: one }: { id: string }) => one === broken.body.id,
      );
    for (const as of [care.shelter, care.shelterSupervisor, care.caseworker]) {
      expect(await seen(as)).toMatchObject([
        { state: "open", reason: REASON, agency: { name: "Harbour House" }, category: "health" },
      ]);
    }
    expect(await seen(care.police)).toEqual([]);
    const own = (await care.request("GET", "/api/my-file", { as: person })).body.cases[0].glasses;
    expect(own).toMatchObject([{ agency: { name: "Harbour House" }, reason: REASON, endedAt: null }]);
    expect(JSON.stringify(own)).not.toContain("Sofia");

    const look = () =>
      care.request("GET", `/api/cases/${id}/sections/health`, { as: care.shelter, purpose: "support" });
    expect((await look()).status).toBe(200);
    const end = (as: TestMember) => care.request("POST", `/api/break-glass/${broken.body.id}/end`, { as });
    expect((await end(care.police)).status).toBe(404);
    expect((await end(care.caseworker)).status).toBe(204);
    expect((await end(care.shelter)).status, "the same wish twice").toBe(204);
    expect((await look()).status).toBe(403);
    expect(await seen(care.shelter)).toMatchObject([{ state: "over", until: null }]);
  });
});

describe("a supervisor", () => {
  it("sees for oversight who of their own agency looked at what, what was disputed, and what a rule asks about", async () => {
    const person = await care.addPerson();
    const { id } = await care.openCase(person);
    for (let n = 0; n < 5; n++)
      await care.request("GET", `/api/cases/${id}/sections/health`, {
        as: care.caseworker,
        purpose: "support",
      });
    await care.request("GET", `/api/cases/${id}/sections/contact`, { as: care.shelter, purpose: "support" });
    const ask = (url: string, as: TestMember, purpose: "oversight" | "support" = "oversight") =>
      care.request("GET", url, { as, purpose });
    expect((await ask("/api/oversight", boss, "support")).body).toMatchObject({ code: "oversight-only" });
    expect((await ask("/api/oversight", care.caseworker)).body).toMatchObject({ code: "supervisors-only" });
    const { body } = await ask("/api/oversight", boss);
    expect(body.standing).toContainEqual(
      expect.objectContaining({
        rule: "refused-often",
        member: { id: care.caseworker.id, displayName: "Ines" },
        cases: [{ id, alias: expect.any(String) }],
      }),
    );
    const { looks } = (await ask("/api/oversight/looks", boss)).body;
    const ours = looks.filter(({ caseId }: { caseId: string }) => caseId === id);
    expect(ours).toHaveLength(5);
    expect(JSON.stringify(looks), "of no other agency").not.toContain("Sofia");
  });
});

describe("an auditor", () => {
  it("reads kinds, times and places of the ledger, and every rule; no content, no case, no member", async () => {
    const { id, alias } = await care.openCase(await care.addPerson());
    const ask = (url: string) => care.request("GET", url, { as: auditor, purpose: "support" });
    const entries = (await ask("/api/audit/entries")).body.entries;
    expect(entries.length).toBeGreaterThan(0);
    expect(Object.keys(entries[0]).sort()).toEqual(["at", "id", "kind", "logIndex"]);
    const rules = (await ask("/api/audit/rules")).body;
    expect(rules.coverage).toContainEqual(
      expect.objectContaining({ role: "caseworker", purpose: "support" }),
    );
    expect(rules.agreements.length).toBeGreaterThan(0);
    expect(rules.databaseRoles.map(({ role }: { role: string }) => role)).toContain("leeward_person");
    expect(rules.clauses.length).toBeGreaterThan(50);
    expect(rules.policies.length).toBeGreaterThan(50);
    for (const url of ["/api/audit/entries", "/api/audit/counts", "/api/audit/rules"]) {
      const { text } = await ask(url);
      for (const hidden of [id, alias, care.caseworker.id, "Ines"]) expect(text).not.toContain(hidden);
    }
    expect((await care.request("GET", "/api/audit/rules", { as: boss })).body).toMatchObject({
      code: "auditors-only",
    });
  });

  it("cannot count people by going through entries: those about people say neither their kind nor their minute", async () => {
    const ask = (url: string) => care.request("GET", url, { as: auditor, purpose: "support" });
    const all = async (kind = "") => {
      const found: { kind: string | null; at: string; logIndex: string | null }[] = [];
      for (let cursor: string | null = ""; cursor !== null; ) {
        const { body } = await ask(
          `/api/audit/entries?${new URLSearchParams({ ...(kind && { kind }), ...(cursor && { cursor }) })}`,
        );
        found.push(...body.entries);
        cursor = body.nextCursor;
      }
      return found;
    };
    const before = await all();
    for (let n = 0; n < 3; n++) await care.openCase(await care.addPerson());
    const after = await all();
    const told = (entries: typeof before) => entries.flatMap(({ kind }) => kind ?? []);
    expect(after.length).toBeGreaterThan(before.length + 3);
    // Only what the house itself did has a name: signing in, and this auditor's own looks.
    const known = new Set([...told(before), "audit.listed", "session.begun"]);
    expect(told(after).filter((kind) => !known.has(kind))).toEqual([]);
    for (const kind of told(after))
      expect(kind).toMatch(/^(audit|member|session|agency|protocol|key|recipients|assessment)\./);
    for (const { kind, at } of after) if (kind === null) expect(at).toMatch(/:00:00(\.000)?Z$/);
    expect(await all("case.opened")).toEqual([]);
    expect((await all("audit.listed")).length).toBeGreaterThan(0);
    const { kinds } = (await ask("/api/audit/counts")).body;
    expect(kinds).toContainEqual(expect.objectContaining({ kind: "case.opened", named: false }));
    expect(kinds).toContainEqual(expect.objectContaining({ kind: "audit.listed", named: true }));
  });

  it("finds no case, no share, no look and no colleague at their own agency either", async () => {
    const { id } = await care.openCase(await care.addPerson());
    const ask = (url: string) => care.request("GET", url, { as: auditor, purpose: "support" });
    expect((await ask("/api/cases")).body.cases).toEqual([]);
    for (const url of [`/api/cases/${id}`, `/api/cases/${id}/looks`, `/api/cases/${id}/allowed`])
      expect((await ask(url)).status, url).toBe(404);
    expect((await ask("/api/today")).body.clocks).toEqual([]);
    expect((await ask("/api/break-glass")).body.glasses).toEqual([]);
  });

  it("has no other role", async () => {
    const add = () =>
      rows("insert into identity.member_role (member_id, role) values ($1, 'caseworker')", auditor.id);
    await expect(add()).rejects.toThrow("An auditor has no other role.");
    await expect(
      rows("insert into identity.member_role (member_id, role) values ($1, 'auditor')", boss.id),
    ).rejects.toThrow("An auditor has no other role.");
  });
});
