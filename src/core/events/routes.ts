import { asMember } from "../access/context.ts";
import type { House } from "../house.ts";
import { type App, HttpProblem } from "../http/index.ts";
import { memberSecret } from "../identity/requests.ts";
import type { EventHub } from "./hub.ts";

const BEAT_MS = 20_000;
/** A session that ended elsewhere must not go on hearing: looked at when one ends, and for one that runs out, in turn. */
const RECHECK_MS = 60_000;
/** Lines of one member to one process: each is kept alive and looked after, so nobody can open them without end. */
const LINES_MAX = 20;
/** Bytes that wait for a reader who does not read: then the line is cut; a desk that comes back looks again anyway. */
const WAITING_BYTES_MAX = 64 * 1024;

/** Server-sent events: what happened at the member's agency, by type and whether they did it themselves. */
export function registerEvents(app: App, house: House, hub: EventHub): void {
  const lines = new Map<string, number>();
  const count = (memberId: string, by: number): number => {
    const open = (lines.get(memberId) ?? 0) + by;
    if (open > 0) lines.set(memberId, open);
    else lines.delete(memberId);
    return open;
  };
  app.get(
    "/api/events",
    { schema: { summary: "Notices for the desk, without content" } },
    async (request, reply) => {
      const secret = memberSecret(request);
      const me = await asMember(house.db, secret, null, async (_tx, context) => context);
      if (count(me.memberId, 1) > LINES_MAX) {
        count(me.memberId, -1);
        throw new HttpProblem("too-many", { retryAfterSeconds: 60 });
      }
      reply.hijack();
      for (const [name, value] of Object.entries(reply.getHeaders())) {
        if (value !== undefined) reply.raw.setHeader(name, value);
      }
      reply.raw.writeHead(200, { "content-type": "text/event-stream", "x-accel-buffering": "no" });
      reply.raw.write("retry: 2000\n\n");
      const say = (text: string) => {
        reply.raw.write(text);
        if (reply.raw.writableLength > WAITING_BYTES_MAX) reply.raw.destroy();
      };
      const look = () => {
        asMember(house.db, secret, null, async () => undefined).catch(() => reply.raw.end());
      };
      const end = hub.subscribe(me.agencyId, (type, memberId) => {
        if (type === "session.ended") look();
        else say(`event: ${type}\ndata: ${memberId === me.memberId ? '{"own":true}' : "{}"}\n\n`);
      });
      look(); // it may have ended between the question above and now
      const beat = setInterval(() => say(": still here\n\n"), BEAT_MS);
      const recheck = setInterval(look, RECHECK_MS);
      request.raw.on("close", () => {
        count(me.memberId, -1);
        end();
        clearInterval(beat);
        clearInterval(recheck);
      });
    },
  );
}
