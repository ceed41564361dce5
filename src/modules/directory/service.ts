import { asMember } from "../../core/access/context.ts";
import type { House } from "../../core/house.ts";
import { DirectoryError } from "./errors.ts";
import type { Gathering } from "./flatten.ts";
import { type Help, helpOf } from "./help.ts";
import type { HsdsRecord } from "./hsds.ts";
import { Records } from "./nest.ts";
import { changeContent, type OwnService, ownService, type ServiceChange, versionOf } from "./own.ts";
import { publish, type WithheldText } from "./public.ts";
import {
  type Clock,
  findIsEditor,
  findIsPublished,
  findIsShelter,
  listHelp,
  listOwnServices,
  listRecords,
  lockAgency,
  nameOf,
  replacePublic,
  replaceRecords,
  type Search,
} from "./store.ts";

export interface DirectoryImport {
  /** Only check and report: nothing is written. */
  readonly dryRun?: boolean;
  /** The files hold everything: what is not in them goes. Else they are laid over what is there. */
  readonly replaces?: boolean;
}

export interface DirectoryReport {
  readonly records: number;
  readonly services: number;
  /** Services that everybody can find now. */
  readonly published: number;
  /** Texts that are kept and not published, because they lead to a confidential place. */
  readonly withheld: readonly WithheldText[];
}

/**
 * Writes gathered records as the agency of the member whose session this is, and publishes what everybody may have of
 * them, in one transaction. With anything refused, call it not: it is all or nothing.
 *
 * @param secret 32 bytes, of a session
 * @throws DirectoryError `editors-only`, `nothing-to-import`, `id-taken`; NoSessionError
 */
export async function importRecords(
  house: Pick<House, "db">,
  secret: Uint8Array,
  gathered: Gathering,
  { dryRun = false, replaces = false }: DirectoryImport,
): Promise<DirectoryReport> {
  const fresh = gathered.records();
  if (fresh.length === 0) throw new DirectoryError("nothing-to-import");
  return asMember(house.db, secret, null, async (tx, me) => {
    if (!(await findIsEditor(tx))) throw new DirectoryError("editors-only");
    await lockAgency(tx, me.agencyId);
    const before = await listRecords(tx, me.agencyId);
    const records = layOver(replaces ? [] : before, fresh);
    const { entries, withheld, services } = publish(new Records(records), {
      isShelter: await findIsShelter(tx, me.agencyId),
    });
    if (dryRun) {
      for (const entry of entries) void entry; // for what is withheld
    } else {
      await replaceRecords(tx, me.agencyId, before, records);
      await replacePublic(tx, me.agencyId, entries).catch(explainTaken);
    }
    return {
      records: fresh.length,
      services: fresh.filter(({ kind }) => kind === "service").length,
      published: services,
      withheld,
    };
  });
}

/** A record that comes again takes the place of the one that was there, and its fields count, all of them. */
function layOver(before: readonly HsdsRecord[], fresh: readonly HsdsRecord[]): readonly HsdsRecord[] {
  if (before.length === 0) return fresh;
  return [...new Map([...before, ...fresh].map((record) => [nameOf(record), record])).values()];
}

function explainTaken(cause: unknown): never {
  const isTaken =
    typeof cause === "object" &&
    cause !== null &&
    "constraint" in cause &&
    cause.constraint === "public_entry_owned";
  throw isTaken ? new DirectoryError("id-taken", {}, { cause }) : cause;
}

/** More than a desk shows at once: the search narrows it. */
export const OWN_SERVICES_MAX = 200;

/** The services of the member's own agency, hidden ones too, by name. @throws DirectoryError `editors-only` */
export async function listOwn(
  house: Pick<House, "db">,
  secret: Uint8Array,
  words: string,
): Promise<OwnService[]> {
  return asMember(house.db, secret, null, async (tx, me) => {
    if (!(await findIsEditor(tx))) throw new DirectoryError("editors-only");
    const rows = await listOwnServices(tx, me.agencyId, words, OWN_SERVICES_MAX);
    return rows.map(({ content, isPublished }) => ownService(content, isPublished));
  });
}

/**
 * Changes one service and publishes what everybody may have of it. The agency's other records are read again, since a text
 * anywhere may lead to a place that is hidden now: a second for some thousands of them.
 *
 * @param basedOn the version that the member saw
 * @throws DirectoryError `editors-only`, `not-found-here`, `service-changed`, `more-free-than-all`
 */
export async function changeService(
  house: Pick<House, "db" | "now">,
  secret: Uint8Array,
  id: string,
  basedOn: string,
  change: ServiceChange,
): Promise<OwnService> {
  if (change.free !== null && change.total !== null && change.free > change.total)
    throw new DirectoryError("more-free-than-all");
  return asMember(house.db, secret, null, async (tx, me) => {
    if (!(await findIsEditor(tx))) throw new DirectoryError("editors-only");
    await lockAgency(tx, me.agencyId);
    const before = await listRecords(tx, me.agencyId);
    const name = nameOf({ kind: "service", id });
    const stood = before.find((record) => nameOf(record) === name);
    if (!stood) throw new DirectoryError("not-found-here");
    if (versionOf(stood.content) !== basedOn) throw new DirectoryError("service-changed");
    const content = changeContent(stood.content, change, house.now());
    const records = before.map((record) => (record === stood ? { ...record, content } : record));
    const { entries } = publish(new Records(records), { isShelter: await findIsShelter(tx, me.agencyId) });
    await replaceRecords(tx, me.agencyId, before, records);
    await replacePublic(tx, me.agencyId, entries).catch(explainTaken);
    return ownService(content, await findIsPublished(tx, me.agencyId, stood.id));
  });
}

/** All records of the member's own agency, confidential ones too: for the agency's own export. */
export async function takeRecords(house: Pick<House, "db">, secret: Uint8Array): Promise<Records> {
  return asMember(house.db, secret, null, async (tx, me) => {
    if (!(await findIsEditor(tx))) throw new DirectoryError("editors-only");
    return new Records(await listRecords(tx, me.agencyId));
  });
}

export const clockOf = (house: Pick<House, "now" | "config">): Clock => ({
  now: house.now(),
  zone: house.config.calendar.zone ?? "UTC",
});

export type HelpSearch = Pick<Search, "search" | "place" | "language" | "need" | "welcome" | "openNow">;

/** Services that are there for people, those that are open first. */
export async function findHelp(
  house: Pick<House, "publicReads" | "now" | "config">,
  asked: HelpSearch,
  page: { readonly offset: number; readonly size: number },
): Promise<{ readonly total: number; readonly found: readonly Help[] }> {
  const search: Search = { ...asked, kind: "service", isActive: true };
  const { total, found } = await house.publicReads.read((tx) => listHelp(tx, search, clockOf(house), page));
  return { total, found: found.map(({ whole, isOpen }) => helpOf(whole, isOpen)) };
}
