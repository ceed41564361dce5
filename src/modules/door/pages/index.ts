import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import { countDeferredNotices } from "../../../core/access/deferred.ts";
import { PublicReadsFull } from "../../../core/db/index.ts";
import type { House } from "../../../core/house.ts";
import { type App, CONTENT_SECURITY_POLICY, HttpProblem } from "../../../core/http/index.ts";
import { type PublishedPage, pageHash } from "../../../core/ledger/index.ts";
import { DOOR_LANGUAGES, type DoorLanguage } from "../../../core/texts/index.ts";
import type { Assets } from "../../../web/index.ts";
import { findHelp } from "../../directory/index.ts";
import { type AdvicePack, isSigned } from "../advice/model.ts";
import { ownAdvice } from "../advice/read.ts";
import { DoorError } from "../errors.ts";
import { KEPT_DAYS } from "../kept.ts";
import { registerPlain } from "../plain/routes.ts";
import type { Door } from "../service.ts";
import {
  aboutPage,
  advicePage,
  awayPage,
  COPY_PATH,
  COPY_PLACES_MAX,
  copyPage,
  nowherePage,
  proofPage,
  renderCopy,
} from "./advice.ts";
import { HELP_PER_PAGE, helpPage, readHelpQuery } from "./help.ts";
import { type HomeAdvice, homePage } from "./home.ts";
import type { PageContext } from "./html.ts";
import { chooseLanguage } from "./language.ts";
import { ordersPage } from "./orders.ts";
import { outsideAnswerPage } from "./outside-answer.ts";
import { plainBackPage, plainTellPage } from "./plain.ts";
import { backPage, isAway, newWordsPage, type Standing, tellPage } from "./talk.ts";
import { sayIn } from "./texts/index.ts";
import { reviewedBy } from "./texts/reviews.ts";

/** Pages that ask for the words, and show letters then. */
const BACK = ["/back", "/words", "/conversation"] as const;
/** What pages say of the house that gives them. */
type PagesOf = Pick<House, "demonstration" | "config">;

const Query = Type.Object({ lang: Type.Optional(Type.String({ maxLength: 40 })) });

/**
 * The worker that turns words into keys has a policy of its own: WebAssembly, and no network at all. Pages need
 * neither `wasm-unsafe-eval` nor any other relaxation.
 */
export const WORKER_POLICY = "default-src 'none'; script-src 'wasm-unsafe-eval'";

/** Where letters are written the person may let the page hear them; nowhere else. */
const TALKING_PERMISSIONS = "camera=(), geolocation=(), microphone=(self), payment=(), usb=()";

/** The public pages under `/`. They set no cookie and hold nothing about who asks. */
export function registerPages(app: App, house: House, door: Door, assets: Assets): void {
  const add = (
    path: string,
    render: (page: PageContext) => string | Promise<string>,
    { talks = false, referrer }: { readonly talks?: boolean; readonly referrer?: string } = {},
  ): void => {
    const config = { awayPage: awayAt(path, house, assets) };
    app.get(path, { config, schema: { hide: true, querystring: Query } }, async (request, reply) => {
      if (talks) reply.header("permissions-policy", TALKING_PERMISSIONS);
      if (referrer) reply.header("referrer-policy", referrer);
      leadToOnion(request, reply, house.config.origins);
      return sendPage(reply, await render(contextOf(request, path, house, assets)));
    });
  };
  add("/", (page) => homePage(page, KEPT_DAYS, adviceAt(page, house)));
  add("/tell", async (page) => tellPage(page, await findStanding(door, house), saysChildren(page, house)), {
    talks: true,
  });
  for (const path of BACK) add(path, (page) => backPage(page, "letters"), { talks: true });
  add("/my-file", (page) => backPage(page, "file"), { talks: true });
  add("/new-words", (page) => newWordsPage(page));
  add("/answer", (page) => outsideAnswerPage(page));
  const newOnce = () => Buffer.from(house.random(16)).toString("base64url");
  const referrer = "same-origin"; // so that a browser says of a form that it is ours
  add(
    "/plain",
    async (page) =>
      plainTellPage(page, await findStanding(door, house), saysChildren(page, house), newOnce(), null),
    {
      referrer,
    },
  );
  add("/plain/back", (page) => plainBackPage(page, null), { referrer });
  registerPlain(app, house, {
    contextOf: (language, path) => makeContext(chooseLanguage(language, undefined), path, house, assets),
    findStanding: () => findStanding(door, house),
    saysChildren: (page) => saysChildren(page, house),
  });
  add("/about", aboutPage);
  add("/proof", proofPage);
  add("/orders", async (page) => ordersPage(page, await countDeferredNotices(house)));
  addHelp(app, house, assets);
  for (const [topic, pack] of ownAdvice(house.config.door.jurisdiction)) {
    add(`/${topic}`, (page) => {
      // Advice that nobody has checked is not given to someone in danger.
      if (!isOpen(page, pack)) throw new HttpProblem("not-found");
      return advicePage(page, pack);
    });
  }
  add("/copy", (page) => copyPage(page, openAdvice(page, house)));
  addCopy(app, house, assets);
  app.get("/*", { schema: { hide: true, querystring: Query } }, async (request, reply) => {
    // A person who slipped in an address finds the way back; a program is told as everywhere else.
    const isPerson = request.headers.accept?.includes("text/html") && !request.url.startsWith("/api/");
    if (!isPerson) throw new HttpProblem("not-found");
    return sendPage(reply.status(404), nowherePage(contextOf(request, "/", house, assets)));
  });
  registerWorker(app, assets);
}

const HelpQuery = Type.Object({
  ...Query.properties,
  ...{
    place: Type.Optional(Type.String({ maxLength: 100 })),
    language: Type.Optional(Type.String({ maxLength: 40 })),
  },
  need: Type.Optional(Type.String({ maxLength: 40 })),
  ...{
    for: Type.Optional(Type.String({ maxLength: 40 })),
    open: Type.Optional(Type.String({ maxLength: 10 })),
  },
  page: Type.Optional(Type.String({ pattern: "^[1-9][0-9]{0,3}$" })),
});

/** Who else can help: out of the directory, without a script, and kept by no cache. */
function addHelp(app: App, house: House, assets: Assets): void {
  const config = { awayPage: awayAt("/help", house, assets) };
  app.get("/help", { config, schema: { hide: true, querystring: HelpQuery } }, async (request, reply) => {
    const asked = readHelpQuery(request.query);
    const page = { offset: (asked.page - 1) * HELP_PER_PAGE, size: HELP_PER_PAGE };
    const answer = await findHelp(house, asked.search, page);
    return sendPage(reply, helpPage(contextOf(request, "/help", house, assets), asked, answer));
  });
}

const CopyQuery = Type.Object({
  ...Query.properties,
  places: Type.Optional(Type.Literal("yes")),
  place: Type.Optional(Type.String({ maxLength: 100 })),
  need: Type.Optional(Type.String({ maxLength: 40 })),
});

/** The file to keep: advice alone, as outsiders compare it; with places, if someone asked for them. */
function addCopy(app: App, house: House, assets: Assets): void {
  const config = { awayPage: awayAt("/copy", house, assets) };
  app.get(COPY_PATH, { config, schema: { hide: true, querystring: CopyQuery } }, async (request, reply) => {
    const page = contextOf(request, COPY_PATH, house, assets);
    leadToOnion(request, reply, house.config.origins);
    const packs = openAdvice(page, house);
    if (request.query.places !== "yes") return sendPage(reply, renderCopy(page, packs));
    const { search } = readHelpQuery(request.query);
    const answer = await findHelp(house, search, { offset: 0, size: COPY_PLACES_MAX });
    // A form cannot say that its answer is a file.
    reply.header("content-disposition", 'attachment; filename="notes.html"');
    return sendPage(reply, renderCopy(page, packs, { ...answer, madeAt: house.now() }));
  });
}

/** The frame around the advice is signed with the door's own texts, each statement by itself. */
const isOpen = (page: PageContext, pack: AdvicePack): boolean =>
  page.isDemonstration || (page.isReviewed && isSigned(pack, page.language));

const adviceAt = (page: PageContext, { config }: PagesOf): HomeAdvice[] =>
  [...ownAdvice(config.door.jurisdiction)].map(([topic, pack]) => ({
    ...{ topic, title: pack.title[page.language], isOpen: isOpen(page, pack) },
  }));

/** What may be read in a language; where that is nothing, a copy of it is nowhere. */
function openAdvice(page: PageContext, { config }: PagesOf): AdvicePack[] {
  const open = [...ownAdvice(config.door.jurisdiction).values()].filter((pack) => isOpen(page, pack));
  if (open.length === 0) throw new HttpProblem("not-found");
  return open;
}

const saysChildren = (page: PageContext, house: PagesOf): boolean =>
  adviceAt(page, house).some(({ topic, isOpen }) => topic === "children" && isOpen);

/** The public pages and the worker, as browsers get them: for the ledger. What varies in them says so itself. */
export function describePages(house: PagesOf, assets: Assets): PublishedPage[] {
  const someStanding = {
    ...{ agencyName: "", answerHours: undefined, quietHours: undefined, standIn: undefined },
    ...{ attended: undefined, others: [] },
  };
  const withStandIn = { ...someStanding, standIn: { agencyId: "", name: "", hours: 2 } };
  const some = { asOf: "2000-01-01", atLeast: null, fewerThan: 5 };
  return DOOR_LANGUAGES.flatMap((language) => {
    const at = (path: string) => makeContext(language, path, house, assets);
    const forms: readonly (readonly [string, ...string[]])[] = [
      ["/", homePage(at("/"), KEPT_DAYS, adviceAt(at("/"), house))],
      [
        "/tell",
        ...[someStanding, withStandIn, null].map((standing) =>
          tellPage(at("/tell"), standing, saysChildren(at("/tell"), house)),
        ),
        awayPage(at("/tell")),
      ],
      [
        "/plain",
        ...[someStanding, withStandIn, null].map((standing) =>
          plainTellPage(at("/plain"), standing, saysChildren(at("/plain"), house), "", null),
        ),
        awayPage(at("/plain")),
      ],
      ["/plain/back", plainBackPage(at("/plain/back"), null)],
      ...BACK.map((path) => [path, backPage(at(path), "letters")] as const),
      ["/my-file", backPage(at("/my-file"), "file")],
      ["/new-words", newWordsPage(at("/new-words"))],
      ["/answer", outsideAnswerPage(at("/answer"))],
      ["/about", aboutPage(at("/about"))],
      ["/proof", proofPage(at("/proof"))],
      ["/orders", ordersPage(at("/orders"), some), awayPage(at("/orders"))],
      ...[...ownAdvice(house.config.door.jurisdiction)]
        .filter(([, pack]) => isOpen(at("/"), pack))
        .map(([topic, pack]) => [`/${topic}`, advicePage(at(`/${topic}`), pack)] as const),
      ...(adviceAt(at("/"), house).some(({ isOpen }) => isOpen)
        ? ([
            ["/copy", copyPage(at("/copy"), openAdvice(at("/copy"), house))],
            [COPY_PATH, renderCopy(at(COPY_PATH), openAdvice(at(COPY_PATH), house))],
          ] as const)
        : []),
      // What it says follows the directory and the hour.
      ["/help"],
      ["/*", nowherePage(at("/"))],
    ];
    return forms.map(([path, ...pages]) => ({
      ...{ path, language, policy: CONTENT_SECURITY_POLICY, hashes: pages.map(pageHash) },
    }));
  });
}

/** What a person reads in place of a page that the house cannot give just now; a program gets a problem. */
const awayAt = (path: string, house: PagesOf, assets: Assets) => (request: FastifyRequest) =>
  awayPage(contextOf(request as FastifyRequest<{ Querystring: { lang?: string } }>, path, house, assets));

function contextOf(
  request: FastifyRequest<{ Querystring: { lang?: string } }>,
  path: string,
  house: PagesOf,
  assets: Assets,
): PageContext {
  const language = chooseLanguage(request.query.lang, request.headers["accept-language"]);
  return makeContext(language, path, house, assets);
}

function makeContext(language: DoorLanguage, path: string, house: PagesOf, assets: Assets): PageContext {
  return {
    language,
    say: sayIn(language),
    path,
    asset: (name) => (name === "argon.js" ? workerPath(assets) : assets.url(name)),
    isDemonstration: house.demonstration,
    isReviewed: reviewedBy[language] !== null,
    emergencyNumber: house.config.door.emergencyNumber,
  };
}

/** Tor Browser then offers the address at which nobody on the way learns who is called (https only, by its own rule). */
function leadToOnion(request: FastifyRequest, reply: FastifyReply, origins: readonly string[]): void {
  const onion = origins.find((origin) => new URL(origin).hostname.endsWith(".onion"));
  if (onion && request.headers.host !== new URL(onion).host)
    reply.header("onion-location", onion + request.url);
}

function sendPage(reply: FastifyReply, page: string): FastifyReply {
  return reply.type("text/html; charset=utf-8").header("vary", "Accept-Language").send(page);
}

/** Who reads at the door, how soon, and whether anyone is there; null where there is no door. */
async function findStanding(door: Door, house: House): Promise<Standing | null> {
  const { answerHours, quietHours, attended: spans } = house.config.door;
  try {
    const [{ agency, standIn }, isQuiet] = await Promise.all([door.look(), door.isQuiet()]);
    const attended = spans && { spans, now: house.now(), zone: house.config.calendar.zone ?? "UTC" };
    const quiet = isQuiet ? quietHours : undefined;
    return {
      ...{ agencyName: agency.name, answerHours, quietHours: quiet, attended },
      others: isAway({ attended, quietHours: quiet }) ? await findOpen(house) : [],
      standIn: standIn
        ? { agencyId: standIn.agency.id, name: standIn.agency.name, hours: standIn.hours }
        : undefined,
    };
  } catch (error) {
    if (error instanceof DoorError && error.code === "no-door") return null;
    throw error;
  }
}

const OTHERS_SHOWN = 3;

/** Of the directory's services those that are open now and can be called. Where very many search, the page does without. */
async function findOpen(house: House): Promise<Standing["others"]> {
  const page = { offset: 0, size: OTHERS_SHOWN * 2 };
  const { found } = await findHelp(house, { openNow: true }, page).catch((error: unknown) => {
    if (error instanceof PublicReadsFull) return { found: [] };
    throw error;
  });
  return found
    .map(({ name, phones }) => ({ name, phone: phones[0] }))
    .filter(({ phone }) => phone !== undefined)
    .slice(0, OTHERS_SHOWN);
}

/** Where the worker is, which has a policy of its own. */
export const workerPath = (assets: Assets): string => `/door/${basename(assets.url("argon.js"))}`;

function registerWorker(app: App, assets: Assets): void {
  app.get(
    "/door/:file",
    { schema: { hide: true, params: Type.Object({ file: Type.String({ maxLength: 100 }) }) } },
    async (request, reply) => {
      const file = basename(assets.url("argon.js"));
      if (request.params.file !== file) throw new HttpProblem("not-found");
      return reply
        .type("text/javascript; charset=utf-8")
        .headers({
          "content-security-policy": WORKER_POLICY,
          "cache-control": "public, max-age=31536000, immutable",
        })
        .send(await readFile(join(assets.dir, file)));
    },
  );
}
