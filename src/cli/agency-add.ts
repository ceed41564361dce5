import { AGENCY_KINDS } from "../core/access/index.ts";
import { addAgency } from "../core/identity/founding.ts";
import { prepareGround } from "../main.ts";
import { type Command, JSON_OPTION, printLine, UsageError } from "./command.ts";
import { setting } from "./running.ts";

/** Adds an agency with its key, and invites its first supervisor: the only way in for an empty installation. */
export const agencyAdd: Command = {
  name: "agency add",
  summary: "Adds an agency and prints the invitation of its first supervisor.",
  options: {
    name: { type: "string", help: "what people call it" },
    kind: { type: "string", help: `one of ${AGENCY_KINDS.join(", ")}` },
    supervisor: { type: "string", help: "e-mail address of its first supervisor" },
    "enforces-immigration-law": {
      type: "boolean",
      help: "declare this power: such an agency is shown no one",
    },
    ...JSON_OPTION,
  },
  examples: ['leeward agency add --name "Harbour House" --kind shelter --supervisor ines@harbour.example'],
  run: async (io, values) => {
    const { name, kind, supervisor } = values;
    if (typeof name !== "string" || typeof kind !== "string" || typeof supervisor !== "string") {
      throw new UsageError("Give --name, --kind and --supervisor.");
    }
    const known = AGENCY_KINDS.find((entry) => entry === kind);
    if (!known)
      throw new UsageError(`“${kind}” is no kind of agency. Use one of: ${AGENCY_KINDS.join(", ")}.`);
    const { config, log } = setting(io);
    const ground = await prepareGround(config, "production", log, { isBeside: true });
    try {
      const added = await addAgency(
        ground,
        {
          name,
          kind: known,
          supervisorEmail: supervisor,
          enforcesImmigrationLaw: values["enforces-immigration-law"] === true,
        },
        new Date(),
      );
      const link = `${config.origins[0]}/desk/join#${added.token}`;
      if (values.json) printLine(io.out, JSON.stringify({ agencyId: added.agencyId, link }));
      else
        printLine(
          io.out,
          `${name} is added. Give this link to ${supervisor}, by a safe way; it works once, for 7 days:\n${link}`,
        );
    } finally {
      await ground.stop();
    }
    return 0;
  },
};
