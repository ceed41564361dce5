/** @jsxImportSource preact */
import { useEffect, useState } from "preact/hooks";
import { ApiError } from "./api.ts";
import { sayFailure } from "./failures.ts";
import type { OwnStepCode, OwnSteps } from "./file-answers.ts";
import type { FilePart } from "./file-room.tsx";
import { Icon, type Said, Status, Sure } from "./parts.tsx";

/** What nobody but the person decides about their way: ending recovery, asking that a no is looked at again, coming back. */
export function FileSteps({ file, room, onChanged }: FilePart & { readonly onChanged: () => void }) {
  const { say, emergency, language } = room.ground;
  const [steps, setSteps] = useState<OwnSteps | null>(null);
  const [sure, setSure] = useState<OwnStepCode | null>(null);
  const [said, setSaid] = useState<Said | null>(null);
  const path = `/api/my-file/cases/${file.id}/steps`;
  const look = async (): Promise<void> => {
    // Without them the file is shown as it is.
    setSteps(await room.withVisit((visit) => visit.ask<OwnSteps>(path)).catch(() => null));
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at when the case is at another place
  useEffect(() => void look(), [file.id, file.stateSince]);
  const take = async (step: OwnStepCode): Promise<void> => {
    if (!steps || said?.kind === "busy") return;
    setSaid({ kind: "busy", lines: [] });
    try {
      await room.withVisit((visit) => visit.ask(path, "POST", { step, revision: steps.revision }));
      setSure(null);
      setSaid({ kind: "good", lines: [say("own-done")] });
      onChanged();
      await look();
    } catch (error) {
      const isFirst =
        error instanceof ApiError && (error.code === "step-first" || error.code === "step-not-open");
      setSaid({
        kind: "bad",
        lines: isFirst ? [say("own-changed")] : sayFailure(error, say, emergency, "file-failed"),
      });
      if (isFirst) await look();
    }
  };
  if (!steps) return null;
  const reads = steps.language && new Intl.DisplayNames([language], { type: "language" }).of(steps.language);
  return (
    <div class="stack">
      {reads && <p class="small quiet">{say("file-reads", { language: reads })}</p>}
      {steps.open.map((step) =>
        sure === step ? (
          <Sure
            key={step}
            text={say(`own-${step}-means`)}
            yes={say("own-yes")}
            no={say("offer-no")}
            isBusy={said?.kind === "busy"}
            onYes={() => void take(step)}
            onNo={() => setSure(null)}
          />
        ) : (
          <button key={step} type="button" class="plain-button" onClick={() => setSure(step)}>
            {say(`own-${step}`)}
            <Icon name="next" />
          </button>
        ),
      )}
      <Status said={said} />
    </div>
  );
}
