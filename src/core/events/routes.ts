import { asMember } from "../access/context.ts";
import type { House } from "../house.ts";
import type { App } from "../http/index.ts";
import { memberSecret } from "../identity/requests.ts";
import type { EventHub } from "./hub.ts";

const BEAT_MS = 20_000;
/** A session that ended elsewhere must not go on hearing: looked at when one ends, and for one that runs out, in turn. */
const RECHECK_MS = 60_000;

/** Server-sent events: what happened at the member's agency, by type alone. */
export function registerEvents(app: App, house: House, hub: EventHub): void {
  app.get(
    "/api/events",
    { schema: { summary: "Notices for the desk, without content" } },
    async (request, reply) => {
      const secret = memberSecret(request);
      const me = await asMember(house.db, secret, null, async (_tx, context) => context);
      reply.hijack();
      for (const [name, value] of Object.entries(reply.getHeaders())) {
        if (value !== undefined) reply.raw.setHeader(name, value);
      }
      reply.raw.writeHead(200, { "content-type": "text/event-stream", "x-accel-buffering": "no" });
      reply.raw.write("retry: 2000\n\n");
      const look = () => {
        asMember(house.db, secret, null, async () => undefined).catch(() => reply.raw.end());
      };
      const end = hub.subscribe(me.agencyId, (type) => {
        if (type === "session.ended") look();
        else reply.raw.write(`event: ${type}\ndata: {}\n\n`);
      });
      look(); // it may have ended between the question above and now
      const beat = setInterval(() => reply.raw.write(": still here\n\n"), BEAT_MS);
      const recheck = setInterval(look, RECHECK_MS);
      request.raw.on("close", () => {
        end();
        clearInterval(beat);
        clearInterval(recheck);
      });
    },
  );
}
