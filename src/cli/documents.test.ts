import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { commands } from "./commands.ts";
import { findCommand } from "./leeward.ts";

const DOCS = join(import.meta.dirname, "../../docs");

/** Every line that a document tells someone to type: what stands after `leeward ` in code, with its lines joined. */
function commandsIn(text: string): string[] {
  const code = [...text.matchAll(/```[a-z]*\n([\s\S]*?)```|`([^`]+)`/g)].map(
    ([, block, span]) => block ?? span ?? "",
  );
  return code
    .flatMap((piece) => (piece.includes("\n\n") ? piece.split("\n") : [piece.replaceAll("\n", " ")]))
    .flatMap((line) => {
      const [, words] =
        /^(?:[A-Z_]+=\S+ )*(?:npm run -s )?leeward (?:-- )?([a-z].*)$/.exec(line.trim()) ?? [];
      return words === undefined ? [] : [words];
    });
}

for (const [name, atLeast] of [
  ["operating.md", 25],
  ["keys.md", 10],
  ["leaving.md", 5],
] as const) {
  it(`docs/${name} names only commands and options that exist`, async () => {
    const wrong: string[] = [];
    const lines = commandsIn(readFileSync(join(DOCS, name), "utf8"));
    expect(lines.length).toBeGreaterThanOrEqual(atLeast);
    for (const line of lines) {
      const found = await findCommand(line.split(/\s+/));
      if (!found) {
        wrong.push(line);
        continue;
      }
      const options = found.rest
        .filter((word) => word.startsWith("--"))
        .map((word) => word.slice(2).split("=")[0]);
      for (const option of options) {
        if (option !== "help" && !Object.keys(found.command.options).includes(option ?? ""))
          wrong.push(`${line}: --${option}`);
      }
    }
    expect(wrong).toEqual([]);
  });
}

it("finds a command and an option that do not exist", () => {
  expect(commandsIn("`leeward backup vanish`, `DATA_DIR=/x leeward restore FILE --soon`")).toEqual([
    "backup vanish",
    "restore FILE --soon",
  ]);
});

it("every command is found by its own name", async () => {
  for (const [name, load] of Object.entries(commands)) expect((await load()).name).toBe(name);
});
