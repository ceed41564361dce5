import { useNavigate } from "@tanstack/react-router";
import { useDesk } from "../desk-context.tsx";
import { Icon } from "../kit/icon.tsx";
import { Pick } from "../kit/menu.tsx";
import { sayWith } from "../rich.tsx";
import { useSession } from "../session/session.tsx";

/** On every page: for whom and why one looks. The purpose lives in the address, so that a reload keeps it. */
export function PurposeBar() {
  const { say } = useDesk();
  const { me, purpose } = useSession();
  const navigate = useNavigate();
  const agency = <strong className="agency">{me.agency.name}</strong>;
  if (!purpose) {
    return (
      <section className="purpose" aria-label={say("purpose.region")}>
        <p>{sayWith(say, "purpose.none", { agency })}</p>
      </section>
    );
  }
  const pick = (
    <Pick
      label={say("purpose.label")}
      value={purpose}
      options={me.purposes.map((value) => ({
        value,
        label: say(`purpose.${value}`),
        why: say(`purpose-why.${value}`),
      }))}
      onPick={(value) => navigate({ to: ".", search: (before) => ({ ...before, for: value }) })}
    />
  );
  return (
    <section className="purpose" aria-label={say("purpose.region")}>
      <p>{sayWith(say, "purpose.sentence", { agency, purpose: pick })}</p>
      <p className="tiny quiet">
        <Icon name="eye" />
        {say("purpose.recorded")}
      </p>
    </section>
  );
}
