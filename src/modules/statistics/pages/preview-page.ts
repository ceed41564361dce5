import { asMember } from "../../../core/access/context.ts";
import type { House } from "../../../core/house.ts";
import type { App } from "../../../core/http/index.ts";
import { memberSecret } from "../../../core/identity/requests.ts";
import type { Assets } from "../../../web/index.ts";
import { findBreaks, findCodebook, findPreview } from "../store.ts";
import { page, send } from "./frame.ts";
import { Asked, ById } from "./public-pages.ts";
import { releaseBody } from "./release-page.ts";
import { voiceOf } from "./voice.ts";

/** What two are asked to approve of: a release as its page will be, for members of its agency alone. */
export function registerReleasePreview(
  app: App,
  house: Pick<House, "db">,
  assets: Pick<Assets, "url">,
): void {
  app.get(
    "/statistics/:id/preview",
    { schema: { hide: true, params: ById, querystring: Asked } },
    async (request, reply) => {
      const { id } = request.params;
      const found = await asMember(house.db, memberSecret(request), null, async (tx) => {
        const release = await findPreview(tx, id);
        if (release === null) return null;
        const { variables } = await findCodebook(tx);
        return { release, variables, breaks: await findBreaks(tx, release.frame) };
      });
      // Out by now, or taken back: whoever approved of it finds what everyone does.
      if (found === null) return reply.redirect(`/statistics/${id}`);
      const { release, variables, breaks } = found;
      const { tables } = release;
      const wanted = request.query.lang ?? request.headers["accept-language"];
      const voice = voiceOf(wanted, { columns: tables.columns, variables });
      const by = [request.query.by ?? []].flat();
      const body = releaseBody(voice, release, tables, { by, others: [], breaks, origin: "" });
      return send(reply, page(voice, assets, `/statistics/${id}/preview`, body));
    },
  );
}
