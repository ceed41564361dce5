import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Agreement } from "../api/answers.ts";
import { useDesk } from "../desk-context.tsx";
import { Answer } from "../kit/answer.tsx";
import { Empty } from "../kit/states.tsx";
import { Table } from "../kit/table.tsx";
import { useSession } from "../session/session.tsx";
import { useTitle } from "../shell/title.ts";
import { sayPurpose } from "../texts/names.ts";
import { AgreementTag } from "./agreement-tag.tsx";

/** Agreements between agencies: what the database enforces, and between whom. */
export function Agreements() {
  const { say, when } = useDesk();
  const { api } = useSession();
  useTitle(say("agreements.title"));
  const agreements = useQuery({
    queryKey: ["agreements"],
    queryFn: ({ signal }) => api.get<{ protocols: readonly Agreement[] }>("/api/protocols", signal),
  });
  return (
    <>
      <header className="desk-head">
        <div>
          <h1>{say("agreements.title")}</h1>
          <p className="quiet">{say("agreements.lead")}</p>
        </div>
      </header>
      <Answer query={agreements} loading={say("agreements.loading")}>
        {({ protocols }) =>
          protocols.length === 0 ? (
            <Empty title={say("agreements.none")} />
          ) : (
            <Table
              caption={say("agreements.title")}
              rows={protocols}
              keyOf={({ id }) => id}
              columns={[
                {
                  id: "name",
                  title: say("agreements.which"),
                  heads: true,
                  cell: (agreement) => (
                    <Link
                      className="who"
                      to="/agreements/$agreementId"
                      params={{ agreementId: agreement.id }}
                    >
                      {say("agreements.name", { number: String(agreement.number), title: agreement.title })}
                    </Link>
                  ),
                },
                {
                  id: "parties",
                  title: say("agreements.parties"),
                  cell: ({ parties }) => parties.map(({ name }) => name).join(", "),
                },
                {
                  id: "purposes",
                  title: say("agreements.purposes"),
                  cell: ({ scope }) =>
                    [...new Set(scope.map(({ purpose }) => purpose))]
                      .map((purpose) => sayPurpose(say, purpose))
                      .join(", "),
                },
                {
                  id: "until",
                  title: say("agreements.until"),
                  cell: ({ inForceUntil }) => (inForceUntil ? when.day(inForceUntil) : "–"),
                },
                {
                  id: "status",
                  title: say("agreements.status"),
                  cell: (agreement) => <AgreementTag agreement={agreement} />,
                },
              ]}
            />
          )
        }
      </Answer>
    </>
  );
}
