import { useQuery } from "@tanstack/react-query";
import type { Named } from "../api/answers.ts";
import { useDesk } from "../desk-context.tsx";
import { useSession } from "../session/session.tsx";
import { SelectField } from "./field.tsx";

/** The agency whose supervisors may be the second too: for one where nobody else is left. "" is only here. */
export function SecondElsewhere({
  agencyId,
  onChoose,
}: {
  agencyId: string;
  onChoose: (id: string) => void;
}) {
  const { say } = useDesk();
  const { api, me } = useSession();
  const agencies = useQuery({
    queryKey: ["agencies"],
    queryFn: ({ signal }) => api.get<{ agencies: readonly Named[] }>("/api/agencies", signal),
  });
  return (
    <SelectField
      label={say("second.elsewhere")}
      why={say("second.elsewhere-why")}
      value={agencyId}
      placeholder={say("second.here")}
      options={(agencies.data?.agencies ?? [])
        .filter(({ id }) => id !== me.agency.id)
        .map(({ id, name }) => ({ value: id, label: name }))}
      onChoose={onChoose}
      onClear={() => onChoose("")}
    />
  );
}
