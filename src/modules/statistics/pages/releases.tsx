import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useDesk } from "../../../web/desk-context.tsx";
import { Answer } from "../../../web/kit/answer.tsx";
import { AuditSaid } from "../../../web/kit/audit-said.tsx";
import { Button } from "../../../web/kit/button.tsx";
import { Dialog } from "../../../web/kit/dialog.tsx";
import { Said, TextField } from "../../../web/kit/field.tsx";
import { Tag } from "../../../web/kit/marks.tsx";
import { ReasonDialog } from "../../../web/kit/reason-dialog.tsx";
import { Empty } from "../../../web/kit/states.tsx";
import { useNotices } from "../../../web/kit/toast.tsx";
import { useOnceKey } from "../../../web/session/once.ts";
import { sayProblem } from "../../../web/session/problems.ts";
import { useSession } from "../../../web/session/session.tsx";
import { useTitle } from "../../../web/shell/title.ts";
import type { Budget, ReleaseRow } from "../store.ts";
import { Populations } from "./populations.tsx";
import { Quality } from "./quality.tsx";

type Release = {
  [Key in keyof ReleaseRow]: ReleaseRow[Key] extends Date | null
    ? string | Extract<ReleaseRow[Key], null>
    : ReleaseRow[Key];
};
interface Listed {
  readonly releases: readonly Release[];
  readonly budgets: readonly Budget[];
}
const TEXT_MIN = 3;

/** What this agency released, what of it is published, and the way there and back. */
export function ReleasesPage() {
  const { say } = useDesk();
  const { api } = useSession();
  useTitle(say("releases.title"));
  const found = useQuery({
    queryKey: ["releases"],
    queryFn: ({ signal }) => api.get<Listed>("/api/releases", signal),
    staleTime: 0, // what a second member confirmed a moment ago is seen here
  });
  return (
    <div className="stack stack-5">
      <header className="desk-head">
        <div>
          <h1>{say("releases.title")}</h1>
          <p className="quiet">{say("releases.lead")}</p>
        </div>
        <a className="btn" href="/statistics">
          {say("releases.public")}
        </a>
      </header>
      <Answer query={found} loading={say("releases.loading")}>
        {({ releases, budgets }) => (
          <>
            <Budgets budgets={budgets} />
            {releases.length === 0 ? (
              <Empty title={say("releases.none")}>{say("releases.none-say")}</Empty>
            ) : (
              <ul className="stack stack-5">
                {releases.map((release) => (
                  <One key={release.id} release={release} />
                ))}
              </ul>
            )}
          </>
        )}
      </Answer>
      <Populations />
      <Quality />
    </div>
  );
}

/** What may still be told within 365 days; of nothing, for who does not answer for it. */
function Budgets({ budgets }: { budgets: readonly Budget[] }) {
  const { say } = useDesk();
  if (budgets.length === 0) return null;
  return (
    <section className="stack stack-2">
      <h2>{say("releases.left")}</h2>
      <p className="small quiet">{say("releases.left-say")}</p>
      <ul className="plain-list">
        {budgets.map(({ populationId, name, epsilon, delta }) => (
          <li key={populationId ?? ""}>
            {name === null ? say("releases.left-own") : <bdi>{name}</bdi>}:{" "}
            {say("releases.left-is", {
              epsilon: Number(epsilon.toFixed(3)),
              delta: Number((delta * 1e6).toFixed(2)),
            })}
          </li>
        ))}
      </ul>
    </section>
  );
}

function One({ release }: { release: Release }) {
  const { say, when } = useDesk();
  const { me } = useSession();
  const [open, setOpen] = useState<"publish" | "withdraw" | null>(null);
  const {
    id,
    madeAt,
    madeBy,
    rows,
    epsilon,
    title,
    question,
    publishedAt,
    withdrawnAt,
    withdrawnBecause,
    waits,
    source,
    audit,
  } = release;
  const close = () => setOpen(null);
  const isOpen = !publishedAt && !withdrawnAt && !waits;
  const mayPropose = me.member.roles.includes("statistician") && isOpen && audit?.passed === true;
  return (
    <li className="stack stack-2">
      <h2>
        {title ?? say("releases.made", { day: when.day(madeAt), who: madeBy ?? "" })}{" "}
        <Standing release={release} />
      </h2>
      <p dir="auto">{question}</p>
      <p className="small quiet">
        {title && <>{say("releases.made", { day: when.day(madeAt), who: madeBy ?? "" })}. </>}
        {say("releases.size", { rows, epsilon })}
      </p>
      {source && (
        <p className="small quiet">
          {say("releases.source", { title: source.title, origin: source.origin })}{" "}
          {say(`releases.source-${source.kind}`)}
        </p>
      )}
      <AuditSaid audit={audit} />
      {withdrawnBecause && <blockquote dir="auto">{withdrawnBecause}</blockquote>}
      <div className="row no-print">
        {publishedAt && (
          <a className="btn" href={`/statistics/${id}`}>
            {say("releases.look")}
          </a>
        )}
        {!publishedAt && !withdrawnAt && (
          <a className="btn" href={`/statistics/${id}/preview`}>
            {say("releases.preview")}
          </a>
        )}
        {mayPropose && <Button onClick={() => setOpen("publish")}>{say("releases.propose")}</Button>}
        {!withdrawnAt && <Button onClick={() => setOpen("withdraw")}>{say("releases.withdraw")}</Button>}
      </div>
      {open === "publish" && <Publish id={id} question={question} onClose={close} />}
      {open === "withdraw" && <Withdraw id={id} onClose={close} />}
    </li>
  );
}

function Standing({ release: { publishedAt, withdrawnAt, waits } }: { release: Release }) {
  const { say, when } = useDesk();
  if (withdrawnAt)
    return <Tag kind="closed">{say("releases.withdrawn", { day: when.day(withdrawnAt) })}</Tag>;
  if (publishedAt) return <Tag kind="done">{say("releases.published", { day: when.day(publishedAt) })}</Tag>;
  if (waits)
    return <Tag kind="soon">{say(waits === "first" ? "releases.waits" : "releases.waits-again")}</Tag>;
  return <Tag kind="line">{say("releases.kept")}</Tag>;
}

function Publish({ id, question, onClose }: { id: string; question: string; onClose: () => void }) {
  const { say } = useDesk();
  const { api } = useSession();
  const queries = useQueryClient();
  const notice = useNotices();
  const keyFor = useOnceKey();
  const [title, setTitle] = useState("");
  const [isSent, setSent] = useState(false);
  const propose = useMutation({
    mutationFn: () => {
      const body = { title: title.trim() };
      return api.send("POST", `/api/releases/${id}/publication`, { body, key: keyFor(body) });
    },
    onSuccess: async () => {
      onClose();
      notice({ text: say("releases.proposed") });
      await queries.invalidateQueries({ queryKey: ["releases"] });
    },
  });
  const wrong = (text: string) => (isSent && text.trim().length < TEXT_MIN ? say("releases.short") : "");
  const send = (event: FormEvent) => {
    event.preventDefault();
    setSent(true);
    if (propose.isPending || title.trim().length < TEXT_MIN) return;
    propose.mutate();
  };
  return (
    <Dialog open onClose={onClose} title={say("releases.propose")} closeLabel={say("close")}>
      <form className="stack stack-4" onSubmit={send} noValidate autoComplete="off">
        <p>{say("releases.propose-say")}</p>
        <TextField
          label={say("releases.name")}
          why={say("releases.name-why")}
          value={title}
          onText={setTitle}
          maxLength={160}
          wrong={wrong(title)}
        />
        <div className="stack stack-1">
          <p>{say("releases.question")}</p>
          <blockquote dir="auto">{question}</blockquote>
        </div>
        <Said wrong={propose.isError && sayProblem(say, propose.error)} />
        <div className="row">
          <Button kind="main" type="submit" busy={propose.isPending}>
            {say("releases.do-propose")}
          </Button>
          <Button onClick={onClose}>{say("cancel")}</Button>
        </div>
      </form>
    </Dialog>
  );
}

function Withdraw({ id, onClose }: { id: string; onClose: () => void }) {
  const { say } = useDesk();
  const { api } = useSession();
  const queries = useQueryClient();
  const notice = useNotices();
  const keyFor = useOnceKey();
  return (
    <ReasonDialog
      title={say("releases.withdraw")}
      lead={say("releases.withdraw-say")}
      label={say("releases.why")}
      why={say("releases.why-why")}
      needed={say("releases.short")}
      action={say("releases.do-withdraw")}
      send={(reason) =>
        api.send("POST", `/api/releases/${id}/withdrawal`, { body: { reason }, key: keyFor({ reason }) })
      }
      onDone={() => {
        notice({ text: say("releases.gone") });
        return queries.invalidateQueries({ queryKey: ["releases"] });
      }}
      onClose={onClose}
    />
  );
}
