import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { FirstWords as Given } from "../../../../web/api/allowed-answers.ts";
import type { Case } from "../../../../web/api/answers.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { Button } from "../../../../web/kit/button.tsx";
import { Said } from "../../../../web/kit/field.tsx";
import { Part } from "../../../../web/kit/log.tsx";
import { sayProblem } from "../../../../web/session/problems.ts";
import { useSession } from "../../../../web/session/session.tsx";
import { CodeDialog } from "./code-dialog.tsx";

/** Words for someone who never had any; later, that they were given. */
export function FirstWords({ file, given }: { file: Case; given: Given }) {
  const { say, when } = useDesk();
  const { api } = useSession();
  const queries = useQueryClient();
  const [showing, setShowing] = useState(false);
  const code = useMutation({
    mutationFn: () => api.send<{ code: string }>("POST", `/api/cases/${file.id}/first-words`),
    onSuccess: async () => {
      setShowing(true);
      await queries.invalidateQueries({ queryKey: ["case", file.id] });
    },
  });
  const { lacking, by, codeUntil, takenAt } = given;
  const name = by ?? say("first-words.someone");
  return (
    <Part id="first-words" title={say("first-words.title")}>
      {takenAt !== null && <p>{say("first-words.taken", { at: when.near(takenAt), name })}</p>}
      {lacking && (
        <div className="stack stack-4">
          <p>{say("first-words.lacking")}</p>
          {codeUntil !== null && (
            <p className="small">{say("first-words.code-stands", { until: when.near(codeUntil), name })}</p>
          )}
          <Said wrong={code.isError && sayProblem(say, code.error)} />
          <div className="row">
            <Button busy={code.isPending} onClick={() => code.mutate()}>
              {say("first-words.give")}
            </Button>
          </div>
        </div>
      )}
      <CodeDialog
        code={code.data?.code}
        open={showing}
        onClose={() => setShowing(false)}
        title={say("words-reset.code-title")}
        about={say("first-words.code-say")}
        rules={say("first-words.code-rules")}
      />
    </Part>
  );
}
