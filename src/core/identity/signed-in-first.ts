import type { FastifyRequest } from "fastify";
import type { House } from "../house.ts";
import { HttpProblem } from "../http/index.ts";
import { memberSecret } from "./requests.ts";
import { findFullSession } from "./store.ts";

/**
 * For the `onRequest` of a route that takes a large body: whoever is not signed in stops before it is read. Writes nothing, so that
 * what comes after it refuses as always.
 */
export const signedInFirst =
  (house: House) =>
  async (request: FastifyRequest): Promise<void> => {
    const secret = Buffer.from(memberSecret(request));
    const found = await house.db.transaction("leeward_visitor", (tx) => findFullSession(tx, secret));
    if (!found) throw new HttpProblem("not-signed-in");
  };
