import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { Reporter, TestCase, TestModule, TestRunEndReason, Vitest } from "vitest/node";
import { BUDGET_SECONDS, BUDGET_SECONDS_DEFAULT, BUDGET_SECONDS_TOTAL, partOf } from "./budgets.ts";

type SerializedError = ReturnType<TestModule["errors"]>[number];
type ConsoleLog = Parameters<NonNullable<Reporter["onUserConsoleLog"]>>[0];

export interface Totals {
  passed: number;
  /** Failed tests, and everything else that went wrong: a file that does not load, a hook, a stray rejection. */
  failed: number;
  skipped: number;
}

/** The line that closes a run; CI and people read it. */
export const closingLine = ({ passed, failed, skipped }: Totals): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

const titleOf = (test: TestCase): string => test.fullName;

/** One line a file while it runs, failures in full; then times against budgets, what was skipped and why, what failed. */
export class CalmReporter implements Reporter {
  readonly #named: boolean;
  readonly totals: Totals = { passed: 0, failed: 0, skipped: 0 };
  #vitest: Vitest | undefined;
  #root = process.cwd();
  #files = 0;
  #done = 0;
  #startedAt = performance.now();
  readonly #msByPart = new Map<string, number>();
  readonly #skipped: string[] = [];
  readonly #failed: string[] = [];
  readonly #talkByFile = new Map<string, string[]>();

  /** @param named whether only tests of a certain name run: the others are then not called skipped */
  constructor(named: boolean) {
    this.#named = named;
  }

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
    this.#root = vitest.config.root;
  }

  onTestRunStart(specifications: readonly unknown[]): void {
    this.#startedAt = performance.now();
    this.#files = specifications.length;
    this.#say(`${this.#files} test files`);
  }

  /** What tests print is shown for a file that fails; of the others, only seeds (to repeat a run) and measurements. */
  onUserConsoleLog(log: ConsoleLog): void {
    const file = this.#vitest?.state.idMap.get(log.taskId ?? "")?.file.filepath ?? "";
    const talk = this.#talkByFile.get(file) ?? [];
    talk.push(...log.content.trimEnd().split("\n"));
    this.#talkByFile.set(file, talk);
  }

  onTestModuleEnd(module: TestModule): void {
    this.#done += 1;
    const file = relative(this.#root, module.moduleId);
    const ms = this.#countTime(file, module);
    const problems = failuresOf(module);
    const tests = [...module.children.allTests()];
    for (const test of tests) this.#countTest(file, test);
    this.totals.failed += problems.filter((problem) => problem.kind !== "test").length;
    const verdict = problems.length > 0 ? "FAIL" : "ok  ";
    this.#say(
      `${verdict} ${String(this.#done).padStart(3)}/${this.#files}  ${file}  ${tests.length} ${tests.length === 1 ? "test" : "tests"}  ${seconds(ms)}`,
    );
    const talk = this.#talkByFile.get(module.moduleId) ?? [];
    for (const line of talk.filter((line) => problems.length > 0 || /\bseed\b|^measured:/i.test(line)))
      this.#say(`       ${line}`);
    for (const problem of problems) {
      this.#say(`\n  FAIL ${file} > ${problem.title}`);
      for (const error of problem.errors) this.#sayError(error);
      this.#failed.push(`${file} > ${problem.title}: ${firstLineOf(problem.errors[0])}`);
    }
  }

  onTestRunEnd(
    _: readonly TestModule[],
    unhandled: readonly SerializedError[],
    reason: TestRunEndReason,
  ): void {
    for (const error of unhandled) {
      this.#say("\n  FAIL outside of any test:");
      this.#sayError(error);
      this.#failed.push(`outside of any test: ${firstLineOf(error)}`);
    }
    this.totals.failed += unhandled.length;
    if (reason === "interrupted") this.#say("\nStopped before the end.");
    this.#sayTimes();
    if (this.#skipped.length > 0) {
      this.#say(`\nSkipped, ${this.#skipped.length}:`);
      for (const line of this.#skipped) this.#say(`  ${line}`);
    }
    // Once more: whoever is shown only the end of a long output must find out what failed.
    if (this.#failed.length > 0) {
      this.#say(`\nFailed, ${this.#failed.length}:`);
      for (const line of this.#failed) this.#say(`  ${line}`);
    }
  }

  #countTime(file: string, module: TestModule): number {
    const { duration, collectDuration, setupDuration, prepareDuration } = module.diagnostic();
    const ms = duration + collectDuration + setupDuration + prepareDuration;
    const part = partOf(file);
    this.#msByPart.set(part, (this.#msByPart.get(part) ?? 0) + ms);
    return ms;
  }

  #countTest(file: string, test: TestCase): void {
    const result = test.result();
    if (result.state === "passed") this.totals.passed += 1;
    else if (result.state === "failed") this.totals.failed += 1;
    else {
      const note = result.state === "skipped" ? result.note : undefined;
      if (this.#named && note === undefined) return;
      this.totals.skipped += 1;
      const reason = note ?? whyWithoutNote(test);
      this.#skipped.push(`${file} > ${titleOf(test)}: ${reason}`);
    }
  }

  #sayTimes(): void {
    this.#say("\nSeconds by part, with their budget:");
    const parts = [...this.#msByPart].sort(([, a], [, b]) => b - a);
    for (const [part, ms] of parts) {
      const budget = BUDGET_SECONDS[part] ?? BUDGET_SECONDS_DEFAULT;
      const over = ms > budget * 1000 ? "  over budget" : "";
      this.#say(`  ${part.padEnd(24)} ${(ms / 1000).toFixed(1).padStart(7)} of ${budget}${over}`);
    }
    const total = (performance.now() - this.#startedAt) / 1000;
    const over = total > BUDGET_SECONDS_TOTAL ? "  over budget" : "";
    this.#say(
      `  ${"by the clock".padEnd(24)} ${total.toFixed(1).padStart(7)} of ${BUDGET_SECONDS_TOTAL}${over}`,
    );
  }

  /** On stdout like everything else, so that nothing follows the closing line when both streams are merged. */
  #sayError(error: SerializedError): void {
    this.#say(this.#vitest?.logger.formatError(error).output ?? error.message);
  }

  #say(line: string): void {
    process.stdout.write(`${line}\n`);
  }
}

const firstLineOf = (error: SerializedError | undefined): string =>
  stripVTControlCharacters(error?.message ?? "")
    .split("\n")[0]
    ?.slice(0, 300) ?? "";

interface Problem {
  readonly kind: "test" | "around";
  readonly title: string;
  readonly errors: readonly SerializedError[];
}

/** A file that does not load and a hook that fails leave their tests "skipped"; they must not pass for that. */
function failuresOf(module: TestModule): Problem[] {
  const problems: Problem[] = [];
  const around = (title: string, errors: readonly SerializedError[]) => {
    if (errors.length > 0) problems.push({ kind: "around", title, errors });
  };
  around("(the file itself or a hook)", module.errors());
  for (const suite of module.children.allSuites()) around(`${suite.fullName} (a hook)`, suite.errors());
  for (const test of module.children.allTests("failed")) {
    problems.push({ kind: "test", title: titleOf(test), errors: test.result().errors ?? [] });
  }
  if (problems.length === 0 && !module.ok()) {
    problems.push({ kind: "around", title: "(the file failed without saying why)", errors: [] });
  }
  return problems;
}

function whyWithoutNote(test: TestCase): string {
  if (test.options.mode === "todo") return "not written yet";
  const inTitle = /\((skipped[^)]*)\)/.exec(test.fullName)?.[1];
  if (inTitle !== undefined) return inTitle;
  return test.module.ok() ? "no reason given" : "something before it failed, or no reason given";
}
