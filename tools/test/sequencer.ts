import { relative } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What takes long by itself comes first, so that no worker walks alone at the end of the run. */
const FIRST = [
  "src/core/access/access.test.ts",
  "e2e/",
  // With the browser's stories: a process of their own too.
  "src/core/identity/identity.test.ts",
  "tools/fuzz/",
  "packages/ledger/",
  "src/modules/care/import",
];

const rankOf = (file: string): number => {
  const rank = FIRST.findIndex((start) => file.startsWith(start));
  return rank === -1 ? FIRST.length : rank;
};

/** The order of the files of a run: the long ones, then the rest as Vitest orders them. */
export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number =>
      rankOf(relative(this.ctx.config.root, moduleId));
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other)); // stable
  }
}
