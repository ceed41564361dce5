import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Case } from "../../../../web/api/answers.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { Button } from "../../../../web/kit/button.tsx";
import { RadiosField } from "../../../../web/kit/choices-field.tsx";
import { Dialog } from "../../../../web/kit/dialog.tsx";
import { Said, SelectField } from "../../../../web/kit/field.tsx";
import { useNotices } from "../../../../web/kit/toast.tsx";
import { sayProblem } from "../../../../web/session/problems.ts";
import { useSession } from "../../../../web/session/session.tsx";
import { sayCode } from "../../../../web/texts/names.ts";
import { AlsoDoneTo } from "../pair/also-done-to.tsx";

const BASES = ["person-agreed", "legal-order"] as const;

/** Offers the case to an agency that reads a part of it now; it changes hands when they accept. */
export function HandOverForm(props: { file: Case; open: boolean; onClose: () => void }) {
  const { file, open, onClose } = props;
  const { say } = useDesk();
  return (
    <Dialog open={open} onClose={onClose} title={say("hand-over.offer-title")} closeLabel={say("close")}>
      <Form file={file} onClose={onClose} />
    </Dialog>
  );
}

function Form({ file, onClose }: { file: Case; onClose: () => void }) {
  const { say } = useDesk();
  const { api } = useSession();
  const queries = useQueryClient();
  const tell = useNotices();
  const [agencyId, setAgencyId] = useState("");
  const [basis, setBasis] = useState<(typeof BASES)[number] | "">("");
  const [wrong, setWrong] = useState("");
  const reading = file.sees.filter((one) => one.basis !== "holder" && one.endedAt === null && !one.suspended);
  const agencies = [...new Map(reading.map(({ agency }) => [agency.id, agency])).values()];
  const offer = useMutation({
    mutationFn: (body: object) => api.send("PUT", `/api/cases/${file.id}/hand-over`, { body }),
    onSuccess: async () => {
      onClose();
      tell({ icon: "send", text: say("hand-over.offered") });
      await queries.invalidateQueries({ queryKey: ["hand-overs"] });
    },
  });
  if (agencies.length === 0) return <p>{say("hand-over.nobody")}</p>;
  const send = () => {
    const isChosen = agencyId !== "" && basis !== "";
    setWrong(isChosen ? "" : say("hand-over.choose"));
    if (isChosen) offer.mutate({ agencyId, basis });
  };
  return (
    <div className="stack stack-4">
      <p>{say("hand-over.offer-say")}</p>
      <AlsoDoneTo file={file} sayIt={(aliases) => say("hand-over.pairs", { aliases })} />
      <SelectField
        label={say("hand-over.next")}
        placeholder={say("hand-over.choose-next")}
        value={agencyId}
        options={agencies.map(({ id, name }) => ({ value: id, label: name }))}
        onChoose={setAgencyId}
      />
      <RadiosField
        label={say("hand-over.why")}
        choices={BASES.map((value) => ({ value, label: sayCode(say, "hand-over-basis", value) }))}
        value={basis}
        onChoose={setBasis}
      />
      <Said wrong={wrong || (offer.isError && sayProblem(say, offer.error))} />
      <div className="row">
        <Button kind="main" icon="send" busy={offer.isPending} onClick={send}>
          {say("hand-over.offer-do")}
        </Button>
        <Button onClick={onClose}>{say("cancel")}</Button>
      </div>
    </div>
  );
}
