import { useQuery } from "@tanstack/react-query";
import type { Agreement, ProposedVersion } from "../../api/answers.ts";
import { useSession } from "../../session/session.tsx";

export interface ThatWaits {
  readonly agreement: Agreement;
  readonly proposed: ProposedVersion;
  /** The reader's agency has not signed. */
  readonly isOurs: boolean;
}

/** Agreements that wait for signatures and name the reader's agency, for its supervisors; what ends first comes first. */
export function useAgreementsThatWait(): readonly ThatWaits[] {
  const { api, me } = useSession();
  const agreements = useQuery({
    queryKey: ["agreements"],
    queryFn: ({ signal }) => api.get<{ protocols: readonly Agreement[] }>("/api/protocols", signal),
    enabled: me.member.supervises,
  });
  return (agreements.data?.protocols ?? [])
    .flatMap((agreement) =>
      agreement.proposed?.parties.some(({ id }) => id === me.agency.id)
        ? [
            {
              agreement,
              proposed: agreement.proposed,
              isOurs: !agreement.proposed.signedBy.includes(me.agency.id),
            },
          ]
        : [],
    )
    .sort((one, other) => Date.parse(one.proposed.expiresAt) - Date.parse(other.proposed.expiresAt));
}
