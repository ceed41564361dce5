import { type Command, CommandError, JSON_OPTION, printLine, UsageError } from "./command.ts";
import { asOwner, DEMONSTRATION_OPTION } from "./keys/owner.ts";

/** For an incident in which no supervisor of the member's agency is in reach. */
export const memberSuspend: Command = {
  name: "member suspend",
  summary: "Suspends a member: every session of theirs ends at once, and their agency is told.",
  operands: "ADDRESS",
  options: { ...DEMONSTRATION_OPTION, ...JSON_OPTION },
  examples: ["leeward member suspend ines@harbour.example"],
  run: async (io, values, [address, ...more]) => {
    if (address === undefined || more.length > 0)
      throw new UsageError("Give the address that they sign in with.");
    return asOwner(io, values.demonstration === true, async (owner) => {
      const { rows } = await owner.query<{ id: string; agency: string; changed: boolean }>(
        `select m.id, a.name as agency, identity.suspend_by_owner(m.id) as changed
         from identity.member m join identity.agency a on a.id = m.agency_id where m.email = $1`,
        [address],
      );
      const found = rows[0];
      if (!found) {
        throw new CommandError(
          "member-unknown",
          `Nobody signs in as “${address}”. Nothing was changed: look whether the address is whole.`,
        );
      }
      const { id: memberId, agency, changed } = found;
      if (values.json) printLine(io.out, JSON.stringify({ memberId, changed }));
      else if (!changed) printLine(io.out, `${address} was suspended already. Nothing was changed.`);
      else {
        printLine(io.out, `${address} (${agency}) is suspended. Every session of theirs has ended.`);
        printLine(
          io.err,
          "A supervisor there proposes their return and a second member confirms it. If they read at the door, publish a list of readers without them.",
        );
      }
      return 0;
    });
  },
};
