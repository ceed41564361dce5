import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useDesk } from "../desk-context.tsx";
import { Answer } from "../kit/answer.tsx";
import { Button } from "../kit/button.tsx";
import { SelectField } from "../kit/field.tsx";
import { Part } from "../kit/log.tsx";
import { Note, Tag } from "../kit/marks.tsx";
import { Empty } from "../kit/states.tsx";
import { Table } from "../kit/table.tsx";
import { useSession } from "../session/session.tsx";
import { useTitle } from "../shell/title.ts";
import { sayCode, sayEntryKind, sayRole } from "../texts/names.ts";

interface Rules {
  readonly clauses: readonly { readonly name: string; readonly holds: string }[];
  readonly coverage: readonly {
    readonly role: string;
    readonly purpose: string;
    readonly categories: readonly string[];
  }[];
  readonly agreements: readonly {
    readonly number: number;
    readonly title: string;
    readonly status: string;
    readonly parties: readonly string[];
    readonly scope: readonly { readonly purpose: string; readonly categories: readonly string[] }[];
    readonly until: string;
  }[];
  readonly databaseRoles: readonly {
    readonly role: string;
    readonly tables: readonly string[];
    readonly calls: readonly string[];
  }[];
  readonly policies: readonly {
    readonly table: string;
    readonly name: string;
    readonly roles: readonly string[];
    readonly command: string;
    readonly shows: string | null;
    readonly takes: string | null;
  }[];
  readonly withoutRowSecurity: readonly string[];
}

interface KindCount {
  readonly kind: string;
  /** In fives; null: fewer than twenty. So are the others. */
  readonly count: number | null;
  readonly first: string | null;
  readonly last: string | null;
  readonly waiting: number | null;
  /** Whether entries of it say one by one what they are. */
  readonly named: boolean;
}

/** For auditors: what was done, by kind and time; and every rule. No person and no case. */
export function Audit() {
  const { say } = useDesk();
  const { me } = useSession();
  useTitle(say("audit.title"));
  if (!me.member.roles.includes("auditor")) {
    return (
      <>
        <header className="desk-head">
          <h1>{say("audit.title")}</h1>
        </header>
        <Empty title={say("problem.auditors-only")} />
      </>
    );
  }
  return (
    <>
      <header className="desk-head">
        <div>
          <h1>{say("audit.title")}</h1>
          <p className="quiet">{say("audit.lead")}</p>
        </div>
        <div className="row">
          <a className="btn" href="/api/audit/rules" download="leeward-rules.json">
            {say("audit.export-rules")}
          </a>
          <a className="btn" href="/api/audit/counts" download="leeward-ledger-counts.json">
            {say("audit.export-counts")}
          </a>
        </div>
      </header>
      <div className="stack stack-6">
        <Note>{say("audit.sees")}</Note>
        <Kinds />
        <RulesParts />
      </div>
    </>
  );
}

function Kinds() {
  const { say, when, locale } = useDesk();
  const { api } = useSession();
  const [kind, setKind] = useState("");
  const number = new Intl.NumberFormat(locale);
  const told = (count: number | null) => (count === null ? say("audit.few") : number.format(count));
  const counts = useQuery({
    queryKey: ["audit", "counts"],
    queryFn: ({ signal }) => api.get<{ kinds: readonly KindCount[] }>("/api/audit/counts", signal),
  });
  return (
    <Part id="kinds" title={say("audit.kinds")}>
      <Answer query={counts} loading={say("ledger.loading")}>
        {({ kinds }) => (
          <div className="stack stack-4">
            <p className="small quiet">{say("audit.in-fives")}</p>
            <Table
              caption={say("audit.kinds")}
              rows={kinds}
              keyOf={(row) => row.kind}
              columns={[
                {
                  id: "kind",
                  title: say("ledger.what"),
                  heads: true,
                  cell: (row) => (
                    <>
                      {sayEntryKind(say, row.kind)}
                      <small className="mono" dir="ltr">
                        {row.kind}
                      </small>
                    </>
                  ),
                },
                {
                  id: "first",
                  title: say("audit.first"),
                  cell: ({ first }) => (first === null ? "" : when.day(first)),
                },
                {
                  id: "last",
                  title: say("audit.last"),
                  cell: ({ last }) => (last === null ? "" : when.day(last)),
                },
                {
                  id: "count",
                  title: say("audit.count"),
                  number: true,
                  cell: ({ count }) => told(count),
                },
                {
                  id: "waiting",
                  title: say("audit.not-in-log"),
                  number: true,
                  cell: ({ waiting }) => told(waiting),
                },
              ]}
            />
            <SelectField
              label={say("audit.entries-of")}
              value={kind}
              placeholder={say("audit.all-kinds")}
              onClear={() => setKind("")}
              options={kinds
                .filter(({ named }) => named)
                .map((row) => ({ value: row.kind, label: sayEntryKind(say, row.kind) }))}
              onChoose={setKind}
            />
            <Entries kind={kind} />
          </div>
        )}
      </Answer>
    </Part>
  );
}

interface Entry {
  readonly id: string;
  /** None where it is about people; its time is then an hour. */
  readonly kind: string | null;
  readonly at: string;
  readonly logIndex: string | null;
}

function Entries({ kind }: { kind: string }) {
  const { say, when } = useDesk();
  const { api } = useSession();
  const pages = useInfiniteQuery({
    queryKey: ["audit", "entries", kind],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ ...(kind && { kind }), ...(pageParam && { cursor: pageParam }) });
      return api.get<{ entries: readonly Entry[]; nextCursor: string | null }>(
        `/api/audit/entries?${query}`,
        signal,
      );
    },
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  const entries = pages.data?.pages.flatMap((page) => page.entries) ?? [];
  return (
    <Answer query={pages} loading={say("ledger.loading")}>
      {() => (
        <>
          <Table
            caption={say("ledger.entries")}
            rows={entries}
            keyOf={({ id }) => id}
            columns={[
              {
                id: "what",
                title: say("ledger.what"),
                heads: true,
                cell: ({ kind: of }) => (of === null ? say("audit.unnamed") : sayEntryKind(say, of)),
              },
              { id: "when", title: say("ledger.when"), cell: ({ at }) => when.near(at) },
              {
                id: "place",
                title: say("ledger.place"),
                number: true,
                cell: ({ logIndex }) =>
                  logIndex === null ? (
                    <Tag kind="soon">{say("ledger.not-in")}</Tag>
                  ) : (
                    <bdi className="num">{logIndex}</bdi>
                  ),
              },
            ]}
          />
          {pages.hasNextPage && (
            <p className="more">
              <Button busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
                {say("more-older")}
              </Button>
            </p>
          )}
        </>
      )}
    </Answer>
  );
}

function RulesParts() {
  const { say, when } = useDesk();
  const { api } = useSession();
  const rules = useQuery({
    queryKey: ["audit", "rules"],
    queryFn: ({ signal }) => api.get<Rules>("/api/audit/rules", signal),
  });
  const names = (group: string, codes: readonly string[]) =>
    codes.map((code) => sayCode(say, group, code)).join(", ");
  return (
    <Answer query={rules} loading={say("audit.loading-rules")}>
      {({ clauses, coverage, agreements, databaseRoles, policies, withoutRowSecurity }) => (
        <>
          <Part id="coverage" title={say("audit.coverage")}>
            <Table
              caption={say("audit.coverage")}
              rows={coverage}
              keyOf={({ role, purpose }) => `${role} ${purpose}`}
              columns={[
                { id: "role", title: say("audit.role"), heads: true, cell: ({ role }) => sayRole(say, role) },
                {
                  id: "purpose",
                  title: say("consent.what-for"),
                  cell: ({ purpose }) => names("purpose", [purpose]),
                },
                {
                  id: "categories",
                  title: say("allowed.what"),
                  cell: ({ categories }) => names("category", categories),
                },
              ]}
            />
          </Part>
          <Part id="agreements" title={say("audit.agreements")}>
            <Table
              caption={say("audit.agreements")}
              rows={agreements}
              keyOf={(one) => String(one.number)}
              columns={[
                {
                  id: "title",
                  title: say("audit.agreement"),
                  heads: true,
                  cell: (one) => `${one.number}. ${one.title}`,
                },
                {
                  id: "status",
                  title: say("audit.status"),
                  cell: ({ status, until }) => (
                    <>
                      {status} <small>{when.day(until)}</small>
                    </>
                  ),
                },
                { id: "parties", title: say("audit.parties"), cell: ({ parties }) => parties.join(", ") },
                {
                  id: "scope",
                  title: say("audit.scope"),
                  cell: ({ scope }) =>
                    scope
                      .map(
                        ({ purpose, categories }) =>
                          `${names("purpose", [purpose])}: ${names("category", categories)}`,
                      )
                      .join("; "),
                },
              ]}
            />
          </Part>
          <Part id="clauses" title={say("audit.clauses")}>
            <p className="small quiet">{say("audit.in-english")}</p>
            <dl className="facts" lang="en" dir="ltr">
              {clauses.map(({ name, holds }) => (
                <div key={name}>
                  <dt className="mono">{name}</dt>
                  <dd>{holds}</dd>
                </div>
              ))}
            </dl>
          </Part>
          <Part id="roles" title={say("audit.database-roles")}>
            {databaseRoles.map(({ role, tables, calls }) => (
              <details key={role}>
                <summary className="mono" dir="ltr">
                  {role} ({tables.length}, {calls.length})
                </summary>
                <ul className="small mono" dir="ltr">
                  {tables.map((line) => (
                    <li key={line}>{line}</li>
                  ))}
                  {calls.map((line) => (
                    <li key={line}>{line}()</li>
                  ))}
                </ul>
              </details>
            ))}
          </Part>
          <Part id="policies" title={say("audit.policies")}>
            <p className="small quiet">
              {say("audit.without-rows")} <bdi className="mono">{withoutRowSecurity.join(", ")}</bdi>
            </p>
            <details>
              <summary>{say("audit.show-policies", { count: policies.length })}</summary>
              <ul className="small mono" dir="ltr">
                {policies.map(({ table, name, roles, command, shows, takes }) => (
                  <li key={`${table} ${name}`}>
                    {table} {name}: {command} to {roles.join(", ")}
                    {shows && ` using ${shows}`}
                    {takes && ` with check ${takes}`}
                  </li>
                ))}
              </ul>
            </details>
          </Part>
        </>
      )}
    </Answer>
  );
}
