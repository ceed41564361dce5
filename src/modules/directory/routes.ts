import { createHash } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { type Static, Type } from "typebox";
import type { House } from "../../core/house.ts";
import { type App, HttpProblem } from "../../core/http/index.ts";
import { memberSecret } from "../../core/identity/index.ts";
import { WELCOME } from "./check-field.ts";
import { DirectoryError } from "./errors.ts";
import type { PublicKind } from "./public.ts";
import { changeService, clockOf, listOwn, OWN_SERVICES_MAX } from "./service.ts";
import { findEntry, listEntries } from "./store.ts";

const ROOT = "/api/directory";
const PER_PAGE = 50;
const PER_PAGE_MAX = 500;
/** With all that belongs to them, entries are some kilobytes each, and some are many. */
const PER_PAGE_WHOLE_MAX = 100;
const OFFSET_MAX = 1_000_000;
const CACHE = "public, max-age=300";
/** The HSDS that this API speaks; its profile adds the fields that begin with `leeward_`. */
const HSDS_VERSION = "3.0";

const Text = Type.Optional(Type.String({ maxLength: 200 }));
const Id = Type.Optional(Type.String({ format: "uuid" }));
const Flag = Type.Optional(Type.Union([Type.Literal("true"), Type.Literal("false")]));

const Paging = {
  page: Type.Optional(Type.Integer({ minimum: 1, maximum: OFFSET_MAX })),
  per_page: Type.Optional(Type.Integer({ minimum: 1, maximum: PER_PAGE_MAX })),
  format: Type.Optional(Type.Literal("json")),
  search: Text,
};
const Strict = { additionalProperties: false } as const;

const ServiceQuery = Type.Object(
  {
    ...Paging,
    taxonomy_term_id: Id,
    taxonomy_id: Id,
    organization_id: Id,
    modified_after: Type.Optional(Type.String({ format: "date-time", maxLength: 40 })),
    full: Flag,
    place: Text,
    postcode: Text,
    language: Text,
    need: Text,
    welcome: Type.Optional(Type.Union(WELCOME.map((code) => Type.Literal(code)))),
    open_now: Flag,
    minimal: Flag,
  },
  Strict,
);
const OrganizationQuery = Type.Object({ ...Paging, full: Flag, place: Text }, Strict);
const TaxonomyQuery = Type.Object(Paging, Strict);
const TermQuery = Type.Object({ ...Paging, taxonomy_id: Id, parent_id: Id, top_only: Flag }, Strict);
const ById = Type.Object({ id: Type.String({ format: "uuid" }) });

/** All that any of the lists can be asked; none of it is required. */
type AnyQuery = Partial<Static<typeof ServiceQuery> & Static<typeof TermQuery>>;

/** `/api/directory`: the public API of HSDS 3, read by anyone, of what agencies published; and `/api/own-services`. */
export function registerDirectory(app: App, house: House): void {
  registerOwn(app, house);
  app.get(
    ROOT,
    { schema: { summary: "The directory's version of HSDS, its profile and its description" } },
    async (request, reply) => {
      const origin = house.config.origins[0] ?? "";
      const openapi = `${origin}/api/openapi.json`;
      return send(request, reply, { version: HSDS_VERSION, profile: openapi, openapi_url: openapi });
    },
  );
  const list =
    (kind: PublicKind) => async (request: FastifyRequest<{ Querystring: AnyQuery }>, reply: FastifyReply) =>
      send(request, reply, await answerList(house, kind, request.query));
  const one =
    (kind: PublicKind) =>
    async (request: FastifyRequest<{ Params: { id: string } }>, reply: FastifyReply) => {
      const found = await house.publicReads.read((tx) => findEntry(tx, kind, request.params.id));
      if (!found) throw new DirectoryError("not-found-here");
      return send(request, reply, found);
    };
  const describe = (summary: string, querystring: object) => ({ schema: { summary, querystring } });
  const describeOne = (summary: string) => ({ schema: { summary, params: ById } });
  app.get(
    `${ROOT}/services`,
    { schema: { summary: "Services, by name, page by page", querystring: ServiceQuery } },
    list("service"),
  );
  app.get(`${ROOT}/services/:id`, describeOne("One service, with all that belongs to it"), one("service"));
  app.get(
    `${ROOT}/service_at_locations`,
    { schema: { summary: "Services at the places where they are given", querystring: ServiceQuery } },
    list("service_at_location"),
  );
  app.get(
    `${ROOT}/service_at_locations/:id`,
    describeOne("One service at one place"),
    one("service_at_location"),
  );
  app.get(
    `${ROOT}/organizations`,
    { schema: { summary: "Organisations, by name", querystring: OrganizationQuery } },
    list("organization"),
  );
  app.get(
    `${ROOT}/organizations/:id`,
    describeOne("One organisation, with its places and services"),
    one("organization"),
  );
  app.get(`${ROOT}/taxonomies`, describe("Lists of terms", TaxonomyQuery), list("taxonomy"));
  app.get(`${ROOT}/taxonomies/:id`, describeOne("One list of terms"), one("taxonomy"));
  app.get(`${ROOT}/taxonomy_terms`, describe("Terms, such as needs", TermQuery), list("taxonomy_term"));
  app.get(`${ROOT}/taxonomy_terms/:id`, describeOne("One term"), one("taxonomy_term"));
}

const Places = Type.Union([Type.Integer({ minimum: 0, maximum: 100_000 }), Type.Null()]);
const Change = Type.Object(
  {
    status: Type.Union([Type.Literal("active"), Type.Literal("temporarily closed")]),
    isHidden: Type.Boolean(),
    free: Places,
    total: Places,
    isAssured: Type.Boolean(),
  },
  { additionalProperties: false },
);
const VERSION = /^"([A-Za-z0-9_-]{43})"$/;

/** What a member's own agency has in the directory, as its desk keeps it from day to day. */
function registerOwn(app: App, house: House): void {
  app.get(
    "/api/own-services",
    {
      schema: {
        summary: "The services of the member's own agency, hidden ones too, by name",
        querystring: Type.Object({ search: Type.Optional(Type.String({ maxLength: 100 })) }),
      },
    },
    async (request) => {
      const services = await listOwn(house, memberSecret(request), request.query.search ?? "");
      return { services, isAll: services.length < OWN_SERVICES_MAX };
    },
  );
  app.put(
    "/api/own-services/:id",
    {
      schema: {
        summary: "Say what is free, closed, hidden or checked today",
        params: ById,
        headers: Type.Object({ "if-match": Type.Optional(Type.String()) }),
        body: Change,
      },
    },
    async (request, reply) => {
      const version = VERSION.exec(request.headers["if-match"] ?? "")?.[1];
      if (version === undefined) throw new HttpProblem("match-needed");
      const { id } = request.params;
      const changed = await changeService(house, memberSecret(request), id, version, request.body);
      return reply.header("etag", `"${changed.version}"`).send(changed);
    },
  );
}

/** One page, in the envelope that HSDS gives it. */
async function answerList(house: House, kind: PublicKind, query: AnyQuery): Promise<object> {
  const isWhole = query.full === "true";
  const form = query.minimal === "true" ? "minimal" : isWhole ? "whole" : "basic";
  const size = Math.min(query.per_page ?? PER_PAGE, isWhole ? PER_PAGE_WHOLE_MAX : PER_PAGE_MAX);
  const page = query.page ?? 1;
  const offset = (page - 1) * size;
  if (offset > OFFSET_MAX) throw new DirectoryError("page-too-far");
  const asked = {
    ...{ kind, search: query.search, place: query.place, postcode: query.postcode, language: query.language },
    ...{ need: query.need, welcome: query.welcome, taxonomyTermId: query.taxonomy_term_id },
    ...{ taxonomyId: query.taxonomy_id, organizationId: query.organization_id, parentId: query.parent_id },
    ...{
      modifiedAfter: query.modified_after,
      topOnly: query.top_only === "true",
      openNow: query.open_now === "true",
    },
  };
  const { total, contents } = await house.publicReads.read((tx) =>
    listEntries(tx, asked, clockOf(house), { offset, size, form }),
  );
  const pages = Math.ceil(total / size);
  return {
    total_items: total,
    total_pages: pages,
    page_number: page,
    size: contents.length,
    first_page: page === 1,
    last_page: page >= pages,
    empty: contents.length === 0,
    contents,
  };
}

/** The same for everybody, so that anything on the way may keep it for five minutes. */
function send(request: FastifyRequest, reply: FastifyReply, body: object): FastifyReply {
  const text = JSON.stringify(body);
  const etag = `"${createHash("sha256").update(text).digest("base64url")}"`;
  reply.headers({ "cache-control": CACHE, etag });
  if (request.headers["if-none-match"] === etag) return reply.status(304).send();
  return reply.type("application/json; charset=utf-8").send(text);
}
