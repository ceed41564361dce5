import type { ReactNode } from "react";

export interface Column<Row> {
  readonly id: string;
  readonly title: ReactNode;
  readonly cell: (row: Row) => ReactNode;
  /** Numbers stand at the end. */
  readonly number?: boolean;
  /** The cell that names the row. */
  readonly heads?: boolean;
}

/** Rows of one kind of thing. On a phone each row is a block that says its own titles. */
export function Table<Row>(props: {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
}) {
  const { caption, columns, rows, keyOf } = props;
  return (
    <table className="rows-table">
      <caption className="sr">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.id} scope="col" className={column.number ? "at-end" : undefined}>
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)}>
            {columns.map((column) => (
              <Cell key={column.id} column={column} row={row} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  const content = column.cell(row);
  if (column.heads) return <th scope="row">{content}</th>;
  const isEmpty = content === null || content === undefined || content === false || content === "";
  return (
    <td className={`${column.number ? "at-end num" : ""}${isEmpty ? " nothing" : ""}`.trim() || undefined}>
      <span className="own-title" aria-hidden="true">
        {column.title}
      </span>
      {/* In one piece, so that a block on a phone has two parts: title and content. */}
      <div>{content}</div>
    </td>
  );
}
