import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { Statement } from "../../../core/protocols/statement.ts";
import type { AgreementVersion, WholeAgreement } from "../../api/agreement-answers.ts";
import { useDesk } from "../../desk-context.tsx";
import { Button } from "../../kit/button.tsx";
import { Said } from "../../kit/field.tsx";
import { useOnceKey } from "../../session/once.ts";
import { sayProblem } from "../../session/problems.ts";
import { useSession } from "../../session/session.tsx";

const isOver = ({ status }: AgreementVersion): boolean => status === "expired" || status === "withdrawn";

/** Opens the editor with what ran out or was refused, so that nobody types it anew: what is read, or what came last. */
export function ProposeAgain({ agreement, shown }: { agreement: WholeAgreement; shown: AgreementVersion }) {
  const { say } = useDesk();
  const { api, me } = useSession();
  const navigate = useNavigate();
  const keyFor = useOnceKey();
  const version = isOver(shown) ? shown : (agreement.versions[0] ?? shown);
  const begin = useMutation({
    mutationFn: () => {
      const body = { protocolId: agreement.id, version: version.version };
      return api.send<{ id: string }>("POST", "/api/protocol-drafts", { body, key: keyFor(body) });
    },
    onSuccess: ({ id }) => navigate({ to: "/agreements/draft/$draftId", params: { draftId: id } }),
  });
  // As the server has it: a change is for the parties of today, a new agreement for whoever it names.
  const parties =
    agreement.status === "ended"
      ? (JSON.parse(version.statement) as Statement).terms.parties.map(({ agencyId }) => agencyId)
      : agreement.parties.map(({ id }) => id);
  if (!isOver(version) || !me.member.supervises || !parties.includes(me.agency.id)) return null;
  return (
    <section className="two" aria-labelledby="again">
      <h2 id="again">{say("again.title", { version: version.version })}</h2>
      <p className="small">{say("again.say")}</p>
      <Said wrong={begin.isError && sayProblem(say, begin.error)} />
      <div className="row">
        <Button
          kind="main"
          icon="pen"
          busy={begin.isPending}
          notYet={agreement.proposed ? say("again.waits") : undefined}
          onClick={() => begin.mutate()}
        >
          {say("again.open")}
        </Button>
      </div>
    </section>
  );
}
