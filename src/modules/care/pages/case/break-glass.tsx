import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { Category } from "../../../../core/access/context.ts";
import type { Case } from "../../../../web/api/answers.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { Button } from "../../../../web/kit/button.tsx";
import { Dialog } from "../../../../web/kit/dialog.tsx";
import { Said, TextArea } from "../../../../web/kit/field.tsx";
import { Kept } from "../../../../web/kit/letter.tsx";
import { Note } from "../../../../web/kit/marks.tsx";
import { useNotices } from "../../../../web/kit/toast.tsx";
import { useOnceKey } from "../../../../web/session/once.ts";
import { sayProblem } from "../../../../web/session/problems.ts";
import { useSession } from "../../../../web/session/session.tsx";
import { sayCategory } from "../../../../web/texts/names.ts";

const REASON_LENGTH_MIN = 20;

/** For danger to life, when asking would come too late. The person is shown it, with the reason. */
export function BreakGlass(props: { file: Case; category: Category; open: boolean; onClose: () => void }) {
  const { file, category, open, onClose } = props;
  const { say } = useDesk();
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={say("glass.title", { category: sayCategory(say, category), alias: file.alias })}
      closeLabel={say("close")}
    >
      <Reason caseId={file.id} category={category} onClose={onClose} />
    </Dialog>
  );
}

function Reason({ caseId, category, onClose }: { caseId: string; category: Category; onClose: () => void }) {
  const { say } = useDesk();
  const { api, purpose } = useSession();
  const queries = useQueryClient();
  const tell = useNotices();
  const keyFor = useOnceKey();
  const [reason, setReason] = useState("");
  const [wrong, setWrong] = useState("");
  const isPlace = category === "contact";
  const glass = useMutation({
    mutationFn: (body: { category: Category; reason: string }) =>
      api.send<{ state: string }>("POST", `/api/cases/${caseId}/break-glass`, { body, key: keyFor(body) }),
    onSuccess: async ({ state }) => {
      onClose();
      tell({ icon: "alert", text: say(state === "open" ? "glass.opened" : "glass.waits") });
      await queries.invalidateQueries({ queryKey: ["case", caseId] });
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (glass.isPending) return;
    const given = reason.trim();
    if (given.length < REASON_LENGTH_MIN) return setWrong(say("glass.short", { count: REASON_LENGTH_MIN }));
    setWrong("");
    glass.mutate({ category, reason: given });
  };
  return (
    <form autoComplete="off" className="stack stack-4" onSubmit={send} noValidate>
      <Note kind="danger">
        <p>{say("glass.lead")}</p>
      </Note>
      <Kept
        lines={[
          say("glass.four-hours"),
          say(isPlace ? "glass.second-before" : "glass.second-after"),
          say("glass.person-sees"),
          say("glass.desk"),
        ]}
      />
      <TextArea
        label={say("glass.reason")}
        why={say("glass.reason-why")}
        value={reason}
        onText={setReason}
        wrong={wrong}
        maxLength={2_000}
      />
      <Said wrong={glass.isError && sayProblem(say, glass.error)} />
      <div className="row">
        <Button
          kind="danger"
          type="submit"
          busy={glass.isPending}
          notYet={purpose === "support" ? undefined : say("glass.support-only")}
        >
          {say("glass.do")}
        </Button>
        <Button onClick={onClose}>{say("cancel")}</Button>
      </div>
    </form>
  );
}
