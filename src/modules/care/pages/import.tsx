import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useId, useState } from "react";
import type { ImportForm, ImportReport, KnownRow, RefusedRow } from "../../../web/api/import-answers.ts";
import { useDesk } from "../../../web/desk-context.tsx";
import { Button } from "../../../web/kit/button.tsx";
import { ChecksField } from "../../../web/kit/choices-field.tsx";
import { Said } from "../../../web/kit/field.tsx";
import { Seg } from "../../../web/kit/seg.tsx";
import { Table } from "../../../web/kit/table.tsx";
import { useSession } from "../../../web/session/session.tsx";
import { useTitle } from "../../../web/shell/title.ts";
import type { RefusalCode } from "../import/read-row.ts";
import { sayImportProblem } from "./import/problem.ts";

const CASELOAD = "application/vnd.leeward.caseload";
const SHOWN_MAX = 200;
/** A workbook of Primero's is not among them: its columns are named in the language of the site. */
const ACCEPTS: Readonly<Record<ImportForm, string>> = { htcds: ".csv,.xlsx", primero: ".json,.csv" };

/** A caseload from a file: it is looked through first, and what would happen stands there before anything does. */
export function ImportPage() {
  const { say } = useDesk();
  const { api } = useSession();
  const id = useId();
  const [form, setForm] = useState<ImportForm>("htcds");
  const [file, setFile] = useState<File | null>(null);
  const [leavesOut, setLeavesOut] = useState(false);
  useTitle(say("imports.title"));
  const send = (path: string, bytes: Blob) =>
    api.send<ImportReport>("POST", `${path}?form=${form}${leavesOut ? "&leavesOut=yes" : ""}`, {
      file: { bytes, type: CASELOAD },
    });
  const look = useMutation({ mutationFn: (bytes: Blob) => send("/api/imports/check", bytes) });
  const bring = useMutation({ mutationFn: (bytes: Blob) => send("/api/imports", bytes) });
  const begin = (chosen: File | null) => {
    setFile(chosen);
    setLeavesOut(false);
    look.reset();
    bring.reset();
    if (chosen) look.mutate(chosen);
  };
  const report = look.data;
  const isLeft = report !== undefined && report.leftOut.length > 0;
  return (
    <>
      <header className="desk-head">
        <div>
          <p className="small">
            <Link to="/cases">{say("rail.cases")}</Link> <span className="faint">/</span>
          </p>
          <h1>{say("imports.title")}</h1>
          <p className="quiet">{say("imports.lead")}</p>
        </div>
      </header>
      <div className="stack stack-4">
        <Seg
          label={say("imports.form")}
          value={form}
          options={[
            { value: "htcds", label: say("imports.htcds") },
            { value: "primero", label: say("imports.primero") },
          ]}
          onChoose={(chosen) => {
            setForm(chosen);
            begin(null);
          }}
        />
        <div className="field">
          <label htmlFor={id}>{say("imports.file")}</label>
          <span className="why" id={`${id}-why`}>
            {form === "htcds" ? say("imports.htcds-why") : say("imports.primero-why")}
          </span>
          <input
            key={form}
            id={id}
            type="file"
            accept={ACCEPTS[form]}
            aria-describedby={`${id}-why`}
            disabled={look.isPending || bring.isPending}
            onChange={({ target }) => begin(target.files?.[0] ?? null)}
          />
          <Said
            wrong={look.isError && sayImportProblem(say, look.error)}
            right={look.isPending && say("imports.looking")}
          />
          {form === "htcds" && (
            <div className="row">
              <Button kind="plain" small onClick={saveEmptySheet}>
                {say("imports.empty-sheet")}
              </Button>
            </div>
          )}
        </div>
        {report && !bring.isSuccess && (
          <section className="stack stack-3" aria-live="polite">
            <h2>{say("imports.would")}</h2>
            <p>{say("imports.counts", { right: report.imported, wrong: report.refusedRows })}</p>
            <RefusedRows rows={report.refused} />
            {isLeft && (
              <>
                <h3>{say("imports.left-out")}</h3>
                <p className="small">{say("imports.left-out-say")}</p>
                <ul>
                  {report.leftOut.map(({ column, rows }) => (
                    <li key={column}>
                      <bdi>{column}</bdi>: {say("imports.in-rows", { count: rows })}
                    </li>
                  ))}
                </ul>
                <ChecksField
                  label={say("imports.what-of-them")}
                  choices={[{ value: "leave", label: say("imports.leaves-out") }]}
                  values={leavesOut ? ["leave"] : []}
                  onChoose={(values) => setLeavesOut(values.length > 0)}
                />
              </>
            )}
            {report.imported > 0 && (
              <p className="row">
                <Button
                  kind="main"
                  busy={bring.isPending}
                  notYet={isLeft && !leavesOut ? say("imports.import-left-out") : undefined}
                  onClick={() => file && bring.mutate(file)}
                >
                  {say("imports.bring", { count: report.imported })}
                </Button>
              </p>
            )}
            <p className="small quiet">{say("imports.what-then")}</p>
          </section>
        )}
        <Said
          wrong={bring.isError && sayImportProblem(say, bring.error)}
          right={bring.data && say("imports.brought", { count: bring.data.imported })}
        />
        {bring.data?.known && bring.data.known.length > 0 && <KnownRows rows={bring.data.known} />}
        {bring.isSuccess && (
          <p>
            <Link to="/cases">{say("imports.to-cases")}</Link>
          </p>
        )}
      </div>
    </>
  );
}

/** The columns that an import takes, in a file to be filled in. */
async function saveEmptySheet(): Promise<void> {
  const { columnNames } = await import("../import/columns.ts");
  const url = URL.createObjectURL(new Blob([`${columnNames().join(",")}\r\n`], { type: "text/csv" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = "htcds.csv";
  link.click();
  URL.revokeObjectURL(url);
}

/** Who came along and may have a case here already: nothing is decided by it. */
function KnownRows({ rows }: { rows: readonly KnownRow[] }) {
  const { say } = useDesk();
  return (
    <section className="stack" aria-labelledby="known-rows">
      <h2 id="known-rows">{say("imports.known")}</h2>
      <p className="small">{say("imports.known-say")}</p>
      <Table
        caption={say("imports.known")}
        rows={rows}
        keyOf={({ id }) => id}
        columns={[
          {
            id: "case",
            title: say("imports.known-case"),
            heads: true,
            cell: ({ id, alias }) => (
              <Link to="/cases/$caseId" params={{ caseId: id }}>
                {alias}
              </Link>
            ),
          },
          { id: "row", title: say("imports.row"), cell: ({ row }) => String(row) },
          {
            id: "cases",
            title: say("imports.known-maybe"),
            cell: ({ id, cases }) => (
              <ul>
                {cases.map((other) => (
                  <li key={other.id}>
                    <Link to="/cases/$caseId/same-person" params={{ caseId: id }} search={{ with: other.id }}>
                      {say("imports.known-compare", { alias: other.alias })}
                    </Link>
                  </li>
                ))}
              </ul>
            ),
          },
        ]}
      />
    </section>
  );
}

function RefusedRows({ rows }: { rows: readonly RefusedRow[] }) {
  const { say } = useDesk();
  if (rows.length === 0) return null;
  return (
    <>
      <Table
        caption={say("imports.refused")}
        rows={rows.slice(0, SHOWN_MAX)}
        keyOf={({ row, column, code }) => `${row} ${column} ${code}`}
        columns={[
          { id: "row", title: say("imports.row"), heads: true, cell: ({ row }) => String(row) },
          {
            id: "column",
            title: say("imports.column"),
            cell: ({ column }) => (column ? <bdi>{column}</bdi> : say("imports.whole-row")),
          },
          {
            id: "mend",
            title: say("imports.mend"),
            cell: ({ code }) => say(`imports.${code as RefusalCode}`),
          },
        ]}
      />
      {rows.length > SHOWN_MAX && (
        <p className="small">{say("imports.more", { count: rows.length - SHOWN_MAX })}</p>
      )}
    </>
  );
}
