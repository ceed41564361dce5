import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

/** What may not stand in our texts. The patterns are written so that this file does not match itself. */
interface Rule {
  readonly name: string;
  readonly files: (file: string) => boolean;
  readonly pattern: RegExp;
}

/** What people read on a page, at the command line or in an error. */
const isSeenByPeople = (file: string): boolean =>
  /^(src|packs)\//.test(file) &&
  !/\.test\.tsx?$/.test(file) &&
  (/\/(texts|pages)\//.test(file) ||
    /\.tsx$/.test(file) ||
    /(^|\/)errors?\.ts$/.test(file) ||
    /^packs\//.test(file));

const everywhere = (file: string): boolean => file !== "LICENSE";
const isSource = (file: string): boolean => /\.(ts|tsx|mjs|sql|css)$/.test(file) || file === ".ci/run";

const RULES: readonly Rule[] = [
  {
    // A person is a person; no one is illegal; support is not a rescue.
    name: "a word that Leeward does not use of people",
    files: isSeenByPeople,
    pattern: /\b(illegals?|illegally|prostitut[a-z]+|rescu(e|es|ed|ing|er|ers)|the victim'?s?)\b/i,
  },
  {
    name: "a path of one machine",
    files: everywhere,
    pattern: /(?<![\w.~-])\/((wor[k]|roo[t])\b|hom[e]\/[a-z]|User[s]\/[a-z]|tm[p]\/[\w.-]*[a-z])/,
  },
  {
    name: "the host of a package registry",
    files: everywhere,
    pattern:
      /registr[y]\.[a-z]|npmj[s]\.(org|com)|pypi\.or[g]|crates\.i[o]\/|prox[y]\.golang|verdacci[o]|artifactor[y]/i,
  },
  {
    name: "a mark of unfinished work",
    files: isSource,
    pattern: /\b(TOD[O]|FIXM[E]|XX[X]|HAC[K]|WI[P])\b|not (yet )?implemente[d]|lorem ipsu[m]/,
  },
  {
    name: "a test that is skipped without a reason (use skip(condition, reason) inside it)",
    files: (file) => /\.test\.tsx?$/.test(file),
    pattern: /\b(test|it|describe)\.(ski[p]|tod[o])\(/,
  },
  {
    // Text that reads otherwise than it runs ("Trojan Source", CVE-2021-42574); write the escape instead.
    name: "a hidden character that changes the direction of the text",
    files: everywhere,
    pattern: /[\u202a-\u202e\u2066-\u2069]/u,
  },
  {
    name: "a place to download from, which the lock file should not know",
    files: (file) => file.endsWith("package-lock.json"),
    pattern: /"resolve[d]": "https?:/,
  },
];

export interface WordsReport {
  readonly files: number;
  readonly violations: readonly string[];
}

/** Reads every text file that git would keep, and names file, line and rule of what should not be there. */
export function checkWords(): WordsReport {
  const files = filesOfTheTree();
  const violations = files.flatMap((file) => {
    const rules = RULES.filter((rule) => rule.files(file));
    const text = readFileSync(file, "utf8");
    if (text.includes("\0")) return []; // a picture, a font
    return text.split("\n").flatMap((line, index) =>
      rules.flatMap((rule) => {
        const found = rule.pattern.exec(line);
        return found ? [`${file}:${index + 1}: "${visible(found[0])}" is ${rule.name}`] : [];
      }),
    );
  });
  if (files.length === 0) violations.push("no file was found, so nothing was read");
  return { files: files.length, violations };
}

function filesOfTheTree(): string[] {
  const options = ["ls-files", "--cached", "--others", "--exclude-standard", "-z"];
  const list = execFileSync("git", options, { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  return [...new Set(list.split("\0"))].filter((file) => file !== "" && existsSync(file)).sort();
}

const visible = (text: string): string =>
  text.replace(
    /[\u202a-\u202e\u2066-\u2069]/gu,
    (sign) => `U+${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
