import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import type { AgreementDraft } from "../api/agreement-answers.ts";
import type { Agreement } from "../api/answers.ts";
import { useDesk } from "../desk-context.tsx";
import { Answer } from "../kit/answer.tsx";
import { Button } from "../kit/button.tsx";
import { Said } from "../kit/field.tsx";
import { Part } from "../kit/log.tsx";
import { Tag } from "../kit/marks.tsx";
import { Empty } from "../kit/states.tsx";
import { Table } from "../kit/table.tsx";
import { useOnceKey } from "../session/once.ts";
import { sayProblem } from "../session/problems.ts";
import { useSession } from "../session/session.tsx";
import { useTitle } from "../shell/title.ts";
import { sayPurpose } from "../texts/names.ts";
import { AgreementTag } from "./agreement/tag.tsx";

/** Agreements between agencies: what the database enforces, what waits to be signed, and drafts. */
export function Agreements() {
  const { say } = useDesk();
  const { api, me } = useSession();
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
        {me.member.supervises && <Begin />}
      </header>
      <div className="stack stack-6">
        {me.member.supervises && <Drafts />}
        <Answer query={agreements} loading={say("agreements.loading")}>
          {({ protocols }) =>
            protocols.length === 0 ? (
              <Empty title={say("agreements.none")}>
                {me.member.supervises && say("agreements.none-say")}
              </Empty>
            ) : (
              <List agreements={protocols} />
            )
          }
        </Answer>
      </div>
    </>
  );
}

function Begin() {
  const { say } = useDesk();
  const { api } = useSession();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const keyFor = useOnceKey();
  const begin = useMutation({
    mutationFn: async () => {
      const { id } = await api.send<{ id: string }>("POST", "/api/protocol-drafts", {
        body: { protocolId: null },
        key: keyFor(crypto.randomUUID()),
      });
      await queries.invalidateQueries({ queryKey: ["agreement-drafts"] });
      await navigate({ to: "/agreements/draft/$draftId", params: { draftId: id } });
    },
  });
  return (
    <div className="stack stack-2">
      <Button kind="main" icon="pen" busy={begin.isPending} onClick={() => begin.mutate()}>
        {say("agreements.write")}
      </Button>
      <Said wrong={begin.isError && sayProblem(say, begin.error)} />
    </div>
  );
}

function Drafts() {
  const { say, when } = useDesk();
  const { api } = useSession();
  const drafts = useQuery({
    queryKey: ["agreement-drafts"],
    queryFn: ({ signal }) => api.get<{ drafts: readonly AgreementDraft[] }>("/api/protocol-drafts", signal),
  });
  if (!drafts.data || drafts.data.drafts.length === 0) return null;
  return (
    <Part id="drafts" title={say("agreements.drafts")}>
      <Table
        caption={say("agreements.drafts")}
        rows={drafts.data.drafts}
        keyOf={({ id }) => id}
        columns={[
          {
            id: "name",
            title: say("agreements.which"),
            heads: true,
            cell: ({ id, terms }) => (
              <Link className="who" to="/agreements/draft/$draftId" params={{ draftId: id }}>
                {terms.title.trim() || say("agreements.untitled")}
              </Link>
            ),
          },
          { id: "agency", title: say("agreements.begun-by"), cell: ({ agency }) => agency.name },
          { id: "when", title: say("agreements.changed"), cell: ({ updatedAt }) => when.near(updatedAt) },
        ]}
      />
    </Part>
  );
}

function List({ agreements }: { agreements: readonly Agreement[] }) {
  const { say, when } = useDesk();
  const { me } = useSession();
  const waitsForUs = ({ proposed, parties }: Agreement) =>
    proposed !== null &&
    parties.some(({ id }) => id === me.agency.id) &&
    !proposed.signedBy.includes(me.agency.id);
  // What waits for this agency comes first; the rest keeps its order.
  const ordered = [...agreements.filter(waitsForUs), ...agreements.filter((one) => !waitsForUs(one))];
  return (
    <Table
      caption={say("agreements.title")}
      rows={ordered}
      keyOf={({ id }) => id}
      columns={[
        {
          id: "name",
          title: say("agreements.which"),
          heads: true,
          cell: (agreement) => (
            <Link className="who" to="/agreements/$agreementId" params={{ agreementId: agreement.id }}>
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
          cell: (agreement) => (
            <span className="row">
              <AgreementTag agreement={agreement} />
              {waitsForUs(agreement) ? (
                <Tag kind="soon">{say("agreements.waits-for-you")}</Tag>
              ) : (
                agreement.proposed &&
                agreement.status !== "proposed" && <Tag kind="here">{say("agreements.change-waits")}</Tag>
              )}
              {agreement.version === null &&
                agreement.status !== "proposed" &&
                agreement.status !== "ended" && <Tag kind="line">{say("agreement.unsigned")}</Tag>}
            </span>
          ),
        },
      ]}
    />
  );
}
