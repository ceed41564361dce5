import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Capacity, CapacityQuestion } from "../../../web/api/referral-answers.ts";
import { type Desk, useDesk } from "../../../web/desk-context.tsx";
import { Answer } from "../../../web/kit/answer.tsx";
import { Button } from "../../../web/kit/button.tsx";
import { Dialog } from "../../../web/kit/dialog.tsx";
import { Part, WaitingList } from "../../../web/kit/log.tsx";
import { useSession } from "../../../web/session/session.tsx";
import { AnswerCapacity } from "./capacity/answer-capacity.tsx";
import { AskCapacity } from "./capacity/ask-capacity.tsx";
import { sayAnswered, sayQuestion } from "./capacity/say-capacity.ts";

export function useCapacity() {
  const { api } = useSession();
  return useQuery({
    queryKey: ["capacity"],
    queryFn: ({ signal }) => api.get<Capacity>("/api/capacity-questions", signal),
  });
}

/** Is there room: asked of other agencies, and asked of this one, before anyone is named. */
export function CapacityPart() {
  const desk = useDesk();
  const { say } = desk;
  const capacity = useCapacity();
  const [asking, setAsking] = useState(false);
  const [answering, setAnswering] = useState<CapacityQuestion | null>(null);
  return (
    <Part
      id="capacity"
      title={say("capacity.title")}
      end={
        <Button small icon="speak" onClick={() => setAsking(true)}>
          {say("capacity.ask")}
        </Button>
      }
    >
      <p className="small quiet">{say("capacity.lead")}</p>
      <Answer query={capacity} loading={say("referrals.loading")}>
        {({ questions, couldBeAsked }) => (
          <>
            {questions.length === 0 ? (
              <p className="quiet part-body">{say("capacity.none")}</p>
            ) : (
              <WaitingList
                label={say("capacity.title")}
                entries={questions.map((one) => entryOf(one, desk, setAnswering))}
              />
            )}
            <Dialog
              open={asking}
              onClose={() => setAsking(false)}
              title={say("capacity.ask")}
              closeLabel={say("close")}
            >
              <AskCapacity couldBeAsked={couldBeAsked} onClose={() => setAsking(false)} />
            </Dialog>
          </>
        )}
      </Answer>
      <Dialog
        open={answering !== null}
        onClose={() => setAnswering(null)}
        title={answering ? say("capacity.asks", { agency: answering.from.name }) : ""}
        closeLabel={say("close")}
      >
        {answering && <AnswerCapacity question={answering} onClose={() => setAnswering(null)} />}
      </Dialog>
    </Part>
  );
}

function entryOf(question: CapacityQuestion, desk: Desk, onAnswer: (question: CapacityQuestion) => void) {
  const { say } = desk;
  const { id, side, from, to, answer } = question;
  const waits = answer === null;
  return {
    id,
    icon: waits ? ("inbox" as const) : ("tick" as const),
    done: !waits,
    title:
      side === "asker" ? (
        <bdi>{to.name}</bdi>
      ) : (
        <button type="button" className="as-link" onClick={() => onAnswer(question)}>
          {say("capacity.asks", { agency: from.name })}
        </button>
      ),
    note: sayQuestion(question, desk),
    wait: sayAnswered(question, desk),
    nearness: waits && side === "asked" ? ("soon" as const) : undefined,
  };
}
