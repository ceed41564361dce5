import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Wish } from "../../../../web/api/allowed-answers.ts";
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
import { sayCode } from "../../../../web/texts/names.ts";
import { AlsoDoneTo } from "../pair/also-done-to.tsx";

/** What was asked for and cannot be undone: it waits, and someone must speak with the person. */
export function Wishes({ file, wishes }: { file: Case; wishes: readonly Wish[] }) {
  const { say, when } = useDesk();
  const waiting = wishes.filter(({ endedAt }) => endedAt === null);
  const over = wishes.filter(({ endedAt }) => endedAt !== null);
  return (
    <Part id="wishes" title={say("wish.title")}>
      <div className="stack stack-4">
        {waiting.map((wish) => (
          <Waiting key={wish.id} file={file} wish={wish} />
        ))}
      </div>
      {over.length > 0 && (
        <ul className="plain-list small">
          {over.map(({ id, what, endedAt, endedHow }) => (
            <li key={id}>
              {sayCode(say, "wish-what", what)}{" "}
              <Tag kind="closed">
                {say(endedHow === "done" ? "wish.was-done" : "wish.was-stopped", {
                  at: when.near(endedAt ?? ""),
                })}
              </Tag>
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}

function Waiting({ file, wish }: { file: Case; wish: Wish }) {
  const { say, when } = useDesk();
  const { api } = useSession();
  const queries = useQueryClient();
  const tell = useNotices();
  const [reaching, setReaching] = useState(false);
  const stop = useMutation({
    mutationFn: () => api.send("POST", `/api/cases/${file.id}/wishes/${wish.id}/stop`),
    onSuccess: async () => {
      tell({ text: say("wish.stopped") });
      await queries.invalidateQueries({ queryKey: ["case", file.id] });
    },
  });
  return (
    <Note kind="soon">
      <div className="stack stack-4">
        <p>
          <b>{sayCode(say, "wish-what", wish.what)}</b>{" "}
          {wish.askedTo
            ? say("wish.heard-by", { name: wish.askedTo.displayName, at: when.near(wish.askedAt) })
            : say("wish.by-words", { at: when.near(wish.askedAt) })}{" "}
          {say("wish.not-before", { at: when.near(wish.ripeAt) })}
        </p>
        <p className="small">
          {say(wish.askedTo ? "wish.second-say" : "wish.reach-say")}{" "}
          {wish.askedTo ? (
            <Link to="/seconds">{say("wish.to-second")}</Link>
          ) : (
            <Link to="/cases/$caseId" params={{ caseId: file.id }}>
              {say("wish.to-contact")}
            </Link>
          )}
        </p>
        {wish.what !== "change-contact" && (
          <AlsoDoneTo file={file} sayIt={(aliases) => say("wish.pairs", { aliases })} />
        )}
        {wish.reached && (
          <p className="small">
            {say("wish.was-reached", { name: wish.reached.displayName, at: when.near(wish.reached.at) })}
          </p>
        )}
        <Said wrong={stop.isError && sayProblem(say, stop.error)} />
        {file.held && (
          <div className="row">
            {!wish.askedTo && <Button onClick={() => setReaching(true)}>{say("wish.reached")}</Button>}
            <Button busy={stop.isPending} onClick={() => stop.mutate()}>
              {say("wish.stop")}
            </Button>
          </div>
        )}
      </div>
      <Dialog
        open={reaching}
        onClose={() => setReaching(false)}
        title={say("wish.reached-title")}
        closeLabel={say("close")}
      >
        <Reached file={file} wish={wish} onClose={() => setReaching(false)} />
      </Dialog>
    </Note>
  );
}

/** The number is shown once, here, to be told to the person there and then. */
function Reached({ file, wish, onClose }: { file: Case; wish: Wish; onClose: () => void }) {
  const { say } = useDesk();
  const { api } = useSession();
  const queries = useQueryClient();
  const [how, setHow] = useState<How | "">("");
  const [wrong, setWrong] = useState("");
  const reach = useMutation({
    mutationFn: () =>
      api.send<{ number: string }>("POST", `/api/cases/${file.id}/wishes/${wish.id}/reached`, {
        body: { how },
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["case", file.id, "allowed"] }),
  });
  if (reach.data) {
    const { number } = reach.data;
    return (
      <div className="stack stack-4">
        <p>{say("wish.tell-number")}</p>
        <p className="mono" dir="ltr">
          <strong>{`${number.slice(0, 4)} ${number.slice(4)}`}</strong>
        </p>
        <p className="small quiet">{say("wish.number-rules")}</p>
        <div className="row">
          <Button kind="main" onClick={onClose}>
            {say("wish.told")}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <div className="stack stack-4">
      <p>{say("wish.ask-them")}</p>
      <HowKnown how={how} onHow={setHow} />
      <Said wrong={wrong || (reach.isError && sayProblem(say, reach.error))} />
      <div className="row">
        <Button
          kind="main"
          busy={reach.isPending}
          onClick={() => (how === "" ? setWrong(say("wish.choose-how")) : reach.mutate())}
        >
          {say("wish.make-number")}
        </Button>
        <Button onClick={onClose}>{say("cancel")}</Button>
      </div>
    </div>
  );
}

const KINDS = ["erase", "leave", "change-contact", "end-guardian"] as const;

/** Someone said it face to face: the same wait, and another member at its end. */
export function HearWish({ file, open, onClose }: { file: Case; open: boolean; onClose: () => void }) {
  const { say } = useDesk();
  const { api } = useSession();
  const queries = useQueryClient();
  const tell = useNotices();
  const keyFor = useOnceKey();
  const [what, setWhat] = useState<(typeof KINDS)[number] | "">("");
  const [wrong, setWrong] = useState("");
  const hear = useMutation({
    mutationFn: (body: object) =>
      api.send("POST", `/api/cases/${file.id}/wishes`, { body, key: keyFor(body) }),
    onSuccess: async () => {
      onClose();
      tell({ icon: "clock", text: say("wish.heard") });
      await queries.invalidateQueries({ queryKey: ["case", file.id] });
    },
  });
  return (
    <Dialog open={open} onClose={onClose} title={say("wish.hear")} closeLabel={say("close")}>
      <div className="stack stack-4">
        <p>{say("wish.hear-say")}</p>
        <AlsoDoneTo file={file} sayIt={(aliases) => say("wish.pairs", { aliases })} />
        <RadiosField
          label={say("wish.which")}
          value={what}
          choices={KINDS.map((value) => ({ value, label: sayCode(say, "wish-what", value) }))}
          onChoose={setWhat}
        />
        <Said wrong={wrong || (hear.isError && sayProblem(say, hear.error))} />
        <div className="row">
          <Button
            kind="main"
            busy={hear.isPending}
            onClick={() => (what === "" ? setWrong(say("wish.choose")) : hear.mutate({ what }))}
          >
            {say("wish.write-down")}
          </Button>
          <Button onClick={onClose}>{say("cancel")}</Button>
        </div>
      </div>
    </Dialog>
  );
}
