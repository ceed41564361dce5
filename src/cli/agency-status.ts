import { type Command, CommandError, JSON_OPTION, printLine, UsageError } from "./command.ts";
import { asOwner, DEMONSTRATION_OPTION } from "./keys/owner.ts";

/** For the operator, since an agency cannot be asked to do this to itself. */
const agencyStatus = (
  name: string,
  status: "suspended" | "active",
  summary: string,
  done: string,
): Command => ({
  name,
  summary,
  options: {
    name: { type: "string", help: "the agency, by its exact name" },
    ...DEMONSTRATION_OPTION,
    ...JSON_OPTION,
  },
  examples: [`leeward ${name} --name "Harbour House"`],
  run: async (io, values) => {
    const agency = values.name;
    if (typeof agency !== "string") throw new UsageError("Give --name.");
    return asOwner(io, values.demonstration === true, async (owner) => {
      const left = await owner.query("select from identity.agency where name = $1 and status = 'left'", [
        agency,
      ]);
      if (left.rowCount) {
        throw new CommandError(
          "agency-left",
          `${agency} has left. Nothing was changed: it can join again as a new agency.`,
        );
      }
      const { rows } = await owner.query<{ id: string; changed: boolean }>(
        "select id, identity.set_agency_status(id, $2) as changed from identity.agency where name = $1",
        [agency, status],
      );
      const found = rows[0];
      if (!found) {
        throw new CommandError(
          "agency-unknown",
          `There is no agency of the name “${agency}”. Nothing was changed.`,
        );
      }
      const { id: agencyId, changed } = found;
      if (values.json) printLine(io.out, JSON.stringify({ agencyId, status, changed }));
      else
        printLine(io.out, changed ? `${agency} ${done}` : `${agency} was so already. Nothing was changed.`);
      return 0;
    });
  },
});

export const agencySuspend = agencyStatus(
  "agency suspend",
  "suspended",
  "Suspends an agency: every session of its members ends at once.",
  "is suspended. Every session of its members has ended, and nobody there can sign in.",
);
export const agencyRestore = agencyStatus(
  "agency restore",
  "active",
  "Lets a suspended agency sign in again.",
  "can sign in again.",
);
