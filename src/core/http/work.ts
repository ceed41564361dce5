import type { FastifyRequest } from "fastify";
import { Together } from "../db/index.ts";
import type { House } from "../house.ts";
import type { App } from "./app.ts";
import { HttpProblem } from "./problem.ts";
import { makeTicket, readTicket, type Spent, spending, type Ticket } from "./ticket.ts";
import { cameOverTor } from "./tor.ts";
import { isSolved, PIECES, type Work } from "./work-puzzle.ts";

/** Rounds of used work at the same time, each with a connection of its own. */
const SPENDING_MAX = 3;
const WORK_MS = 10 * 60_000; // a very slow phone, and a connection that breaks
/** Of each piece: 2^15 hashes in all, under three seconds on an old phone (`npm run bench -- work`). */
const BITS_MIN = 11;
/** 2^19 in all: more than that would keep phones out and not those who rent machines. */
const BITS_MAX = 15;

declare module "fastify" {
  interface FastifyContextConfig {
    /** Under load, and over Tor, work is asked for before this act; so many a minute are no load. */
    work?: { readonly act: string; readonly calmPerMinute: number };
  }
}

/** How many came for one act: this minute, and the last one. */
class Load {
  #minute = -1;
  #now = 0;
  #before = 0;

  /** Counts one more. @returns how many come in a minute, the last minute fading out */
  count(atMs: number): number {
    const minute = Math.floor(atMs / 60_000);
    if (minute !== this.#minute) {
      this.#before = minute === this.#minute + 1 ? this.#now : 0;
      this.#now = 0;
      this.#minute = minute;
    }
    this.#now += 1;
    const fading = 1 - (atMs % 60_000) / 60_000;
    return this.#now + this.#before * fading;
  }
}

/**
 * Zero bits that each piece needs; 0 asks for no work. Each doubling of the load doubles the work.
 *
 * @param perMinute how many come for this act, as this process sees it
 * @param isOnion there is no network address that anything in front of us could hold back
 */
export function bitsFor(perMinute: number, calmPerMinute: number, isOnion: boolean): number {
  if (perMinute <= calmPerMinute) return isOnion ? BITS_MIN : 0;
  return Math.min(BITS_MAX, BITS_MIN + Math.floor(Math.log2(perMinute / calmPerMinute)));
}

/**
 * Before a route with `config: { work }`: refuses with `work-needed` and the work to do; the same request with the
 * solution in `Leeward-Work` goes on, once. Verified by the signature on the ticket: nothing is kept of those who only ask.
 */
export function registerWork(app: App, house: House): void {
  const loads = new Map<string, Load>();
  const spent = new Together((tickets: readonly Spent[]) => spendAll(house, tickets), SPENDING_MAX);
  app.addHook("preHandler", async (request) => {
    const wanted = request.routeOptions.config.work;
    if (!wanted) return;
    const load = loads.get(wanted.act) ?? new Load();
    loads.set(wanted.act, load);
    const perMinute = load.count(house.now().getTime());
    const bits = bitsFor(perMinute, wanted.calmPerMinute, isForOnion(request));
    if (bits === 0) return;
    const given = readSolution(request);
    if (given && (await isGood(house, wanted.act, given, spent))) return;
    throw new HttpProblem("work-needed", { work: { ticket: newTicket(house, wanted.act, bits), bits } });
  });
}

const isForOnion = (request: FastifyRequest): boolean =>
  cameOverTor(request) || (request.headers.host ?? "").replace(/:\d+$/, "").endsWith(".onion");

const ticketOf = (act: string, bits: number): Ticket => ({ purpose: `work ${act}`, binding: String(bits) });

function newTicket(house: House, act: string, bits: number): string {
  const expiresAt = new Date(house.now().getTime() + WORK_MS);
  return makeTicket(house.secrets.tickets, ticketOf(act, bits), house.random(16), expiresAt);
}

interface Solution {
  readonly work: Work;
  readonly found: readonly number[];
}

/** `TICKET BITS N1 N2 …` */
function readSolution(request: FastifyRequest): Solution | null {
  const text = request.headers["leeward-work"];
  if (typeof text !== "string" || text.length > 400) return null;
  const [ticket = "", bits = "", ...numbers] = text.split(" ");
  if (numbers.length !== PIECES || ![bits, ...numbers].every((one) => /^\d{1,10}$/.test(one))) return null;
  return { work: { ticket, bits: Number(bits) }, found: numbers.map(Number) };
}

/** What was asked for when the ticket was made stays enough, although the load has grown since. */
async function isGood(
  house: House,
  act: string,
  { work, found }: Solution,
  spent: Together<Spent, boolean>,
): Promise<boolean> {
  const expiresAt = readTicket(house.secrets.tickets, ticketOf(act, work.bits), work.ticket, house.now());
  if (!expiresAt || !isSolved(work, found)) return false;
  return spent.ask({ text: work.ticket, expiresAt });
}

async function spendAll(house: House, tickets: readonly Spent[]): Promise<readonly boolean[]> {
  const rows = await house.db.statement("leeward_visitor", spending(tickets));
  const first = new Set(rows.flatMap(({ place, ok }) => (ok ? [place] : [])));
  return tickets.map((_, nth) => first.has(nth + 1));
}
