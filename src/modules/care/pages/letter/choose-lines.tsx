import { Suspense } from "react";
import type { Category } from "../../../../core/access/context.ts";
import type { Basis } from "../../../../web/api/answers.ts";
import { type ChosenLines, LinesFields } from "./lines-field.tsx";

/** Single lines in place of whole parts: of what the yes or the order names, and the member may read. */
export function ChooseLines(props: {
  basis: Basis;
  reads: (category: Category) => boolean;
  whole: readonly Category[];
  lines: readonly ChosenLines[];
  onLines: (lines: readonly ChosenLines[]) => void;
}) {
  const { basis, reads, whole, lines, onLines } = props;
  const from = [
    ...basis.categories.map((category) => ({ category, allowed: null })),
    ...basis.lines.map(({ category, lines: allowed }) => ({ category, allowed })),
  ].filter(({ category }) => reads(category) && !whole.includes(category));
  if (from.length === 0) return null;
  return (
    <Suspense>
      <LinesFields from={from} chosen={lines} onChoose={onLines} />
    </Suspense>
  );
}
