import type { Category } from "./context.ts";
import { type Asker, decide, findAsker, isOwnFile, isParty, worksOnCase } from "./rule.ts";
import type { CaseRecord, Instant, Reader, World } from "./world.ts";

/** The rows about a case that row-level security shows to one reader, each kind by its identifiers. */
export interface Sight {
  /** `access.case_record`, `keys.data_key`: parties, past ones too; the person. */
  readonly records: readonly string[];
  /** `care.case_file`, `care.state_change`: who works on the case now; the person. */
  readonly files: readonly string[];
  /** `care.clock`: the holder; the person. */
  readonly clocks: readonly string[];
  /** `care.section`, `care.section_head`, as `case/category`: whoever may read it. */
  readonly sections: readonly string[];
  readonly shares: readonly string[];
  readonly consents: readonly string[];
  readonly legalOrders: readonly string[];
  readonly glasses: readonly string[];
  /** `access.access_entry`, by the look's number; `ledger.entry`, by that of the look it records. */
  readonly looks: readonly string[];
  readonly entries: readonly string[];
}

/** A row of `access.access_entry`, as far as its visibility goes. */
export interface Look {
  readonly id: string;
  readonly caseId: string;
  readonly agencyId: string | null;
  readonly legalOrderId: string | null;
}

/** What is there to be seen beside the world itself. */
export interface Rows {
  readonly sections: readonly { readonly caseId: string; readonly category: Category }[];
  readonly looks: readonly Look[];
}

const NOTHING: Sight = {
  records: [],
  files: [],
  clocks: [],
  sections: [],
  shares: [],
  consents: [],
  legalOrders: [],
  glasses: [],
  looks: [],
  entries: [],
};

/**
 * The rows that a reader sees, as `1236-policies.sql` and the policies of `care` and `keys` have it. The rule of
 * access is about what sections say; this is about the rows around them.
 */
export function whatIsSeen(world: World, rows: Rows, reader: Reader, now: Instant): Sight {
  const asker = findAsker(world, reader, now);
  if (!asker) return NOTHING;
  const sections = rows.sections
    .filter(({ caseId, category }) => decide(world, reader, caseId, category, now).allowed)
    .map(({ caseId, category }) => `${caseId}/${category}`);
  const around =
    asker.kind === "member" ? seenByMember(world, rows, asker, now) : seenByPerson(world, rows, asker, now);
  return { ...around, sections };
}

const ids = (rows: readonly { readonly id: string }[]): string[] => rows.map((row) => row.id);

type Around = Omit<Sight, "sections">;

/** The holder sees all that goes on around a case; another agency sees what concerns itself. */
function seenByMember(
  world: World,
  rows: Rows,
  asker: Extract<Asker, { kind: "member" }>,
  now: Instant,
): Around {
  const own = asker.agency.id;
  const held = new Set(ids(world.cases.filter((record) => record.holderAgencyId === own)));
  return {
    records: ids(world.cases.filter((record) => isParty(world, asker, record, now))),
    files: ids(world.cases.filter((record) => worksOnCase(world, own, record, now))),
    clocks: [...held],
    shares: ids(world.shares.filter((share) => held.has(share.caseId) || share.agencyId === own)),
    consents: ids(world.consents.filter((one) => held.has(one.caseId) || one.recipientAgencyId === own)),
    legalOrders: ids(
      world.legalOrders.filter((one) => held.has(one.caseId) || one.recipientAgencyId === own),
    ),
    glasses: ids(
      world.glasses.filter(
        (one) =>
          held.has(one.caseId) ||
          one.memberId === asker.member.id ||
          world.members.some(({ id, agencyId }) => id === one.memberId && agencyId === own),
      ),
    ),
    looks: ids(rows.looks.filter((look) => held.has(look.caseId) || look.agencyId === own)),
    entries: ids(rows.looks.filter((look) => look.agencyId === own)),
  };
}

/** The person sees all that goes on around their file, but for what a court keeps from them for a while. */
function seenByPerson(
  world: World,
  rows: Rows,
  asker: Extract<Asker, { kind: "person" }>,
  now: Instant,
): Around {
  const ownFiles = world.cases.filter((record: CaseRecord) => isOwnFile(world, asker.words, record, now));
  const own = new Set(ids(ownFiles));
  const legalOrders = world.legalOrders.filter(
    (order) =>
      own.has(order.caseId) && (order.noticeDeferredUntil === null || order.noticeDeferredUntil <= now),
  );
  const told = new Set(ids(legalOrders));
  const isTold = (row: { readonly caseId: string; readonly legalOrderId: string | null }) =>
    own.has(row.caseId) && (row.legalOrderId === null || told.has(row.legalOrderId));
  return {
    records: [...own],
    files: [...own],
    clocks: [...own],
    shares: ids(world.shares.filter(isTold)),
    consents: ids(world.consents.filter((one) => own.has(one.caseId))),
    legalOrders: [...told],
    glasses: ids(world.glasses.filter((one) => own.has(one.caseId))),
    looks: ids(rows.looks.filter(isTold)),
    entries: ids(rows.looks.filter(isTold)),
  };
}
