import type { House } from "../house.ts";
import type { App } from "../http/index.ts";
import { IdentityError } from "./errors.ts";
import { SESSION_COOKIE } from "./requests.ts";
import { waysOf } from "./service.ts";
import { findFullSession, lastProof } from "./store.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** The act asks for a proof of who is there that is no older than `STEP_UP_MS`. */
    stepUp?: true;
  }
}

/** How long a proof counts: a sign-in, a code, a passkey. */
const STEP_UP_MS = 10 * 60_000;

/**
 * Before a route with `config: { stepUp: true }`: someone who found a desk open, or who stole a session, stops here.
 * A session that opens nothing goes on to the route, which says so as always.
 */
export function registerStepUp(app: App, house: House): void {
  app.addHook("preHandler", async (request) => {
    if (!request.routeOptions.config.stepUp) return;
    const text = request.cookies[SESSION_COOKIE] ?? "";
    const secret = Buffer.from(text, "base64url");
    const found = await house.db.transaction("leeward_visitor", async (tx) => ({
      at: await lastProof(tx, secret),
      member: await findFullSession(tx, secret),
    }));
    if (!found.at || !found.member) return;
    if (house.now().getTime() - found.at.getTime() <= STEP_UP_MS) return;
    throw new IdentityError("step-up-needed", { ways: waysOf(found.member) });
  });
}
