import type { FastifyReply, FastifyRequest } from "fastify";
import { type Static, Type } from "typebox";
import type { House } from "../../../core/house.ts";
import { type App, HttpProblem } from "../../../core/http/index.ts";
import { wordLanguageOf } from "../../../core/identity/words/lists.ts";
import { readSecret } from "../../../core/identity/words/read.ts";
import { DOOR_LANGUAGES, type DoorLanguage } from "../../../core/texts/index.ts";
import { ApiError } from "../island/api.ts";
import { sayFailure } from "../island/failures.ts";
import { isRightPart, twoPlaces } from "../island/is-right.ts";
import { saySlip } from "../island/slips.ts";
import { SomeoneFirstError } from "../island/visit.ts";
import { type ShownWay, showWay } from "../island/way.ts";
import type { LetterBody } from "../letter-body.ts";
import type { PageContext } from "../pages/html.ts";
import {
  keptAs,
  plainBackPage,
  plainCheckPage,
  plainDeletedPage,
  plainDonePage,
  plainLettersPage,
  plainOverPage,
  plainSurePage,
  plainTellPage,
  plainWordsPage,
} from "../pages/plain.ts";
import type { Standing } from "../pages/talk.ts";
import type { DoorKey } from "../pages/texts/en.ts";
import { SUBJECTS } from "../questions.ts";
import { type Opened, PlainPerson } from "./person.ts";
import { ADDRESS_LENGTH_MAX, type Shown, ShownAddresses } from "./shown.ts";

const Language = Type.Union(DOOR_LANGUAGES.map((language) => Type.Literal(language)));
const Text = Type.String({ maxLength: 20_000 });
const Typed = Type.String({ maxLength: 2_000 });
const Tell = Type.Object({
  ...{ lang: Language, text: Text, language: Type.String({ pattern: "^[a-z]{2,3}$" }) },
  subject: Type.Union([Type.Literal(""), ...SUBJECTS.map((subject) => Type.Literal(subject))]),
  once: Type.String({ pattern: "^[A-Za-z0-9_-]{22}$" }),
  standIn: Type.Optional(Type.Literal("yes")),
  standInShown: Type.Optional(Type.String({ maxLength: 100 })),
});
const Back = Type.Object({ lang: Language, words: Typed });
const Reply = Type.Object({
  ...{ lang: Language, words: Typed, text: Text },
  seen: Type.String({ pattern: "^[0-9]{1,4}$" }),
});
const Part = Type.Optional(Type.String({ maxLength: 100 }));
const Words = Type.Object({
  ...{ lang: Language, words: Typed, wish: Type.Enum(["ask", "check", "show", "skip"]) },
  places: Type.Optional(Type.String({ pattern: "^[0-7] [0-7]$" })),
  ...{ first: Part, second: Part },
});
const Delete = Type.Object({ lang: Language, words: Typed, sure: Type.Optional(Type.Literal("yes")) });

/** What each form of the plain way sends. */
export const PLAIN_FORMS = {
  "/plain": Tell,
  "/plain/words": Words,
  "/plain/back": Back,
  "/plain/letters": Reply,
  "/plain/delete": Delete,
} as const;

const SHOWN_PATH = "/plain/open";
const ShownQuery = Type.Object({
  lang: Language,
  p: Type.String({ pattern: "^[A-Za-z0-9_-]*$", maxLength: ADDRESS_LENGTH_MAX }),
});

export interface PlainRoutes {
  readonly contextOf: (language: string, path: string) => PageContext;
  /** Who reads here; null where there is no door. */
  readonly findStanding: () => Promise<Standing | null>;
  /** Whether the page about children is open in its language. */
  readonly saysChildren: (page: PageContext) => boolean;
}

/**
 * The plain way: forms that a browser without JavaScript sends, locked by the server as they arrive (`docs/decisions/0201`).
 * What is said of it is said on the page before a word is typed.
 */
export function registerPlain(
  whole: App,
  house: House,
  { contextOf, findStanding, saysChildren }: PlainRoutes,
): void {
  const person = new PlainPerson(whole, house);
  whole.register(async (app: App) => {
    // On these routes alone: they use no cookie, so that a form of another site does nothing in anybody's name.
    app.addContentTypeParser(
      "application/x-www-form-urlencoded",
      { parseAs: "string" },
      async (_request: FastifyRequest, body: string) => readForm(body),
    );
    app.addHook("onRequest", async (_request, reply) => {
      // With no-referrer a browser names no origin for a form either, and it would be refused as another site's.
      reply.header("referrer-policy", "same-origin");
    });
    const newOnce = () => Buffer.from(house.random(16)).toString("base64url");

    const addresses = new ShownAddresses(house);
    /** On to a page of its own: what was sent is in no entry of the history then. */
    const lead = async (reply: FastifyReply, { language }: PageContext, shown: Shown) => {
      const address = await addresses.lock(shown);
      return address === null
        ? show(reply, language, shown)
        : reply.redirect(`${SHOWN_PATH}?lang=${language}&p=${address}`, 303);
    };
    const show = async (reply: FastifyReply, language: DoorLanguage, shown: Shown) => {
      const page = contextOf(language, "/plain/back");
      if (shown.page === "deleted") return send(reply, plainDeletedPage(page));
      if (shown.page === "sure") return send(reply, plainSurePage(page, shown.words));
      if (shown.page === "done") return send(reply, plainDonePage(page, shown.words));
      if (shown.page === "words" || shown.page === "check") {
        const way = await readWords(shown.words, language);
        // What an address of ours holds was read before.
        if (!way) throw new Error("An address holds no way back.");
        return send(
          reply,
          shown.page === "words" ? plainWordsPage(page, way) : plainCheckPage(page, way, shown),
        );
      }
      const said = shown.said ? [page.say(shown.said)] : [];
      return opening(page, shown.words, reply)(
        () => person.open(shown.words, language),
        "back-failed",
        "",
        said,
      );
    };

    const readWords = async (words: string, language: DoorLanguage): Promise<ShownWay | null> => {
      const way = await readSecret(words, wordLanguageOf(language));
      return "secret" in way ? showWay(way, language) : null;
    };

    app.get(SHOWN_PATH, { schema: { hide: true, querystring: ShownQuery } }, async (request, reply) => {
      const { lang, p } = request.query;
      const shown = await addresses.open(p);
      if (shown) return show(reply, lang, shown);
      const page = contextOf(lang, "/plain/back");
      return send(reply, plainOverPage(page));
    });

    app.post("/plain", { schema: { hide: true, body: PLAIN_FORMS["/plain"] } }, async (request, reply) => {
      const { body } = request;
      const page = contextOf(body.lang, "/plain");
      const again = async (lines: readonly string[], status = 200) =>
        send(
          reply,
          plainTellPage(page, await findStanding(), saysChildren(page), newOnce(), { ...body, lines }),
          status,
        );
      if (body.text.trim() === "") return again([page.say("tell-empty")]);
      const { standIn, standInShown } = body;
      const isShown =
        standIn === "yes"
          ? (_: string, { agency, hours }: { agency: { id: string }; hours: number }) =>
              standInShown === `${agency.id} ${hours}`
          : null;
      try {
        const { digits } = await person.send(body.once, letterOf(body), page.language, isShown);
        return await lead(reply, page, { page: "words", words: digits.join(" ") });
      } catch (error) {
        return again(...sayError(error, page, "tell-not-sent"));
      }
    });

    const opening =
      (page: PageContext, words: string, reply: FastifyReply) =>
      async (work: () => ReturnType<PlainPerson["open"]>, otherwise: DoorKey, text = "", lines = [""]) => {
        try {
          const opened = await work();
          if ("slip" in opened)
            return send(reply, plainBackPage(page, { words, lines: saySlip(opened, page.say) }));
          return send(reply, plainLettersPage(page, opened, { text, lines: lines.filter(Boolean) }));
        } catch (error) {
          return send(
            reply,
            ...(([said, status]) => [plainBackPage(page, { words, lines: said }), status] as const)(
              sayError(error, page, otherwise),
            ),
          );
        }
      };

    app.post(
      "/plain/words",
      { schema: { hide: true, body: PLAIN_FORMS["/plain/words"] } },
      async (request, reply) => {
        const { lang, words, wish, places, first = "", second = "" } = request.body;
        const page = contextOf(lang, "/plain/back");
        const way = await readWords(words, lang);
        if (!way) return lead(reply, page, { page: "letters", words, said: null }); // it says what the slip is
        if (wish === "show") return lead(reply, page, { page: "words", words });
        if (wish === "skip") return lead(reply, page, { page: "done", words });
        const { form, parts } = keptAs(way, lang);
        const asked = places?.split(" ").map(Number);
        const [one, other] = asked ?? twoPlaces(parts.length, house.random);
        if (one === undefined || other === undefined) throw new Error("Two places are asked for.");
        const isRight = (place: number, typed: string) => isRightPart(form, parts[place] ?? "", typed);
        if (asked && isRight(one, first) && isRight(other, second))
          return lead(reply, page, { page: "done", words });
        const typed: [string, string] | null = asked ? [first, second] : null;
        return lead(reply, page, { page: "check", words, places: [one, other], typed });
      },
    );

    app.post(
      "/plain/back",
      { schema: { hide: true, body: PLAIN_FORMS["/plain/back"] } },
      async (request, reply) => {
        const { lang, words } = request.body;
        const page = contextOf(lang, "/plain/back");
        return lead(reply, page, { page: "letters", words, said: null });
      },
    );

    app.post(
      "/plain/letters",
      { schema: { hide: true, body: PLAIN_FORMS["/plain/letters"] } },
      async (request, reply) => {
        const { lang, words, text, seen } = request.body;
        const page = contextOf(lang, "/plain/back");
        const open = opening(page, words, reply);
        const read = () => person.open(words, page.language);
        if (text.trim() === "") return lead(reply, page, { page: "letters", words, said: "tell-empty" });
        let first: Opened | undefined;
        const write = () =>
          person
            .reply(words, page.language, { text, language: page.language, byServer: true }, Number(seen))
            .catch(async (error: unknown) => {
              if (!(error instanceof SomeoneFirstError)) throw error;
              const opened = await read();
              if (!("slip" in opened)) first = opened;
              return opened;
            });
        const answer = await write().catch((error: unknown) => ({ error }));
        if ("error" in answer) {
          const [lines] = sayError(answer.error, page, "tell-not-sent");
          return open(read, "back-failed", text, [...lines]);
        }
        const isOwnFirst = first && !wasSent(first, text);
        if (!isOwnFirst && !("slip" in answer))
          return lead(reply, page, { page: "letters", words, said: "talk-sent" });
        return open(async () => answer, "back-failed", isOwnFirst ? text : "", [
          page.say(isOwnFirst ? "talk-someone-first" : "talk-sent"),
        ]);
      },
    );

    app.post(
      "/plain/delete",
      { schema: { hide: true, body: PLAIN_FORMS["/plain/delete"] } },
      async (request, reply) => {
        const { lang, words, sure } = request.body;
        const page = contextOf(lang, "/plain/back");
        if (sure !== "yes") return lead(reply, page, { page: "sure", words });
        try {
          const done = await person.deleteAll(words, page.language);
          // The page of letters says what the slip is.
          if (done !== "deleted") return await lead(reply, page, { page: "letters", words, said: null });
          return await lead(reply, page, { page: "deleted" });
        } catch (error) {
          const [lines, status] = sayError(error, page, "back-failed");
          return send(reply, plainBackPage(page, { words, lines }), status);
        }
      },
    );
  });
}

/** Sent twice by pressing twice: the second finds the very letter there. */
const wasSent = ({ talk }: Opened, text: string): boolean => {
  const last = talk.letters.findLast((letter) => letter.ok && letter.from === "you");
  return last?.ok === true && last.text === text;
};

/** Line ends as a page has them, and nothing that no letter can hold. */
const readForm = (body: string): Record<string, string> =>
  Object.fromEntries(
    [...new URLSearchParams(body)].map(([name, value]) => [
      name,
      value.replaceAll("\r\n", "\n").replaceAll("\0", ""),
    ]),
  );

const letterOf = ({ text, language, subject }: Static<typeof Tell>): LetterBody => ({
  ...{ text, language, byServer: true },
  ...(subject !== "" && { about: { subject, answers: [] } }),
});

/** What is said, and with which status. Whatever is our own mistake goes on to where it is written down. */
function sayError(error: unknown, page: PageContext, otherwise: DoorKey): [string[], number] {
  const problem = error instanceof HttpProblem ? new ApiError(error.code, error.extra) : error;
  if (!(problem instanceof Error) || !KNOWN.includes(problem.name)) throw error;
  const code = problem instanceof ApiError ? problem.code : "";
  // Work under load, or a line of people: to a person both are too many at once.
  const said = ["busy", "work-needed"].includes(code) ? new ApiError("too-many", problem) : problem;
  const isCrowded = ["busy", "work-needed", "too-many"].includes(code);
  return [sayFailure(said, page.say, page.emergencyNumber, otherwise), isCrowded ? 503 : 200];
}
const KNOWN = ["ApiError", "ReadersNotRightError"];

function send(reply: FastifyReply, page: string, status = 200): FastifyReply {
  return reply.status(status).type("text/html; charset=utf-8").send(page);
}
