import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { Advice, Tool } from "../../api/tool-answers.ts";
import { useDesk } from "../../desk-context.tsx";
import { Button } from "../../kit/button.tsx";
import { Dialog } from "../../kit/dialog.tsx";
import { Said, SelectField, TextArea, TextField } from "../../kit/field.tsx";
import { Tag, type TagKind } from "../../kit/marks.tsx";
import { useOnceKey } from "../../session/once.ts";
import { sayProblem } from "../../session/problems.ts";
import { useSession } from "../../session/session.tsx";

type Stance = NonNullable<Advice["stance"]>;
const STANCES: readonly Stance[] = ["for", "conditions", "against"];
const TAGS: Readonly<Record<Stance, TagKind>> = { for: "done", conditions: "soon", against: "late" };
const TEXT_LENGTH_MIN = 10;

/** What the survivors' council was asked about a tool and what it answered; the way to ask, and to answer. */
export function ToolAdvice(props: { tool: Tool; advice: readonly Advice[]; hasCouncil: boolean }) {
  const { tool, advice, hasCouncil } = props;
  const { say, when } = useDesk();
  const { me } = useSession();
  const [asking, setAsking] = useState(false);
  const [answering, setAnswering] = useState<Advice | null>(null);
  const assesses = me.member.supervises || me.member.roles.includes("data-protection-officer");
  const mayAnswer = ({ agencyId, askedBy, stance }: Advice) =>
    stance === null &&
    (hasCouncil
      ? me.agency.kind === "survivors-council" && agencyId !== me.agency.id
      : assesses && agencyId === me.agency.id && askedBy !== me.member.id);
  return (
    <div className="stack stack-2">
      {advice.length > 0 && <h3>{say("advice.title")}</h3>}
      {advice.map((one) => (
        <details key={one.id} open={one.stance === null}>
          <summary>
            <bdi>{one.agency}</bdi>, {when.day(one.askedAt)}{" "}
            <Tag kind={one.stance ? TAGS[one.stance] : "soon"}>
              {say(`advice.${one.stance ?? "unanswered"}`)}
            </Tag>
          </summary>
          <blockquote dir="auto">{one.question}</blockquote>
          {one.answer && (
            <>
              <p className="small">
                <bdi>{one.answeredBody}</bdi>, {one.answeredAt && when.day(one.answeredAt)}
              </p>
              <blockquote dir="auto">{one.answer}</blockquote>
            </>
          )}
          {mayAnswer(one) && (
            <div className="row no-print">
              <Button onClick={() => setAnswering(one)}>
                {say(hasCouncil ? "advice.answer" : "advice.record")}
              </Button>
            </div>
          )}
        </details>
      ))}
      {assesses && (
        <div className="row no-print">
          <Button icon="speak" onClick={() => setAsking(true)}>
            {say("advice.ask")}
          </Button>
        </div>
      )}
      {asking && <Ask tool={tool} onClose={() => setAsking(false)} />}
      {answering && (
        <AnswerForm advice={answering} hasCouncil={hasCouncil} onClose={() => setAnswering(null)} />
      )}
    </div>
  );
}

function Ask({ tool, onClose }: { tool: Tool; onClose: () => void }) {
  const { say } = useDesk();
  const { api } = useSession();
  const queries = useQueryClient();
  const keyFor = useOnceKey();
  const [question, setQuestion] = useState("");
  const [wrong, setWrong] = useState("");
  const ask = useMutation({
    mutationFn: (body: { question: string }) =>
      api.send("POST", `/api/tools/${tool.name}/advice`, { body, key: keyFor(body) }),
    onSuccess: async () => {
      onClose();
      await queries.invalidateQueries({ queryKey: ["tools"] });
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (ask.isPending) return;
    if (question.trim().length < TEXT_LENGTH_MIN) return setWrong(say("assess.too-short"));
    setWrong("");
    ask.mutate({ question: question.trim() });
  };
  return (
    <Dialog open onClose={onClose} title={say("advice.ask")} closeLabel={say("close")}>
      <form className="stack stack-4" onSubmit={send} noValidate autoComplete="off">
        <TextArea
          label={say("advice.question")}
          why={say("advice.question-why")}
          value={question}
          onText={setQuestion}
          wrong={wrong}
          maxLength={1000}
        />
        <Said wrong={ask.isError && sayProblem(say, ask.error)} />
        <div className="row">
          <Button kind="main" type="submit" busy={ask.isPending}>
            {say("advice.ask-do")}
          </Button>
          <Button onClick={onClose}>{say("cancel")}</Button>
        </div>
      </form>
    </Dialog>
  );
}

function AnswerForm(props: { advice: Advice; hasCouncil: boolean; onClose: () => void }) {
  const { advice, hasCouncil, onClose } = props;
  const { say } = useDesk();
  const { api } = useSession();
  const queries = useQueryClient();
  const [stance, setStance] = useState<Stance | "">("");
  const [answer, setAnswer] = useState("");
  const [body, setBody] = useState("");
  const [slips, setSlips] = useState<{ stance?: string; answer?: string; body?: string }>({});
  const reply = useMutation({
    mutationFn: (given: { stance: Stance; answer: string; body: string | null }) =>
      api.send("POST", `/api/tool-advice/${advice.id}/answer`, { body: given }),
    onSuccess: async () => {
      onClose();
      await queries.invalidateQueries({ queryKey: ["tools"] });
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (reply.isPending) return;
    const found = {
      ...(stance === "" && { stance: say("advice.stance-needed") }),
      ...(answer.trim().length < TEXT_LENGTH_MIN && { answer: say("assess.too-short") }),
      ...(!hasCouncil && body.trim().length < 3 && { body: say("advice.body-needed") }),
    };
    setSlips(found);
    if (stance === "" || Object.keys(found).length > 0) return;
    reply.mutate({ stance, answer: answer.trim(), body: hasCouncil ? null : body.trim() });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={say(hasCouncil ? "advice.answer" : "advice.record")}
      closeLabel={say("close")}
    >
      <form className="stack stack-4" onSubmit={send} noValidate autoComplete="off">
        <blockquote dir="auto">{advice.question}</blockquote>
        {!hasCouncil && (
          <TextField
            label={say("advice.body")}
            why={say("advice.body-why")}
            value={body}
            onText={setBody}
            wrong={slips.body}
            maxLength={200}
          />
        )}
        <SelectField
          label={say("advice.stance")}
          value={stance}
          placeholder={say("advice.choose")}
          options={STANCES.map((value) => ({ value, label: say(`advice.${value}`) }))}
          onChoose={setStance}
          wrong={slips.stance}
        />
        <TextArea
          label={say("advice.text")}
          why={say("advice.text-why")}
          value={answer}
          onText={setAnswer}
          wrong={slips.answer}
          maxLength={2000}
        />
        <Said wrong={reply.isError && sayProblem(say, reply.error)} />
        <div className="row">
          <Button kind="main" type="submit" busy={reply.isPending}>
            {say("advice.answer-do")}
          </Button>
          <Button onClick={onClose}>{say("cancel")}</Button>
        </div>
      </form>
    </Dialog>
  );
}
