import { useDesk } from "../../../web/desk-context.tsx";
import { Note } from "../../../web/kit/marks.tsx";
import type { Reading } from "./inbox-read.ts";

/** Why a conversation is not opened: the list of those who read it does not hold. */
export function BadList({ reason }: { reason: (Reading & { state: "refused" })["reason"] }) {
  const { say } = useDesk();
  return (
    <Note kind="danger">
      <p>
        <strong>{say("conversation.bad-list")}</strong> {say("conversation.bad-list-say", { reason })}
      </p>
    </Note>
  );
}
