import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Named } from "../../../../web/api/answers.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { Button } from "../../../../web/kit/button.tsx";
import { useSession } from "../../../../web/session/session.tsx";
import { DeclareOutside, type OutsideAgency } from "./declare-outside.tsx";

/** An agency outside whose telephone or key is another one now: written down before a file goes to it again. */
export function ChangedOutside({ agency, onChanged }: { agency: Named; onChanged: () => void }) {
  const { say } = useDesk();
  const { api } = useSession();
  const [isOpen, setOpen] = useState(false);
  const all = useQuery({
    queryKey: ["outside-agencies"],
    queryFn: ({ signal }) => api.get<{ agencies: readonly OutsideAgency[] }>("/api/outside-agencies", signal),
  });
  const known = all.data?.agencies.find(({ id }) => id === agency.id);
  if (!known) return null;
  if (!isOpen) {
    return (
      <div className="row">
        <span className="small">
          {agency.name}, <bdi dir="ltr">{known.phone}</bdi>
        </span>
        <Button small icon="pen" onClick={() => setOpen(true)}>
          {say("outside.changed")}
        </Button>
      </div>
    );
  }
  return (
    <DeclareOutside
      known={known}
      onDeclared={() => {
        setOpen(false);
        onChanged();
      }}
    />
  );
}
