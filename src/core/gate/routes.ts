import { randomUUID } from "node:crypto";
import { Type } from "typebox";
import { asMember } from "../access/context.ts";
import type { House } from "../house.ts";
import { type App, HttpProblem, Key32, once, Signature } from "../http/index.ts";
import { memberSecret } from "../identity/requests.ts";
import { GateError } from "./errors.ts";
import * as service from "./service.ts";
import { PARTS } from "./statement.ts";
import { answerAdvice, askAdvice, listDue, listPublicTools, withdraw } from "./store.ts";

const Strict = { additionalProperties: false } as const;
const Id = Type.String({ format: "uuid" });
const ById = Type.Object({ id: Id });
const NoBody = Type.Null();
const Text = (minLength: number, maxLength: number) => Type.String({ minLength, maxLength, pattern: "\\S" });
const Made = Type.Object({ id: Id });
const ActSigned = Type.Object(
  {
    memberId: Id,
    name: Type.String({ minLength: 1, maxLength: 120 }),
    signingKey: Key32,
    signature: Signature,
  },
  Strict,
);
const PartText = Text(10, 2000);
const AssessmentShape = Type.Object(
  {
    tool: Type.String({ pattern: "^[a-z][a-z-]{2,59}$" }),
    version: Type.String({ pattern: "^[0-9]{1,4}(\\.[0-9]{1,4}){0,2}$" }),
    declaration: Type.String({ pattern: "^[0-9a-f]{64}$" }),
    until: Type.String({ format: "date" }),
    parts: Type.Object(
      Object.fromEntries(PARTS.map((part) => [part, PartText])) as Record<
        (typeof PARTS)[number],
        typeof PartText
      >,
      Strict,
    ),
    advice: Type.Union([
      Type.Null(),
      Type.Object({ id: Id, reply: Type.Union([Type.Null(), Text(10, 2000)]) }, Strict),
    ]),
  },
  Strict,
);

/** `/api/tools`: the registry, its assessments, and the survivors' council's advice. */
export function registerGate(app: App, house: House): void {
  app.get(
    "/api/tools",
    { schema: { summary: "Tools with how they stand, their assessments, and what the council was asked" } },
    async (request) => asMember(house.db, memberSecret(request), null, service.readTools),
  );
  app.get(
    "/api/tools/due",
    { schema: { summary: "Assessments that end within 30 days, advice that is awaited, and who can act" } },
    async (request) => ({ due: await asMember(house.db, memberSecret(request), null, listDue) }),
  );
  app.get(
    "/api/public-tools",
    { schema: { summary: "For everyone: at how many agencies each tool's assessment is good, or overdue" } },
    async () => ({ tools: await house.publicReads.read(listPublicTools) }),
  );
  registerAssessments(app, house);
  registerAdvice(app, house);
}

function registerAssessments(app: App, house: House): void {
  app.post(
    "/api/tool-assessments",
    {
      config: { stepUp: true },
      schema: {
        summary: "Propose a rights assessment, with the first of two signatures",
        body: Type.Object({ assessment: AssessmentShape, signed: ActSigned }, Strict),
        response: { 201: Made },
      },
    },
    async (request, reply) => {
      const made = await asMember(house.db, memberSecret(request), null, (tx, me) =>
        once(tx, request, me.memberId, () => service.proposeAssessment(house, tx, me, request.body)),
      );
      return reply.status(201).send(made);
    },
  );
  app.post(
    "/api/tool-assessments/:id/withdrawal",
    {
      config: { stepUp: true },
      schema: {
        summary: "Withdraw an assessment at once, with a reason: the tool runs no more",
        params: ById,
        body: Type.Object({ reason: Text(3, 1000) }, Strict),
        response: { 204: NoBody },
      },
    },
    async (request, reply) => {
      const { reason } = request.body;
      const done = await asMember(house.db, memberSecret(request), null, (tx) =>
        withdraw(tx, request.params.id, reason.trim()),
      );
      if (!done) throw new HttpProblem("not-found");
      return reply.status(204).send(null);
    },
  );
}

function registerAdvice(app: App, house: House): void {
  app.post(
    "/api/tools/:tool/advice",
    {
      schema: {
        summary: "Ask the survivors' council about the version that is here",
        params: Type.Object({ tool: Type.String({ pattern: "^[a-z][a-z-]{2,59}$" }) }),
        body: Type.Object({ question: Text(10, 1000) }, Strict),
        response: { 201: Made },
      },
    },
    async (request, reply) => {
      const made = await asMember(house.db, memberSecret(request), null, (tx, me) =>
        once(tx, request, me.memberId, async () => {
          const id = randomUUID();
          if (!(await askAdvice(tx, id, request.params.tool, request.body.question.trim())))
            throw new GateError("assessors-only");
          return { id };
        }),
      );
      return reply.status(201).send(made);
    },
  );
  app.post(
    "/api/tool-advice/:id/answer",
    {
      config: { stepUp: true },
      schema: {
        summary:
          "Answer for the survivors' council, or record what a body outside answered while there is none here",
        params: ById,
        body: Type.Object(
          {
            stance: Type.Enum(["for", "conditions", "against"]),
            answer: Text(10, 2000),
            body: Type.Union([Type.Null(), Text(3, 200)]),
          },
          Strict,
        ),
        response: { 204: NoBody },
      },
    },
    async (request, reply) => {
      const done = await asMember(house.db, memberSecret(request), null, (tx) =>
        answerAdvice(tx, request.params.id, request.body),
      );
      if (!done) throw new HttpProblem("not-found");
      return reply.status(204).send(null);
    },
  );
}
