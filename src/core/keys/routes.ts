import { asMember } from "../access/context.ts";
import type { House } from "../house.ts";
import type { App } from "../http/index.ts";
import { memberSecret } from "../identity/requests.ts";
import { findOwnKeys } from "./holder/store.ts";

/** What an agency's supervisors see of its keys. */
export function registerKeys(app: App, house: House): void {
  app.get(
    "/api/keys",
    {
      schema: {
        summary: "The agency's keys, its key holder, and what that found unusual; for its supervisors",
      },
    },
    (request) => asMember(house.db, memberSecret(request), null, findOwnKeys, "leeward_supervisor"),
  );
}
