import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Case, CasePair } from "../../../../web/api/answers.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { Button } from "../../../../web/kit/button.tsx";
import { Dialog } from "../../../../web/kit/dialog.tsx";
import { Said } from "../../../../web/kit/field.tsx";
import { Part, WaitingList } from "../../../../web/kit/log.tsx";
import { Note } from "../../../../web/kit/marks.tsx";
import { useNotices } from "../../../../web/kit/toast.tsx";
import { sayProblem } from "../../../../web/session/problems.ts";
import { useSession } from "../../../../web/session/session.tsx";

/** At the top of a case that is set aside: which one stands for the person. */
export function SetAside({ file }: { file: Case }) {
  const { say } = useDesk();
  if (!file.keptWith) return null;
  const { id, alias } = file.keptWith;
  return (
    <Note icon="people">
      {say("pairs.kept", { alias })}{" "}
      <Link to="/cases/$caseId" params={{ caseId: id }}>
        {say("pairs.write-there", { alias })}
      </Link>
    </Note>
  );
}

/** With what a case is kept together, and how that begins and ends. */
export function CasePairs({ file }: { file: Case }) {
  const { say, when } = useDesk();
  const [parting, setParting] = useState<CasePair | null>(null);
  if (!file.held) return null;
  return (
    <Part id="pairs" title={say("pairs.part")}>
      <div className="stack">
        {file.pairs.length > 0 && (
          <WaitingList
            label={say("pairs.part")}
            entries={file.pairs.map((pair) => {
              const other = pair.kept.id === file.id ? pair.aside : pair.kept;
              return {
                id: pair.id,
                icon: "people",
                title: (
                  <Link to="/cases/$caseId" params={{ caseId: other.id }}>
                    {other.alias}
                  </Link>
                ),
                note: say("pairs.said-by", {
                  name: pair.pairedBy?.displayName ?? say("pairs.someone"),
                  day: when.day(pair.pairedAt),
                }),
                wait: (
                  <Button
                    small
                    onClick={() => setParting(pair)}
                    aria-label={say("pairs.take-apart-of", { alias: other.alias })}
                  >
                    {say("pairs.take-apart")}
                  </Button>
                ),
              };
            })}
          />
        )}
        {!file.keptWith && (
          <p>
            <Link to="/cases/$caseId/same-person" params={{ caseId: file.id }}>
              {say("pairs.open")}
            </Link>
          </p>
        )}
      </div>
      <TakeApart pair={parting} onClose={() => setParting(null)} />
    </Part>
  );
}

function TakeApart({ pair, onClose }: { pair: CasePair | null; onClose: () => void }) {
  const { say } = useDesk();
  const { api } = useSession();
  const queries = useQueryClient();
  const tell = useNotices();
  const part = useMutation({
    mutationFn: (id: string) => api.send("DELETE", `/api/case-pairs/${id}`),
    onSuccess: async () => {
      onClose();
      tell({ text: say("pairs.apart-done") });
      await Promise.all(
        ["case", "cases", "today", "leads"].map((name) => queries.invalidateQueries({ queryKey: [name] })),
      );
    },
  });
  const close = () => {
    part.reset();
    onClose();
  };
  return (
    <Dialog open={pair !== null} onClose={close} title={say("pairs.apart-title")} closeLabel={say("close")}>
      {pair && (
        <div className="stack stack-4">
          <p>{say("pairs.apart-say", { kept: pair.kept.alias, aside: pair.aside.alias })}</p>
          <Said wrong={part.isError && sayProblem(say, part.error)} />
          <div className="row">
            <Button kind="main" busy={part.isPending} onClick={() => part.mutate(pair.id)}>
              {say("pairs.apart-yes")}
            </Button>
            <Button onClick={close}>{say("cancel")}</Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}
