import type { FastifyReply } from "fastify";
import { html } from "ghtml";
import { type Static, Type } from "typebox";
import type { House } from "../../../core/house.ts";
import { type App, CONTENT_SECURITY_POLICY, HttpProblem } from "../../../core/http/index.ts";
import type { PublishedPage } from "../../../core/ledger/index.ts";
import { LANGUAGES } from "../../../core/texts/index.ts";
import type { Assets } from "../../../web/index.ts";
import type { Break, CodebookVariable } from "../codebook.ts";
import { glotipCsv, sdgCsv } from "../exports/official.ts";
import { questionnaireCsv } from "../exports/questionnaire.ts";
import { Reader } from "../findings.ts";
import {
  findBreaks,
  findCodebook,
  findCodebookOf,
  findPublished,
  listPublished,
  type PublishedCard,
  readTables,
} from "../store.ts";
import { type Cell, cellsOver, type ReleasedTables } from "../tables.ts";
import { compareBody } from "./compare-page.ts";
import { csvOf, groupsOver, linesCsv } from "./files.ts";
import { page, send } from "./frame.ts";
import { caution, releaseBody } from "./release-page.ts";
import { type Voice, voiceOf } from "./voice.ts";

const Lang = Type.Optional(Type.String({ maxLength: 40 }));
const Names = Type.Union([
  Type.String({ maxLength: 100 }),
  Type.Array(Type.String({ maxLength: 100 }), { maxItems: 20 }),
]);
export const ById = Type.Object({ id: Type.String({ format: "uuid" }) });
export const Asked = Type.Object({ lang: Lang, by: Type.Optional(Names), topic: Type.Optional(Names) });
const Reported = Type.Object({
  lang: Lang,
  area: Type.String({ pattern: "^[0-9]{3}$" }),
  iso: Type.String({ pattern: "^[A-Z]{3}$" }),
  year: Type.String({ pattern: "^[12][0-9]{3}$" }),
  population: Type.Optional(Type.String({ pattern: "^([1-9][0-9]{2,9})?$" })),
});
const OfVersion = Type.Object({ version: Type.Optional(Type.String({ pattern: "^[1-9][0-9]{0,8}$" })) });
const With = Type.Object({ lang: Lang, with: Type.String({ format: "uuid" }) });
/**
 * Tables of the releases read last: they never change, and whether they are withdrawn is asked each time. Ten of the largest that
 * there can be, or some hundred usual ones: a cell is three numbers, so a hundred megabytes at the most.
 */
const CELLS_KEPT_MAX = 4_000_000;

interface Kept {
  readonly cells: number;
  readonly tables: ReleasedTables;
  readonly breaks: readonly Break[];
  /** Of the codebook that was in force when they were read, for what a release has no words of its own for. */
  readonly variables: readonly CodebookVariable[];
}

interface Found {
  readonly release: PublishedCard;
  /** Null once it is withdrawn. */
  readonly tables: ReleasedTables | null;
  readonly variables: readonly CodebookVariable[];
  readonly breaks: readonly Break[];
}

/**
 * What a file was asked for: the table of a figure, or the one over these columns; null for all of them.
 *
 * @throws HttpProblem where the release has no such table
 */
function partOf(
  tables: ReleasedTables,
  { by, topic }: Static<typeof Asked>,
): { readonly columns: readonly string[]; readonly cells: readonly Cell[] } | null {
  const [columns, topics] = [[by ?? []].flat(), [topic ?? []].flat()];
  if (columns.length + topics.length === 0) return null;
  const inOrder = tables.columns.map(({ name }) => name).filter((name) => columns.includes(name));
  const cells = topics.length > 0 ? groupsOver(tables, topics) : cellsOver(tables, columns);
  if (cells === null) throw new HttpProblem("not-found");
  return { columns: topics.length > 0 ? topics : inOrder, cells };
}

/** What was read longest ago goes, until the rest fits. */
function forgetOldest(kept: Map<string, Kept>): void {
  let cells = 0;
  for (const [id, one] of [...kept].reverse()) {
    cells += one.cells;
    if (cells > CELLS_KEPT_MAX) kept.delete(id);
  }
}

/** The published numbers for everyone, without sign-in and readable without any script. */
export function registerStatisticsPages(
  app: App,
  house: Pick<House, "publicReads"> & { readonly config: Pick<House["config"], "origins"> },
  assets: Pick<Assets, "url">,
): void {
  const hidden = { hide: true } as const;
  const kept = new Map<string, Kept>();
  const { origins } = house.config;
  const origin = origins.find((one) => !new URL(one).hostname.endsWith(".onion")) ?? origins[0] ?? "";
  const find = async (id: string): Promise<Found> => {
    const found = await house.publicReads.read(async (tx) => {
      const release = await findPublished(tx, id);
      if (release === null) return null; // a refusal in here would be taken for the replica's failure
      if (release.withdrawnAt !== null) {
        kept.delete(id);
        return { release, tables: null, variables: [], breaks: [] };
      }
      const read = async (): Promise<Kept | null> => {
        const tables = await readTables(tx, id);
        return (
          tables && {
            tables,
            cells: tables.tables.reduce((sum, { counts }) => sum + counts.length, 0),
            variables: (await findCodebook(tx)).variables,
            breaks: await findBreaks(tx, release.frame),
          }
        );
      };
      const one = kept.get(id) ?? (await read());
      kept.delete(id);
      if (one) kept.set(id, one);
      forgetOldest(kept);
      return { release, tables: null, variables: [], breaks: [], ...one };
    });
    if (found === null) throw new HttpProblem("not-found");
    return found;
  };
  const gone = (reply: FastifyReply, voice: Voice, release: PublishedCard) =>
    send(reply.status(410), page(voice, assets, `/statistics/${release.id}`, withdrawnBody(voice, release)));
  const voiceFor = (
    {
      query,
      headers,
    }: {
      query: { lang?: string | undefined };
      headers: { "accept-language"?: string | undefined };
    },
    ...found: readonly Found[]
  ) =>
    voiceOf(query.lang ?? headers["accept-language"], {
      columns: found.flatMap(({ tables }) => tables?.columns ?? []),
      variables: found[0]?.variables ?? [],
    });
  app.get("/statistics", { schema: { ...hidden, querystring: Asked } }, async (request, reply) => {
    const voice = voiceFor(request);
    const releases = await house.publicReads.read(listPublished);
    return send(reply, page(voice, assets, "/statistics", listBody(voice, releases)));
  });
  app.get(
    "/statistics/codebook.json",
    { schema: { ...hidden, querystring: OfVersion } },
    async ({ query: { version } }) => {
      const codebook = await house.publicReads.read(async (tx) => {
        const newest = await findCodebook(tx);
        if (version === undefined || Number(version) === newest.version) return newest;
        return Number(version) > newest.version ? null : findCodebookOf(tx, Number(version));
      });
      if (codebook === null) throw new HttpProblem("not-found");
      return codebook;
    },
  );
  app.get(
    "/statistics/:id",
    { schema: { ...hidden, params: ById, querystring: Asked } },
    async (request, reply) => {
      const found = await find(request.params.id);
      const voice = voiceFor(request, found);
      const { release, tables } = found;
      if (tables === null) return gone(reply, voice, release);
      const all = await house.publicReads.read(listPublished);
      const others = all.filter(({ id, withdrawnAt }) => id !== release.id && withdrawnAt === null);
      const by = [request.query.by ?? []].flat();
      const body = releaseBody(voice, release, tables, { by, others, breaks: found.breaks, origin });
      return send(reply, page(voice, assets, `/statistics/${release.id}`, body));
    },
  );
  app.get(
    "/statistics/:id/comparison",
    { schema: { ...hidden, params: ById, querystring: With } },
    async (request, reply) => {
      const [one, other] = [await find(request.params.id), await find(request.query.with)];
      const voice = voiceFor(request, one, other);
      for (const { release, tables } of [one, other]) if (tables === null) return gone(reply, voice, release);
      if (one.tables === null || other.tables === null) throw new HttpProblem("not-found");
      const body = compareBody(
        voice,
        { release: one.release, tables: one.tables },
        { release: other.release, tables: other.tables },
      );
      const path = `/statistics/${one.release.id}/comparison?with=${other.release.id}`;
      return send(reply, page(voice, assets, path, body));
    },
  );
  app.get(
    "/statistics/:id/tables.csv",
    { schema: { ...hidden, params: ById, querystring: Asked } },
    async (request, reply) => {
      const { release, tables } = await find(request.params.id);
      if (tables === null) return gone(reply, voiceFor(request), release);
      const part = partOf(tables, request.query);
      const { release: name } = release.card;
      const text = part ? linesCsv(part.columns, part.cells, name) : csvOf(tables, name);
      return reply
        .type("text/csv; charset=utf-8")
        .header("content-disposition", `attachment; filename="${name}.csv"`)
        .send(text);
    },
  );
  for (const [name, write] of [
    ["sdg-16-2-2", sdgCsv],
    ["glotip", glotipCsv],
    ["questionnaire", questionnaireCsv],
  ] as const)
    app.get(
      `/statistics/:id/${name}.csv`,
      { schema: { ...hidden, params: ById, querystring: Reported } },
      async (request, reply) => {
        const { release, tables } = await find(request.params.id);
        if (tables === null) return gone(reply, voiceFor(request), release);
        const { area, iso, year, population } = request.query;
        const source = release.card.release;
        return reply
          .type("text/csv; charset=utf-8")
          .header("content-disposition", `attachment; filename="${source}-${name}.csv"`)
          .send(
            write(new Reader(tables), {
              ...{ area, iso, year, source, population: Number(population) || null },
              frame: release.frame,
            }),
          );
      },
    );
  app.get(
    "/statistics/:id/tables.json",
    { schema: { ...hidden, params: ById, querystring: Asked } },
    async (request, reply) => {
      const { release, tables } = await find(request.params.id);
      if (tables === null) return gone(reply, voiceFor(request), release);
      const { title, question, card } = release;
      reply.header("content-disposition", `attachment; filename="${card.release}.json"`);
      return { title, question, card, ...(partOf(tables, request.query) ?? tables) };
    },
  );
}

/**
 * The list and each release for the ledger: what they say follows what is published, so only what a browser would do
 * with them can be checked. Releases are found by the links of the list.
 */
export const describeStatisticsPages = (): PublishedPage[] =>
  ["/statistics", "/statistics/:id"].flatMap((path) =>
    LANGUAGES.map((language) => ({ path, language, policy: CONTENT_SECURITY_POLICY, hashes: [] })),
  );

function listBody(voice: Voice, releases: readonly PublishedCard[]): string {
  const { texts, language, day } = voice;
  const one = ({ id, title, question, publishedAt, withdrawnAt }: PublishedCard) =>
    html`<li class="stack stack-1"><h2><a href="/statistics/${id}?lang=${language}">${title}</a></h2><p>${question}</p>
<p class="small quiet">${withdrawnAt ? texts.withdrawn(day(withdrawnAt)) : texts.published(day(publishedAt))}</p></li>`;
  return html`<section class="stack stack-4"><h1>${texts.listTitle}</h1><p>${texts.listLead}</p></section>
!${caution(texts)}
!${releases.length === 0 ? html`<p>${texts.none}</p>` : `<ul class="pub-list">${releases.map(one).join("")}</ul>`}
<p><a href="/statistics/codebook.json">${texts.codebook}</a></p>
<section class="stack stack-4"><h2>${texts.revision}</h2><ul>!${texts.revisionText.map((line) => html`<li>${line}</li>`).join("")}</ul></section>`;
}

function withdrawnBody({ texts, day }: Voice, release: PublishedCard): string {
  return html`<section class="stack stack-4"><h1 dir="auto">${release.title}</h1>
<p class="note note-soon"><span><strong>${texts.withdrawn(day(release.withdrawnAt ?? release.publishedAt))}</strong> ${texts.withdrawnLead}</span></p>
<blockquote dir="auto">${release.withdrawnBecause ?? ""}</blockquote></section>`;
}
