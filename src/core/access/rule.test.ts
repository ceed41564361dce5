import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NEVER_BREAK_GLASS, WHO_AND_WHERE } from "./coverage.ts";
import { decide } from "./index.ts";
import { findAsker, isImmigrationBound } from "./rule.ts";
import type { World } from "./world.ts";
import { drawWorld, type Question } from "./worlds.ts";

const NOW = Date.UTC(2026, 10, 23, 12);

/** A drawn world and one of its questions. */
const asked = fc
  .tuple(fc.integer({ min: 0, max: 2 ** 31 - 1 }), fc.nat({ max: 1_000_000 }), fc.nat({ max: 100 }))
  .map(([seed, index, k]) => {
    const { world, questions } = drawWorld(seed, index, NOW);
    return { world, question: questions[k % questions.length] as Question };
  });

const isAllowed = (world: World, { reader, caseId, category }: Question, now = NOW): boolean =>
  decide(world, reader, caseId, category, now).allowed;

/** Fast-check prints its seed and the smallest counterexample. */
const holds = (law: (world: World, question: Question) => boolean | undefined) =>
  fc.assert(
    fc.property(asked, ({ world, question }) => law(world, question) !== false),
    { numRuns: 1500 },
  );

const taking: Readonly<Record<string, (world: World) => World>> = {
  "withdrawing every consent": (world) => ({
    ...world,
    consents: world.consents.map((one) => ({ ...one, withdrawnAt: NOW })),
  }),
  "ending every legal order": (world) => ({
    ...world,
    legalOrders: world.legalOrders.map((one) => ({ ...one, endedAt: NOW })),
  }),
  "suspending every protocol": (world) => ({
    ...world,
    protocols: world.protocols.map((one) => ({ ...one, status: "suspended" })),
  }),
  "ending every share": (world) => ({
    ...world,
    shares: world.shares.map((one) => ({ ...one, endedAt: NOW })),
  }),
  "taking every role but the auditor's from every member": (world) => ({
    ...world,
    members: world.members.map((one) => ({ ...one, roles: one.roles.filter((role) => role === "auditor") })),
  }),
  "finding a conflict in every guardian": (world) => ({
    ...world,
    guardianships: world.guardianships.map((one) => ({ ...one, conflict: true })),
  }),
  "binding every agency to immigration enforcement": (world) => ({
    ...world,
    agencies: world.agencies.map((one) => ({ ...one, enforcesImmigrationLaw: true })),
  }),
};

describe("laws of the rule", () => {
  for (const [what, take] of Object.entries(taking)) {
    it(`${what} opens nothing that was closed`, () => {
      holds((world, question) => isAllowed(world, question) || !isAllowed(take(world), question));
    });
  }

  it("whoever reads through a consent alone stops when the person withdraws it", () => {
    holds((world, question) => {
      const { reader, caseId, category } = question;
      const decision = decide(world, reader, caseId, category, NOW);
      if (!decision.allowed || decision.clause !== "share") return undefined;
      const withdrawn = taking["withdrawing every consent"]?.({ ...world, legalOrders: [] }) ?? world;
      const after = decide(withdrawn, reader, caseId, category, NOW);
      return !after.allowed || after.clause === "break-glass";
    });
  });

  it("one who is no party is told no reason, and a party always is", () => {
    holds((world, { reader, caseId, category }) => {
      const decision = decide(world, reader, caseId, category, NOW);
      return decision.allowed || decision.party === (decision.refusal !== undefined);
    });
  });

  it("no member reads without a purpose", () => {
    holds((world, question) => {
      if (question.reader.kind !== "member") return undefined;
      return !isAllowed(world, { ...question, reader: { ...question.reader, purpose: null } });
    });
  });

  it("nobody reads by a session that has run out", () => {
    const ahead = NOW + 400 * 86_400_000;
    holds((world, question) => !isAllowed(world, question, ahead));
  });

  it("an agency bound to immigration enforcement reads who and where of no case but its own", () => {
    holds((world, { reader, caseId, category }) => {
      const asker = findAsker(world, reader, NOW);
      if (asker?.kind !== "member" || !isImmigrationBound(world, asker.agency.id)) return undefined;
      const decision = decide(world, reader, caseId, category, NOW);
      return !decision.allowed || decision.clause === "holder" || !WHO_AND_WHERE.includes(category);
    });
  });

  it("police, banks, platforms and regulators read nothing by breaking the glass", () => {
    holds((world, { reader, caseId, category }) => {
      const asker = findAsker(world, reader, NOW);
      if (asker?.kind !== "member" || !NEVER_BREAK_GLASS.includes(asker.agency.kind)) return undefined;
      const decision = decide(world, reader, caseId, category, NOW);
      return !decision.allowed || decision.clause !== "break-glass";
    });
  });

  it("no person and no guardian reads a contact or operations, nor any member through words", () => {
    holds((world, { reader, caseId, category }) => {
      const decision = decide(world, reader, caseId, category, NOW);
      if (!decision.allowed) return undefined;
      const throughWords = decision.clause === "person" || decision.clause === "guardian";
      return (
        throughWords === (reader.kind === "person") &&
        !(throughWords && ["contact", "justice"].includes(category))
      );
    });
  });

  it("a case that does not exist is answered like one of which the reader knows nothing", () => {
    holds((world, { reader, category }) => {
      const decision = decide(world, reader, "00000000-0000-0000-0000-000000000000", category, NOW);
      return !decision.allowed && !decision.party && decision.refusal === undefined;
    });
  });
});

describe("the drawn worlds", () => {
  it("are the same for the same seed, and share no identifier with others", () => {
    expect(drawWorld(7, 3, NOW)).toEqual(drawWorld(7, 3, NOW));
    const ids = Array.from({ length: 500 }, (_, i) =>
      drawWorld(7, i, NOW).world.agencies.map((one) => one.id),
    ).flat();
    expect(new Set(ids).size).toBe(ids.length);
  });
});
