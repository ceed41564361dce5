import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Category } from "../../../../core/access/context.ts";
import type { Agreement } from "../../../../web/api/answers.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { useSession } from "../../../../web/session/session.tsx";

/**
 * The suspended agreements that would open a part, each with its reason a click away. `holderId`: of the agency that
 * holds the case, where the reader may still know it.
 */
export function SuspendedAgreements({ category, holderId }: { category: Category; holderId?: string }) {
  const { say } = useDesk();
  const { api, me } = useSession();
  const agreements = useQuery({
    queryKey: ["agreements"],
    queryFn: ({ signal }) => api.get<{ protocols: readonly Agreement[] }>("/api/protocols", signal),
  });
  const needed = holderId ? [me.agency.id, holderId] : [me.agency.id];
  const suspended = (agreements.data?.protocols ?? []).filter(
    ({ status, parties, scope }) =>
      status === "suspended" &&
      needed.every((party) => parties.some(({ id }) => id === party)) &&
      scope.some((covered) => covered.category === category),
  );
  return suspended.map(({ id, number, title }) => (
    <p key={id}>
      {say("suspended.here", { number: String(number) })}{" "}
      <Link to="/agreements/$agreementId" params={{ agreementId: id }}>
        {title}
      </Link>
    </p>
  ));
}
