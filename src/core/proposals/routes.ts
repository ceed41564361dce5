import { Type } from "typebox";
import { asMember, type MemberContext } from "../access/context.ts";
import type { Transaction } from "../db/index.ts";
import type { House } from "../house.ts";
import { type App, HttpProblem, Key32, Signature } from "../http/index.ts";
import { memberSecret } from "../identity/requests.ts";
import { ProposalError } from "./errors.ts";
import { signProposal } from "./sign.ts";
import {
  type Confirmed,
  confirmProposal,
  findProposedAct,
  KNOWN_HOW,
  listProposals,
  refuseProposal,
} from "./store.ts";

const Strict = { additionalProperties: false } as const;
const ById = Type.Object({ id: Type.String({ format: "uuid" }) });
const NoBody = Type.Null();
/** A member's signature under the content of an act. */
export const ActSigned = Type.Object(
  {
    memberId: Type.String({ format: "uuid" }),
    name: Type.String({ minLength: 1, maxLength: 120 }),
    signingKey: Key32,
    signature: Signature,
  },
  Strict,
);

/** What follows from an act beside what the database does, by its kind: in the transaction that does it. */
export type Following = Readonly<
  Record<string, (house: House, tx: Transaction, me: MemberContext, content: unknown) => Promise<void>>
>;

/** `/api/proposals`: what waits for a second member, and what became of it. */
export function registerProposals(app: App, house: House, following: Following = {}): void {
  app.get(
    "/api/proposals",
    { schema: { summary: "What waits for a second member, and what was settled within thirty days" } },
    async (request) =>
      asMember(house.db, memberSecret(request), null, async (tx) => ({
        proposals: (await listProposals(tx)).map(({ content, ...proposal }) => ({
          ...proposal,
          content: JSON.parse(content),
        })),
      })),
  );
  app.post(
    "/api/proposals/:id/confirm",
    {
      config: { stepUp: true },
      schema: {
        summary: "Do, as the second member, exactly what was proposed",
        params: ById,
        body: Type.Object(
          {
            hash: Type.String({ pattern: "^[0-9a-f]{64}$" }),
            how: Type.Optional(Type.Enum([...KNOWN_HOW])),
            signed: Type.Optional(ActSigned),
          },
          Strict,
        ),
        response: { 204: NoBody },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const { signed, ...read } = request.body;
      const said = await asMember(house.db, memberSecret(request), null, async (tx, me) => {
        if (signed) await signProposal(house, tx, me, id, signed);
        const outcome = await confirmProposal(tx, id, read);
        const act = outcome === "confirmed" ? await findProposedAct(tx, id) : null;
        if (act) await following[act.kind]?.(house, tx, me, act.content);
        if (outcome !== "confirmed" && signed) throw refusalOf(outcome); // no signature under what was not done
        return outcome;
      });
      if (said !== "confirmed") throw refusalOf(said);
      return reply.status(204).send(null);
    },
  );
  app.post(
    "/api/proposals/:id/decline",
    {
      schema: {
        summary: "Say no to what another member proposed, with a reason",
        params: ById,
        body: Type.Object({ reason: Type.String({ minLength: 3, maxLength: 1000, pattern: "\\S" }) }, Strict),
        response: { 204: NoBody },
      },
    },
    async (request, reply) => {
      await refuse(house, memberSecret(request), request.params.id, request.body.reason);
      return reply.status(204).send(null);
    },
  );
  app.delete(
    "/api/proposals/:id",
    { schema: { summary: "Take back what one proposed", params: ById, response: { 204: NoBody } } },
    async (request, reply) => {
      await refuse(house, memberSecret(request), request.params.id, null);
      return reply.status(204).send(null);
    },
  );
}

function refusalOf(said: Exclude<Confirmed, "confirmed">): Error {
  return said === "unknown" ? new HttpProblem("not-found") : new ProposalError(`proposal-${said}`);
}

async function refuse(house: House, secret: Uint8Array, id: string, reason: string | null): Promise<void> {
  const said = await asMember(house.db, secret, null, (tx) => refuseProposal(tx, id, reason));
  if (said === "unknown") throw new HttpProblem("not-found");
  if (said === "over") throw new ProposalError("proposal-over");
}
