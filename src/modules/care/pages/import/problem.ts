import { isRefusal, Refusal } from "../../../../web/api/client.ts";
import { sayProblem } from "../../../../web/session/problems.ts";
import type { DeskSay } from "../../../../web/texts/index.ts";

/** What went wrong with a file as a whole; where columns are meant, their names with it. */
export function sayImportProblem(say: DeskSay, error: unknown): string {
  if (isRefusal(error, "import-columns")) {
    const names = [error.extra.unknown, error.extra.twice].flat().map(String);
    return names.length > 0
      ? say("imports.wrong-columns", { names: names.join(", ") })
      : say("imports.no-columns");
  }
  if (isRefusal(error, "import-role")) {
    return say("imports.role", { names: [error.extra.columns].flat().map(String).join(", ") });
  }
  if (isRefusal(error, "import-not-csv")) return say("imports.not-csv", { row: Number(error.extra.row) });
  const key = error instanceof Refusal ? `imports.${error.code}` : "";
  return say.knows(key) ? say(key) : sayProblem(say, error);
}
