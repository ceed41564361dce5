import * as fs from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { laws, type NamesUnderTest } from "./testing/laws.ts";
import { seedOf } from "./testing/seed.ts";

/** A plausible mistake: in `file`, `find` (found once) becomes `replace`; a law must notice. */
interface Mutant {
  readonly name: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

const mutants: readonly Mutant[] = [
  {
    name: "the length has no limit",
    file: "fold.ts",
    find: "name.slice(0, NAME_LENGTH_MAX)",
    replace: "name",
  },
  {
    name: "the number of words has no limit",
    file: "fold.ts",
    find: "if (words.length === NAME_WORDS_MAX) return words;",
    replace: "",
  },
  { name: "a word has no limit", file: "fold.ts", find: "length < WORD_LENGTH_MAX", replace: "length < 999" },
  {
    name: "controls of direction end a word",
    file: "fold.ts",
    find: 'if (IGNORED.test(character)) return "";',
    replace: "",
  },
  { name: "marks of Latin letters stay", file: "fold.ts", find: '.replace(MARKS, "")', replace: "" },
  {
    name: "marks that stand alone stay",
    file: "fold.ts",
    find: 'if (MARK.test(character)) return "";',
    replace: "",
  },
  { name: "capitals stay", file: "fold.ts", find: ".toLowerCase()", replace: "" },
  { name: "the order of words counts", file: "compare.ts", find: "    .sort()\n", replace: "" },
  {
    name: "who is asked first counts among equally telling names",
    file: "compare.ts",
    find: "saysLess(a, b) ? [a, b]",
    replace: "a.length <= b.length ? [a, b]",
  },
  {
    name: "near enough is the same",
    file: "compare.ts",
    find: "Math.min(UNEQUAL_MOST, score)",
    replace: "Math.min(1, score * 1.02)",
  },
  {
    name: "names without a letter are equal",
    file: "compare.ts",
    find: "if (left.length === 0 || right.length === 0) return 0;",
    replace: "",
  },
  {
    name: "names in scripts without spaces are not compared as a whole",
    file: "compare.ts",
    find: "return Math.max(byWords(left, right), asWholes(left, right));",
    replace: "return byWords(left, right);",
  },
  {
    name: "a spelling is not weighed against chance",
    file: "spelling.ts",
    find: "- spelling.letters.logOf(latin)",
    replace: "",
  },
  {
    name: "a word that is another counts as one that lacks",
    file: "compare.ts",
    find: "(sum / all + least) / 2",
    replace: "Math.max(sum / all, 0.7)",
  },
  { name: "hiragana is another name", file: "fold.ts", find: "code + 0x60", replace: "code" },
  {
    name: "the same kind twice in a row is heard twice",
    file: "consonants.ts",
    find: "if (!all.endsWith(kind)) all += kind;",
    replace: "all += kind;",
  },
  {
    name: "more skeletons are given than were asked for",
    file: "consonants.ts",
    find: "return [...paths.keys()].slice(0, most);",
    replace: "return [...paths.keys()];",
  },
  {
    name: "particles alone leave a name without a token",
    file: "tokens.ts",
    find: "particles.length < all.length ?",
    replace: "particles.length <= all.length ?",
  },
  {
    name: "a word of vowels alone has an empty token",
    file: "tokens.ts",
    find: '.filter((skeleton) => skeleton !== "")',
    replace: "",
  },
  {
    name: "every word of a long name has tokens",
    file: "tokens.ts",
    find: "const kept = [...words, ...particles].slice(0, WORDS_OF_TOKENS_MAX);",
    replace: "const kept = wordsOf(name);",
  },
];

const PACKAGE = import.meta.dirname;
const seed = seedOf("mutants of names");
// A mutant has to die, not to give the smallest example of it.
fc.configureGlobal({ endOnFailure: true });
let workshop = "";

beforeAll(async () => {
  workshop = await fs.mkdtemp(join(tmpdir(), "leeward-names-"));
});

afterAll(async () => {
  await fs.rm(workshop, { recursive: true, force: true });
});

test.each(mutants.map((mutant, place) => ({ ...mutant, place })))("killed: $name", async (mutant) => {
  const names = await loadMutant(mutant, join(workshop, `${mutant.place}.mjs`));
  // A few cases of every law first: some mistakes show at once, others only after long.
  const tries = [60, 600, 3000].flatMap((runs) => Object.values(laws).map((law) => ({ law, runs })));
  const died = tries.some(({ law, runs }) => {
    try {
      law(names, { seed, runs });
      return false;
    } catch (error) {
      // Killed by what it does, not by a slip in the mutant's own text.
      expect(String(error)).not.toMatch(/SyntaxError|ReferenceError/);
      return true;
    }
  });
  expect(died, `the mutant survived: ${mutant.name}`).toBe(true);
});

async function loadMutant({ file, find, replace }: Mutant, outfile: string): Promise<NamesUnderTest> {
  const source = await fs.readFile(join(PACKAGE, file), "utf8");
  expect(source.split(find), `"${find}" must be in ${file} once`).toHaveLength(2);
  const mistake: Plugin = {
    name: "mistake",
    setup: ({ onLoad }) =>
      onLoad({ filter: /\.ts$/ }, ({ path }) =>
        path === join(PACKAGE, file) ? { contents: source.replace(find, () => replace), loader: "ts" } : null,
      ),
  };
  await build({
    absWorkingDir: PACKAGE,
    entryPoints: ["index.ts"],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    logLevel: "silent",
    plugins: [mistake],
  });
  return import(pathToFileURL(outfile).href);
}
