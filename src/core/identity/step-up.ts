import type { House } from "../house.ts";
import type { App } from "../http/index.ts";
import { IdentityError } from "./errors.ts";
import { sessionText } from "./requests.ts";
import { waysOf } from "./service.ts";
import { findFullSession, isFreshlyProved } from "./store.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** The act asks for a proof of who is there that is no older than `STEP_UP_S`. */
    stepUp?: true;
  }
}

/** How long a proof counts: a sign-in, a code, a passkey. */
const STEP_UP_S = 10 * 60;

/**
 * Before a route with `config: { stepUp: true }`: someone who found a desk open, or who stole a session, stops here.
 * A session that opens nothing goes on to the route, which says so as always.
 */
export function registerStepUp(app: App, house: House): void {
  app.addHook("preHandler", async (request) => {
    if (!request.routeOptions.config.stepUp) return;
    const secret = Buffer.from(sessionText(request) ?? "", "base64url");
    const found = await house.db.transaction("leeward_visitor", async (tx) => ({
      isFresh: await isFreshlyProved(tx, secret, STEP_UP_S),
      member: await findFullSession(tx, secret),
    }));
    if (found.isFresh === null || found.isFresh || !found.member) return;
    throw new IdentityError("step-up-needed", { ways: waysOf(found.member) });
  });
}
