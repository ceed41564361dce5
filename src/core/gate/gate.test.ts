import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { asMember } from "../access/context.ts";
import { registerIdentity } from "../identity/index.ts";
import { registerProposals } from "../proposals/index.ts";
import { isSignedAct } from "../proposals/signed.ts";
import { type TestHouse, type TestMember, testHouse } from "../testing.ts";
import { declareTools, GateRefusal, registerGate, run, type Tool } from "./index.ts";
import { actOf } from "./statement.ts";
import {
  addAssessor,
  ask,
  assess,
  dayIn,
  look,
  propose,
  second,
  send,
  signed,
  type TestAssessor,
  write,
} from "./testing.ts";

const said = {
  purpose: "Counts what was counted before.",
  decides: "Nothing about anyone at all.",
  evidence: "It was made for these tests.",
  limits: "It counts nothing that is real.",
};
const COUNT: Tool = { name: "count", version: "1", kind: "algorithm", ...said, needsAdvice: false };
const ADVISED: Tool = { ...COUNT, name: "advised", kind: "release", needsAdvice: true };
const SHELTER = { ...COUNT, name: "shelter", kind: "protection" } as const;
/** One each for what happens below. */
const named = (name: string): Tool => ({ ...COUNT, name });
const [STOPPED, LATE] = [named("stopped"), named("late")];
const ALL = [COUNT, ADVISED, SHELTER, STOPPED, LATE, named("smuggled")];

let house: TestHouse;
let at: TestAssessor;
beforeAll(async () => {
  house = await testHouse();
  registerIdentity(house.app, house.house);
  registerProposals(house.app, house.house);
  registerGate(house.app, house.house);
  await declareTools(house.connectionString, [...ALL, ...STATES.map(([name]) => toolOf(name))]);
  at = await addAssessor(house, "Agency");
});
afterAll(() => house.stop());

const NOTHING = async () => {};
const tryRun = (by: TestMember, tool: Tool) =>
  run(house.house, { secret: by.secret, purpose: null }, tool, {
    prepare: async () => "made",
    effect: async (made) => `${made} and done`,
  }).catch((error: unknown) => (error instanceof GateRefusal ? error.code : error));
const move = (id: string, to: string) =>
  house.owner.query(
    `update gate.assessment set expires_at = clock_timestamp() + $2::interval where id = $1`,
    [id, to],
  );
const kindsOf = async (tool: Tool): Promise<string[]> =>
  (
    await house.owner.query(
      "select kind from ledger.entry where content::jsonb ->> 'tool' = $1 and kind like 'gate.%' order by id",
      [tool.name],
    )
  ).rows.map(({ kind }) => kind);

/** By hand: what is arranged at the agency, for a tool of which sort, and what its run is answered. */
const STATES: readonly [string, Tool, (at: TestAssessor, tool: string) => Promise<unknown>, string][] = [
  ["nothing was ever assessed", COUNT, NOTHING, "never-assessed"],
  [
    "one signature",
    COUNT,
    async (at, tool) => propose(house, at.boss, await write(house, tool)),
    "one-signature",
  ],
  [
    "two signatures, in time",
    COUNT,
    async (at, tool) => assess(house, at, await write(house, tool)),
    "made and done",
  ],
  [
    "expired a second ago",
    COUNT,
    async (at, tool) => move(await assess(house, at, await write(house, tool)), "-1 second"),
    "expired",
  ],
  [
    "runs out in an hour",
    COUNT,
    async (at, tool) => move(await assess(house, at, await write(house, tool)), "1 hour"),
    "made and done",
  ],
  [
    "withdrawn by one of the two",
    COUNT,
    async (at, tool) => {
      const id = await assess(house, at, await write(house, tool));
      const url = `/api/tool-assessments/${id}/withdrawal`;
      expect((await send(house, at.officer, url, { reason: "It was wrong." })).status).toBe(204);
    },
    "withdrawn",
  ],
  [
    "another version",
    COUNT,
    async (at, tool) => {
      await assess(house, at, await write(house, tool));
      await house.owner.query(
        `insert into gate.tool select name, '0', kind, purpose, decides, evidence, limits, needs_advice, declaration_hash,
           now(), false from gate.tool where name = $1 and version = '1'`,
        [tool],
      );
      await house.owner.query("update gate.assessment set version = '0' where tool = $1", [tool]);
    },
    "other-version",
  ],
  [
    "other words under the same version",
    COUNT,
    async (at, tool) => {
      await assess(house, at, await write(house, tool));
      await house.owner.query("update gate.assessment set declaration_hash = sha256('x') where tool = $1", [
        tool,
      ]);
    },
    "other-version",
  ],
  [
    "a renewal after the first ran out",
    COUNT,
    async (at, tool) => {
      await move(await assess(house, at, await write(house, tool)), "-1 day");
      await assess(house, at, await write(house, tool));
    },
    "made and done",
  ],
  [
    "a newer one that was withdrawn beside an older one",
    COUNT,
    async (at, tool) => {
      await assess(house, at, await write(house, tool));
      const id = await assess(house, at, await write(house, tool));
      await send(house, at.boss, `/api/tool-assessments/${id}/withdrawal`, { reason: "It was wrong." });
    },
    "withdrawn",
  ],
  [
    "a newer one that was withdrawn, by a clock that jumped back",
    COUNT,
    async (at, tool) => {
      await assess(house, at, await write(house, tool));
      const id = await assess(house, at, await write(house, tool));
      await send(house, at.boss, `/api/tool-assessments/${id}/withdrawal`, { reason: "It was wrong." });
      await house.owner.query(
        "update gate.assessment set signed_at = signed_at - interval '1 day' where id = $1",
        [id],
      );
    },
    "withdrawn",
  ],
  [
    "brought back by a restore",
    COUNT,
    async (at, tool) => {
      const id = await assess(house, at, await write(house, tool));
      await house.owner.query("update gate.assessment set restored_at = now() where id = $1", [id]);
    },
    "restored",
  ],
  [
    "signed anew after a restore",
    COUNT,
    async (at, tool) => {
      const id = await assess(house, at, await write(house, tool));
      await house.owner.query("update gate.assessment set restored_at = now() where id = $1", [id]);
      await assess(house, at, await write(house, tool));
    },
    "made and done",
  ],
  [
    "the council was not asked",
    ADVISED,
    async (at, tool) => assess(house, at, await write(house, tool)),
    "advice-not-asked",
  ],
  [
    "the council has not answered",
    ADVISED,
    async (at, tool) => {
      await ask(house, at, tool);
      await assess(house, at, await write(house, tool));
    },
    "advice-unanswered",
  ],
  [
    "asked once more after it answered",
    ADVISED,
    async (at, tool) => {
      await ask(house, at, tool, "for");
      await assess(house, at, await write(house, tool));
      await ask(house, at, tool);
    },
    "advice-unanswered",
  ],
  [
    "asked once more after it answered, by a clock that jumped back",
    ADVISED,
    async (at, tool) => {
      await ask(house, at, tool, "for");
      await assess(house, at, await write(house, tool));
      const id = await ask(house, at, tool);
      await house.owner.query("update gate.advice set asked_at = asked_at - interval '1 day' where id = $1", [
        id,
      ]);
    },
    "advice-unanswered",
  ],
  [
    "the council is for it, after the signatures",
    ADVISED,
    async (at, tool) => {
      await assess(house, at, await write(house, tool));
      await ask(house, at, tool, "for");
    },
    "made and done",
  ],
  [
    "the council is against it, and nobody says why that is not followed",
    ADVISED,
    async (at, tool) => {
      await assess(house, at, await write(house, tool));
      await ask(house, at, tool, "against");
    },
    "advice-not-met",
  ],
  [
    "the council has conditions, and the assessment says how they are met",
    ADVISED,
    async (at, tool) => {
      const id = await ask(house, at, tool, "conditions");
      await assess(
        house,
        at,
        await write(house, tool, { advice: { id, reply: "We do all of it, from today." } }),
      );
    },
    "made and done",
  ],
  [
    "against it once more after an earlier answer was met",
    ADVISED,
    async (at, tool) => {
      const id = await ask(house, at, tool, "against");
      await assess(
        house,
        at,
        await write(house, tool, { advice: { id, reply: "The law leaves us no choice." } }),
      );
      await ask(house, at, tool, "against");
    },
    "advice-not-met",
  ],
];

/** Each state has a tool of its own; names have no digits. */
const toolOf = (state: string): Tool => {
  const nth = STATES.findIndex(([name]) => name === state);
  const sort = STATES[nth]?.[1];
  if (!sort) throw new Error(`no state ${state}`);
  return { ...sort, name: `${sort.name}-${String.fromCharCode(97 + nth)}` };
};

/** A clause of `gate.judge` that goes missing, and which state must notice. */
const MUTANTS: readonly [string, string, string, string][] = [
  ["expiry skipped", "a.expires_at <= moment", "false", "expired a second ago"],
  ["withdrawal skipped", "a.withdrawn_at is not null", "false", "withdrawn by one of the two"],
  [
    "an older one counts",
    "order by x.number desc limit 1;\n  if a.id",
    "order by x.number limit 1;\n  if a.id",
    "a renewal after the first ran out",
  ],
  [
    "the clock says which is newer",
    "order by x.number desc limit 1;\n  if a.id",
    "order by x.signed_at desc limit 1;\n  if a.id",
    "a newer one that was withdrawn, by a clock that jumped back",
  ],
  ["what a restore brought back counts", "a.restored_at is not null", "false", "brought back by a restore"],
  [
    "any version counts",
    "x.tool = of_tool and x.version = of_version order by x.number desc limit 1;\n  if a.id",
    "x.tool = of_tool order by x.number desc limit 1;\n  if a.id",
    "another version",
  ],
  [
    "words not compared",
    "a.declaration_hash <> t.declaration_hash",
    "false",
    "other words under the same version",
  ],
  ["council not asked", "d.id is null", "false", "the council was not asked"],
  ["answer not awaited", "d.answered_at is null", "false", "the council has not answered"],
  [
    "an older answer counts",
    "order by x.number desc limit 1;\n    if d.id",
    "order by x.number limit 1;\n    if d.id",
    "asked once more after it answered",
  ],
  [
    "the clock says which question is newer",
    "order by x.number desc limit 1;\n    if d.id",
    "order by x.asked_at desc limit 1;\n    if d.id",
    "asked once more after it answered, by a clock that jumped back",
  ],
  [
    "against passes silently",
    "d.stance <> 'for'",
    "false",
    "the council is against it, and nobody says why that is not followed",
  ],
  [
    "any reply meets any answer",
    "a.content::jsonb #>> '{advice,id}' is distinct from d.id::text",
    "false",
    "against it once more after an earlier answer was met",
  ],
  ["advice never asked for", "t.needs_advice", "false", "the council was not asked"],
  [
    "one signature is enough",
    "if a.id is null then",
    "if a.id is null and false then",
    "nothing was ever assessed",
  ],
];

describe("whether a tool may run", () => {
  beforeAll(async () => {
    for (const [name, , arrange] of STATES) await arrange(at, toolOf(name).name);
  });

  it.each(STATES)("%s", async (name, _tool, _arrange, expected) => {
    expect(await tryRun(at.boss, toolOf(name))).toBe(expected);
    expect(await kindsOf(toolOf(name))).toEqual(
      expected === "made and done" ? ["gate.passed", "gate.finished"] : ["gate.refused"],
    );
  });

  it.each(MUTANTS)("notices: %s", async (_, clause, instead, state) => {
    const { rows } = await house.owner.query("select pg_get_functiondef('gate.judge'::regproc) as source");
    const source: string = rows[0].source;
    const mutated = source.replace(clause, instead);
    expect(mutated, "the clause stands in the function").not.toBe(source);
    const judge = async () =>
      (
        await house.owner.query("select refusal from gate.judge($1, $2, '1', clock_timestamp())", [
          at.agencyId,
          toolOf(state).name,
        ])
      ).rows[0].refusal;
    const before = await judge();
    await house.owner.query(mutated);
    const after = await judge();
    await house.owner.query(source);
    expect(after).not.toBe(before);
    expect(await judge()).toBe(before);
  });

  it("says in plain words why not, and since when", async () => {
    const by = { secret: at.boss.secret, purpose: null };
    const refused = await run(house.house, by, toolOf("expired a second ago"), {
      prepare: async () => expect.fail("nothing is prepared"),
      effect: NOTHING,
    }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(GateRefusal);
    expect(String(refused)).toMatch(/expired on \d{4}-\d\d-\d\d\. Renew it on the page Tools\.$/);
  });

  it("tells everyone how many agencies are overdue, and none of their names", async () => {
    const { body } = await house.app.inject({
      method: "GET",
      url: "/api/public-tools",
      headers: { host: "leeward.test" },
    });
    const tools: { name: string; good: number; overdue: number }[] = JSON.parse(body).tools;
    expect(tools[0]?.name, "what protects people comes first").toBe("shelter");
    const shown = (state: string) => tools.find(({ name }) => name === toolOf(state).name);
    expect(shown("nothing was ever assessed")).toMatchObject({ good: 0, overdue: 0 });
    expect(shown("two signatures, in time")).toMatchObject({ good: 1, overdue: 0 });
    expect(shown("expired a second ago")).toMatchObject({ good: 0, overdue: 1 });
    expect(body).not.toContain("Agency");
  });

  it("counts for everyone no agency that has left or is suspended", async () => {
    const gone = await addAssessor(house, "Gone");
    const shown = async () => {
      const request = { method: "GET", url: "/api/public-tools", headers: { host: "leeward.test" } } as const;
      const tools: { name: string; good: number }[] = (await house.app.inject(request)).json().tools;
      return tools.find(({ name }) => name === "stopped")?.good;
    };
    const before = await shown();
    await assess(house, gone, await write(house, "stopped"));
    expect(await shown()).toBe((before ?? 0) + 1);
    await house.owner.query("update identity.agency set status = 'suspended' where id = $1", [gone.agencyId]);
    expect(await shown()).toBe(before);
  });

  it("shows another agency and an auditor what was signed, and what waits only to those who sign it", async () => {
    const elsewhere = await house.addAgency({ name: "Elsewhere", kind: "shelter" });
    const readers = [
      await house.addMember({ agencyId: elsewhere, name: "Reader", roles: ["supervisor"] }),
      await house.addMember({ agencyId: at.agencyId, name: "Auditor", roles: ["auditor"] }),
    ];
    for (const reader of readers) {
      const { assessments, waiting, tools } = await look(house, reader);
      expect(assessments.length).toBeGreaterThan(10);
      expect(waiting).toEqual([]);
      expect(tools).toHaveLength(STATES.length + ALL.length);
    }
    expect((await look(house, at.officer)).waiting).toHaveLength(1);
  });
});

describe("what waits for somebody", () => {
  const due = async (as: TestMember) =>
    (await house.app.inject({ method: "GET", url: "/api/tools/due", headers: as.headers() })).json().due;

  it("an assessment that ends within 30 days or has ended, with who signs first and second", async () => {
    const here = await addAssessor(house, "Due");
    expect(await due(here.boss)).toEqual([]);
    const id = await assess(house, here, await write(house, "count"));
    await move(id, "30 days 1 minute");
    expect(await due(here.boss), "not a minute before").toEqual([]);
    await move(id, "30 days");
    const first = ["Due boss"];
    const second = ["Due officer"];
    for (const as of [here.boss, here.officer])
      expect(await due(as)).toEqual([
        { tool: "count", what: "ends", at: expect.any(String), agency: null, isOwn: true, first, second },
      ]);
    const { id: renewal } = await propose(house, here.boss, await write(house, "count"));
    expect(await due(here.boss), "the first has signed").toMatchObject([{ first: [], second }]);
    await house.owner.query(
      "update proposals.proposal set expires_at = proposed_at + interval '1 ms' where id = $1",
      [renewal],
    );
    await move(id, "-1 second");
    expect(await due(here.boss)).toMatchObject([{ what: "ended", first, second }]);
    await house.owner.query(
      "update gate.assessment set restored_at = now(), expires_at = now() + interval '90 days' where id = $1",
      [id],
    );
    expect(await due(here.boss), "a restore asks for both again").toMatchObject([
      { what: "restored", first, second },
    ]);
    const helper = await house.addMember({ agencyId: here.agencyId, name: "Helper", roles: ["caseworker"] });
    expect(await due(helper), "nobody who cannot act").toEqual([]);
    await send(house, here.boss, `/api/tool-assessments/${id}/withdrawal`, { reason: "It is over." });
    expect(await due(here.boss), "nobody is asked to renew what was withdrawn").toEqual([]);
  });

  it("required advice that is awaited: others than the one who asked, or the council once the house has one", async () => {
    const here = await addAssessor(house, "Asking");
    const question = await ask(house, here, "advised");
    await ask(house, here, "count"); // not required
    const awaited = { tool: "advised", what: "advice", agency: "Asking", isOwn: true, second: [] };
    expect(await due(here.officer)).toMatchObject([{ ...awaited, first: ["Asking boss"] }]);
    const agencyId = await house.addAgency({ name: "Council", kind: "survivors-council" });
    const council = await house.addMember({ agencyId, name: "Speaker", roles: [] });
    try {
      expect(await due(here.officer)).toMatchObject([{ ...awaited, first: ["Council"] }]);
      const asked: { agency: string; isOwn: boolean }[] = await due(council);
      expect(asked.find(({ agency }) => agency === "Asking")).toMatchObject({ isOwn: false });
      const answer = { stance: "for", answer: "We are for it, as it is.", body: null };
      expect((await send(house, council, `/api/tool-advice/${question}/answer`, answer)).status).toBe(204);
      expect(await due(here.officer)).toEqual([]);
    } finally {
      await house.owner.query("update identity.agency set status = 'suspended' where id = $1", [agencyId]);
    }
  });
});

describe("two people sign", () => {
  let at: TestAssessor;
  let id: string;
  beforeAll(async () => {
    at = await addAssessor(house, "Signers");
    id = (await propose(house, at.boss, await write(house, "count"))).id ?? "";
  });

  it("never the same one, though they have both roles", async () => {
    await house.owner.query("insert into identity.member_role values ($1, 'data-protection-officer')", [
      at.boss.id,
    ]);
    expect(await second(house, at.boss, id)).toMatchObject({ status: 403, code: "proposal-own" });
  });

  it("nor someone who leads the agency beside being its officer", async () => {
    const roles = ["data-protection-officer", "supervisor"];
    const both = await house.addMember({ agencyId: at.agencyId, name: "Both", roles });
    expect(await second(house, both, id)).toMatchObject({ status: 409, code: "proposal-impossible" });
  });

  it("nor by a press without a key", async () => {
    const { waiting } = await look(house, at.officer);
    const url = `/api/proposals/${id}/confirm`;
    expect(await send(house, at.officer, url, { hash: waiting[0].hash })).toMatchObject({
      code: "proposal-unsigned",
    });
  });

  it("nor with someone else's key, or over another text", async () => {
    const { waiting } = await look(house, at.officer);
    const [{ assessment, hash }] = waiting;
    const url = `/api/proposals/${id}/confirm`;
    const name = "Signers officer";
    const foreign = await signed({ ...at.officer, keys: at.boss.keys }, name, assessment);
    expect(await send(house, at.officer, url, { hash, signed: foreign })).toMatchObject({
      code: "proposal-signature",
    });
    const other = await signed(at.officer, name, { ...assessment, until: dayIn(1) });
    expect(await send(house, at.officer, url, { hash, signed: other })).toMatchObject({
      code: "proposal-signature",
    });
    const shown = await signed(at.officer, name, assessment);
    expect(await send(house, at.officer, url, { hash: "0".repeat(64), signed: shown })).toMatchObject({
      code: "proposal-changed",
    });
    expect(
      (await house.owner.query("select from proposals.signature where proposal_id = $1", [id])).rowCount,
    ).toBe(1);
  });

  it("and then both signatures stand under the one text, in the ledger too", async () => {
    expect(await second(house, at.officer, id)).toMatchObject({ status: 204 });
    const { assessments } = await look(house, at.boss);
    const mine = assessments.find((one: { id: string }) => one.id === id);
    expect(mine.signatures.map(({ name }: { name: string }) => name)).toEqual([
      "Signers boss",
      "Signers officer",
    ]);
    for (const signature of mine.signatures) {
      const holds = (changed: object, agencyId = at.agencyId) =>
        isSignedAct(actOf({ ...mine.assessment, ...changed }, agencyId), signature);
      expect(await holds({})).toBe(true);
      expect(await holds({ version: "2" })).toBe(false);
      expect(await holds({}, at.boss.id)).toBe(false);
    }
    const { rows } = await house.owner.query(
      "select from ledger.entry where kind = 'assessment.signed' and agency_id = $1",
      [at.agencyId],
    );
    expect(rows).toHaveLength(1);
  });

  it.each([
    ["a day that is over", async () => write(house, "count", { until: dayIn(-1) }), "until-within-a-year"],
    ["more than a year", async () => write(house, "count", { until: dayIn(369) }), "until-within-a-year"],
    [
      "other words of the tool",
      async () => write(house, "count", { declaration: "0".repeat(64) }),
      "tool-changed",
    ],
    ["a version that is not here", async () => write(house, "count", { version: "9" }), "tool-changed"],
    [
      "advice that nobody gave",
      async () => write(house, "count", { advice: { id: at.boss.id, reply: null } }),
      "advice-met",
    ],
  ])("refuses %s", async (_, text, code) => {
    expect(await propose(house, at.boss, await text())).toMatchObject({ code });
  });

  it("refuses whoever may not propose, and leaves nothing", async () => {
    const text = await write(house, "count");
    expect(await propose(house, at.officer, text)).toMatchObject({ status: 403, code: "assessors-only" });
    const before = await house.owner.query("select from proposals.proposal where agency_id = $1", [
      at.agencyId,
    ]);
    expect(before.rowCount).toBe(1);
  });
});

describe("the council", () => {
  it("is recorded by another member than the one who asked, while the house has none", async () => {
    const id = await ask(house, at, "advised");
    const url = `/api/tool-advice/${id}/answer`;
    const answer = { stance: "for", answer: "Go on with it, we say.", body: "Council of survivors" };
    expect((await send(house, at.officer, url, answer)).status, "who asked").toBe(404);
    expect((await send(house, at.boss, url, { ...answer, body: null })).status, "no name").toBe(404);
    expect((await send(house, at.boss, url, answer)).status).toBe(204);
    expect((await send(house, at.boss, url, answer)).status, "once").toBe(404);
  });

  it("answers itself where it is an agency of the house, and nobody answers for it", async () => {
    const council = await house.addAgency({ name: "Survivors’ Council", kind: "survivors-council" });
    const member = await house.addMember({ agencyId: council, name: "Councillor", roles: ["supervisor"] });
    const id = await ask(house, at, "advised");
    const url = `/api/tool-advice/${id}/answer`;
    const answer = { stance: "against", answer: "It counts us and asks nobody.", body: "Someone" };
    expect((await send(house, at.boss, url, answer)).status).toBe(404);
    expect((await send(house, member, url, answer)).status).toBe(204);
    const { advice } = await look(house, at.boss);
    expect(advice.find((one: { id: string }) => one.id === id)).toMatchObject({
      answeredBody: "Survivors’ Council",
      stance: "against",
    });
    await assess(house, at, await write(house, "advised"));
    expect(await tryRun(at.boss, ADVISED)).toBe("advice-not-met");
    const silent = await write(house, "advised", { advice: { id, reply: null } });
    expect(await propose(house, at.boss, silent)).toMatchObject({ code: "advice-met" });
    await house.owner.query("update identity.agency set status = 'suspended' where id = $1", [council]);
  });
});

describe("while it runs", () => {
  it("an assessment that is withdrawn lets nothing out, and what was prepared goes", async () => {
    const id = await assess(house, at, await write(house, "stopped"));
    const happened: string[] = [];
    const refused = await run(house.house, { secret: at.boss.secret, purpose: null }, STOPPED, {
      prepare: async () => {
        const url = `/api/tool-assessments/${id}/withdrawal`;
        expect((await send(house, at.officer, url, { reason: "It was wrong." })).status).toBe(204);
      },
      effect: async () => void happened.push("effect"),
      discard: async () => void happened.push("discard"),
    }).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: "withdrawn" });
    expect(happened).toEqual(["discard"]);
    expect(await kindsOf(STOPPED)).toEqual(["gate.passed", "gate.stopped"]);
  });

  it("a withdrawal in the moment of the effect waits for it, and an effect that fails is no end", async () => {
    const id = await assess(house, at, await write(house, "late"));
    const url = `/api/tool-assessments/${id}/withdrawal`;
    const order: string[] = [];
    let withdrawing: Promise<unknown> = Promise.resolve();
    await run(house.house, { secret: at.boss.secret, purpose: null }, LATE, {
      prepare: NOTHING,
      effect: async () => {
        withdrawing = send(house, at.officer, url, { reason: "It was wrong." }).then(({ status }) =>
          order.push(`withdrawn ${status}`),
        );
        const waits =
          "select from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())";
        await expect.poll(async () => (await house.owner.query(waits)).rowCount, { timeout: 20_000 }).toBe(1);
        order.push("effect");
      },
    });
    await withdrawing;
    expect(order).toEqual(["effect", "withdrawn 204"]);
    expect(await tryRun(at.boss, LATE)).toBe("withdrawn");

    await assess(house, at, await write(house, "late"));
    const failed = run(house.house, { secret: at.boss.secret, purpose: null }, LATE, {
      prepare: NOTHING,
      effect: async () => Promise.reject(new Error("the disk is full")),
      discard: async () => void order.push("discard"),
    });
    await expect(failed).rejects.toThrow("the disk is full");
    expect(order.at(-1)).toBe("discard");
    const open = await house.owner.query(
      "select finished_at from gate.run where tool = $1 order by began_at desc limit 1",
      [LATE.name],
    );
    expect(open.rows[0].finished_at, "rolled back with its effect").toBeNull();
  });
});

describe("nothing leads around it", () => {
  const smuggle = (text: string, values: unknown[] = []) =>
    asMember(house.house.db, at.boss.secret, "statistics", async (tx) => {
      const { CompiledQuery } = await import("kysely");
      return (await tx.executeQuery(CompiledQuery.raw(text, values))).rows;
    });

  it.each([
    [
      "insert into gate.run (tool, version, agency_id, member_id, assessment_id) select 'count', '1', agency_id, proposed_by, id from proposals.proposal",
    ],
    ["insert into gate.assessment select * from gate.assessment limit 1"],
    ["update gate.assessment set expires_at = now() + interval '1 year'"],
    ["update gate.tool set needs_advice = false"],
    ["insert into proposals.signature select * from proposals.signature limit 1"],
    ["select gate.assess(p) from proposals.proposal p"],
    ["select gate.judge(gen_random_uuid(), 'count', '1', now())"],
    ["select gate.may_go_on(gen_random_uuid(), 'count')"],
    ["select * from gate.run"],
    ["select gate.ensure_assessable(gen_random_uuid(), '{}')"],
    ["select gate.pass('shelter', '1')"],
  ])("%s", async (text) => {
    await expect(smuggle(text)).rejects.toThrow(
      /permission denied|not vouched for|does not go through the gate/,
    );
  });

  it("a run that is not one's own, or that is over, does not finish", async () => {
    await assess(house, at, await write(house, "smuggled"));
    const [passed] = (await smuggle("select * from gate.pass('smuggled', '1')")) as { run_id: string }[];
    const theirs = await asMember(house.house.db, at.officer.secret, null, async (tx) => {
      const { finish } = await import("./store.ts");
      return finish(tx, passed?.run_id ?? "");
    });
    expect(theirs.refusal).toBe("run-over");
    expect(await smuggle("select refusal from gate.finish($1)", [passed?.run_id])).toEqual([
      { refusal: null },
    ]);
    expect(await smuggle("select refusal from gate.finish($1)", [passed?.run_id])).toEqual([
      { refusal: "run-over" },
    ]);
  });
});
