import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { WordsReset } from "../../../../web/api/allowed-answers.ts";
import type { Case } from "../../../../web/api/answers.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { Button } from "../../../../web/kit/button.tsx";
import { RadiosField } from "../../../../web/kit/choices-field.tsx";
import { Dialog } from "../../../../web/kit/dialog.tsx";
import { Said } from "../../../../web/kit/field.tsx";
import { type How, HowKnown } from "../../../../web/kit/how-known.tsx";
import { Part } from "../../../../web/kit/log.tsx";
import { Note, Tag } from "../../../../web/kit/marks.tsx";
import { useNotices } from "../../../../web/kit/toast.tsx";
import { useOnceKey } from "../../../../web/session/once.ts";
import { sayProblem } from "../../../../web/session/problems.ts";
import { useSession } from "../../../../web/session/session.tsx";
import { CodeDialog } from "./code-dialog.tsx";

/** New words that two members stand for: a day in which they can be stopped, then a code. */
export function WordsResets({ file, resets }: { file: Case; resets: readonly WordsReset[] }) {
  const { say, when, now } = useDesk();
  const waits = (reset: WordsReset) => reset.endedAt === null && Date.parse(reset.endsAt) > now().getTime();
  const over = resets.filter((reset) => !waits(reset));
  return (
    <Part id="words-resets" title={say("words-reset.title")}>
      {resets.filter(waits).map((reset) => (
        <Waiting key={reset.id} file={file} reset={reset} />
      ))}
      {over.length > 0 && (
        <ul className="plain-list small">
          {over.map(({ id, metBy, confirmedBy, endedAt, endedHow, endsAt }) => (
            <li key={id}>
              {say("words-reset.by", { first: metBy ?? "", second: confirmedBy ?? "" })}{" "}
              <Tag kind="closed">
                {say(endedHow === "done" ? "words-reset.was-done" : "words-reset.was-stopped", {
                  at: when.near(endedAt ?? endsAt),
                })}
              </Tag>
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}

function Waiting({ file, reset }: { file: Case; reset: WordsReset }) {
  const { say, when, now } = useDesk();
  const { api } = useSession();
  const queries = useQueryClient();
  const tell = useNotices();
  const [showing, setShowing] = useState(false);
  const url = `/api/cases/${file.id}/words-resets/${reset.id}`;
  const stop = useMutation({
    mutationFn: () => api.send("POST", `${url}/stop`),
    onSuccess: async () => {
      tell({ text: say("words-reset.stopped") });
      await queries.invalidateQueries({ queryKey: ["case", file.id] });
    },
  });
  const code = useMutation({
    mutationFn: () => api.send<{ code: string }>("POST", `${url}/code`),
    onSuccess: () => setShowing(true),
  });
  const third = useMutation({
    mutationFn: () => api.send("POST", `${url}/third`),
    onSuccess: async () => {
      tell({ icon: "people", text: say("words-reset.third-stands") });
      await queries.invalidateQueries({ queryKey: ["case", file.id] });
    },
  });
  const needsThird = reset.saidNoAt !== null && reset.thirdAt === null;
  const early = Date.parse(reset.opensAt) > now().getTime();
  return (
    <Note kind="soon">
      <div className="stack stack-4">
        <p>
          {reset.metBy && reset.confirmedBy && (
            <b>{say("words-reset.by", { first: reset.metBy, second: reset.confirmedBy })} </b>
          )}
          {say("words-reset.not-before", {
            from: when.near(reset.opensAt),
            until: when.near(reset.endsAt),
          })}
        </p>
        <p className="small">
          {say(reset.why === "stolen" ? "words-reset.rules-stolen" : "words-reset.rules")}
        </p>
        {needsThird && <p>{say("words-reset.said-no", { until: when.near(reset.endsAt) })}</p>}
        <Said
          wrong={
            (stop.isError && sayProblem(say, stop.error)) ||
            (code.isError && sayProblem(say, code.error)) ||
            (third.isError && sayProblem(say, third.error))
          }
        />
        {needsThird && (
          <div className="row">
            <Button icon="people" busy={third.isPending} onClick={() => third.mutate()}>
              {say("words-reset.be-third")}
            </Button>
          </div>
        )}
        {file.held && (
          <div className="row">
            <Button
              busy={code.isPending}
              notYet={
                needsThird ? say("words-reset.needs-third") : early ? say("words-reset.too-early") : undefined
              }
              onClick={() => code.mutate()}
            >
              {say("words-reset.code")}
            </Button>
            <Button busy={stop.isPending} onClick={() => stop.mutate()}>
              {say("words-reset.stop")}
            </Button>
          </div>
        )}
      </div>
      <CodeDialog
        code={code.data?.code}
        open={showing}
        onClose={() => setShowing(false)}
        title={say("words-reset.code-title")}
        about={say("words-reset.code-say")}
        rules={say("words-reset.code-rules")}
      />
    </Note>
  );
}

/** One member says that they met the person; it goes to a second one who has to know it too. */
export function AskForNewWords({ file, open, onClose }: { file: Case; open: boolean; onClose: () => void }) {
  const { say } = useDesk();
  const { api } = useSession();
  const queries = useQueryClient();
  const tell = useNotices();
  const keyFor = useOnceKey();
  const [how, setHow] = useState<How | "">("");
  const [why, setWhy] = useState<WordsReset["why"]>("lost");
  const [wrong, setWrong] = useState("");
  const ask = useMutation({
    mutationFn: (body: object) =>
      api.send("POST", `/api/cases/${file.id}/words-resets`, { body, key: keyFor(body) }),
    onSuccess: async () => {
      onClose();
      tell({ icon: "people", text: say("words-reset.asked") });
      await queries.invalidateQueries({ queryKey: ["proposals"] });
    },
  });
  return (
    <Dialog open={open} onClose={onClose} title={say("words-reset.ask")} closeLabel={say("close")}>
      <div className="stack stack-4">
        <p>{say("words-reset.ask-say")}</p>
        <RadiosField<WordsReset["why"]>
          label={say("words-reset.why")}
          why={say("words-reset.why-why")}
          value={why}
          choices={[
            { value: "lost", label: say("words-reset.why-lost") },
            { value: "stolen", label: say("words-reset.why-stolen") },
          ]}
          onChoose={setWhy}
        />
        <HowKnown how={how} onHow={setHow} />
        <Said wrong={wrong || (ask.isError && sayProblem(say, ask.error))} />
        <div className="row">
          <Button
            kind="main"
            busy={ask.isPending}
            onClick={() => (how === "" ? setWrong(say("wish.choose-how")) : ask.mutate({ how, why }))}
          >
            {say("words-reset.propose")}
          </Button>
          <Button onClick={onClose}>{say("cancel")}</Button>
        </div>
      </div>
    </Dialog>
  );
}
