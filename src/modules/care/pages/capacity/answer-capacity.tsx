import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { CapacityQuestion } from "../../../../web/api/referral-answers.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { Button } from "../../../../web/kit/button.tsx";
import { RadiosField } from "../../../../web/kit/choices-field.tsx";
import { Said, TextField } from "../../../../web/kit/field.tsx";
import { useNotices } from "../../../../web/kit/toast.tsx";
import { useOnceKey } from "../../../../web/session/once.ts";
import { useSession } from "../../../../web/session/session.tsx";
import { CAPACITY_ANSWERS, type CapacityAnswer } from "../../model/capacity.ts";
import { sayReferralProblem } from "../referral/problem.ts";
import { sayQuestion } from "./say-capacity.ts";

const DAY_MS = 86_400_000;

/** Yes and until when, no, or from when. An answer can be given anew. */
export function AnswerCapacity({ question, onClose }: { question: CapacityQuestion; onClose: () => void }) {
  const desk = useDesk();
  const { say, now } = desk;
  const { api } = useSession();
  const queries = useQueryClient();
  const tell = useNotices();
  const keyFor = useOnceKey();
  const [answer, setAnswer] = useState<CapacityAnswer | "">(question.answer ?? "");
  const [until, setUntil] = useState(new Date(now().getTime() + DAY_MS).toISOString().slice(0, 10));
  const [wrong, setWrong] = useState("");
  const send = useMutation({
    mutationFn: (body: object) =>
      api.send("POST", `/api/capacity-questions/${question.id}/answer`, { body, key: keyFor(body) }),
    onSuccess: async () => {
      onClose();
      tell({ icon: "tick", text: say("capacity.answered") });
      await queries.invalidateQueries({ queryKey: ["capacity"] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (send.isPending) return;
    if (answer === "") return setWrong(say("referral.choose"));
    if (answer !== "no" && !/^\d{4}-\d{2}-\d{2}$/.test(until)) return setWrong(say("capacity.choose-day"));
    setWrong("");
    send.mutate({ answer, until: answer === "no" ? null : `${until}T12:00:00Z` });
  };
  return (
    <form className="stack stack-4" onSubmit={submit} noValidate>
      <p>{sayQuestion(question, desk)}</p>
      <RadiosField
        label={say("capacity.title")}
        value={answer}
        choices={CAPACITY_ANSWERS.map((value) => ({ value, label: say(`capacity-answer.${value}`) }))}
        onChoose={setAnswer}
        wrong={wrong}
      />
      {(answer === "yes" || answer === "later") && (
        <TextField
          label={say(answer === "yes" ? "capacity.keep-until" : "capacity.free-from")}
          type="date"
          dir="ltr"
          value={until}
          onText={setUntil}
        />
      )}
      <Said wrong={send.isError && sayReferralProblem(say, send.error)} />
      <div className="row">
        <Button kind="main" type="submit" busy={send.isPending}>
          {say("capacity.answer")}
        </Button>
        <Button onClick={onClose}>{say("cancel")}</Button>
      </div>
    </form>
  );
}
