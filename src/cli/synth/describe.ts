import { draftDescription, writeWhole } from "@leeward/synth";
import { type Command, JSON_OPTION, printLine, UsageError } from "../command.ts";
import { SOURCE_OPTIONS, withSource } from "./source.ts";

/** Drafts the description of a table, to be corrected by hand. */
export const synthDescribe: Command = {
  name: "synth describe",
  summary: "Drafts a description of a table: columns, public values and bounds, to be corrected by hand.",
  operands: "FILE",
  options: {
    out: { type: "string", help: "where to write the description (a file that does not exist)" },
    title: { type: "string", help: "what the data are called in public" },
    ...SOURCE_OPTIONS,
    ...JSON_OPTION,
  },
  examples: ["leeward synth describe cases.csv --out cases.description.json --title 'Cases 2022'"],
  run: async (io, values, operands) => {
    const { out } = values;
    if (typeof out !== "string") throw new UsageError("Say where to write the description: --out FILE.");
    const title = typeof values.title === "string" ? values.title : "Untitled table";
    const { description, remarks } = await withSource(values, operands, (source) =>
      draftDescription(source, title),
    );
    await writeWhole(out, `${JSON.stringify(description, null, 2)}\n`);
    if (values.json) printLine(io.out, JSON.stringify({ out, columns: description.columns.length, remarks }));
    else for (const remark of remarks) printLine(io.err, `- ${remark}`);
    return 0;
  },
};
