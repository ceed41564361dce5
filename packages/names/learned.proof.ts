import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { hasLists, NO_LISTS } from "./learning/pairs.ts";

const FILES = ["learned.ts", "limits.ts", "scripts/han-table.ts"];
const TOOLS = ["learn.ts", "limits.ts", "pinyin.ts"];

/** Whoever has the lists can make again, from the half that is named, what the package ships. */
export const proof = {
  name: "names learnt again",
  bar: "the tools write the very bytes of the costs, limits and Chinese sounds that ship",
  run: async (log: (line: string) => void) => {
    if (!hasLists()) {
      log(NO_LISTS);
      return { passed: false, figures: { skipped: NO_LISTS } };
    }
    const before = FILES.map((file) => readFileSync(join(import.meta.dirname, file), "utf8"));
    for (const tool of TOOLS) {
      execFileSync(process.execPath, [join(import.meta.dirname, "learning", tool)], { stdio: "inherit" });
    }
    const different = FILES.filter(
      (file, i) => readFileSync(join(import.meta.dirname, file), "utf8") !== before[i],
    );
    return {
      passed: different.length === 0,
      figures: { files: FILES.length, different: different.join(" ") || "none" },
    };
  },
};
