import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { OneReferral } from "../../../../web/api/referral-answers.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { useNotices } from "../../../../web/kit/toast.tsx";
import { useOnceKey } from "../../../../web/session/once.ts";
import { useSession } from "../../../../web/session/session.tsx";

/** What a member does with a referral that runs: an act, or its letter anew. What stands elsewhere is asked for again, also after a refusal. */
export function useSendOfReferral<Body extends object>(
  referral: OneReferral,
  what: "acts" | "letter",
  onDone: () => void,
) {
  const { say } = useDesk();
  const { api } = useSession();
  const queries = useQueryClient();
  const tell = useNotices();
  const keyFor = useOnceKey();
  return useMutation({
    mutationFn: (body: Body) =>
      api.send("POST", `/api/referrals/${referral.id}/${what}`, { body, key: keyFor(body) }),
    onSuccess: () => {
      onDone();
      tell({ icon: "tick", text: say("referral.done") });
    },
    onSettled: () =>
      Promise.all(
        ["referral", "referrals", "case"].map((key) => queries.invalidateQueries({ queryKey: [key] })),
      ),
  });
}
