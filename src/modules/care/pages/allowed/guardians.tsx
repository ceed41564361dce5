import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Guardian } from "../../../../web/api/allowed-answers.ts";
import type { Case } from "../../../../web/api/answers.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { Button } from "../../../../web/kit/button.tsx";
import { RadiosField } from "../../../../web/kit/choices-field.tsx";
import { Dialog } from "../../../../web/kit/dialog.tsx";
import { Said } from "../../../../web/kit/field.tsx";
import { Part } from "../../../../web/kit/log.tsx";
import { Note, Tag } from "../../../../web/kit/marks.tsx";
import { useNotices } from "../../../../web/kit/toast.tsx";
import { sayProblem } from "../../../../web/session/problems.ts";
import { useSession } from "../../../../web/session/session.tsx";
import { sayCode } from "../../../../web/texts/names.ts";
import { GUARDIAN_ENDS, type GuardianEnd } from "../../model/guardian.ts";
import { CodeDialog } from "./code-dialog.tsx";

/** Whether whom two named is one now: has words, or can still make them. */
export const stands = ({ beganAt, endedAt, endsAt }: Guardian, at: Date): boolean =>
  endedAt === null && (beganAt !== null || Date.parse(endsAt) > at.getTime());

/** Who reads along for a child, with words of their own, and who did. */
export function Guardians({ file, guardians }: { file: Case; guardians: readonly Guardian[] }) {
  const { say, when, now } = useDesk();
  const over = guardians.filter((one) => !stands(one, now()));
  return (
    <Part id="guardians" title={say("guardian.title")}>
      {guardians
        .filter((one) => stands(one, now()))
        .map((one) => (
          <Stands key={one.id} file={file} guardian={one} />
        ))}
      {over.length > 0 && (
        <ul className="plain-list small">
          {over.map((one) => (
            <li key={one.id}>
              <NamedBy guardian={one} />{" "}
              <Tag kind="closed">
                {sayCode(say, "guardian-ended", one.endedWhy ?? "late")}{" "}
                {when.near(one.endedAt ?? one.endsAt)}
              </Tag>
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}

/** After a hand-over the names of those who held the case before are not told. */
function NamedBy({ guardian: { namedBy, confirmedBy } }: { guardian: Guardian }) {
  const { say } = useDesk();
  return namedBy && confirmedBy
    ? say("guardian.by", { first: namedBy, second: confirmedBy })
    : say("guardian.by-others");
}

function Stands({ file, guardian }: { file: Case; guardian: Guardian }) {
  const { say, when, now } = useDesk();
  const { api } = useSession();
  const [open, setOpen] = useState<"code" | "end" | null>(null);
  const { id, beganAt, startsAt, endsAt, proof, reference } = guardian;
  const code = useMutation({
    mutationFn: () => api.send<{ code: string }>("POST", `/api/cases/${file.id}/guardians/${id}/code`),
    onSuccess: () => setOpen("code"),
  });
  const isAhead = Date.parse(startsAt) > now().getTime();
  return (
    <Note kind="soon">
      <div className="stack stack-4">
        <p>
          <b>
            <NamedBy guardian={guardian} />{" "}
          </b>
          {beganAt === null
            ? say("guardian.no-words", { until: when.near(endsAt) })
            : say("guardian.has-words", { at: when.near(beganAt) })}{" "}
          {isAhead && say("guardian.not-before", { day: when.day(startsAt) })}
        </p>
        <p className="small">
          {sayCode(say, "guardian-proof", proof)}{" "}
          {reference && <bdi>{say("order.number", { reference })}</bdi>}
        </p>
        <p className="small">
          {guardian.checked.map((one) => sayCode(say, "guardian-checked", one)).join(" ")}
        </p>
        <Said wrong={code.isError && sayProblem(say, code.error)} />
        {file.held && (
          <div className="row">
            {beganAt === null && (
              <Button busy={code.isPending} onClick={() => code.mutate()}>
                {say("guardian.code")}
              </Button>
            )}
            <Button icon="lock" onClick={() => setOpen("end")}>
              {say("guardian.end")}
            </Button>
          </div>
        )}
      </div>
      <CodeDialog
        code={code.data?.code}
        open={open === "code"}
        onClose={() => setOpen(null)}
        title={say("guardian.code-title")}
        about={say("guardian.code-say")}
        rules={say("guardian.code-rules")}
      />
      <End file={file} guardian={guardian} open={open === "end"} onClose={() => setOpen(null)} />
    </Note>
  );
}

/** One member is enough, and it holds at once. */
function End(props: { file: Case; guardian: Guardian; open: boolean; onClose: () => void }) {
  const { file, guardian, open, onClose } = props;
  const { say } = useDesk();
  const { api } = useSession();
  const queries = useQueryClient();
  const tell = useNotices();
  const [why, setWhy] = useState<GuardianEnd | "">("");
  const [wrong, setWrong] = useState("");
  const end = useMutation({
    mutationFn: () =>
      api.send("POST", `/api/cases/${file.id}/guardians/${guardian.id}/end`, { body: { why } }),
    onSuccess: async () => {
      onClose();
      tell({ icon: "lock", text: say("guardian.ended") });
      await queries.invalidateQueries({ queryKey: ["case", file.id] });
    },
  });
  return (
    <Dialog open={open} onClose={onClose} title={say("guardian.end-title")} closeLabel={say("close")}>
      <div className="stack stack-4">
        <p>{say("guardian.end-say")}</p>
        <RadiosField
          label={say("guardian.end-why")}
          value={why}
          choices={GUARDIAN_ENDS.map((value) => ({ value, label: sayCode(say, "guardian-end", value) }))}
          onChoose={setWhy}
        />
        <Said wrong={wrong || (end.isError && sayProblem(say, end.error))} />
        <div className="row">
          <Button
            kind="main"
            busy={end.isPending}
            onClick={() => (why === "" ? setWrong(say("guardian.end-choose")) : end.mutate())}
          >
            {say("guardian.end-do")}
          </Button>
          <Button onClick={onClose}>{say("cancel")}</Button>
        </div>
      </div>
    </Dialog>
  );
}
