import { createHash, hkdfSync } from "node:crypto";
import type { House } from "../../../core/house.ts";
import { type App, TryLimit } from "../../../core/http/index.ts";
import { solveWork, type Work } from "../../../core/http/work-puzzle.ts";
import { argon2id } from "../../../core/identity/words/argon2-node.ts";
import { wordLanguageOf } from "../../../core/identity/words/lists.ts";
import type { SecretSlip } from "../../../core/identity/words/read.ts";
import type { Random } from "../../../core/keys/bytes.ts";
import type { DoorLanguage } from "../../../core/texts/index.ts";
import { ApiError, type Ask, type Asker, type DoorAnswer, type StandInOffered } from "../island/api.ts";
import type { Conversation } from "../island/conversation.ts";
import { FirstLetter } from "../island/first-letter.ts";
import { Visit } from "../island/visit.ts";
import { makeWay, readWay, type ShownWay, showWay, type Tools, type Way } from "../island/way.ts";
import { askWorking } from "../island/working.ts";
import type { LetterBody } from "../letter-body.ts";
import { Turns } from "./turns.ts";

/** In an hour, for the whole door: each costs the server what a phone does otherwise. */
const AN_HOUR = 600;
/** Words become keys one after the other: each takes 64 MiB for a moment. */
const WAITING_MAX = 20;
/** Work that is asked of a phone over Tor; what is asked under load is not done here. */
const WORK_BITS_MAX = 11;

export interface Opened {
  readonly way: Way;
  readonly talk: Conversation;
}

/**
 * The browser of a person whose own cannot lock: the same code that runs in a page (`island/`), for the length of one request.
 * It asks the house's own routes, as a page does; nothing that it holds is kept.
 */
export class PlainPerson {
  readonly #house: House;
  readonly #ask: Asker;
  readonly #limit: TryLimit;
  readonly #turns = new Turns(WAITING_MAX);

  constructor(app: App, house: House) {
    this.#house = house;
    this.#ask = askWorking(askWithin(app, house), solveLittle);
    this.#limit = new TryLimit(house, { kind: "plain", perHourMax: AN_HOUR });
  }

  /**
   * @param once of the form: the same form with the same text is the same mailbox, however often it is sent
   * @param isShown as in {@link FirstLetter.send}
   * @throws ApiError, ReadersNotRightError, HttpProblem `too-many`, `busy`
   */
  async send(
    once: string,
    body: LetterBody,
    language: DoorLanguage,
    isShown: ((agency: string, offered: StandInOffered) => boolean) | null,
  ): Promise<ShownWay> {
    const tools = this.#tools(drawnFrom(once, body));
    const { doorSalt } = await this.#ask<DoorAnswer>("/api/door");
    const way = await this.#inTurn(() => makeWay(tools, doorSalt));
    try {
      await new FirstLetter(this.#tools(), way).send(body, isShown);
    } catch (error) {
      // It was sent already: pressed twice, or loaded again.
      if (!(error instanceof ApiError) || error.code !== "address-taken") throw error;
    }
    const shown = await showWay(way, language);
    return { ...shown, wordsIn: wordLanguageOf(language) };
  }

  /** What words or digits open, or the slip in them. @throws ApiError `wrong-words` too; HttpProblem */
  async open(typed: string, language: DoorLanguage): Promise<Opened | SecretSlip> {
    return this.#visit(typed, language, (visit) => visit.read());
  }

  /**
   * @param seen how many letters stood on the page
   * @throws ApiError, ReadersNotRightError, SomeoneFirstError, HttpProblem
   */
  async reply(
    typed: string,
    language: DoorLanguage,
    body: LetterBody,
    seen: number,
  ): Promise<Opened | SecretSlip> {
    return this.#visit(typed, language, (visit) => visit.reply(body, seen));
  }

  /** @throws ApiError, HttpProblem */
  async deleteAll(typed: string, language: DoorLanguage): Promise<"deleted" | SecretSlip> {
    const done = await this.#visit(typed, language, async (visit) => {
      const talk = await visit.read();
      await visit.deleteLetters();
      return talk;
    });
    return "slip" in done ? done : "deleted";
  }

  async #visit(
    typed: string,
    language: DoorLanguage,
    use: (visit: Visit) => Promise<Conversation>,
  ): Promise<Opened | SecretSlip> {
    const tools = this.#tools();
    const { doorSalt } = await this.#ask<DoorAnswer>("/api/door");
    const way = await this.#inTurn(() => readWay(tools, typed, language, doorSalt));
    if ("slip" in way) return way;
    const visit = await Visit.begin(tools, way);
    try {
      return { way, talk: await use(visit) };
    } finally {
      // Where the letters were deleted the visit is over already.
      await visit.end().catch((error: unknown) => {
        if (!(error instanceof ApiError)) throw error;
      });
    }
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    await this.#limit.take("plain", "count");
    return this.#turns.take(work);
  }

  #tools(random: Random = (n) => new Uint8Array(this.#house.random(n))): Tools {
    return { ask: this.#ask, random, argon2id, newKey: () => crypto.randomUUID() };
  }
}

/** The same bytes for the same form and text; they are as random as the form's own mark, which stands nowhere else. */
function drawnFrom(once: string, body: LetterBody): Random {
  const salt = createHash("sha256").update(JSON.stringify(body)).digest();
  return (n) => new Uint8Array(hkdfSync("sha256", once, salt, "leeward plain words v1", n));
}

async function solveLittle(work: Work): Promise<number[]> {
  if (work.bits > WORK_BITS_MAX) throw new ApiError("too-many");
  return solveWork(work, () => new Promise((resolve) => setImmediate(resolve)));
}

/** Asks a route of this very house, under its own name, as nobody. */
function askWithin(app: App, house: House): Asker {
  const { origins } = house.config;
  // Over an onion address work is asked for each time; the work of the other addresses follows the load.
  const origin = origins.find((one) => !new URL(one).hostname.endsWith(".onion")) ?? origins[0] ?? "";
  return async <T>(path: string, { method = "GET", body, session, key, work }: Ask = {}): Promise<T> => {
    const answer = await app.inject({
      ...{ method, url: path },
      headers: {
        ...{ host: new URL(origin).host, origin },
        ...(session !== undefined && { authorization: `Words ${session}` }),
        ...(key !== undefined && { "idempotency-key": key }),
        ...(work !== undefined && { "leeward-work": work }),
      },
      ...(body !== undefined && { payload: body as object }),
    });
    if (answer.statusCode === 204) return undefined as T;
    const said = answer.json();
    if (answer.statusCode >= 400) throw new ApiError(String(said.code), said);
    return said as T;
  };
}
