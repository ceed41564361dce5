import type { Client } from "pg";
import { type Declaration, type Declared, declareAgency } from "../core/identity/declaring.ts";
import { reachDatabase } from "../main.ts";
import { type Command, JSON_OPTION, type OptionValue, printLine, UsageError } from "./command.ts";
import { withOwner } from "./owner-client.ts";
import { setting } from "./running.ts";

/** What an agency declares of itself after it was added: its parent, its duties to pass on, its powers. */
export const agencyDeclare: Command = {
  name: "agency declare",
  summary:
    "Writes down an agency's parent, its duties to pass on and its powers, and what follows for shares.",
  options: {
    name: { type: "string", help: "the agency, by its exact name" },
    parent: { type: "string", help: "the agency that it belongs to" },
    "no-parent": { type: "boolean", help: "it belongs to none" },
    "passes-on-to": { type: "string", help: "the agency that it must pass on to; with --article" },
    "no-longer-passes-on-to": {
      type: "string",
      help: "whom it need not pass on to any more; with --article",
    },
    article: { type: "string", help: "where that stands in law, or what ended it" },
    "enforces-immigration-law": { type: "boolean", help: "declare this power" },
    "no-longer-enforces-immigration-law": { type: "boolean", help: "this power ended; with --article" },
    "second-factor": { type: "string", help: "required (as it is at first) or optional, for its members" },
    check: { type: "boolean", help: "only tell what would change" },
    ...JSON_OPTION,
  },
  examples: [
    'leeward agency declare --name "Harbour House" --passes-on-to "Border Agency" --article "Aliens Act, s. 87" --check',
    'leeward agency declare --name "North Shelter" --parent "Harbour House"',
  ],
  run: async (io, values) => {
    const { name } = values;
    if (typeof name !== "string") throw new UsageError("Give --name.");
    const wanted = readDeclaration(values);
    const isTried = values.check === true;
    const { config, log } = setting(io);
    const database = await reachDatabase(config, log);
    try {
      return await withOwner(database.ownerUrl, async (owner) => {
        const declared = await declareAgency(owner, name, wanted, { isTried });
        const conversations = await countConversations(owner, declared);
        if (values.json)
          printLine(io.out, JSON.stringify({ ...declared, conversations, checkedOnly: isTried }));
        else for (const line of describe(name, declared, conversations, isTried)) printLine(io.out, line);
        return 0;
      });
    } finally {
      await database.stop();
    }
  },
};

/** @throws UsageError where nothing is declared, or two options say two things */
function readDeclaration(values: Readonly<Record<string, OptionValue>>): Declaration {
  const text = (option: string): string | undefined => {
    const value = values[option];
    return typeof value === "string" ? value : undefined;
  };
  const parent = text("parent");
  const passesOnTo = text("passes-on-to");
  const noLongerPassesOnTo = text("no-longer-passes-on-to");
  const article = text("article");
  const factor = text("second-factor");
  const enforces = values["enforces-immigration-law"] === true;
  const noLonger = values["no-longer-enforces-immigration-law"] === true;
  if (parent !== undefined && values["no-parent"]) {
    throw new UsageError("Give --parent or --no-parent, not both.");
  }
  if (enforces && noLonger) {
    throw new UsageError(
      "Give --enforces-immigration-law or --no-longer-enforces-immigration-law, not both.",
    );
  }
  if (passesOnTo !== undefined && noLongerPassesOnTo !== undefined) {
    throw new UsageError("One duty at a time: each has an article of its own.");
  }
  if (factor !== undefined && factor !== "required" && factor !== "optional") {
    throw new UsageError(`“${factor}” is no word for --second-factor. Use required or optional.`);
  }
  const wanted: Declaration = {
    ...(parent !== undefined ? { parent } : values["no-parent"] ? { parent: null } : {}),
    ...(passesOnTo !== undefined && { passesOnTo }),
    ...(noLongerPassesOnTo !== undefined && { noLongerPassesOnTo }),
    ...((enforces || noLonger) && { enforcesImmigrationLaw: enforces }),
    ...(factor !== undefined && { secondFactorRequired: factor === "required" }),
  };
  if (Object.keys(wanted).length === 0) {
    throw new UsageError(
      "Say what it declares: --parent, --passes-on-to, --enforces-immigration-law and so on.",
    );
  }
  return article === undefined ? wanted : { ...wanted, article };
}

/** At the door, which the agencies' own part of the house knows nothing of. */
async function countConversations(owner: Client, { becameBound }: Declared): Promise<number> {
  const { rows } = await owner.query<{ n: number }>(
    "select count(*)::int as n from door.mailbox where agency_id = any ($1::uuid[])",
    [becameBound.map(({ id }) => id)],
  );
  return rows[0]?.n ?? 0;
}

function describe(name: string, declared: Declared, conversations: number, isTried: boolean): string[] {
  if (declared.changed === 0) return [`${name} had declared this already. Nothing was changed.`];
  const { becameBound, noLongerBound, sharesEnded, casesHeld } = declared;
  const lines = [
    isTried ? "Nothing was changed. It would mean:" : `${name}: written down, and in the ledger.`,
  ];
  const list = (agencies: readonly { readonly name: string }[]) => agencies.map((one) => one.name).join(", ");
  if (becameBound.length > 0) {
    lines.push(
      `Bound to immigration enforcement from now on: ${list(becameBound)}. No agreement opens who or where to them.`,
      `${sharesEnded} shares ended; none of them comes back when a declaration is taken back.`,
    );
    if (casesHeld > 0) {
      lines.push(`They hold ${casesHeld} cases and go on reading them: have these handed over or closed.`);
    }
    if (conversations > 0) {
      lines.push(
        `${conversations} conversations at the door are theirs, and no new one comes to them: have these moved to another agency.`,
      );
    }
  }
  if (noLongerBound.length > 0) {
    lines.push(`Not bound any more: ${list(noLongerBound)}. What ended stays ended.`);
  }
  return lines;
}
