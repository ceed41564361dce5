import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { type Assessment, actOf, PARTS } from "../../../core/gate/statement.ts";
import type { MemberKeys } from "../../../core/identity/member-keys.ts";
import { signAct } from "../../../core/proposals/signed.ts";
import type { Advice, Tool } from "../../api/tool-answers.ts";
import { useDesk } from "../../desk-context.tsx";
import { Button } from "../../kit/button.tsx";
import { Said, TextArea, TextField } from "../../kit/field.tsx";
import { Note } from "../../kit/marks.tsx";
import { useDraft } from "../../session/drafts.tsx";
import { useOnceKey } from "../../session/once.ts";
import { sayProblem } from "../../session/problems.ts";
import { useSession } from "../../session/session.tsx";

type Typed = Partial<Record<(typeof PARTS)[number] | "until" | "reply", string>>;

const TEXT_LENGTH_MIN = 10;
const HOLDS_AT_MOST_MS = 365 * 86_400_000;

/** The parts of an assessment, and until when it is to hold; what was typed outlives the dialog. */
export function AssessmentForm(props: {
  tool: Tool;
  advice: readonly Advice[];
  keys: MemberKeys;
  onClose: () => void;
}) {
  const { tool, advice, keys, onClose } = props;
  const { say, now } = useDesk();
  const { api, me } = useSession();
  const queries = useQueryClient();
  const keyFor = useOnceKey();
  const [draft, setDraft] = useDraft<Typed>(`assessment ${tool.name}`);
  const [wrong, setWrong] = useState<Typed>({});
  const typed = draft ?? {};
  const type = (what: keyof Typed) => (text: string) => setDraft({ ...typed, [what]: text });
  // What counts is the newest question about this version, if it is answered.
  const newest = advice.find((one) => one.agencyId === me.agency.id && one.version === tool.version);
  const answered = newest?.stance ? newest : undefined;
  const hasToReply = answered !== undefined && answered.stance !== "for";
  const propose = useMutation({
    mutationFn: async (assessment: Assessment) => {
      const own = { memberId: me.member.id, name: me.member.displayName, signingKey: keys.signing.publicKey };
      const signed = await signAct(actOf(assessment, me.agency.id), own, keys.signing.privateKey);
      const body = { assessment, signed };
      return api.send("POST", "/api/tool-assessments", { body, key: keyFor(body) });
    },
    onSuccess: () => {
      setDraft(undefined);
      onClose();
    },
    onSettled: () =>
      Promise.all(["tools", "proposals"].map((key) => queries.invalidateQueries({ queryKey: [key] }))),
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (propose.isPending) return;
    const needed = [...PARTS, ...(hasToReply ? (["reply"] as const) : [])];
    const slips: Typed = Object.fromEntries(
      needed
        .filter((part) => (typed[part] ?? "").trim().length < TEXT_LENGTH_MIN)
        .map((part) => [part, say("assess.too-short")]),
    );
    const until = Date.parse(typed.until ?? "");
    if (!(until >= now().getTime() && until <= now().getTime() + HOLDS_AT_MOST_MS))
      slips.until = say("assess.until-wrong");
    setWrong(slips);
    if (Object.keys(slips).length > 0) return;
    propose.mutate({
      ...{ tool: tool.name, version: tool.version, declaration: tool.declaration, until: typed.until ?? "" },
      parts: Object.fromEntries(
        PARTS.map((part) => [part, (typed[part] ?? "").trim()]),
      ) as Assessment["parts"],
      advice: answered ? { id: answered.id, reply: hasToReply ? (typed.reply ?? "").trim() : null } : null,
    });
  };
  return (
    <form className="stack stack-4" onSubmit={send} noValidate autoComplete="off">
      <p>{say("assess.say")}</p>
      {PARTS.map((part) => (
        <TextArea
          key={part}
          label={say(`assessment.${part}`)}
          why={say(`assess.${part}-why`)}
          value={typed[part] ?? ""}
          onText={type(part)}
          wrong={wrong[part]}
          maxLength={2000}
        />
      ))}
      {answered && hasToReply && (
        <>
          <Note kind="soon">
            <p>
              <strong>{say(answered.stance === "against" ? "advice.against" : "advice.conditions")}</strong>{" "}
              <bdi>{answered.answeredBody}</bdi>
            </p>
            <blockquote dir="auto">{answered.answer}</blockquote>
          </Note>
          <TextArea
            label={say(answered.stance === "against" ? "assess.reply-against" : "assess.reply-conditions")}
            why={say("assess.reply-why")}
            value={typed.reply ?? ""}
            onText={type("reply")}
            wrong={wrong.reply}
            maxLength={2000}
          />
        </>
      )}
      <TextField
        label={say("assessment.until")}
        why={say("assess.until-why")}
        type="date"
        dir="ltr"
        value={typed.until ?? ""}
        onText={type("until")}
        wrong={wrong.until}
      />
      <Note icon="key">{say("assess.with-own")}</Note>
      <Said wrong={propose.isError && sayProblem(say, propose.error)} />
      <div className="row">
        <Button kind="main" type="submit" icon="key" busy={propose.isPending}>
          {say("assess.sign")}
        </Button>
        <Button onClick={onClose}>{say("cancel")}</Button>
      </div>
    </form>
  );
}
