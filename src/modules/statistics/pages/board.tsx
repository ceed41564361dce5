import { useDesk } from "../../../web/desk-context.tsx";
import { Table } from "../../../web/kit/table.tsx";
import type { QualityBoard, Told } from "../quality.ts";

export type Board = QualityBoard & {
  readonly names: readonly { readonly name: string; readonly en: string; readonly ar: string }[];
};
interface Line {
  readonly name: string;
  readonly told: Told;
}

/** What may be told of how good numbers are. */
export function BoardShown({ board }: { board: Board }) {
  const { say, choices } = useDesk();
  const cases = (told: Told) => (told === null ? say("quality.few") : say("quality.cases", { n: told }));
  if (board.cases === null) return <p>{say("quality.too-few")}</p>;
  const nameOf = (variable: string) =>
    board.names.find(({ name }) => name === variable)?.[choices.language === "ar" ? "ar" : "en"] ?? variable;
  const table = (title: string, rows: readonly Line[]) => (
    <Table
      caption={title}
      rows={rows}
      keyOf={({ name }) => name}
      columns={[
        { id: "name", title, heads: true, cell: ({ name }) => name },
        { id: "cases", title: say("quality.cases-column"), number: true, cell: ({ told }) => cases(told) },
      ]}
    />
  );
  const { missing, contradictions, late, uncoded } = board;
  return (
    <div className="stack stack-4" role="status">
      <p>{say("quality.of", { n: board.cases })}</p>
      {table(
        say("quality.missing"),
        missing.map((one) => ({ name: nameOf(one.variable), told: one.cases })),
      )}
      {table(say("quality.time"), [
        { name: say("quality.late"), told: late },
        { name: say("quality.uncoded"), told: uncoded },
      ])}
      {table(
        say("quality.contradictions"),
        contradictions.map((one) => ({ name: say(`quality.${one.what}`), told: one.cases })),
      )}
    </div>
  );
}
