import { asMember } from "../../core/access/context.ts";
import type { House } from "../../core/house.ts";
import { DirectoryError } from "./errors.ts";
import type { Gathering } from "./flatten.ts";
import { type Help, helpOf } from "./help.ts";
import type { HsdsRecord } from "./hsds.ts";
import { Records } from "./nest.ts";
import { publish, type WithheldText } from "./public.ts";
import {
  type Clock,
  findIsEditor,
  findIsShelter,
  listHelp,
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
function layOver(before: readonly HsdsRecord[], fresh: readonly HsdsRecord[]): HsdsRecord[] {
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

export type HelpSearch = Pick<Search, "search" | "place" | "language" | "welcome" | "openNow">;

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
