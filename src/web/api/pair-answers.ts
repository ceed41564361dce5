import type { Category } from "../../core/access/context.ts";
import type { CaseLine } from "./answers.ts";

/** What is looked at before two cases are kept together. */
export interface PairSide extends CaseLine {
  readonly openedAt: string;
  /** The person has words that open it. */
  readonly hasWords: boolean;
  readonly written: readonly Category[];
}

export interface PairSides {
  readonly cases: readonly [PairSide, PairSide];
}
