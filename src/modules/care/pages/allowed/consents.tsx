import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { AllowedConsent } from "../../../../web/api/allowed-answers.ts";
import type { Case } from "../../../../web/api/answers.ts";
import { type Desk, useDesk } from "../../../../web/desk-context.tsx";
import { Button } from "../../../../web/kit/button.tsx";
import { Dialog } from "../../../../web/kit/dialog.tsx";
import { Said } from "../../../../web/kit/field.tsx";
import { Part } from "../../../../web/kit/log.tsx";
import { Tag } from "../../../../web/kit/marks.tsx";
import { Table } from "../../../../web/kit/table.tsx";
import { useNotices } from "../../../../web/kit/toast.tsx";
import { sayProblem } from "../../../../web/session/problems.ts";
import { useSession } from "../../../../web/session/session.tsx";
import { sayCategories, sayCode, sayLanguage, sayPurpose } from "../../../../web/texts/names.ts";
import { sayReads } from "./words.ts";

/** What the person allowed: how they said it, with the very sentence, and what was read on it. */
export function Consents({ file, consents }: { file: Case; consents: readonly AllowedConsent[] }) {
  const desk = useDesk();
  const { say, when } = desk;
  return (
    <Part id="consents" title={say("consent.title")}>
      {consents.length === 0 ? (
        <p className="quiet">{say("consent.none")}</p>
      ) : (
        <Table
          caption={say("consent.title")}
          rows={consents}
          keyOf={({ id }) => id}
          columns={[
            {
              id: "who",
              title: say("allowed.who"),
              heads: true,
              cell: ({ agency, purpose }) => (
                <>
                  {agency.name}
                  <small>{sayPurpose(say, purpose)}</small>
                </>
              ),
            },
            {
              id: "what",
              title: say("allowed.what"),
              cell: ({ categories }) => sayCategories(desk, categories),
            },
            { id: "how", title: say("consent.how"), cell: (consent) => <How consent={consent} /> },
            { id: "read", title: say("allowed.read"), cell: ({ reads }) => sayReads(desk, reads) },
            {
              id: "act",
              title: say("allowed.until"),
              number: true,
              cell: (consent) => {
                const over = sayOver(consent, desk);
                if (over) return over;
                return (
                  <div className="stack">
                    <span>{when.day(consent.until)}</span>
                    {file.held && <Withdraw file={file} consent={consent} />}
                  </div>
                );
              },
            },
          ]}
        />
      )}
    </Part>
  );
}

function sayOver({ disputedAt, withdrawnAt, withdrawnTo, until }: AllowedConsent, desk: Desk) {
  const { say, when, now } = desk;
  if (disputedAt) return <Tag kind="late">{say("consent.disputed", { at: when.near(disputedAt) })}</Tag>;
  if (withdrawnAt) {
    return (
      <>
        <Tag kind="closed">{say("consent.withdrawn", { at: when.near(withdrawnAt) })}</Tag>
        {withdrawnTo && <small>{say("consent.withdrawn-to", { name: withdrawnTo.displayName })}</small>}
      </>
    );
  }
  return Date.parse(until) <= now().getTime() ? <Tag kind="closed">{say("allowed.over")}</Tag> : null;
}

function How({ consent }: { consent: AllowedConsent }) {
  const { say, when, locale } = useDesk();
  const { signed, heardBy, givenBy, assent, givenAt, readAloud, interpretedInto, sentence, language } =
    consent;
  const at = when.day(givenAt);
  // Whoever heard it may have left, and their name with them.
  const name = heardBy?.displayName || heardBy?.agency;
  const [heard, heardUnnamed] =
    givenBy === "guardian"
      ? (["consent.heard-guardian", "consent.heard-guardian-unnamed"] as const)
      : (["consent.heard", "consent.heard-unnamed"] as const);
  return (
    <>
      {signed ? say("consent.signed", { at }) : name ? say(heard, { at, name }) : say(heardUnnamed, { at })}
      {assent && ` ${sayCode(say, "consent-assent", assent)}`}
      {readAloud && ` ${say("consent.was-read-aloud")}`}
      {interpretedInto &&
        ` ${say("consent.was-interpreted", { language: sayLanguage(locale, interpretedInto) })}`}
      <details>
        <summary>{say("consent.sentence")}</summary>
        <blockquote dir="auto" lang={language ?? undefined}>
          {sentence}
        </blockquote>
      </details>
    </>
  );
}

function Withdraw({ file, consent }: { file: Case; consent: AllowedConsent }) {
  const { say } = useDesk();
  const { api } = useSession();
  const queries = useQueryClient();
  const tell = useNotices();
  const [asking, setAsking] = useState(false);
  const withdraw = useMutation({
    mutationFn: () => api.send("POST", `/api/cases/${file.id}/consents/${consent.id}/withdraw`),
    onSuccess: async () => {
      setAsking(false);
      tell({ text: say("consent.withdrawn-done", { agency: consent.agency.name }) });
      await queries.invalidateQueries({ queryKey: ["case", file.id] });
    },
  });
  return (
    <>
      <Button
        small
        onClick={() => setAsking(true)}
        aria-label={say("consent.withdraw-of", { agency: consent.agency.name })}
      >
        {say("consent.withdraw")}
      </Button>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={say("consent.withdraw-title", { agency: consent.agency.name })}
        closeLabel={say("close")}
      >
        <div className="stack stack-4">
          <p>{say("consent.withdraw-say")}</p>
          <p>{say("consent.means")}</p>
          <Said wrong={withdraw.isError && sayProblem(say, withdraw.error)} />
          <div className="row">
            <Button kind="danger" busy={withdraw.isPending} onClick={() => withdraw.mutate()}>
              {say("consent.withdraw-yes")}
            </Button>
            <Button onClick={() => setAsking(false)}>{say("cancel")}</Button>
          </div>
        </div>
      </Dialog>
    </>
  );
}
