import { findAgency } from "../core/keys/holder/enrol.ts";
import { lookAtLeavingAsOwner } from "../core/leaving/index.ts";
import { reachDatabase } from "../main.ts";
import { type Command, JSON_OPTION, printLine, UsageError } from "./command.ts";
import { withOwner } from "./owner-client.ts";
import { setting } from "./running.ts";

/** What each part is, before its number. */
const WORDS: Readonly<Record<string, string>> = {
  cases: "cases that it holds: each is handed over or erased first",
  letters: "people at the door who wait for an answer: each is answered first",
  offers: "cases that it is offered: declined",
  shares: "parts of others' cases that are open to it: closed",
  orders: "legal orders in its favour: ended",
  agreements: "agreements of two: ended; those of more go on among the others",
  keys: "keys of its own: closed, nothing new is locked for it",
  conversations: "conversations at the door: readable for those who wrote, nothing new is taken",
  members: "members: signed out, for good",
};

/** What leaving would mean. Nothing is changed: two supervisors of the agency decide it at the desk. */
export const agencyLeaving: Command = {
  name: "agency leaving",
  summary: "Shows what leaving would mean for an agency now, and whether it has left; changes nothing.",
  options: { agency: { type: "string", help: "its name or number" }, ...JSON_OPTION },
  examples: ['leeward agency leaving --agency "Harbour House"'],
  run: async (io, values) => {
    const wanted = values.agency;
    if (typeof wanted !== "string") throw new UsageError("Give --agency.");
    const { config, log } = setting(io);
    const database = await reachDatabase(config, log);
    try {
      const found = await withOwner(database.ownerUrl, async (owner) => {
        const { id } = await findAgency(owner, wanted);
        const { rows } = await owner.query<{
          status: string;
          left_at: Date | null;
          waits: Date | null;
          supervisors: number;
        }>(
          `select a.status, a.left_at, (select count(*)::int from identity.member m where m.agency_id = a.id
               and m.status = 'active' and exists (select from identity.member_role r
                 where r.member_id = m.id and r.role = 'supervisor')) as supervisors, (select max(p.ripe_at) from proposals.proposal p where p.agency_id = a.id
             and p.kind = 'agency.leaving' and p.outcome is null and p.expires_at > now()) as waits
           from identity.agency a where a.id = $1`,
          [id],
        );
        return { id, agency: rows[0], parts: await lookAtLeavingAsOwner(owner, id) };
      });
      const { agency, parts } = found;
      const undecided = parts.filter(({ mustBeNone, number }) => mustBeNone && number > 0);
      const leftAt = agency?.left_at?.toISOString() ?? null;
      if (values.json) {
        const canLeave = leftAt === null && undecided.length === 0;
        const proposedFrom = agency?.waits?.toISOString() ?? null;
        printLine(io.out, JSON.stringify({ agencyId: found.id, leftAt, canLeave, proposedFrom, parts }));
        return 0;
      }
      if (leftAt) printLine(io.out, `${wanted} left at ${leftAt}.`);
      for (const { name, number } of parts) printLine(io.out, `${number}  ${WORDS[name] ?? name}`);
      if (leftAt) return 0;
      printLine(
        io.out,
        undecided.length > 0
          ? "It cannot leave yet."
          : agency?.waits
            ? `Proposed: a second supervisor can confirm from ${agency.waits.toISOString()}.`
            : (agency?.supervisors ?? 0) < 2
              ? "Nothing stands against it, but two supervisors decide it, and it has fewer: invite one first (`leeward agency invite`)."
              : "It can leave: one supervisor proposes it at the desk, a second one confirms a day later.",
      );
      return 0;
    } finally {
      await database.stop();
    }
  },
};
