import { useDesk } from "../desk-context.tsx";
import { Note } from "../kit/marks.tsx";
import type { KeptDraft } from "./kept-draft.ts";

/** What became of a draft of an earlier visit: that it is back, or that it cannot come back. */
export function DraftNotes({ keptAt, isGone }: Pick<KeptDraft<unknown>, "keptAt" | "isGone">) {
  const { say, when } = useDesk();
  return (
    <>
      {keptAt && <Note icon="pen">{say("draft.back", { at: when.near(keptAt) })}</Note>}
      {isGone && <Note kind="soon">{say("draft.gone")}</Note>}
    </>
  );
}
