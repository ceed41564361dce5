/** Looks that a supervisor should ask about. Each is a rule in words; none is a score, and none says that it was wrong. */

export const OVERSIGHT_RULES = ["many-cases", "refused-often", "glass", "after-closing"] as const;
export type OversightRule = (typeof OVERSIGHT_RULES)[number];

export interface LookedAt {
  readonly at: Date;
  readonly memberId: string;
  readonly caseId: string;
  readonly outcome: "read" | "refused";
  readonly clause: string | null;
  /** Since when the case is closed; null where it is not. */
  readonly closedSince: Date | null;
}

/** Looks of one member, one after the other, to which one rule applies. */
export interface Standing {
  readonly rule: OversightRule;
  readonly memberId: string;
  readonly from: Date;
  readonly until: Date;
  readonly looks: number;
  readonly caseIds: readonly string[];
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Different cases within an hour: more than a list of calls takes. */
const MANY_CASES = 15;
/** Refused looks within a day: more than slips. */
const MANY_REFUSED = 5;
/** A case is looked at for some weeks after it was closed, to finish what is left. */
const CLOSED_MS = 30 * DAY_MS;

/**
 * The looks that stand out, the newest first.
 *
 * - `many-cases`: one member read 15 different cases or more within one hour
 * - `refused-often`: one member was refused 5 times or more within 24 hours
 * - `glass`: a part was read through broken glass
 * - `after-closing`: a part was read of a case that had been closed for 30 days or longer
 *
 * @param looks in any order
 */
export function standOut(looks: readonly LookedAt[]): Standing[] {
  const found: Standing[] = [];
  for (const own of byMember(looks)) {
    const reads = own.filter(({ outcome }) => outcome === "read");
    const refused = own.filter(({ outcome }) => outcome === "refused");
    found.push(
      ...crowded("many-cases", reads, HOUR_MS, (some) => casesOf(some).length >= MANY_CASES),
      ...crowded("refused-often", refused, DAY_MS, (some) => some.length >= MANY_REFUSED),
      ...joined(
        "glass",
        reads.filter(({ clause }) => clause === "break-glass"),
      ),
      ...joined(
        "after-closing",
        reads.filter(
          ({ at, closedSince }) => closedSince !== null && at.getTime() - closedSince.getTime() >= CLOSED_MS,
        ),
      ),
    );
  }
  return found.sort((left, right) => right.until.getTime() - left.until.getTime());
}

function byMember(looks: readonly LookedAt[]): LookedAt[][] {
  const members = new Map<string, LookedAt[]>();
  for (const look of looks) {
    const own = members.get(look.memberId);
    if (own) own.push(look);
    else members.set(look.memberId, [look]);
  }
  for (const own of members.values()) own.sort((left, right) => left.at.getTime() - right.at.getTime());
  return [...members.values()];
}

const casesOf = (looks: readonly LookedAt[]): string[] => [...new Set(looks.map(({ caseId }) => caseId))];

/** Every stretch of time no longer than `within` that is too full; stretches that overlap are told as one. */
function crowded(
  rule: OversightRule,
  looks: readonly LookedAt[],
  within: number,
  isTooFull: (some: readonly LookedAt[]) => boolean,
): Standing[] {
  const full = new Set<LookedAt>();
  let first = 0;
  for (const [last, look] of looks.entries()) {
    while (look.at.getTime() - (looks[first]?.at.getTime() ?? 0) > within) first++;
    const some = looks.slice(first, last + 1);
    if (isTooFull(some)) for (const one of some) full.add(one);
  }
  return joined(
    rule,
    looks.filter((look) => full.has(look)),
    within,
  );
}

/** Looks that follow one another within a time are told as one. */
function joined(rule: OversightRule, looks: readonly LookedAt[], within = HOUR_MS): Standing[] {
  const runs: LookedAt[][] = [];
  for (const look of looks) {
    const run = runs.at(-1);
    const before = run?.at(-1);
    if (run && before && look.at.getTime() - before.at.getTime() <= within) run.push(look);
    else runs.push([look]);
  }
  return runs.flatMap((run) => {
    const [first, last] = [run[0], run.at(-1)];
    if (!first || !last) return [];
    return [
      {
        rule,
        memberId: first.memberId,
        from: first.at,
        until: last.at,
        looks: run.length,
        caseIds: casesOf(run),
      },
    ];
  });
}
