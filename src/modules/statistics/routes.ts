import { randomUUID } from "node:crypto";
import { Type } from "typebox";
import { asMember } from "../../core/access/context.ts";
import type { House } from "../../core/house.ts";
import { type App, HttpProblem } from "../../core/http/index.ts";
import { memberSecret } from "../../core/identity/requests.ts";
import type { CodebookVariable } from "./codebook.ts";
import { StatisticsError } from "./errors.ts";
import { lookAtBoard, lookAtParts } from "./quality.ts";
import {
  foundPopulation,
  leavePopulation,
  listBudgets,
  listPopulations,
  listQualityLooks,
  listReleases,
  proposeJoining,
  proposePublication,
  withdrawRelease,
} from "./store.ts";

const Strict = { additionalProperties: false } as const;
const ById = Type.Object({ id: Type.String({ format: "uuid" }) });
const NoBody = Type.Null();

/** `/api/releases`: what the caller's agency released, and what of it everyone sees. */
export function registerStatistics(app: App, house: House): void {
  app.get(
    "/api/releases",
    {
      schema: {
        summary:
          "What my agency released, the newest first, what of it is published, and what is left of the year",
      },
    },
    async (request) =>
      asMember(house.db, memberSecret(request), null, async (tx) => ({
        releases: await listReleases(tx),
        budgets: await listBudgets(tx),
      })),
  );
  app.post(
    "/api/releases/:id/publication",
    {
      schema: {
        summary: "Propose that a release is published; a supervisor or data-protection officer seconds it",
        params: ById,
        body: Type.Object({ title: Type.String({ minLength: 3, maxLength: 160, pattern: "\\S" }) }, Strict),
        response: { 201: Type.Object({ id: Type.String({ format: "uuid" }) }) },
      },
    },
    async (request, reply) => {
      const id = randomUUID();
      const said = await asMember(house.db, memberSecret(request), null, (tx) =>
        proposePublication(tx, { id, releaseId: request.params.id, ...request.body }),
      );
      if (said === "unknown") throw new HttpProblem("not-found");
      if (said !== "proposed") throw new StatisticsError(`release-${said}`);
      return reply.status(201).send({ id });
    },
  );
  app.post(
    "/api/releases/:id/withdrawal",
    {
      schema: {
        summary: "Withdraw a release, with a reason that everyone reads where it was published",
        params: ById,
        body: Type.Object({ reason: Type.String({ minLength: 3, maxLength: 1000, pattern: "\\S" }) }, Strict),
        response: { 204: NoBody },
      },
    },
    async (request, reply) => {
      const isDone = await asMember(house.db, memberSecret(request), null, (tx) =>
        withdrawRelease(tx, request.params.id, request.body.reason),
      );
      if (!isDone) throw new HttpProblem("not-found");
      return reply.status(204).send(null);
    },
  );
  registerPopulations(app, house);
  registerQuality(app, house);
}

/** `/api/quality-looks`: how good what is counted of the caller's agency is, and who looked. */
function registerQuality(app: App, house: House): void {
  app.get(
    "/api/quality-looks",
    { schema: { summary: "Who looked at how good my agency's numbers are, the newest first" } },
    async (request) =>
      asMember(house.db, memberSecret(request), null, async (tx) => ({ looks: await listQualityLooks(tx) })),
  );
  app.post(
    "/api/quality-looks",
    {
      schema: {
        summary: "Look at what is missing, late or contradicts itself; nothing of fewer than twenty cases",
        response: { 201: Type.Any() },
      },
    },
    async (request, reply) => {
      const { variables, ...board } = await lookAtBoard(house, memberSecret(request));
      return reply.status(201).send({ ...board, names: namesOf(variables) });
    },
  );
  app.post(
    "/api/populations/:id/quality-looks",
    {
      schema: {
        summary: "Look at the same of each agency that my office counts; the same answer for thirty days",
        params: ById,
        response: { 201: Type.Any() },
      },
    },
    async (request, reply) => {
      const { parts, variables } = await lookAtParts(house, memberSecret(request), request.params.id);
      return reply.status(201).send({ parts, names: namesOf(variables) });
    },
  );
}

const namesOf = (variables: readonly CodebookVariable[]) =>
  variables.map(({ name, en, ar }) => ({ name, en, ar }));

/** `/api/populations`: agencies whose people a statistics office counts together. */
function registerPopulations(app: App, house: House): void {
  app.get(
    "/api/populations",
    { schema: { summary: "Whose people are counted together by which statistics office" } },
    async (request) =>
      asMember(house.db, memberSecret(request), null, async (tx) => ({
        populations: await listPopulations(tx),
      })),
  );
  app.post(
    "/api/populations",
    {
      schema: {
        summary: "Begin a population at a statistics office; nobody is in it until an agency joins",
        body: Type.Object({ name: Type.String({ minLength: 3, maxLength: 160, pattern: "\\S" }) }, Strict),
        response: { 201: Type.Object({ id: Type.String({ format: "uuid" }) }) },
      },
    },
    async (request, reply) => {
      const id = randomUUID();
      const isDone = await asMember(house.db, memberSecret(request), null, (tx) =>
        foundPopulation(tx, id, request.body.name),
      );
      if (!isDone) throw new HttpProblem("not-found");
      return reply.status(201).send({ id });
    },
  );
  app.post(
    "/api/populations/:id/joining",
    {
      schema: {
        summary: "Propose that my agency's people are counted in it; a data-protection officer seconds it",
        params: ById,
        response: { 201: Type.Object({ id: Type.String({ format: "uuid" }) }) },
      },
    },
    async (request, reply) => {
      const id = randomUUID();
      const said = await asMember(house.db, memberSecret(request), null, (tx) =>
        proposeJoining(tx, id, request.params.id),
      );
      if (said === "unknown") throw new HttpProblem("not-found");
      if (said !== "proposed") throw new StatisticsError(`population-${said}`);
      return reply.status(201).send({ id });
    },
  );
  app.post(
    "/api/populations/:id/leaving",
    {
      schema: {
        summary: "Take my agency's people out of it; what was counted stays told",
        params: ById,
        response: { 204: NoBody },
      },
    },
    async (request, reply) => {
      const isDone = await asMember(house.db, memberSecret(request), null, (tx) =>
        leavePopulation(tx, request.params.id),
      );
      if (!isDone) throw new HttpProblem("not-found");
      return reply.status(204).send(null);
    },
  );
}
